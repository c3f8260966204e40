"""``offworld replay``: runs a take again that the simulation did not finish."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the file of the stopped take: out/scenes/N/odds/PROFILE/stopped/K.json"
    )
    parser.add_argument(
        "--out", metavar="TAKE", help="the folder for the take (beside the file if not given)"
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.replay import replay_file

    return tell(replay_file(Path(options.file), None if options.out is None else Path(options.out)), options)


COMMAND = Command(
    name="replay",
    help="runs a take again that the simulation did not finish",
    description=(
        "Takes that stopped leave a file each beside the table of takes. This runs one again from that file alone, "
        "whatever has become of the film, writes the take as far as it goes, and says whether it ends as it did."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
