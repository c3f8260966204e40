"""The thirty-five hinges of a person: axes, ranges, strength, and how strength falls with speed.

Ranges and strengths: handbook physics, section 3 (CDC/Soucie 2011 for ages 20-44, Kurz, Šarabon 2021,
Lategan and Krüger 2003, the rest recalled [R]). A hinge has one strength for both ways, that of its weaker
direction: moves in weightlessness need about a tenth of it, and so one number errs on the honest side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offworld.body.anthropometry import SEGMENTS, kind
from offworld.film.basic import Vec3
from offworld.film.person import Person, Sex

HILL_STOP = 13.5
"""rad/s at which shortening muscles give nothing; recalled, 12-15 [R]."""
HILL_CURVE = 0.70
"""Curvature of Hill's hyperbola, chosen so that half the strength is left at 5 rad/s; recalled [R]."""
WOMEN_UPPER = 0.60
"""Strength of women against men, upper body; recalled, 0.55-0.65 [R]."""
WOMEN_LOWER = 0.70
"""Strength of women against men, lower body; recalled, 0.65-0.75 [R]."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """One hinge as it is on the left side or the midline."""

    name: str
    """Without its side."""
    axis: Vec3
    """Unit, node frame, left side; the right side mirrors it."""
    mirrored: bool
    """True if the right side's axis is the opposite."""
    men: tuple[float, float]
    """Range of men, degrees."""
    women: tuple[float, float]
    """Range of women, degrees."""
    torque: float
    """Isometric strength of the weaker direction of a man, N m, or N m per kg of body mass if `per_kg`."""
    per_kg: bool = False
    """True if the strength is per kilogram."""


X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
MINUS_X, MINUS_Y, MINUS_Z = (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)


def _hinge(
    name: str,
    axis: Vec3,
    men: tuple[float, float],
    torque: float,
    *,
    women: tuple[float, float] | None = None,
    mirrored: bool = False,
    per_kg: bool = False,
) -> Hinge:
    return Hinge(
        name=name, axis=axis, mirrored=mirrored, men=men, women=women or men, torque=torque, per_kg=per_kg
    )


HINGES: dict[str, tuple[Hinge, ...]] = {
    "pelvis": (),
    # Lumbar flexion 75, extension 30, side 35, rotation of the whole trunk 35-45: shared between two
    # levels, the lumbar one bending more and the thoracic one turning more (shares recalled [R]).
    "abdomen": (
        _hinge("lumbar_flexion", Y, (-20, 50), 205.0),
        _hinge("lumbar_side", X, (-20, 20), 155.0),
        _hinge("lumbar_twist", Z, (-10, 10), 95.0),
    ),
    "chest": (
        _hinge("thorax_flexion", Y, (-10, 25), 205.0),
        _hinge("thorax_side", X, (-15, 15), 155.0),
        _hinge("thorax_twist", Z, (-30, 30), 95.0),
    ),
    "head": (
        _hinge("neck_flexion", Y, (-55, 80), 25.0),
        _hinge("neck_side", X, (-35, 35), 25.0),  # strength as in flexion: recalled [R]
        _hinge("neck_twist", Z, (-70, 70), 15.0),
    ),
    # Abduction follows flexion: with the arm forward it swings it sideways, where horizontal adduction 130
    # and abduction 45 from the arm straight out to the side leave -40 to 135. Overhead is reached by flexion.
    "upper_arm": (
        _hinge("shoulder_flexion", MINUS_Y, (-60, 169), 80.0, women=(-60, 172)),
        _hinge("shoulder_abduction", X, (-40, 135), 67.0, mirrored=True),
        _hinge("shoulder_rotation", MINUS_Z, (-90, 70), 35.0, mirrored=True),
    ),
    "forearm": (
        _hinge("elbow_flexion", MINUS_Y, (0, 145), 0.67, women=(0, 150), per_kg=True),
        _hinge("forearm_twist", MINUS_Z, (-85, 77), 9.0, women=(-91, 82), mirrored=True),
    ),
    "hand": (
        _hinge("wrist_flexion", MINUS_X, (-70, 80), 9.0, mirrored=True),
        _hinge("wrist_deviation", MINUS_Y, (-40, 20), 9.0),  # radial positive; strength as in flexion [R]
    ),
    "thigh": (
        _hinge("hip_flexion", MINUS_Y, (-17, 130), 135.0, women=(-18, 134)),
        _hinge("hip_abduction", X, (-25, 47), 100.0, mirrored=True),
        _hinge("hip_rotation", MINUS_Z, (-45, 40), 60.0, mirrored=True),  # strength recalled [R]
    ),
    "shank": (_hinge("knee_flexion", Y, (0, 138), 1.385, women=(0, 142), per_kg=True),),
    "foot": (
        _hinge("ankle_flexion", MINUS_Y, (-55, 13), 40.0, women=(-62, 14)),
        _hinge("ankle_inversion", MINUS_X, (-15, 30), 20.0, mirrored=True),  # range and strength recalled [R]
    ),
}
"""Hinges of each kind of segment to its parent, the first next to the parent."""
_LOWER = {"thigh", "shank", "foot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyJoint:
    """One hinge of one person."""

    name: str
    """With its side, for example `left_elbow_flexion`."""
    segment: str
    """Segment that it moves."""
    hinge: Hinge
    """What it is on the left side."""
    axis: Vec3
    """Unit, node frame."""
    low: float
    """Lower end of its range, rad."""
    high: float
    """Upper end, rad."""
    torque: float
    """Isometric limit, both ways, N m."""


def joint_names() -> tuple[str, ...]:
    """The thirty-five names in the order of the body's velocities."""
    return tuple(_name(segment, hinge) for segment in SEGMENTS for hinge in HINGES[kind(segment)])


def body_joints(person: Person) -> tuple[BodyJoint, ...]:
    """The thirty-five hinges of a person, in order."""
    return tuple(_joint(person, segment, hinge) for segment in SEGMENTS for hinge in HINGES[kind(segment)])


def hill(speed: npt.ArrayLike) -> FloatArray:
    """Share of the isometric strength that shortening muscles give at a joint speed (...), rad/s; 0 to 1.

    A. V. Hill's hyperbola of 1938, (1 - x) / (1 + c x) with x the share of the speed at which nothing is
    left.
    """
    x = np.clip(np.abs(np.asarray(speed, dtype=np.float64)) / HILL_STOP, 0.0, 1.0)
    return np.asarray((1.0 - x) / (1.0 + HILL_CURVE * x))


def torque_limit(isometric: npt.ArrayLike, speed: npt.ArrayLike, sign: npt.ArrayLike) -> FloatArray:
    """Largest torque that the muscles can give in one direction.

    Strength falls with speed only where the joint moves the way it is driven (muscles shorten);
    lengthening muscles keep their isometric strength, though real ones hold up to a third more (recalled
    [R]).

    Args:
        isometric: strength at rest, N m, shape (...).
        speed: joint speed, rad/s, broadcast.
        sign: +1 or -1, the direction of the torque asked for, broadcast.

    Returns:
        Its largest magnitude, N m.
    """
    velocity, direction = np.asarray(speed, dtype=np.float64), np.asarray(sign, dtype=np.float64)
    factor = np.where(velocity * direction > 0.0, hill(velocity), 1.0)
    return np.asarray(np.asarray(isometric, dtype=np.float64) * factor)


def _name(segment: str, hinge: Hinge) -> str:
    side = segment.removesuffix(kind(segment))
    return f"{side}{hinge.name}"


def _joint(person: Person, segment: str, hinge: Hinge) -> BodyJoint:
    flip = -1.0 if hinge.mirrored and segment.startswith("right_") else 1.0
    low, high = hinge.women if person.sex == "female" else hinge.men
    x, y, z = hinge.axis
    return BodyJoint(
        name=_name(segment, hinge),
        segment=segment,
        hinge=hinge,
        axis=(flip * x, flip * y, flip * z),
        low=float(np.radians(low)),
        high=float(np.radians(high)),
        torque=hinge.torque
        * (person.mass_kg if hinge.per_kg else 1.0)
        * _sex_factor(person.sex, kind(segment))
        * person.strength,
    )


def _sex_factor(sex: Sex, segment: str) -> float:
    if sex == "male":
        return 1.0
    return WOMEN_LOWER if segment in _LOWER else WOMEN_UPPER
