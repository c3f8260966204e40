"""All papers of a schedule by the names of their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from offworld.film.board import Board
from offworld.film.company import Company
from offworld.film.days import Shooting
from offworld.film.light import LightDay
from offworld.report.schedule.board_page import one_liner, stripboard
from offworld.report.schedule.dood_page import dood_page
from offworld.report.schedule.frame import day_stem, file_name
from offworld.report.schedule.gather import call_sheets
from offworld.report.schedule.pdf import sheets_pdf
from offworld.report.schedule.sheet_page import all_days, day_page
from offworld.report.schedule.tongue import CODES, tongue

FIRST: Final = file_name("stripboard", "en")
"""The page to open first."""


def schedule_papers(
    board: Board,
    shooting: Shooting,
    company: Company | None = None,
    light: Mapping[str, Sequence[LightDay]] | None = None,
) -> dict[str, bytes]:
    """Pages and PDF in every language; each needs nothing but itself and leads to the others beside it.

    Args:
        board: strips under days.
        shooting: what it was planned in.
        company: names, routines and facts; None: nothing more is known.
        light: days of each set whose light is known, by its id.
    """
    known = company or Company(title=board.title)
    sheets = call_sheets(board, shooting, known, light)
    out: dict[str, bytes] = {}
    for code in CODES:
        told = tongue(code)
        pdf = f"call-sheets.{code}.pdf"
        pages = {
            "stripboard": stripboard(board, known, told),
            "one-liner": one_liner(board, known, told),
            "days": dood_page(board, known, told),
            "call-sheets": all_days(sheets, board.title, told, pdf=pdf),
        }
        for one in sheets:
            pages[day_stem(one.day.day)] = day_page(one, told, pdf=pdf)
        out |= {file_name(stem, code): page.encode() for stem, page in pages.items()}
        out[pdf] = sheets_pdf(sheets, told)
    return out
