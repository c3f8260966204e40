"""A file of the Universal Schedule Standard, read as programs really write it.

The publisher's samples and its documentation disagree; both are understood: `breakdownIds` or `breakdownArrays`, type
`scene` or `strip`, `duration` or `time`, days as lists within a list or as strips of type `day`, elements that name
their category or categories that list their elements.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from offworld.errors import FilmError, Problem
from offworld.exchange.schedule import codes
from offworld.exchange.schedule.values import eighths_of, iso_date, words_of
from offworld.film.outside import OutsideDay, OutsideElement, OutsideScene, OutsideSchedule

_ROOT: Final = "universalScheduleStandard"
_MOST_OFF: Final = 366
"""Days off in a row after which a calendar is not believed."""


def read_uss(data: bytes, name: str = "schedule.uss", *, board: str = "") -> OutsideSchedule:
    """Reads a schedule.

    Args:
        data: the file.
        name: how messages call it.
        board: name of the stripboard that is wanted; empty: the last one, which is the newest in most programs.

    Raises:
        FilmError: it is no such file, or has no stripboard of that name.
    """
    root = _root(data, name)
    kinds = {words_of(one.get("id")): one for one in _list(root, "categories")}
    elements = _elements(root, kinds)
    days_of_type = set()
    scenes: dict[str, OutsideScene] = {}
    steady: dict[str, str] = {}
    for number, one in enumerate(_list(root, "breakdowns"), start=1):
        own = words_of(one.get("id")) or f"breakdown {number}"
        if one.get("type") == "day":
            days_of_type.add(own)
            continue
        wanted = words_of(one.get(codes.STEADY)) or own
        steady[own] = own if wanted in steady.values() else wanted
        scenes[own] = _scene(one, steady[own], elements)
    title = words_of(root.get("project")) or words_of(root.get("name"))
    boards = _list(root, "stripboards")
    if not boards:
        every = tuple(scenes.values())
        return OutsideSchedule(title=title, scenes=every, left=tuple(one.id for one in every))
    chosen = _chosen(boards, board, name)
    notes = []
    if len(boards) > 1:
        names = ", ".join(repr(words_of(one.get("name"))) for one in boards)
        notes.append(
            f"there are {len(boards)} stripboards ({names}); {words_of(chosen.get('name'))!r} was read"
        )
    days, left = _strips(chosen, days_of_type, scenes, notes)
    dates = _dates(root, chosen, len(days))
    listed = {one for day in days for one in day} | set(left)
    ignored = [scene for own, scene in scenes.items() if own not in listed]
    if ignored:
        numbers = ", ".join(scene.number or scene.id for scene in ignored[:8])
        notes.append(f"{len(ignored)} strips are on no board and were left away: {numbers}")
    return OutsideSchedule(
        title=title,
        scenes=tuple(scene for own, scene in scenes.items() if own in listed),
        days=tuple(
            OutsideDay(date=date, scenes=tuple(steady[one] for one in day))
            for date, day in zip(dates, days, strict=True)
        ),
        left=tuple(steady[one] for one in left),
        notes=tuple(notes),
    )


def _root(data: bytes, name: str) -> Mapping[str, Any]:
    """The object that everything is in, with or without its wrapping."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FilmError(
            Problem(what="it is not UTF-8", remedy="export it once more", file=name, kind="not-utf8")
        ) from None
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        what = f"it is no JSON: {getattr(error, 'msg', 'nested too deeply')}"
        raise FilmError(
            Problem(
                what=what, remedy="export it once more", file=name, line=line, column=column, kind="bad-uss"
            )
        ) from None
    root = whole.get(_ROOT, whole) if isinstance(whole, dict) else None
    if not isinstance(root, dict) or not isinstance(root.get("breakdowns"), list):
        what = "it is no Universal Schedule Standard file: it has no list of breakdowns"
        raise FilmError(Problem(what=what, remedy="export it as .uss", file=name, kind="bad-uss"))
    return root


def _list(of: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects of a list; what is no object is passed over."""
    value = of.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _elements(
    root: Mapping[str, Any], kinds: Mapping[str, Mapping[str, Any]]
) -> dict[str, tuple[object, OutsideElement]]:
    """Each element by its id, with the standard's number of its category."""
    listed: dict[str, str] = {}
    for own, kind in kinds.items():
        for one in kind.get("elements") or ():
            listed.setdefault(words_of(one), own)
    out = {}
    for one in _list(root, "elements"):
        own = words_of(one.get("id"))
        kind = kinds.get(words_of(one.get("category"))) or kinds.get(listed.get(own, ""), {})
        ucid = kind.get("ucid")
        category = codes.category_of(ucid, words_of(kind.get("name")))
        number = words_of(one.get("elementId"))
        out[own] = (ucid, OutsideElement(category=category, name=words_of(one.get("name")), number=number))
    return out


def _scene(
    one: Mapping[str, Any], steady: str, elements: Mapping[str, tuple[object, OutsideElement]]
) -> OutsideScene:
    said: dict[object, str] = {}
    needs = []
    listed = one.get("elements")
    for own in listed if isinstance(listed, list) else ():
        ucid, element = elements.get(words_of(own), (None, None))
        if element is None:
            continue
        if isinstance(ucid, int) and ucid in codes.HEADINGS:
            said.setdefault(ucid, element.name)
        else:
            needs.append(element)
    banner = one.get("type") == "banner"
    text = words_of(one.get("description"))
    start = one.get(codes.START)
    return OutsideScene(
        id=steady,
        number="" if banner else words_of(one.get("scene")),
        banner=banner,
        inside=said.get(codes.INSIDE, ""),
        set_words=said.get(codes.SET, ""),
        time_words=said.get(codes.TIME, ""),
        script_day=said.get(codes.SCRIPT_DAY, ""),
        place=said.get(codes.PLACE, ""),
        light=words_of(one.get(codes.LIGHT)),
        eighths=eighths_of(one.get("pages")),
        minutes=_minutes(one),
        synopsis=(words_of(one.get("bannerText")) or text) if banner else text,
        comments=words_of(one.get("comments")),
        script_page=words_of(one.get("scriptPage")),
        elements=tuple(dict.fromkeys(needs)),
        start=start if isinstance(start, int) and not isinstance(start, bool) else None,
    )


def _minutes(one: Mapping[str, Any]) -> int | None:
    for key in ("duration", "time"):
        value = one.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12:
            return round(value / 60_000)
    return None


def _chosen(boards: Sequence[Mapping[str, Any]], wanted: str, name: str) -> Mapping[str, Any]:
    if not wanted:
        return boards[-1]
    for one in boards:
        if words_of(one.get("name")) == wanted:
            return one
    names = ", ".join(words_of(one.get("name")) for one in boards)
    what = f"it has no stripboard {wanted!r}"
    raise FilmError(Problem(what=what, remedy=f"name one of: {names}", file=name, kind="unknown-board"))


def _strips(
    board: Mapping[str, Any], day_strips: set[str], scenes: Mapping[str, Any], notes: list[str]
) -> tuple[list[list[str]], list[str]]:
    """Days and what has none, each strip at its first place only."""
    days: list[list[str]] = []
    left: list[str] = []
    seen: set[str] = set()

    def fresh(ids: Sequence[object]) -> list[str]:
        out = []
        for one in ids:
            own = words_of(one)
            if own in scenes and own not in seen:
                seen.add(own)
                out.append(own)
            elif own not in day_strips:
                notes.append(f"strip {own!r} is {'there twice' if own in seen else 'named, but not there'}")
        return out

    for one in _list(board, "boards"):
        ids = one.get("breakdownIds") if "breakdownIds" in one else one.get("breakdownArrays")
        ids = ids if isinstance(ids, list) else []
        if "bone" in words_of(one.get("name")).casefold():
            left += fresh([each for item in ids for each in (item if isinstance(item, list) else [item])])
        elif any(isinstance(item, list) for item in ids):
            days += [fresh(item if isinstance(item, list) else [item]) for item in ids]
        elif any(words_of(item) in day_strips for item in ids):
            days += _parted(ids, day_strips, fresh, left)
        else:
            if ids:
                notes.append(
                    f"board {words_of(one.get('name'))!r} has no day breaks; only its order was read"
                )
            left += fresh(ids)
    return days, left


def _parted(ids: Sequence[Any], day_strips: set[str], fresh: Any, left: list[str]) -> list[list[str]]:
    """Days that each end with a strip of type `day`; what follows the last one has no day."""
    days: list[list[str]] = []
    open_day: list[Any] = []
    for item in ids:
        if words_of(item) in day_strips:
            days.append(fresh(open_day))
            open_day = []
        else:
            open_day.append(item)
    left += fresh(open_day)
    return days


def _dates(root: Mapping[str, Any], board: Mapping[str, Any], count: int) -> list[str]:
    """The dates of the days of a board: from its calendar's start, over the days that are off."""
    calendar = next((one for one in _list(root, "calendars") if one.get("id") == board.get("calendar")), {})
    off, start = set(), ""
    for event in _list(calendar, "events"):
        date = iso_date(words_of(event.get("date"))[:10])
        if event.get("type") == "start":
            start = start or date
        elif event.get("type") == "dayOff" or event.get("name") in {"holiday", "dayOff"}:
            off.add(date)
    weekly = calendar.get("daysOff")
    weekdays = {one for one in weekly if isinstance(one, int)} if isinstance(weekly, list) else set()
    if not start:
        return [""] * count
    out: list[str] = []
    day, passed = dt.date.fromisoformat(start), 0
    while len(out) < count:
        # Sunday is 0 there.
        free = day.isoformat() in off or day.isoweekday() % 7 in weekdays
        passed = passed + 1 if free else 0
        if passed > _MOST_OFF or day.year > 9000:
            return [""] * count
        if not free:
            out.append(day.isoformat())
        day += dt.timedelta(days=1)
    return out
