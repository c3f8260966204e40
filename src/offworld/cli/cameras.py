"""``offworld cameras``: lists the camera bodies that a film may name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from offworld.cli.command import Command
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="of one camera body, for all that is known of it"
    )


def _run(options: Namespace) -> int:
    from offworld.flow.kit import list_cameras

    return tell(list_cameras(options.name), options)


COMMAND = Command(
    name="cameras",
    help="lists the camera bodies that a film may name",
    description=(
        "Lists the camera bodies that film.yaml may name, or the recording modes of one: active sensor, "
        "pixels, circle of confusion, size, mass, and which of the numbers are from memory."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
