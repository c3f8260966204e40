"""As imagined, as it came out: where a take parts from what its beats had in mind, the first row where it began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

from offworld.film.imagined import Departure, Imagined
from offworld.film.key_frame import KeyFrame
from offworld.film.take import Take
from offworld.report.markup import clock, data_uri, moment, number, table, tag, text, void

STYLE = "imagined.css"
"""File with the rules of this part."""
_FAR_M, _TURNED, _LATE_S = 0.05, 10.0, 0.3
"""Metres, degrees and seconds below which a difference is not worth a number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AsImagined:
    """What a page is given of a scene as imagined."""

    imagined: Imagined
    """Times, marks and ghosts."""
    departures: tuple[Departure, ...]
    """Where the take parts from it."""
    frames: tuple[KeyFrame, ...] = ()
    """Stills of both at once."""

    def part(self, take: Take) -> str:
        """Table, pictures of the moments where they part most, and all times as imagined, as markup."""
        return "".join(
            (
                _words(self.departures),
                _table(take, self.departures) if self.departures else "",
                _pictures(self.frames) if self.frames else "",
                _all_beats(take, self.imagined),
            )
        )


def _words(departures: Sequence[Departure]) -> str:
    if not departures:
        return tag("p", "Everything came out as the beats have it in mind.", class_="calm")
    roots = sum(not one.after for one in departures)
    count = "one place" if roots == 1 else f"{roots} places"
    follow = len(departures) - roots
    rest = f"; {follow} of the rows follow from that" if follow > 1 else "; the other row follows from that"
    return tag(
        "p",
        text(
            f"If everything went exactly as written, without a body having to carry it out, it would go as the "
            f"dashed people do. The take parts from that in {count}{rest if follow else ''}."
        ),
        class_="small",
    )


def _table(take: Take, departures: Sequence[Departure]) -> str:
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    rows = []
    for number_, one in enumerate(departures):
        beat = beats.get(one.beat)
        written = (beat.text or one.beat) if beat is not None else "no beat: was to stay"
        what = tag("code", text(written)) if beat is not None else text(written)
        if number_ == 0:
            what = tag("div", "here it parted", class_="first") + what
        rows.append(
            (
                moment(one.tick),
                tag("b", text(one.who[:1].upper() + one.who[1:])),
                what,
                _span(one.imagined),
                _taken(one),
                _how_far(one),
                text(one.why) + _after(one),
            )
        )
    head = ("When", "Who", "Beat", "As imagined", "As it came out", "How far apart", "Why")
    return tag("div", table(head, rows), class_="parted")


def _after(one: Departure) -> str:
    return tag("div", "follows from ", tag("code", text(one.after)), class_="small") if one.after else ""


def _span(times: tuple[int | None, int | None]) -> str:
    start, end = times
    if start is None:
        return "never"
    return f"{moment(start)} – {moment(end)}" if end is not None else f"{moment(start)} to the end"


def _taken(one: Departure) -> str:
    word = tag("div", tag("span", text(one.outcome), class_=f"outcome {one.outcome}")) if one.outcome else ""
    return _span(one.taken) + word


def _how_far(one: Departure) -> str:
    parts = []
    if one.away_m is not None and one.away_m >= _FAR_M:
        parts.append(f"{number(one.away_m, 2)} m")
    if one.turned is not None and degrees(one.turned) >= _TURNED:
        parts.append(f"{degrees(one.turned):.0f}°")
    if one.late_s is not None and abs(one.late_s) >= _LATE_S:
        parts.append(f"{abs(one.late_s):.1f} s {'late' if one.late_s > 0.0 else 'early'}")
    return tag("span", text(" · ".join(parts)) or "—", class_="figures")


def _pictures(frames: Sequence[KeyFrame]) -> str:
    """Stills with the imagined people see-through over the taken ones."""
    figures = []
    for frame in frames:
        image = void("img", src=data_uri("image/jpeg", frame.picture), alt=frame.text)
        button = tag(
            "button", image, type_="button", data_t=f"{frame.tick / 1000:.3f}", title="show this moment"
        )
        words = tag("span", text(f"{frame.text} · {frame.camera}"))
        figures.append(tag("figure", button, tag("figcaption", moment(frame.tick), words)))
    return tag("div", *figures, class_="stills parted-stills")


def _all_beats(take: Take, imagined: Imagined) -> str:
    """Every beat's time and marks as imagined, folded away."""
    beats = {beat.id: beat for beat in take.rehearsal.scene.beats}
    outcomes = {outcome.beat: outcome for outcome in take.outcomes}
    rows = []
    for one in imagined.beats:
        beat, outcome = beats.get(one.beat), outcomes.get(one.beat)
        marks = [f"{mark.who}: {mark.source} at {clock(mark.tick)}" for mark in one.marks]
        rows.append(
            (
                tag("code", text(beat.text if beat is not None and beat.text else one.beat)),
                _span((one.start, one.end)),
                _span((outcome.start, outcome.end)) if outcome is not None else "—",
                text("; ".join(marks) or one.why),
            )
        )
    if not rows:
        return ""
    inner = table(("Beat", "As imagined", "As it came out", "Where it was to lead"), rows)
    return tag("details", tag("summary", "All beats as imagined"), tag("div", inner), class_="more")
