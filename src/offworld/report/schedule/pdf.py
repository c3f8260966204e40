"""Call sheets as a PDF for paper: real text in an embedded typeface, the same bytes for the same sheets.

The typeface is FiraGO (SIL Open Font License), which has Latin and Cyrillic letters; only the letters that are used
are embedded.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from offworld.film.board import clock_words, pages_words
from offworld.film.call_sheet import Call, CallSheet
from offworld.report.schedule.colours import colour_of
from offworld.report.schedule.glance import Lane, lanes, scale
from offworld.report.schedule.sheet_page import (
    advance_rows,
    facts,
    light_name,
    light_words,
    place_rows,
    requirement_rows,
    routine_rows,
)
from offworld.report.schedule.tongue import Tongue

PLAIN: Final = "OffworldPlain"
BOLD: Final = "OffworldBold"
_WIDTH: Final = 186.0
"""Of the text on a page of A4, mm."""
_LANE: Final = 4.6
"""Height of a row of the day's drawing, mm."""
_NAMES: Final = 32.0
"""Width of the names before it, mm."""
_NOTICE: Final = "#f7e7c6"
_BARS: Final = {
    "sun": "#e9b13c",
    "night": "#5b6f98",
    "taken": "#d8847c",
    "comm": "#7f9bbd",
    "other": "#e0dbd0",
}


def sheets_pdf(sheets: Sequence[CallSheet], told: Tongue) -> bytes:
    """Call sheets of all days on which something is shot, each from a new page on."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    _typefaces()
    story: list[Any] = []
    for one in sheets:
        if not one.day.strips:
            continue
        story += [*([PageBreak()] if story else []), *_sheet(one, told)]
    out = io.BytesIO()
    title = f"{told.labels['call sheets']} — {sheets[0].title}" if sheets else told.labels["call sheets"]
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=12 * mm, rightMargin=12 * mm, topMargin=11 * mm, bottomMargin=14 * mm,
        title=title, author="Offworld", lang=told.code, invariant=1, initialFontName=PLAIN,
    )  # fmt: skip

    def foot(canvas: Any, _: Any) -> None:
        canvas.setFont(PLAIN, 7)
        canvas.setFillGray(0.4)
        canvas.drawString(12 * mm, 8 * mm, f"{title} · {told.labels['all times']}")
        canvas.drawRightString(A4[0] - 12 * mm, 8 * mm, f"{told.labels['sheet']} {canvas.getPageNumber()}")

    document.build(story or [_words(told.labels["no strips"])], onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


@functools.cache
def _typefaces() -> None:
    """Makes the typefaces known, once."""
    import pymupdf_fonts
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, key in ((PLAIN, "figo"), (BOLD, "figbo")):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(pymupdf_fonts.myfont(key))))


def _words(words: str, size: float = 8.5, *, bold: bool = False, grey: bool = False) -> Any:
    """A paragraph of plain text."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "plain", fontName=BOLD if bold else PLAIN, fontSize=size, leading=size * 1.28,
        textColor=HexColor("#5c5952" if grey else "#1b1a18"),
    )  # fmt: skip
    # FiraGO has no narrow space, and boxes for it would be ugly.
    return Paragraph(escape(words.replace("\u202f", "\u00a0")).replace("\n", "<br/>"), style)


def _table(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *, head: bool = True, fills: Any = ()
) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.units import mm
    from reportlab.platypus import Table

    table = Table(
        rows, colWidths=[width * mm for width in widths], repeatRows=1 if head else 0, hAlign="LEFT"
    )
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONTNAME", (0, 0), (-1, -1), PLAIN),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor("#c9c4b8")),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            *(("BACKGROUND", (0, row), (-1, row), HexColor(colour)) for row, colour in fills),
        ]
    )
    return table


def _titled(title: str, content: Any) -> list[Any]:
    """A heading that stays with what it stands over."""
    from reportlab.platypus import CondPageBreak, Spacer

    return [CondPageBreak(60), Spacer(1, 7), _words(title, 9.5, bold=True), Spacer(1, 2), content]


def _sheet(one: CallSheet, told: Tongue) -> list[Any]:
    labels, day = told.labels, one.day
    head = f"{labels['call sheet of']} {day.day + 1} {labels['of']} {one.of}"
    title = [[_words(one.title, 9, grey=True), _words(told.date(day.date), 9, grey=True)],
             [_words(head, 16, bold=True), ""]]  # fmt: skip
    story: list[Any] = [_table(title, (_WIDTH / 2, _WIDTH / 2), head=False)]
    pairs = (("call", one.call), ("shooting call", one.shooting), ("wrap", one.wrap))
    big = [[_words("" if at is None else clock_words(at), 19, bold=True) for _, at in pairs],
           [_words(labels[key], 7.5, grey=True) for key, _ in pairs]]  # fmt: skip
    story.append(_table(big, (_WIDTH / 3,) * 3, head=False))
    why = (day.why,) if day.why else ()
    told_all = (*why, *one.facts.events, *one.facts.notes, *one.safety)
    notices = [[_words(words, 8.5, bold=True)] for words in told_all]
    if notices:
        story.append(
            _table(notices, (_WIDTH,), head=False, fills=[(row, _NOTICE) for row in range(len(notices))])
        )
    story.append(_pairs(facts(one, told), 2))
    rows = lanes(one, told)
    if rows:
        story += _titled(labels["day view"], _drawing(rows, scale(rows, day.hours)))
    if day.strips:
        story += _titled(labels["shot list"], _scenes(one, told))
    for name, calls, cast in (("cast", one.cast, True), ("crew", one.crew, False)):
        if calls:
            story += _titled(labels[name], _people(calls, told, cast=cast))
    lights = [(light_name(each, told), light_words(each, told)) for each in one.light]
    for name, pairs_of, columns in (
        ("light windows", lights, 1), ("neighbours", place_rows(one, told), 2), ("routine", routine_rows(one, told), 2),
        ("requirements", requirement_rows(one, told), 1), ("advance", advance_rows(one, told), 2),
    ):  # fmt: skip
        if pairs_of:
            story += _titled(labels[name], _pairs(pairs_of, columns))
    return story


def _pairs(rows: Sequence[tuple[str, str]], columns: int) -> Any:
    """Two words a row, or twice two."""
    cells: list[list[Any]] = [[_words(first, bold=True), _words(rest)] for first, rest in rows]
    if columns == 1:
        return _table(cells, (56, _WIDTH - 56), head=False)
    cells += [["", ""]] * (len(cells) % 2)
    folded = [[*left, *right] for left, right in zip(cells[::2], cells[1::2], strict=True)]
    return _table(folded, (38, 55, 38, 55), head=False)


def _scenes(one: CallSheet, told: Tongue) -> Any:
    """The scenes of the day in their colours."""
    labels = told.labels
    heads = ("time", "scene", "set", "cast", "page", "place")
    rows = [[_words(labels[head], 7, grey=True) for head in heads]]
    fills = []
    for number, strip in enumerate(one.day.strips, start=1):
        slug = " ".join(part for part in (strip.inside, strip.set_words) if part) or strip.heading
        slug += f" – {strip.time_words}" if strip.time_words else ""
        told_set = f"{slug}\n{strip.synopsis}" if strip.synopsis else slug
        notes = "".join(f"\n! {note}" for note in strip.notes)
        where = f"{strip.place}\n{labels['light']}: {strip.light}" if strip.light else strip.place
        when = f"{clock_words(strip.start or 0)}–{clock_words(strip.end or 0)}"
        cells = (
            when,
            strip.number,
            told_set + notes,
            ", ".join(strip.cast),
            pages_words(strip.eighths),
            where,
        )
        rows.append([_words(cell, bold=place == 1) for place, cell in enumerate(cells)])
        fills.append((number, colour_of(strip).paper))
    return _table(rows, (25, 14, 79, 18, 14, 36), fills=fills)


def _people(calls: Sequence[Call], told: Tongue, *, cast: bool) -> Any:
    labels = told.labels
    heads = ("part", "played by") if cast else ("person", "does")
    keys = (*heads, "call", "on set", "until", "status", "scenes of", "filming", "duty")
    rows = [[_words(labels[key], 7, grey=True) for key in keys]]
    for one in calls:
        who = (
            (f"{one.number}. {one.part}", one.person or labels["nobody"]) if cast else (one.person, one.part)
        )
        most = f" / {told.lasts(one.most)}" if one.most is not None else ""
        cells = (*who, clock_words(one.call), clock_words(one.on_set), clock_words(one.wrap), one.status,
                 ", ".join(one.scenes), told.lasts(one.filming) + most, one.duty)  # fmt: skip
        rows.append([_words(cell, bold=place in {0, 2}) for place, cell in enumerate(cells)])
    return _table(rows, (28, 27, 14, 19, 13, 13, 18, 27, 27))


def _drawing(rows: Sequence[Lane], hours: tuple[int, int]) -> Any:
    """The day at a glance."""
    from reportlab.graphics.shapes import Drawing, Line, Rect, String
    from reportlab.lib.colors import HexColor
    from reportlab.lib.units import mm

    first, last = hours
    height, wide = (len(rows) + 1) * _LANE, _WIDTH - _NAMES
    drawing = Drawing(_WIDTH * mm, height * mm)

    def x(minute: float) -> float:
        return float((_NAMES + wide * (min(max(minute, first), last) - first) / (last - first)) * mm)

    def label(left: float, up: float, words: str, size: float, anchor: str = "start") -> None:
        drawing.add(String(left, up, words, fontName=PLAIN, fontSize=size, textAnchor=anchor,
                           fillColor=HexColor("#1b1a18")))  # fmt: skip

    step = 60 if last - first <= 840 else 120
    for minute in range(first, last + 1, step):
        drawing.add(
            Line(
                x(minute),
                0,
                x(minute),
                (height - _LANE) * mm,
                strokeColor=HexColor("#e4dfd4"),
                strokeWidth=0.4,
            )
        )
        label(x(minute), (height - _LANE + 1.3) * mm, f"{minute // 60 % 24:02}", 6.5, "middle")
    for number, lane in enumerate(rows):
        low = (height - (number + 2) * _LANE) * mm
        label((_NAMES - 2) * mm, low + 1.5 * mm, _short(lane.name, (_NAMES - 3) * mm, 7), 7, "end")
        for bar in lane.bars:
            if bar.minutes[1] <= first or bar.minutes[0] >= last:
                continue
            left, right = x(bar.minutes[0]), x(bar.minutes[1])
            fill = HexColor(bar.paper or _BARS[bar.kind])
            drawing.add(Rect(left, low + 0.5 * mm, max(right - left, 0.5), (_LANE - 1) * mm, fillColor=fill,
                             strokeColor=HexColor("#8a867c"), strokeWidth=0.4))  # fmt: skip
            shown = _short(bar.label, right - left - 3, 6.5)
            if shown and bar.kind not in {"sun", "night"}:
                label(left + 1.5, low + 1.6 * mm, shown, 6.5)
    return drawing


def _short(words: str, room: float, size: float) -> str:
    """As much of a text as there is room for, points; empty if that is hardly anything."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if stringWidth(words, PLAIN, size) <= room:
        return words
    kept = words
    while kept and stringWidth(kept + "…", PLAIN, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if len(kept) > 2 else ""
