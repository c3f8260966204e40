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
    parser.add_argument(
        "--to",
        choices=("usd", "gltf", "uss", "csv", "ical"),
        required=True,
        help="the format: of scenes usd or gltf, of the schedule uss, csv or ical",
    )
    parser.add_argument(
        "--person", metavar="NAME", default="", help="of ical alone: only what this person is in"
    )
    parser.add_argument(
        "--out",
        metavar="PLACE",
        help="of glTF alone: a second place for it, a .glb for one scene, or a folder",
    )


def _run(options: Namespace) -> int:
    from offworld.errors import FilmError, Problem
    from offworld.flow.export import export_gltf, export_usd

    film = Path(options.film)
    if options.person and options.to != "ical":
        what, remedy = "--person is for calendars alone", "leave it away, or write --to ical"
        raise FilmError(Problem(what=what, remedy=remedy, kind="option"))
    if options.to in {"uss", "csv", "ical"}:
        return _run_schedule(film, options)
    if options.to == "gltf":
        return tell(export_gltf(film, options.scene, Path(options.out) if options.out else None), options)
    if options.out:
        remedy = "leave --out away; usd/SCENE/artist.usda finds the layers where they are"
        raise FilmError(Problem(what="--out is for glTF alone", remedy=remedy, kind="option"))
    return tell(export_usd(film, options.scene), options)


def _run_schedule(film: Path, options: Namespace) -> int:
    from offworld.errors import FilmError, Problem
    from offworld.flow.schedule_papers import export_schedule

    if options.scene or options.out:
        what, remedy = "a schedule is handed on whole", "leave scene and --out away"
        raise FilmError(Problem(what=what, remedy=remedy, kind="option"))
    return tell(export_schedule(film, options.to, person=options.person), options)


COMMAND = Command(
    name="export",
    help="hands scenes or the schedule on to other programs",
    description=(
        "Writes scenes for other programs into out/export. usd: set, people, props and cameras as layers of their own "
        "under names that stay, and usd/SCENE/artist.usda in the film folder, an empty layer over them that is yours: "
        "no later export touches it. gltf: all of it in one file, SCENE.glb, under the same names. "
        "uss, csv and ical hand on the schedule: for schedulers, for spreadsheets, for calendars."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
