"""Whose up counts where the one asked for lies along the lens, or is nobody's: else the roll would be left to chance.

In this order, the first that lies across the lens: the up of the people whom the shot is on, the set's, against
gravity, the top of the shot before, and the way that the first person faces [I: what carries most up beside the one
asked for; handbook camera, section 2.5]. It counts as much as the up that was asked for fades.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offworld.frame.problem import Measure
from offworld.frame.terms.bounds import ALONG, round_circle, strength, within
from offworld.frame.terms.up import MARGIN_DEG, mean_up

if TYPE_CHECKING:
    from offworld.film.framing import Framing
    from offworld.frame.sight import Sight
    from offworld.frame.subject import Subject
    from offworld.frame.wishes import References
    from offworld.geometry.rotation import FloatArray

FADES: Final = frozenset({"actor", "group", "set", "gravity", "previous", "vector"})
"""Ups that can lie along a lens."""
AxisOf = Callable[[tuple["Subject", ...]], "FloatArray | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spare:
    """An up that may stand in for another."""

    name: str
    """For people."""
    axis: AxisOf
    """(3,) unit, set frame, of the people at a moment; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpareUpWish:
    """The top of the frame along the first up that lies across the lens, where the one asked for does not."""

    asked: AxisOf
    """The one asked for."""
    spares: tuple[Spare, ...]
    """Those that stand in, in order."""
    roll_deg: float
    """Wanted angle in the frame, clockwise as seen."""
    weight: float
    """Share."""
    name: str = "up instead"
    """For people."""
    unit: str = "°"
    """Of the value, which fades as the up asked for comes to lie across the lens."""
    low: float = 0.0
    """Bounds in degrees."""
    high: float = 0.0
    """Bounds in degrees."""
    margin: float = MARGIN_DEG
    """In degrees."""

    def measure(self, sight: Sight) -> Measure:
        """Angle of the up that stands in from the top of the frame, less the wanted one."""
        count = len(sight.poses)
        asked = self.asked(sight.people)
        kept = np.zeros(count) if asked is None else strength(sight.across(asked))
        roll, free = np.zeros(count), np.ones(count, dtype=bool)
        for spare in self.spares:
            axis = spare.axis(sight.people)
            if axis is None:
                continue
            seen = sight.across(axis)
            now = free & (np.hypot(seen[:, 0], seen[:, 1]) >= ALONG)
            roll[now] = np.degrees(np.arctan2(seen[now, 0], seen[now, 1])) - self.roll_deg
            free &= ~now
        return within(round_circle(roll) * (1.0 - kept), self.low, self.high, self.margin)


def spares_of(framing: Framing, people: tuple[Subject, ...], references: References) -> tuple[Spare, ...]:
    """What may stand in for the up of a framing, in order; the one asked for is not among them."""
    who = {one.id: i for i, one in enumerate(people)}
    on = tuple(who[name] for name in framing.on)
    asked = framing.up
    found: list[Spare] = []
    own = asked.kind == "group" or (asked.kind == "actor" and framing.on == (asked.person,))
    if on and not own:
        found.append(Spare(name="those in the shot", axis=lambda these: mean_up(these, on)))
    fixed = {
        "set": references.set_up, "gravity": references.gravity_up, "shot before": references.previous_up,
    }  # fmt: skip
    kinds = {"set": "set", "gravity": "gravity", "shot before": "previous"}
    for name, vector in fixed.items():
        if vector is not None and kinds[name] != asked.kind:
            found.append(Spare(name=name, axis=lambda _, axis=vector: axis))  # type: ignore[misc]
    if on:
        first = on[0]
        found.append(Spare(name=f"the way {framing.on[0]} faces", axis=lambda these: these[first].forward))
    return tuple(found)


def standing_in(
    spares: tuple[Spare, ...], people: tuple[Subject, ...], axes: FloatArray
) -> tuple[str, FloatArray] | None:
    """The first up (3,) that lies across a lens, with its name.

    Args:
        spares: in order.
        people: at that moment.
        axes: (3, 3) right, top of the frame and back of the camera in columns, set frame.
    """
    for spare in spares:
        axis = spare.axis(people)
        if axis is not None and float(np.hypot(*(axis @ axes)[:2])) >= ALONG:
            return spare.name, axis
    return None
