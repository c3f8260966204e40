"""Times of day and dates as people write them: `09:30`, `09:00-13:00 exercise`, `2021-10-08`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from offworld.film.days import Minutes
from offworld.text import Fields, Scalar, Sheet, remedy_for

_TIME: Final = re.compile(r"(\d{1,2}):(\d{2})")
_SPAN: Final = re.compile(r"(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})(?:\s+(.{1,120}))?")
DAY: Final = 1440
"""Minutes."""


def minute_of(text: str) -> int | None:
    """A time of day in minutes, 24:00 at most; None: it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[2]) > 59:
        return None
    minute = 60 * int(found[1]) + int(found[2])
    return minute if minute <= DAY else None


def read_span(node: Scalar, sheet: Sheet) -> tuple[Minutes, str] | None:
    """A span of a day and what is said of it; None if it is wrong, which is noted."""
    found = _SPAN.fullmatch(node.text.strip())
    first, last = (minute_of(found[1]), minute_of(found[2])) if found else (None, None)
    if found is None or first is None or last is None:
        sheet.wrong(node, f"{node.text[:40]!r} is no span of a day", "write 09:00-13:00", kind="bad-hours")
        return None
    if last <= first:
        what, remedy = (
            f"{node.text[:40]!r} ends before it begins",
            "write it as two, until 24:00 and from 00:00",
        )
        sheet.wrong(node, what, remedy, kind="bad-hours")
        return None
    return (first, last), (found[3] or "").strip()


def read_spans(fields: Fields, name: str, most: int = 100) -> tuple[tuple[Minutes, str], ...] | None:
    """Spans of a day in a field; None if it is not there."""
    nodes = fields.items(name, most)
    if nodes is None:
        return None
    found = []
    for node in nodes:
        if not isinstance(node, Scalar):
            fields.sheet.wrong(
                node, f"{name!r} holds spans of a day", "write [09:00-13:00]", kind="wrong-type"
            )
        elif (span := read_span(node, fields.sheet)) is not None:
            found.append(span)
    return tuple(found)


def read_day(node: Scalar | None, sheet: Sheet, dates: Sequence[str]) -> int | None:
    """Number of a day of the film, by its date; None if it is none of them, which is noted."""
    if node is None:
        return None
    if node.text in dates:
        return dates.index(node.text)
    remedy = remedy_for(node.text, dates, name="days")
    sheet.wrong(node, f"{node.text[:40]!r} is no day of the film", remedy, kind="unknown-day")
    return None


def without(spans: Iterable[Minutes], taken: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """What is left of spans without others, in order."""
    left = sorted(spans)
    for first, last in taken:
        cut: list[Minutes] = []
        for start, end in left:
            cut += [one for one in ((start, min(end, first)), (max(start, last), end)) if one[0] < one[1]]
        left = cut
    return tuple(sorted(set(left)))


def shown(minute: int) -> str:
    """For example `09:05`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
