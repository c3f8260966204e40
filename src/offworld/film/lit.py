"""The light that a scene is drawn in: what shines at moments of its take, how bright its lamps are, the exposure."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.light import Shine, WindowLight


@dataclass(frozen=True, slots=True, kw_only=True)
class LitMoment:
    """What shines at one moment of a take."""

    tick: float
    """Moment of the take, ms; between moments light changes evenly."""
    shine: Shine
    """Outside."""
    windows: tuple[WindowLight, ...]
    """Of the set, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLight:
    """The light that a take is drawn in."""

    moments: tuple[LitMoment, ...]
    """At least one, in order."""
    ev100: float
    """What pictures are exposed for: the exposure value at ISO 100 that one stop, held all through, is set to."""
    lamps: float = 1.0
    """Level of the set's lamps, 0 off to 1 full."""
