"""The set-up of a shot that is kept, as it stands in the scene file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from offworld.film.basic import Quat
from offworld.film.camera import USUAL_STOP
from offworld.film.framing import Kept
from offworld.script.limits import LENS
from offworld.script.names import FARTHEST
from offworld.script.people import metres, millimetres
from offworld.text import Fields, Items, Node

PLACED: Final = ("lens", "at", "attitude", "focus")
"""Fields that a kept set-up needs."""
STOPS: Final = (0.7, 32.0)
"""Apertures of cinema lenses, with room on both sides; a choice."""
FOCUS_M: Final = (0.05, 1000.0)
"""Metres in which a lens may be in focus; a choice."""
_UNIT: Final = 0.01
"""An attitude whose length differs from 1 by more than this is a slip, not a rounding."""


def read_kept(fields: Fields, lenses: Sequence[float]) -> Kept | None:
    """The kept set-up of a shot; None if there is none or it is wrong, which is then noted.

    Args:
        fields: the mapping of the shot.
        lenses: the film's package, mm; empty: any lens will do.
    """
    before = len(fields.sheet.problems)
    lens = fields.measure("lens", millimetres, *LENS, "mm")
    position = fields.vector("at", FARTHEST)
    attitude = read_attitude(fields)
    focus = fields.measure("focus", metres, *FOCUS_M, "m")
    stop = fields.number("stop", *STOPS)
    score = fields.number("score", -1.0, 1.0)
    keep = fields.flag("keep")
    if lens is not None and lenses and lens not in lenses:
        package = ", ".join(f"{length:g} mm" for length in lenses)
        where = fields.get("lens") or fields.node
        fields.sheet.wrong(
            where, f"{lens:g} mm is not in the lens package", f"lenses: {package}", kind="no-lens"
        )
    if len(fields.sheet.problems) > before:
        return None
    missing = [name for name in PLACED if fields.get(name) is None]
    if len(missing) == len(PLACED) and not keep:
        return None
    if missing or not keep:
        what = f"{fields.what} is placed only in part" if missing else f"{fields.what} is placed but not kept"
        remedy = (
            f"add {', '.join(missing)}"
            if missing
            else "add 'keep: true', or take its place out to have it found"
        )
        fields.sheet.wrong(fields.node, what, remedy, kind="kept")
        return None
    if lens is None or position is None or attitude is None or focus is None:
        return None
    return Kept(
        position=position,
        attitude=attitude,
        lens_mm=lens,
        focus_m=focus,
        stop=stop or USUAL_STOP,
        score=score,
    )


def read_attitude(fields: Fields) -> Quat | None:
    """The field `attitude`: a unit quaternion, w first; None if there is none or it is wrong, which is then noted."""
    node = fields.get("attitude")
    if node is None:
        return None
    numbers = _four(fields, node)
    if numbers is None:
        return None
    length = math.sqrt(sum(number * number for number in numbers))
    if abs(length - 1.0) > _UNIT:
        what = f"the attitude of {fields.what} has the length {length:.3f}, not 1"
        fields.sheet.wrong(
            node, what, "write it as `offworld frame --keep` does: [w, x, y, z]", kind="attitude"
        )
        return None
    w, x, y, z = (number / length for number in numbers)
    return w, x, y, z


def _four(fields: Fields, node: Node) -> list[float] | None:
    if not isinstance(node, Items) or len(node.nodes) != 4:
        what = f"'attitude' of {fields.what} must be four numbers"
        fields.sheet.wrong(node, what, "write [w, x, y, z]", kind="wrong-type")
        return None
    numbers = [fields.as_number(item) for item in node.nodes]
    return None if None in numbers else [number for number in numbers if number is not None]
