"""The page of a film: its scenes, each with a picture and what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from offworld.film.audit_report import AuditReport
from offworld.film.finding import Finding
from offworld.film.scene import Film
from offworld.report.findings import counted
from offworld.report.markup import clock, data_uri, tag, text, void
from offworld.report.numbers import verdict_word
from offworld.report.page import page


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneEntry:
    """A scene as the film's page shows it."""

    id: str
    """Number with letter."""
    title: str
    """Heading."""
    href: str
    """Path of its page, relative."""
    length: int
    """Of its take, ms."""
    findings: tuple[Finding, ...] = ()
    """What is worth attention."""
    report: AuditReport | None = None
    """The audit's verdict; None if it was not audited."""
    picture: bytes | None = None
    """JPEG that stands for it; None if there is none."""
    odds: str = ""
    """What many takes of it came to, in a few words; empty if there are none."""


def film_page(
    film: Film,
    scenes: Sequence[SceneEntry],
    beside: Sequence[tuple[str, str]] = (),
    light: str | None = None,
) -> str:
    """A page that needs nothing but itself; it leads to the pages of the scenes.

    Args:
        film: the film.
        scenes: those that could be made, in film order.
        beside: title and relative path of each page that has variants of a scene side by side.
        light: relative path of the page of its light; None if there is none.
    """
    total = sum(entry.length for entry in scenes)
    count = f"{len(scenes)} scene" if len(scenes) == 1 else f"{len(scenes)} scenes"
    facts = (count, clock(total), f"{float(film.rate):.6g} frames a second", _cast(film))
    header = tag(
        "header",
        tag("p", "A film made off the Earth", class_="eyebrow"),
        tag("h1", text(film.title)),
        tag("ul", *(tag("li", text(fact)) for fact in facts if fact), class_="facts"),
        class_="column",
    )
    cards = tag("div", *(_card(entry) for entry in scenes), class_="scenes")
    links = [tag("a", text(title), href=quote(href)) for title, href in beside]
    if links:
        cards += tag("p", "Side by side: ", " · ".join(links), class_="small")
    if light is not None:
        cards += tag("p", tag("a", "Light: what comes through the windows, and when", href=quote(light)))
    footer = tag("footer", text(f"{film.title} — made with Offworld"))
    return page(film.title, header + tag("main", cards, footer, class_="column"))


def _cast(film: Film) -> str:
    return ", ".join(person.id for person in film.people)


def _card(entry: SceneEntry) -> str:
    picture = tag("div", class_="blank")
    if entry.picture is not None:
        picture = void("img", src=data_uri("image/jpeg", entry.picture), alt=entry.title)
    words = (
        tag("h2", text(entry.title or f"Scene {entry.id}")),
        tag("div", text(f"Scene {entry.id} · {clock(entry.length)}"), class_="small"),
        tag("div", verdict_word(entry.report), text(f" · {counted(entry.findings)}"), class_="small"),
        tag("div", text(entry.odds), class_="small") if entry.odds else "",
    )
    return tag("article", tag("a", picture, *words, href=quote(entry.href)))
