"""A camera on the plan: where its lens is, what it takes in, which way the top of its frame points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.cue_card import CameraWay
from offworld.film.shot import View
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.report.markup import tag, text
from offworld.report.projection import Projection, hull

_DEPTH: Final = 1.15
"""How far into the room what a lens takes in is drawn, metres."""
_TOP: Final = 0.22
"""Length of the arrow to the top of the frame, metres."""
_WANDERED: Final = 0.1
"""A camera that goes farther than this, metres, has its way drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraMarks:
    """One camera as SVG."""

    area: str
    """What it takes in, to lie under the bodies."""
    lens: str
    """Its letter and top, to lie above them."""
    label: str
    """Its lens and whose up it follows, to be written beside it."""
    at: tuple[float, float]
    """Where its letter is on the sheet."""


def camera_marks(take: Take, camera: CameraWay, view: Projection) -> CameraMarks:
    """A camera on one view of the plan, as it is when it first has the picture; its way if it wanders."""
    turns = [tick for tick, name in take.cuts if name == camera.camera]
    moment = turns[0] if turns else 0
    lens = camera.views[int(np.argmin(np.abs(np.asarray(camera.ticks) - moment)))]
    corners = np.vstack([np.asarray(lens.position), _corners(lens, camera.aspect)])
    outline = hull(view.flat(corners))
    kind = "frustum" if turns else "frustum unused"
    area = tag("polygon", points=_points(outline), class_=kind)
    way = view.flat(np.array([each.position for each in camera.views], dtype=np.float64))
    if float(np.linalg.norm(np.ptp(way, axis=0))) > _WANDERED:
        area += tag("polyline", points=_points(way), class_="dolly")
    place = np.asarray(lens.position, dtype=np.float64)
    (x, y), (tx, ty) = view.flat(place), view.flat(place + _TOP * lens.top())
    letter = tag(
        "g",
        tag("line", x1=_m(x), y1=_m(y), x2=_m(tx), y2=_m(ty)),
        tag("circle", cx=_m(x), cy=_m(y), r=".1"),
        tag("text", text(camera.camera), x=_m(x), y=_m(y + 0.052), class_="letter"),
        class_="camera",
    )
    return CameraMarks(area=area, lens=letter, label=_label(take, camera, lens), at=(float(x), float(y)))


def _label(take: Take, camera: CameraWay, lens: View) -> str:
    """Focal length, and whose up the top of the frame follows."""
    ups = [each.up for each in take.rehearsal.scene.set_ups if each.id == camera.camera]
    return f"{lens.lens_mm:g} mm ↑ {ups[0]}" if ups else f"{lens.lens_mm:g} mm"


def _corners(lens: View, aspect: float) -> FloatArray:
    """The four corners (4, 3) of the picture at the drawn depth, set frame."""
    tall = _DEPTH * lens.tall()
    wide = tall * aspect
    local = np.array([[sx * wide, sy * tall, -_DEPTH] for sx in (-1, 1) for sy in (-1, 1)])
    return np.asarray(np.asarray(lens.position) + rotation.rotate(lens.attitude, local))


def _points(flat: FloatArray) -> str:
    return " ".join(f"{x:.3f},{y:.3f}" for x, y in flat)


def _m(value: float) -> str:
    return f"{value:.3f}"
