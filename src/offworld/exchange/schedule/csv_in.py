"""A schedule from a table of text, parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.exchange.schedule.table_in import schedule_of_rows
from offworld.film.outside import OutsideSchedule

_MARKS: Final = (",", ";", "\t")


def read_csv(data: bytes, name: str = "schedule.csv", *, title: str = "") -> OutsideSchedule:
    """Reads a schedule.

    Args:
        data: the file: UTF-8, UTF-16 with its mark, or else Windows-1251, in which spreadsheets save Russian.
        name: how messages call it.
        title: of the film; the table does not say it.

    Raises:
        FilmError: it is no table, or has no column of scenes.
    """
    text, note = _decoded(data)
    if "\x00" in text:
        raise FilmError(Problem(what="it is no text", remedy="export it as CSV", file=name, kind="bad-csv"))
    schedule = schedule_of_rows(_rows(text, name), name, title=title)
    return replace(schedule, notes=(note, *schedule.notes)) if note else schedule


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and what had to be guessed about it."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace"), ""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace"), "it is not UTF-8 and was read as Windows-1251"


def _rows(text: str, name: str) -> Sequence[Sequence[str]]:
    """Cells; the mark between them is the one that the beginning of the file has most of."""
    beginning = text[:4000]
    mark = max(_MARKS, key=lambda one: beginning.count(one + '"') + beginning.split("\n", 1)[0].count(one))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        what = f"it is no table: {error}"
        raise FilmError(Problem(what=what, remedy="export it once more", file=name, kind="bad-csv")) from None
