"""The people of a take before a lens, as one side of a cut: who is there, and whose face something hides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from offworld.film.shot import View
from offworld.frame.continuity.side import WIDE, Body, Side
from offworld.frame.subject import Subject
from offworld.geometry.rotation import FloatArray


def side_of(
    camera: str,
    view: View,
    people: Sequence[Subject],
    *,
    on: tuple[str, ...] = (),
    up: str = "",
    set_up: FloatArray | None = None,
    aspect: float = WIDE,
) -> Side:
    """A lens and who is before it; faces behind somebody's body are hidden. See `Side` for the arguments."""
    place = np.asarray(view.position)
    # Whoever holds the camera or is it, the lens being in their head, hides nothing and is not seen.
    near = {one.id for one in people if _within(place, one)}
    others = [one for one in people if one.id not in near]
    hidden = {one.id for one in others if _is_hidden(place, one, others)}
    return Side(
        camera=camera, view=view, people=tuple(Body.of(one) for one in people), aspect=aspect, set_up=set_up, on=on,
        up=up, hidden=frozenset(hidden | near),
    )  # fmt: skip


def _within(place: FloatArray, one: Subject) -> bool:
    return bool((np.linalg.norm(one.centres - place, axis=1) < one.radii).any())


def _is_hidden(place: FloatArray, one: Subject, people: Sequence[Subject]) -> bool:
    """Whether a ball of any body but the own head lies between the lens and the middle of somebody's eyes."""
    for other in people:
        count = other.own_head == 0.0 if other is one else np.ones(len(other.radii), dtype=bool)
        if _passes(place, one.eyes, other.centres[count], other.radii[count]):
            return True
    return False


def _passes(start: FloatArray, end: FloatArray, centres: FloatArray, radii: FloatArray) -> bool:
    """Whether the way between two places goes through one of some balls."""
    way = end - start
    share = np.clip((centres - start) @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
    away = np.linalg.norm(start + share[:, None] * way - centres, axis=1)
    return bool((away < radii).any())
