"""Which shapes may touch, as two words of bits a shape: what it is, and what it meets.

The set, rails, props, and of each person the trunk with the head, and the limbs, are each one bit. Nobody meets
themselves. Hands meet the set and other people's trunks and heads, but not rails, limbs or props: a grip closes on
those. Forearms do not meet props either: what is in the hand lies along them.
"""

from __future__ import annotations

from dataclasses import dataclass

from offworld.errors import NotPossible
from offworld.film.assembly import Assembly, Shape

SET, RAIL, PROP = 1, 2, 4
"""Bits of what is not a person."""
FIRST_PERSON = 3
"""First bit of the first person: trunk, then limbs."""
MOST_PEOPLE = 10
"""As many as a word of bits carries here."""
_TRUNK = ("pelvis", "abdomen", "chest", "head")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """The bits of one shape; two shapes are looked at if what one is, is among what the other meets."""

    is_: int
    """What it is."""
    meets: int
    """What it meets."""


def touch_of(assembly: Assembly) -> dict[str, Touch]:
    """The bits of each shape that collides, by its id.

    Raises:
        NotPossible: there are more people than bits.
    """
    people = [n.tree for n in assembly.nodes if n.dof >= 0 and n.id.endswith("/pelvis")]
    if len(people) > MOST_PEOPLE:
        raise NotPossible(f"{len(people)} people in one scene: up to {MOST_PEOPLE} can be rehearsed together")
    number = {name: i for i, name in enumerate(people)}
    everyone = sum(_trunk(i) | _limbs(i) for i in range(len(people)))
    trunks = sum(_trunk(i) for i in range(len(people)))
    found = {}
    for shape in assembly.shapes:
        if not shape.collides:
            continue
        node = assembly.nodes[shape.node]
        if node.tree in number:
            found[shape.id] = _of_person(node.id, number[node.tree], everyone, trunks)
        else:
            found[shape.id] = _of_thing(shape)
    return found


def _trunk(person: int) -> int:
    return 1 << (FIRST_PERSON + 2 * person)


def _limbs(person: int) -> int:
    return 1 << (FIRST_PERSON + 2 * person + 1)


def _of_person(node: str, person: int, everyone: int, trunks: int) -> Touch:
    mine = _trunk(person) | _limbs(person)
    segment = node.rpartition("/")[2]
    if segment.endswith("hand"):
        return Touch(is_=0, meets=SET | (trunks & ~mine))
    is_ = _trunk(person) if segment in _TRUNK else _limbs(person)
    props = 0 if segment.endswith("forearm") else PROP
    return Touch(is_=is_, meets=SET | RAIL | props | (everyone & ~mine))


def _of_thing(shape: Shape) -> Touch:
    if shape.node:
        return Touch(is_=PROP, meets=SET | RAIL | PROP)
    return Touch(is_=RAIL if shape.material == "rail" and shape.kind == "capsule" else SET, meets=0)
