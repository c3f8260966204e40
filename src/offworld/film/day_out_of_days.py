"""Day out of days: on which days each part works, starts, finishes and is held.

Codes as schedules print them (handbook schedule, 2.2): `SW` first day of work, `W` work, `WF` last day of work, `SWF`
the only one, `H` held between two days of work; a day on which the company does not work stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from offworld.film.board import Board, BoardDay
from offworld.film.company import Company

DayCode = Literal["", "SW", "W", "WF", "SWF", "H"]
"""What a part does on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoodRow:
    """One part, or one of the crew."""

    number: str
    """Of the part on the board; empty: crew."""
    name: str
    """Of the part; of crew the id."""
    person: str
    """Id of the person; empty: nobody yet."""
    codes: tuple[DayCode, ...]
    """One for each day of the board."""

    @property
    def worked(self) -> int:
        """Days of work."""
        return sum("W" in code for code in self.codes)

    @property
    def held(self) -> int:
        """Days between that are paid for, or on which they at least wait."""
        return self.codes.count("H")

    def day(self, code: Literal["S", "F"]) -> int | None:
        """First (`S`) or last (`F`) day of work, from 0; None: none at all."""
        return next((number for number, one in enumerate(self.codes) if code in one), None)


def day_out_of_days(board: Board, company: Company | None = None) -> tuple[DoodRow, ...]:
    """A row for each part, then one for each who works on a strip without playing in it.

    Args:
        board: strips under days.
        company: whose days between are not counted as held; None: everybody's are.
    """
    known = company or Company(title=board.title)
    rows = []
    for member in board.cast:
        hold = known.person(member.person).hold
        codes = _codes(board.days, [member.number in _numbers(day) for day in board.days], hold=hold)
        rows.append(DoodRow(number=member.number, name=member.name, person=member.person, codes=codes))
    crew = {who for strip in board.strips for who in strip.people if board.behind(who, strip)}
    for who in sorted(crew):
        there = [any(board.behind(who, strip) for strip in day.strips) for day in board.days]
        codes = _codes(board.days, there, hold=known.person(who).hold)
        rows.append(DoodRow(number="", name=who, person=who, codes=codes))
    return tuple(rows)


def _numbers(day: BoardDay) -> set[str]:
    return {number for strip in day.strips for number in strip.cast}


def _codes(days: Sequence[BoardDay], works: Sequence[bool], *, hold: bool) -> tuple[DayCode, ...]:
    there = [number for number, work in enumerate(works) if work]
    if not there:
        return tuple("" for _ in days)
    first, last = there[0], there[-1]
    codes: list[DayCode] = []
    for number, work in enumerate(works):
        if work and first == last:
            codes.append("SWF")
        elif work:
            codes.append("SW" if number == first else "WF" if number == last else "W")
        else:
            codes.append("H" if hold and first < number < last and not days[number].off else "")
    return tuple(codes)
