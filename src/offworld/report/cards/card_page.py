"""A cue card as a page: who, pictures, what to do and when, what the hands hold, what not to touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from offworld.film.cue_card import CardEntry, CardPicture, CueCard, Term, Words
from offworld.film.take import Take
from offworld.report.cards.colours import colours
from offworld.report.cards.fitting import WIDE, size_of
from offworld.report.cards.holds_chart import holds_chart
from offworld.report.cards.language import Language
from offworld.report.markup import clock, data_uri, tag, text, void

_TOLD: Final = ("missed", "refused", "waiting")


def card_sheet(take: Take, card: CueCard, pictures: Sequence[CardPicture], language: Language) -> str:
    """One card as markup, to be put into a page."""
    mine = [each for each in pictures if each.person == card.person]
    came = [entry for entry in card.entries if entry.tick is not None]
    never = [entry for entry in card.entries if entry.tick is None]
    size = size_of(card, language, pictures=len(mine))
    parts = [
        _head(take, card, language),
        _strip(mine, language),
        _begin(card, language),
        _entries(came, language),
        _section("never", _entries(never, language), language) if never else "",
        _section("holds", holds_chart(take, card, language), language) if card.holds else "",
        tag(
            "div",
            _warned("avoid", card.avoid, "nothing", language),
            _warned("mind", card.mind, "calm", language),
            class_="warned",
        ),
        _foot(take, card, language),
    ]
    style = f"--me:{colours(take)[card.person]}"
    return tag("article", *parts, class_=f"card{size}", style=style, lang=language.code)


def _head(take: Take, card: CueCard, language: Language) -> str:
    """Whose card it is, in which scene."""
    rehearsal, scene = take.rehearsal, take.rehearsal.scene
    where = f"{language.label('scene')} {text(scene.id)} · {text(scene.title)}"
    roles = (
        tag("p", " · ".join(language.say(role) for role in card.roles), class_="roles") if card.roles else ""
    )
    facts = (text(rehearsal.film), f"{language.label('take')} {rehearsal.take}", clock(take.length))
    return tag(
        "header",
        tag("div", tag("h1", tag("i", class_="spot"), text(card.person)), roles),
        tag("div", tag("p", where, class_="scene"), tag("p", " · ".join(facts)), class_="about"),
    )


def _strip(pictures: Iterable[CardPicture], language: Language) -> str:
    figures = [
        tag(
            "figure",
            void("img", src=data_uri("image/jpeg", each.picture), alt=each.kind),
            tag("figcaption", tag("b", clock(each.tick)), language.term(Term(table="moment", key=each.kind))),
        )
        for each in pictures
    ]
    return tag("div", *figures, class_="strip" if len(figures) > WIDE else "strip few") if figures else ""


def _begin(card: CueCard, language: Language) -> str:
    if not card.start:
        return ""
    said = " · ".join(language.say(words) for words in card.start)
    return tag("p", tag("b", language.label("start")), " ", said, class_="begin")


def _entries(entries: Sequence[CardEntry], language: Language) -> str:
    return tag("ol", *(_entry(entry, language) for entry in entries), class_="entries") if entries else ""


def _entry(entry: CardEntry, language: Language) -> str:
    """One row: when by the clock, on which cue, what."""
    when = tag("div", "—" if entry.tick is None else clock(entry.tick), class_="clock")
    sign = tag("span", "♪", class_="sign", title=language.labels["signal"]) if entry.signal else ""
    cue = tag("div", sign, language.say(entry.cue) if entry.cue is not None else "", class_="cue")
    what = [tag("p", language.say(entry.deed), class_="deed")]
    if entry.details:
        what.append(_chips(entry.details, language))
    if entry.otherwise:
        first, *rest = (language.say(words) for words in entry.otherwise)
        how = f" ({', '.join(rest)})" if rest else ""
        what.append(tag("p", tag("b", language.label("else")), f": {first}{how}", class_="else"))
    if entry.outcome in _TOLD:
        outcome = language.term(Term(table="outcome", key=entry.outcome))
        what.append(tag("p", outcome, class_=f"came {entry.outcome}"))
    return tag("li", when, cue, tag("div", *what), class_=f"of-{entry.kind.replace(' ', '-')}")


def _chips(details: Iterable[Words], language: Language) -> str:
    return tag("ul", *(tag("li", language.say(words)) for words in details), class_="chips")


def _section(label: str, content: str, language: Language) -> str:
    return tag("div", tag("h3", language.label(label)), content, class_=label)


def _warned(label: str, said: Sequence[Words], calm: str, language: Language) -> str:
    if said:
        content = tag("ul", *(tag("li", language.say(words)) for words in said))
    else:
        content = tag("p", language.label(calm), class_="calm")
    return _section(label, content, language)


def _foot(take: Take, card: CueCard, language: Language) -> str:
    sign = ""
    if any(entry.signal for entry in card.entries):
        sign = tag("span", tag("span", "♪", class_="sign"), " ", language.label("signal"))
    name = f"{take.rehearsal.film} · {take.rehearsal.scene.id} · {card.person}"
    return tag("footer", sign, tag("span", text(name)))
