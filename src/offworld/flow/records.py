"""Records as the flow cuts them: what one scene depends on, and nothing of where it was written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from offworld.errors import FilmError, Problem
from offworld.film.basic import NOWHERE, Place
from offworld.film.continuity import BANDS, CutRules
from offworld.film.habits import Habits
from offworld.film.kit import Package
from offworld.film.light_said import FilmLight
from offworld.film.scene import Film, Rehearsal, Scene
from offworld.film.times import Times
from offworld.flow.files import json_bytes

Kind = TypeVar("Kind")


def rehearsal_of(film: Film, scene: Scene) -> Rehearsal:
    """Everything that a take of a scene depends on, without places: a comment added to a file makes no new take."""
    people = {person.id: person for person in film.people}
    props = {prop.id: prop for prop in film.props}
    return without_places(
        Rehearsal(
            film=film.title,
            # A shot that is asked for in other words makes no new take, and no turn of the picture does.
            scene=dataclasses.replace(
                scene, framings=(), cuts=tuple(dataclasses.replace(cut, turn=False) for cut in scene.cuts)
            ),
            stage_set=next(stage_set for stage_set in film.sets if stage_set.id == scene.set_id),
            world=dict(film.worlds)[scene.world_id],
            people=tuple(people[start.person] for start in scene.people),
            props=tuple(props[start.prop] for start in scene.props),
            seed=film.seed,
        )
    )


def settings_of(film: Film) -> Film:
    """What pictures need of a film besides its scenes: rate, aspect and sensor."""
    cast = cast_of(film)
    return dataclasses.replace(cast, title="", people=(), package=Package())


def cast_of(film: Film) -> Film:
    """What the film's own page needs of it besides its scenes: also title and people."""
    return without_places(
        dataclasses.replace(
            film,
            props=(),
            sets=(),
            worlds=(),
            scenes=(),
            seed=1,
            habits=Habits(),
            times=Times(),
            light=FilmLight(),
            continuity=BANDS,
        )
    )


def rules_of(film: Film, scene: Scene) -> CutRules:
    """What the cuts of a scene are checked by."""
    return without_places(CutRules(cuts=scene.cuts, bands=film.continuity))


def without_places(record: Kind) -> Kind:
    """The same record with every place in a file forgotten."""
    return cast("Kind", _strip(record))


def _strip(value: Any) -> Any:
    if isinstance(value, Place):
        return NOWHERE
    if isinstance(value, tuple):
        return tuple(_strip(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _strip(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value


def write_record(path: Path, record: Any) -> None:
    """Writes a record into a folder that is not yet in use."""
    from offworld.store.records import to_plain

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(json_bytes(to_plain(record)))


def read_record(path: Path, kind: type[Kind]) -> Kind:
    """Reads a record that `write_record` wrote."""
    import json

    from offworld.store.records import from_plain

    return from_plain(json.loads(path.read_bytes()), kind, path.name)


def check_known(kind: str, name: str, known: Sequence[str]) -> str:
    """The name of a scene or beat, if there is one of that name.

    Raises:
        FilmError: there is none; the message names the nearest, or those that there are.
    """
    if name in known:
        return name
    from offworld.text import remedy_for

    problem = Problem(
        what=f"there is no {kind} {name!r}", remedy=remedy_for(name, known), kind=f"unknown-{kind}"
    )
    raise FilmError(problem)
