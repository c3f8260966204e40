"""A schedule as a calendar (iCalendar, RFC 5545): an entry for each strip, and one for each day as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Final

from offworld.film.board import Board, BoardDay, BoardStrip, pages_words

_LINE: Final = 75
"""Bytes of a line before it must be folded (section 3.1 there)."""


def calendar_of(board: Board, *, person: str = "", stamp: str = "", sequence: int = 0) -> str:
    """The text of an `.ics` file; the same board gives the same text.

    Args:
        board: strips under days; what has no day is not in it.
        person: id of somebody: only strips with them; empty: all.
        stamp: when it was made, `20211008T080000Z`; empty: the beginning of the first day.
        sequence: how often it was sent before: a calendar takes the entries with the highest one.
    """
    made = stamp or (_moment(board.days[0].date, 0) if board.days else "19700101T000000Z")
    head = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offworld//Offworld//EN", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(board.title)}",
    ]  # fmt: skip
    lines = [*head]
    for day in board.days:
        strips = [one for one in day.strips if not person or person in one.people]
        if strips or (day.off and not person):
            lines += _whole(board, day, strips, made, sequence)
        for one in strips:
            lines += _entry(board, day, one, made, sequence)
    lines.append("END:VCALENDAR")
    return "".join(part for line in lines for part in _folded(line))


def _whole(board: Board, day: BoardDay, strips: list[BoardStrip], made: str, sequence: int) -> Iterator[str]:
    """The day, as an entry without times."""
    date = dt.date.fromisoformat(day.date)
    scenes = ", ".join(one.number for one in strips)
    told = f"scenes {scenes}" if strips else day.why or "nothing is shot"
    yield from ("BEGIN:VEVENT", f"UID:{_uid(board.title, 'day', day.date)}", f"DTSTAMP:{made}")
    yield f"SEQUENCE:{sequence}"
    yield f"DTSTART;VALUE=DATE:{date:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{date + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'Day {day.day + 1} of {len(board.days)}: {told}')}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _entry(board: Board, day: BoardDay, strip: BoardStrip, made: str, sequence: int) -> Iterator[str]:
    cast = {one.number: one.name for one in board.cast}
    told = [
        strip.synopsis,
        f"{pages_words(strip.eighths)} pages, {strip.minutes} min",
        f"Light: {strip.light}" if strip.light else "",
        f"Cast: {', '.join(f'{number}. {cast[number]}' for number in strip.cast)}" if strip.cast else "",
        f"There: {', '.join(strip.people)}" if strip.people else "",
        *strip.notes,
    ]
    title = strip.heading or f"{strip.inside} {strip.set_words}".strip()
    yield from ("BEGIN:VEVENT", f"UID:{_uid(board.title, 'strip', strip.id)}", f"DTSTAMP:{made}")
    yield f"SEQUENCE:{sequence}"
    yield f"DTSTART:{_moment(day.date, strip.start or 0)}"
    yield f"DTEND:{_moment(day.date, strip.end or 0)}"
    yield f"SUMMARY:{_text(f'{strip.number} {title}')}"
    yield f"LOCATION:{_text(strip.place)}"
    yield f"DESCRIPTION:{_text(chr(10).join(line for line in told if line))}"
    yield from (f"STATUS:{'CONFIRMED' if strip.state != 'planned' else 'TENTATIVE'}", "END:VEVENT")


def _uid(*words: str) -> str:
    """The same for a strip wherever it goes, so that a calendar moves its entry."""
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:32] + "@offworld"


def _moment(date: str, minute: int) -> str:
    begin = dt.datetime.combine(dt.date.fromisoformat(date), dt.time())
    return f"{begin + dt.timedelta(minutes=minute):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """A text with the marks in it that a calendar reads otherwise."""
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            yield part + "\r\n"
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part + "\r\n"
