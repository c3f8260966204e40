"""``offworld audit``: proves from the files alone that a take can be trusted, or says where not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("take", metavar="TAKE", help="the folder of the take, which holds take.json")
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.audit import audit_take

    return tell(audit_take(Path(options.take)), options)


COMMAND = Command(
    name="audit",
    help="proves from the files alone that a take can be trusted, or says where not",
    description=(
        "Recomputes momentum, limits, grips and continuity from the files of a take, with no "
        "simulator. A take that cannot be trusted counts as a finding."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
