"""``offworld export``: hands scenes on to other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "scene",
        metavar="SCENE",
        nargs="?",
        help="the number of the scene, as the screenplay has it; all if none is named",
    )
    parser.add_argument("--to", choices=("usd",), required=True, help="the format")


def _run(options: Namespace) -> int:
    from offworld.flow.export import export_usd

    return tell(export_usd(Path(options.film), options.scene), options)


COMMAND = Command(
    name="export",
    help="hands scenes on to other programs",
    description=(
        "Writes scenes for other programs into out/export. usd: set, people, props and cameras as layers of their own "
        "under names that stay, and usd/SCENE/artist.usda in the film folder, an empty layer over them that is yours: "
        "no later export touches it."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
