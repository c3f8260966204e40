"""Rows of a table, wherever they come from, as a schedule.

Days are known from a column of days or dates, or from rows between the strips that end a day, as Movie Magic prints
them: `End of Day # 3 -- Friday, October 8, 2021 -- Total Pages: 2 3/8`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.exchange.schedule.columns import Columns, columns_of, items_of
from offworld.exchange.schedule.csv_out import BANNER
from offworld.exchange.schedule.values import eighths_of, iso_date, minutes_of
from offworld.film.outside import OutsideDay, OutsideElement, OutsideScene, OutsideSchedule

MOST_ROWS: Final = 20_000
"""More are refused: no film has as many strips."""
_END: Final = re.compile(
    r"\bend\s+of\s+(?:shoot(?:ing)?\s+)?day\b|\bконец\s+(?:съ[её]мочного\s+)?дня\b", re.IGNORECASE
)
_HEAD_WITHIN: Final = 15
"""Rows above the head that are passed over: titles and dates of a print."""


class _Days:
    """Days as they come along."""

    def __init__(self) -> None:
        self.order: dict[tuple[str, str], list[str]] = {}
        self.dates: dict[tuple[str, str], str] = {}
        self.open: list[str] = []
        self.ended = 0

    def put(self, day: str, date: str, scene: str | None) -> None:
        """A strip, or None for a day without one."""
        if not day and not date:
            if scene is not None:
                self.open.append(scene)
            return
        key = (day or date, "")
        self.dates[key] = self.dates.get(key) or date
        self.order.setdefault(key, []).extend([] if scene is None else [scene])

    def end(self, date: str) -> None:
        """A row that ends a day: what has no day yet belongs to it."""
        self.ended += 1
        key = ("", str(self.ended))
        self.dates[key] = date
        self.order[key] = self.open
        self.open = []

    def days(self) -> tuple[OutsideDay, ...]:
        """All of them; dates that do not rise are left away."""
        found = [OutsideDay(date=self.dates[key], scenes=tuple(scenes)) for key, scenes in self.order.items()]
        dates = [one.date for one in found]
        if all(dates) and dates == sorted(set(dates)):
            return tuple(found)
        return tuple(OutsideDay(scenes=one.scenes) for one in found)


def schedule_of_rows(rows: Sequence[Sequence[str]], name: str, *, title: str = "") -> OutsideSchedule:
    """Reads a table.

    Args:
        rows: cells as text.
        name: of the file, for messages.
        title: of the film; tables do not say it.

    Raises:
        FilmError: there is no column of scenes, or far too many rows.
    """
    if len(rows) > MOST_ROWS:
        what = f"it has {len(rows)} rows; a schedule has at most {MOST_ROWS}"
        raise FilmError(Problem(what=what, remedy="export the schedule alone", file=name, kind="too-large"))
    top = _head_at(rows)
    columns = columns_of(rows[top] if rows else (), name)
    notes = list(columns.notes)
    days = _Days()
    scenes: dict[str, OutsideScene] = {}
    for line, row in enumerate(rows[top + 1 :], start=top + 2):
        ended = next((cell for cell in row if _END.search(cell)), None)
        if ended is not None:
            days.end(iso_date(ended))
            continue
        if not any(cell.strip() for cell in row):
            continue
        scene = _scene(row, columns, line, scenes, notes)
        day, date = _cell(row, columns, "day"), iso_date(_cell(row, columns, "date"))
        if scene is not None:
            scenes[scene.id] = scene
        days.put(day, date, None if scene is None else scene.id)
    found = days.days()
    if any(days.dates.values()) and not any(day.date for day in found):
        notes.append("dates are missing or do not rise from day to day; only the order of days was read")
    return OutsideSchedule(
        title=title, scenes=tuple(scenes.values()), days=found, left=tuple(days.open), notes=tuple(notes)
    )


def _head_at(rows: Sequence[Sequence[str]]) -> int:
    """The row that is most like a head: of the first ones the one from which most columns are known."""
    best, most = 0, 0
    for place, row in enumerate(rows[:_HEAD_WITHIN]):
        try:
            found = columns_of(row, "")
        except FilmError:
            continue
        known = len(found.at) + len(found.categories)
        if known > most:
            best, most = place, known
    return best


def _cell(row: Sequence[str], columns: Columns, key: str) -> str:
    place = columns.at.get(key)
    return row[place].strip() if place is not None and place < len(row) else ""


def _scene(
    row: Sequence[str], columns: Columns, line: int, known: dict[str, OutsideScene], notes: list[str]
) -> OutsideScene | None:
    """The strip of a row; None: it holds none."""

    def cell(key: str) -> str:
        return _cell(row, columns, key)

    banner = cell("type").casefold() == BANNER
    number, own = cell("scene"), cell("id")
    if not number and not banner and not own:
        if not cell("date") and not cell("day"):
            notes.append(f"row {line} has no scene number and was left away")
        return None
    steady = own or f"S{number}" if number or own else f"row {line}"
    if steady in known:
        notes.append(
            f"row {line}: scene {number or steady} is there twice; the second is called {steady}/{line}"
        )
        steady = f"{steady}/{line}"
    pages, length = cell("pages"), cell("minutes")
    eighths, minutes = eighths_of(pages), minutes_of(length)
    for words, value, what in ((pages, eighths, "a length in pages"), (length, minutes, "a length of time")):
        if words and value is None:
            notes.append(f"row {line}: {words[:30]!r} is not {what}")
    return OutsideScene(
        id=steady, number="" if banner else number, banner=banner, inside=cell("inside"), set_words=cell("set"),
        time_words=cell("time"), script_day=cell("script day"), place=cell("place"), light=cell("light"),
        eighths=eighths, minutes=minutes, synopsis=cell("synopsis"), comments=cell("comments"),
        script_page=cell("page"), elements=_elements(row, columns), start=minutes_of(cell("start")),
    )  # fmt: skip


def _elements(row: Sequence[str], columns: Columns) -> tuple[OutsideElement, ...]:
    out: list[OutsideElement] = []
    for place, category in columns.categories.items():
        if place < len(row):
            out += items_of(row[place], category)
    for one in items_of(_cell(row, columns, "other"), "other"):
        category, mark, name = one.name.partition(": ")
        out.append(OutsideElement(category=category, name=name, number=one.number) if mark else one)
    return tuple(dict.fromkeys(out))
