"""``offworld import --schedule``: takes in a plan that was made in another program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.days import PlannedStrip, Shooting
from offworld.film.outside import OutsideDay, OutsideScene, OutsideSchedule
from offworld.flow.answer import Answer
from offworld.flow.check import load_film
from offworld.flow.files import write_whole
from offworld.flow.shooting import ShootingRead, shooting_of
from offworld.script.days.plan_file import PLAN, plan_text

ASIDE: Final = "schedule.imported.yaml"
"""Where it goes if there is a plan already: nobody's plan is written over."""
_LARGEST: Final = 20_000_000
_DAY: Final = 1440


def bring_schedule(folder: Path, file: Path, *, board: str = "", write: bool = True) -> Answer:
    """Takes days and order of scenes from a schedule of another program.

    Scenes are known by our own names, where the file came from here, else by their numbers. Where the file says no
    times, scenes of a day follow each other from the first hour of the day, with the time that kit needs to move.

    Args:
        folder: the film folder.
        file: `.uss`, `.csv` or `.xlsx`.
        board: of USS alone: name of the stripboard that is wanted; empty: the last one.
        write: False says what would be taken in.

    Raises:
        FilmError: the film holds mistakes, or the file is no schedule.
    """
    read = shooting_of(load_film(folder), folder)
    outside = _read(file, board)
    notes = list(outside.notes)
    plan = _plan(read, outside, notes)
    path = folder / (ASIDE if (folder / PLAN).exists() else PLAN)
    titles = {one.id: f"{one.number}  {one.title}" for one in read.shooting.strips}
    text = plan_text(plan, read.dates, titles, frozenset(), frozenset(), [f"From {file.name}."])
    if write:
        write_whole(path, text.encode())
    lines = [
        f"{len(plan)} of {len(read.shooting.strips)} scenes have a time from {file.name}"
        + (f", written to {path}" if write else "; nothing was written"),
        *(f"  {note}" for note in notes),
        f"'offworld schedule {folder} --check {path}' says whether it can be shot so",
    ]
    data = {"plan": plan, "notes": notes, "file": path if write else None, "dates": read.dates}
    return Answer(text="\n".join(lines), data=data, attention=len(notes), made=(path,) if write else ())


def _read(file: Path, board: str) -> OutsideSchedule:
    from offworld.exchange.schedule import read_csv, read_uss, read_xlsx

    try:
        if file.stat().st_size > _LARGEST:
            what, remedy = f"it is larger than {_LARGEST:,} bytes", "export the schedule alone"
            raise FilmError(Problem(what=what, remedy=remedy, file=str(file), kind="too-large"))
        data = file.read_bytes()
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}"
        remedy = "name a .uss, .csv or .xlsx"
        raise FilmError(Problem(what=what, remedy=remedy, file=str(file), kind="unreadable")) from None
    ending = file.suffix.lower()
    if ending == ".uss":
        return read_uss(data, file.name, board=board)
    if ending == ".xlsx":
        return read_xlsx(data, file.name)
    if ending in {".csv", ".tsv", ".txt"}:
        return read_csv(data, file.name)
    what, remedy = f"{ending or 'a file without an ending'!r} is no schedule", "name a .uss, .csv or .xlsx"
    raise FilmError(Problem(what=what, remedy=remedy, file=file.name, kind="unknown-format"))


def _plan(read: ShootingRead, outside: OutsideSchedule, notes: list[str]) -> tuple[PlannedStrip, ...]:
    """Times for all scenes that both know."""
    ours = {strip.id: strip.id for strip in read.shooting.strips}
    numbers = {strip.number.casefold(): strip.id for strip in read.shooting.strips}
    scenes = {scene.id: scene for scene in outside.scenes}
    free = [number for number, day in enumerate(read.shooting.days) if day.hours[0] < day.hours[1]]
    plan: list[PlannedStrip] = []
    seen: set[str] = set()
    for place, day in enumerate(outside.days):
        number = _day(day, place, free, read.dates)
        if number is None:
            if day.scenes:
                notes.append(
                    f"{day.date or f'day {place + 1}'} is none of the film's days; its scenes have no time"
                )
            continue
        wanted: list[tuple[str, OutsideScene]] = []
        for one in day.scenes:
            scene = scenes[one]
            own = ours.get(scene.id) or numbers.get(scene.number.casefold(), "")
            if scene.banner:
                continue
            if not own or own in seen:
                why = "is there twice" if own else "is not in the script"
                notes.append(f"scene {scene.number or scene.id} {why}")
                continue
            seen.add(own)
            wanted.append((own, scene))
        plan += _times(read.shooting, number, wanted)
    return tuple(plan)


def _day(day: OutsideDay, place: int, free: Sequence[int], dates: Sequence[str]) -> int | None:
    """Which day of the film: by date, else by how many came before it among those on which something can be shot."""
    if day.date:
        return dates.index(day.date) if day.date in dates else None
    return free[place] if place < len(free) else None


def _times(shooting: Shooting, day: int, wanted: Sequence[tuple[str, OutsideScene]]) -> list[PlannedStrip]:
    """One after the other from the first hour on, or when the file says."""
    strips: Mapping[str, tuple[int, str]] = {one.id: (one.minutes, one.place) for one in shooting.strips}
    out: list[PlannedStrip] = []
    at, last = shooting.days[day].hours[0], ""
    for own, scene in wanted:
        minutes, place = strips[own]
        gap = shooting.move if last and place != last else 0
        start = scene.start if scene.start is not None else -(-(at + gap) // shooting.slot) * shooting.slot
        start = min(start, _DAY - 1)
        out.append(PlannedStrip(strip=own, day=day, start=start, end=start + minutes))
        at, last = start + minutes, place
    return out
