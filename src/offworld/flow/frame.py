"""``offworld frame``: the shots of a scene, found in its take; what is kept is written into the scene file."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from offworld.errors import FilmError, NotPossible, Problem
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known, read_record
from offworld.flow.stages import FRAME, SHOTS, TAKE

if TYPE_CHECKING:
    from offworld.film.framing import Framed, Kept, Placed
    from offworld.film.kit import Package
    from offworld.film.scene import Film, Scene
    from offworld.film.shot_list import ShotRow
    from offworld.flow.work import Work

_CHOICE: Final = re.compile(r"(?P<camera>[A-Z][A-Za-z0-9_-]*)(?::(?P<number>[1-9]))?")
"""A shot to be kept, and which of its answers: ``C`` or ``C:2``."""


_COLUMNS: Final = ("size", "lens", "focus", "distance", "clear", "up", "roll", "score")
_HEAD: Final = "{:17}{:7}{:>7} {:>7} {:>9} {:>7}  {:20}{:>6} {:>6}".format("", *_COLUMNS)
"""As wide as the lines of the table."""


def frame_scene(folder: Path, scene: str, *, keep: str | None = None, continuity: bool = False) -> Answer:
    """Finds the shots of a scene in its take, which is made if need be, and tells what each is worth.

    Args:
        folder: the film folder.
        scene: number of the scene.
        keep: shots to be written into the scene file, with commas, ``C`` or, for the second answer, ``C:2``; one that
            is kept already is found anew.
        continuity: choose the answers of all shots together, and tell which they are.

    Raises:
        FilmError: the film holds mistakes, or has no such scene or shot.
    """
    from offworld.flow.shot_take import read_framed

    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_film(folder)
        check_known("scene", scene, work.scenes)
        _make(work, scene)
        kept: list[str] = []
        if keep is not None:
            kept = _keep(work, folder, scene, _choices(keep))
            # The file was written: read it again, so that what is told is what now stands there.
            work = open_film(folder)
            _make(work, scene)
        entry = work.make_here(SHOTS, scene)
        remember(work)
        publish(work, out_of(folder), whole=False)
        framed = read_framed(work.results[FRAME.name, scene].folder)
        rows = _rows(entry.folder)
        chosen, cutting = _together(work, scene, framed) if continuity else ({}, [])
    place = out_of(folder) / "scenes" / scene
    lines = [f"Kept in the scene file: {', '.join(kept)}."] if kept else []
    lines += _told(scene, rows, framed, place) + cutting
    attention = sum(one.status in {"impossible", "out of budget"} or bool(one.reason) for one in framed)
    data: dict[str, Any] = {
        "scene": scene,
        "kept": kept,
        "shots": rows,
        "framed": framed,
        "pictures": place / "shots",
    }
    if continuity:
        data["together"] = {camera: index + 1 for camera, index in chosen.items()}
    return Answer(
        text="\n".join(lines),
        data=data,
        attention=attention,
        refused=bool(framed) and all(one.status == "impossible" for one in framed),
        made=(place / "shots.csv",),
    )


def _together(work: Work, scene: str, framed: tuple[Framed, ...]) -> tuple[dict[str, int], list[str]]:
    """Which answer of each shot to take so that they cut, and the same in words."""
    from offworld.film.scene import Film
    from offworld.flow.cuts import together
    from offworld.flow.shot_take import with_shots
    from offworld.store.take import read_take

    given = work.job(FRAME, scene).given
    take = with_shots(read_take(given["take"], with_stream=False), framed)
    chosen, first, best = together(take, read_record(given["settings"], Film), framed)
    if not chosen:
        return {}, ["No shot that was asked for in words has the picture: there is nothing to choose."]
    changed = [f"{camera}:{index + 1}" for camera, index in chosen.items() if index]
    if not changed:
        return chosen, [f"Chosen together: the first answer of each; what their cuts cost is {best:.2f}."]
    words = f"Chosen together: {', '.join(changed)}, the first of the others; cuts cost {best:.2f}, not {first:.2f}."
    return chosen, [words, f"Keep them: offworld frame FILM {scene} --keep {','.join(changed)}"]


def _make(work: Work, scene: str) -> None:
    work.make_here(TAKE, scene)
    work.make_here(FRAME, scene)


def _rows(folder: Path) -> tuple[ShotRow, ...]:
    from offworld.film.shot_list import ShotRow

    return read_record(folder / "shots.json", tuple[ShotRow, ...])


def _choices(keep: str) -> dict[str, int]:
    """Cameras to keep, each with the index of its answer."""
    found: dict[str, int] = {}
    for word in keep.split(","):
        match = _CHOICE.fullmatch(word.strip())
        if match is None:
            what = f"{word[:40]!r} is no shot to keep"
            raise FilmError(Problem(what=what, remedy="write --keep C,D or --keep C:2", kind="keep"))
        found[match["camera"]] = int(match["number"] or 1) - 1
    return found


def _keep(work: Work, folder: Path, scene: str, choices: dict[str, int]) -> list[str]:
    """Writes found set-ups into the scene file; the cameras that were kept."""
    from offworld.film.framing import ShotList
    from offworld.film.scene import Film
    from offworld.frame.shots import frame_shots
    from offworld.script import read_film
    from offworld.space import read_set
    from offworld.store.take import read_take

    given = work.job(FRAME, scene).given
    settings, take = read_record(given["settings"], Film), read_take(given["take"], with_stream=False)
    written = next(one for one in read_film(folder, read_set).scenes if one.id == scene)
    names = [one.framing.id for one in written.framings]
    for camera in choices:
        check_known("shot", camera, names)
    shots = ShotList(shots=written.framings, package=read_record(given["shots"], ShotList).package)
    framed = frame_shots(shots, take, settings.sensor, anew=tuple(choices))
    for asked, one in zip(written.framings, framed, strict=True):
        if asked.framing.id in choices:
            placed = _chosen(one, choices[asked.framing.id])
            kept = _judged(placed, one, written, settings, take, shots.package)
            _write(folder, scene, asked.framing.id, kept)
    return list(choices)


def _chosen(framed: Framed, index: int) -> Placed:
    """The answer that is to be kept."""
    camera, count = framed.framing.id, len(framed.answers)
    if index < count:
        return framed.answers[index]
    if not count:
        raise NotPossible(f"shot {camera} cannot be kept, for it cannot be had: {framed.reason}")
    what, remedy = f"shot {camera} has no answer {index + 1}", f"it has {count}"
    raise FilmError(Problem(what=what, remedy=remedy, kind="keep"))


def _judged(
    placed: Placed, framed: Framed, scene: Scene, film: Film, take: Any, package: Package
) -> Kept:
    """The answer as it will be written, with what it is worth so."""
    from offworld.film.framing import Kept
    from offworld.frame.shots import Floor, frame_shot
    from offworld.frame.span import span_of
    from offworld.script.keep import as_written

    kept = as_written(
        Kept(
            position=placed.position, attitude=placed.attitude, lens_mm=placed.lens_mm, focus_m=placed.focus_m,
            stop=placed.stop,
        )
    )  # fmt: skip
    asked = replace(next(one for one in scene.framings if one.framing.id == framed.framing.id), kept=kept)
    now = frame_shot(asked, span_of(asked, take), Floor.of(take, package, film.sensor))
    return as_written(replace(kept, score=now.answers[0].score.total))


def _write(folder: Path, scene: str, camera: str, kept: Kept) -> None:
    """Writes one set-up into its file; a file that could then not be read is put back as it was."""
    from offworld.script import read_film
    from offworld.script.keep import with_kept
    from offworld.space import read_set

    film = read_film(folder, read_set)
    asked = next(
        one for each in film.scenes if each.id == scene for one in each.framings if one.framing.id == camera
    )
    path = folder / asked.framing.place.file
    before = path.read_bytes()
    write_whole(path, with_kept(before.decode("utf-8"), asked, kept).encode("utf-8"))
    try:
        read_film(folder, read_set)
    except FilmError:
        write_whole(path, before)
        raise


def _told(scene: str, rows: tuple[ShotRow, ...], framed: tuple[Framed, ...], place: Path) -> list[str]:
    """A table of the cameras, then the score of each shot term by term and what cannot be had."""
    if not rows:
        return [f"Scene {scene} has no cameras."]
    lines = [str(place / "shots.csv"), _HEAD]
    lines += [_row(row) for row in rows]
    for one in framed:
        if one.reason:
            lines.append(f"{one.framing.id}: {one.reason}.")
    for row in rows:
        if row.score is not None:
            terms = ", ".join(f"{term.name} {term.score:.2f}" for term in row.score.terms)
            lines.append(f"{row.camera}: {terms}")
            others = len(row.pictures) - 1
            lines += (
                [f"   {others} other answers: {place / 'shots'}/{row.camera}-2.jpg …"] if others > 0 else []
            )
    return lines


def _row(row: ShotRow) -> str:
    def metres(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f} m"

    roll = "–" if row.roll_deg is None else f"{round(row.roll_deg)}°"
    score = "–" if row.score is None else f"{row.score.total:.2f}"
    return (
        f"{row.camera:5}{row.status:12}{row.size or '–':7}{row.lens_mm:>4g} mm {metres(row.focus_m):>7} "
        f"{metres(row.distance_m):>9} {metres(row.clearance_m):>7}  {row.up[:19]:20}{roll:>6} {score:>6}"
    )
