"""``offworld frame``: finds the shots of a scene, and keeps those that please."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_scene, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    add_scene(parser)
    parser.add_argument(
        "--keep",
        metavar="C[,D]",
        nargs="?",
        const="",
        help="write the set-ups of these shots into the scene file, where nothing moves them any more; C:2 keeps "
        "the second answer; a shot that is kept already is found anew. With --continuity: the places chosen "
        "together, of all shots if none is named; what is kept already stands",
    )
    parser.add_argument(
        "--continuity",
        action="store_true",
        help="choose the places of all shots together, so that they cut: left and right, looks, sizes and roll",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.frame import frame_scene

    film = Path(options.film)
    return tell(frame_scene(film, options.scene, keep=options.keep, continuity=options.continuity), options)


COMMAND = Command(
    name="frame",
    help="finds the shots of a scene, and keeps those that please",
    description=(
        "Finds where the camera goes for each shot that a scene asks for in words, in its take: lens, place, focus, "
        "roll, what it is worth and why, with stills of several answers and a shot list."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
