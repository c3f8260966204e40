"""A schedule from a spreadsheet (XLSX): its first sheet that has a column of scenes."""

from __future__ import annotations

import datetime as dt
import io
import math
import warnings
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.exchange.schedule.table_in import MOST_ROWS, schedule_of_rows
from offworld.exchange.schedule.values import words_of
from offworld.film.outside import OutsideSchedule

LARGEST: Final = 20_000_000
"""Bytes; larger files are refused unread."""
_COLUMNS: Final = 200


def read_xlsx(data: bytes, name: str = "schedule.xlsx", *, title: str = "") -> OutsideSchedule:
    """Reads a schedule.

    Args:
        data: the file.
        name: how messages call it.
        title: of the film.

    Raises:
        FilmError: it is no such file, or no sheet of it has a column of scenes.
    """
    wrong: FilmError | None = None
    for rows in _sheets(data, name):
        try:
            return schedule_of_rows(rows, name, title=title)
        except FilmError as error:
            wrong = wrong or error
    what, remedy = "it has no sheet with anything in it", "export the schedule once more"
    raise wrong or FilmError(Problem(what=what, remedy=remedy, file=name, kind="bad-xlsx"))


def _sheets(data: bytes, name: str) -> list[list[list[str]]]:
    """Rows of every sheet that has any."""
    import openpyxl

    if len(data) > LARGEST:
        what, remedy = f"it is larger than {LARGEST:,} bytes", "export the schedule alone"
        raise FilmError(Problem(what=what, remedy=remedy, file=name, kind="too-large"))
    try:
        with warnings.catch_warnings():
            # What the library cannot keep of a style does not matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = [
            [[_cell(value) for value in row] for row in sheet.iter_rows(
                max_row=MOST_ROWS + 1, max_col=_COLUMNS, values_only=True
            )]
            for sheet in book.worksheets
        ]  # fmt: skip
    except Exception as error:  # noqa: BLE001 - whatever the library meets in a broken file is told, never shown
        what = f"it is no spreadsheet that can be read ({type(error).__name__}: {str(error)[:80]})"
        raise FilmError(
            Problem(what=what, remedy="save it as .xlsx, or as CSV", file=name, kind="bad-xlsx")
        ) from None
    return [rows for rows in found if any(any(row) for row in rows)]


def _cell(value: object) -> str:
    """A cell as text; dates as `2021-10-08`, times as `1:30`."""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float) and math.isfinite(value) and not value.is_integer():
        return repr(value)
    return words_of(value)
