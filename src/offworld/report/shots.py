"""The shots of a scene on its page: a still each, what it is worth and why, other answers, a plan of the cameras."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from offworld.film.score import Score, Term
from offworld.film.shot_list import ShotRow
from offworld.film.take import Take
from offworld.report.markup import data_uri, moment, number, tag, text, void
from offworld.report.shot_plan import shot_plan

STYLE: Final = "shots.css"
"""Rules of this part."""
_STATUS: Final = {
    "found": "", "kept": "kept", "impossible": "cannot be had", "out of budget": "not found",
    "by hand": "placed by hand", "held": "hand-held",
}  # fmt: skip
_GOOD: Final = 0.85
"""Scores from here on are shown as good."""
_FAIR: Final = 0.5
"""And from here on as fair."""
TIGHT: Final = 1.5
"""A room is tight for a size where the longest lens that it allows is less than so many times as long as the one taken;
a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotsShown:
    """The shot list of a scene with its stills."""

    rows: tuple[ShotRow, ...]
    """In order of the scene."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG of each still by its name."""
    list_href: str = ""
    """Path of the list as a table, relative to the page; empty: none."""

    def part(self, take: Take) -> str:
        """The section's content as markup."""
        cards = "".join(_card(row, self.pictures) for row in self.rows)
        link = tag("a", "the shot list as a table", href=self.list_href) if self.list_href else ""
        return tag(
            "div", _kit(self.rows), tag("div", cards, class_="shot-cards"), shot_plan(take, self.rows),
            tag("p", link, class_="small") if link else "", class_="shots",
        )  # fmt: skip


def _kit(rows: tuple[ShotRow, ...]) -> str:
    """Body, mode, gate and lenses, which all cameras of a film share; nothing where the film names no body."""
    if not rows or not rows[0].body:
        return ""
    row = rows[0]
    facts = [row.body, *([row.mode] if row.mode else []), row.gate]
    facts += [row.lens_set] if row.lens_set else []
    facts += [f"squeeze {row.squeeze:g}"] if row.squeeze != 1.0 else []
    return tag("p", text(" · ".join(facts)), class_="small kit")


def _sharp(row: ShotRow) -> str:
    """From where to where it is sharp."""
    to = "to infinity" if row.sharp_to_m is None else f"to {row.sharp_to_m:.2f} m"
    return f"sharp from {row.sharp_from_m:.2f} {to}"


def _is_tight(row: ShotRow) -> bool:
    """Whether the room leaves little choice of a lens for the size."""
    return row.longest_mm is not None and row.longest_mm < TIGHT * row.lens_mm


def _card(row: ShotRow, pictures: Mapping[str, bytes]) -> str:
    shown = [name for name in row.pictures if name in pictures]
    still = _still(pictures[shown[0]], f"shot {row.camera}") if shown else ""
    others = "".join(_still(pictures[name], f"another answer to {row.camera}") for name in shown[1:])
    title = tag("h3", tag("b", text(row.camera)), text(" " + (row.text or _STATUS[row.status])))
    parts = [
        tag("figure", still, class_="through"),
        tag("div", others, class_="others", title="other answers: offworld frame --keep") if others else "",
        title,
        _reason(row),
        tag("p", moment(row.start), text(f" {_facts(row)}"), class_="facts-line"),
        _bars(row.score) if row.score is not None else "",
    ]
    return tag("article", *parts, class_=f"shot {row.status.replace(' ', '-')}")


def _still(picture: bytes, alt: str) -> str:
    return void("img", src=data_uri("image/jpeg", picture), alt=alt, loading="lazy")


def _reason(row: ShotRow) -> str:
    word = _STATUS[row.status]
    if row.status in {"impossible", "out of budget"}:
        return tag("p", text(f"{word}: {row.reason}. The picture is the wide one."), class_="told care")
    if row.reason:
        return tag("p", text(f"{word or 'found'}; {row.reason}."), class_="told note")
    return ""


def _bound(focal_mm: float) -> str:
    """A focal length that is kept, never rounded up; tenths where they matter, as what refuses a shot has them."""
    return f"{math.floor(focal_mm):g}" if focal_mm >= 10.0 else f"{math.floor(10.0 * focal_mm) / 10.0:g}"


def _facts(row: ShotRow) -> str:
    """Lens and place in one line, as a camera sheet has them."""
    facts = [f"{row.lens_mm:g} mm", f"N {row.stop:g}" if row.t_stop is None else f"T {row.t_stop:.1f}"]
    facts += [f"focus {number(row.focus_m)} m"] if row.focus_m is not None else []
    facts += [_sharp(row)] if row.sharp_from_m is not None else []
    facts += [f"{row.size} at {number(row.distance_m)} m"] if row.distance_m is not None else []
    facts += [f"clear by {row.clearance_m:.2f} m"] if row.clearance_m is not None else []
    facts.append(
        f"up: {row.up}" + (f", roll {number(round(row.roll_deg))}°" if row.roll_deg is not None else "")
    )
    facts += [f"the room allows it {_bound(row.longest_mm or 0.0)} mm at most"] if _is_tight(row) else []
    facts += [f"held by {row.by}"] if row.by else []
    facts += ["kept"] if row.status == "kept" else []
    return " · ".join(facts)


def _bars(score: Score) -> str:
    """The score as bars, the dearest loss first."""
    terms = sorted(score.terms, key=lambda term: -term.weight * (1.0 - term.score))
    rows = "".join(_bar(term) for term in terms)
    total = tag("p", tag("b", f"{max(score.total, 0.0):.2f}"), " of 1", class_="total")
    broken = "".join(tag("p", text(one.text), class_="told danger") for one in score.broken)
    return broken + tag(
        "details", tag("summary", total), tag("div", rows, class_="terms"), class_="score", open=True
    )


def _bar(term: Term) -> str:
    kind = "good" if term.score >= _GOOD else "fair" if term.score >= _FAIR else "poor"
    wanted = f"{term.low:g}" if term.low == term.high else f"{term.low:g} to {term.high:g}"
    told = f"{number(term.value)} {term.unit}, wanted {wanted}".replace(" ,", ",")
    return tag(
        "div", tag("span", text(term.name), class_="name"),
        tag("span", tag("i", class_=kind, style=f"width:{100.0 * term.score:.1f}%"), class_="track"),
        tag("span", f"{term.score:.2f}", class_="value"), class_="term", title=told,
    )  # fmt: skip
