"""How the Sun's spot from a window goes through the room while the Sun comes in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.film.light import Span
from offworld.film.stage_set import StageSet, Window

if TYPE_CHECKING:
    from offworld.light.place import Place

_INSIDE: Final = 0.02
"""Share of a span after its beginning and before its end at which the spot is told: at the very edge it is a sliver."""
MOST: Final = 400
"""Spans whose spots are worked out; a month of one window has some 450."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotWay:
    """Where the spot lies at the beginning, in the middle and at the end of a span of direct sun."""

    start_ms: int
    """Beginning of the span."""
    on: tuple[str, ...]
    """Solids that it lies on, one for each of the three moments; empty text: it meets nothing."""
    at: tuple[Vec3 | None, ...]
    """Its middle, m, set frame, at each."""
    lux: tuple[float, ...]
    """On that surface, at each."""
    speed_m_min: float
    """How fast it goes, m a minute, straight from one to the next."""


def spot_ways(
    place: Place, stage_set: StageSet, window: Window, spans: tuple[Span, ...]
) -> tuple[SpotWay | None, ...]:
    """The way of the spot in each span; None for spans without direct sun, and beyond the first `MOST`."""
    sunny = [span for span in spans if span.condition == "direct sun"][:MOST]
    ways = {span.start_ms: _way(place, stage_set, window, span) for span in sunny}
    return tuple(ways.get(span.start_ms) for span in spans)


def _way(place: Place, stage_set: StageSet, window: Window, span: Span) -> SpotWay:
    from offworld.light.patch import middle_of
    from offworld.light.window import window_light

    length = span.end_ms - span.start_ms
    times = [span.start_ms + round(length * share) for share in (_INSIDE, 0.5, 1.0 - _INSIDE)]
    patches = [window_light(place, stage_set, window, at).patches for at in times]
    middles = [middle_of(one) for one in patches]
    way = sum(
        float(np.linalg.norm(b - a)) for a, b in pairwise(middles)
        if a is not None and b is not None
    )  # fmt: skip
    return SpotWay(
        start_ms=span.start_ms,
        on=tuple(one[0].solid if one else "" for one in patches),
        at=tuple(None if one is None else (float(one[0]), float(one[1]), float(one[2])) for one in middles),
        lux=tuple(one[0].lux if one else 0.0 for one in patches),
        speed_m_min=way / max(1e-9, (times[-1] - times[0]) / 60_000.0),
    )
