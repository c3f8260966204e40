"""Set-ups and cuts of a scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lark import Token, Tree

from offworld.film.basic import Vec3
from offworld.film.blocking import Target
from offworld.film.camera import Cut, SetUp
from offworld.film.kit import Package
from offworld.geometry import rotation
from offworld.script.cues import Cueing, read_when
from offworld.script.kept import read_attitude
from offworld.script.language import Writing
from offworld.script.light_wishes import LIGHT
from offworld.script.limits import LENS
from offworld.script.names import Names, read_heading, read_person, read_prop, read_target
from offworld.script.people import millimetres, place_of
from offworld.script.rough import plain_text
from offworld.script.shots import is_shot
from offworld.text import Fields, Node, Scalar, Sheet, remedy_for

UPS: Final = ("set", "gravity", "free")
"""Whose up a picture can follow besides a person's or a direction."""


def read_set_ups(
    entries: Sequence[tuple[Scalar, Node]],
    names: Names,
    sheet: Sheet,
    package: Package,
    *,
    weight: bool,
) -> tuple[SetUp, ...]:
    """The cameras of a scene but for shots that are asked for in words.

    Args:
        entries: names and mappings.
        names: what can be named.
        sheet: the file.
        package: the film's lenses; without any all will do.
        weight: whether the world of the scene has a gravity that a picture can follow.
    """
    placed = ((key, node) for key, node in entries if not is_shot(node))
    found = (_read_set_up(key, node, names, sheet, package, weight=weight) for key, node in placed)
    return tuple(set_up for set_up in found if set_up is not None)


def _read_set_up(
    key: Scalar, node: Node, names: Names, sheet: Sheet, package: Package, *, weight: bool
) -> SetUp | None:
    before = len(sheet.problems)
    what = f"camera {key.text[:20]}"
    fields = Fields(node, sheet, what)
    lens = fields.measure("lens", millimetres, *LENS, "mm") if fields.need("lens", "25 mm") else None
    if lens is not None and package.lenses and lens not in package.lenses_mm:
        known = ", ".join(f"{length:g} mm" for length in package.lenses_mm)
        where = fields.get("lens") or node
        sheet.wrong(where, f"{lens:g} mm is not in the lens package", f"lenses: {known}", kind="no-lens")
    by = _person(fields, names, sheet)
    places = {name: _place(fields, name, names, sheet) for name in ("at", "looks at", "follows")}
    up, vector = _up(fields, names, sheet, weight=weight)
    attitude = read_attitude(fields)
    for other in ("by", "follows", "up") if attitude is not None else ():
        if (also := fields.get(other)) is not None:
            remedy = f"keep one of 'attitude:' and '{other}:'"
            sheet.wrong(
                also,
                f"{what} lies as its attitude says, and not as {other!r} does",
                remedy,
                kind="camera-aim",
            )
    prop = fields.scalar("prop")
    camera_prop = None if prop is None else _camera_prop(prop, names, sheet)
    keep = fields.flag("keep") or False
    # Read by `camera_wishes`; here it is only known.
    fields.get(LIGHT)
    fields.done()
    if len(sheet.problems) > before:
        return None
    if (by is None) == (places["at"] is None):
        both = (
            "both 'at' a place and held 'by' somebody"
            if by
            else "neither 'at' a place nor held 'by' somebody"
        )
        sheet.wrong(node, f"{what} is {both}", "write one of 'at:' and 'by:'", kind="camera-place")
        return None
    if attitude is None and places["looks at"] is None and places["follows"] is None:
        remedy = "add 'looks at: …' or 'follows: …'"
        sheet.wrong(node, f"{what} has nothing to look at", remedy, kind="camera-aim")
        return None
    if attitude is not None:
        x, y, z = (float(value) for value in rotation.rotate(attitude, [0.0, 1.0, 0.0]))
        up, vector = "vector", (x, y, z)
    return SetUp(
        id=key.text, lens_mm=lens or LENS[0], at=places["at"], by=by, looks_at=places["looks at"],
        follows=places["follows"], up=up, up_vector=vector, keep=keep, prop=camera_prop,
        attitude=attitude, stop=package.stops(lens or LENS[0])[0], near_m=package.near_m(lens or LENS[0]),
        place=place_of(key, sheet),
    )  # fmt: skip


def _person(fields: Fields, names: Names, sheet: Sheet) -> str | None:
    node = fields.scalar("by")
    if node is None:
        return None
    return read_person(None, names, Writing(sheet=sheet, node=node), written=node.text)


def _camera_prop(node: Scalar, names: Names, sheet: Sheet) -> str | None:
    writing = Writing(sheet=sheet, node=node)
    name = read_prop(None, node.text, names, writing)
    if name is not None and not names.props[name].camera:
        remedy = f"add 'camera: true' to {name}, or name another prop"
        writing.wrong(None, f"{name} is no camera", remedy, kind="no-camera-prop")
    return name


def _place(fields: Fields, name: str, names: Names, sheet: Sheet) -> Target | None:
    node = fields.get(name)
    if node is None:
        return None
    return read_place(node, names, sheet)


def read_place(node: Node, names: Names, sheet: Sheet) -> Target | None:
    """A target from a field of its own: text, or a list of three numbers."""
    exact = isinstance(node, Scalar) and node.exact
    scalar = Scalar(text=plain_text(node), line=node.line, column=node.column, exact=exact)
    writing = Writing(sheet=sheet, node=scalar)
    tree = writing.parse("target")
    return None if tree is None else read_target(tree, names, writing)


def _up(fields: Fields, names: Names, sheet: Sheet, *, weight: bool) -> tuple[str, Vec3 | None]:
    """Whose up, and the direction if it is one."""
    node = fields.get("up")
    if node is None:
        return "set", None
    text = plain_text(node)
    exact = isinstance(node, Scalar) and node.exact
    scalar = Scalar(text=text, line=node.line, column=node.column, exact=exact)
    writing = Writing(sheet=sheet, node=scalar)
    if text == "gravity" and not weight:
        remedy = "write 'up: set', 'up: free' or a person"
        writing.wrong(None, "this world has no gravity to call up", remedy, kind="no-gravity")
    if text in UPS or text in names.people:
        return text, None
    if text[:1] in {"+", "-", "−", "["}:
        tree = writing.parse("person_start", f"up {text}")
        if tree is None:
            return "set", None
        heading = tree.children[0]
        assert isinstance(heading, Tree)
        return "vector", read_heading(heading.children[0], writing)
    remedy = remedy_for(text, (*UPS, *names.people), name="whose")
    writing.wrong(None, f"nobody's up is called {text[:40]!r}", remedy, kind="unknown-up")
    return "set", None


def read_cuts(nodes: Sequence[Node], cueing: Cueing, sheet: Sheet) -> tuple[Cut, ...]:
    """The cuts of a scene: the first from the start, each later one on a cue."""
    cuts: list[Cut] = []
    for index, node in enumerate(nodes):
        if not isinstance(node, Scalar):
            sheet.wrong(node, "a cut is one line", "write 'B on catch'", kind="wrong-type")
            continue
        writing = Writing(sheet=sheet, node=node)
        tree = writing.parse("cut")
        if tree is not None:
            cut = _read_cut(tree, cueing, writing, first=index == 0)
            cuts += [] if cut is None else [cut]
    return tuple(cuts)


def _read_cut(tree: Tree[Token], cueing: Cueing, writing: Writing, *, first: bool) -> Cut | None:
    camera, turn, when = tree.children
    known = (*cueing.names.cameras, *cueing.names.shots)
    if str(camera) not in known:
        remedy = remedy_for(str(camera), known, name="cameras")
        writing.wrong(camera, f"the scene has no camera {camera}", remedy, kind="unknown-camera")
        return None
    if first and isinstance(turn, Tree):
        remedy = f"begin with the camera alone: {camera}"
        writing.wrong(
            turn, "no picture is before the first, from which it could turn", remedy, kind="cut-turn"
        )
        return None
    if not isinstance(when, Tree):
        if first:
            return Cut(camera=str(camera), place=writing.place())
        remedy = "write when, for example 'B on L12'"
        writing.wrong(camera, "only the first cut has no cue", remedy, kind="cut-cue")
        return None
    if first:
        remedy = f"begin with the camera alone: {known[0]}"
        writing.wrong(when, "the first cut is from the start and has no cue", remedy, kind="cut-cue")
        return None
    cue = read_when(when, cueing, None, writing)
    values: dict[str, Any] = {
        "camera": str(camera),
        "on": cue,
        "turn": isinstance(turn, Tree),
        "place": writing.place(),
    }
    return None if cue is None else Cut(**values)
