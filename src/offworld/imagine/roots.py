"""Which departure led to which: a late cue, an owner who was elsewhere already, a partner who was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from offworld.film.blocking import Beat, Cue
from offworld.film.imagined import Departure


def with_roots(beats: Sequence[Beat], found: tuple[Departure, ...]) -> tuple[Departure, ...]:
    """Departures in order of time, each with the earlier one that led to it; none stands before what led to it."""
    known = {beat.id: beat for beat in beats}
    order = {beat.id: number for number, beat in enumerate(beats)}
    said = {beat.intent.line: beat.id for beat in beats if beat.intent.move == "say" and beat.intent.line}
    parted = {one.beat for one in found}
    # What hangs on the cue of another that parted comes after it, whatever the clock says.
    rank: dict[str, int] = {}
    for one in found:
        chain, at = {one.beat}, one.beat
        while (cause := _cue_of(known.get(at), said, parted)) is not None and cause not in chain:
            chain.add(cause)
            at = cause
        rank[one.beat] = max(rank.get(one.beat, 0), len(chain))
    first = {one.beat: one.tick for one in reversed(found)}

    def due(one: Departure) -> tuple[int, int, int]:
        tick, at, chain = one.tick, one.beat, {one.beat}
        while (cause := _cue_of(known.get(at), said, parted)) is not None and cause not in chain:
            tick = max(tick, first[cause])
            chain.add(cause)
            at = cause
        return tick, rank[one.beat], order.get(one.beat, -1)

    ordered = sorted(found, key=due)
    told: list[Departure] = []
    for one in ordered:
        after = _after(known.get(one.beat), one, told, said, parted)
        why = "was already elsewhere" if after else "went another way than straight to it"
        told.append(replace(one, after=after, why=one.why or why))
    return tuple(told)


def _cue_of(beat: Beat | None, said: dict[str, str], parted: set[str]) -> str | None:
    """The beat that parted and that the cues of a beat wait for."""
    for cue in (beat.start, beat.until) if beat is not None else ():
        name = _named(cue, said)
        if name in parted and beat is not None and name != beat.id:
            return name
    return None


def _named(cue: Cue | None, said: dict[str, str]) -> str | None:
    if cue is None:
        return None
    if cue.kind in {"start", "end", "caught", "missed"}:
        return cue.ref
    return said.get(cue.ref) if cue.kind in {"word", "line", "line end"} else None


def _after(
    beat: Beat | None, one: Departure, before: Sequence[Departure], said: dict[str, str], parted: set[str]
) -> str:
    """The beat that led to a departure; empty: it began here."""
    earlier = [other for other in before if other.beat and other.beat != one.beat]
    cause = _cue_of(beat, said, parted)
    if cause is not None and any(other.beat == cause for other in earlier):
        return cause
    if beat is None:
        return ""
    target = beat.intent.target
    whom = {*beat.who, *((target.name,) if target is not None and target.kind == "person" else ())}
    moved = [other for other in earlier if other.who in whom and other.kind != "time"]
    if one.kind == "time":
        moved = [other for other in earlier if other.who in whom]
    return moved[-1].beat if moved else ""
