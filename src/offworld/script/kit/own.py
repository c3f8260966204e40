"""Bodies and lens sets of a film's own: `bodies:` and `lens sets:` in film.yaml."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from offworld.film.kit import Body, LensData, LensSet, Mode, plain_lens
from offworld.script.kit.catalogue import bodies, checked, lens_sets
from offworld.script.limits import LENS, SENSOR
from offworld.script.people import kilograms, metres, millimetres
from offworld.script.sourced import read_source
from offworld.text import Fields, Items, Mapping, Node, Scalar, Sheet, remedy_for

OWN: Final = "of this film; no source given"
"""Source of numbers for which the film gives none."""
MOST: Final = 40
"""Bodies, sets, modes or lenses in one list."""
LONGEST: Final = 60
"""Characters of a name."""
STOPS: Final = (0.7, 32.0)
"""T or N of a lens wide open, with room on both sides; a choice."""
NEAR_M: Final = (0.01, 20.0)
"""Metres of minimum focus; a choice."""
SQUEEZE: Final = (1.0, 2.5)
"""Squeeze of lenses; a choice: 1.25 to 2 are made."""
CLEAR_M: Final = (0.03, 1.5)
"""Metres about a lens that must stay clear; a choice."""


def read_bodies(film: Fields) -> dict[str, Body]:
    """Every body that a film may name: the built-in ones and its own."""
    known = dict(bodies())
    for key, node in film.entries("bodies", MOST):
        name = _name(key, film.sheet)
        body = _body(name, node, known, film.sheet)
        if body is not None:
            known[name] = body
    return known


def read_sets(film: Fields) -> dict[str, LensSet]:
    """Every lens set that a film may name: the built-in ones and its own."""
    known = dict(lens_sets())
    for key, node in film.entries("lens sets", MOST):
        name = _name(key, film.sheet)
        lens_set = _set(name, node, known, film.sheet)
        if lens_set is not None:
            known[name] = lens_set
    return known


def known_name(
    node: Scalar, known: dict[str, Body] | dict[str, LensSet], what: str, sheet: Sheet
) -> str | None:
    """The name that a scalar means, in any case of letters; None if there is none, which is then noted."""
    folded = {name.casefold(): name for name in known}
    found = folded.get(" ".join(node.text.split()).casefold())
    if found is None:
        remedy = remedy_for(node.text, known, name={"body": "bodies"}.get(what, f"{what}s"))
        sheet.wrong(
            node, f"there is no {what} {node.text[:60]!r}", remedy, kind=f"unknown-{what.replace(' ', '-')}"
        )
    return found


def _name(key: Scalar, sheet: Sheet) -> str:
    if len(key.text) > LONGEST:
        sheet.wrong(key, f"this name has {len(key.text)} characters", f"at most {LONGEST}", kind="too-long")
    return " ".join(key.text.split())


def _body(name: str, node: Node, known: dict[str, Body], sheet: Sheet) -> Body | None:
    fields = Fields(node, sheet, f"body {name[:40]}")
    like = fields.scalar("like")
    found = None if like is None else known_name(like, known, "body", sheet)
    base = None if found is None else known[found]
    source = read_source(fields) or OWN
    modes = _modes(fields, source)
    size = fields.get("size")
    values = Body(
        name=name,
        modes=modes or (base.modes if base else ()),
        size_m=_size(fields, size) if size is not None else base.size_m if base else None,
        mass_kg=fields.measure("mass", kilograms, 0.02, 30.0, "kg") or (base.mass_kg if base else None),
        clear_m=fields.measure("clear", metres, *CLEAR_M, "m") or (base.clear_m if base else None),
        about=source,
    )
    fields.done()
    if not values.modes and not (like is not None and base is None):
        remedy = "add 'modes: {4K: {width: 24.9 mm, height: 14 mm}}', or 'like: …'"
        sheet.wrong(node, f"body {name[:40]} has no recording mode", remedy, kind="no-mode")
    return values if values.modes else None


def _modes(fields: Fields, source: str) -> tuple[Mode, ...]:
    found: list[Mode] = []
    for key, node in fields.entries("modes", MOST):
        inner = Fields(node, fields.sheet, f"mode {key.text[:40]}")
        width = inner.measure("width", millimetres, *SENSOR, "mm") if inner.need("width", "24.9 mm") else None
        height = (
            inner.measure("height", millimetres, *SENSOR, "mm") if inner.need("height", "14 mm") else None
        )
        pixels = _pixels(inner)
        inner.done()
        if width is None or height is None:
            continue
        mode = Mode(name=key.text, width_mm=width, height_mm=height, pixels=pixels, source=source)
        try:
            found.append(checked(mode))
        except ValueError as error:
            remedy = "from 3 to 9 are made, and square; write the active width and height in mm"
            fields.sheet.wrong(node, str(error), remedy, kind="pixel-pitch")
    return tuple(found)


def _pixels(fields: Fields) -> tuple[int, int] | None:
    node = fields.get("pixels")
    if node is None:
        return None
    if not isinstance(node, Items) or len(node.nodes) != 2:
        fields.sheet.wrong(node, "'pixels' must be two numbers", "write [4096, 2160]", kind="wrong-type")
        return None
    across, down = (fields.as_number(one) for one in node.nodes)
    return None if not across or not down else (int(across), int(down))


def _size(fields: Fields, node: Node) -> tuple[float, float, float] | None:
    if (
        not isinstance(node, Items)
        or len(node.nodes) != 3
        or not all(isinstance(x, Scalar) for x in node.nodes)
    ):
        fields.sheet.wrong(
            node, "'size' must be three lengths", "write [130 mm, 78 mm, 85 mm]", kind="wrong-type"
        )
        return None
    sides = [
        fields.as_measure(one, "size", metres, 0.01, 1.0, "m")
        for one in node.nodes
        if isinstance(one, Scalar)
    ]
    width, height, length = sides
    return None if width is None or height is None or length is None else (width, height, length)


def _set(name: str, node: Node, known: dict[str, LensSet], sheet: Sheet) -> LensSet | None:
    fields = Fields(node, sheet, f"lens set {name[:40]}")
    like = fields.scalar("like")
    found = None if like is None else known_name(like, known, "lens set", sheet)
    base = known[found] if found is not None else LensSet(name=name, lenses=())
    source = read_source(fields) or OWN
    lenses = {lens.focal_mm: lens for lens in base.lenses}
    for item in fields.items("lenses", MOST) or ():
        lens = read_lens(item, fields, source)
        if lens is not None:
            lenses[lens.focal_mm] = lens
    squeeze = fields.number("squeeze", *SQUEEZE)
    zoom = fields.flag("zoom")
    fields.done()
    if not lenses:
        if like is None or found is not None:
            remedy = "add 'lenses: [{focal: 35 mm, T: 2, near: 0.35 m}]'"
            sheet.wrong(node, f"lens set {name[:40]} has no lens", remedy, kind="no-lenses")
        return None
    return replace(
        base, name=name, lenses=tuple(lenses[focal] for focal in sorted(lenses)), source=source,
        squeeze=squeeze or base.squeeze, zoom=base.zoom if zoom is None else zoom,
    )  # fmt: skip


def read_lens(node: Node, around: Fields, source: str = OWN) -> LensData | None:
    """One lens: its focal length, or a mapping with what else is known of it."""
    if isinstance(node, Scalar):
        focal = around.as_measure(node, "lens", millimetres, *LENS, "mm")
        return None if focal is None else plain_lens(focal)
    if not isinstance(node, Mapping):
        around.sheet.wrong(node, "a lens is one length or a mapping", "write '25 mm'", kind="wrong-type")
        return None
    fields = Fields(node, around.sheet, "the lens")
    focal = fields.measure("focal", millimetres, *LENS, "mm") if fields.need("focal", "25 mm") else None
    near = fields.measure("near", metres, *NEAR_M, "m")
    lens = LensData(
        focal_mm=focal or LENS[0], near_m=near or plain_lens(focal or LENS[0]).near_m,
        t_stop=fields.number("T", *STOPS), stop=fields.number("N", *STOPS),
        pupil_m=fields.measure("pupil", metres, 0.0, 1.0, "m"), front_m=fields.measure("front", metres, 0.01, 0.5, "m"),
        length_m=fields.measure("length", metres, 0.01, 1.5, "m"),
        mass_kg=fields.measure("mass", kilograms, 0.01, 30.0, "kg"), source=read_source(fields) or source,
    )  # fmt: skip
    fields.done()
    return None if focal is None else lens
