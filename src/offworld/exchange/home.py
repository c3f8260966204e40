"""What changed of cameras while they were away, and how it is written in a scene file. Knows no format."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from offworld.exchange.camera import CameraAtHome
from offworld.exchange.names import prim_names
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

SAME_LENS: Final = 1e-4
"""Share of a focal length below which it is the same: single precision, and room for a change of units."""
SAME_FOCUS_M: Final = 1e-3
"""Nearer than this a focus is where it was."""
SAME_GATE: Final = 5e-3
"""Share of a gate's width below which it is the film's."""
PLACE_DIGITS: Final = 6
"""A place is written to the micrometre."""
TURN_DIGITS: Final = 6
"""An attitude is written to so many digits behind the point: two microradians."""
_ID: Final = re.compile(r"[A-Z][A-Za-z0-9_-]{0,15}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One camera that came home."""

    id: str
    """Of the set-up."""
    what: tuple[str, ...] = ()
    """Of `place`, `lens`, `focus` and `new` what changed; empty: nothing."""
    left: str = ""
    """Why it was left as it was in the scene; empty if it was not."""
    position: tuple[float, ...] = ()
    """m, set frame, rounded as it is written."""
    attitude: tuple[float, ...] = ()
    """Camera axes to set frame, w first and not negative, rounded as it is written."""
    lens_mm: float = 0.0
    """Focal length."""
    focus_m: float = 0.0
    """Distance in focus; 0: not known."""
    moved_m: float = 0.0
    """How far it was moved from where it was at the same frame."""
    turned_deg: float = 0.0
    """How far it was turned."""
    before_mm: float = 0.0
    """Focal length before; 0 if it is new."""

    def only_lens(self) -> bool:
        """Whether nothing but the lens is another."""
        return self.what == ("lens",)

    def lens(self) -> str:
        """The lens as it is written."""
        return f"{_short(self.lens_mm, 3)} mm"

    def text(self) -> str:
        """For people."""
        if self.left:
            return f"left as it is: {self.left}"
        if not self.what:
            return "unchanged"
        told = []
        if "new" in self.what:
            told.append(f"new, {self.lens()}")
        elif "place" in self.what:
            told.append(f"moved {100.0 * self.moved_m:.1f} cm, turned {self.turned_deg:.1f}°")
        if "lens" in self.what:
            told.append(f"{_short(self.before_mm, 3)} mm → {self.lens()}")
        if "focus" in self.what:
            told.append(f"in focus at {self.focus_m:.2f} m")
        return ", ".join(told)

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return {
            "camera": self.id, "changed": list(self.what), "left": self.left, "at": list(self.position),
            "attitude": list(self.attitude), "lens_mm": self.lens_mm, "focus_m": self.focus_m,
            "moved_m": self.moved_m, "turned_deg": self.turned_deg,
        }  # fmt: skip


def changes(
    before: Sequence[CameraAtHome],
    after: Sequence[CameraAtHome],
    ids: Sequence[str],
    held: Mapping[str, str],
    frame: int | None = None,
) -> tuple[Change, ...]:
    """What became of each camera of a file.

    Args:
        before: as they were exported.
        after: as they come home.
        ids: set-ups of the scene.
        held: who holds which of them.
        frame: frame at which one that moves is taken.
    """
    known = {name: text for text, name in prim_names(ids).items()}
    old = {known[camera.name]: camera for camera in before if camera.name in known}
    return tuple(_change(camera, known.get(camera.name, camera.name), old, held, frame) for camera in after)


def _change(
    camera: CameraAtHome,
    name: str,
    old: Mapping[str, CameraAtHome],
    held: Mapping[str, str],
    frame: int | None,
) -> Change:
    row = camera.row(frame)
    made = Change(
        id=name, position=_rounded(camera.places[row], PLACE_DIGITS), attitude=_turn(camera.attitudes[row]),
        lens_mm=round(camera.lens_mm, 3), focus_m=round(camera.focus_m, 3),
    )  # fmt: skip
    moving = "it moves, and a set-up that is placed stands still — say at which frame it is taken: --frame N"
    there = old.get(name)
    if there is None:
        if not _ID.fullmatch(name):
            return replace(made, left="a camera is named by a capital letter first, then letters and digits")
        return replace(made, what=("new",), left=moving if camera.moves() and frame is None else "")
    if abs(camera.gate_mm / there.gate_mm - 1.0) > SAME_GATE:
        gates = f"{camera.gate_mm:.2f} mm and not the film's {there.gate_mm:.2f} mm"
        return replace(made, left=f"its gate is {gates} wide — change 'sensor:' in film.yaml, or put it back")
    what: list[str] = []
    if not camera.goes_with(there):
        what.append("place")
    if abs(camera.lens_mm / there.lens_mm - 1.0) > SAME_LENS:
        what.append("lens")
    if camera.focus_m > 0.0 and abs(camera.focus_m - there.focus_m) > SAME_FOCUS_M and not there.focus_moves:
        what.append("focus")
    left = ""
    if "place" in what and name in held:
        left = f"{held[name]} holds it, and it goes where they go — move them by a beat, or make a new camera"
    elif "place" in what and camera.moves() and frame is None:
        left = moving
    same = there.row(camera.first + row)
    return replace(
        made, what=tuple(what), left=left, before_mm=round(there.lens_mm, 3),
        moved_m=float(np.linalg.norm(camera.places[row] - there.places[same])),
        turned_deg=float(np.degrees(rotation.angle_between(camera.attitudes[row], there.attitudes[same]))),
    )  # fmt: skip


def fields_of(change: Change, fields: Mapping[str, str], shot: str) -> dict[str, str]:
    """The fields of a camera as it is written after a change.

    Args:
        change: what came home.
        fields: those that it had, as written.
        shot: the shot in words that it answers; empty: it is placed by hand.
    """
    place = {
        "lens": change.lens(),
        "at": _list(change.position, PLACE_DIGITS),
        "attitude": _list(change.attitude, TURN_DIGITS),
    }
    if shot:
        stop = {"stop": fields["stop"]} if "stop" in fields else {}
        focus = f"{_short(change.focus_m, 3)} m"
        return {"shot": json.dumps(shot, ensure_ascii=False), **place, "focus": focus, **stop, "keep": "true"}
    goal = fields.get("follows") or fields.get("looks at")
    if "focus" in change.what or (goal is None and change.focus_m > 0.0):
        ahead = rotation.rotate(np.array(change.attitude), [0.0, 0.0, -change.focus_m])
        goal = _list(_rounded(np.array(change.position) + ahead, PLACE_DIGITS), PLACE_DIGITS)
    return {**place, **({"looks at": goal} if goal else {}), "keep": "true"}


def _rounded(values: FloatArray, digits: int) -> tuple[float, ...]:
    # A zero has no sign.
    return tuple(round(float(value), digits) + 0.0 for value in values)


def _turn(attitude: FloatArray) -> tuple[float, ...]:
    return _rounded(attitude if attitude[0] >= 0.0 else -attitude, TURN_DIGITS)


def _list(values: Sequence[float], digits: int) -> str:
    return f"[{', '.join(_short(value, digits) for value in values)}]"


def _short(value: float, digits: int) -> str:
    """A number without needless zeros."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
