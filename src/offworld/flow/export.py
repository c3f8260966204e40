"""``offworld export``: scenes for other programs. What an artist builds on them is never written again."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known
from offworld.flow.stages import FRAME, STAGES, TAKE, Given, Stage
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
OWN: Final = "usd"
"""Folder of the film in which artists' own layers lie, one folder for each scene."""
_LENGTH: Final = re.compile(rb"endTimeCode = (\S+)")


def usd_folder(folder: Path, scene: str) -> Path:
    """Where the layers of a scene go."""
    return out_of(folder) / "export" / "usd" / scene


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
    os.environ.update(ONE_THREAD)
    told: list[dict[str, object]] = []
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_film(folder, (*STAGES, USD))
        wanted = work.scenes if scene is None else (check_known("scene", scene, work.scenes),)
        told = [_export(work, folder, one) for one in wanted]
        remember(work)
        publish(work, out_of(folder), whole=False)
    lines: list[str] = []
    for one in told:
        lines += [str(one["scene_file"]), f"  yours, over it: {one['artist_file']} ({one['artist']})"]
    return Answer(
        text="\n".join(lines), data={"scenes": told}, made=tuple(Path(str(one["scene_file"])) for one in told)
    )


def _export(work: Work, folder: Path, scene: str) -> dict[str, object]:
    from offworld.store.whole import write_whole_folder

    for stage in (TAKE, FRAME):
        work.make_here(stage, scene)
    made = work.make_here(USD, scene).folder
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
