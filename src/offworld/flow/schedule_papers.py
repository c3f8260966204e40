"""``offworld papers`` and schedules for other programs: what is printed and handed on of the plan in people's hands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from offworld.errors import NotPossible
from offworld.film.board import Board, board_of
from offworld.film.days import LeftOut, Plan, Shooting
from offworld.film.light import LightDay
from offworld.film.scene import Film
from offworld.flow.answer import Answer
from offworld.flow.check import load_film
from offworld.flow.files import write_whole
from offworld.flow.light_place import lit_sets
from offworld.flow.make import out_of
from offworld.flow.shooting import ShootingRead, shooting_of
from offworld.utc import DAY_MS, read_utc

ScheduleFormat = Literal["uss", "csv", "ical"]
"""In which schedules are handed on."""
_ENDINGS: Final = {"uss": "uss", "csv": "csv", "ical": "ics"}


def papers_film(folder: Path) -> Answer:
    """Writes stripboard, one-liner, day out of days and call sheets into `out/schedule`.

    Args:
        folder: the film folder.

    Raises:
        FilmError: the film, its breakdown, days or plan hold mistakes.
        NotPossible: there is no plan yet.
    """
    from offworld.report.schedule.papers import FIRST, schedule_papers

    read = _planned(folder)
    board, shooting = board_from(read)
    place = out_of(folder) / "schedule"
    papers = schedule_papers(board, shooting, read.rules.company, sky_of(read.film, read.dates))
    for name, data in papers.items():
        write_whole(place / name, data)
    first = place / FIRST
    pdf = tuple(place / name for name in sorted(papers) if name.endswith(".pdf"))
    lines = [str(first), *(str(path) for path in pdf), f"{len(papers)} papers in {place}"]
    told = {"film": board.title, "papers": sorted(papers), "left_out": [strip.id for strip in board.left_out]}
    return Answer(text="\n".join(lines), data=told, made=(first, *pdf))


def export_schedule(folder: Path, to: ScheduleFormat, *, person: str = "") -> Answer:
    """Writes the schedule for other programs into `out/export/schedule`.

    Args:
        folder: the film folder.
        to: the format.
        person: of calendars alone: id of somebody whose strips are wanted; empty: all.

    Raises:
        FilmError: the film, its breakdown, days or plan hold mistakes, or it has nobody of that name.
        NotPossible: there is no plan yet.
    """
    from offworld.exchange.schedule import calendar_of, csv_of, uss_of
    from offworld.film.outside import outside_of
    from offworld.flow.records import check_known

    read = _planned(folder, light=False)
    if person:
        check_known("person", person, [one.id for one in read.film.people])
    board, _ = board_from(read)
    if to == "ical":
        text = calendar_of(board, person=person)
    else:
        text = uss_of(outside_of(board)) if to == "uss" else csv_of(outside_of(board))
    name = f"schedule-{person}" if person else "schedule"
    path = out_of(folder) / "export" / "schedule" / f"{name}.{_ENDINGS[to]}"
    write_whole(path, text.encode())
    return Answer(text=str(path), data={"film": board.title, "file": path}, made=(path,))


def board_from(read: ShootingRead) -> tuple[Board, Shooting]:
    """The board of the plan in people's hands, and what it is made from with what is locked and shot in it."""
    kept = read.kept
    locked = tuple(one for one in kept.strips if one.strip in kept.locked | kept.shot)
    shooting = replace(read.shooting, locked=locked, shot=kept.shot)
    out: tuple[LeftOut, ...] = ()
    if {strip.id for strip in shooting.strips} - {one.strip for one in kept.strips}:
        from offworld.schedule.solve.reasons import all_left_out

        out = all_left_out(shooting, kept.strips)
    plan = Plan(status="found", strips=kept.strips, left_out=out)
    return board_of(shooting, plan, read.breakdown, title=read.film.title), shooting


def sky_of(film: Film, dates: tuple[str, ...]) -> dict[str, tuple[LightDay, ...]]:
    """Sunrises, sunsets and beta of every set whose light is known; its windows are left out."""
    sets = lit_sets(film)
    if not sets or not dates:
        return {}
    from offworld.light.day import light_days

    first, end = read_utc(dates[0]), read_utc(dates[-1]) + DAY_MS
    return {
        one.stage_set.id: light_days(one.place, replace(one.stage_set, windows=()), first, end)
        for one in sets
    }


def _planned(folder: Path, *, light: bool = True) -> ShootingRead:
    read = shooting_of(load_film(folder), folder, light=light)
    if not read.kept.strips:
        raise NotPossible(f"there is no plan yet: 'offworld schedule {folder}' makes one")
    return read
