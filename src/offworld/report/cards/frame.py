"""The frame of every paper: one file with its style inside, in a language, asking nothing of a network or a script."""

from __future__ import annotations

import functools
from importlib import resources

from offworld.report.markup import tag, text, void


def paper(title: str, body: str, code: str) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: markup, already escaped.
        code: of the language.
    """
    head = "".join(
        (
            void("meta", charset="utf-8"),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light dark"),
            void("link", rel="icon", href="data:,"),
            tag("title", text(title)),
            f"<style>{_file('offworld.report', 'page.css')}{_file('offworld.report.cards', 'cards.css')}</style>",
        )
    )
    return f'<!DOCTYPE html>\n<html lang="{text(code)}"><head>{head}</head><body class="papers">{body}</body></html>\n'


@functools.cache
def _file(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
