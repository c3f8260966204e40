"""The people and props that a film declares."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, Final, get_args

from offworld.film.basic import NOWHERE, ORIGIN, Place, Vec3
from offworld.film.habits import Profile
from offworld.film.person import Person, Sex, Wear
from offworld.film.prop import Prop, PropShape
from offworld.script.language import reserved
from offworld.script.limits import MASS, MOST_PEOPLE, MOST_PROPS, PROP_MASS, PROP_SIZE, STATURE, STRENGTH
from offworld.script.profiles import own_profile
from offworld.text import Fields, Items, Node, Scalar, Sheet
from offworld.units import parse_quantity

COLOURS: Final = (
    "navy", "blue", "green", "olive", "yellow", "orange", "red", "white", "grey", "steel", "black",
)  # fmt: skip
"""Names of colours for costumes and props."""

metres: Final = functools.partial(parse_quantity, unit="m", bare=True)
kilograms: Final = functools.partial(parse_quantity, unit="kg", bare=True)
seconds: Final = functools.partial(parse_quantity, unit="s", bare=True)
millimetres: Final = functools.partial(parse_quantity, unit="mm", bare=True)

# A small cine body with its lens (handbook physics, table of camera recoil: 3 kg, 0.03 kg m² across the grip).
_CAMERA_MASS: Final = 3.0
_CAMERA_SIZE: Final[Vec3] = (0.13, 0.15, 0.26)
_CAMERA_INERTIA: Final[Vec3] = (0.03, 0.03, 0.012)
"""About its own x, y and z (the lens lies along −z); the third is recalled from bodies of that shape."""


def default_camera(name: str) -> Prop:
    """The film camera of a film that declares none: 3 kg, held at its side."""
    return Prop(
        id=name, shape="box", size_m=_CAMERA_SIZE, mass_kg=_CAMERA_MASS, inertia=_CAMERA_INERTIA,
        grip=(0.065, 0.0, 0.0), camera=True, colour="black",
    )  # fmt: skip


def read_people(
    film: Fields, profiles: tuple[Profile, ...] = ()
) -> tuple[tuple[Person, tuple[str, ...], str | None], ...]:
    """Everyone, each with the names that the script calls them by, and the profile that is theirs (None: none is)."""
    found = []
    for key, node in film.entries("people", MOST_PEOPLE):
        if _good_name(film, key, "person"):
            found.append(_read_person(key, node, film.sheet, profiles))
    return tuple(found)


def _read_person(
    key: Scalar, node: Node, sheet: Sheet, profiles: tuple[Profile, ...]
) -> tuple[Person, tuple[str, ...], str | None]:
    fields = Fields(node, sheet, key.text)
    values: dict[str, Any] = {"sex": "female", "stature_m": 1.7, "mass_kg": 65.0}
    if fields.need("sex", "female") is not None:
        sex = fields.choice("sex", get_args(Sex))
        values["sex"] = sex or "female"
    if fields.need("stature", "1.70 m") is not None:
        values["stature_m"] = fields.measure("stature", metres, *STATURE, "m") or 1.7
    if fields.need("mass", "65 kg") is not None:
        values["mass_kg"] = fields.measure("mass", kilograms, *MASS, "kg") or 65.0
    values["strength"] = fields.number("strength", *STRENGTH)
    values["suit"] = fields.choice("suit", COLOURS)
    values["wear"] = fields.choice("wear", get_args(Wear))
    values["cap"] = fields.flag("cap")
    values["posture"] = fields.whole("posture", 1, 3)
    called = fields.items("in script", 10) or ()
    profile = own_profile(fields, profiles)
    fields.done()
    names = tuple(item.text for item in called if isinstance(item, Scalar)) or (key.text,)
    given = {name: value for name, value in values.items() if value is not None}
    return Person(id=key.text, place=place_of(key, sheet), **given), names, profile


def read_props(film: Fields, people: Iterable[str]) -> tuple[Prop, ...]:
    """Everything loose."""
    found, known = [], set(people)
    for key, node in film.entries("props", MOST_PROPS):
        if not _good_name(film, key, "prop"):
            continue
        if key.text in known:
            film.sheet.wrong(
                key, f"{key.text!r} is a person already", "give the prop another name", kind="duplicate"
            )
            continue
        found.append(_read_prop(key, node, film.sheet))
    return tuple(found)


def _read_prop(key: Scalar, node: Node, sheet: Sheet) -> Prop:
    """One prop; what is wrong is noted and read as if it were not there, so that scenes still find the prop."""
    fields = Fields(node, sheet, key.text)
    is_camera = fields.flag("camera") or False
    base = default_camera(key.text)
    shape, size, mass = fields.choice("shape", get_args(PropShape)), _size(fields), None
    if is_camera or fields.need("mass", "40 g") is not None:
        mass = fields.measure("mass", kilograms, *PROP_MASS, "kg")
    if not is_camera:
        fields.need("shape", "box")
        fields.need("size", "[0.1, 0.1, 0.1]")
    inertia = fields.vector("inertia", 1000.0)
    if inertia is not None and not _possible(inertia):
        remedy = "give three moments, none larger than the other two together"
        sheet.wrong(
            fields.get("inertia") or node,
            f"no solid has the inertia of {key.text}",
            remedy,
            kind="bad-inertia",
        )
    drag = fields.number("drag area", 0.0, 10.0)
    grip, colour = fields.vector("grip", 5.0), fields.choice("colour", COLOURS)
    fields.done()
    return Prop(
        id=key.text,
        shape=_shape(shape),
        size_m=size or base.size_m,
        mass_kg=mass or base.mass_kg,
        inertia=inertia or (base.inertia if is_camera and mass is None and size is None else None),
        drag_area_m2=drag,
        grip=grip or (base.grip if is_camera and size is None else ORIGIN),
        camera=is_camera,
        colour=colour or ("black" if is_camera else "steel"),
        place=place_of(key, sheet),
    )


def _shape(word: str | None) -> PropShape:
    kinds: dict[str | None, PropShape] = {kind: kind for kind in get_args(PropShape)}
    return kinds.get(word, "box")


def _size(fields: Fields) -> Vec3 | None:
    """Three lengths, or one for all."""
    node = fields.get("size")
    if node is None:
        return None
    nodes = node.nodes if isinstance(node, Items) else (node, node, node)
    if len(nodes) != 3 or not all(isinstance(item, Scalar) for item in nodes):
        fields.sheet.wrong(
            node, f"'size' of {fields.what} must be three lengths", "write [0.1 m, 0.2 m, 0.3 m]",
            kind="wrong-type",
        )  # fmt: skip
        return None
    sides = [
        fields.as_measure(item, "size", metres, *PROP_SIZE, "m")
        for item in nodes if isinstance(item, Scalar)
    ]  # fmt: skip
    if any(side is None for side in sides):
        return None
    x, y, z = (side or 0.0 for side in sides)
    return x, y, z


def _possible(inertia: Vec3) -> bool:
    low, middle, high = sorted(inertia)
    return low > 0 and low + middle >= high * (1 - 1e-9)


def _good_name(film: Fields, key: Scalar, what: str) -> bool:
    if film.name_of(key, what) is None:
        return False
    if key.text not in reserved():
        return True
    film.sheet.wrong(
        key,
        f"{key.text!r} is a word of the language and cannot be the name of a {what}",
        "choose another",
        kind="bad-name",
    )
    return False


def place_of(node: Node, sheet: Sheet) -> Place:
    """Where a node is written."""
    file, line = sheet.place(node.line)
    return Place(file=file, line=line, column=node.column) if file else NOWHERE
