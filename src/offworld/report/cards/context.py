"""A take as cards ask about it: beats and outcomes by name, who says a line, how things are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.basic import Vec3
from offworld.film.blocking import Beat, Channel, Target
from offworld.film.cue_card import Name, Slot, Term
from offworld.film.scene import Line
from offworld.film.take import BeatOutcome, HoldRecord, Take

_QUOTED: Final = 5
"""Words of a line that are quoted where it is a cue."""
_BOTH: Final[dict[frozenset[str], str]] = {
    frozenset({"left hand", "right hand"}): "both hands",
    frozenset({"left foot", "right foot"}): "both feet",
}
_AXES: Final = ("x", "y", "z")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What cards look up again and again."""

    take: Take
    """The take."""
    beats: dict[str, Beat]
    """By id."""
    outcomes: dict[str, BeatOutcome]
    """By beat."""
    lines: dict[str, Line]
    """By id."""
    speakers: dict[str, str]
    """Person or character by line."""

    @classmethod
    def of(cls, take: Take) -> Context:
        """That of a take."""
        scene = take.rehearsal.scene
        speakers = {line.id: line.character for line in scene.lines}
        for beat in scene.beats:
            if beat.intent.move == "say" and beat.intent.line is not None:
                speakers[beat.intent.line] = beat.who[0]
        return cls(
            take=take,
            beats={beat.id: beat for beat in scene.beats},
            outcomes={outcome.beat: outcome for outcome in take.outcomes},
            lines={line.id: line for line in scene.lines},
            speakers=speakers,
        )

    def said(self, line: str, *, last: bool = False) -> Name:
        """The first or last words of a line."""
        words = self.lines[line].text.split() if line in self.lines else []
        chosen = " ".join(words[-_QUOTED:] if last else words[:_QUOTED])
        if len(words) > _QUOTED:
            chosen = f"… {chosen}" if last else f"{chosen} …"
        return Name(text=chosen or "…", kind="quote")

    def speaker(self, line: str, me: str) -> Slot:
        """Who says a line, "you" to oneself."""
        return who(self.speakers.get(line, line), me)

    def limb_of(self, hold: HoldRecord) -> tuple[str, Channel | None]:
        """Whose hold it is, and with which hand or foot; None for straps and Velcro."""
        node = self.take.assembly.nodes[hold.node]
        part = node.id.removeprefix(f"{node.tree}/").replace("_", " ")
        limbs: tuple[Channel, ...] = ("left hand", "right hand", "left foot", "right foot")
        return node.tree, next((limb for limb in limbs if limb == part), None)

    def thing_of(self, hold: HoldRecord) -> Target:
        """What a hold is on, as cards name it."""
        tree = self.take.assembly.nodes[hold.partner].tree
        if tree in {person.id for person in self.take.rehearsal.people}:
            part = hold.thing.partition("'s ")[2]
            return Target(kind="person", name=tree, part=part)
        if tree != "set":
            return Target(kind="prop", name=tree)
        return Target(kind="fitting", name=hold.thing)

    def is_loop(self, target: Target) -> bool:
        """Whether it is something that a foot goes into."""
        return target.kind == "fitting" and any(
            loop.id == target.name for loop in self.take.rehearsal.stage_set.loops
        )


def who(name: str, me: str) -> Slot:
    """A person, "you" to oneself."""
    return Term(table="self", key="you") if name == me else Name(text=name, kind="person")


def people(names: Sequence[str]) -> Slot:
    """Several people."""
    return tuple(Name(text=name, kind="person") for name in names)


def limbs(channels: Sequence[str]) -> Slot:
    """Hands and feet in one word where there is one."""
    both = _BOTH.get(frozenset(channels))
    if both is not None:
        return Term(table="limb", key=both)
    return tuple(Term(table="limb", key=channel) for channel in channels)


def heading(direction: Vec3) -> Slot:
    """A direction of the set: `+x` where it lies along an axis, else its three parts."""
    for axis, value in zip(_AXES, direction, strict=True):
        if abs(value) > 0.99:
            return Name(text=f"{'+' if value > 0 else '−'}{axis}")
    parts = ", ".join(f"{value:+.2f}".replace("-", "−") for value in direction)
    return Name(text=f"[{parts}]")
