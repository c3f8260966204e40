"""What a film says of its light: shooting days, the station's orbit, sites on the ground, the moment of a scene."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from offworld.errors import FilmError
from offworld.film.light import BodyName
from offworld.film.light_said import AskedLight, Attitude, Days, FilmLight, Limb, PartWish, Site, Wish
from offworld.film.world import World
from offworld.script.levels import read_levels
from offworld.script.people import place_of
from offworld.script.scene_parts import read_light
from offworld.script.sourced import share
from offworld.text import Fields, Node, Scalar, remedy_for
from offworld.text import Mapping as MappingNode
from offworld.units import parse_quantity
from offworld.utc import DAY_MS, read_utc

MOST_DAYS: Final = 366
"""Shooting days of one film."""
AT, WANTS, LAMPS = "at", "wants", "lamps"
"""Fields of a scene's `light:` that are no moments of it."""
_MOST: Final = 40
_LONGEST_WISH: Final = 200
_angle: Final = functools.partial(parse_quantity, unit="deg", bare=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLightRead:
    """What a scene says of its light."""

    moments: Mapping[str, float]
    """Seconds from its start, by name."""
    utc: Scalar | None
    """When it is shot, as written; None: not said."""
    utc_ms: int | None
    """The same, read."""
    wants: tuple[Wish, ...]
    """What it wants."""
    lamps: float | None = None
    """Level of its lamps, 0 to 1; None: not said."""

    def asked(
        self, scene: str, root: Node, fields: Fields, parts: tuple[PartWish, ...] = ()
    ) -> AskedLight | None:
        """The same as a record, with what shots and beats ask for; None if nothing but moments is said."""
        if self.utc_ms is None and not self.wants and self.lamps is None and not parts:
            return None
        where = self.utc if self.utc is not None else root
        return AskedLight(
            scene=scene,
            utc_ms=self.utc_ms,
            wants=self.wants,
            lamps=1.0 if self.lamps is None else self.lamps,
            parts=parts,
            place=place_of(where, fields.sheet),
        )


def read_scene_light(scene: Fields) -> SceneLightRead:
    """The scene's `light:`: moments by name, `at` for the time it is shot, `wants` for what must hold, `lamps`."""
    moments = read_light(scene, (AT, WANTS, LAMPS))
    node = scene.get("light")
    if not isinstance(node, MappingNode):
        return SceneLightRead(moments=moments, utc=None, utc_ms=None, wants=())
    inner = Fields(node, scene.sheet, "the light of this scene")
    utc = inner.scalar(AT)
    wants = []
    for wish in inner.items(WANTS, _MOST) or ():
        if not isinstance(wish, Scalar) or len(wish.text) > _LONGEST_WISH:
            remedy = "write 'direct sun through window.5 for at least 4 min'"
            scene.sheet.wrong(wish, "a wish for light is one line", remedy, kind="wrong-type")
            continue
        wants.append(Wish(text=wish.text, place=place_of(wish, scene.sheet)))
    lamps = inner.measure(LAMPS, share, 0.0, 1.0, "")
    return SceneLightRead(
        moments=moments, utc=utc, utc_ms=_moment(inner, AT), wants=tuple(wants), lamps=lamps
    )


def read_film_light(film: Fields, worlds: Mapping[str, World]) -> FilmLight:
    """`days:`, `station:`, `sites:` and `light levels:` of film.yaml; element sets are read by who needs them."""
    days, station = _days(film), film.get("station")
    sites, levels = _sites(film, worlds), read_levels(film)
    if station is None:
        return FilmLight(days=days, sites=sites, levels=levels)
    fields = Fields(station, film.sheet, "the station")
    elements = fields.scalar("elements") if fields.need("elements", "station.tle") is not None else None
    limb = fields.choice("limb", get_args(Limb))
    made = FilmLight(
        elements_file=elements.text if elements else None,
        elements_place=place_of(elements or station, film.sheet),
        object_id=fields.whole("object", 1, 999_999_999) or FilmLight().object_id,
        limb="ellipsoid" if limb == "ellipsoid" else "sphere", attitudes=_attitudes(fields), days=days, sites=sites,
        levels=levels,
    )  # fmt: skip
    fields.done()
    return made


def _moment(fields: Fields, name: str) -> int | None:
    node = fields.scalar(name)
    if node is None:
        return None
    try:
        return read_utc(node.text)
    except FilmError as error:
        fields.sheet.take_over(error, node)
        return None


def _days(film: Fields) -> Days | None:
    node = film.get("days")
    if node is None:
        return None
    fields = Fields(node, film.sheet, "the days")
    for name in ("from", "to"):
        fields.need(name, "2021-10-05")
    first, last = _moment(fields, "from"), _moment(fields, "to")
    fields.done()
    if first is None or last is None:
        return None
    if first % DAY_MS or last % DAY_MS:
        film.sheet.wrong(node, "days have no hours", "write '2021-10-05'", kind="bad-days")
    elif not 0 <= last - first < MOST_DAYS * DAY_MS:
        what = (
            "the last day comes before the first" if last < first else f"these are more than {MOST_DAYS} days"
        )
        film.sheet.wrong(node, what, "write the first as 'from', the last as 'to'", kind="bad-days")
    else:
        return Days(first_ms=first, end_ms=last + DAY_MS)
    return None


def _attitudes(station: Fields) -> tuple[Attitude, ...]:
    """One attitude for all time, or a table of them in order."""
    node = station.get("attitude")
    if node is None:
        return ()
    rows = [node] if isinstance(node, MappingNode) else station.items("attitude", MOST_DAYS) or ()
    found: list[Attitude] = []
    for number, row in enumerate(rows):
        fields = Fields(row, station.sheet, "this attitude")
        before = len(station.sheet.problems)
        begins = _moment(fields, "from")
        yaw, pitch, roll = (_degrees(fields, name, 180.0) for name in ("yaw", "pitch", "roll"))
        fields.done()
        if number and begins is None and len(station.sheet.problems) == before:
            station.sheet.wrong(
                row, "this attitude does not say from when on", "add 'from: …'", kind="attitude-order"
            )
        elif begins is not None and found and begins <= (found[-1].from_ms or 0):
            station.sheet.wrong(row, "this attitude is not later than the one before", "put them in order",
                                kind="attitude-order")  # fmt: skip
        else:
            found.append(Attitude(from_ms=begins, yaw=yaw or 0.0, pitch=pitch or 0.0, roll=roll or 0.0))
    return tuple(found)


def _sites(film: Fields, worlds: Mapping[str, World]) -> tuple[tuple[str, Site], ...]:
    found: list[tuple[str, Site]] = []
    for key, node in film.entries("sites", _MOST):
        on_ground: dict[str, BodyName] = {}
        for name, world in worlds.items():
            if world.kind in {"moon", "mars"}:
                on_ground[name] = "moon" if world.kind == "moon" else "mars"
        if key.text not in on_ground:
            what = f"{key.text[:40]!r} is no world on the Moon or on Mars"
            film.sheet.wrong(
                key, what, remedy_for(key.text, on_ground, name="such worlds"), kind="unknown-world"
            )
            continue
        fields = Fields(node, film.sheet, f"the site of {key.text}")
        for name in ("latitude", "longitude"):
            fields.need(name, "26.1 deg")
        latitude, longitude = _degrees(fields, "latitude", 90.0), _degrees(fields, "longitude", 360.0)
        forward = _degrees(fields, "forward", 360.0)
        dust = fields.number("dust", 0.0, 10.0)
        fields.done()
        if latitude is not None and longitude is not None:
            site = Site(
                body=on_ground[key.text],
                latitude=latitude,
                longitude=longitude,
                forward=forward or 0.0,
                dust=dust,
            )
            found.append((key.text, site))
    return tuple(found)


def _degrees(fields: Fields, name: str, most: float) -> float | None:
    value = fields.measure(name, _angle, -most, most, "deg")
    return None if value is None else math.radians(value)
