"""Beats that wait for each other, so that none of them ever starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from offworld.film.blocking import Beat, Cue
from offworld.film.scene import Scene
from offworld.script.checks.channels import Wrong

Moment = tuple[str, str]
"""Beat id, and `start` or `end`."""

_END_OF: Final = frozenset({"end", "caught", "missed"})
_OF_LINE: Final = {"line": "start", "word": "start", "line end": "end"}


def check_cycles(scene: Scene, wrong: Wrong) -> None:
    """Notes each ring of beats that wait for each other, once, at its first beat."""
    beats = {beat.id: beat for beat in scene.beats}
    sayers = {beat.intent.line: beat.id for beat in scene.beats if beat.intent.move == "say"}
    waits = {
        (beat.id, moment): list(_needs(beat, moment, scene, sayers))
        for beat in scene.beats
        for moment in ("start", "end")
    }
    told: set[str] = set()
    for ring in _rings(waits):
        names = list(dict.fromkeys(name for name, _ in ring))
        if told & set(names):
            continue
        told |= set(names)
        first = min((beats[name] for name in names), key=lambda beat: beat.number)
        turn = names.index(first.id)
        shown = " → ".join([*names[turn:], *names[:turn], first.id])
        place = first.start.place if first.start is not None else first.place
        what = (
            f"these beats wait for each other: {shown}"
            if len(names) > 1
            else f"{first.id!r} waits for itself"
        )
        wrong(place, what, "give one of them another cue", "cue-cycle")


def _needs(beat: Beat, moment: str, scene: Scene, sayers: Mapping[str | None, str]) -> Iterator[Moment]:
    """The moments that must have come before a beat can start or end."""
    if moment == "end":
        yield beat.id, "start"
    cue = beat.start if moment == "start" else beat.until
    if cue is not None:
        yield from _moment_of(cue, sayers)
    if moment == "start" and cue is None:
        for other in scene.beats:
            if other.number >= beat.number:
                break
            if set(other.who) & set(beat.who) and set(other.channels) & set(beat.channels):
                yield other.id, "end"


def _moment_of(cue: Cue, sayers: Mapping[str | None, str]) -> Iterator[Moment]:
    if cue.kind == "start":
        yield cue.ref, "start"
    elif cue.kind in _END_OF:
        yield cue.ref, "end"
    elif cue.kind in _OF_LINE and cue.ref in sayers:
        yield sayers[cue.ref], _OF_LINE[cue.kind]


def _rings(waits: Mapping[Moment, list[Moment]]) -> Iterator[list[Moment]]:
    """Rings in a graph, by depth-first search without recursion."""
    done: set[Moment] = set()
    for root in waits:
        path: list[Moment] = []
        on_path: set[Moment] = set()
        stack: list[tuple[Moment, int]] = [(root, 0)]
        while stack:
            moment, index = stack.pop()
            if index == 0:
                if moment in done:
                    continue
                path.append(moment)
                on_path.add(moment)
            following = waits.get(moment, [])
            if index < len(following):
                stack.append((moment, index + 1))
                after = following[index]
                if after in on_path:
                    yield path[path.index(after) :]
                elif after not in done:
                    stack.append((after, 0))
                continue
            done.add(moment)
            on_path.discard(path.pop())
