"""What a scene, its shots and its beats ask of the light, when in the scene, and when it can start so that all holds.

Times in a scene are ms from its start. They are those of a take where there is one. Without a take only a time and the
moment of a light are known; a part whose moments are not known is taken to last all through the scene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from offworld.film.basic import NOWHERE, Place
from offworld.film.blocking import Cue
from offworld.film.light import Span
from offworld.film.light_said import PartWish
from offworld.film.scene import Film, Scene
from offworld.film.take import Take
from offworld.flow.light_place import asked_light, place_in, set_of

if TYPE_CHECKING:
    from offworld.light.words import Asked

Piece = tuple[int, int]
"""From when to when."""
_USUAL_S: Final = 60.0
"""s that a scene is taken to last which does not say so."""
_CLOSE_MS: Final = 2000
"""ms by which a light may come late or go early without a word, as a cue of the Sun may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightPart:
    """One thing that asks for a light."""

    who: str
    """`shot C`, `beat look.2`; empty: the scene as a whole."""
    text: str
    """The light, in words."""
    pieces: tuple[Piece, ...]
    """When in the scene it must be there."""
    sure: bool
    """False: when that is is not known before there is a take."""
    beat: str = ""
    """Id of the beat, if it is one."""
    place: Place = NOWHERE
    """Where it is written."""


def light_parts(film: Film, scene: Scene, take: Take | None = None) -> tuple[LightPart, ...]:
    """All that asks for a light in a scene; what never came on in its take asks for none.

    Args:
        film: the film.
        scene: one of its scenes, with its shots.
        take: of it, with its shots (`with_shots`); None: there is none.
    """
    asked = asked_light(film.light, scene.id)
    if asked is None:
        return ()
    whole = (0, length_ms(scene) if take is None else take.length)
    own = [
        LightPart(who="", text=wish.text, pieces=(whole,), sure=True, place=wish.place)
        for wish in asked.wants
    ]
    found = [_part(wish, scene, take, whole) for wish in asked.parts]
    return (*own, *(part for part in found if part is not None))


def length_ms(scene: Scene) -> int:
    """How long a scene is taken to be before there is a take."""
    return round(1000.0 * (scene.length_s or _USUAL_S))


def asked_words(film: Film, scene: Scene, part: LightPart) -> Asked | None:
    """The light that a part asks for, as a condition; None if nothing is known of the light of its world.

    Raises:
        FilmError: the words cannot be understood.
    """
    from offworld.light.words import read_words

    place = place_in(film, scene.world_id)
    return None if place is None else read_words(part.text, place, set_of(film, scene))


def holding(words: Asked, start: int, piece: Piece) -> tuple[Piece, ...]:
    """When in a piece of a scene that starts at a moment (UTC) the light is there, from the scene's start."""
    begin, end = start + piece[0], max(start + piece[1], start + piece[0] + 1)
    # A span counts with what it lasts around the piece, if it must last.
    around = round(1000.0 * words.at_least_s)
    spans = words.spans(begin - around, end + around)
    cut = ((max(span.start_ms, begin), min(span.end_ms, end)) for span in spans)
    return tuple((first - start, last - start) for first, last in cut if last > first)


def holds_through(words: Asked, start: int, part: LightPart) -> bool:
    """Whether the light is there all the time that a part must have it, but for seconds at its ends."""
    return all(
        any(
            first <= piece[0] + _slack(piece) and last >= piece[1] - _slack(piece)
            for first, last in holding(words, start, piece)
        )
        for piece in part.pieces
    )


def _slack(piece: Piece) -> int:
    """How long the light may not be there at either end of a piece, ms, without being missed."""
    return min(_CLOSE_MS, (piece[1] - piece[0]) // 4)


def start_spans(
    film: Film, scene: Scene, parts: Sequence[LightPart], from_ms: int, to_ms: int
) -> tuple[Piece, ...]:
    """From when to when (UTC) a scene can start so that every part of it has its light; nothing if one never has.

    Args:
        film: with its element sets read.
        scene: one of its scenes.
        parts: what must hold; without any it can start at any time.
        from_ms: the first moment of the search.
        to_ms: by which the scene must be over.
    """
    last = max([length_ms(scene), *(end for part in parts for _, end in part.pieces)])
    found: list[Piece] = [(from_ms, to_ms - last)] if to_ms - last >= from_ms else []
    for part in parts:
        words = asked_words(film, scene, part)
        spans = () if words is None or not found else words.spans(from_ms, to_ms)
        for begin, end in part.pieces:
            mine = ((span.start_ms - begin, span.end_ms - end) for span in spans)
            found = _common(found, [one for one in mine if one[1] >= one[0]])
    return tuple(found)


def scene_spans(
    film: Film,
    scene: Scene,
    from_ms: int,
    to_ms: int,
    room_s: float = 0.0,
    only: tuple[LightPart, ...] | None = None,
) -> tuple[Span, ...]:
    """When all that a scene, its shots and its beats ask for can be had: the strip's light, as the schedule reads it.

    A scene that starts and ends within one of these spans has every light at its time.

    Args:
        film: with its element sets read.
        scene: one of its scenes.
        from_ms: where the search begins, UTC.
        to_ms: and ends.
        room_s: by how much a span must be longer than the scene, s.
        only: what is asked for; None: all that is.

    Returns:
        Nothing if nothing is asked for, or nothing is known of the light of its world.
    """
    parts = light_parts(film, scene) if only is None else only
    if not parts or place_in(film, scene.world_id) is None:
        return ()
    length = length_ms(scene)
    words = " and ".join(dict.fromkeys(part.text for part in parts))
    return tuple(
        Span(
            start_ms=first, end_ms=last + length, condition=words, where=scene.set_id,
            open_start=first == from_ms, open_end=last + length == to_ms,
        )
        for first, last in start_spans(film, scene, parts, from_ms, to_ms)
        if last - first >= 1000.0 * room_s
    )  # fmt: skip


def nearest_start(spans: Sequence[Piece], at: int) -> int | None:
    """The moment in spans that is nearest to another; None without any."""
    return min(
        (min(max(at, first), last) for first, last in spans), key=lambda one: abs(one - at), default=None
    )


def _common(a: Sequence[Piece], b: Sequence[Piece]) -> list[Piece]:
    both = ((max(x[0], y[0]), min(x[1], y[1])) for x in a for y in b)
    return sorted(one for one in both if one[1] >= one[0])


def _part(wish: PartWish, scene: Scene, take: Take | None, whole: Piece) -> LightPart | None:
    if take is not None:
        pieces = _on(wish, scene, take)
        sure = True
    else:
        known = _said(wish, scene, whole[1])
        pieces, sure = ((whole,) if known is None else (known,)), known is not None
    if not pieces:
        return None
    return LightPart(
        who=f"{wish.kind} {wish.part}", text=wish.text, pieces=pieces, sure=sure,
        beat=wish.part if wish.kind == "beat" else "", place=wish.place,
    )  # fmt: skip


def _on(wish: PartWish, scene: Scene, take: Take) -> tuple[Piece, ...]:
    """When a shot or beat was on in a take; by its cues, else while it has the picture."""
    from offworld.frame.span import span_of

    if wish.kind == "beat":
        outcome = next((one for one in take.outcomes if one.beat == wish.part), None)
        if outcome is None or outcome.start is None:
            return ()
        end = take.length if outcome.end is None else outcome.end
        return ((outcome.start, max(end, outcome.start)),)
    asked = next((one for one in scene.framings if one.framing.id == wish.part), None)
    if asked is not None and (asked.begins is not None or asked.until is not None):
        span = span_of(asked, take)
        return () if span.missing else ((span.start, span.end),)
    ends = [tick for tick, _ in take.cuts[1:]] + [take.length]
    cuts = zip(take.cuts, ends, strict=False)
    return tuple((tick, end) for (tick, name), end in cuts if name == wish.part and end > tick)


def _said(wish: PartWish, scene: Scene, length: int) -> Piece | None:
    """When a shot or beat is on, as far as the scene file alone says so."""
    begins: Cue | None
    until: Cue | None
    if wish.kind == "beat":
        beat = next(one for one in scene.beats if one.id == wish.part)
        begins, until = beat.start, beat.until
        if begins is None or until is None:
            return None
    else:
        asked = next((one for one in scene.framings if one.framing.id == wish.part), None)
        begins, until = (None, None) if asked is None else (asked.begins, asked.until)
        if begins is None and until is None and scene.cuts:
            return None
    first = 0 if begins is None else _moment(begins, scene)
    last = length if until is None else _moment(until, scene)
    if first is None or last is None or not 0 <= first < last:
        return None
    return first, last


def _moment(cue: Cue, scene: Scene) -> int | None:
    """When a cue comes, where the scene file alone says so: times, and moments of light."""
    if cue.kind == "light":
        said = dict(scene.light).get(cue.ref)
        return None if said is None else round(1000.0 * (said + cue.delay_s))
    return round(1000.0 * cue.delay_s) if cue.kind == "time" else None
