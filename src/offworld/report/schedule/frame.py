"""The frame of the schedule's pages: one file with its style inside, and a bar that leads to the others."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Final

from offworld.film.board import BoardStrip, clock_words, pages_words
from offworld.report.markup import tag, text, void
from offworld.report.schedule.colours import colour_of
from offworld.report.schedule.tongue import CODES, Tongue, tongue

PAGES: Final = ("stripboard", "one-liner", "days", "call-sheets")
"""Stems of the pages that the bar leads to."""


def file_name(stem: str, code: str) -> str:
    """Name of the file of a page in a language."""
    return f"{stem}.{code}.html"


def day_stem(day: int) -> str:
    """Stem of a day's call sheet; days count from 0."""
    return f"day-{day + 1:02}"


def sheet(title: str, stem: str, heading: str, body: str, told: Tongue, *, lead: str = "") -> str:
    """A whole page.

    Args:
        title: of the film.
        stem: of the page.
        heading: plain text.
        body: markup.
        told: its language.
        lead: markup under the heading.
    """
    links = [
        tag("a", text(told.labels[name.replace("-", " ") if name == "call-sheets" else name]),
            href=file_name(name, told.code), aria_current="page" if name == stem else None)
        for name in PAGES
    ]  # fmt: skip
    others = [
        tag("a", text(tongue(code).name), href=file_name(stem, code), hreflang=code)
        for code in CODES
        if code != told.code
    ]
    bar = tag("nav", *links, tag("span", *others, class_="push"), class_="papers-bar")
    header = tag(
        "header", bar, tag("p", text(f"{title} · {told.labels['all times']}"), class_="eyebrow"),
        tag("h1", text(heading)), lead, class_="column",
    )  # fmt: skip
    footer = tag("footer", text(f"{title} — {told.labels['made with']}"), class_="column")
    head = "".join(
        (
            void("meta", charset="utf-8"),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light dark"),
            void("link", rel="icon", href="data:,"),
            tag("title", text(f"{heading} — {title}")),
            f"<style>{_file('offworld.report', 'page.css')}{_file('offworld.report.schedule', 'schedule.css')}</style>",
        )
    )
    main = tag("main", body, class_="column")
    inner = f'<head>{head}</head><body class="schedule">{header}{main}{footer}</body>'
    return f'<!DOCTYPE html>\n<html lang="{text(told.code)}">{inner}</html>\n'


def strip_row(strip: BoardStrip, told: Tongue) -> str:
    """A strip as a row of a board."""
    colour = colour_of(strip)
    marks = [told.labels[strip.state]] if strip.state in {"shot", "locked"} else []
    slug = " · ".join(part for part in (strip.inside, strip.time_words or strip.time) if part)
    told_set = [tag("b", text(strip.set_words or strip.heading))]
    if strip.synopsis:
        told_set.append(tag("span", text(strip.synopsis), class_="what"))
    light = (
        tag("span", text(strip.light), class_="wish night" if "night" in strip.light else "wish")
        if strip.light
        else ""
    )
    time = "" if strip.start is None else f"{clock_words(strip.start)}–{clock_words(strip.end or 0)}"
    return tag(
        "li",
        tag("span", text(strip.number), class_="number"),
        tag("span", text(slug), class_="slug"),
        tag("span", *told_set, *(tag("span", text(mark), class_="mark") for mark in marks), class_="set"),
        tag("span", text(", ".join(strip.cast)), class_="cast", title=told.labels["cast"]),
        tag("span", text(pages_words(strip.eighths)), class_="length", title=told.labels["page"]),
        tag("span", text(strip.place), light, class_="where"),
        tag("span", text(time or told.lasts(strip.minutes)), class_="when"),
        class_=f"strip-row {strip.state.replace(' ', '-')}",
        style=f"--s:{colour.paper};--d:{colour.screen}",
    )


@functools.cache
def _file(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
