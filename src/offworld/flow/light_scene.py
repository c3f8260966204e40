"""The light of scenes at the moments they are shot: whether a cue of the Sun is true, and when it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from offworld.film.blocking import Cue
from offworld.film.light_said import AskedLight
from offworld.film.scene import Film, Scene
from offworld.flow.light_place import asked_light, place_in, set_of
from offworld.flow.light_telling import window_names
from offworld.utc import to_text

if TYPE_CHECKING:
    from offworld.light.place import Place

SUNS: Final = {"sunrise": True, "sunset": False}
"""Names of light that the Sun itself gives: whether it comes up."""
_CLOSE_S: Final = 2.0
"""s by which a cue may miss the Sun without a word."""
_BESIDE_MS: Final = 20_000
"""ms from a sunrise after which the Sun is told to come through a window."""
_AROUND_MS: Final = 2 * 3600 * 1000
_USUAL_S: Final = 60.0
"""s that a scene is taken to last which does not say so."""
_STARTS: Final = 4
"""Moments told at which a scene could start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSun:
    """What is to be said of one scene's light."""

    scene: str
    """Number."""
    at: str | None
    """UTC of its start; None: not chosen."""
    lines: tuple[str, ...]
    """In words."""
    starts: tuple[str, ...]
    """UTC of starts at which its cue of the Sun would be true; empty: none asked for."""
    wants: tuple[tuple[str, bool | None], ...]
    """Each wish, and whether it holds all through the scene; None: the scene does not say when it is shot."""
    wrong: tuple[str, ...]
    """Those lines that tell of a cue or a wish which does not hold."""

    @property
    def attention(self) -> bool:
        """True if a cue or a wish does not hold."""
        return bool(self.wrong)


def scene_suns(film: Film) -> tuple[SceneSun, ...]:
    """All scenes that have a cue of the Sun, a moment or wishes."""
    out = []
    for scene in film.scenes:
        place, asked = place_in(film, scene.world_id), asked_light(film.light, scene.id)
        cues = {name: at for name, at in scene.light if name in SUNS}
        if place is not None and (cues or asked is not None):
            out.append(_scene(film, scene, place, asked, cues))
    return tuple(out)


def cues_of(scene: Scene) -> Iterator[tuple[str, Cue]]:
    """Every cue of a scene, of its beats, its cuts and its shots, with the id of its beat; empty for the others."""
    for beat in scene.beats:
        yield from ((beat.id, cue) for cue in (beat.start, beat.until) if cue is not None)
    yield from (("", cut.on) for cut in scene.cuts if cut.on is not None)
    for shot in scene.framings:
        yield from (("", cue) for cue in (shot.begins, shot.until) if cue is not None)


def _scene(
    film: Film, scene: Scene, place: Place, asked: AskedLight | None, cues: dict[str, float]
) -> SceneSun:
    at = asked.utc_ms if asked is not None else None
    lines: list[str] = []
    starts: list[str] = []
    wrong: list[str] = []
    for name, moment in cues.items():
        if at is None:
            found = _starts(film, scene, place, name, moment)
            starts += found
            shown = ", ".join(one[:19].replace("T", " ") for one in found) or "no moment of the film's days"
            lines.append(f"{scene.id} wants {name} after {moment:g} s; it could start at {shown}")
        else:
            off = _off_s(film, scene, place, at, name, moment)
            through = "" if off is None else _through(film, scene, place, name, at + 1000.0 * (moment + off))
            lines.append(f"{scene.id} starts {_shown(at)}{_cue_words(name, moment, off)}{through}")
            wrong += lines[-1:] if off is None or abs(off) > _CLOSE_S else []
    wants: list[tuple[str, bool | None]] = []
    for text, holds, line in _wishes(film, scene, place, asked):
        wants.append((text, holds))
        lines.append(line)
        wrong += [line] if holds is False else []
    if not lines and at is not None:
        lines.append(f"{scene.id} starts {_shown(at)}")
    return SceneSun(
        scene=scene.id, at=None if at is None else to_text(at), lines=tuple(lines), starts=tuple(starts),
        wants=tuple(wants), wrong=tuple(wrong),
    )  # fmt: skip


def _cue_words(name: str, moment: float, off: float | None) -> str:
    """Whether a cue of the Sun is true, and what would be."""
    if off is None:
        return f" with {name} after {moment:g} s, but it does not come within 2 h"
    if abs(off) <= _CLOSE_S:
        return f": {name} comes after {moment + off:.1f} s"
    much = f"comes {abs(off):.0f} s {'later' if off > 0 else 'earlier'}"
    remedy = f"write '{name}: {moment + off:.0f} s'" if moment + off >= 0.0 else "start earlier"
    return f" with {name} after {moment:g} s, but it {much}: {remedy}"


def _through(film: Film, scene: Scene, place: Place, name: str, event_ms: float) -> str:
    """Through which windows the Sun comes on its side of a sunrise or sunset, in words."""
    from offworld.light.window import direct_sun

    stage_set = set_of(film, scene)
    when = np.array([round(event_ms) + (_BESIDE_MS if SUNS[name] else -_BESIDE_MS)], dtype=np.int64)
    sunny = [one.id for one in stage_set.windows if direct_sun(place, stage_set, one).value(when)[0] > 0.0]
    if not stage_set.windows:
        return ""
    return f", through {window_names(sunny)}" if sunny else ", through no window"


def _wishes(
    film: Film, scene: Scene, place: Place, asked: AskedLight | None
) -> list[tuple[str, bool | None, str]]:
    """Each wish with whether it holds, and a line of words."""
    from offworld.light.words import read_words

    out: list[tuple[str, bool | None, str]] = []
    for wish in asked.wants if asked is not None else ():
        words = read_words(wish.text, place, set_of(film, scene))
        length = 1000.0 * max(scene.length_s or _USUAL_S, words.at_least_s)
        if asked is not None and asked.utc_ms is not None:
            begin, end = asked.utc_ms, asked.utc_ms + round(length)
            holds = any(span.start_ms <= begin and span.end_ms >= end for span in words.spans(begin, end))
            out.append(
                (
                    wish.text,
                    holds,
                    f"{scene.id} at {_shown(begin)} wants {wish.text}: {'holds' if holds else 'DOES NOT HOLD'}",
                )
            )
            continue
        days = film.light.days
        found = words.spans(days.first_ms, days.end_ms, length / 1000.0) if days is not None else ()
        first = f", first {_shown(found[0].start_ms)} for {found[0].length_s / 60.0:.1f} min" if found else ""
        out.append(
            (wish.text, None, f"{scene.id} wants {wish.text}: {len(found)} times on the film's days{first}")
        )
    return out


def _starts(film: Film, scene: Scene, place: Place, name: str, moment: float) -> list[str]:
    """When the scene could start so that its cue is true: the first moments on the film's days."""
    days: Any = film.light.days
    if days is None:
        return []
    found = _events(film, scene, place, name, days.first_ms, days.end_ms)
    return [to_text(event - 1000.0 * moment) for event in found[:_STARTS]]


def _off_s(film: Film, scene: Scene, place: Place, at: int, name: str, moment: float) -> float | None:
    """How much later than said the Sun does what a cue says, s; None: not within two hours."""
    wanted = at + 1000.0 * moment
    found = _events(film, scene, place, name, at - _AROUND_MS, at + _AROUND_MS)
    return min(((event - wanted) / 1000.0 for event in found), key=abs, default=None)


def sun_after_s(film: Film, scene: Scene, name: str) -> float | None:
    """Seconds from a scene's start to the next sunrise or sunset; None: not within two hours, or no moment is said."""
    place, asked = place_in(film, scene.world_id), asked_light(film.light, scene.id)
    if place is None or asked is None or asked.utc_ms is None:
        return None
    found = _events(film, scene, place, name, asked.utc_ms, asked.utc_ms + _AROUND_MS)
    return (found[0] - asked.utc_ms) / 1000.0 if found else None


def _events(film: Film, scene: Scene, place: Place, name: str, begin: int, end: int) -> list[int]:
    from offworld.light.condition import intervals
    from offworld.light.day import sun_up

    pieces = intervals(sun_up(place, set_of(film, scene)), begin, end)
    return [start for start, _, up in pieces if up == SUNS[name] and start > begin]


def _shown(utc_ms: int) -> str:
    return to_text(utc_ms, places=0).replace("T", " ")
