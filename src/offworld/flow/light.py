"""``offworld light``: when which light comes through which window of the film's sets, on its days."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offworld.errors import FilmError, Problem
from offworld.film.light import LightDay, Span
from offworld.film.light_said import Days
from offworld.film.scene import Film
from offworld.flow.answer import PROGRESS, Answer
from offworld.flow.check import load_film
from offworld.flow.light_asked import asked_lines, scenes_asked
from offworld.flow.light_ground import site_and_exposure
from offworld.flow.light_place import Lit, age_warnings, need_light, with_elements
from offworld.flow.light_scene import SceneSun, scene_suns
from offworld.flow.light_telling import day_table, head_lines, span_lines, window_table, wish_lines
from offworld.flow.records import check_known
from offworld.text import remedy_for
from offworld.utc import DAY_MS, read_utc, to_text

if TYPE_CHECKING:
    from offworld.flow.light_spots import SpotWay

MOST_DAYS = 366


def light_film(
    folder: Path,
    *,
    begin: str | None = None,
    end: str | None = None,
    at: str | None = None,
    when: str | None = None,
    scene: str | None = None,
) -> Answer:
    """Tells the light of a film's days.

    Args:
        folder: the film folder.
        begin: UTC of the first moment, or the first day; None: the film's first shooting day.
        end: UTC of the last moment, or the last day; None: the film's last shooting day, or that of `begin`.
        at: a window, by its id or what people call it, every span of which is wanted; None: a summary of all.
        when: a light in words, whose spans are wanted; None: none.
        scene: number of a scene: what it, its shots and its beats ask for, and every time at which that can be had;
            None: a summary of the whole film.

    Raises:
        FilmError: the film holds mistakes, or the times or window cannot be.
        NotPossible: nothing is known of the light of any of its sets.
    """
    film = with_elements(load_film(folder), folder)
    days = asked_days(film, begin, end)
    warnings = [str(problem) for problem in age_warnings(_on(film, days))]
    lit = need_light(film)
    if at is not None:
        lit = tuple(_only(one, at) for one in lit if _names(one, at))
        if not lit:
            known = [name for one in need_light(film) for name in _known(one)]
            what = f"no set has a window {at[:60]!r}"
            raise FilmError(
                Problem(what=what, remedy=remedy_for(at, known, name="windows"), kind="unknown-window")
            )
    lines, sets = head_lines(film, warnings), []
    if scene is not None:
        check_known("scene", scene, [one.id for one in film.scenes])
        lit = ()
    for one in lit:
        text, data = _set_answer(one, days, at, when, film)
        lines += ["", *text]
        sets.append(data)
    film = dataclasses.replace(film, light=dataclasses.replace(film.light, days=days))
    scenes = tuple(one for one in scene_suns(film) if scene in {None, one.scene})
    lines += _scene_lines(scenes)
    asked = scenes_asked(film, scene)
    lines += asked_lines(asked, whole=scene is not None)
    plain = {
        "film": film.title,
        "from": to_text(days.first_ms),
        "to": to_text(days.end_ms),
        "elements": [_element(film, index) for index in range(len(film.light.elements))],
        "warnings": warnings,
        "sets": sets,
        "scenes": [dataclasses.asdict(one) for one in scenes],
        "asked": [dataclasses.asdict(one) | {"spans": spans_plain(one.spans)} for one in asked],
    }
    attention = len(warnings) + sum(1 for one in scenes if one.attention)
    return Answer(text="\n".join(lines), data=plain, attention=attention)


def asked_days(film: Film, begin: str | None, end: str | None) -> Days:
    """The time asked for; a bare date at the end stands for its whole day.

    Raises:
        FilmError: it cannot be read, ends before it begins, is too long, or the film says no days either.
    """
    said = film.light.days
    if begin is None and said is None:
        what = "the film does not say its days"
        remedy = "write 'days: {from: 2021-10-05, to: 2021-10-16}' in film.yaml, or give --from"
        raise FilmError(Problem(what=what, remedy=remedy, kind="no-days"))
    first = read_utc(begin) if begin is not None else said.first_ms if said is not None else 0
    if end is not None:
        last = read_utc(end)
        last += DAY_MS if len(end.strip()) == len("2021-10-05") else 0
    elif said is not None and said.end_ms > first:
        last = said.end_ms
    else:
        last = (first // DAY_MS + 1) * DAY_MS
    if not 0 < last - first <= MOST_DAYS * DAY_MS:
        what = "the time ends before it begins" if last <= first else f"that is more than {MOST_DAYS} days"
        raise FilmError(Problem(what=what, remedy="give --from and --to in UTC", kind="bad-days"))
    return Days(first_ms=first, end_ms=last)


def _set_answer(
    one: Lit, days: Days, at: str | None, when: str | None, film: Film
) -> tuple[list[str], dict[str, Any]]:
    from offworld.light.day import light_days
    from offworld.light.words import read_words

    scenes = f"{'scene' if len(one.scenes) == 1 else 'scenes'} {', '.join(one.scenes)}"
    title = f"{one.stage_set.title} ({one.stage_set.id}), world {one.world}, {scenes}"
    asked = read_words(when, one.place, one.stage_set) if when is not None else None
    if asked is not None:
        spans = asked.spans(days.first_ms, days.end_ms)
        data = {"set": one.stage_set.id, "world": one.world, "when": when, "spans": spans_plain(spans)}
        return [title, *wish_lines(asked.condition.name, spans)], data
    PROGRESS.info("light of %s …", one.stage_set.id)
    found = light_days(one.place, one.stage_set, days.first_ms, days.end_ms)
    lines = [title, "", *day_table(found)]
    spots: dict[str, tuple[SpotWay | None, ...]] = {}
    beside: dict[str, Any] = {}
    if at is not None:
        from offworld.flow.light_spots import spot_ways

        for window in one.stage_set.windows:
            spans = tuple(
                span
                for day in found
                for part in day.windows
                if part.window == window.id
                for span in part.spans
            )
            spots[window.id] = spot_ways(one.place, one.stage_set, window, spans)
            lines += ["", *span_lines(window, spans, spots[window.id])]
    else:
        lines += ["", *window_table(one.stage_set, found)]
        more, beside = site_and_exposure(one, days, found, film)
        lines += more
    lines += ["", f"Moments are good to about {max(day.error_s for day in found):.0f} s. {_note(one, days)}"]
    return lines, {
        "set": one.stage_set.id, "world": one.world, "scenes": one.scenes,
        "days": [_day(day, spots, whole=at is not None) for day in found], **beside,
    }  # fmt: skip


def _note(one: Lit, days: Days) -> str:
    note = one.place.shine(one.stage_set, (days.first_ms + days.end_ms) // 2).note
    return f"In the middle of the time: {note}." if note else ""


def _scene_lines(scenes: tuple[SceneSun, ...]) -> list[str]:
    return ["", "Scenes", *(f"  {line}" for one in scenes for line in one.lines)] if scenes else []


def _on(film: Film, days: Days) -> Film:
    """The film as if these were its days, without the moments of its scenes: what warnings are asked about."""
    return dataclasses.replace(film, light=dataclasses.replace(film.light, days=days, scenes=()))


def _known(one: Lit) -> list[str]:
    return [name for window in one.stage_set.windows for name in (window.id, window.called) if name]


def _names(one: Lit, at: str) -> bool:
    return at in _known(one)


def _only(one: Lit, at: str) -> Lit:
    """The same with nothing but one window."""
    windows = tuple(window for window in one.stage_set.windows if at in {window.id, window.called})
    return dataclasses.replace(one, stage_set=dataclasses.replace(one.stage_set, windows=windows))


def _element(film: Film, index: int) -> dict[str, Any]:
    one = film.light.elements[index]
    return {"object": one.object_id, "name": one.name, "epoch": to_text(one.epoch_ms), "file": one.place.file,
            "line": one.place.line}  # fmt: skip


def _day(day: LightDay, spots: dict[str, tuple[SpotWay | None, ...]], *, whole: bool) -> dict[str, Any]:
    windows = []
    for part in day.windows:
        row: dict[str, Any] = {"window": part.window, "filled": part.filled, "spans": spans_plain(part.spans)}
        if whole:
            row["lux"] = [round(value, 2) for value in part.lux]
            by_start = {way.start_ms: way for way in spots[part.window] if way is not None}
            for plain, span in zip(row["spans"], part.spans, strict=True):
                if span.start_ms in by_start:
                    plain["spot"] = dataclasses.asdict(by_start[span.start_ms])
        windows.append(row)
    return {
        "date": day.date, "from": to_text(day.start_ms), "to": to_text(day.end_ms), "beta_rad": day.beta,
        "sunlit": day.sunlit, "sunrises": [to_text(at) for at in day.sunrises_ms],
        "sunsets": [to_text(at) for at in day.sunsets_ms], "error_s": day.error_s, "windows": windows,
    }  # fmt: skip


def spans_plain(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """Spans as JSON has them."""
    return [
        {
            "from": to_text(span.start_ms), "to": to_text(span.end_ms), "length_s": span.length_s,
            "condition": span.condition, "window": span.where, "lux": span.lux, "stops_per_min": span.stops_per_min,
            "lux_per_min": span.lux_per_min,
            "cut": [span.open_start, span.open_end],
        }
        for span in spans
    ]  # fmt: skip
