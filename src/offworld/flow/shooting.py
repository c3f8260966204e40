"""From a film folder to what a plan is made from: strips with their lengths, days, people, places, light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.film.breakdown import Breakdown, SceneSheet
from offworld.film.days import LightTime, Shooting, Strip
from offworld.film.odds import SceneOdds
from offworld.film.scene import Film
from offworld.film.shoot import UNIT, ShootRules, StripLength
from offworld.flow.breakdown import breakdown_read
from offworld.flow.light_place import with_elements
from offworld.flow.strip_light import light_spans
from offworld.schedule.length.in_light import in_light
from offworld.schedule.length.strip import strip_length
from offworld.script.breakdown import BreakdownRead
from offworld.script.days.plan_file import PLAN, KeptPlan, read_plan
from offworld.script.days.read import read_days
from offworld.script.days.shot import read_shot
from offworld.utc import DAY_MS, date_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootingRead:
    """All that a plan of a film is made from and told by."""

    film: Film
    """The film, with its element sets read."""
    shooting: Shooting
    """Strips, days, people, places and light; nothing locked, no plan before."""
    read: BreakdownRead
    """The breakdown with the names of its parts."""
    rules: ShootRules
    """What days.yaml says."""
    lengths: tuple[StripLength, ...]
    """Why each strip is as long as it is, in order of the strips."""
    kept: KeptPlan
    """The plan in people's hands."""
    warnings: tuple[Problem, ...]
    """What somebody should look at."""

    @property
    def breakdown(self) -> Breakdown:
        """The breakdown alone."""
        return self.read.breakdown

    @property
    def dates(self) -> tuple[str, ...]:
        """Of the days."""
        return tuple(day.date for day in self.shooting.days)


def shooting_of(film: Film, folder: Path, *, light: bool = True) -> ShootingRead:
    """Reads all that a plan is made from.

    Args:
        film: as read from the folder.
        folder: the film folder.
        light: False leaves the light out, which takes the longest: mistakes in files are found without it.

    Raises:
        FilmError: with every mistake in breakdown, days, plan and log of takes, or the film says no days.
    """
    read = breakdown_read(film, folder)
    dates = dates_of(film)
    problems: list[Problem] = []
    rules = read_days(folder, film.title, dates, [one.id for one in film.people], problems)
    sheets = read.breakdown.sheets
    names = {one.number: one.id for one in sheets} | {one.id: one.id for one in sheets}
    rules = replace(rules, shot=read_shot(folder, names, problems))
    if problems:
        raise FilmError(problems)
    odds = _odds(folder, sheets)
    film = with_elements(film, folder) if light else film
    strips: list[Strip] = []
    lengths: list[StripLength] = []
    times: list[LightTime] = []
    warnings = list(read.warnings)
    for sheet in sheets:
        length, own, problem = _lit(film, sheet, strip_length(sheet, rules, odds, sheets), rules, light=light)
        strips.append(_strip(sheet, length, rules, {one.id for one in film.people}))
        lengths.append(length)
        times += own
        warnings += [problem] if problem is not None else []
    shooting = Shooting(
        strips=tuple(strips), days=rules.days, people=rules.people, taken=rules.taken, light=tuple(times),
        slot=rules.slot, move=rules.move, weights=rules.weights,
    )  # fmt: skip
    kept = read_plan(folder / PLAN, PLAN, dates, {one.id: one.minutes for one in strips}, problems)
    if problems:
        raise FilmError(problems)
    return ShootingRead(
        film=film, shooting=shooting, read=read, rules=rules, lengths=tuple(lengths), kept=kept,
        warnings=tuple(warnings),
    )  # fmt: skip


def dates_of(film: Film) -> tuple[str, ...]:
    """The film's days.

    Raises:
        FilmError: it says none.
    """
    days = film.light.days
    if days is None:
        remedy = "write 'days: {from: 2021-10-05, to: 2021-10-16}' in film.yaml"
        raise FilmError(Problem(what="the film does not say its days", remedy=remedy, kind="no-days"))
    return tuple(date_of(at) for at in range(days.first_ms, days.end_ms, DAY_MS))


def _strip(sheet: SceneSheet, length: StripLength, rules: ShootRules, people: set[str]) -> Strip:
    camera = rules.camera
    data = camera.gigabytes_min * length.runs * rules.takes.cameras * length.takes * length.take_s / 60.0
    cards = -(-data // camera.card_gigabytes) if camera.card_gigabytes else 0
    kit = [one.name for one in sheet.needs if one.category == "kit"] + [UNIT] * (rules.units == 1)
    return Strip(
        id=sheet.id, number=sheet.number, title=sheet.heading, place=sheet.place or "elsewhere",
        people=(sheet.people | rules.always) & people, minutes=length.minutes, eighths=sheet.eighths,
        priority=sheet.priority, light=_condition(sheet), after=frozenset(sheet.after), together=sheet.together,
        kit=frozenset(kit), gigabytes=round(data, 3),
        watt_hours=round(camera.watts * length.minutes / 60.0, 3), cards=int(cards),
    )  # fmt: skip


def _condition(sheet: SceneSheet) -> str:
    """What the times of a strip's light are called: two scenes that want the same light differ in length."""
    return f"{sheet.light} for scene {sheet.number}" if sheet.light else ""


def _lit(
    film: Film, sheet: SceneSheet, length: StripLength, rules: ShootRules, *, light: bool
) -> tuple[StripLength, tuple[LightTime, ...], Problem | None]:
    """The length of a strip with the light that it wants, and when that is."""
    if not sheet.light or not light:
        return length, (), None
    spans, problem = light_spans(film, sheet, [day.date for day in rules.days])
    if problem is not None:
        return length, (), problem
    found = in_light(length, _condition(sheet), sheet.place, spans, rules.slot)
    if not found.times:
        what = f"scene {sheet.number} has not enough {sheet.light} on any day for {length.takes} takes of each set-up"
        remedy = "ask for a light that lasts longer, or write fewer set-ups in breakdown.yaml"
        return found.length, (), Problem(what=what, remedy=remedy, kind="too-little-light", warning=True)
    return found.length, found.times, None


def _odds(folder: Path, sheets: tuple[SceneSheet, ...]) -> Mapping[str, SceneOdds]:
    """What rehearsals with many takes came to, by blocked scene; of several profiles the first."""
    wanted = {one for sheet in sheets for one in sheet.blocked}
    if not any((folder / "out" / "scenes" / one / "odds").is_dir() for one in wanted):
        return {}
    from offworld.flow.odds import odds_folder
    from offworld.flow.scene_odds import kept_odds

    found = {one: kept_odds(odds_folder(folder, one)) for one in sorted(wanted)}
    return {one: kept[0] for one, kept in found.items() if kept}
