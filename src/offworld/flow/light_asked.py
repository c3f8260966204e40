"""What each scene, its shots and its beats ask of the light, and when in the film's days it can be had, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.light import Span
from offworld.film.scene import Film, Scene
from offworld.flow.light_parts import LightPart, light_parts, scene_spans
from offworld.flow.light_place import asked_light, place_in
from offworld.flow.light_telling import wish_lines
from offworld.utc import to_text

ROOM_S: Final = 60.0
"""s by which a time is longer than its scene, so that a crew can meet it: a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAsked:
    """What one scene asks for."""

    scene: str
    """Number."""
    length_s: float | None
    """As it says; None: it does not."""
    parts: tuple[LightPart, ...]
    """The scene as a whole, its shots and its beats."""
    alone: tuple[int, ...]
    """How many times each of them can be had if nothing else were asked for."""
    spans: tuple[Span, ...]
    """When the scene can be shot so that each has its light: longer than the scene by `ROOM_S` at least."""
    at: str | None
    """UTC of its start; None: not chosen."""


def scenes_asked(film: Film, number: str | None = None) -> tuple[SceneAsked, ...]:
    """All scenes whose light can be foretold and that ask for one, or a single one of them.

    Args:
        film: with its element sets read, and days.
        number: of a scene; None: all.
    """
    return tuple(
        _asked(film, scene, parts)
        for scene in film.scenes
        if number in {None, scene.id} and place_in(film, scene.world_id) is not None
        for parts in [light_parts(film, scene)]
        if parts
    )


def _asked(film: Film, scene: Scene, parts: tuple[LightPart, ...]) -> SceneAsked:
    days, asked = film.light.days, asked_light(film.light, scene.id)
    at = asked.utc_ms if asked is not None else None
    spans = () if days is None else scene_spans(film, scene, days.first_ms, days.end_ms, ROOM_S)
    alone = (
        [scene_spans(film, scene, days.first_ms, days.end_ms, ROOM_S, (part,)) for part in parts]
        if days
        else []
    )
    return SceneAsked(
        scene=scene.id, length_s=scene.length_s, parts=parts, alone=tuple(len(one) for one in alone), spans=spans,
        at=None if at is None else to_text(at),
    )  # fmt: skip


def asked_lines(found: Sequence[SceneAsked], *, whole: bool) -> list[str]:
    """The same in words: a line for each that asks, then when all of it can be had; every time of it if `whole`."""
    if not found:
        return ["", "Nothing asks for a light."] if whole else []
    lines = ["", "Asked for"]
    for one in found:
        lines += [
            f"  {one.scene} {part.who or 'all through'}: {part.text}{_when(part)}, {times}"
            for part, times in zip(one.parts, map(_times, one.alone), strict=True)
        ]
        what = f"all of scene {one.scene} together, {ROOM_S / 60.0:.0f} min longer than it at least"
        told = wish_lines(what, one.spans)
        lines += told if whole else [f"{told[0]}{_first(one.spans)}"]
    return lines


def _when(part: LightPart) -> str:
    if not part.who:
        return ""
    if not part.sure:
        return " (all through, for only a take tells when)"
    return f", from {part.pieces[0][0] / 1000.0:.1f} s to {part.pieces[-1][1] / 1000.0:.1f} s"


def _times(count: int) -> str:
    return "never" if not count else f"{count} {'time' if count == 1 else 'times'} by itself"


def _first(spans: Sequence[Span]) -> str:
    return f", first {to_text(spans[0].start_ms, places=0)[:19].replace('T', ' ')}" if spans else ""
