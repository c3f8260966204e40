"""Writes the page of the film's light: every window on every shooting day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.film.light_said import Days, FilmLight
from offworld.film.scene import Film, Rehearsal
from offworld.flow.light_ground import ground_of
from offworld.flow.light_place import Lit, lit_sets
from offworld.flow.records import read_record
from offworld.light.day import light_days
from offworld.report.light.page import SetLight, light_page
from offworld.report.light.ribbon import Moment
from offworld.report.light.sun_path import sun_paths
from offworld.utc import DAY_MS

FILE: Final = "light.html"
"""The page."""
_WORLDS: Final = {"orbit": "in orbit", "moon": "on the Moon", "mars": "on Mars"}


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``light.html``; nothing for a film whose light is not known, or that says no days and no moments."""
    film = _film(given)
    days = film.light.days or _of_moments(film.light)
    if days is None:
        return
    sets = [one for one in lit_sets(film) if one.stage_set.windows or ground_of(one, days, film.rate)]
    if not sets:
        return
    shown = [_shown(film, one, days) for one in sets]
    (out / FILE).write_text(light_page(film.title, shown), encoding="utf-8")


def _film(given: Mapping[str, Path]) -> Film:
    """The film as far as light goes."""
    rehearsals = [read_record(path, Rehearsal) for path in sorted(given["rehearsals"].glob("*.json"))]
    sets = {one.stage_set.id: one.stage_set for one in rehearsals}
    worlds = {one.scene.world_id: one.world for one in rehearsals}
    film = read_record(given["film"], Film)
    return replace(
        film, light=read_record(given["outside"], FilmLight), scenes=tuple(one.scene for one in rehearsals),
        sets=tuple(sets.values()), worlds=tuple(worlds.items()),
    )  # fmt: skip


def _of_moments(light: FilmLight) -> Days | None:
    """The days on which scenes are shot, from the first to the last."""
    moments = [one.utc_ms for one in light.scenes if one.utc_ms is not None]
    if not moments:
        return None
    return Days(first_ms=min(moments) // DAY_MS * DAY_MS, end_ms=(max(moments) // DAY_MS + 1) * DAY_MS)


def _shown(film: Film, one: Lit, days: Days) -> SetLight:
    kinds = {name: world.kind for name, world in film.worlds}
    ground = ground_of(one, days, film.rate)
    middle = (days.first_ms + days.end_ms) // 2
    return SetLight(
        title=one.stage_set.title,
        place=_WORLDS.get(kinds[one.world], f"in {one.world}"),
        days=light_days(one.place, one.stage_set, days.first_ms, days.end_ms),
        moments=tuple(
            Moment(utc_ms=asked.utc_ms, name=f"scene {asked.scene}")
            for asked in film.light.scenes
            if asked.utc_ms is not None and asked.scene in one.scenes
        ),
        drawings="" if ground is None else sun_paths(ground),
        note=f"In the middle of these days: {one.place.shine(one.stage_set, middle).note}.",
    )
