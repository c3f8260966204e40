"""``offworld new``: makes a new film that can be rehearsed at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="the folder to make; it must not exist or be empty")


def _run(options: Namespace) -> int:
    from offworld.flow.new import new_film

    return tell(new_film(Path(options.folder)), options)


COMMAND = Command(
    name="new",
    help="makes a new film that can be rehearsed at once",
    description="Makes a film folder with one short scene in it, as plain text to start from.",
    add_arguments=_add_arguments,
    run=_run,
)
