"""From what is written of a move to its intent: the arguments it takes, its limbs and its channels."""

from __future__ import annotations

from typing import Final

from lark import Token, Tree

from offworld.film.blocking import Channel, Intent
from offworld.script.clauses import read_clause
from offworld.script.language import Piece, Writing
from offworld.script.move_rule import ANY_MOVE, CLAUSES, LIMBS, MoveRule
from offworld.script.moves import RULES
from offworld.script.names import Names, limbs_of, words_of
from offworld.script.said import Deed, Facts, Said

CONVULSION_S: Final = 1.5
"""Seconds of a convulsion when none are said; recalled from what an audience reads as one."""


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
    facts = Facts(values={"move": rule.move})
    _check_clauses(deed, rule, facts)
    for said in deed.said:
        if said.kind in rule.takes:
            read_clause(said, rule, owners, names, facts)
    _check_facing(deed, facts)
    limbs = _limbs(deed, rule, named, facts)
    if facts.wrong:
        return None
    claimed = rule.claims if limbs is None else (*rule.always, *limbs)
    if rule.move == "convulse":
        facts.values.setdefault("duration_s", CONVULSION_S)
    acting = tuple(channel for channel in claimed if channel in LIMBS)
    if rule.move not in {"go limp", "convulse", "turn", "tuck", "open"}:
        facts.values["limbs"] = acting
    return Intent(**facts.values), tuple(dict.fromkeys((*claimed, *rule.also)))


def _check_clauses(deed: Deed, rule: MoveRule, facts: Facts) -> None:
    kinds = [said.kind for said in deed.said]
    for said in deed.said:
        if said.kind in rule.takes or said.kind in ANY_MOVE:
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


def _check_facing(deed: Deed, facts: Facts) -> None:
    """To face something says how far already, and goes left or right."""
    said = {one.kind: one for one in deed.said}
    if "to_face" not in said:
        return
    angle, way = said.get("by_angle"), said.get("sense")
    if angle is not None:
        facts.wrong = True
        angle.writing.wrong(
            angle.tree, "'to face' says how far already", "take the angle out", kind="said-twice"
        )
    if way is not None and facts.values.get("sense") not in {"left", "right"}:
        facts.wrong = True
        remedy = "write left or right, which says which way round, or neither"
        way.writing.wrong(way.tree, "one turns left or right to face something", remedy, kind="wrong-way")


def _limbs(
    deed: Deed, rule: MoveRule, named: tuple[Channel, ...], facts: Facts
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
