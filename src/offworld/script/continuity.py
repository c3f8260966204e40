"""From where on a film calls a cut bad: `continuity:` in film.yaml, over what every film has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from offworld.errors import FilmError, Problem
from offworld.film.continuity import BANDS, CutBands
from offworld.script.sourced import Sort, degrees, share, speed
from offworld.text import Fields


def _angle(low: float, high: float, usual: float) -> Sort:
    return Sort(read=degrees, low=low, high=high, unit="°", example=f"{usual:g}°")


def _share(low: float, high: float, usual: float) -> Sort:
    return Sort(read=share, low=low, high=high, unit="", example=f"{100.0 * usual:g} %")


def _octaves(text: str) -> float:
    plain = text.strip().removesuffix("octaves").removesuffix("octave").strip()
    try:
        return float(plain)
    except ValueError:
        problem = Problem(
            what=f"{text[:40]!r} is no step of size", remedy="write 0.75 octaves", kind="bad-quantity"
        )
        raise FilmError(problem) from None


_OCTAVES: Final = Sort(read=_octaves, low=0.05, high=5.0, unit="octaves", example="0.75 octaves")
WRITTEN: Final[dict[str, tuple[str, Sort]]] = {
    "line margin": ("neutral", _share(0.0, 0.9, BANDS.neutral)),
    "faces apart": ("apart", _share(0.05, 2.0, BANDS.apart)),
    "look at": ("facing_deg", _angle(1.0, 90.0, BANDS.facing_deg)),
    "face turned away": ("face_deg", _angle(45.0, 180.0, BANDS.face_deg)),
    "eyeline": ("eyeline_deg", _angle(1.0, 180.0, BANDS.eyeline_deg)),
    "look past lens": ("look_deg", _angle(1.0, 180.0, BANDS.look_deg)),
    "along lens": ("across", _share(0.02, 0.95, BANDS.across)),
    "moving": (
        "speed_m_s",
        Sort(read=speed, low=0.001, high=10.0, unit="m/s", example=f"{BANDS.speed_m_s:g} m/s"),
    ),
    "level motion": ("level_deg", _angle(1.0, 90.0, BANDS.level_deg)),
    "motion turned": ("motion_deg", _angle(1.0, 180.0, BANDS.motion_deg)),
    "new angle": ("jump_deg", _angle(0.0, 180.0, BANDS.jump_deg)),
    "same size": ("jump_octaves", _OCTAVES),
    "answering size": ("step_octaves", _OCTAVES),
    "roll unseen": ("roll_free_deg", _angle(0.0, 80.0, BANDS.roll_free_deg)),
    "roll jump": ("roll_deg", _angle(1.0, 90.0, BANDS.roll_deg)),
    "turned over": ("turn_deg", _angle(1.0, 90.0, BANDS.turn_deg)),
    "weight of set": ("set_weight", _share(0.0, 5.0, BANDS.set_weight)),
}
"""How they are written: the field of the record, and the sort of number."""
COUNTS: Final[dict[str, tuple[str, int, int]]] = {
    "changes of up": ("up_changes", 0, 40), "in shots": ("up_shots", 2, 60),
}  # fmt: skip
"""Whole numbers: the field of the record, the least and the most."""


def read_bands(film: Fields) -> CutBands:
    """The film's bounds; what it does not say is as everywhere."""
    node = film.get("continuity")
    if node is None:
        return BANDS
    fields = Fields(node, film.sheet, "the continuity")
    said: dict[str, Any] = {}
    for written, (field, sort) in WRITTEN.items():
        value = fields.measure(written, sort.read, sort.low, sort.high, sort.unit)
        if value is not None:
            said[field] = value
    for written, (field, least, most) in COUNTS.items():
        count = fields.whole(written, least, most)
        if count is not None:
            said[field] = count
    fields.done()
    bands = replace(BANDS, **said)
    if not bands.roll_free_deg < bands.roll_deg < bands.turn_deg:
        what = (
            f"roll that is unseen ({bands.roll_free_deg:g}°), a jump ({bands.roll_deg:g}°) and a picture turned over "
            f"({bands.turn_deg:g}°) must come in this order"
        )
        remedy = "write 'roll unseen' below 'roll jump' below 'turned over'"
        film.sheet.wrong(node, what, remedy, kind="continuity")
        return BANDS
    return bands
