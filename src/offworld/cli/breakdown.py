"""``offworld breakdown``: what each scene of the script needs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "--begin",
        action="store_true",
        help="begin breakdown.yaml with an entry for each scene, if there is none",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.breakdown import breakdown_film

    return tell(breakdown_film(Path(options.film), begin=options.begin), options)


COMMAND = Command(
    name="breakdown",
    help="what each scene of the script needs",
    description=(
        "Breaks the script down: number, set, time of day, length in eighths, cast, props and all else that each scene "
        "needs, found in the script and the blocking and completed by breakdown.yaml. Keeps names of scenes and lines "
        "beside the script, so that what is written by hand stays with its scene when the script is edited."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
