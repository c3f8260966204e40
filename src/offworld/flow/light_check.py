"""What is wrong with a film's light: orbits that cannot be, wishes that nobody understands, cues that are untrue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.light_said import AskedLight
from offworld.film.scene import Film, Scene
from offworld.flow.light_findings import untrue_parts
from offworld.flow.light_place import age_warnings, asked_light, place_in, set_of, with_elements
from offworld.flow.light_scene import SUNS, cues_of, scene_suns, sun_after_s

CHECK_DAYS: Final = 7.0
"""Age of an element set from which on a check of the film warns: moments are wrong by a minute then."""


def light_problems(film: Film, folder: Path) -> Iterator[Problem]:
    """Mistakes in what a film says of its light.

    An orbit too old for the days, and light that is not there when a scene is shot, are warnings.
    """
    try:
        film = with_elements(film, folder)
    except FilmError as error:
        yield from error.problems
        return
    wrong = [*age_warnings(film, CHECK_DAYS)]
    scenes = {scene.id: scene for scene in film.scenes}
    for asked in film.light.scenes:
        wrong += _asked(film, scenes[asked.scene], asked)
    yield from wrong
    if all(problem.warning for problem in wrong):
        yield from _untrue(film)


def _asked(film: Film, scene: Scene, asked: AskedLight) -> Iterator[Problem]:
    """Wishes that cannot be read, or of which nothing can be known."""
    from offworld.light.words import read_words

    place = place_in(film, scene.world_id)
    if place is None:
        remedy = "say 'station:' in film.yaml for an orbit, 'sites:' for the Moon or Mars"
        what = f"the light of world {scene.world_id!r} is not known"
        yield Problem(what=what, remedy=remedy, kind="no-light").at(asked.place.file, asked.place.line)
        return
    said = [(wish.text, wish.place) for wish in asked.wants] + [(one.text, one.place) for one in asked.parts]
    for text, where in said:
        try:
            read_words(text, place, set_of(film, scene))
        except FilmError as error:
            for problem in error.problems:
                yield problem.at(where.file, where.line, where.column)


def _untrue(film: Film) -> Iterator[Problem]:
    """Light that scenes count on and that is not there at their moment."""
    places = {asked.scene: asked.place for asked in film.light.scenes}
    try:
        found = scene_suns(film)
    except NotPossible:
        # The orbit cannot be carried so far: that was said already, with the age.
        return
    for one in found:
        for line in one.wrong:
            place = places[one.scene]
            yield Problem(what=f"scene {line}", kind="untrue-light", warning=True).at(place.file, place.line)
    for scene in film.scenes:
        yield from _untrue_parts(film, scene)
        yield from _unsaid(film, scene)


def _untrue_parts(film: Film, scene: Scene) -> Iterator[Problem]:
    """Shots and beats whose light is not there at the scene's moment."""
    asked = asked_light(film.light, scene.id)
    if asked is None or asked.utc_ms is None:
        return
    for part, what, remedy in untrue_parts(film, scene, asked.utc_ms):
        place = part.place
        yield Problem(what=what, remedy=remedy, kind="untrue-light", warning=True).at(
            place.file, place.line, place.column
        )


def _unsaid(film: Film, scene: Scene) -> Iterator[Problem]:
    """Cues of the Sun whose moment nobody says: they would never come."""
    said = dict(scene.light)
    for _, cue in cues_of(scene):
        if cue.kind != "light" or cue.ref in said or cue.ref not in SUNS:
            continue
        after = sun_after_s(film, scene, cue.ref)
        comes = "" if after is None else f"; by the sky it comes {after:.0f} s after its start"
        remedy = f"write 'light: {{{cue.ref}: {'24' if after is None else f'{after:.0f}'} s}}' in the scene"
        what = f"scene {scene.id} waits for {cue.ref}, and nothing says when that is{comes}"
        place = cue.place
        yield Problem(what=what, remedy=remedy, kind="unsaid-light", warning=True).at(
            place.file, place.line, place.column
        )
