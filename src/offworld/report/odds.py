"""The odds on a scene's page: what many takes came to, for those who must decide what to shoot and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from offworld.film.advice import Advice
from offworld.film.odds import FindingOdds, Odds, SceneOdds, Share
from offworld.film.profiles import EVERYDAY, PROFILES
from offworld.report.advice import advice_part
from offworld.report.markup import table, tag, text
from offworld.report.odds_chart import Dot, chart
from offworld.report.odds_words import guess_warning, learned_words, of_takes, percent, sentence, span, what
from offworld.report.set_up import set_up_part

STYLE: Final = "odds.css"
_SHOWN: Final = 7
"""Things that go wrong which are drawn; the rest is in a table that opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyTakes:
    """What is known of many takes of a scene."""

    kept: tuple[SceneOdds, ...] = ()
    """With each profile."""
    stale: bool = False
    """Whether the scene has changed since the takes were made."""
    advice: tuple[Advice, ...] = ()
    """What would make it safer, with each profile that was asked for."""

    def main(self) -> SceneOdds | None:
        """The odds that are told at length: those of everyday people, if they are there; None: there are none."""
        return min(self.kept, key=lambda one: _rank(one.profile.name), default=None)


def odds_part(many: ManyTakes) -> str:
    """Everything under its heading, as markup."""
    main = many.main()
    parts = [] if main is None else _told(many, main)
    advice = sorted(many.advice, key=lambda one: _rank(one.profile))
    if advice:
        parts.append(advice_part(advice[0]))
    return tag("div", *(part for part in parts if part), class_="odds")


def _told(many: ManyTakes, main: SceneOdds) -> list[str]:
    odds = main.odds
    parts = [_lead(main), _facts(odds), _clean(many), _wrong(odds), _first(odds), _filmed(main)]
    if main.set_up is not None:
        parts.append(set_up_part(main.set_up))
    if many.stale:
        again = f"offworld rehearse FILM {main.scene} --takes {odds.takes}"
        stale = "The scene has changed since these takes were made. To make them again:"
        parts.insert(0, tag("p", text(stale), " ", tag("code", text(again)), class_="told care"))
    return parts


def _rank(profile: str) -> tuple[bool, int, str]:
    """Everyday people first, then from the steadiest to the least steady, then the film's own by name."""
    names = [one.name for one in PROFILES]
    return (profile != EVERYDAY.name, names.index(profile) if profile in names else len(names), profile)


def _lead(main: SceneOdds) -> str:
    odds = main.odds
    own = ", ".join(f"{sentence(person)}: {one.name}" for person, one in main.profile.own)
    told = f"of {_count(odds.takes)} with {main.profile.name} people{f' ({own})' if own else ''} are clean"
    best, seen, worst = odds.until_clean
    if seen is None:
        until = f"None was: at least {best:.1f} takes on average until one is."
    else:
        most = "any number" if worst is None else f"{worst:.1f}"
        until = f"On average {seen:.1f} takes until one is ({best:.1f} to {most})."
    number = tag("strong", f"{percent(odds.clean.value)} %")
    warning = guess_warning(main.profile)
    return tag(
        "div",
        tag("p", number, tag("span", text(told)), class_="headline"),
        tag("p", text(f"{until} A clean take holds nothing that asks for attention.")),
        *(tag("p", text(f"{sentence(line)}."), class_="small") for line in learned_words(main.profile)),
        tag("p", text(warning), class_="small") if warning else "",
    )


def _count(takes: int) -> str:
    return "1 take" if takes == 1 else f"{takes:,} takes"


def _facts(odds: Odds) -> str:
    facts = []
    if odds.time_s is not None:
        facts.append(
            ("The last beat is over after", f"{odds.time_s[0]:.1f} s", f"80 % by {odds.time_s[1]:.1f} s")
        )
    if odds.back_s is not None:
        facts.append(("Back to one takes", span(odds.back_s[0]), f"80 % within {span(odds.back_s[1])}"))
    gentle = f"below 60 N {percent(odds.gentle)} % of the time"
    facts.append(("The hardest pull on a hold", f"{odds.peak_n:.0f} N", gentle))
    if odds.stopped.count:
        facts.append(
            ("The simulation did not finish", f"{percent(odds.stopped.value)} %", "counted as not clean")
        )
    if odds.as_written:
        facts.append(("Began as written", _count(odds.as_written), "varied, there was no room"))
    cells = (tag("div", tag("dt", text(name)), tag("dd", tag("b", text(value)), tag("small", text(more))))
             for name, value, more in facts)  # fmt: skip
    return tag("dl", *cells, class_="odds-facts")


def _clean(many: ManyTakes) -> str:
    """Clean takes, with each profile."""
    kept = sorted(many.kept, key=lambda one: _rank(one.profile.name)[1:])
    title = "Clean takes" if len(kept) == 1 else "Clean takes, by who plays"
    rows = [
        Dot(
            label=text(sentence(one.profile.name)),
            share=one.odds.clean,
            kind="good",
            under=_under(one.odds),
        )
        for one in kept
    ]
    return tag("h3", text(title)) + chart(rows, "Share of clean takes with each profile")


def _under(odds: Odds) -> str:
    seen = odds.until_clean[1]
    until = "" if seen is None else f" · one in {seen:.1f}"
    late = "" if odds.time_s is None else f" · 80 % over by {odds.time_s[1]:.1f} s"
    return text(f"{_count(odds.takes)}{until}{late}")


def _wrong(odds: Odds) -> str:
    if not odds.findings:
        return tag("p", "Nothing went wrong in any of them.", class_="calm")
    shown, rest = odds.findings[:_SHOWN], odds.findings[_SHOWN:]
    rows = [Dot(label=text(what(one)), share=one.share, kind=one.weight, under=_where(one)) for one in shown]
    drawn = tag("h3", "What goes wrong") + chart(rows, "What goes wrong, as a share of takes")
    if not rest:
        return drawn
    cells = [(text(what(one)), _beat(one.beat), text(of_takes(one.share)), str(one.first)) for one in rest]
    more = table(("What", "Beat", "Takes", "First in take"), cells)
    return drawn + tag("details", tag("summary", f"and {len(rest)} more"), tag("div", more), class_="more")


def _where(one: FindingOdds) -> str:
    beat = f"{_beat(one.beat)} · " if one.beat else ""
    return f"{beat}see take {one.first}"


def _beat(beat: str) -> str:
    return tag("code", text(beat)) if beat else ""


def _first(odds: Odds) -> str:
    """Which beat is to blame."""
    if not odds.blame:
        return ""
    rows = [
        Dot(
            label=_beat(one.beat) or "No beat of the scene",
            share=one.share,
            kind="note",
            under=_came(one.share),
        )
        for one in odds.blame[:_SHOWN]
    ]
    words = "Of the takes that came to a beat with nothing wrong, how many went wrong there first."
    return "".join(
        (
            tag("h3", "The beat to blame"),
            tag("p", words, class_="small"),
            chart(rows, "Beats that go wrong first, as a share of takes that came to them well"),
        )
    )


def _came(share: Share) -> str:
    return text(f"{share.count:,} of {share.of:,} that came so far")


def _filmed(main: SceneOdds) -> str:
    """How beats came out on film, each beside how they do here."""
    if not main.filmed:
        return ""
    rows = []
    for one in main.filmed:
        rows.append(Dot(label=_beat(one.beat), share=one.filmed, kind="good", under="on film"))
        rows.append(Dot(label="", share=one.here, kind="note", under="in these takes"))
    words = "Filmed takes in which a beat was done, and takes in which it is done here."
    return "".join((tag("h3", "On film"), tag("p", words, class_="small"), chart(rows, words)))
