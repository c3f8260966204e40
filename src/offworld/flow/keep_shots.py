"""Writes found set-ups into a scene file, where nothing moves them any more but their writer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.framing import Framed, Kept, Placed, ShotList
from offworld.film.kit import Package
from offworld.film.scene import Film, Scene
from offworld.flow.files import write_whole
from offworld.flow.records import check_known, read_record
from offworld.flow.stages import FRAME
from offworld.flow.work import Work
from offworld.frame.shots import Floor, frame_shot, frame_shots
from offworld.frame.span import span_of
from offworld.script import read_film
from offworld.script.keep import as_written, with_kept
from offworld.space import read_set
from offworld.store.take import read_take
from offworld.text import remedy_for

_CHOICE: Final = re.compile(r"(?P<camera>[A-Z][A-Za-z0-9_-]*)(?::(?P<number>[1-9]))?")
"""A shot to be kept, and which of its answers: ``C`` or ``C:2``."""


def _choices(keep: str) -> dict[str, int]:
    """Cameras to keep, each with the index of its answer."""
    found: dict[str, int] = {}
    for word in keep.split(","):
        match = _CHOICE.fullmatch(word.strip())
        if match is None:
            what = f"{word[:40]!r} is no shot to keep"
            raise FilmError(
                Problem(
                    what=what,
                    remedy="write --keep C,D or --keep C:2, or --continuity --keep for all",
                    kind="keep",
                )
            )
        found[match["camera"]] = int(match["number"] or 1) - 1
    return found


def keep_answers(work: Work, scene: str, keep: str) -> list[str]:
    """Writes found set-ups into the scene file: ``C``, the first answer, or ``C:2``; the cameras that were kept.

    Raises:
        FilmError: there is no such shot, or it has no such answer.
        NotPossible: the shot cannot be had.
    """
    choices = _choices(keep)

    given = work.job(FRAME, scene).given
    settings, take = read_record(given["settings"], Film), read_take(given["take"], with_stream=False)
    written = next(one for one in read_film(work.film, read_set).scenes if one.id == scene)
    names = [one.framing.id for one in written.framings]
    for camera in choices:
        check_known("shot", camera, names)
    shots = ShotList(shots=written.framings, package=read_record(given["shots"], ShotList).package)
    framed = frame_shots(shots, take, settings.sensor, anew=tuple(choices))
    for asked, one in zip(written.framings, framed, strict=True):
        if asked.framing.id in choices:
            placed = _chosen(one, choices[asked.framing.id])
            kept = _judged(placed, one, written, settings, take, shots.package)
            _write(work.film, scene, asked.framing.id, kept)
    return list(choices)


def keep_chosen(
    work: Work, scene: str, framed: tuple[Framed, ...], chosen: Mapping[str, Placed], keep: str
) -> list[str]:
    """Writes places chosen together into the scene file; what is kept already is left alone.

    Args:
        work: the film's work; the scene is framed.
        scene: its number.
        framed: what came of its shots.
        chosen: the place of each.
        keep: which of them, with commas; empty: all.

    Returns:
        The cameras that were kept.

    Raises:
        FilmError: one that is named was not chosen.
        NotPossible: one that is named cannot be had.
    """
    names = [name.strip() for name in keep.split(",") if name.strip()]
    for name in names:
        if name not in chosen:
            raise FilmError(_not_chosen(name, framed))
    given = work.job(FRAME, scene).given
    settings, take = read_record(given["settings"], Film), read_take(given["take"], with_stream=False)
    written = next(one for one in read_film(work.film, read_set).scenes if one.id == scene)
    package = read_record(given["shots"], ShotList).package
    kept = [one for one in framed if one.framing.id in (names or chosen)]
    for one in kept:
        place = _judged(chosen[one.framing.id], one, written, settings, take, package)
        _write(work.film, scene, one.framing.id, place)
    return [one.framing.id for one in kept]


def _not_chosen(name: str, framed: tuple[Framed, ...]) -> Problem:
    """Why a shot has no place that was chosen together with the others."""
    one = next((one for one in framed if one.framing.id == name), None)
    if one is None:
        known = [one.framing.id for one in framed]
        return Problem(
            what=f"{name[:40]!r} is no shot of this scene", remedy=remedy_for(name, known), kind="keep"
        )
    if one.status == "kept":
        remedy = f"it stays where it is; without --continuity it is found anew: --keep {name}"
        return Problem(what=f"shot {name} is kept already", remedy=remedy, kind="keep")
    if not one.answers:
        raise NotPossible(f"shot {name} cannot be kept, for it cannot be had: {one.reason}")
    remedy = f"keep it by itself: --keep {name}"
    return Problem(
        what=f"shot {name} never has the picture, so that no cut chooses it", remedy=remedy, kind="keep"
    )


def _chosen(framed: Framed, index: int) -> Placed:
    """The answer that is to be kept."""
    camera, count = framed.framing.id, len(framed.answers)
    if index < count:
        return framed.answers[index]
    if not count:
        raise NotPossible(f"shot {camera} cannot be kept, for it cannot be had: {framed.reason}")
    what, remedy = f"shot {camera} has no answer {index + 1}", f"it has {count}"
    raise FilmError(Problem(what=what, remedy=remedy, kind="keep"))


def _judged(placed: Placed, framed: Framed, scene: Scene, film: Film, take: Any, package: Package) -> Kept:
    """The answer as it will be written, with what it is worth so."""
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
