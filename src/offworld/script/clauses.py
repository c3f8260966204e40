"""From one clause of a move to the fields of its intent."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final

from lark import Token, Tree

from offworld.film.blocking import Lie, Relation, Sense, Target
from offworld.script.cues import known_line
from offworld.script.hooks import read_hook
from offworld.script.limits import FARTHEST_APART, FASTEST, LONGEST, TURNS
from offworld.script.move_rule import MoveRule
from offworld.script.names import (
    Names,
    limbs_of,
    part_name,
    read_heading,
    read_person,
    read_prop,
    read_quantity,
    read_target,
    words_of,
)
from offworld.script.said import Facts, Said, put
from offworld.text import remedy_for

_TARGETS: Final = ("at", "to", "to_face", "towards", "of", "for_thing", "near", "with_thing")
_SOURCES: Final = ("along", "source")
_QUANTITIES: Final = {
    "speed": ("speed", "m/s", 0.001, FASTEST, "speed"),
    "to_speed": ("speed", "m/s", 0.001, FASTEST, "speed"),
    "distance": ("distance_m", "m", 0.01, FARTHEST_APART, "distance"),
    "by_length": ("distance_m", "m", 0.01, FARTHEST_APART, "distance"),
    "for_time": ("duration_s", "s", 0.01, LONGEST, "duration"),
    "within": ("within_s", "s", 0.01, LONGEST, "time"),
}
"""Clauses with one quantity: field of the intent, unit, least, most, and its name for people."""
_RELATIONS: Final[dict[str, Relation]] = {
    "face_to_face": "face to face",
    "back_to_back": "back to back",
    "side_by_side": "side by side",
    "near": "near",
}


def read_clause(said: Said, rule: MoveRule, owners: tuple[str, ...], names: Names, facts: Facts) -> None:
    """Notes what a clause says; anything wrong is noted with its place.

    Args:
        said: the clause, one that the move takes.
        rule: of the move.
        owners: who does it.
        names: what can be named.
        facts: what is gathered.
    """
    kind, tree, writing = said.kind, said.tree, said.writing
    first = tree.children[0] if tree.children else None
    if kind == "object":
        _read_object(said, rule, names, facts)
    elif kind in _TARGETS:
        _read_into_target(said, rule, names, facts)
    elif kind in _SOURCES:
        assert isinstance(first, Tree)
        put(facts, said, "source", read_target(first, names, writing))
    elif kind == "by_person":
        person = read_person(first, names, writing)
        put(facts, said, "target", person and Target(kind="person", name=person, place=writing.place(tree)))
    elif kind == "by_part":
        _read_part(said, rule, facts)
    elif kind in _QUANTITIES:
        name, unit, low, high, what = _QUANTITIES[kind]
        put(facts, said, name, read_quantity(first, unit, low, high, what, writing))
    elif kind == "by_angle":
        degrees = read_quantity(tree.children[-1], "deg", *TURNS, "turn", writing)
        put(facts, said, "angle_rad", None if degrees is None else math.radians(degrees))
    elif kind == "sense":
        _read_sense(said, rule, facts)
    elif kind == "heading":
        put(facts, said, "direction", read_heading(first, writing))
    elif kind == "lying":
        _read_lie(said, owners, facts)
    elif kind == "fumbled":
        facts.values["fumbled"] = True
    if kind in _RELATIONS:
        put(facts, said, "relation", _RELATIONS[kind])


def _read_object(said: Said, rule: MoveRule, names: Names, facts: Facts) -> None:
    thing = said.tree.children[0]
    if isinstance(thing, Token):
        if rule.object == "line":
            put(facts, said, "line", str(thing) if known_line(thing, names, said.writing) else None)
            return
        facts.wrong = True
        remedy = "only 'say' is followed by a line"
        said.writing.wrong(thing, f"{rule.move!r} cannot be done to a line", remedy, kind="wrong-object")
        return
    assert isinstance(thing, Tree)
    if rule.object == "line":
        facts.wrong = True
        remedy = remedy_for(words_of(thing), names.lines, name="lines of script.fountain")
        said.writing.wrong(thing, "'say' is followed by a line of the script", remedy, kind="wrong-object")
        return
    if rule.object == "prop":
        # The word "camera" belongs to the grammar and leaves no text of its own.
        called = words_of(thing).removeprefix("the ") or "camera"
        prop = read_prop(thing, called, names, said.writing)
        put(facts, said, "prop", prop)
        if prop is not None and rule.move == "take":
            place = said.writing.place(thing)
            facts.values["target"] = Target(kind="prop", name=prop, place=place)
        return
    target = read_target(thing, names, said.writing)
    if rule.move == "carry" and target is not None and target.kind != "person":
        facts.wrong = True
        remedy = "name a person; things are taken with 'take'"
        said.writing.wrong(thing, "only people are carried", remedy, kind="wrong-object")
    put(facts, said, "whom" if rule.move == "carry" else "target", target)


def _read_into_target(said: Said, rule: MoveRule, names: Names, facts: Facts) -> None:
    first = said.tree.children[0]
    assert isinstance(first, Tree)
    read = read_hook if rule.move == "clip tether" else read_target
    target = read(first, names, said.writing)
    put(facts, said, "target", target)
    channels = said.tree.children[1] if len(said.tree.children) > 1 else None
    if rule.move == "give" and target is not None and target.kind != "person":
        facts.wrong = True
        remedy = "use 'release' to leave it floating"
        said.writing.wrong(first, "only a person can be given something", remedy, kind="wrong-object")
    if not isinstance(channels, Tree):
        return
    hands = [hand for channel in channels.children for hand in limbs_of(channel)]
    receives = rule.move in {"give", "throw"} and target is not None and target.kind == "person"
    if not receives or len(hands) != 1 or hands[0] not in {"left hand", "right hand"}:
        facts.wrong = True
        remedy = "write 'give PROP to PERSON [left hand]'"
        said.writing.wrong(
            channels, "only 'give' and 'throw' name one hand of the receiver", remedy, kind="wrong-channel"
        )
        return
    facts.values["to_channel"] = hands[0]


def _read_sense(said: Said, rule: MoveRule, facts: Facts) -> None:
    """Which way; not every move can go every way."""
    word: Any = words_of(said.tree)
    way: Sense = word
    if rule.ways and way not in rule.ways:
        facts.wrong = True
        remedy = remedy_for(way, rule.ways, name="ways")
        said.writing.wrong(said.tree, f"{rule.move!r} does not go {way}", remedy, kind="wrong-way")
        return
    put(facts, said, "sense", way)


def _read_part(said: Said, rule: MoveRule, facts: Facts) -> None:
    """A part of the target; for being held, it must be the feet."""
    piece, writing = said.tree.children[-1], said.writing
    if rule.move == "be held":
        if words_of(piece).split()[-1] not in {"feet", "foot", "ankle"}:
            facts.wrong = True
            writing.wrong(piece, "people are held by the feet", "write 'by the feet'", kind="held-by")
        return
    part = part_name(piece, writing)
    whose = "whom" if rule.move == "carry" else "target"
    target = facts.values.get(whose)
    if part is None or target is None:
        facts.wrong = True
    elif target.kind != "person":
        facts.wrong = True
        writing.wrong(
            piece, f"{target.name or 'a point'} has no {part}", "name a person", kind="wrong-object"
        )
    else:
        facts.values[whose] = replace(target, part=part)


def _read_lie(said: Said, owners: tuple[str, ...], facts: Facts) -> None:
    name, lie = (None, said.tree.children[0]) if said.tree.data == "lying" else said.tree.children
    word: Any = words_of(lie)
    attitude: Lie = word
    put(facts, said, "lie", attitude)
    if name is None:
        return
    if str(name) not in owners:
        facts.wrong = True
        remedy = remedy_for(str(name), owners, name="they are")
        said.writing.wrong(name, f"{str(name)[:40]!r} is no owner of this beat", remedy, kind="not-owner")
        return
    facts.values["who_lies"] = str(name)
