"""``offworld import``: cameras that were moved or given another lens elsewhere come home as set-ups."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from offworld.errors import FilmError, Problem
from offworld.film.scene import Film, Scene
from offworld.flow.answer import Answer
from offworld.flow.check import load_film
from offworld.flow.export import gltf_file, usd_folder
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import out_of
from offworld.flow.records import check_known
from offworld.flow.work import NOT_SOURCE

if TYPE_CHECKING:
    from offworld.exchange.camera import CameraAtHome
    from offworld.exchange.home import Change

    Cameras: TypeAlias = tuple[tuple[CameraAtHome, ...], tuple[CameraAtHome, ...], tuple[str, ...]]

GLTF: Final = (".glb", ".gltf")
"""How names of files of glTF end; all others are taken for USD."""


def bring_cameras(
    folder: Path, scene: str, file: Path, *, frame: int | None = None, write: bool = True
) -> Answer:
    """Takes over the cameras of a file of USD or glTF that came of an export of the scene.

    Args:
        folder: the film folder.
        scene: number of the scene.
        file: what another program wrote.
        frame: frame at which a camera that moves in the file is taken; None: such a camera is left.
        write: False: only say what would change.

    Raises:
        FilmError: the film holds mistakes, or would with these cameras; there is no such scene, file or export.
        NotPossible: it is USD, whose library is not installed.
    """
    with film_lock(out_of(folder)):
        film = load_film(folder)
        check_known("scene", scene, [one.id for one in film.scenes])
        known = next(one for one in film.scenes if one.id == scene)
        changes, notes = _changes(folder, film, known, file, frame)
        text = (folder / known.place.file).read_bytes().decode()
        after = _written(text, known, changes)
        if after != text:
            _check(folder, known.place.file, after)
            if write:
                write_whole(folder / known.place.file, after.encode())
    return _answer(folder / known.place.file, changes, notes, wrote=write and after != text)


def _changes(
    folder: Path, film: Film, scene: Scene, file: Path, frame: int | None
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """What became of each camera, and what had to be assumed."""
    from offworld.exchange.home import changes

    before, after, notes = _cameras(folder, film, scene, file)
    names = (*(one.id for one in scene.set_ups), *(one.framing.id for one in scene.framings))
    held = {one.id: one.by for one in scene.set_ups if one.by}
    return changes(before, after, names, held, frame), notes


def _cameras(folder: Path, film: Film, scene: Scene, file: Path) -> Cameras:
    """Cameras of the last export, those of the file, and what had to be assumed of these."""
    height, width = film.sensor.height_mm, film.sensor.height_mm * float(film.aspect)
    if file.suffix.lower() in GLTF:
        from offworld.exchange.gltf import home as gltf

        exported = gltf_file(folder, scene.id)
        _there(file, exported, f"offworld export {folder} {scene.id} --to gltf")
        gate = gltf.Gate(width_mm=width, height_mm=height, rate=film.rate)
        before, _ = gltf.read_cameras(exported, gate)
        after, notes = gltf.read_cameras(file, gate, [camera.name for camera in before])
        return before, after, notes
    from offworld.exchange.usd.library import need

    need()
    from offworld.exchange.usd import home as usd
    from offworld.exchange.usd.scene import CAMERAS_FILE

    exported = usd_folder(folder, scene.id) / CAMERAS_FILE
    _there(file, exported, f"offworld export {folder} {scene.id} --to usd")
    return usd.read_cameras(exported, width), usd.read_cameras(file, width), ()


def _there(file: Path, exported: Path, command: str) -> None:
    """Sees to it that both files are there.

    Raises:
        FilmError: one is not.
    """
    for path, what, remedy in (
        (file, "there is no such file", "name the file that the other program wrote"),
        (exported, "this scene was never exported in that format", f"run: {command}"),
    ):
        if not path.is_file():
            raise FilmError(Problem(what=what, remedy=remedy, file=str(path), kind="no-file"))


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


def _answer(path: Path, changes: tuple[Change, ...], notes: tuple[str, ...], *, wrote: bool) -> Answer:
    lines = [f"{change.id}: {change.text()}" for change in changes]
    lines += [f"assumed: {note}" for note in notes]
    lines.append(f"written: {path}" if wrote else "nothing was written")
    data: Mapping[str, Any] = {
        "file": path,
        "written": wrote,
        "cameras": [change.plain() for change in changes],
        "assumed": list(notes),
    }
    left = sum(bool(change.left) for change in changes)
    return Answer(text="\n".join(lines), data=data, attention=left, made=(path,) if wrote else ())
