"""The frame of every page: one file with its style and its few lines of script inside, asking nothing of a network."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources

from offworld.report.markup import tag, text, void


def page(title: str, body: str, *, styles: Sequence[str] = (), scripts: Sequence[str] = ("page.js",)) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: markup, already escaped.
        styles: further files of this package with rules that the page needs.
        scripts: files of this package with lines of script that the page needs.
    """
    style = "".join(_file(name) for name in ("page.css", *styles))
    head = "".join(
        (
            void("meta", charset="utf-8"),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light dark"),
            # No icon is asked for, and nothing but what is beside the page may be loaded.
            void("link", rel="icon", href="data:,"),
            tag("title", text(title)),
            f"<style>{style}</style>",
        )
    )
    script = "".join(f"<script>{_file(name)}</script>" for name in scripts)
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{body}{script}</body></html>\n'


def section(title: str, *content: str) -> str:
    """A part of a page under its own heading; content is markup."""
    return tag("section", tag("h2", text(title)), *content)


@functools.cache
def _file(name: str) -> str:
    return resources.files("offworld.report").joinpath(name).read_text(encoding="utf-8")
