"""The neutral body posture: how a person floats when nothing is asked, as soft springs with personal scatter.

Means and spreads of the composite: MSIS figure 3.3.4.3-1 as recalled [R] (handbook physics, section 2).
The study on STS-57 (NASA TM-2003-104805) found none of six people in it but three families: almost
standing, slightly pitched forward with far bent knees, elongated with a straight neck; their angles here
are our reading of those words [R].
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from offworld.body.joints import body_joints, joint_names
from offworld.film.person import Person

FloatArray = npt.NDArray[np.float64]

COMPOSITE: dict[str, float] = {
    "neck_flexion": 24, "shoulder_flexion": 36, "shoulder_abduction": 39, "elbow_flexion": 58,
    "wrist_flexion": -5, "hip_flexion": 52, "hip_abduction": 14, "knee_flexion": 47, "ankle_flexion": -21,
}  # fmt: skip
"""Mean angles of the composite, degrees from standing; what is not named is zero."""
FAMILIES: dict[int, dict[str, float]] = {
    1: COMPOSITE | {"hip_flexion": 22, "knee_flexion": 26, "hip_abduction": 10, "neck_flexion": 16},
    2: COMPOSITE | {"lumbar_flexion": 12, "thorax_flexion": 6, "hip_flexion": 50, "knee_flexion": 85},
    3: COMPOSITE | {"neck_flexion": 2, "hip_flexion": 28, "knee_flexion": 32, "shoulder_abduction": 28},
}
"""Mean angles of the three families, degrees."""
SPREAD: dict[str, float] = {
    "neck_flexion": 5, "shoulder_flexion": 19, "shoulder_abduction": 10, "shoulder_rotation": 8,
    "elbow_flexion": 24, "forearm_twist": 8, "wrist_flexion": 5, "hip_flexion": 7, "hip_abduction": 4,
    "hip_rotation": 4, "knee_flexion": 8, "ankle_flexion": 6, "lumbar_flexion": 4, "thorax_flexion": 3,
}  # fmt: skip
"""One standard deviation, degrees."""
SAME_SIDES = 0.85
"""Share of a person's scatter that both sides have in common; an engineering choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Softness:
    """Passive spring and damper of one hinge; engineering choices, no source."""

    stiffness: float
    """N m/rad: 3 to 6 for large joints, 0.5 to 2 for small ones."""
    damping: float
    """N m s/rad: a damping ratio of 0.2 to 0.6 for the limb beyond the joint; less than the 0.7 to 1 of the
    handbook, for the reason beside `SOFTNESS`."""


def _soft(stiffness: float, damping: float) -> Softness:
    return Softness(stiffness=stiffness, damping=damping)


SOFTNESS: dict[str, Softness] = {
    "lumbar_flexion": _soft(5, 1.8), "lumbar_side": _soft(5, 1.8), "lumbar_twist": _soft(4, 1.0),
    "thorax_flexion": _soft(5, 1.6), "thorax_side": _soft(5, 1.6), "thorax_twist": _soft(4, 0.9),
    "neck_flexion": _soft(1.5, 0.5), "neck_side": _soft(1.5, 0.5), "neck_twist": _soft(1, 0.3),
    "shoulder_flexion": _soft(3, 0.8), "shoulder_abduction": _soft(3, 0.8), "shoulder_rotation": _soft(1.5, 0.35),
    "elbow_flexion": _soft(1.5, 0.4), "forearm_twist": _soft(0.8, 0.18),
    "wrist_flexion": _soft(0.8, 0.18), "wrist_deviation": _soft(0.8, 0.18),
    "hip_flexion": _soft(3, 1.2), "hip_abduction": _soft(3, 1.2), "hip_rotation": _soft(1.5, 0.4),
    "knee_flexion": _soft(3, 0.8), "ankle_flexion": _soft(1.5, 0.3), "ankle_inversion": _soft(1.5, 0.25),
}  # fmt: skip
"""Of each hinge. Damping costs momentum: the pelvis is light between two hips and the spine, so strong dampers make a
mode that RK4 at 4 ms follows badly. One who waves all limbs by 45° at 1 Hz for 10 s keeps the centre of mass within
0.002 mm and the momentum within 4e-5 N s with these; with five times the damping it was 0.1 mm and 2e-3 N s."""


def personal_generator(seed: int, person: str, quantity: str = "posture") -> np.random.Generator:
    """A generator that depends on film, person and quantity alone: draws elsewhere change nothing here."""
    digest = hashlib.sha256(f"{seed}/{person}/{quantity}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


def neutral_posture(person: Person, rng: np.random.Generator) -> FloatArray:
    """Angles (35,) at which a person's joints rest, rad, in the order of `joint_names`.

    Args:
        person: `posture` names the family, 1, 2 or 3.
        rng: personal scatter, evenly within one standard deviation.
    """
    mean = FAMILIES[person.posture]
    common = dict(zip(SPREAD, rng.uniform(-1.0, 1.0, len(SPREAD)), strict=True))
    angles = []
    for joint in body_joints(person):
        name = joint.hinge.name
        share = SAME_SIDES * common.get(name, 0.0) + (1.0 - SAME_SIDES) * float(rng.uniform(-1.0, 1.0))
        angle = np.radians(mean.get(name, 0.0) + share * SPREAD.get(name, 0.0))
        angles.append(float(np.clip(angle, joint.low, joint.high)))
    return np.array(angles)


def composite_posture() -> FloatArray:
    """Angles (35,) of the composite itself, rad, for comparison with the literature."""
    return np.radians([COMPOSITE.get(_plain(name), 0.0) for name in joint_names()])


def softness(name: str) -> Softness:
    """Spring and damper of a hinge, by its name with or without its side."""
    return SOFTNESS[_plain(name)]


def _plain(name: str) -> str:
    return name.removeprefix("left_").removeprefix("right_")
