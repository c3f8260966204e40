"""The part of a set file that names what is what in a model: rails, windows, hatches, tables, what not to touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.space.building import NO_TOUCH, Building
from offworld.space.entry import Entry
from offworld.space.frame import vec3
from offworld.space.modelled.model import Model
from offworld.space.modelled.named import FIELDS, Named
from offworld.space.modelled.names import matching, shown
from offworld.space.modelled.room import middle_of
from offworld.space.modelled.set_parts import Parts
from offworld.space.modelled.taken import MOST_PIECES, Taken, Wanted, model_of, take_apart
from offworld.space.naming import is_part_name
from offworld.space.source import Item
from offworld.text import remedy_for

WALL_M: Final = 0.1
"""Thickness given to walls where there is room behind them, m."""
_MOST_SCALE: Final = 1e6
_SIZES: Final = ("radius", "diameter")
_WAYS: Final = ("normal", "head", "toes")
SUFFIXES: Final = (".glb", ".gltf")
"""Models that are read."""


def add_model(entry: Entry, building: Building, path: Path, name: str) -> None:
    """Takes up the model that a set file names, and all that it says of it.

    Args:
        entry: the set file.
        building: what is added to.
        path: of the set file; the model lies beside it.
        name: of the set.
    """
    file = entry.text("model")
    scale = _factor(entry)
    wall, tolerance = entry.number("wall", WALL_M), entry.number("tolerance", 0.0, least=0.0)
    if not _is_beside(entry, file):
        return
    before = len(entry.problems)
    model = model_of(path.parent / file, f"sets/{file}", scale)
    for key in FIELDS:
        entry.item(key)
    ignored, only_drawn = _listed(entry, "ignore", model), _listed(entry, "only_drawn", model)
    named = [one for key in FIELDS for one in _named(entry, key, model)]
    inside = _inside(entry, model, ignored)
    if len(entry.problems) > before or not inside:
        return
    not_solid = {number for one in named if one.section in {"rails", "loops"} for number in one.things}
    wanted = Wanted(
        inside=inside, left=ignored, only_drawn=tuple(sorted({*only_drawn, *not_solid})), wall_m=wall,
        tolerance_m=tolerance or None,
    )  # fmt: skip
    taken = take_apart(model, wanted)
    if len(taken.pieces) > MOST_PIECES:
        _too_many(entry, model, taken)
        return
    Parts(name, model, taken, np.array(inside), building).add(named)
    building.free += [vec3(taken.low), vec3(taken.high)]


def _factor(entry: Entry) -> float:
    """What all lengths of the model are multiplied by."""
    try:
        scale = float(entry.text("scale", "1"))
    except ValueError:
        scale = 0.0
    if 0.0 < scale < _MOST_SCALE:
        return scale
    entry.wrong(
        "'scale' is a number greater than 0",
        "write 0.01 for a model in centimetres",
        "bad-scale",
        entry.item("scale"),
    )
    return 1.0


def _is_beside(entry: Entry, file: str) -> bool:
    at = entry.item("model")
    if Path(file).name != file or file.startswith("."):
        entry.wrong(
            "the model lies beside the set file", "write its name alone, without a folder", "bad-model", at
        )
        return False
    if not file.lower().endswith(SUFFIXES):
        remedy = "bring it in with 'offworld import FILM --set FILE', which makes a .glb of it"
        entry.wrong(f"{file!r} is neither a .glb nor a .gltf", remedy, "bad-model", at)
        return False
    return True


def _listed(entry: Entry, key: str, model: Model) -> tuple[int, ...]:
    """Objects named by a list of patterns."""
    found: set[int] = set()
    for item in entry.items(key):
        if isinstance(item.value, str):
            found |= set(_of(entry, model, item.value, item))
        else:
            entry.wrong("the name of an object is wanted here", kind="not-text", at=item)
    return tuple(sorted(found))


def _of(entry: Entry, model: Model, pattern: str, at: Item) -> tuple[int, ...]:
    found = matching(model.things, pattern)
    if not found:
        what = f"the model has no object {pattern[:60]!r}"
        entry.wrong(what, remedy_for(pattern, shown(model.things), name="objects"), "unknown-object", at)
    return found


def _named(entry: Entry, key: str, model: Model) -> Iterator[Named]:
    """Everything that a section names: one thing, or a row of things where the name ends in '#'."""
    section = entry.item(key)
    if section is None:
        return
    if not isinstance(section.value, dict):
        what, remedy = f"{key!r} should be a mapping", "write a name and the object of the model, one a line"
        entry.wrong(what, remedy, "not-a-mapping", section)
        return
    for name, item in section.value.items():
        fields = item
        if isinstance(item.value, str):
            fields = Item(value={"object": item}, place=item.place)
        elif isinstance(item.value, list):
            entry.wrong(f"{name!r} should name one object or pattern", kind="not-text", at=item)
            continue
        one = Entry(fields, entry.problems)
        pattern = one.text("object")
        at = one.item("object")
        if at is None or not _is_name(entry, name, item):
            continue
        yield from _row(one, key, name, _of(entry, model, pattern, at) if pattern else ())


def _is_name(entry: Entry, name: str, at: Item) -> bool:
    if is_part_name(name):
        return True
    remedy = "use lower-case words and digits joined by dots, with '#' at the end for a row"
    entry.wrong(f"{name[:60]!r} is no name of a part", remedy, "bad-part-name", at)
    return False


def _row(entry: Entry, key: str, name: str, things: tuple[int, ...]) -> Iterator[Named]:
    """One entry of a section, or a row of them, with what it says besides."""
    many = len(things) > 1 and key != "no_touch" and "#" not in name
    if many:
        what = f"{name!r} would be {len(things)} objects of the model"
        entry.wrong(
            what, f"write {name + '.#'!r} for a row, or name one object", "no-number", entry.item("object")
        )
    groups = [(one,) for one in things] if "#" in name else [things]
    for number, group in enumerate(groups, 1):
        if group and not many:
            yield _said(entry, key, name.replace("#", str(number)), group)
    entry.text("source", "")
    entry.finish()


def _said(entry: Entry, key: str, name: str, things: tuple[int, ...]) -> Named:
    """A name and what the entry says of it; whatever a section does not know is found out afterwards."""
    for field in FIELDS[key]:
        entry.item(field)
    size = next((entry.number(field) for field in FIELDS[key] if field in _SIZES and field in entry), None)
    ways = {
        field: entry.direction(field)
        for field in FIELDS[key]
        if field in _WAYS and (field in entry or field == "toes")
    }
    why = entry.choice("why", NO_TOUCH, "experiment") if key == "no_touch" else ""
    return Named(
        section=key, name=name, things=things, entry=entry, size_m=size, normal=ways.get("normal"),
        along=ways.get("head") or ways.get("toes"), no_touch=NO_TOUCH.get(why),
    )  # fmt: skip


def _inside(entry: Entry, model: Model, ignored: tuple[int, ...]) -> tuple[Vec3, ...]:
    """Places in the room: as said, else one that is found."""
    item = entry.item("inside")
    things = [
        thing for number, thing in enumerate(model.things) if number not in ignored and len(thing.faces)
    ]
    if not things:
        entry.wrong(
            "nothing of the model is left", "a set needs objects with faces", "no-room", entry.item("model")
        )
        return ()
    if (
        item is not None
        and isinstance(item.value, list)
        and item.value
        and isinstance(item.value[0].value, list)
    ):
        return tuple(entry.vector_of(one, "inside") for one in item.value)
    if item is not None:
        return (entry.vector("inside"),)
    found = middle_of(things)
    if found is None:
        what = "no place in the model is closed in on most sides"
        entry.wrong(what, "say where the room is: inside: [x, y, z]", "no-room", entry.item("model"))
        return ()
    return (vec3(np.round(found, 3)),)


def _too_many(entry: Entry, model: Model, taken: Taken) -> None:
    """Says which objects make the most pieces."""
    count: dict[str, int] = {}
    for piece in taken.pieces:
        name = model.things[taken.sheets[piece.sheet].thing].path[-1]
        count[name] = count.get(name, 0) + 1
    most = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    listed = ", ".join(f"{name!r} {number}" for name, number in most)
    what = f"the model makes {len(taken.pieces)} solids, more than {MOST_PIECES}; most of them from {listed}"
    remedy = "name what nobody touches under 'only_drawn', model round things with fewer sides, or raise 'tolerance'"
    entry.wrong(what, remedy, "too-many", entry.item("model"))
