"""When there is the light that scenes want, as the schedule reads it: the same spans, in minutes of its days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.film.days import LightTime
from offworld.film.light import Span
from offworld.film.scene import Film, Scene
from offworld.flow.light_parts import scene_spans
from offworld.flow.light_place import asked_light
from offworld.utc import DAY_MS, read_utc

_MINUTE_MS: Final = 60_000


def wish_of(film: Film, scene: Scene) -> str:
    """All that a scene, its shots and its beats want of the light, in words; empty: nothing."""
    asked = asked_light(film.light, scene.id)
    return asked.words if asked is not None else ""


def wish_spans(film: Film, scene: Scene, from_ms: int, to_ms: int) -> tuple[Span, ...]:
    """When all that a scene, its shots and its beats want of the light can be had, each at its time in the scene.

    Args:
        film: with its element sets read (`with_elements`).
        scene: one of its scenes.
        from_ms: where the search begins, UTC.
        to_ms: and ends.

    Returns:
        At least as long as the scene; nothing if it wants nothing, or nothing is known of the light of its world.
    """
    return scene_spans(film, scene, from_ms, to_ms)


def light_times(film: Film, dates: Sequence[str]) -> tuple[LightTime, ...]:
    """When there is the light of every scene that wants one, on days of a schedule.

    Args:
        film: with its element sets read.
        dates: of the days, in order, such as `2021-10-08`.

    Returns:
        By condition and place, each once; whole minutes that lie inside the span.
    """
    out: dict[LightTime, None] = {}
    for scene in film.scenes:
        words = wish_of(film, scene)
        for number, date in enumerate(dates if words else ()):
            start = read_utc(date)
            for span in wish_spans(film, scene, start, start + DAY_MS):
                first = -(-(span.start_ms - start) // _MINUTE_MS)
                last = (span.end_ms - start) // _MINUTE_MS
                if last > first:
                    out[LightTime(condition=words, place=scene.set_id, day=number, minutes=(first, last))] = (
                        None
                    )
    return tuple(out)
