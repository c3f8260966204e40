"""Lengths, masses, centres and inertias of one person's sixteen segments, scaled from the table of de Leva.

Axes at zero pose (standing, arms hanging, palms to the thighs): x forward, y left, z towards the head. A
segment's origin is its proximal joint centre (pelvis: the middle of the hips). Lengths scale with stature,
masses with mass. The table's whole lengths add up to a little more than its statures: its subjects were
measured lying.
"""

from __future__ import annotations

from dataclasses import dataclass

from offworld.body.de_leva import ANKLE_FROM_HEEL, ANKLE_HEIGHT_M, TABLES, Row, Table
from offworld.errors import NotPossible
from offworld.film.basic import Vec3
from offworld.film.person import Person

MASS_RANGE_KG = (35.0, 160.0)
"""Bodies that the table may be scaled to."""
STATURE_RANGE_M = (1.30, 2.20)
"""Statures that the table may be scaled to."""

SIDES = ("left", "right")
_ARM = ("upper_arm", "forearm", "hand")
_LEG = ("thigh", "shank", "foot")
SEGMENTS: tuple[str, ...] = (
    "pelvis", "abdomen", "chest", "head",
    *(f"left_{name}" for name in _ARM), *(f"right_{name}" for name in _ARM),
    *(f"left_{name}" for name in _LEG), *(f"right_{name}" for name in _LEG),
)  # fmt: skip
"""The sixteen segments, depth first."""
PARENTS: dict[str, str] = {
    "abdomen": "pelvis", "chest": "abdomen", "head": "chest",
    **{f"{s}_upper_arm": "chest" for s in SIDES}, **{f"{s}_forearm": f"{s}_upper_arm" for s in SIDES},
    **{f"{s}_hand": f"{s}_forearm" for s in SIDES}, **{f"{s}_thigh": "pelvis" for s in SIDES},
    **{f"{s}_shank": f"{s}_thigh" for s in SIDES}, **{f"{s}_foot": f"{s}_shank" for s in SIDES},
}  # fmt: skip
"""Parent of each segment but the pelvis."""
_ROWS = {
    "pelvis": "lower trunk", "abdomen": "middle trunk", "chest": "upper trunk", "head": "head",
    "upper_arm": "upper arm", "forearm": "forearm", "hand": "hand",
    "thigh": "thigh", "shank": "shank", "foot": "foot",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One segment of one person, in its own frame."""

    name: str
    """For example `left_hand`."""
    length: float
    """Between its end points, m (foot: heel to toe)."""
    origin: Vec3
    """In the parent's frame with all joints at zero, m; pelvis: zero."""
    mass: float
    """kg."""
    centre: Vec3
    """Centre of mass, m."""
    inertia: Vec3
    """About the centre of mass and the segment's x, y, z, which are its principal axes, kg m²."""


def kind(name: str) -> str:
    """The segment's name without its side."""
    return name.removeprefix("left_").removeprefix("right_")


def segments(person: Person, *, shoulder_half: float | None = None) -> dict[str, Segment]:
    """The sixteen segments of a person, in the order of `SEGMENTS`.

    Args:
        person: sex, stature and mass.
        shoulder_half: shoulder centre from the midline, m; None takes the table's, scaled with stature.

    Raises:
        NotPossible: the person is outside what the table can be scaled to.
    """
    check_person(person)
    table = TABLES[person.sex]
    scale = person.stature_m / table.stature_m
    half = table.shoulder_half_m * scale if shoulder_half is None else shoulder_half
    total = sum(_count(name) * row.mass for name, row in table.rows.items())
    origins = _origins(table, scale, half)
    result = {}
    for name in SEGMENTS:
        row = table.rows[_ROWS[kind(name)]]
        length = row.length_mm * 1e-3 * scale
        mass = person.mass_kg * row.mass / total
        result[name] = Segment(
            name=name,
            length=length,
            origin=origins[name],
            mass=mass,
            centre=_centre(kind(name), row, length, scale),
            inertia=_inertia(kind(name), row, length, mass),
        )
    return result


def check_person(person: Person) -> None:
    """Refuses a person whom the table cannot describe.

    Raises:
        NotPossible: mass or stature is out of range.
    """
    low, high = MASS_RANGE_KG
    if not low <= person.mass_kg <= high:
        raise NotPossible(
            f"{person.id} of {person.mass_kg:g} kg: people of {low:g} to {high:g} kg can be built"
        )
    low, high = STATURE_RANGE_M
    if not low <= person.stature_m <= high:
        raise NotPossible(
            f"{person.id} of {person.stature_m:g} m: people of {low:g} to {high:g} m can be built"
        )


def _count(row: str) -> int:
    """How many segments of a body a row of the table stands for."""
    return 1 if row == "head" or row.endswith("trunk") else 2


def _origins(table: Table, scale: float, shoulder_half: float) -> dict[str, Vec3]:
    """Each segment's origin in its parent's frame, m."""
    metres = {name: row.length_mm * 1e-3 * scale for name, row in table.rows.items()}
    shoulder = table.shoulder_height_mm * 1e-3 * scale - metres["lower trunk"] - metres["middle trunk"]
    hip = table.hip_half_m * scale
    origins: dict[str, Vec3] = {
        "pelvis": (0.0, 0.0, 0.0),
        "abdomen": (0.0, 0.0, metres["lower trunk"]),
        "chest": (0.0, 0.0, metres["middle trunk"]),
        "head": (0.0, 0.0, metres["upper trunk"]),
    }
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        origins |= {
            f"{side}_upper_arm": (0.0, sign * shoulder_half, shoulder),
            f"{side}_forearm": (0.0, 0.0, -metres["upper arm"]),
            f"{side}_hand": (0.0, 0.0, -metres["forearm"]),
            f"{side}_thigh": (0.0, sign * hip, 0.0),
            f"{side}_shank": (0.0, 0.0, -metres["thigh"]),
            f"{side}_foot": (0.0, 0.0, -metres["shank"]),
        }
    return origins


def _centre(name: str, row: Row, length: float, scale: float) -> Vec3:
    """Centre of mass in the segment's frame, m.

    The trunk and the head are measured from above and have their origins below; the foot's centre is taken
    half way between the ankle joint and the sole.
    """
    along = row.centre * 1e-2 * length
    if name == "foot":
        return (along - ANKLE_FROM_HEEL * length, 0.0, -0.5 * ANKLE_HEIGHT_M * scale)
    if name in {"pelvis", "abdomen", "chest", "head"}:
        return (0.0, 0.0, length - along)
    return (0.0, 0.0, -along)


def _inertia(name: str, row: Row, length: float, mass: float) -> Vec3:
    """Principal moments about x, y, z, kg m²: m (k L)².

    The foot's long axis points forward. The hand of the table shows its palm forward, ours shows it to the
    thigh, so its sagittal axis (square to the palm) is our y.
    """
    sagittal, transverse, longitudinal = (
        mass * (radius * 1e-2 * length) ** 2 for radius in (row.sagittal, row.transverse, row.longitudinal)
    )
    if name == "foot":
        return (longitudinal, transverse, sagittal)
    if name == "hand":
        return (transverse, sagittal, longitudinal)
    return (sagittal, transverse, longitudinal)
