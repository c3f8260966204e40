"""A light that a scene or a person asks for, in words, as a condition of time.

    [no] LIGHT [through WINDOW | through any window | through every window] [for at least TIME]

joined by `and`. LIGHT is one of `LIGHTS`; WINDOW is the id of a window or what people call it. Without a window a
light of the place as a whole is meant (`sunlight`, `orbital night`), or, for one that comes through windows, any of
them; `no` before such a light means through none of them. `sun above 5 deg` and `sun below 15 deg` ask for its height
over limb or horizon: a low sun on the Moon. `during this take` may stand at the end and changes nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.errors import FilmError, Problem
from offworld.film.light import Span
from offworld.film.stage_set import StageSet, Window
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray
from offworld.light.condition import Condition, spans
from offworld.light.day import sun_up
from offworld.light.place import Place
from offworld.light.window import through
from offworld.text import remedy_for
from offworld.units import parse_quantity

_OUTSIDE: Final = {
    "sunlight": True, "sun": True, "day": True, "daylight": True, "night": False, "orbital night": False,
    "darkness": False,
}  # fmt: skip
_WINDOW: Final = {
    "direct sun": ("direct sun",), "direct sunlight": ("direct sun",), "sun patch": ("direct sun",),
    "earth day": ("earth day",), "day side": ("earth day",), "earthlight": ("earth day", "terminator"),
    "terminator": ("terminator",), "earth night": ("earth night",), "night side": ("earth night",),
    "space": ("space",), "daylight": ("day",),
}  # fmt: skip
LIGHTS: Final = tuple(dict.fromkeys((*_WINDOW, *_OUTSIDE)))
"""What can be asked for."""
_PART: Final = re.compile(
    r"(?P<no>no )?(?P<light>[a-z][a-z ]*?)(?: through (?:the )?(?P<window>\S.*?))?(?: for at least (?P<time>\d.*?))?"
    r"(?: during (?:this|the) take)?"
)
_HEIGHT: Final = re.compile(
    r"(?:the )?sun (?P<side>above|below) (?P<angle>[-−]?\d.*?)(?: for at least (?P<time>\d.*?))?"
    r"(?: during (?:this|the) take)?"
)
_AND: Final = re.compile(r"\s+and\s+")
_seconds: Final = functools.partial(parse_quantity, unit="s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What words ask for."""

    condition: Condition
    """What must hold."""
    at_least_s: float
    """And for how long at a stretch; 0: not said."""

    def spans(self, from_ms: int, to_ms: int, least_s: float = 0.0) -> tuple[Span, ...]:
        """When it holds, for as long as it says and at least `least_s`."""
        return spans(self.condition, from_ms, to_ms, at_least_s=max(self.at_least_s, least_s))


def read_words(text: str, place: Place, stage_set: StageSet) -> Asked:
    """Reads what somebody asks for.

    Raises:
        FilmError: it cannot be understood; the remedy names what can.
    """
    parts = _AND.split(" ".join(text.casefold().split()))
    read = [_part(part, place, stage_set) for part in parts]
    whole = read[0].condition
    for one in read[1:]:
        whole = whole & one.condition
    named = Condition(name=text.strip(), step_s=whole.step_s, value=whole.value, where=whole.where)
    return Asked(condition=named, at_least_s=max(one.at_least_s for one in read))


def _part(text: str, place: Place, stage_set: StageSet) -> Asked:
    if high := _HEIGHT.fullmatch(text):
        return _height(high, place, stage_set)
    match = _PART.fullmatch(text)
    light = match["light"].removeprefix("the ") if match else ""
    if match is None or light not in LIGHTS:
        remedy = remedy_for(light or text, LIGHTS, name="lights")
        example = "direct sun through window.5 for at least 4 min"
        what = f"{text[:80]!r} asks for no light that is known"
        raise FilmError(Problem(what=what, remedy=f"{remedy}; as in {example!r}", kind="unknown-light"))
    least = _duration(match["time"]) if match["time"] else 0.0
    no = match["no"] is not None
    if match["window"] is None and light in _OUTSIDE:
        up = sun_up(place, stage_set)
        condition = up if _OUTSIDE[light] != no else ~up
    else:
        condition = _windows(light, match["window"] or "any window", place, stage_set, no=no)
    return Asked(condition=condition, at_least_s=least)


def _height(match: re.Match[str], place: Place, stage_set: StageSet) -> Asked:
    angle = parse_quantity(match["angle"], "rad")
    side = 1.0 if match["side"] == "above" else -1.0
    condition = Condition(
        name=f"sun {match['side']} {match['angle']}", step_s=place.step_s,
        value=lambda times: side * (place.outside(stage_set, times).height - angle),
    )  # fmt: skip
    return Asked(condition=condition, at_least_s=_duration(match["time"]) if match["time"] else 0.0)


def _duration(text: str) -> float:
    plain = re.sub(
        r"\b(seconds?|sec)\b", "s", re.sub(r"\bminutes?\b", "min", re.sub(r"\bhours?\b", "h", text))
    )
    return _seconds(plain)


def _windows(light: str, wanted: str, place: Place, stage_set: StageSet, *, no: bool) -> Condition:
    kinds = _WINDOW.get(light)
    if kinds is None:
        what = f"{light} does not come through a window"
        raise FilmError(
            Problem(what=what, remedy=f"those that do: {', '.join(_WINDOW)}", kind="unknown-light")
        )
    every = wanted in {"every window", "all windows"}
    chosen = stage_set.windows if every or wanted == "any window" else (_window(wanted, stage_set),)
    if not chosen:
        what = f"the set {stage_set.id} has no window"
        raise FilmError(Problem(what=what, remedy="ask for sunlight or night", kind="unknown-window"))
    each = [_through(window, kinds, place, stage_set) for window in chosen]
    # `no terminator` means through none: every window without it.
    how = np.minimum if every else np.maximum
    return Condition(
        name=light, step_s=place.step_s, value=_joined([one.value for one in each], how, no=no),
        where=chosen[0].id if len(chosen) == 1 else "",
    )  # fmt: skip


def _joined(
    values: Sequence[Callable[[IntArray], FloatArray]], how: Callable[..., FloatArray], *, no: bool
) -> Callable[[IntArray], FloatArray]:
    def value(times: IntArray) -> FloatArray:
        whole = functools.reduce(how, [one(times) for one in values])
        return -whole if no else whole

    return value


def _through(window: Window, kinds: Sequence[str], place: Place, stage_set: StageSet) -> Condition:
    """That a window gives one of these kinds of light, and none that is stronger."""
    conditions, otherwise = through(place, stage_set, window)

    def value(times: IntArray) -> FloatArray:
        best = np.full(len(times), -np.inf)
        none = np.full(len(times), np.inf)
        for name, condition in conditions:
            now = condition.value(times)
            if name in kinds:
                best = np.maximum(best, np.minimum(now, none))
            none = np.minimum(none, -now)
        return np.maximum(best, none) if otherwise in kinds else best

    return Condition(name=" or ".join(kinds), step_s=place.step_s, value=value, where=window.id)


def _window(wanted: str, stage_set: StageSet) -> Window:
    for window in stage_set.windows:
        if wanted in {window.id, window.called.casefold()}:
            return window
    known = [name for window in stage_set.windows for name in (window.id, window.called) if name]
    what = f"the set {stage_set.id} has no window {wanted[:60]!r}"
    raise FilmError(
        Problem(what=what, remedy=remedy_for(wanted, known, name="windows"), kind="unknown-window")
    )
