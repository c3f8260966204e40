"""From a film to its light: element sets read and judged, the place of a set, the light of a scene at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.light import Shine, WindowLight
from offworld.film.light_said import AskedLight, FilmLight
from offworld.film.scene import Film, Scene
from offworld.film.stage_set import StageSet
from offworld.utc import DAY_MS, to_text

if TYPE_CHECKING:
    from offworld.light.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Lit:
    """A set in a world where light can be foretold."""

    stage_set: StageSet
    """The set."""
    world: str
    """Name of the world."""
    place: Place
    """Its light."""
    scenes: tuple[str, ...]
    """Numbers of the scenes that are shot there."""


def with_elements(film: Film, folder: Path) -> Film:
    """The film with its element sets read.

    Raises:
        FilmError: their file is not there or holds what cannot be.
    """
    from offworld.light.elements import read_elements

    light = film.light
    if light.elements_file is None:
        return film
    try:
        found = read_elements(folder, light.elements_file, light.object_id)
    except FilmError as error:
        raise FilmError([_placed(problem, light) for problem in error.problems]) from None
    return replace(film, light=replace(light, elements=found))


def age_warnings(film: Film, most_days: float | None = None) -> Iterator[Problem]:
    """How old the element sets are on the film's days, if too old; and of the moments of its scenes.

    Args:
        film: with its element sets read.
        most_days: from which age on; None: from where a set should not be used without a warning.
    """
    from offworld.light.elements_check import MOST_DAYS, USE_DAYS, error_km, error_s

    light = film.light
    moments = [(asked.utc_ms, asked.place) for asked in light.scenes if asked.utc_ms is not None]
    if light.days is not None:
        moments += [
            (at, light.elements_place) for at in range(light.days.first_ms, light.days.end_ms + 1, DAY_MS)
        ]
    if not light.elements or not moments:
        return
    ages = [
        (min(abs(one.epoch_ms - at) / DAY_MS for one in light.elements), at, place) for at, place in moments
    ]
    days, at, place = max(ages, key=lambda one: one[0])
    if days <= (USE_DAYS if most_days is None else most_days):
        return
    when = to_text(at, places=0)[:16].replace("T", " ")
    if days > MOST_DAYS:
        what = f"the nearest element set is {days:.0f} days from {when}: {MOST_DAYS:.0f} are the most"
    else:
        what = (
            f"the nearest element set is {days:.1f} days from {when}: expected error {error_km(days):,.0f} km along "
            f"the orbit, {error_s(days):,.0f} s"
        )
    remedy = f"use a set for at most {USE_DAYS:.0f} days from its epoch: add one from nearer to that day"
    yield Problem(what=what, remedy=remedy, kind="old-elements", warning=days <= MOST_DAYS).at(
        place.file, place.line
    )


def lit_sets(film: Film) -> tuple[Lit, ...]:
    """Every set with every world that it is shot in, where light can be foretold, in the order of the scenes."""
    found: dict[tuple[str, str], list[str]] = {}
    for scene in film.scenes:
        found.setdefault((scene.set_id, scene.world_id), []).append(scene.id)
    out = []
    for (set_id, world_id), scenes in found.items():
        place = place_in(film, world_id)
        if place is not None:
            stage_set = next(one for one in film.sets if one.id == set_id)
            out.append(Lit(stage_set=stage_set, world=world_id, place=place, scenes=tuple(scenes)))
    return tuple(out)


def place_in(film: Film, world_id: str) -> Place | None:
    """The light of a world; None where the film does not say enough, or the world has no sky (an aircraft)."""
    kind, light, levels = dict(film.worlds)[world_id].kind, film.light, film.light.levels
    if kind == "orbit" and light.elements:
        from offworld.light.orbit import Orbit

        return Orbit(light.elements, light.attitudes, levels, light.limb)
    site = dict(light.sites).get(world_id)
    if site is None:
        return None
    from offworld.light.mars_place import mars_place
    from offworld.light.moon_place import moon_place

    return moon_place(site, levels) if kind == "moon" else mars_place(site, levels)


def scene_light(
    film: Film, scene: Scene, after_s: float = 0.0
) -> tuple[Shine, tuple[WindowLight, ...]] | None:
    """What shines on a scene so long after its start, and what comes through the windows of its set.

    Args:
        film: with its element sets read (`with_elements`).
        scene: one of its scenes.
        after_s: seconds from the scene's start.

    Returns:
        None if the scene does not say when it is shot, or nothing is known of the light of its world.
    """
    from offworld.light.window import window_lights

    asked = asked_light(film.light, scene.id)
    place = place_in(film, scene.world_id)
    if asked is None or asked.utc_ms is None or place is None:
        return None
    at, stage_set = asked.utc_ms + round(1000.0 * after_s), set_of(film, scene)
    return place.shine(stage_set, at), window_lights(place, stage_set, at)


def asked_light(light: FilmLight, scene: str) -> AskedLight | None:
    """What a scene says of its light; None if nothing."""
    return next((one for one in light.scenes if one.scene == scene), None)


def set_of(film: Film, scene: Scene) -> StageSet:
    """The set of a scene."""
    return next(one for one in film.sets if one.id == scene.set_id)


def need_light(film: Film) -> tuple[Lit, ...]:
    """Every set whose light can be foretold.

    Raises:
        NotPossible: there is none.
    """
    found = lit_sets(film)
    if not found:
        worlds = ", ".join(dict.fromkeys(scene.world_id for scene in film.scenes))
        raise NotPossible(
            f"no light can be foretold for {worlds}: say 'station: {{elements: station.tle}}' in film.yaml for "
            "an orbit, 'sites:' for the Moon or Mars"
        )
    return found


def _placed(problem: Problem, light: FilmLight) -> Problem:
    return problem if problem.file else problem.at(light.elements_place.file, light.elements_place.line)
