"""All papers of a scene: a page for each card and language, the plan, an index, and all of it in one file to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from offworld.film.cue_card import CameraWay, CardPicture, CueCard
from offworld.film.finding import Finding
from offworld.film.take import Take
from offworld.report.cards.card_page import card_sheet
from offworld.report.cards.colours import colours
from offworld.report.cards.content import cue_cards
from offworld.report.cards.frame import paper
from offworld.report.cards.language import CODES, Language, language
from offworld.report.cards.plan_page import plan_sheet
from offworld.report.markup import tag, text

PLAN: Final = "plan"
"""Stem of the plan's files."""
ALL: Final = "all"
"""Stem of those with all papers."""
_TAKEN: Final = (PLAN, ALL, "index")
"""Names of files that are no person's."""


def papers(
    take: Take,
    findings: Sequence[Finding] = (),
    pictures: Sequence[CardPicture] = (),
    cameras: Sequence[CameraWay] = (),
) -> dict[str, str]:
    """Every page by the name of its file; each needs nothing but itself and leads to the others beside it.

    Args:
        take: the take.
        findings: what was found in it.
        pictures: small pictures of its people.
        cameras: where its set-ups are.
    """
    cards = cue_cards(take, findings)
    pages = {"index.html": _index(take, cards)}
    for code in CODES:
        tongue = language(code)
        plan = plan_sheet(take, cards, pictures, cameras, tongue)
        sheets = {card.person: card_sheet(take, card, pictures, tongue) for card in cards}
        pages[file_name(PLAN, code)] = _page(take, tongue, PLAN, plan, tongue.labels["plan"])
        for person, sheet in sheets.items():
            pages[file_name(file_stem(person), code)] = _page(take, tongue, file_stem(person), sheet, person)
        whole = plan + "".join(sheets.values())
        pages[file_name(ALL, code)] = _page(take, tongue, ALL, whole, tongue.labels["cards"])
    return pages


def file_stem(person: str) -> str:
    """The name of a person's files without language and ending."""
    return f"{person}-card" if person in _TAKEN else person


def file_name(stem: str, code: str) -> str:
    """The name of the file of a paper in a language."""
    return f"{stem}.{code}.html"


def _page(take: Take, tongue: Language, stem: str, sheet: str, title: str) -> str:
    """A sheet with a bar above it that leads to the other languages and papers."""
    others = [
        tag("a", text(language(code).name), href=quote(file_name(stem, code)), hreflang=code)
        for code in CODES
        if code != tongue.code
    ]
    bar = tag(
        "nav",
        tag("a", text("← "), tongue.label("cards"), href="index.html"),
        tag("a", tongue.label("plan"), href=file_name(PLAN, tongue.code)) if stem != PLAN else "",
        tag("a", tongue.label("print"), href=file_name(ALL, tongue.code)) if stem != ALL else "",
        tag("span", *others, class_="push"),
        class_="leads flat" if stem == PLAN else "leads",
    )
    scene = take.rehearsal.scene
    return paper(f"{title} — {scene.id} {scene.title} — {take.rehearsal.film}", bar + sheet, tongue.code)


def _index(take: Take, cards: Sequence[CueCard]) -> str:
    """The papers of a scene at a glance, in every language."""
    tongues = [language(code) for code in CODES]
    first = tongues[0]
    rehearsal, scene = take.rehearsal, take.rehearsal.scene

    def links(stem: str) -> str:
        return "".join(
            tag(
                "td",
                tag("a", text(tongue.name), href=quote(file_name(stem, tongue.code)), hreflang=tongue.code),
            )
            for tongue in tongues
        )

    both = {key: " · ".join(tongue.label(key) for tongue in tongues) for key in ("plan", "print", "page")}
    rows = [tag("tr", tag("th", both["plan"], scope="row"), tag("td"), links(PLAN))]
    for card in cards:
        spot = tag("i", class_="spot", style=f"background:{colours(take)[card.person]}")
        roles = " · ".join(first.say(role) for role in card.roles)
        name = tag("th", spot, text(card.person), scope="row")
        rows.append(tag("tr", name, tag("td", roles, class_="small"), links(file_stem(card.person))))
    rows.append(tag("tr", tag("th", both["print"], scope="row"), tag("td"), links(ALL)))
    body = tag(
        "main",
        tag("p", text(f"{rehearsal.film} · "), first.label("scene"), text(f" {scene.id}"), class_="eyebrow"),
        tag("h1", text(scene.title or f"Scene {scene.id}")),
        tag("p", first.label("index.note"), class_="small"),
        tag("table", tag("tbody", *rows), class_="index"),
        tag("p", tag("a", text("← "), both["page"], href="../index.html"), class_="small"),
        class_="column",
    )
    return paper(f"{first.labels['cards']} — {scene.id} {scene.title} — {rehearsal.film}", body, first.code)
