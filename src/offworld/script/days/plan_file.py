"""The file schedule.yaml: the plan that is in people's hands, with what is locked and what is shot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.days import PlannedStrip
from offworld.script.days.clock import DAY, minute_of, read_day, shown
from offworld.text import Fields, Sheet, read_yaml, remedy_for

PLAN: Final = "schedule.yaml"
"""Its name, in the film folder."""
MOST_STRIPS: Final = 2000
_HEAD: Final = """\
# The plan in people's hands. 'offworld schedule' and 'offworld replan' write it; times may be changed by hand.
# 'locked: true' keeps a strip where it is, 'shot: true' says that it is in the can.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """What the file holds."""

    strips: tuple[PlannedStrip, ...] = ()
    """What is shot when, in order of the file."""
    locked: frozenset[str] = frozenset()
    """Strips that stay where they are."""
    shot: frozenset[str] = frozenset()
    """Strips that are in the can."""


def read_plan(
    path: Path, name: str, dates: Sequence[str], minutes: Mapping[str, int], problems: list[Problem]
) -> KeptPlan:
    """A plan from a file of this kind; an empty one if it is not there.

    Args:
        path: the file.
        name: what messages call it.
        dates: of the film's days.
        minutes: how long each strip takes, by its id; what is not here is a mistake.
        problems: gets every mistake in the file.
    """
    if not path.exists():
        return KeptPlan()
    sheet = Sheet(file=name, problems=problems)
    try:
        fields = Fields(read_yaml(path, name), sheet, name)
    except FilmError as error:
        problems += error.problems
        return KeptPlan()
    strips: list[PlannedStrip] = []
    locked, shot = set(), set()
    for node in fields.items("plan", MOST_STRIPS) or ():
        row = Fields(node, sheet, "this strip")
        strip = _strip(row, minutes)
        day, start, length = _when(row, sheet, dates)
        is_locked, is_shot = row.flag("locked"), row.flag("shot")
        row.done()
        if strip and day is not None and start is not None:
            end = start + (minutes[strip] if length is None else length)
            strips.append(PlannedStrip(strip=strip, day=day, start=start, end=end))
            locked |= {strip} if is_locked or is_shot else set()
            shot |= {strip} if is_shot else set()
    fields.done()
    return KeptPlan(strips=tuple(strips), locked=frozenset(locked), shot=frozenset(shot))


def _strip(row: Fields, minutes: Mapping[str, int]) -> str:
    node = row.scalar("scene") if row.need("scene", "S1") is not None else None
    if node is None or node.text in minutes:
        return "" if node is None else node.text
    remedy = f"{remedy_for(node.text, minutes, name='scenes')}; 'offworld breakdown' tells the name of each"
    row.sheet.wrong(node, f"there is no scene {node.text[:40]!r}", remedy, kind="unknown-scene")
    return ""


def _when(row: Fields, sheet: Sheet, dates: Sequence[str]) -> tuple[int | None, int | None, int | None]:
    day = read_day(row.scalar("day"), sheet, dates) if row.need("day", dates[0]) is not None else None
    node = row.scalar("at") if row.need("at", "09:00") is not None else None
    start = minute_of(node.text) if node is not None else None
    if node is not None and start is None:
        sheet.wrong(node, f"{node.text[:40]!r} is no time of day", "write 09:00", kind="bad-hours")
    return day, start, row.whole("minutes", 1, DAY)


def plan_text(
    plan: Sequence[PlannedStrip], dates: Sequence[str], titles: Mapping[str, str], locked: frozenset[str],
    shot: frozenset[str], head: Sequence[str] = (),
) -> str:  # fmt: skip
    """A plan as such a file.

    Args:
        plan: what is shot when.
        dates: of the film's days.
        titles: number and heading of each strip, which stand beside it.
        locked: strips that stay where they are.
        shot: strips that are in the can.
        head: what is said of it on top, one line each.
    """
    rows = [_HEAD.rstrip("\n"), *(f"# {line}" for line in head)]
    rows.append("plan:" if plan else "plan: []")
    for one in sorted(plan, key=lambda each: (each.day, each.start, each.strip)):
        parts = [
            f"scene: {one.strip}",
            f"day: {dates[one.day]}",
            f"at: {shown(one.start)}",
            f"minutes: {one.end - one.start}",
        ]
        parts += ["shot: true"] if one.strip in shot else ["locked: true"] if one.strip in locked else []
        rows.append(f"  - {{{', '.join(parts)}}}    # {titles.get(one.strip, '')}".rstrip())
    return "\n".join(rows) + "\n"
