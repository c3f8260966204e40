"""``offworld import``: takes home what was changed in other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_scene, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    add_scene(parser)
    parser.add_argument(
        "--cameras",
        metavar="FILE",
        required=True,
        help="a file of USD (.usda, .usdc, .usd) or glTF (.glb, .gltf) whose cameras are taken",
    )
    parser.add_argument(
        "--frame", type=int, metavar="N", help="frame at which a camera that moves in the file is taken"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.bring import bring_cameras

    answer = bring_cameras(
        Path(options.film),
        options.scene,
        Path(options.cameras),
        frame=options.frame,
        write=not options.dry_run,
    )
    return tell(answer, options)


COMMAND = Command(
    name="import",
    help="takes home cameras that were moved or given another lens in another program",
    description=(
        "Reads the cameras of a file that came of 'offworld export', says which were moved, turned or given "
        "another lens or focus, and writes those as set-ups into the scene file. No other line of it is touched. A "
        "camera that could not be taken counts as a finding."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
