"""Advice on a scene's page: what a crew can change, and how much safer that is, before and after."""

from __future__ import annotations

from typing import Final

from offworld.film.advice import Advice, Change, Confirmed, Tried
from offworld.film.odds import Share
from offworld.report.markup import table, tag, text
from offworld.report.odds_chart import Dot, chart
from offworld.report.odds_words import of_takes, sentence

_SAID: Final = {
    "clean enough": "As written it is clean enough: no small change could be shown to be better.",
    "nothing helps": "Nothing that was tried can be shown to help.",
    "nothing to try": "No small change could be thought out that the scene has room for.",
}


def advice_part(advice: Advice) -> str:
    """What would make the scene safer, the best first, as markup."""
    parts = [tag("h3", "What would make it safer")]
    if advice.verdict in _SAID:
        parts.append(tag("p", _SAID[advice.verdict]))
    helpful = [one for one in advice.tried if one.confirmed is not None and one.confirmed.helps]
    if helpful:
        count = f"{advice.takes:,} takes with {advice.profile} people"
        told = (
            f"Found with {count}, and confirmed on takes that had no part in the search. Takes with a fault:"
        )
        parts.append(tag("p", text(told), class_="small"))
        parts.append(_chart(advice, helpful))
        parts += [_change(number, one) for number, one in enumerate(helpful, 1)]
    rest = [one for one in advice.tried if one not in helpful]
    if rest:
        rows = [(text(sentence(one.change.words)), text(_came(one))) for one in rest]
        inner = table(("Change", "What came of it"), rows)
        parts.append(tag("details", tag("summary", "What else was tried"), tag("div", inner), class_="more"))
    return "".join(parts)


def _chart(advice: Advice, helpful: list[Tried]) -> str:
    written = advice.fresh_risk or advice.risk
    rows = [Dot(label="As written", share=written, kind="care")]
    for number, one in enumerate(helpful, 1):
        if one.confirmed is not None:
            rows.append(
                Dot(
                    label=text(f"{number}. {sentence(one.change.words)}"),
                    share=one.confirmed.risk,
                    kind="good",
                )
            )
    return chart(rows, "Share of takes with a fault, as written and with each change")


def _change(number: int, one: Tried) -> str:
    lines = "\n".join(line.text for line in one.change.lines) + _order(one.change)
    words = tag("p", text(f"{number}. {sentence(one.change.words)}."), class_="who")
    put = tag("p", text(_put_right(one.confirmed)), class_="what") if one.confirmed is not None else ""
    write = tag("pre", tag("code", text(lines))) if lines else ""
    return tag("div", words, put, write, class_="told advice")


def _order(change: Change) -> str:
    return f"\nin the order: {', '.join(change.order)}" if change.order else ""


def _put_right(confirmed: Confirmed) -> str:
    gain = confirmed.paired
    return f"Of {gain.of} takes {gain.fixed} are put right and {gain.spoiled} spoiled."


def _came(one: Tried) -> str:
    if one.refused:
        return f"no room: {one.refused}"
    risk: Share = one.confirmed.risk if one.confirmed is not None else one.risk
    return f"wrong in {of_takes(risk)}"
