"""Emphasis in a screenplay: asterisks and underscores to runs of letters with their style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"\\([*_\\])|(\*{1,3}|_)")
_OPENS: Final = frozenset({"*", "**", "***", "_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters of one style."""

    text: str
    """The letters."""
    bold: bool = False
    """Two asterisks."""
    italic: bool = False
    """One asterisk."""
    underlined: bool = False
    """An underscore."""


def plain(text: str) -> str:
    """The text without marks of emphasis."""
    return "".join(run.text for run in runs(text))


def runs(text: str) -> tuple[Run, ...]:
    """The text as runs; emphasis never crosses a line, a mark without its other half is a letter like others."""
    out: list[Run] = []
    for index, row in enumerate(text.split("\n")):
        for run in ([Run(text="\n")] if index else []) + _row_runs(row):
            _add(out, run)
    return tuple(out)


def _add(out: list[Run], run: Run) -> None:
    if out and (out[-1].bold, out[-1].italic, out[-1].underlined) == (run.bold, run.italic, run.underlined):
        run = Run(text=out.pop().text + run.text, bold=run.bold, italic=run.italic, underlined=run.underlined)
    if run.text:
        out.append(run)


def _row_runs(row: str) -> list[Run]:
    out: list[Run] = []
    style = {"*": False, "**": False, "_": False}
    at = 0
    partners = _partners(row)
    for found in _MARK.finditer(row):
        out.append(_run(row[at : found.start()], style))
        at = found.end()
        if found[1]:
            out.append(_run(found[1], style))
        elif found.start() in partners:
            for mark in ("*", "**") if found[2] == "***" else (found[2],):
                style[mark] = not style[mark]
        else:
            out.append(_run(found[2], style))
    out.append(_run(row[at:], style))
    return out


def _run(text: str, style: dict[str, bool]) -> Run:
    return Run(text=text, bold=style["**"], italic=style["*"], underlined=style["_"])


def _partners(row: str) -> set[int]:
    """Where marks stand that have another half: one opens before a letter, the same closes after one."""
    open_: dict[str, int] = {}
    out: set[int] = set()
    for found in _MARK.finditer(row):
        mark = found[2]
        if mark not in _OPENS:
            continue
        before, after = row[: found.start()][-1:], row[found.end() :][:1]
        if mark in open_ and before and not before.isspace():
            out |= {open_.pop(mark), found.start()}
        elif after and not after.isspace():
            open_[mark] = found.start()
    return out
