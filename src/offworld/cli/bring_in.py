"""``offworld import``: takes home what was changed in other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "scene", metavar="SCENE", nargs="?", default="", help="with --cameras: the number of the scene"
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--set",
        metavar="FILE",
        help="a set modelled elsewhere, as glTF (.glb, .gltf) or USD (.usd, .usda, .usdc, .usdz)",
    )
    parser.add_argument(
        "--name", default="", help="with --set: what scenes will call it; else after the file"
    )
    what.add_argument(
        "--cameras",
        metavar="FILE",
        help="a file of USD (.usda, .usdc, .usd) or glTF (.glb, .gltf) whose cameras are taken",
    )
    what.add_argument(
        "--schedule",
        metavar="FILE",
        help="a plan made in another program: Universal Schedule Standard (.uss), .csv or .xlsx",
    )
    parser.add_argument(
        "--board", default="", metavar="NAME", help="with --schedule: which stripboard; else the last one"
    )
    parser.add_argument(
        "--frame", type=int, metavar="N", help="frame at which a camera that moves in the file is taken"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    add_strict(parser)


def _run(options: Namespace) -> int:
    if options.set is not None:
        return _run_set(options)
    if options.schedule is not None:
        return _run_schedule(options)
    from offworld.errors import FilmError, Problem
    from offworld.flow.bring import bring_cameras

    if not options.scene:
        what, remedy = "cameras come home to a scene", "write its number behind the film"
        raise FilmError(Problem(what=what, remedy=remedy, kind="no-scene"))
    answer = bring_cameras(
        Path(options.film),
        options.scene,
        Path(options.cameras),
        frame=options.frame,
        write=not options.dry_run,
    )
    return tell(answer, options)


def _run_set(options: Namespace) -> int:
    from offworld.flow.bring_set import bring_set

    answer = bring_set(Path(options.film), Path(options.set), name=options.name, write=not options.dry_run)
    return tell(answer, options)


def _run_schedule(options: Namespace) -> int:
    from offworld.flow.schedule_import import bring_schedule

    file = Path(options.schedule)
    return tell(
        bring_schedule(Path(options.film), file, board=options.board, write=not options.dry_run), options
    )


COMMAND = Command(
    name="import",
    help="takes in a set modelled in another program, or takes home cameras that were moved there",
    description=(
        "With --set: takes a model into the film as sets/NAME.glb, with a text beside it that says which of its "
        "objects are rails, windows, hatches and tables. With --cameras: reads the cameras of a file that came of "
        "'offworld export', says which were moved, turned or given another lens or focus, and writes those as "
        "set-ups into the scene file. No other line of it is touched. With --schedule: reads days and order of scenes "
        "into schedule.yaml, or beside it if there is a plan already. What could not be taken as it is counts as a "
        "finding."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
