"""How long a scene keeps its crew, on its page: one bar of time, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.times import Part, SetUpTime
from offworld.report.markup import table, tag, text
from offworld.report.odds_words import sentence, span


def set_up_part(time: SetUpTime) -> str:
    """The time of a set-up as markup."""
    best, seen, worst = time.total_s
    if seen is None:
        told = f"No take was clean, so no end can be told; {span(best)} at the very least."
    else:
        ends = [span(best), "no end" if worst is None else span(worst)]
        between = f" ({ends[0]} to {ends[1]})" if ends[0] != ends[1] else ""
        told = f"{span(seen)} until a take is clean, as seen{between}."
    if time.total_p80_s is not None:
        takes = "one take" if time.takes_p80 == 1 else f"{time.takes_p80} takes"
        told += f" In 80 % of cases {takes} and {span(time.total_p80_s)} are enough."
    parts = [
        tag("h3", "Time for the set-up"),
        tag("p", text(told)),
        _bar(time),
        tag("p", "Most times of the crew's work are guesses; a film can give its own.", class_="small"),
        _work(time),
    ]
    return "".join(parts)


def _bar(time: SetUpTime) -> str:
    """Ready, takes with the ways back, and struck, each as long as it lasts."""
    takes = time.takes[1] or time.takes[0]
    pieces = (
        ("ready", time.prepare_s, "ready"),
        (
            "takes",
            takes * time.scene_s[0],
            f"{takes:.1f} takes" if time.takes[1] else f"{takes:.1f} takes or more",
        ),
        ("back", takes * time.back_s[0], "back to one"),
        ("strike", time.strike_s, "struck"),
    )
    whole = sum(seconds for _, seconds, _ in pieces) or 1.0
    bars = (
        tag("i", class_=kind, style=f"width:{100.0 * seconds / whole:.2f}%", title=f"{name}: {span(seconds)}")
        for kind, seconds, name in pieces
    )
    keys = (
        tag("li", tag("i", class_=kind), text(f"{name}: {span(seconds)}")) for kind, seconds, name in pieces
    )
    return tag("div", *bars, class_="spans", aria_hidden="true") + tag("ul", *keys, class_="key")


def _work(time: SetUpTime) -> str:
    rows = [*_rows(time.prepare, "ready"), *_rows(time.strike, "struck")]
    inner = table(("When", "What", "How long", "Why"), rows)
    return tag("details", tag("summary", "What is rigged and struck"), tag("div", inner), class_="more")


def _rows(parts: Sequence[Part], when: str) -> list[tuple[str, str, str, str]]:
    return [(when, text(sentence(part.what)), text(span(part.seconds)), text(part.why)) for part in parts]
