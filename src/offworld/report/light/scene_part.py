"""The light of a scene on its page: the frame as it is shot and later, and through the nearest sunset or sunrise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offworld.film.lit import LitFrame, LitScene
from offworld.film.stage_set import StageSet
from offworld.report.light.words import WORDS, clock_utc, date_utc, lasts, lux_words
from offworld.report.markup import data_uri, moment, tag, text, void

_PLAIN = 0.15
"""Stops by which a light may differ and still be called the same."""
_SEEN = 0.2
"""Share of a window's pane from which on it counts as in frame."""
_FAR = 10.0
"""Stops beyond which a camera shows nothing but black, or white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightShown:
    """The light of a scene with its pictures."""

    lit: LitScene
    """What they show."""
    pictures: Mapping[str, bytes]
    """JPEG by file name."""
    days_href: str | None = None
    """Relative path of the page of the film's light; None if there is none."""

    def part(self, stage_set: StageSet) -> str:
        """The part of the page."""
        lit = self.lit
        called = {window.id: window_called(window.id, window.called) for window in stage_set.windows}
        lead = tag(
            "p",
            text(f"Shot on {date_utc(lit.now.utc_ms)} at {clock_utc(lit.now.utc_ms, seconds=True)} UTC, at "),
            moment(lit.tick),
            text(f" of the take through {lit.camera}. {_exposed(lit)}"),
        )
        pair = tag(
            "div",
            self._figure(lit.now, called, "As it is shot"),
            self._figure(lit.later, called, f"{lasts(lit.later.after_s)} later"),
            class_="pair-light",
        )
        return lead + pair + self._strip() + self._link()

    def _figure(self, frame: LitFrame, called: Mapping[str, str], head: str) -> str:
        image = void(
            "img",
            src=data_uri("image/jpeg", self.pictures[frame.picture]),
            alt=f"{head}: {light_words(frame, called)}",
        )
        title = f"{head}, {clock_utc(frame.utc_ms, seconds=True)}"
        words = f"{light_words(frame, called)}. {exposure_words(frame)}{frame_words(frame, called)}"
        return tag("figure", image, tag("figcaption", tag("b", text(title)), text(words)))

    def _strip(self) -> str:
        lit = self.lit
        turn = "sunset" if lit.sets else "sunrise"
        head = "The same frame every two minutes"
        if lit.turn_ms is not None:
            head += f", through the {turn} at {clock_utc(lit.turn_ms, seconds=True)}"
        cells = []
        for frame in lit.strip:
            image = void(
                "img",
                src=data_uri("image/jpeg", self.pictures[frame.picture]),
                alt=f"at {clock_utc(frame.utc_ms)}",
                loading="lazy",
            )
            words = tag("b", clock_utc(frame.utc_ms)) + text(
                f" {_from_turn(frame, lit.turn_ms)} · {stops_words(frame.off)}"
            )
            cells.append(tag("figure", image, tag("figcaption", words)))
        return tag("h3", text(head)) + tag("div", *cells, class_="strip")

    def _link(self) -> str:
        if self.days_href is None:
            return ""
        return tag(
            "p", tag("a", "The light of every window on every day", href=self.days_href), class_="small"
        )


def window_called(id_: str, called: str) -> str:
    """A window as people say it."""
    return called or f"window {id_.removeprefix('window.')}"


def light_words(frame: LitFrame, called: Mapping[str, str]) -> str:
    """What light there is, through which windows, and for how long yet."""
    where = [called.get(name, name) for name in frame.windows]
    if frame.through in {"earth night", "space", "night"}:
        said = "Night: no sun, and no day side of the Earth, in any window"
    else:
        word = WORDS[frame.through]
        said = f"{word[0].upper()}{word[1:]} through {_listed(where)}" if where else word.capitalize()
    if frame.lasts_s is None:
        return said
    return f"{said}, for another {lasts(frame.lasts_s)}"


def exposure_words(frame: LitFrame) -> str:
    """How bright the room is, and the stop for that."""
    lamps = f"{lux_words(frame.lamps_lux)} from the lamps" if frame.lamps_lux >= 0.1 else "the lamps are off"
    room = lux_words(frame.room_lux) if frame.room_lux >= 0.1 else "nothing"
    stop = f"EV {frame.ev100:.1f}, {frame.stop}; {stops_words(frame.off)}."
    return f"In the room {room} from the windows, {lamps}: {stop}"


def frame_words(frame: LitFrame, called: Mapping[str, str]) -> str:
    """Which windows the camera sees, and how far their view stands above the room; empty if it sees none."""
    seen = [
        f"{called.get(one.window, one.window)} ({WORDS[one.through]}), {_over(one.over_stops)}"
        for one in frame.in_frame
        if one.share >= _SEEN
    ]
    return f" In frame: {'; '.join(seen)}." if seen else ""


def _over(stops: float | None) -> str:
    if stops is None or abs(stops) >= _FAR:
        return "dark" if stops is None or stops < 0.0 else "far brighter than the room"
    if abs(stops) < _PLAIN:
        return "as bright as the room"
    return f"its view {abs(stops):.1f} stops {'brighter' if stops > 0.0 else 'darker'} than the room"


def stops_words(off: float) -> str:
    """How bright against what the scene is exposed for."""
    if abs(off) < _PLAIN:
        return "as exposed"
    return (
        f"{abs(off):.1f} {'stop' if round(abs(off), 1) == 1.0 else 'stops'} {'over' if off > 0 else 'under'}"
    )


def _exposed(lit: LitScene) -> str:
    """What all pictures are exposed for."""
    ev = lit.now.ev100 - lit.now.off
    return f"One exposure holds for all of these pictures: EV {ev:.1f} ({lit.camera_words})."


def _from_turn(frame: LitFrame, turn_ms: int | None) -> str:
    if turn_ms is None:
        return ""
    minutes = (frame.utc_ms - turn_ms) / 60_000.0
    return f"{abs(minutes):.0f} min {'before' if minutes < 0 else 'after'}"


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    bare = [name.removeprefix("window ") for name in names]
    if all(name.startswith("window ") for name in names):
        return f"windows {', '.join(bare[:-1])} and {bare[-1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}"
