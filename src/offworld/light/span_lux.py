"""How much light spans have, and how fast it changes in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.light import Span
from offworld.geometry.rotation import FloatArray
from offworld.light.clock import IntArray

_STOP_FLOOR: Final = 1.0
"""lux: below it no change of light is told in stops; no camera would be set by it."""
_MINUTE_MS: Final = 60_000.0


def with_lux(spans: Sequence[Span], times: IntArray, lux: FloatArray) -> tuple[Span, ...]:
    """Spans with the light of the moments that lie in each, and its fastest change between two of them.

    Args:
        spans: in order, none in another.
        times: (n,) moments in order, ms UTC.
        lux: (n,) light at them.
    """
    if not len(times):
        return tuple(spans)
    first = np.searchsorted(times, [span.start_ms for span in spans])
    last = np.searchsorted(times, [span.end_ms for span in spans])
    stops = np.log2(np.maximum(lux, _STOP_FLOOR))
    minutes = np.diff(times) / _MINUTE_MS
    rates, falls = (np.abs(np.diff(what)) / minutes for what in (stops, lux))
    sums = np.concatenate([[0.0], np.cumsum(lux)])
    out = []
    for span, start, end in zip(spans, first.tolist(), last.tolist(), strict=True):
        if end <= start:
            out.append(span)
            continue
        inside = lux[start:end]
        levels = (float(inside.min()), float(sums[end] - sums[start]) / (end - start), float(inside.max()))
        inner = slice(start, end - 1)
        rate, fall = (float(what[inner].max()) if end - start > 1 else None for what in (rates, falls))
        out.append(replace(span, lux=levels, stops_per_min=rate, lux_per_min=fall))
    return tuple(out)
