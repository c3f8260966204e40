"""``offworld rehearse``: rehearses one scene and says what came of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_scene, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    add_scene(parser)
    parser.add_argument(
        "--out", metavar="TAKE", help="the folder for the take (inside the film's out/ if not given)"
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.rehearse import rehearse_scene

    out = None if options.out is None else Path(options.out)
    return tell(rehearse_scene(Path(options.film), options.scene, out=out), options)


COMMAND = Command(
    name="rehearse",
    help="rehearses one scene and says what came of it",
    description=(
        "Runs a scene and writes the take: who did what, which grips held, who touched what, and what "
        "deserves attention."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
