"""``offworld draft``: plays a scene as a rough picture, within seconds."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_scene, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    add_scene(parser)
    parser.add_argument(
        "--from",
        dest="from_beat",
        metavar="BEAT",
        help="play from the start of this beat; all before it stays as it was",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.draft import draft_scene

    return tell(draft_scene(Path(options.film), options.scene, from_beat=options.from_beat), options)


COMMAND = Command(
    name="draft",
    help="plays a scene as a rough picture, within seconds",
    description=(
        "Rehearses a scene and writes a rough picture of it. What has not changed since the last time "
        "is not done again."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
