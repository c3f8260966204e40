"""The profiles of a film: how its own people vary from take to take."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Any, Final

from offworld.film.habits import Profile, Spread
from offworld.film.profiles import EVERYDAY, PROFILES, profile_name
from offworld.script.limits import MOST_PROFILES
from offworld.script.sourced import Sort, degrees, read_source, read_sourced, seconds, share, speed
from offworld.text import Fields, Node, Scalar, Sheet, remedy_for
from offworld.units import parse_quantity

PROFILE_NAME: Final = re.compile(r"[a-zа-яё][a-zа-яё0-9]*([ -][a-zа-яё0-9]+)*")
"""What a profile may be called."""
LONGEST_NAME: Final = 40
"""Characters of such a name; it becomes part of a file name."""
_metres: Final = functools.partial(parse_quantity, unit="m", bare=True)
_SHARE: Final = Sort(read=share, low=0.0, high=1.0, unit="", example="12 %")
NUMBERS: Final[dict[str, tuple[str, Sort]]] = {
    "lag": ("lag_s", Sort(read=seconds, low=0.0, high=5.0, unit="s", example="0.35 s")),
    "lag spread": ("lag_sd_s", Sort(read=seconds, low=0.0, high=3.0, unit="s", example="0.12 s")),
    "catch late": ("catch_late_s", Sort(read=seconds, low=0.0, high=3.0, unit="s", example="0.1 s")),
    "speed": ("speed", _SHARE),
    "aim": ("aim_deg", Sort(read=degrees, low=0.0, high=45.0, unit="deg", example="2.5 deg")),
    "reach": ("reach_m", Sort(read=_metres, low=0.0, high=0.5, unit="m", example="2 cm")),
    "strength": ("strength", _SHARE),
    "start": ("start_m", Sort(read=_metres, low=0.0, high=1.0, unit="m", example="3 cm")),
    "start turn": ("start_deg", Sort(read=degrees, low=0.0, high=90.0, unit="deg", example="4 deg")),
    "drift": ("drift_m_s", Sort(read=speed, low=0.0, high=0.5, unit="m/s", example="0.006 m/s")),
}
"""How a profile's numbers are written: the field of the record, and the sort of number."""


def read_profiles(film: Fields) -> tuple[Profile, ...]:
    """The film's own profiles; each may be like a built-in one or one before it."""
    known = {profile.name: profile for profile in PROFILES}
    found: list[Profile] = []
    for key, node in film.entries("profiles", MOST_PROFILES):
        name = _name(key, known, film.sheet)
        if name is not None:
            profile = _profile(name, node, known, film.sheet)
            known[name] = profile
            found.append(profile)
    return tuple(found)


def own_profile(person: Fields, known: tuple[Profile, ...]) -> str | None:
    """The name of the profile that a person has for themselves."""
    return _known(person, "profile", [profile.name for profile in (*PROFILES, *known)])


def _name(key: Scalar, known: dict[str, Profile], sheet: Sheet) -> str | None:
    if not PROFILE_NAME.fullmatch(key.text) or len(key.text) > LONGEST_NAME:
        what = f"{key.text[:40]!r} cannot be the name of a profile"
        sheet.wrong(
            key, what, "use small letters and digits, words parted by a space or '-'", kind="bad-name"
        )
        return None
    name = profile_name(key.text)
    if name in known:
        which = "is built in" if name in {profile.name for profile in PROFILES} else "is there already"
        sheet.wrong(key, f"profile {name!r} {which}", "give this one its own name", kind="duplicate")
        return None
    return name


def _profile(name: str, node: Node, known: dict[str, Profile], sheet: Sheet) -> Profile:
    fields = Fields(node, sheet, f"profile {name}")
    like = _known(fields, "like", list(known))
    source = read_source(fields)
    values: dict[str, Any] = {}
    for written, (field, sort) in NUMBERS.items():
        number = read_sourced(fields, written, sort, source)
        if number is not None:
            values[field] = number
    anew = fields.flag("posture anew")
    if anew is not None:
        values["posture"] = Spread(value=float(anew), source="as the film wants it")
    fields.done()
    return replace(known[like] if like else EVERYDAY, name=name, **values)


def _known(fields: Fields, name: str, known: list[str]) -> str | None:
    """A field that names a profile."""
    node = fields.scalar(name)
    if node is None:
        return None
    wanted = profile_name(node.text)
    if wanted in known:
        return wanted
    what = f"there is no profile {node.text[:40]!r}"
    fields.sheet.wrong(node, what, remedy_for(wanted, known, name="profiles"), kind="unknown-profile")
    return None
