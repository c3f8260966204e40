"""Why a take parted from what was imagined, in words, from what the take itself has written down."""

from __future__ import annotations

from offworld.film.blocking import Beat
from offworld.film.imagined import ImaginedMark
from offworld.film.take import BeatOutcome, ContactRecord, HoldRecord, Take
from offworld.imagine.cues import wanted_thing
from offworld.imagine.wording import called, shape_words

BUMP = 0.1
"""m/s of closing speed from which a touch turns a body off its way (a guess)."""
_BEFORE_MS = 1000
"""Touches this long before a beat may still be what turned it."""


def why_of_outcome(outcome: BeatOutcome) -> str:
    """Of a beat that came out otherwise than written."""
    reason = f": {outcome.reason}" if outcome.reason else ""
    if outcome.outcome == "waiting":
        return "its cue never came"
    if outcome.outcome == "running":
        return "was still at it when the scene ended"
    if outcome.outcome == "done":
        return f"came out, and was written to miss{reason}"
    instead = "; what was to be done else was done" if outcome.otherwise else ""
    return f"{outcome.outcome}{reason}{instead}"


def why_not_there(
    take: Take, beat: Beat | None, who: str, mark: ImaginedMark, outcome: BeatOutcome | None
) -> str:
    """Of a body that was not at its mark: a grip that slipped, what it bumped into, what the beat says; or nothing."""
    start = 0 if outcome is None or outcome.start is None else outcome.start
    slip = lost_hold(take, who, start - _BEFORE_MS, mark.tick)
    if slip is not None:
        node = take.assembly.nodes[slip.node].id.partition("/")[2].replace("_", " ")
        return f"the {node} slipped off {slip.thing} at {(slip.end or 0) / 1000:.1f} s"
    bump = first_bump(take, who, start - _BEFORE_MS, mark.tick, beat)
    if bump is not None:
        own, other = (bump.a, bump.b) if bump.a.startswith(f"{who}/") else (bump.b, bump.a)
        part = own.partition("/")[2].partition("/")[0].replace("_", " ")
        when = f"at {bump.start / 1000:.1f} s ({bump.closing_speed:.2f} m/s)"
        return f"the {part} bumped into {shape_words(other)} {when}"
    if outcome is not None and outcome.start is None:
        return "the beat had not begun"
    if beat is not None and beat.intent.move == "stay" and outcome is not None and outcome.reason:
        return outcome.reason
    if take.rehearsal.world.kind != "orbit" and outcome is None:
        return f"nothing held {called(who)} there"
    return ""


def why_late(begun: float, late: float) -> str:
    """Of a beat that ran at another time: `begun` and `late` are the seconds by which it began and parted later."""
    if abs(begun) >= 0.5 * abs(late):
        return f"its cue came {abs(begun):.1f} s {'later' if begun > 0.0 else 'sooner'}"
    return f"it took {abs(late - begun):.1f} s {'longer' if late > begun else 'less'}"


def lost_hold(take: Take, who: str, begin: int, end: int) -> HoldRecord | None:
    """The first grip of a person that slipped in a time."""
    return next(
        (
            hold
            for hold in sorted(take.holds, key=lambda one: one.end or 0)
            if hold.ended_by == "slip" and hold.end is not None and begin <= hold.end <= end
            and take.assembly.nodes[hold.node].tree == who
        ),
        None,
    )  # fmt: skip


def first_bump(take: Take, who: str, begin: int, end: int, beat: Beat | None) -> ContactRecord | None:
    """The hardest touch of a person in a time, other than with what the beat goes to."""
    thing = wanted_thing(beat) if beat is not None else None
    wanted = {thing.name} if thing is not None else set()
    touches = [
        one
        for one in take.contacts
        if begin <= one.start <= end and one.closing_speed >= BUMP
        and any(shape.startswith(f"{who}/") for shape in (one.a, one.b))
        and not any(shape.partition("/")[0] in wanted for shape in (one.a, one.b))
    ]  # fmt: skip
    return max(touches, key=lambda one: one.closing_speed, default=None)
