"""The way from the page of a scene to its papers: one row of links for each person."""

from __future__ import annotations

from urllib.parse import quote

from offworld.film.take import Take
from offworld.report.cards.language import CODES, language
from offworld.report.cards.papers import ALL, PLAN, file_name, file_stem
from offworld.report.markup import table, tag, text


def papers_row(take: Take, folder: str) -> str:
    """Links to every paper of a scene, as markup.

    Args:
        take: the take.
        folder: where the papers lie, relative to the page.
    """
    first = language(CODES[0])

    def links(stem: str) -> str:
        found = [
            tag(
                "a", text(language(code).name), href=quote(f"{folder}/{file_name(stem, code)}"), hreflang=code
            )
            for code in CODES
        ]
        return " · ".join(found)

    rows = [(first.label("plan"), links(PLAN))]
    rows += [(text(person.id), links(file_stem(person.id))) for person in take.rehearsal.people]
    rows.append((first.label("print"), links(ALL)))
    said = "One page for everybody: what to do, hold and not to touch, and when; and a plan for the director."
    return tag("p", text(said), class_="small") + table(("Paper", "Languages"), rows)
