"""``offworld replan``: a new plan when a day is lost, somebody is ill, a scene is done early or was not got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.days import PlannedStrip, Shooting
from offworld.flow.answer import PROGRESS, Answer
from offworld.flow.breakdown import keep_names
from offworld.flow.check import load_film
from offworld.flow.plan_telling import day_lines, plan_lines
from offworld.flow.schedule import BUDGET, open_part, plan_data, whole_plan, write_plan
from offworld.flow.shooting import ShootingRead, shooting_of
from offworld.script.days.plan_file import PLAN, KeptPlan
from offworld.text import remedy_for


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What has happened."""

    today: str
    """Date; days before it are past."""
    lost: tuple[str, ...] = ()
    """Dates on which nothing can be shot; `2021-10-11:test of thrusters` with the reason."""
    ill: tuple[str, ...] = ()
    """People who cannot work today; `ivan:2021-10-12` until that day, it included."""
    done: tuple[str, ...] = ()
    """Scenes that are in the can, whenever they were planned."""
    not_got: tuple[str, ...] = ()
    """Scenes that were planned and are not in the can."""


def replan_film(
    folder: Path, news: News, *, budget: float = BUDGET, workers: int = 1, write: bool = True
) -> Answer:
    """Makes a new plan near the one in people's hands and writes it.

    Args:
        folder: the film folder.
        news: what has happened.
        budget: deterministic seconds of the solver.
        workers: its threads.
        write: False only tells the plan.

    Raises:
        FilmError: the film or its files hold mistakes, or the news name what is not there.
        NotPossible: there is no plan yet, or what is locked cannot be.
    """
    read = shooting_of(load_film(folder), folder)
    if not read.kept.strips:
        raise NotPossible(f"there is no plan yet: 'offworld schedule' writes {PLAN}")
    from offworld.schedule.check.plan import check_plan
    from offworld.schedule.solve.plan import make_plan

    kept = _after(read, news)
    shooting = _shooting(read, news, kept)
    PROGRESS.info("planning %d strips anew …", len(shooting.strips))
    plan = make_plan(shooting, budget=budget, workers=workers)
    if plan.status == "infeasible":
        raise NotPossible(plan.reason or "what is locked cannot be shot as it is")
    now = replace(read, kept=kept)
    violations = check_plan(shooting, plan.strips)
    made = (*keep_names(read.read, folder), write_plan(now, folder, plan.strips, kept)) if write else ()
    lines = [*plan_lines(now, shooting, plan)]
    if not plan.moved:
        lines.append("nothing moves")
    if news.lost or news.ill:
        lines.append(
            "--lost-day and --ill hold for this plan; write them into days.yaml if they are to hold for the next"
        )
    lines += ["", *day_lines(now, whole_plan(kept, plan.strips))]
    lines += [f"violation: {one.what}" for one in violations]
    attention = len(plan.left_out) + len(plan.moved) + len(violations)
    data = {**plan_data(now, shooting, plan, violations), "today": news.today}
    return Answer(text="\n".join(lines), data=data, attention=attention, made=made)


def _after(read: ShootingRead, news: News) -> KeptPlan:
    """What is shot and locked now: past strips are shot unless they were not got."""
    today = _day(read, news.today)
    done, missed = _scenes(read, news.done), _scenes(read, news.not_got)
    if both := sorted(done & missed):
        raise _wrong(f"{both[0]} is both done and not got", "say one of them")
    shot = (read.kept.shot | done | {one.strip for one in read.kept.strips if one.day < today}) - missed
    strips = []
    for one in read.kept.strips:
        # What is done before its time has left its place: it is written down on the last day that is past.
        early = one.strip in done and one.day > today
        strips.append(replace(one, day=today) if early else one)
    planned = {one.strip for one in strips}
    minutes = {one.id: one.minutes for one in read.shooting.strips}
    strips += [
        PlannedStrip(strip=name, day=today, start=0, end=minutes[name]) for name in sorted(done - planned)
    ]
    return KeptPlan(strips=tuple(strips), locked=(read.kept.locked | shot) - missed, shot=shot)


def _shooting(read: ShootingRead, news: News, kept: KeptPlan) -> Shooting:
    """What is planned anew: open strips, days and people as they are after the news."""
    today = _day(read, news.today)
    days = list(read.shooting.days)
    for text in news.lost:
        date, _, why = text.partition(":")
        number = _day(read, date)
        days[number] = replace(
            days[number], hours=(0, 0), why=why.strip() or days[number].why or "called off"
        )
    ill = [_ill(read, text, today) for text in news.ill]
    people = tuple(
        one
        for one in read.shooting.people
        if not any(one.who == who and today <= one.day <= last for who, last in ill)
    )
    shooting = open_part(read.shooting, kept, kept.shot)
    there = {strip.id for strip in shooting.strips}
    before = tuple(one for one in read.kept.strips if one.strip in there)
    return replace(shooting, days=tuple(days), people=people, before=before, today=today)


def _day(read: ShootingRead, text: str) -> int:
    if text in read.dates:
        return read.dates.index(text)
    raise _wrong(f"{text[:40]!r} is no day of the film", remedy_for(text, read.dates, name="days"))


def _ill(read: ShootingRead, text: str, today: int) -> tuple[str, int]:
    who, _, last = text.partition(":")
    people = [one.id for one in read.film.people]
    if who not in people:
        raise _wrong(f"there is no person {who[:40]!r}", remedy_for(who, people, name="people"))
    return who, _day(read, last) if last else today


def _scenes(read: ShootingRead, names: Sequence[str]) -> frozenset[str]:
    """Steady names of scenes that are named by them or by their numbers."""
    known = {one.number: one.id for one in read.shooting.strips} | {
        one.id: one.id for one in read.shooting.strips
    }
    for name in names:
        if name not in known:
            raise _wrong(f"there is no scene {name[:40]!r}", remedy_for(name, known, name="scenes"))
    return frozenset(known[name] for name in names)


def _wrong(what: str, remedy: str) -> FilmError:
    return FilmError(Problem(what=what, remedy=remedy, kind="bad-news"))
