"""The place of the take in 3D on the page of a scene; what fills it is a script beside the page."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from offworld.report.markup import tag


@dataclass(frozen=True, slots=True, kw_only=True)
class InThree:
    """A take in 3D, beside a page."""

    script: str
    """Path of its script relative to the page."""
    rate: Fraction
    """Frames a second."""
    frames: int
    """How many there are."""


def in_three(three: InThree | None) -> str:
    """Buttons that choose what the stage shows, and the place of the 3D; empty if there is none."""
    if three is None:
        return ""
    shows = (("film", "Animatic"), ("3d", "In 3D"), ("both", "Both"))
    buttons = (
        tag("button", word, type_="button", data_show=show, aria_pressed=str(show == "film").lower())
        for show, word in shows
    )
    place = tag(
        "div",
        class_="three",
        data_take3d=quote(three.script),
        data_rate=f"{three.rate.numerator}/{three.rate.denominator}",
        data_frames=three.frames,
    )
    return place + tag("div", *buttons, class_="shows", role="group", aria_label="what the stage shows")
