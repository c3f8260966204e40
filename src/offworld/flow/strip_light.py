"""When there is the light that a scene of the breakdown wants, on each day of the film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.breakdown import SceneSheet
from offworld.film.days import Minutes
from offworld.film.scene import Film, Scene
from offworld.flow.light_parts import scene_spans
from offworld.flow.light_place import asked_light, place_in
from offworld.utc import DAY_MS, read_utc

_MINUTE_MS: Final = 60_000


def light_spans(
    film: Film, sheet: SceneSheet, dates: Sequence[str]
) -> tuple[dict[int, list[Minutes]], Problem | None]:
    """Whole minutes that lie inside the light, by day; and why they are not known, if they are not.

    Args:
        film: with its element sets read.
        sheet: a scene that wants a light.
        dates: of the film's days.
    """
    stage_set = next((one for one in film.sets if one.id == sheet.set_id), None)
    worlds = [one.world_id for one in film.scenes if one.id in sheet.blocked]
    worlds += [one.world_id for one in film.scenes if one.set_id == sheet.set_id]
    places = [place_in(film, world) for world in worlds]
    place = next((one for one in places if one is not None), None)
    if stage_set is None or place is None:
        what = (
            f"scene {sheet.number} wants {sheet.light!r}, and nothing is known of the light of {sheet.place}"
        )
        remedy = (
            "it is planned as if the light were never there: block a scene in that set, or take the wish out"
        )
        return {}, Problem(what=what, remedy=remedy, kind="no-light", warning=True)
    from offworld.light.words import read_words

    try:
        asked = read_words(sheet.light, place, stage_set)
    except FilmError as error:
        problem = error.problems[0]
        return {}, Problem(what=f"scene {sheet.number}: {problem.what}", remedy=problem.remedy, kind=problem.kind,
                           warning=True)  # fmt: skip
    found: dict[int, list[Minutes]] = {day: [] for day in range(len(dates))}
    first, end = read_utc(dates[0]), read_utc(dates[-1]) + DAY_MS
    own = _scene_of(film, sheet)
    spans = asked.spans(first, end) if own is None else scene_spans(film, own, first, end)
    for span in spans:
        start, last = -(-(span.start_ms - first) // _MINUTE_MS), (span.end_ms - first) // _MINUTE_MS
        for day in range(start // 1440, min((last - 1) // 1440, len(dates) - 1) + 1):
            minutes = (max(start - 1440 * day, 0), min(last - 1440 * day, 1440))
            if minutes[1] > minutes[0]:
                found[day].append(minutes)
    return found, None


def _scene_of(film: Film, sheet: SceneSheet) -> Scene | None:
    """The blocked scene whose wishes, its shots' and its beats', are the strip's; None: it is said by hand."""
    scenes = (one for one in film.scenes if one.id in sheet.blocked)
    said = ((one, asked_light(film.light, one.id)) for one in scenes)
    return next((one for one, asked in said if asked is not None and asked.words == sheet.light), None)
