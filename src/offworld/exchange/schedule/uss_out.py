"""A schedule as a file of the Universal Schedule Standard.

Names of keys follow the publisher's samples; where its documentation has another name for the same thing (`time` for
`duration`, the text of a banner in `description`, elements listed in their categories), both are written. Days are
lists within the list of a board, as the samples have them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from offworld.exchange.schedule.codes import (
    HEADINGS,
    INSIDE,
    LIGHT,
    OWN,
    PLACE,
    SCRIPT_DAY,
    SET,
    START,
    STEADY,
    TIME,
    ucid_of,
)
from offworld.film.categories import BY_ID, CATEGORIES
from offworld.film.outside import OutsideScene, OutsideSchedule

VERSION: Final = "1.0.0"
"""Of the standard."""
_NEVER: Final = "1970-01-01T00:00:00.000Z"
_Key = tuple[int | str, str, str]
"""Category (a number of the standard for what a heading says), name, number on the board."""


def uss_of(schedule: OutsideSchedule, *, created: str = _NEVER) -> str:
    """The text of a `.uss` file; the same schedule gives the same text.

    Args:
        schedule: what is written; its notes are not.
        created: moment in the standard's form, for example `2021-10-08T08:00:00.000Z`.
    """
    used: dict[_Key, str] = {}
    for scene in schedule.scenes:
        for key in _keys(scene):
            used.setdefault(key, _id("element", *map(str, key)))
    breakdowns = [_breakdown(scene, used, created) for scene in schedule.scenes]
    body = {
        "id": _id("schedule", schedule.title),
        "author": None, "company": None, "created": created, "description": None, "episode": None,
        "episodeName": None, "name": schedule.title, "project": schedule.title, "schedColor": None,
        "schedDate": created, "scriptColor": None, "scriptDate": None, "season": None, "source": "Offworld",
        "ussVersion": VERSION, "version": VERSION,
        "breakdowns": breakdowns,
        "categories": _categories(used, created),
        "elements": [_element(key, name, created) for key, name in used.items()],
        "stripboards": [_stripboard(schedule)],
        "calendars": [_calendar(schedule)],
    }  # fmt: skip
    return json.dumps({"universalScheduleStandard": body}, ensure_ascii=False, indent=2) + "\n"


def _id(*words: str) -> str:
    """Twelve bytes from a name, as the standard likes its ids."""
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:24]


def _keys(scene: OutsideScene) -> Iterable[_Key]:
    """What a scene needs, and what its heading says, as elements."""
    said = {
        INSIDE: scene.inside, SET: scene.set_words, TIME: scene.time_words, SCRIPT_DAY: scene.script_day,
        PLACE: scene.place,
    }  # fmt: skip
    yield from ((number, words, "") for number, words in said.items() if words)
    yield from ((one.category, one.name, one.number) for one in scene.elements)


def _breakdown(scene: OutsideScene, used: dict[_Key, str], created: str) -> dict[str, Any]:
    length = None if scene.minutes is None else scene.minutes * 60_000
    return {
        "id": _id("scene", scene.id),
        "bannerText": scene.synopsis if scene.banner else None,
        "comments": scene.comments or None,
        "created": created,
        "description": scene.synopsis or None,
        "elements": [used[key] for key in _keys(scene)],
        "pages": None if scene.eighths is None else scene.eighths / 8,
        "scene": None if scene.banner else scene.number,
        "scriptPage": scene.script_page or None,
        "duration": length,
        "time": length,
        "type": "banner" if scene.banner else "scene",
        STEADY: scene.id,
        START: scene.start,
        LIGHT: scene.light,
    }


def _categories(used: dict[_Key, str], created: str) -> list[dict[str, Any]]:
    """Those of headings, all of ours, then what else is used."""
    others = dict.fromkeys(key[0] for key in used if isinstance(key[0], str) and key[0] not in BY_ID)
    rows: list[tuple[int | str, int, str]] = [(number, number, title) for number, title in HEADINGS.items()]
    names = [*(one.id for one in CATEGORIES), *(str(name) for name in others)]
    for place, name in enumerate(names):
        known = ucid_of(name)
        rows.append(
            (name, OWN + place if known is None else known, BY_ID[name].title if name in BY_ID else name)
        )
    return [
        {
            "id": _id("category", str(key)),
            "ucid": ucid,
            "created": created,
            "name": title,
            "elements": [name for other, name in used.items() if other[0] == key],
        }
        for key, ucid, title in rows
    ]


def _element(key: _Key, name: str, created: str) -> dict[str, Any]:
    category, words, number = key
    cast = category == "cast"
    return {
        "id": name, "category": _id("category", str(category)), "created": created, "daysOff": [],
        "isDrop": False, "dropDayCount": 0, "isHold": cast, "isDood": cast,
        "doodDropAllow": False, "doodDropDays": 0, "doodHoldAllow": cast, "doodInclude": cast,
        "elementId": number, "elementIdLock": False, "isIdLock": False, "linkedElements": [], "events": [],
        "name": words,
    }  # fmt: skip


def _stripboard(schedule: OutsideSchedule) -> dict[str, Any]:
    days = [[_id("scene", one) for one in day.scenes] for day in schedule.days]
    left = [_id("scene", one) for one in schedule.left]
    return {
        "id": _id("stripboard", schedule.title),
        "boards": [
            {"id": _id("board", "stripboard"), "name": "stripboard", "breakdownIds": days},
            {"id": _id("board", "boneyard"), "name": "boneyard", "breakdownIds": left},
        ],
        "calendar": _id("calendar", schedule.title),
        "name": schedule.title or "Schedule",
    }


def _calendar(schedule: OutsideSchedule) -> dict[str, Any]:
    """The first day, and every day after it, up to the last, on which nothing is shot."""
    dates = [day.date for day in schedule.days if day.date]
    events: list[dict[str, Any]] = []
    if dates and len(dates) == len(schedule.days):
        events.append(_event("start", None, dates[0]))
        day, last = dt.date.fromisoformat(dates[0]), dt.date.fromisoformat(dates[-1])
        shot = set(dates)
        while day < last:
            if day.isoformat() not in shot:
                events.append(_event("dayOff", "dayOff", day.isoformat()))
            day += dt.timedelta(days=1)
    name = f"Start on {dates[0]}" if events else "No dates"
    return {"id": _id("calendar", schedule.title), "events": events, "daysOff": [], "name": name}


def _event(kind: str, name: str | None, date: str) -> dict[str, Any]:
    return {"id": _id("event", kind, date), "type": kind, "name": name, "date": f"{date}T00:00:00.000Z"}
