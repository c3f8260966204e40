"""The stripboard and the one-liner as pages."""

from __future__ import annotations

from offworld.film.board import Board, BoardDay, BoardStrip, clock_words, pages_words
from offworld.film.company import Company
from offworld.report.markup import tag, text
from offworld.report.schedule.colours import COLOURS
from offworld.report.schedule.frame import day_stem, file_name, sheet, strip_row
from offworld.report.schedule.tongue import Tongue


def stripboard(board: Board, company: Company, told: Tongue) -> str:
    """The page: strips in their colours under a black break for each day; last, what has no day and why."""
    body = [_key(told), _cast(board, company)]
    for day in board.days:
        rows = [strip_row(strip, told) for strip in day.strips]
        if not rows and not day.off:
            rows.append(tag("li", text(told.labels["no strips"]), class_="empty"))
        body.append(day_break(board, day, told))
        body.append(tag("ol", *rows, class_="strips"))
    if board.left_out:
        rows = [_left(strip, told) for strip in board.left_out]
        body.append(
            tag("section", tag("h2", text(told.labels["left out"])), tag("ol", *rows, class_="strips"))
        )
    return sheet(
        board.title, "stripboard", told.labels["stripboard"], "".join(body), told, lead=_lead(board, told)
    )


def one_liner(board: Board, company: Company, told: Tongue) -> str:
    """The page: a line for each scene, day by day, without colours."""
    labels = told.labels
    heads = ("scene", "set", "page", "cast", "place", "time")
    body = [_cast(board, company)]
    for day in board.days:
        body.append(day_break(board, day, told))
        if day.strips:
            cells = [tag("th", text(labels[head]), scope="col") for head in heads]
            rows = [tag("tr", *_line(strip)) for strip in day.strips]
            table = tag("table", tag("thead", tag("tr", *cells)), tag("tbody", *rows), class_="line")
            body.append(tag("div", table, class_="wide"))
    return sheet(board.title, "one-liner", labels["one-liner"], "".join(body), told, lead=_lead(board, told))


def day_break(board: Board, day: BoardDay, told: Tongue) -> str:
    """The bar over a day."""
    name = f"{told.labels['day']} {day.day + 1} {told.labels['of']} {len(board.days)}"
    sums = f"{pages_words(day.eighths)} {told.labels['pages']} · {told.lasts(day.minutes)}"
    if not day.strips:
        sums = ""
    if day.off:
        sums = f"{told.labels['day off']}: {day.why}" if day.why else told.labels["day off"]
    why = tag("span", text(day.why)) if day.why and not day.off else ""
    link = tag("a", text(name), href=file_name(day_stem(day.day), told.code))
    return tag(
        "div", tag("h2", link), tag("span", text(told.date(day.date))), why, tag("span", text(sums), class_="sums"),
        class_="day-break off" if day.off else "day-break",
    )  # fmt: skip


def _lead(board: Board, told: Tongue) -> str:
    shot = [strip for day in board.days for strip in day.strips]
    pages = pages_words(sum(strip.eighths for strip in shot))
    days = sum(1 for day in board.days if day.strips)
    words = f"{told.labels['scenes']}: {len(shot)} · {pages} {told.labels['pages']}"
    words += f" · {told.labels['shooting days']}: {days}"
    if board.left_out:
        words += f" · {told.labels['left out'].lower()}: {len(board.left_out)}"
    return tag("p", text(words), class_="calm")


def _key(told: Tongue) -> str:
    """What the colours mean."""
    items = [
        tag("li", tag("i", style=f"--s:{one.paper};--d:{one.screen}"), text(told.labels[one.label]))
        for one in COLOURS
    ]
    return tag("ul", *items, tag("li", text(told.labels["light apart"])), class_="strip-key")


def _cast(board: Board, company: Company) -> str:
    """Numbers of the cast."""
    items = []
    for member in board.cast:
        who = company.name(member.person) if member.person else "—"
        plays = f" ({who})" if who.casefold() != member.name.casefold() else ""
        items.append(tag("li", tag("b", text(member.number)), text(f" {member.name}{plays}")))
    return tag("ul", *items, class_="cast-key") if items else ""


def _left(strip: BoardStrip, told: Tongue) -> str:
    row = strip_row(strip, told)
    if not strip.reason:
        return row
    remedy = f" {told.labels['remedy']} {strip.remedy}." if strip.remedy else ""
    why = tag("span", text(f"{strip.reason}{remedy}"), class_="left-why")
    return row.removesuffix("</li>") + why + "</li>"


def _line(strip: BoardStrip) -> list[str]:
    slug = " ".join(part for part in (strip.inside, strip.set_words) if part)
    slug += f" – {strip.time_words}" if strip.time_words else ""
    what = [tag("b", text(slug or strip.heading))]
    what += [tag("br"), text(strip.synopsis)] if strip.synopsis else []
    time = "" if strip.start is None else f"{clock_words(strip.start)}–{clock_words(strip.end or 0)}"
    return [
        tag("td", tag("b", text(strip.number))),
        tag("td", *what).replace("<br></br>", "<br>"),
        tag("td", text(pages_words(strip.eighths)), class_="num"),
        tag("td", text(", ".join(strip.cast))),
        tag("td", text(strip.place)),
        tag("td", text(time), class_="num"),
    ]
