"""What hands and feet hold, as bars over the time of the take: one row for each limb that holds anything."""

from __future__ import annotations

from typing import Final

from offworld.film.blocking import Channel
from offworld.film.cue_card import CueCard, HoldSpan, Term, Words
from offworld.film.take import Take
from offworld.report.cards.language import Language
from offworld.report.markup import clock, tag, text

_LIMBS: Final[tuple[Channel, ...]] = ("left hand", "right hand", "left foot", "right foot")
_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300)
_MARKS: Final = 13
"""Marks on the ruler at most."""


def holds_chart(take: Take, card: CueCard, language: Language) -> str:
    """The chart as markup."""
    rows = [_row("", ruler(take), "ruler")]
    for limb in _LIMBS:
        spans = [hold for hold in card.holds if hold.limb == limb]
        if spans:
            bars = "".join(_bar(take, span, language) for span in spans)
            rows.append(_row(language.term(Term(table="limb", key=limb)), bars, "bars"))
    return tag("div", *rows, class_="spans")


def ruler(take: Take) -> str:
    """Marks of whole seconds over the length of a take."""
    step = next((s for s in _STEPS if take.seconds() / s <= _MARKS), _STEPS[-1])
    marks = range(0, int(take.seconds()) + 1, step)
    return "".join(
        tag(
            "span",
            f"{second // 60}:{second % 60:02}",
            style=f"left:{share(take, 1000 * second)}",
            class_="last" if 1000 * second > 0.96 * take.length else None,
        )
        for second in marks
    )


def share(take: Take, ticks: float) -> str:
    """A moment or a length of time as a share of the take."""
    return f"{100.0 * ticks / max(1, take.length):.2f}%"


def _row(name: str, content: str, kind: str) -> str:
    return tag("div", name, class_="limb") + tag("div", content, class_=kind)


def _bar(take: Take, span: HoldSpan, language: Language) -> str:
    end = take.length if span.end is None else span.end
    thing = language.say(Words(pattern="bar", slots=(("thing", span.thing),)))
    until = ""
    if span.end is not None:
        until = tag("em", text(f"{clock(span.end)} "), language.label("slips") if span.slips else "")
    style = f"left:{share(take, span.start)};width:{share(take, end - span.start)}"
    short = " short" if end - span.start < take.length // 6 else ""
    begun = tag("em", clock(span.start)) if span.start else ""
    kind = f"{'slips' if span.slips else 'held'}{short}"
    return tag("div", tag("span", begun, " ", thing, " ", until), class_=kind, style=style)
