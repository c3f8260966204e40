"""Reading a set file: ``sets/NAME.yaml`` of the film, or one of those that come with Offworld."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np

from offworld.errors import FilmError, Problem
from offworld.film.basic import Place, Vec3
from offworld.film.stage_set import StageSet
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.space import fixtures, rooms
from offworld.space.building import Building
from offworld.space.entry import Entry
from offworld.space.frame import quat, vec3
from offworld.space.modelled.file import add_model
from offworld.space.naming import is_name, is_part_name
from offworld.space.source import Item, load
from offworld.text import remedy_for

_KINDS: Final[dict[str, Callable[[Entry, str, Building], None]]] = {
    "tunnel": rooms.tunnel,
    "taper": rooms.taper,
    "ring": rooms.ring,
    "bulkhead": rooms.bulkhead,
    "box": fixtures.box,
    "rod": fixtures.rod,
    "ball": fixtures.ball,
    "rail": fixtures.rail,
    "loop": fixtures.loop,
    "window": fixtures.window,
    "exit": fixtures.way_out,
    "mark": fixtures.mark,
    "bed": fixtures.bed,
}
"""What a part may be, and who builds it."""
_MOVED: Final = ("at", "from", "to")
MOST_SOLIDS: Final = 2000
"""A set with more solids than this is refused: it would rehearse for hours."""


def built_in_sets() -> tuple[str, ...]:
    """Names of the sets that come with Offworld."""
    folder = resources.files("offworld.space") / "sets"
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def read_set(name: str, folder: Path) -> StageSet:
    """Reads a set by its name.

    Args:
        name: name as scenes use it; nothing else than lower-case words joined by dots, dashes or underscores.
        folder: the film folder; its own ``sets/NAME.yaml`` comes before the one that comes with Offworld.

    Returns:
        The set, expanded into solids and fittings.

    Raises:
        FilmError: no such set, or its file is wrong; every mistake is named with its place.
    """
    if not is_name(name):
        what = f"{name[:60]!r} is no name of a set"
        raise FilmError(Problem(what=what, remedy="use lower-case letters and digits", kind="bad-set-name"))
    own = folder / "sets" / f"{name}.yaml"
    if own.is_file():
        return read_set_file(own, name, f"sets/{name}.yaml")
    if name in built_in_sets():
        with resources.as_file(resources.files("offworld.space") / "sets" / f"{name}.yaml") as path:
            return read_set_file(path, name, f"{name}.yaml (comes with Offworld)")
    known = sorted({*built_in_sets(), *(path.stem for path in (folder / "sets").glob("*.yaml"))})
    raise FilmError(
        Problem(what=f"there is no set {name!r}", remedy=remedy_for(name, known), kind="unknown-set")
    )


def read_set_file(path: Path, name: str, shown: str) -> StageSet:
    """Reads one set file.

    Args:
        path: the file.
        name: what the set is called.
        shown: the file as a person would name it, for messages.

    Raises:
        FilmError: the file is wrong.
    """
    problems: list[Problem] = []
    entry = Entry(load(path, shown), problems)
    title = entry.text("title", name)
    up = entry.direction("up", (0.0, 0.0, 1.0))
    station_attitude, station_position = (1.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0)
    if (station := entry.item("station")) is not None:
        station_attitude, station_position = _station(Entry(station, problems))
    building = Building(up=up)
    if "model" in entry:
        add_model(entry, building, path, name)
    for item in entry.items("parts"):
        _part(item, building, problems)
    entry.finish()
    if not problems:
        problems.extend(_whole(building, entry.place))
    if problems:
        raise FilmError(problems)
    low, high = rooms.bounds(building)
    return StageSet(
        id=name, title=title, up=up, solids=tuple(building.solids), rails=tuple(building.rails),
        loops=tuple(building.loops), windows=tuple(building.windows), exits=tuple(building.exits),
        marks=tuple(building.marks), beds=tuple(building.beds), low=vec3(low), high=vec3(high),
        station_attitude=station_attitude, station_position=station_position, place=entry.place,
        surfaces=tuple(building.surfaces), materials=tuple(building.materials),
    )  # fmt: skip


def _station(entry: Entry) -> tuple[tuple[float, float, float, float], Vec3]:
    """How the set lies in the station: which of its directions look forward and down, and where it is."""
    forward, down = np.array(entry.direction("forward")), np.array(entry.direction("earth"))
    position = entry.vector("position", (0.0, 0.0, 0.0))
    entry.text("source", "")
    entry.flag("guess", default=True)
    entry.finish()
    if abs(float(forward @ down)) > 1e-6:
        entry.wrong(
            "'forward' and 'earth' are not at right angles", "they are directions of the set", "not-square"
        )
        return (1.0, 0.0, 0.0, 0.0), position
    # Rows are the station's axes in the set: x forward, z to the Earth, y completes them.
    set_to_station = np.array([forward, rotation.cross(down, forward), down])
    return quat(rotation.from_matrix(set_to_station)), position


def _part(item: Item, building: Building, problems: list[Problem]) -> None:
    entry = Entry(item, problems)
    kind = next((key for key in entry.fields() if key in _KINDS), None)
    if kind is None:
        first = next(iter(entry.fields()), "")
        entry.wrong(f"{first[:60]!r} is no kind of part", remedy_for(first, _KINDS), "unknown-part")
        return
    name = entry.text(kind)
    if not is_part_name(name):
        remedy = "use lower-case words and digits joined by dots, with '#' at the end for a row"
        entry.wrong(f"{name[:60]!r} is no name of a part", remedy, "bad-part-name", entry.item(kind))
        return
    before = len(problems)
    for number, moved in _row(entry, item, name):
        one = Entry(moved, problems)
        for key in (kind, "count", "step", "first"):
            one.item(key)
        _KINDS[kind](one, name.replace("#", str(number)), building)
        one.text("source", "")
        # A row says the same of each of its things: the first one that is wrong speaks for all.
        if len(problems) > before:
            break
    one.finish()


def _row(entry: Entry, item: Item, name: str) -> Iterator[tuple[int, Item]]:
    """The entry itself, or a row of it: each moved by ``step`` from the one before, numbered where '#' stands."""
    many = entry.count("count", 1)
    step = np.array(entry.vector("step", (0.0, 0.0, 0.0)))
    first = entry.count("first", 1, least=0, most=1000)
    if many > 1 and "#" not in name:
        entry.wrong(f"a row of {name!r} needs numbers", f"write {name + '#'!r}", "no-number")
        many = 1
    for k in range(many):
        yield first + k, _moved(entry, item, k * step)


def _moved(entry: Entry, item: Item, way: FloatArray) -> Item:
    if not np.any(way) or not isinstance(item.value, dict):
        return item
    fields = dict(item.value)
    for key in _MOVED:
        if key in fields:
            at = np.array(entry.vector_of(fields[key], key)) + way
            fields[key] = _vector_item(at, fields[key].place)
    if "points" in fields and isinstance(line := fields["points"].value, list):
        moved = [_vector_item(np.array(entry.vector_of(p, "points")) + way, p.place) for p in line]
        fields["points"] = Item(value=moved, place=fields["points"].place)
    return Item(value=fields, place=item.place)


def _vector_item(values: FloatArray, place: Place) -> Item:
    return Item(value=[Item(value=repr(round(float(v), 9)), place=place) for v in values], place=place)


def _whole(building: Building, place: Place) -> Iterator[Problem]:
    """What is wrong with a set as a whole."""
    if not building.free:
        yield Problem(what="the set has no room", remedy="add a part 'tunnel' or 'ring'", kind="no-room").at(
            place.file, place.line, place.column
        )
    if len(building.solids) > MOST_SOLIDS:
        what = f"the set has {len(building.solids)} solids, more than {MOST_SOLIDS}"
        yield Problem(what=what, remedy="use larger pieces", kind="too-many").at(place.file, place.line)
    seen: set[str] = set()
    fittings = (
        building.rails,
        building.loops,
        building.windows,
        building.exits,
        building.marks,
        building.beds,
    )
    for name in [thing.id for kind in fittings for thing in kind] + [thing.id for thing in building.solids]:
        if name in seen:
            yield Problem(
                what=f"there are two things named {name!r}", remedy="give each its own name", kind="same-name"
            ).at(place.file, place.line)
        seen.add(name)
