"""From what is written of a move to its intent: the arguments it takes, its limbs and its channels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from lark import Token, Tree

from offworld.film.blocking import Channel, Intent, Lie, Relation, Target
from offworld.script.cues import known_line
from offworld.script.language import Piece, Writing
from offworld.script.limits import FARTHEST_APART, FASTEST, LONGEST
from offworld.script.moves import CLAUSES, LIMBS, RULES, TIMING, MoveRule
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
from offworld.text import remedy_for

CONVULSION_S: Final = 1.5
"""Seconds of a convulsion when none are said; recalled from what an audience reads as one."""

_TARGETS: Final = ("at", "to", "towards", "of", "for_thing", "near", "with_thing")
_SOURCES: Final = ("along", "source")
_RELATIONS: Final[dict[str, Relation]] = {
    "face_to_face": "face to face",
    "back_to_back": "back to back",
    "side_by_side": "side by side",
    "near": "near",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One clause where it is written."""

    kind: str
    """Name in `CLAUSES` or `TIMING`."""
    tree: Tree[Token]
    """The clause."""
    writing: Writing
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A move and everything said with it, not yet understood."""

    verb: str
    """The move as written; always one of `RULES`."""
    said: tuple[Said, ...]
    """Its clauses; what stands right after the move is a clause `object`."""
    writing: Writing
    """Where the move stands."""

    def timing(self) -> tuple[Said, ...]:
        """The clauses that say when."""
        return tuple(said for said in self.said if said.kind in TIMING)


@dataclass(slots=True, kw_only=True)
class _Facts:
    """What an intent is made of while it is read."""

    values: dict[str, Any] = field(default_factory=dict)
    """Fields of the intent."""
    wrong: bool = False
    """True when something was wrong and noted."""


def clauses_of(tree: Tree[Token], writing: Writing) -> tuple[Said, ...]:
    """The clauses of an ``action`` or ``deed`` tree."""
    found: list[Said] = []
    for child in tree.children:
        if not isinstance(child, Tree) or child.data in {"verb", "otherwise"}:
            continue
        inner = child if child.data == "object" else child.children[-1]
        assert isinstance(inner, Tree)
        kind = "lying" if inner.data == "owner_lies" else str(inner.data)
        found.append(Said(kind=kind, tree=inner, writing=writing))
    return tuple(found)


def read_intent(
    deed: Deed, owners: tuple[str, ...], named: tuple[Channel, ...], names: Names
) -> tuple[Intent, tuple[Channel, ...]] | None:
    """The intent of a deed and the channels it claims.

    Args:
        deed: the move and what is said with it.
        owners: who does it.
        named: channels named in brackets; empty: the move's own.
        names: what can be named.

    Returns:
        Intent and channels, or None if something is wrong, which is then noted.
    """
    rule = RULES[deed.verb]
    facts = _Facts(values={"move": rule.move})
    _check_clauses(deed, rule, facts)
    for said in deed.said:
        if said.kind in rule.takes:
            _read_clause(said, rule, owners, names, facts)
    limbs = _limbs(deed, rule, named, facts)
    if facts.wrong:
        return None
    claimed = rule.claims if limbs is None else (*rule.always, *limbs)
    if rule.move == "convulse":
        facts.values.setdefault("duration_s", CONVULSION_S)
    acting = tuple(channel for channel in claimed if channel in LIMBS)
    if rule.move not in {"go limp", "convulse"}:
        facts.values["limbs"] = acting
    return Intent(**facts.values), tuple(dict.fromkeys(claimed))


def _check_clauses(deed: Deed, rule: MoveRule, facts: _Facts) -> None:
    kinds = [said.kind for said in deed.said]
    for said in deed.said:
        if said.kind in rule.takes or said.kind in TIMING:
            continue
        facts.wrong = True
        spoken = CLAUSES[said.kind]
        taken = ", ".join(CLAUSES[kind] for kind in rule.takes) or "nothing but when"
        said.writing.wrong(
            said.tree,
            f"{rule.move!r} does not take {spoken!r}",
            f"it takes: {taken}",
            kind="unknown-argument",
        )
    for group in rule.needs:
        if not set(group) & set(kinds):
            facts.wrong = True
            wanted = " or ".join(repr(CLAUSES[kind]) for kind in group)
            deed.writing.wrong(
                None,
                f"{rule.move!r} needs {wanted}",
                f"for example: {rule.examples[0]}",
                kind="missing-argument",
            )


def _put(facts: _Facts, said: Said, name: str, value: object) -> None:
    """Notes a fact; a second one of the same name is a mistake."""
    if value is None:
        facts.wrong = True
    elif facts.values.get(name) is not None:
        facts.wrong = True
        plain = name.removesuffix("_s").removesuffix("_m")
        said.writing.wrong(said.tree, f"this says a second {plain}", "keep one of them", kind="said-twice")
    else:
        facts.values[name] = value


def _read_clause(said: Said, rule: MoveRule, owners: tuple[str, ...], names: Names, facts: _Facts) -> None:
    kind, tree, writing = said.kind, said.tree, said.writing
    first = tree.children[0] if tree.children else None
    if kind == "object":
        _read_object(said, rule, names, facts)
    elif kind in _TARGETS:
        _read_into_target(said, rule, names, facts)
    elif kind in _SOURCES:
        assert isinstance(first, Tree)
        _put(facts, said, "source", read_target(first, names, writing))
    elif kind == "by_person":
        person = read_person(first, names, writing)
        _put(facts, said, "target", person and Target(kind="person", name=person, place=writing.place(tree)))
    elif kind == "by_part":
        _read_part(said, rule, facts)
    elif kind == "speed":
        _put(facts, said, "speed", read_quantity(first, "m/s", 0.001, FASTEST, "speed", writing))
    elif kind == "distance":
        _put(facts, said, "distance_m", read_quantity(first, "m", 0.01, FARTHEST_APART, "distance", writing))
    elif kind == "for_time":
        _put(facts, said, "duration_s", read_quantity(first, "s", 0.01, LONGEST, "duration", writing))
    elif kind == "heading":
        _put(facts, said, "direction", read_heading(first, writing))
    elif kind == "lying":
        _read_lie(said, owners, facts)
    elif kind == "fumbled":
        facts.values["fumbled"] = True
    if kind in _RELATIONS:
        _put(facts, said, "relation", _RELATIONS[kind])


def _read_object(said: Said, rule: MoveRule, names: Names, facts: _Facts) -> None:
    thing = said.tree.children[0]
    if isinstance(thing, Token):
        if rule.object == "line":
            _put(facts, said, "line", str(thing) if known_line(thing, names, said.writing) else None)
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
        prop = read_prop(thing, words_of(thing).removeprefix("the "), names, said.writing)
        _put(facts, said, "prop", prop)
        if prop is not None and rule.move == "take":
            place = said.writing.place(thing)
            facts.values["target"] = Target(kind="prop", name=prop, place=place)
        return
    _put(facts, said, "target", read_target(thing, names, said.writing))


def _read_into_target(said: Said, rule: MoveRule, names: Names, facts: _Facts) -> None:
    first = said.tree.children[0]
    assert isinstance(first, Tree)
    target = read_target(first, names, said.writing)
    _put(facts, said, "target", target)
    channels = said.tree.children[1] if len(said.tree.children) > 1 else None
    if rule.move == "give" and target is not None and target.kind != "person":
        facts.wrong = True
        remedy = "use 'release' to leave it floating"
        said.writing.wrong(first, "only a person can be given something", remedy, kind="wrong-object")
    if not isinstance(channels, Tree):
        return
    hands = [hand for channel in channels.children for hand in limbs_of(channel)]
    if rule.move != "give" or len(hands) != 1 or hands[0] not in {"left hand", "right hand"}:
        facts.wrong = True
        remedy = "write 'give PROP to PERSON [left hand]'"
        said.writing.wrong(
            channels, "only 'give' names one hand of the receiver", remedy, kind="wrong-channel"
        )
        return
    facts.values["to_channel"] = hands[0]


def _read_part(said: Said, rule: MoveRule, facts: _Facts) -> None:
    """A part of the target; for being held, it must be the feet."""
    piece, writing = said.tree.children[-1], said.writing
    if rule.move == "be held":
        if words_of(piece).split()[-1] not in {"feet", "foot", "ankle"}:
            facts.wrong = True
            writing.wrong(piece, "people are held by the feet", "write 'by the feet'", kind="held-by")
        return
    part = part_name(piece, writing)
    target = facts.values.get("target")
    if part is None or target is None:
        facts.wrong = True
    elif target.kind != "person":
        facts.wrong = True
        writing.wrong(
            piece, f"{target.name or 'a point'} has no {part}", "name a person", kind="wrong-object"
        )
    else:
        facts.values["target"] = replace(target, part=part)


def _read_lie(said: Said, owners: tuple[str, ...], facts: _Facts) -> None:
    name, lie = (None, said.tree.children[0]) if said.tree.data == "lying" else said.tree.children
    word: Any = words_of(lie)
    attitude: Lie = word
    _put(facts, said, "lie", attitude)
    if name is None:
        return
    if str(name) not in owners:
        facts.wrong = True
        remedy = remedy_for(str(name), owners, name="they are")
        said.writing.wrong(name, f"{str(name)[:40]!r} is no owner of this beat", remedy, kind="not-owner")
        return
    facts.values["who_lies"] = str(name)


def _limbs(
    deed: Deed, rule: MoveRule, named: tuple[Channel, ...], facts: _Facts
) -> tuple[Channel, ...] | None:
    """The channels named in brackets or after ``with``; None if neither is there."""
    said = next((said for said in deed.said if said.kind == "with_limbs"), None)
    spoken: tuple[Channel, ...] = ()
    piece: Piece | None = None
    if said is not None and "with_limbs" in rule.takes:
        piece = said.tree.children[-1]
        spoken = limbs_of(piece)
        if named and set(spoken) != set(named):
            facts.wrong = True
            text = f"'with {words_of(piece)}' and [{', '.join(named)}] do not agree"
            said.writing.wrong(piece, text, "keep one of them", kind="said-twice")
    channels = spoken or named
    alien = [channel for channel in channels if channel not in rule.may_claim]
    if alien:
        facts.wrong = True
        remedy = f"it is done with: {', '.join(rule.may_claim)}"
        (said.writing if spoken and said else deed.writing).wrong(
            piece, f"{rule.move!r} is not done with {alien[0]}", remedy, kind="wrong-channel"
        )
    if rule.object == "prop" and len(channels) > 1:
        facts.wrong = True
        deed.writing.wrong(piece, f"{rule.move!r} is done with one hand", "name one", kind="wrong-channel")
    return channels or None
