"""``offworld frame``: the shots of a scene, found in its take; what is kept is written into the scene file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known, read_record
from offworld.flow.stages import ASKED, CUTS, FRAME, SHOTS

if TYPE_CHECKING:
    from offworld.film.finding import Finding
    from offworld.film.framing import Framed
    from offworld.film.shot_list import ShotRow
    from offworld.flow.together import Together
    from offworld.flow.work import Work

_COLUMNS: Final = ("size", "lens", "stop", "focus", "distance", "clear", "up", "roll", "score")
_HEAD: Final = "{:17}{:7}{:>7} {:>5} {:>7} {:>9} {:>7}  {:20}{:>6} {:>6}".format("", *_COLUMNS)
"""As wide as the lines of the table."""


def frame_scene(folder: Path, scene: str, *, keep: str | None = None, continuity: bool = False) -> Answer:
    """Finds the shots of a scene in its take, which is made if need be, and tells what each is worth.

    Args:
        folder: the film folder.
        scene: number of the scene.
        keep: shots to be written into the scene file, with commas, ``C`` or, for the second answer, ``C:2``; one that
            is kept already is found anew. With `continuity` it is the places chosen together that are written, those
            of all shots if this is empty, and what is kept stands.
        continuity: choose the places of all shots together, and tell which they are.

    Raises:
        FilmError: the film holds mistakes, or has no such scene or shot.
    """
    from offworld.flow.keep_shots import keep_answers, keep_chosen
    from offworld.flow.shot_take import read_framed, read_shot_findings

    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_film(folder)
        check_known("scene", scene, work.scenes)
        _make(work, scene)
        cutting: list[str] = []
        numbers: dict[str, int] = {}
        kept: list[str] = []
        if continuity:
            framed = read_framed(work.results[FRAME.name, scene].folder)
            choice = _chosen(work, scene, framed)
            cutting, numbers = _cutting(choice, framed, scene), dict(choice.numbers)
            kept = [] if keep is None else keep_chosen(work, scene, framed, choice.chosen, keep)
        elif keep is not None:
            kept = keep_answers(work, scene, keep)
        if kept:
            # The file was written: read it again, so that what is told is what now stands there.
            work = open_film(folder)
            _make(work, scene)
        lit = work.make_here(ASKED, scene).folder
        entry = work.make_here(SHOTS, scene)
        remember(work)
        publish(work, out_of(folder), whole=False)
        made = work.results[FRAME.name, scene].folder
        framed, rows = read_framed(made), _rows(entry.folder)
        found = _more((*read_shot_findings(made), *read_shot_findings(lit)), framed)
    place = out_of(folder) / "scenes" / scene
    lines = [f"Kept in the scene file: {', '.join(kept)}."] if kept else []
    lines += _told(scene, rows, framed, place) + found + (cutting[:1] if kept else cutting)
    attention = sum(one.status in {"impossible", "out of budget"} or bool(one.reason) for one in framed)
    attention += len(found)
    data: dict[str, Any] = {
        "scene": scene,
        "kept": kept,
        "shots": rows,
        "framed": framed,
        "pictures": place / "shots",
    }
    if continuity:
        data["together"] = {camera: index + 1 for camera, index in numbers.items()}
    return Answer(
        text="\n".join(lines),
        data=data,
        attention=attention,
        refused=bool(framed) and all(one.status == "impossible" for one in framed),
        made=(place / "shots.csv",),
    )


def _chosen(work: Work, scene: str, framed: tuple[Framed, ...]) -> Together:
    """Which place of each shot to take so that they cut."""
    from offworld.film.continuity import CutRules
    from offworld.film.framing import ShotList
    from offworld.film.scene import Film
    from offworld.flow.shot_take import with_shots
    from offworld.flow.together import together
    from offworld.store.take import read_take

    given = work.job(FRAME, scene).given
    take = with_shots(read_take(given["take"], with_stream=False), framed)
    rules = read_record(work.job(CUTS, scene).given["rules"], CutRules)
    return together(
        take, read_record(given["settings"], Film), framed, rules, read_record(given["shots"], ShotList)
    )


def _cutting(choice: Together, framed: tuple[Framed, ...], scene: str) -> list[str]:
    """The choice in words."""
    if not choice.numbers:
        return [
            "No shot that was asked for in words and is not kept has the picture: there is nothing to choose."
        ]
    counts = {one.framing.id: len(one.answers) for one in framed}
    changed = [f"{name}:{row + 1}" for name, row in choice.numbers.items() if 0 < row < counts[name]]
    new = [name for name, row in choice.numbers.items() if row >= counts[name]]
    if not changed and not new:
        words = f"Chosen together: the first answer of each; what their cuts cost is {choice.best:.2f}."
    else:
        told = changed + [f"{name} from elsewhere, found for its cut" for name in new]
        words = (
            f"Chosen together: {', '.join(told)}, the first of the others; cuts cost {choice.best:.2f}, "
            f"not {choice.first:.2f}."
        )
    return [words, f"Keep them: offworld frame FILM {scene} --continuity --keep"]


def _make(work: Work, scene: str) -> None:
    """Everything that the shot list is drawn from, in order of the table."""
    needed = {wish.stage for wish in SHOTS.given}
    for stage in work.stages:
        if stage.of_scene and stage.name in needed:
            work.make_here(stage, scene)


def _rows(folder: Path) -> tuple[ShotRow, ...]:
    from offworld.film.shot_list import ShotRow

    return read_record(folder / "shots.json", tuple[ShotRow, ...])


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


def _more(findings: tuple[Finding, ...], framed: tuple[Framed, ...]) -> list[str]:
    """What else is worth attention: operators who are elsewhere, scores that fell, light that is not there."""
    told = [one.reason for one in framed if one.reason]
    new = (one for one in findings if not any(reason in one.text for reason in told))
    return [f"{one.text} To mend it: {one.remedy}." for one in new]


def _row(row: ShotRow) -> str:
    def metres(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f} m"

    stop = f"N{row.stop:.1f}" if row.t_stop is None else f"T{row.t_stop:.1f}"
    roll = "–" if row.roll_deg is None else f"{round(row.roll_deg)}°"
    score = "–" if row.score is None else f"{row.score.total:.2f}"
    return (
        f"{row.camera:5}{row.status:12}{row.size or '–':7}{row.lens_mm:>4g} mm {stop:>5} {metres(row.focus_m):>7} "
        f"{metres(row.distance_m):>9} {metres(row.clearance_m):>7}  {row.up[:20]:20}{roll:>6} {score:>6}"
    )
