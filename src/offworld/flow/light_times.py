"""When there is the light that scenes want, as the schedule reads it: the same spans, in minutes of its days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from offworld.film.days import LightTime
from offworld.film.light import Span
from offworld.film.scene import Film, Scene
from offworld.flow.light_place import asked_light, place_in, set_of
from offworld.utc import DAY_MS, read_utc

_MINUTE_MS: Final = 60_000


def wish_of(film: Film, scene: Scene) -> str:
    """All that a scene wants of the light, in words; empty: nothing."""
    asked = asked_light(film.light, scene.id)
    return " and ".join(wish.text for wish in asked.wants) if asked is not None else ""


def wish_spans(film: Film, scene: Scene, from_ms: int, to_ms: int) -> tuple[Span, ...]:
    """When all that a scene wants of the light holds at once, for at least as long as the scene is.

    Args:
        film: with its element sets read (`with_elements`).
        scene: one of its scenes.
        from_ms: where the search begins, UTC.
        to_ms: and ends.

    Returns:
        Nothing if the scene wants nothing, or nothing is known of the light of its world.
    """
    from offworld.light.words import read_words

    words, place = wish_of(film, scene), place_in(film, scene.world_id)
    if not words or place is None:
        return ()
    return read_words(words, place, set_of(film, scene)).spans(from_ms, to_ms, scene.length_s or 0.0)


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
