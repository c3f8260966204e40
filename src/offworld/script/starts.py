"""How a scene begins: one line for each person and prop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from lark import Token, Tree

from offworld.film.basic import Vec3
from offworld.film.blocking import Channel, Target
from offworld.film.scene import USUAL_TETHER_M, HoldStart, PersonStart, PropStart, TetherStart
from offworld.script.hooks import LONGEST_M, SHORTEST_M, read_hook
from offworld.script.language import Writing
from offworld.script.limits import FASTEST
from offworld.script.moves import NOT_YET_REMEDY, NOT_YET_WHY
from offworld.script.names import (
    FARTHEST,
    Names,
    limbs_of,
    part_name,
    read_heading,
    read_person,
    read_quantity,
    read_target,
    words_of,
)
from offworld.text import remedy_for


@dataclass(slots=True, kw_only=True)
class _Start:
    """What is read of one line."""

    names: Names
    writing: Writing
    values: dict[str, Any] = field(default_factory=dict)
    """Fields of the record."""
    holds: list[HoldStart] = field(default_factory=list)
    wrong: bool = False

    def put(self, name: str, value: object, piece: Tree[Token]) -> None:
        """Notes a fact; a second one of the same name is a mistake."""
        if value is None:
            self.wrong = True
        elif name in self.values:
            self.wrong = True
            self.writing.wrong(
                piece, f"this says a second {name.replace('_', ' ')}", "keep one of them", kind="said-twice"
            )
        else:
            self.values[name] = value


def read_person_start(person: str, names: Names, writing: Writing) -> PersonStart | None:
    """How a person is when the scene starts; None if it is wrong, which is then noted."""
    start = _read(writing.parse("person_start"), names, writing)
    if start is None:
        return None
    found = PersonStart(person=person, holds=tuple(start.holds), place=writing.place(), **start.values)
    return found if _person_fits(found, writing) else None


def read_prop_start(prop: str, names: Names, writing: Writing) -> PropStart | None:
    """How a prop is when the scene starts; None if it is wrong, which is then noted."""
    start = _read(writing.parse("prop_start"), names, writing)
    if start is None:
        return None
    found = PropStart(prop=prop, place=writing.place(), **start.values)
    if (found.held_by is None) == (found.position is None):
        remedy = "write 'in zhenya's right hand', 'stuck to table.top' or 'floating at mark.table'"
        writing.wrong(None, "a prop is either in a hand or at one place", remedy, kind="prop-start")
        return None
    return found


def _read(tree: Tree[Token] | None, names: Names, writing: Writing) -> _Start | None:
    if tree is None:
        return None
    start = _Start(names=names, writing=writing)
    for phrase in tree.children:
        assert isinstance(phrase, Tree)
        _PHRASES[str(phrase.data)](phrase, start)
    return None if start.wrong else start


def _person_fits(start: PersonStart, writing: Writing) -> bool:
    """Whether a person can be all that at once."""
    limbs = [hold.limb for hold in start.holds]
    twice = [limb for limb in limbs if limbs.count(limb) > 1]
    ways = {
        "strapped": start.strapped is not None,
        "floating at a place": start.position is not None,
        "drifting": start.drift != (0.0, 0.0, 0.0),
    }
    said = [way for way, is_so in ways.items() if is_so]
    text = ""
    if twice:
        text = f"the {twice[0]} is in two places"
    elif start.strapped is not None and len(said) > 1:
        text = f"nobody is {said[0]} and {said[1]} at once"
    elif start.drift != (0.0, 0.0, 0.0) and (start.holds or start.held_by):
        text = "nobody who holds on, or is held, is drifting"
    elif start.limp and any("hand" in limb for limb in limbs):
        text = "limp hands hold nothing"
    elif start.person in {start.held_by, start.lying_to}:
        text = f"{start.person} is named for {start.person}: another person is needed"
    elif start.tether is not None and start.person == start.tether.target.name:
        text = f"{start.person} is tethered to {start.person}: another person is needed"
    elif start.held_by is not None and any("foot" in limb for limb in limbs):
        text = "feet that somebody holds are in no loop"
    if text:
        writing.wrong(None, text, "keep one of them", kind="start-clash")
    return not text


def _grips(tree: Tree[Token], start: _Start) -> None:
    for grip in tree.children:
        assert isinstance(grip, Tree)
        limbs, thing = (child for child in grip.children if isinstance(child, Tree))
        target = read_target(thing, start.names, start.writing)
        if target is None:
            start.wrong = True
            continue
        start.holds += [HoldStart(limb=limb, target=target) for limb in limbs_of(limbs)]


def _target_into(name: str) -> Callable[[Tree[Token], _Start], None]:
    def read(tree: Tree[Token], start: _Start) -> None:
        thing = next(child for child in tree.children if isinstance(child, Tree))
        start.put(name, read_target(thing, start.names, start.writing), tree)

    return read


def _strapped(tree: Tree[Token], start: _Start) -> None:
    thing = next(child for child in tree.children if isinstance(child, Tree))
    target = read_target(thing, start.names, start.writing)
    stage = start.names.stage_set
    beds = () if stage is None else tuple(bed.id for bed in stage.beds)
    if target is not None and stage is not None and target.name not in beds:
        remedy = remedy_for(target.name, beds, name="beds")
        start.writing.wrong(thing, f"nobody can be strapped to {words_of(thing)!r}", remedy, kind="no-bed")
        target = None
    start.put("strapped", target, tree)


def _up(tree: Tree[Token], start: _Start) -> None:
    start.put("up", read_heading(tree.children[0], start.writing), tree)


def _facing_way(tree: Tree[Token], start: _Start) -> None:
    heading = read_heading(tree.children[0], start.writing)
    facing: Target | None = None
    if heading is not None:
        # A direction is a point so far off that it lies the same way from everywhere in the set.
        x, y, z = (FARTHEST * part for part in heading)
        facing = Target(kind="point", offset=(x, y, z), place=start.writing.place(tree))
    start.put("facing", facing, tree)


def _lies(tree: Tree[Token], start: _Start) -> None:
    lie, *rest = tree.children
    start.put("lying", words_of(lie), tree)
    name = next((token for token in rest if isinstance(token, Token) and token.type == "NAME"), None)
    if name is not None:
        start.put("lying_to", read_person(name, start.names, start.writing), tree)


def _operates(tree: Tree[Token], start: _Start) -> None:
    camera = str(tree.children[0])
    if camera not in start.names.cameras:
        remedy = remedy_for(camera, start.names.cameras, name="cameras")
        start.writing.wrong(
            tree.children[0], f"the scene has no camera {camera!r}", remedy, kind="unknown-camera"
        )
        start.wrong = True
    start.put("operates", camera, tree)


def _held(tree: Tree[Token], start: _Start) -> None:
    start.put("held_by", read_person(tree.children[0], start.names, start.writing), tree)


def _limp(tree: Tree[Token], start: _Start) -> None:
    start.put("limp", True, tree)


def _drifting(tree: Tree[Token], start: _Start) -> None:
    speed = read_quantity(tree.children[0], "m/s", 0.0, FASTEST, "speed", start.writing)
    heading = read_heading(tree.children[1], start.writing)
    drift: Vec3 | None = None
    if speed is not None and heading is not None:
        drift = (speed * heading[0], speed * heading[1], speed * heading[2])
    start.put("drift", drift, tree)


def _tethered(tree: Tree[Token], start: _Start) -> None:
    thing, length = tree.children
    assert isinstance(thing, Tree)
    target = read_hook(thing, start.names, start.writing)
    metres: float | None = USUAL_TETHER_M
    if length is not None:
        metres = read_quantity(length, "m", SHORTEST_M, LONGEST_M, "tether", start.writing)
    tether = None if target is None or metres is None else TetherStart(target=target, length_m=metres)
    start.put("tether", tether, tree)


def _not_yet(tree: Tree[Token], start: _Start) -> None:
    start.writing.wrong(tree, f"{tree.data!s}: {NOT_YET_WHY}", NOT_YET_REMEDY, kind="not-yet")
    start.wrong = True


def _in_hand(tree: Tree[Token], start: _Start) -> None:
    person = read_person(tree.children[0], start.names, start.writing)
    part = part_name(tree.children[2], start.writing)
    hands: dict[str | None, Channel] = {"left hand": "left hand", "right hand": "right hand"}
    if part is not None and part not in hands:
        start.writing.wrong(tree.children[2], f"a {part} holds no prop", "say which hand", kind="no-hand")
        start.wrong = True
        return
    start.put("held_by", person, tree)
    start.put("hand", hands.get(part), tree)


def _stuck(tree: Tree[Token], start: _Start) -> None:
    start.put("stuck", True, tree)
    _target_into("position")(tree, start)


_PHRASES: Final[dict[str, Callable[[Tree[Token], _Start], None]]] = {
    "grips": _grips,
    "strapped": _strapped,
    "up": _up,
    "facing": _target_into("facing"),
    "facing_way": _facing_way,
    "lies": _lies,
    "operates": _operates,
    "held": _held,
    "floating": _target_into("position"),
    "limp": _limp,
    "tethered": _tethered,
    "drifting": _drifting,
    "standing": _not_yet,
    "walking": _not_yet,
    "in_hand": _in_hand,
    "stuck": _stuck,
}
