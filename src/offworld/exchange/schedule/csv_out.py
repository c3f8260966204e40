"""A schedule as a table: one row for each strip, in order of days; columns as schedulers print them."""

from __future__ import annotations

import csv
import io
from typing import Final

from offworld.exchange.schedule.columns import TITLES, items_text
from offworld.film.board import clock_words, pages_words
from offworld.film.categories import BY_ID, CATEGORIES
from offworld.film.outside import OutsideElement, OutsideScene, OutsideSchedule

BANNER: Final = "banner"
"""In the column of types: the row is a line of text on the board."""


def csv_of(schedule: OutsideSchedule) -> str:
    """The text of the table, with a mark at its beginning by which spreadsheets know that it is UTF-8.

    Strips without a day come last, without a date. A day without strips is a row with its date alone.
    """
    used = {one.category for scene in schedule.scenes for one in scene.elements}
    groups = [one for one in CATEGORIES if one.id in used or one.id in {"cast", "props"}]
    scenes = {scene.id: scene for scene in schedule.scenes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(title for key, title in TITLES.items() if key != "other"), *(one.title for one in groups),
                     TITLES["other"]])  # fmt: skip
    wanted = [one.id for one in groups]
    for number, day in enumerate(schedule.days, start=1):
        for one in day.scenes:
            writer.writerow(_row(scenes[one], str(number), day.date, wanted))
        if not day.scenes:
            blank = ["" for key in TITLES if key != "other"]
            writer.writerow([str(number), day.date, *blank[2:], *("" for _ in groups), ""])
    for one in schedule.left:
        writer.writerow(_row(scenes[one], "", "", wanted))
    return "\ufeff" + out.getvalue()


def _row(scene: OutsideScene, day: str, date: str, wanted: list[str]) -> list[str]:
    cells = {
        "day": day,
        "date": date,
        "start": "" if scene.start is None else clock_words(scene.start),
        "scene": scene.number,
        "inside": scene.inside,
        "set": scene.set_words,
        "time": scene.time_words,
        "script day": scene.script_day,
        "pages": "" if scene.eighths is None else pages_words(scene.eighths),
        "minutes": "" if scene.minutes is None else f"{scene.minutes // 60}:{scene.minutes % 60:02}",
        "place": scene.place,
        "light": scene.light,
        "synopsis": scene.synopsis,
        "comments": scene.comments,
        "page": scene.script_page,
        "type": BANNER if scene.banner else "",
        "id": scene.id,
    }
    lists = [items_text([one for one in scene.elements if one.category == group]) for group in wanted]
    others = [
        OutsideElement(category="", name=f"{one.category}: {one.name}", number=one.number)
        for one in scene.elements
        if one.category not in BY_ID
    ]
    return [*(cells[key] for key in TITLES if key != "other"), *lists, items_text(others)]
