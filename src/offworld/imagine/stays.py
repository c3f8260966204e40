"""Where one stays with another: face to face, back to back, side by side or near, upright, across or inverted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from offworld.film.blocking import Intent
from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.geometry.rotation import FloatArray
from offworld.imagine.nominal import FACE_M
from offworld.imagine.stage import Stage

_SIDE_BY_SIDE = "side by side"


def beside(stage: Stage, who: str, partner: str, intent: Intent, where: Pose | None = None) -> Pose:
    """Pelvis of one who stays with a partner, whose pelvis is where it is now or at `where`."""
    where = where or stage.pose[partner]
    head = where.compose(stage.figures[partner].head)
    forward = rotation.rotate(head.attitude, [1.0, 0.0, 0.0])
    left = rotation.rotate(head.attitude, [0.0, 1.0, 0.0])
    up = rotation.rotate(head.attitude, [0.0, 0.0, 1.0])
    face, apart = stage.site(partner, "face", where), intent.distance_m or FACE_M
    if intent.relation == _SIDE_BY_SIDE:
        place, facing = face + apart * left, forward
    elif intent.relation == "back to back":
        place, facing = face - apart * forward, -forward
    elif intent.relation == "near":
        way = stage.site(who, "face") - face
        place, facing = face + apart * way / max(float(np.linalg.norm(way)), 1e-6), None
    else:
        place, facing = face + apart * forward, -forward
    return _with_face(stage, who, place, facing, up, intent)


def opposite(stage: Stage, first: str, second: str, intent: Intent) -> tuple[Pose, Pose]:
    """Pelvises of two who stay together, each of whom comes half of the way.

    Face to face or back to back they turn along the line between their faces; the one who lies across or inverted
    is `intent.who_lies`, or the second.
    """
    if intent.who_lies == first:
        there, here = opposite(stage, second, first, replace(intent, who_lies=None))
        return here, there
    a, b = stage.site(first, "face"), stage.site(second, "face")
    way = b - a
    if float(np.linalg.norm(way)) < 1e-6:
        # Faces in one place have no line between them: the first goes on looking where they look.
        eyes = stage.pose[first].compose(stage.figures[first].head)
        way = rotation.rotate(eyes.attitude, [1.0, 0.0, 0.0])
    line = way / np.linalg.norm(way)
    middle, apart = 0.5 * (a + b), intent.distance_m or FACE_M
    if intent.relation in {_SIDE_BY_SIDE, "near"}:
        one = _with_face(stage, first, middle - 0.5 * apart * line, None, None, intent)
        return one, beside(stage, second, first, intent, one)
    look = line if intent.relation != "back to back" else -line
    one = _with_face(stage, first, middle - 0.5 * apart * line, look, None, intent)
    head = rotation.rotate(one.compose(stage.figures[first].head).attitude, [0.0, 0.0, 1.0])
    return one, _with_face(stage, second, middle + 0.5 * apart * line, -look, head, intent)


def _up(stage: Stage, who: str) -> FloatArray:
    head = stage.pose[who].compose(stage.figures[who].head)
    return rotation.rotate(head.attitude, [0.0, 0.0, 1.0])


def _with_face(
    stage: Stage,
    who: str,
    place: FloatArray,
    facing: FloatArray | None,
    up: FloatArray | None,
    intent: Intent,
) -> Pose:
    """Pelvis of one whose face is at a place, (3,), and looks along `facing`; None: as it does now.

    `up` is where the other's head is up, for how one lies to it; None: the own head stays as it is.
    """
    figure = stage.figures[who]
    head = stage.pose[who].compose(figure.head)
    attitude = np.asarray(head.attitude)
    if facing is not None:
        own = _up(stage, who)
        attitude = _axes(facing, own if up is None else _lying(facing, up, own, intent.lie))
    pelvis = rotation.multiply(attitude, rotation.conjugate(figure.head.attitude))
    turned = Pose.of((0.0, 0.0, 0.0), pelvis)
    return Pose.of(place - turned.apply(figure.sites.get("face", figure.head.position)), pelvis)


def _lying(facing: FloatArray, up: FloatArray, own: FloatArray, lie: str) -> FloatArray:
    """Head-up of one who looks along `facing` and lies so to another's head-up; of two ways the nearer to the own."""
    if lie == "upright":
        return up
    if lie == "inverted":
        return -up
    if lie == "across":
        side = rotation.cross(facing, up)
        return side if float(side @ own) >= 0.0 else -side
    return own


def _axes(forward: FloatArray, up: FloatArray) -> FloatArray:
    """Attitude with x along `forward` and z as near to `up` as may be."""
    top = up - float(up @ forward) * forward
    if float(np.linalg.norm(top)) < 1e-6:
        top = np.eye(3)[int(np.argmin(np.abs(forward)))]
        top = top - float(top @ forward) * forward
    top = top / np.linalg.norm(top)
    return rotation.from_matrix(np.stack([forward, rotation.cross(top, forward), top], axis=-1))
