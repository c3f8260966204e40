"""Segment parameters of P. de Leva, J Biomech 29 (1996) 1223-1230, table 4, as data.

Lengths are of the reference people (male 73.0 kg, 1.741 m; female 61.9 kg, 1.735 m). One consistent trunk
and head pair is used throughout: head VERT-CERV, upper trunk CERV-XYPH, middle trunk XYPH-OMPH, lower
trunk OMPH-MIDH; the shank ends in the ankle joint (KJC-AJC). Masses, centres and radii as in BMClab/BMC
`BSPmale_ZdeLeva.txt` and `BSPfemale_ZdeLeva.txt`, lengths as in R. Gurchiek's `deleva.m`; the two agree
(handbook physics, section 1).
"""

from __future__ import annotations

from dataclasses import dataclass

from offworld.film.person import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One segment of the table."""

    mass: float
    """Share of the body's mass, %."""
    length_mm: float
    """Between its end points, reference person, mm."""
    centre: float
    """Centre of mass from the upper (proximal; foot: heel) end point, % of the length."""
    sagittal: float
    """Radius of gyration about the antero-posterior axis, % of the length."""
    transverse: float
    """Radius of gyration about the medio-lateral axis, % of the length."""
    longitudinal: float
    """Radius of gyration about the long axis, % of the length (foot: heel to toe)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sex."""

    mass_kg: float
    """Of the reference person."""
    stature_m: float
    """Of the reference person."""
    rows: dict[str, Row]
    """By segment."""
    shoulder_height_mm: float
    """Middle of the shoulder centres above the middle of the hips (MIDS-MIDH), mm."""
    shoulder_half_m: float
    """Shoulder centre from the midline, m; not in the table, recalled (handbook physics, section 1: [R])."""
    hip_half_m: float
    """Hip centre from the midline, m; recalled [R]."""


def _row(mass: float, length_mm: float, centre: float, sagittal: float, transverse: float, lon: float) -> Row:
    return Row(
        mass=mass,
        length_mm=length_mm,
        centre=centre,
        sagittal=sagittal,
        transverse=transverse,
        longitudinal=lon,
    )


ANKLE_HEIGHT_M = 0.075
"""Ankle joint above the sole, m; recalled, 0.07-0.08 (handbook physics, section 1: [R])."""
ANKLE_FROM_HEEL = 0.25
"""Ankle joint ahead of the heel, share of the foot's length; recalled [R]."""

TABLES: dict[Sex, Table] = {
    "male": Table(
        mass_kg=73.0,
        stature_m=1.741,
        rows={
            "head": _row(6.94, 242.9, 50.02, 30.3, 31.5, 26.1),
            "upper trunk": _row(15.96, 242.1, 50.66, 50.5, 32.0, 46.5),
            "middle trunk": _row(16.33, 215.5, 45.02, 48.2, 38.3, 46.8),
            "lower trunk": _row(11.17, 145.7, 61.15, 61.5, 55.1, 58.7),
            "upper arm": _row(2.71, 281.7, 57.72, 28.5, 26.9, 15.8),
            "forearm": _row(1.62, 268.9, 45.74, 27.6, 26.5, 12.1),
            "hand": _row(0.61, 86.2, 79.00, 62.8, 51.3, 40.1),
            "thigh": _row(14.16, 422.2, 40.95, 32.9, 32.9, 14.9),
            "shank": _row(4.33, 440.3, 43.95, 25.1, 24.6, 10.2),
            "foot": _row(1.37, 258.1, 44.15, 25.7, 24.5, 12.4),
        },
        shoulder_height_mm=515.5,
        shoulder_half_m=0.175,
        hip_half_m=0.085,
    ),
    "female": Table(
        mass_kg=61.9,
        stature_m=1.735,
        rows={
            "head": _row(6.68, 243.7, 48.41, 27.1, 29.5, 26.1),
            "upper trunk": _row(15.45, 228.0, 50.50, 46.6, 31.4, 44.9),
            "middle trunk": _row(14.65, 205.3, 45.12, 43.3, 35.4, 41.5),
            "lower trunk": _row(12.47, 181.5, 49.20, 43.3, 40.2, 44.4),
            "upper arm": _row(2.55, 275.1, 57.54, 27.8, 26.0, 14.8),
            "forearm": _row(1.38, 264.3, 45.59, 26.1, 25.7, 9.4),
            "hand": _row(0.56, 78.0, 74.74, 53.1, 45.4, 33.5),
            "thigh": _row(14.78, 368.5, 36.12, 36.9, 36.4, 16.2),
            "shank": _row(4.81, 438.6, 43.52, 26.7, 26.3, 9.2),
            "foot": _row(1.29, 228.3, 40.14, 29.9, 27.9, 13.9),
        },
        shoulder_height_mm=497.9,
        shoulder_half_m=0.155,
        hip_half_m=0.085,
    ),
}
