"""``offworld export``: scenes for other programs. What an artist builds on them is never written again."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known
from offworld.flow.stage import Given, Stage
from offworld.flow.stages import FRAME, STAGES, TAKE
from offworld.flow.work import Work

USD: Final = Stage(
    name="usd",
    doing="writing USD",
    module="offworld.flow.steps.usd",
    given=(
        Given(name="take", stage="take", path="take"),
        Given(name="settings", stage="read", path="settings.json"),
        Given(name="framed", stage="frame"),
    ),
    numeric=True,
)
"""Made on demand, never by a whole run."""
GLTF: Final = replace(USD, name="gltf", doing="writing glTF", module="offworld.flow.steps.gltf")
"""Likewise."""
OWN: Final = "usd"
"""Folder of the film in which artists' own layers lie, one folder for each scene."""
_LENGTH: Final = re.compile(rb"endTimeCode = (\S+)")


def usd_folder(folder: Path, scene: str) -> Path:
    """Where the layers of a scene go."""
    return out_of(folder) / "export" / "usd" / scene


def gltf_file(folder: Path, scene: str) -> Path:
    """Where a scene goes as one file of glTF."""
    return out_of(folder) / "export" / "gltf" / f"{scene}.glb"


def export_usd(folder: Path, scene: str | None = None) -> Answer:
    """Writes scenes as layers of USD, and for each an artist's own layer over them if there is none yet.

    Args:
        folder: the film folder.
        scene: number of the scene; None: all.

    Raises:
        FilmError: the film holds mistakes, or has no such scene.
        NotPossible: the library of USD is not installed, or a take has no length.
    """
    from offworld.exchange.usd.library import need

    need()
    told = _exported(folder, scene, USD, _layers)
    lines: list[str] = []
    for one in told:
        lines += [str(one["scene_file"]), f"  yours, over it: {one['artist_file']} ({one['artist']})"]
    return Answer(
        text="\n".join(lines), data={"scenes": told}, made=tuple(Path(str(one["scene_file"])) for one in told)
    )


def export_gltf(folder: Path, scene: str | None = None, out: Path | None = None) -> Answer:
    """Writes scenes as files of glTF.

    Args:
        folder: the film folder.
        scene: number of the scene; None: all.
        out: another place for them besides: a .glb for one scene, or a folder; None: none.

    Raises:
        FilmError: the film holds mistakes, or has no such scene; several scenes are to go into one file.
        NotPossible: a take has no length.
    """
    if out is not None and out.suffix == ".glb" and scene is None:
        what, remedy = "one file holds one scene", "name the scene, or a folder for all of them"
        raise FilmError(Problem(what=what, remedy=remedy, file=str(out), kind="one-scene"))
    told = _exported(folder, scene, GLTF, _one_file)
    for one in told if out is not None else ():
        assert out is not None
        place = out if out.suffix == ".glb" else out / f"{one['scene']}.glb"
        write_whole(place, Path(str(one["scene_file"])).read_bytes())
        one["scene_file"] = place
    lines = [f"{one['scene_file']} ({int(str(one['bytes'])) / 1e6:.1f} MB)" for one in told]
    return Answer(
        text="\n".join(lines), data={"scenes": told}, made=tuple(Path(str(one["scene_file"])) for one in told)
    )


def _exported(
    folder: Path, scene: str | None, stage: Stage, hand_on: Callable[[Path, str, Path], dict[str, object]]
) -> list[dict[str, object]]:
    """Makes a stage for one scene or all, and hands on what it made: film folder, scene, made → what is told."""
    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_film(folder, (*STAGES, stage))
        wanted = work.scenes if scene is None else (check_known("scene", scene, work.scenes),)
        told = [hand_on(folder, one, _made(work, stage, one)) for one in wanted]
        remember(work)
        publish(work, out_of(folder), whole=False)
    return told


def _made(work: Work, stage: Stage, scene: str) -> Path:
    for before in (TAKE, FRAME):
        work.make_here(before, scene)
    return work.make_here(stage, scene).folder


def _one_file(folder: Path, scene: str, made: Path) -> dict[str, object]:
    from offworld.flow.steps.gltf import FILE

    data = (made / FILE).read_bytes()
    place = gltf_file(folder, scene)
    write_whole(place, data)
    return {"scene": scene, "scene_file": place, "bytes": len(data)}


def _layers(folder: Path, scene: str, made: Path) -> dict[str, object]:
    from offworld.store.whole import write_whole_folder

    files = {path.name: path.read_bytes() for path in sorted((made / "layers").iterdir())}
    place = usd_folder(folder, scene)
    write_whole_folder(place, files)
    artist = folder / OWN / scene / "artist.usda"
    return {
        "scene": scene, "scene_file": place / "scene.usda", "artist_file": artist,
        "artist": _artist(artist, (made / "artist.usda").read_bytes()), "files": sorted(files),
    }  # fmt: skip


def _artist(path: Path, empty: bytes) -> str:
    """Begins an artist's own layer if there is none; says what was done."""
    if not path.exists():
        write_whole(path, empty)
        return "begun"
    length, before = _LENGTH.search(empty), _LENGTH.search(path.read_bytes())
    if length and before and length.group(1) != before.group(1):
        last, then = length.group(1).decode(), before.group(1).decode()
        return f"left as it is; it says that the scene ends at frame {then}, which is now {last}"
    return "left as it is"
