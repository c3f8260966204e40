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
    parser.add_argument("--to", choices=("usd", "gltf"), required=True, help="the format: usd or gltf")
    parser.add_argument(
        "--out",
        metavar="PLACE",
        help="of glTF alone: a second place for it, a .glb for one scene, or a folder",
    )


def _run(options: Namespace) -> int:
    from offworld.errors import FilmError, Problem
    from offworld.flow.export import export_gltf, export_usd

    film = Path(options.film)
    if options.to == "gltf":
        return tell(export_gltf(film, options.scene, Path(options.out) if options.out else None), options)
    if options.out:
        remedy = "leave --out away; usd/SCENE/artist.usda finds the layers where they are"
        raise FilmError(Problem(what="--out is for glTF alone", remedy=remedy, kind="option"))
    return tell(export_usd(film, options.scene), options)


COMMAND = Command(
    name="export",
    help="hands scenes on to other programs",
    description=(
        "Writes scenes for other programs into out/export. usd: set, people, props and cameras as layers of their own "
        "under names that stay, and usd/SCENE/artist.usda in the film folder, an empty layer over them that is yours: "
        "no later export touches it. gltf: all of it in one file, SCENE.glb, under the same names."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
