"""Day out of days as a page."""

from __future__ import annotations

from offworld.film.board import Board
from offworld.film.company import Company
from offworld.film.day_out_of_days import DoodRow, day_out_of_days
from offworld.report.markup import tag, text
from offworld.report.schedule.frame import sheet
from offworld.report.schedule.tongue import Tongue


def dood_page(board: Board, company: Company, told: Tongue) -> str:
    """The page: a row for each part and each of the crew, a column for each day."""
    labels = told.labels
    head = [tag("th", text(labels["part"]), scope="col")]
    for day in board.days:
        number = tag("b", text(day.day + 1))
        date = "<br>" + text(told.weekday(day.date)) + "<br>" + text(told.short(day.date))
        head.append(tag("th", number, date, scope="col", class_="code off" if day.off else "code"))
    head += [
        tag("th", text(labels[key]), scope="col", class_="num") for key in ("work", "hold", "start", "finish")
    ]
    rows = [_row(row, board, company, told) for row in day_out_of_days(board, company)]
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows), class_="dood")
    body = tag("div", table, class_="wide") + tag("p", text(labels["codes"]), class_="small")
    return sheet(board.title, "days", labels["days"], body, told)


def _row(row: DoodRow, board: Board, company: Company, told: Tongue) -> str:
    person = company.name(row.person) if row.person else ""
    said = f"{row.number} {row.name}" if row.number else person
    beside = person if row.number and person.casefold() != row.name.casefold() else ""
    work = company.person(row.person).work
    beside = beside or (work if not row.number else "")
    cells = [tag("th", text(said), tag("span", text(beside)) if beside else "", scope="row")]
    for day, code in zip(board.days, row.codes, strict=True):
        kind = "W" if "W" in code else code
        cells.append(tag("td", text(code), class_=" ".join(["code", kind, "off" if day.off else ""]).strip()))
    first, last = row.day("S"), row.day("F")
    ends = [told.short(board.days[day].date) if day is not None else "" for day in (first, last)]
    cells += [tag("td", text(value), class_="num") for value in (row.worked, row.held, *ends)]
    return tag("tr", *cells)
