"""What a light asks of the camera, and of the lamps that are to hide its going."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.light import Through

Hidden = Literal["nothing to hide", "hidden", "in part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One light on a subject, and the stop for it."""

    what: str
    """Name of the light, for example `lamps alone`."""
    lux: float
    """Incident light."""
    kelvin: float
    """Colour; 0 if there is no light."""
    ev100: float | None
    """Exposure value at ISO 100; None: dark."""
    stop: float | None
    """T-stop, after the filter below; None: dark."""
    stop_text: str
    """The same in thirds, for example `T4 ⅓`."""
    filter_stops: float = 0.0
    """Neutral filter still needed beyond the film's own, whole stops; 0: none."""
    short_stops: float = 0.0
    """Stops of light that the fastest lens lacks; 0: enough."""
    window_stops: float | None = None
    """How far what is seen through the window lies above the subject, stops; None: no window, or dark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LampAdvice:
    """What the lamps must give so that the going of a light is not seen."""

    before_lux: float
    """Natural light on the subject before."""
    after_lux: float
    """Natural light on it after."""
    hidden: Hidden
    """Whether lamps held at one level can do it."""
    bare_stops: float
    """The change without lamps, stops; negative: it gets darker. Limited to ±20."""
    lamp_lux: float
    """Level to hold the lamps at, as far as they can."""
    lamp_share: float
    """That level as a share of the most that they can give."""
    needed_lux: float
    """The level that would hide it if they could give it."""
    left_stops: float
    """The change that is left with the lamps at `lamp_lux`, stops."""
    lamp_kelvin: float
    """Colour to set the lamps to: that of the light that goes, as far as they go."""
    left_mired: float
    """The change of colour that is left, mireds; positive: it gets warmer. About 20 is just seen."""
    follow_lux: float
    """The level that lamps must be brought up to, while the light goes, to leave no change at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLight:
    """What a set gets while its windows give one kind of light: the middle value of all minutes of that kind."""

    condition: Through
    """The strongest that any window gives."""
    share: float
    """Of the time."""
    pane_lux: float
    """On the inside of the brightest pane."""
    natural: Exposure
    """The room by its windows alone."""
    lit: Exposure
    """The room with its lamps as they are usually set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A sunset or a sunrise, and the lamps that would hide it in the room."""

    utc_ms: int
    """When the Sun's middle passes limb or horizon."""
    sets: bool
    """True: sunset; False: sunrise."""
    minutes: float
    """The time over which the change is taken, half of it before and half after."""
    advice: LampAdvice
    """The lamps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InFrame:
    """A window that a camera sees."""

    window: str
    """Which."""
    through: Through
    """The light that it has."""
    share: float
    """Of the pane that is seen."""
    lux: float
    """On the inside of the pane, the Sun itself apart: what its view gives."""
    over_stops: float | None
    """How far that stands above the light on the subject; None: one of them is dark."""
