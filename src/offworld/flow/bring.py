"""``offworld import``: cameras that were moved or given another lens elsewhere come home as set-ups."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from offworld.errors import FilmError, Problem
from offworld.film.scene import Film, Scene
from offworld.flow.answer import Answer
from offworld.flow.check import load_film
from offworld.flow.export import usd_folder
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import out_of
from offworld.flow.records import check_known
from offworld.flow.work import NOT_SOURCE

if TYPE_CHECKING:
    from offworld.exchange.home import Change


def bring_cameras(
    folder: Path, scene: str, file: Path, *, frame: int | None = None, write: bool = True
) -> Answer:
    """Takes over the cameras of a file of USD that came of an export of the scene.

    Args:
        folder: the film folder.
        scene: number of the scene.
        file: what another program wrote.
        frame: frame at which a camera that moves in the file is taken; None: such a camera is left.
        write: False: only say what would change.

    Raises:
        FilmError: the film holds mistakes, or would with these cameras; there is no such scene, file or export.
        NotPossible: the library of USD is not installed.
    """
    from offworld.exchange.usd.library import need

    need()
    with film_lock(out_of(folder)):
        film = load_film(folder)
        check_known("scene", scene, [one.id for one in film.scenes])
        known = next(one for one in film.scenes if one.id == scene)
        changes = _changes(folder, film, known, file, frame)
        text = (folder / known.place.file).read_bytes().decode()
        after = _written(text, known, changes)
        if after != text:
            _check(folder, known.place.file, after)
            if write:
                write_whole(folder / known.place.file, after.encode())
    return _answer(folder / known.place.file, changes, wrote=write and after != text)


def _changes(folder: Path, film: Film, scene: Scene, file: Path, frame: int | None) -> tuple[Change, ...]:
    from offworld.exchange.home import changes
    from offworld.exchange.usd.home import read_cameras
    from offworld.exchange.usd.scene import CAMERAS_FILE

    exported = usd_folder(folder, scene.id) / CAMERAS_FILE
    for path, what, remedy in (
        (file, "there is no such file", "name the file that the other program wrote"),
        (exported, "this scene was never exported", f"run: offworld export {folder} {scene.id} --to usd"),
    ):
        if not path.is_file():
            raise FilmError(Problem(what=what, remedy=remedy, file=str(path), kind="no-file"))
    gate = film.sensor.height_mm * float(film.aspect)
    names = (*(one.id for one in scene.set_ups), *(one.framing.id for one in scene.framings))
    held = {one.id: one.by for one in scene.set_ups if one.by}
    return changes(read_cameras(exported, gate), read_cameras(file, gate), names, held, frame)


def _written(text: str, scene: Scene, changes: tuple[Change, ...]) -> str:
    """The scene file with every camera that changed written anew.

    Raises:
        FilmError: a camera stands in another file, or there is no room for it.
    """
    from offworld.exchange.home import fields_of
    from offworld.script.camera_lines import CameraLines

    lines = CameraLines(text, scene.place.file)
    known = {one.id: one.place for one in scene.set_ups} | {
        one.framing.id: one.framing.place for one in scene.framings
    }
    for change in changes:
        if change.left or not change.what:
            continue
        line = lines.find(change.id)
        if line is None and change.id in known:
            what = f"camera {change.id} is written in {known[change.id].file}, which this scene takes over"
            raise FilmError(
                Problem(
                    what=what, remedy="bring it home to that scene", file=scene.place.file, kind="other-file"
                )
            )
        if line is not None and "lens" in line.fields and change.only_lens():
            lines = lines.with_field(change.id, "lens", change.lens())
        else:
            lines = lines.with_camera(
                change.id, fields_of(change, line.fields if line else {}, line.shot if line else "")
            )
    return lines.text


def _check(folder: Path, name: str, text: str) -> None:
    """Sees to it that the film is still whole with a scene file in other words.

    Raises:
        FilmError: it is not; nothing was written.
    """
    with TemporaryDirectory() as place:
        copy = Path(place) / "film"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(*NOT_SOURCE, ".*"))
        (copy / name).write_bytes(text.encode())
        load_film(copy)


def _answer(path: Path, changes: tuple[Change, ...], *, wrote: bool) -> Answer:
    lines = [f"{change.id}: {change.text()}" for change in changes]
    lines.append(f"written: {path}" if wrote else "nothing was written")
    data: Mapping[str, Any] = {
        "file": path,
        "written": wrote,
        "cameras": [change.plain() for change in changes],
    }
    left = sum(bool(change.left) for change in changes)
    return Answer(text="\n".join(lines), data=data, attention=left, made=(path,) if wrote else ())
