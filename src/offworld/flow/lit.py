"""The light that the pictures of a scene are drawn in, from what the film says of its orbit, sites and moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from offworld.film.light_said import FilmLight
from offworld.film.lit import LitMoment, SceneLight
from offworld.film.scene import Film, Rehearsal, Scene
from offworld.flow.light_place import asked_light, place_in, set_of
from offworld.flow.records import read_record

if TYPE_CHECKING:
    from offworld.light.place import Place

FILE: Final = "light.json"
"""Of a stage that makes a `SceneLight`; not there where the scene does not say when it is shot."""
STEP_MS: Final = 2000
"""The light of a take is worked out so often; the Sun moves 0.13 deg meanwhile."""
_DIMMEST: Final = 4.0
"""lx that a camera is exposed for at least."""


def lit_film(given: Mapping[str, Path]) -> Film:
    """The film with its one scene, as far as light goes.

    Args:
        given: ``settings``, ``outside`` (a `FilmLight`) and ``rehearsal``.
    """
    film = read_record(given["settings"], Film)
    rehearsal = read_record(given["rehearsal"], Rehearsal)
    scene = rehearsal.scene
    return replace(
        film, light=read_record(given["outside"], FilmLight), scenes=(scene,), sets=(rehearsal.stage_set,),
        worlds=((scene.world_id, rehearsal.world),),
    )  # fmt: skip


def light_place(film: Film, scene: Scene) -> tuple[Place, int] | None:
    """Where a scene is and the UTC of its start; None if it does not say when, or its world is not known."""
    asked, place = asked_light(film.light, scene.id), place_in(film, scene.world_id)
    if asked is None or asked.utc_ms is None or place is None:
        return None
    return place, asked.utc_ms


def scene_light(film: Film, scene: Scene, length: int) -> SceneLight | None:
    """The light of a whole take of a scene, exposed for its middle; None: that of its set's lamps alone.

    Args:
        film: with its element sets read.
        scene: one of its scenes.
        length: of the take, ms.
    """
    known = light_place(film, scene)
    if known is None:
        return None
    place, start = known
    ticks = [*range(0, length, STEP_MS), max(length, 1)]
    moments = tuple(moment(film, scene, place, start + tick, tick) for tick in ticks)
    return SceneLight(
        moments=moments,
        ev100=ev100(film, scene, moments[len(moments) // 2]),
        lamps=lamps_of(film, scene),
    )


def moment(film: Film, scene: Scene, place: Place, utc_ms: int, tick: float) -> LitMoment:
    """The light at one moment."""
    from offworld.light.window import window_lights

    stage_set = set_of(film, scene)
    windows = window_lights(place, stage_set, utc_ms)
    return LitMoment(tick=tick, shine=place.shine(stage_set, utc_ms), windows=windows)


def lamps_of(film: Film, scene: Scene) -> float:
    """Level of the lamps, 0 to 1."""
    asked = asked_light(film.light, scene.id)
    return 1.0 if asked is None else asked.lamps


def room_lux(film: Film, scene: Scene, now: LitMoment) -> tuple[float, float]:
    """Light in the room from its windows and from its lamps, lux."""
    from offworld.light.room import room_light

    levels = film.light.levels
    windows, _ = room_light(now.windows, set_of(film, scene), levels)
    return windows, levels.lamp_lux * lamps_of(film, scene)


def ev100(film: Film, scene: Scene, now: LitMoment) -> float:
    """Exposure value of the light in the room: what an incident meter in its middle would say."""
    from offworld.light.exposure import ev100 as of_lux

    return of_lux(max(sum(room_lux(film, scene, now)), _DIMMEST))


def read_light(folder: Path | None) -> SceneLight | None:
    """What the stage of light made; None: the pictures have the light of the set's lamps alone."""
    if folder is None or not (folder / FILE).is_file():
        return None
    return read_record(folder / FILE, SceneLight)
