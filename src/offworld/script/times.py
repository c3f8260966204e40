"""The times of a film's crew: `times:` in film.yaml, over those that every film has."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any, Final

from offworld.film.times import Times
from offworld.script.sourced import Sort, read_source, read_sourced, seconds, share, speed
from offworld.text import Fields
from offworld.units import parse_quantity

_spin: Final = functools.partial(parse_quantity, unit="deg/s", bare=True)
_WORK: Final = Sort(read=seconds, low=0.0, high=7200.0, unit="s", example="40 s")
WORK: Final[dict[str, tuple[str, Sort]]] = {
    "fly": ("fly_m_s", Sort(read=speed, low=0.02, high=2.0, unit="m/s", example="0.25 m/s")),
    "turn": ("turn_deg_s", Sort(read=_spin, low=1.0, high=180.0, unit="deg/s", example="20 deg/s")),
    "strike": ("strike", Sort(read=share, low=0.0, high=3.0, unit="", example="50 %")),
    "start and stop": ("start_stop_s", _WORK),
    "hand hold": ("grip_s", _WORK),
    "foot hold": ("foot_s", _WORK),
    "strap": ("strap_s", _WORK),
    "clip tether": ("clip_s", _WORK),
    "hold person": ("hold_person_s", _WORK),
    "take prop": ("take_s", _WORK),
    "float prop": ("put_s", _WORK),
    "stick prop": ("stick_s", _WORK),
    "search prop": ("search_s", _WORK),
    "find frame": ("frame_s", _WORK),
    "settle": ("settle_s", _WORK),
    "mount camera": ("mount_s", _WORK),
    "frame camera": ("level_s", _WORK),
    "focus camera": ("focus_s", _WORK),
    "power camera": ("power_s", _WORK),
    "held camera": ("held_camera_s", _WORK),
    "rig loop": ("loop_s", _WORK),
    "rig straps": ("straps_s", _WORK),
    "rig velcro": ("velcro_s", _WORK),
    "rig tether": ("tether_s", _WORK),
    "walk through": ("walk_s", _WORK),
}
"""How they are written: the field of the record, and the sort of number."""


def read_times(film: Fields) -> Times:
    """The film's times; what it does not say is as everywhere."""
    node = film.get("times")
    if node is None:
        return Times()
    fields = Fields(node, film.sheet, "the times")
    source = read_source(fields)
    said: dict[str, Any] = {}
    for written, (field, sort) in WORK.items():
        number = read_sourced(fields, written, sort, source)
        if number is not None:
            said[field] = number
    fields.done()
    return replace(Times(), **said)
