"""Element sets: two-line sets and orbit mean-elements messages (OMM), read without trust.

Formats: the two-line set as NORAD publishes it (69 columns, a checksum modulo ten: digits count themselves, a minus
counts one); OMM of CCSDS 502.0-B as KVN, XML or JSON, which hold the same mean elements under their names.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.basic import Place
from offworld.film.light_said import ElementSet
from offworld.light import omm
from offworld.light.elements_check import problems_of
from offworld.text import read_plain
from offworld.utc import DAY_MS, of

MOST_BYTES: Final = 1_000_000
"""Of a file with element sets; a month of the ISS has some 10 kB."""
_WIDTH: Final = 69
_POWER: Final = re.compile(r"[ +-]?\d{5}[ +-]\d")
_DEGREE: Final = math.pi / 180.0


def read_elements(folder: Path, file: str, object_id: int) -> tuple[ElementSet, ...]:
    """Reads a film's element sets and refuses what cannot be.

    Args:
        folder: the film folder.
        file: path inside it.
        object_id: the catalogue number that they must have.

    Returns:
        The sets in order of their epochs, the same one once.

    Raises:
        FilmError: the file is not there or holds mistakes; each is named with its line.
    """
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        remedy = "name a file inside the film folder"
        raise FilmError(
            Problem(what=f"there are no element sets in {file[:80]!r}", remedy=remedy, kind="no-elements")
        )
    if path.stat().st_size > MOST_BYTES:
        what = f"{path.stat().st_size:,} bytes are no file of element sets"
        raise FilmError(Problem(what=what, remedy=f"at most {MOST_BYTES:,}", file=file, kind="too-large"))
    problems: list[Problem] = []
    found = parse_elements(read_plain(path, file), file, problems)
    if not found and not problems:
        remedy = "a set has two lines of 69 columns, or is an OMM as KVN, XML or JSON"
        problems.append(
            Problem(what="there is no element set in this file", remedy=remedy, file=file, kind="no-elements")
        )
    problems += problems_of(found, object_id)
    if problems:
        raise FilmError(sorted(problems, key=lambda one: one.line or 0))
    return tuple({one.epoch_ms: one for one in sorted(found, key=lambda one: one.epoch_ms)}.values())


def parse_elements(text: str, file: str, problems: list[Problem]) -> list[ElementSet]:
    """All element sets of a text, in its order; what is wrong is added to `problems`."""
    start = text.lstrip()[:200].upper()
    if start.startswith(("<", "{", "[")) or "CCSDS_OMM_VERS" in start or "\nCCSDS_OMM_VERS" in text.upper():
        return omm.parse(text, file, problems)
    found: list[ElementSet] = []
    name, first = "", None
    for number, line in enumerate(text.splitlines(), 1):
        row = line.rstrip()
        if not row or row.startswith("#"):
            continue
        place = Place(file=file, line=number, column=1)
        if row.startswith("1 "):
            if first is not None:
                problems.append(_lonely(first[1]))
            first = (row, place)
        elif row.startswith("2 ") and first is not None:
            found += _two_lines(name, first, (row, place), problems)
            name, first = "", None
        elif row.startswith("2 "):
            problems.append(_lonely(place))
        else:
            name = row.removeprefix("0 ").strip()[:80]
    if first is not None:
        problems.append(_lonely(first[1]))
    return found


def checksum(line: str) -> int:
    """Of the first 68 columns: digits count themselves, a minus one, modulo ten."""
    return sum(int(letter) if letter.isdigit() else letter == "-" for letter in line[:68]) % 10


def _lonely(place: Place) -> Problem:
    remedy = "an element set is line 1 and line 2, one after the other"
    return Problem(
        what="this line of an element set has no other half", remedy=remedy, kind="half-elements"
    ).at(place.file, place.line)


def _two_lines(
    name: str, first: tuple[str, Place], second: tuple[str, Place], problems: list[Problem]
) -> list[ElementSet]:
    wrong = [*_line_problems(*first), *_line_problems(*second)]
    one, two = first[0], second[0]
    place = first[1]
    if not wrong and one[2:7] != two[2:7]:
        what = f"line 1 is of object {one[2:7].strip()}, line 2 of {two[2:7].strip()}"
        wrong.append(_problem(what, "take both from one set", "mixed-elements", second[1]))
    if not wrong:
        try:
            return [_read(name, one, two, place)]
        except ValueError:
            remedy = "copy both lines again, with every blank"
            wrong.append(
                _problem("a number of this element set cannot be read", remedy, "bad-elements", place)
            )
    problems += wrong
    return []


def _line_problems(line: str, place: Place) -> list[Problem]:
    if len(line) != _WIDTH or not line.isascii():
        what = f"a line of an element set has {_WIDTH} columns, this one {len(line)}"
        return [_problem(what, "copy it again, with every blank", "bad-elements", place)]
    if not line[68].isdigit() or int(line[68]) != checksum(line):
        what = f"the checksum of this line is {checksum(line)}, and it says {line[68]!r}"
        remedy = "a digit was changed, or the set is invented: take it anew from where it was published"
        return [_problem(what, remedy, "bad-checksum", place)]
    return []


def _read(name: str, one: str, two: str, place: Place) -> ElementSet:
    """The numbers at their columns.

    Raises:
        ValueError: a column does not hold its number.
    """
    short = int(one[18:20])
    year = short + (1900 if short >= 57 else 2000)
    day = float(one[20:32])
    if not 1.0 <= day < 367.0:
        raise ValueError(day)
    start = of(datetime(year, 1, 1, tzinfo=UTC))
    return ElementSet(
        object_id=int(one[2:7]), name=name, epoch_ms=start + (day - 1.0) * DAY_MS,
        mean_motion=float(two[52:63]), eccentricity=float("0." + two[26:33].strip()),
        inclination=float(two[8:16]) * _DEGREE, raan=float(two[17:25]) * _DEGREE,
        perigee=float(two[34:42]) * _DEGREE, anomaly=float(two[43:51]) * _DEGREE,
        drag=_power(one[53:61]), revolution=int(two[63:68]) if two[63:68].strip() else None, place=place,
    )  # fmt: skip


def _power(text: str) -> float:
    """A number written as `-12985-3`: minus 0.12985 times ten to minus three."""
    if _POWER.fullmatch(text) is None:
        raise ValueError(text)
    sign = -1.0 if text[0] == "-" else 1.0
    return sign * float(f"0.{text[1:6]}") * 10.0 ** int(text[6:].replace("+", " ").strip())


def _problem(what: str, remedy: str, kind: str, place: Place) -> Problem:
    return Problem(what=what, remedy=remedy, kind=kind).at(place.file, place.line)
