"""What a film shoots with, as film.yaml says it: `camera:`, `lenses:`, `sensor:`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from offworld.film.camera import Sensor
from offworld.film.kit import USUAL_T, Body, LensData, LensSet, Mode, Package, gate
from offworld.script.kit.own import CLEAR_M, MOST, STOPS, known_name, read_bodies, read_lens, read_sets
from offworld.script.limits import LENS, SENSOR
from offworld.script.people import metres, millimetres
from offworld.text import Fields, Mapping, Node, Scalar, Sheet, remedy_for

COC_MM: Final = (0.002, 0.2)
"""Millimetres of a circle of confusion; a choice: 0.012 to 0.05 are used."""
_LENGTH: Final = r"\d+(?:\.\d+)?(?:\s*mm)?"
_LENGTHS: Final = rf"\[?\s*(?P<only>{_LENGTH}(?:\s*,\s*{_LENGTH})*)\s*\]?"
_OF: Final = re.compile(rf"{_LENGTHS}\s+of\s+(?P<name>.+)")
_AFTER: Final = re.compile(rf"(?P<name>.+?)\s+{_LENGTHS.replace('[?', '[', 1).replace(']?', ']', 1)}")
_LARGE: Final = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lenses:
    """Lenses as one field says them."""

    lenses: tuple[LensData, ...] = ()
    of: LensSet | None = None
    """The set that they are of; None: of none."""

    @property
    def squeeze(self) -> float:
        return 1.0 if self.of is None else self.of.squeeze


def read_package(film: Fields, aspect: Fraction) -> tuple[Sensor, Package]:
    """The gate, the camera and its lenses.

    Args:
        film: film.yaml.
        aspect: width over height of the film's picture.
    """
    known, sets = read_bodies(film), read_sets(film)
    node = film.get("camera")
    camera = None if node is None else Fields(node, film.sheet, "the camera")
    lenses = _lenses(film, camera, sets)
    others = () if lenses.of is None else tuple(lens.focal_mm for lens in lenses.of.lenses)
    package = Package(
        lenses=lenses.lenses, lens_set="" if lenses.of is None else lenses.of.name,
        others_mm=tuple(focal for focal in others if focal not in {one.focal_mm for one in lenses.lenses}),
    )  # fmt: skip
    coc = None
    if camera is not None:
        package, mode = _camera(camera, package, known)
        coc = camera.measure("circle of confusion", millimetres, *COC_MM, "mm")
        camera.done()
        if mode is not None:
            _no_sensor(film)
            return gate(mode.width_mm, mode.height_mm, float(aspect), lenses.squeeze, coc), package
    return _sensor(film, aspect, lenses.squeeze, coc), package


def _camera(camera: Fields, package: Package, known: dict[str, Body]) -> tuple[Package, Mode | None]:
    """The package with its body, and the recording mode; None where no body is named."""
    name = camera.scalar("body")
    found = None if name is None else known_name(name, known, "body", camera.sheet)
    wanted = camera.scalar("mode")
    clear = camera.measure("clear", metres, *CLEAR_M, "m")
    package = replace(package, t_stop=_stop(camera))
    if found is None:
        if name is None and wanted is not None:
            camera.sheet.wrong(wanted, "a mode is one of a body", "add 'body: …'", kind="no-body")
        return package if clear is None else replace(package, clear_m=clear), None
    body = known[found]
    mode = _mode(wanted, body, camera.sheet)
    return replace(package, body=body.name, mode=mode.name, clear_m=clear or body.reach_m), mode


def _mode(wanted: Scalar | None, body: Body, sheet: Sheet) -> Mode:
    """The mode that is asked for; the body's first if none is, or if there is none of that name, which is noted."""
    if wanted is None:
        return body.modes[0]
    text = " ".join(wanted.text.split()).casefold()
    for mode in body.modes:
        if mode.name.casefold() == text:
            return mode
    remedy = remedy_for(wanted.text, [mode.name for mode in body.modes], name="modes")
    sheet.wrong(wanted, f"{body.name} has no mode {wanted.text[:40]!r}", remedy, kind="unknown-mode")
    return body.modes[0]


def _stop(camera: Fields) -> float:
    """The T that is shot at, written `T2.8` or `2.8`."""
    node = camera.scalar("stop")
    if node is None:
        return USUAL_T
    text = node.text.strip()
    bare = Scalar(text=text[1:].strip() if text[:1] in "Tt" else text, line=node.line, column=node.column)
    value = camera.as_number(bare)
    if value is not None and not STOPS[0] <= value <= STOPS[1]:
        what = f"a stop of {text[:20]} is not from T{STOPS[0]:g} to T{STOPS[1]:g}"
        camera.sheet.wrong(node, what, "write 'stop: T2.8'", kind="out-of-range")
        return USUAL_T
    return value or USUAL_T


def _lenses(film: Fields, camera: Fields | None, sets: dict[str, LensSet]) -> _Lenses:
    """The lenses, which stand in the camera or beside it."""
    own = None if camera is None else camera.get("lenses")
    beside = film.get("lenses")
    if own is not None and beside is not None:
        film.sheet.wrong(beside, "lenses are said twice", "keep them here or in 'camera:'", kind="duplicate")
    node, fields = (beside, film) if own is None or camera is None else (own, camera)
    if node is None:
        return _Lenses()
    if isinstance(node, Mapping):
        return _mapped(node, sets, fields.sheet)
    if isinstance(node, Scalar) and _number(node.text) is None:
        return _said(node, sets, fields.sheet)
    items = fields.items("lenses", MOST) or ()
    found = [read_lens(item, fields) for item in items]
    return _Lenses(lenses=tuple(lens for lens in found if lens is not None))


def _number(text: str) -> re.Match[str] | None:
    return re.fullmatch(r"[+\-−.\d].*", text) if not _OF.fullmatch(text) else None


def _said(node: Scalar, sets: dict[str, LensSet], sheet: Sheet) -> _Lenses:
    """``Cooke S4/i``, ``18, 25, 35 of Cooke S4/i`` or ``Cooke S4/i [18, 25, 35]``."""
    match = _OF.fullmatch(node.text.strip()) or _AFTER.fullmatch(node.text.strip())
    text = node.text if match is None else match["name"]
    name = known_name(replace(node, text=text), sets, "lens set", sheet)
    if name is None:
        return _Lenses()
    if match is None:
        return _Lenses(lenses=sets[name].lenses, of=sets[name])
    wanted = [float(word.removesuffix("mm")) for word in match["only"].split(",")]
    return _cut(sets[name], wanted, node, sheet)


def _mapped(node: Mapping, sets: dict[str, LensSet], sheet: Sheet) -> _Lenses:
    """``{set: Cooke S4/i, only: [18 mm, 25 mm], also: [{focal: 8 mm, T: 2.8, near: 0.2 m}]}``."""
    fields = Fields(node, sheet, "the lenses")
    scalar = fields.scalar("set") if fields.need("set", "Cooke S4/i") is not None else None
    name = None if scalar is None else known_name(scalar, sets, "lens set", sheet)
    only = fields.items("only", MOST)
    also = [read_lens(item, fields) for item in fields.items("also", MOST) or ()]
    fields.done()
    if name is None:
        return _Lenses()
    found = _Lenses(lenses=sets[name].lenses, of=sets[name])
    if only is not None:
        lengths = (
            fields.as_measure(one, "lens", millimetres, *LENS, "mm")
            for one in only
            if isinstance(one, Scalar)
        )
        found = _cut(sets[name], [one for one in lengths if one is not None], node, sheet)
    return replace(found, lenses=(*found.lenses, *(lens for lens in also if lens is not None)))


def _cut(lens_set: LensSet, wanted: list[float], node: Node, sheet: Sheet) -> _Lenses:
    """Some lenses of a set."""
    known = {lens.focal_mm: lens for lens in lens_set.lenses}
    for focal in wanted:
        if focal not in known:
            nearest = min(known, key=lambda one: abs(one - focal))
            remedy = f"the nearest is {nearest:g} mm; it has {', '.join(f'{one:g}' for one in known)}"
            sheet.wrong(node, f"{lens_set.name} has no {focal:g} mm", remedy, kind="unknown-lens")
    return _Lenses(lenses=tuple(known[focal] for focal in wanted if focal in known), of=lens_set)


def _no_sensor(film: Fields) -> None:
    node = film.get("sensor")
    if node is not None:
        film.sheet.wrong(
            node,
            "the body and its mode say what the sensor is",
            "take 'sensor:' out, or 'body:'",
            kind="duplicate",
        )


def _sensor(film: Fields, aspect: Fraction, squeeze: float, coc: float | None) -> Sensor:
    """The gate that a film writes out; its height is what the aspect leaves of it."""
    node = film.get("sensor")
    width, height = Sensor().width_mm, None
    if node is not None:
        written = Fields(node, film.sheet, "the sensor")
        width = written.measure("width", millimetres, *SENSOR, "mm") or width
        height = written.measure("height", millimetres, *SENSOR, "mm")
        written.done()
    # One that gives no height is as high as it need be.
    return gate(width, height or _LARGE, float(aspect), squeeze, coc)
