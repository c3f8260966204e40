"""``offworld bench``: measures figures, each beside its baseline from the same run. It writes no file."""

from __future__ import annotations

import importlib
import os
from typing import Any, Final

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer
from offworld.flow.environment import ONE_THREAD, processor
from offworld.flow.figure import Bar, Figure

BENCHES: Final = {
    "frame": "offworld.flow.benches.frame.measure",
    "light": "offworld.flow.benches.light",
    "make": "offworld.flow.benches.make",
    "moves": "offworld.flow.benches.moves",
    "picture": "offworld.flow.benches.picture",
    "rehearse": "offworld.flow.benches.rehearse",
    "schedule": "offworld.flow.benches.schedule.measure",
    "takes": "offworld.flow.benches.takes",
    "turns": "offworld.flow.benches.turns",
}
"""Name to the module whose ``measure(samples: int | None)`` gives the figures; imported only when asked for."""


def run_bench(name: str, *, samples: int | None = None, takes: int | None = None) -> Answer:
    """Runs a benchmark.

    Args:
        name: which.
        samples: how many to draw; None: the published number.
        takes: of the bench of takes, how many to make besides, as the command that makes them does; None: none.

    Returns:
        The figures; each bar that is missed demands attention.

    Raises:
        FilmError: there is no such benchmark, or nothing to draw.
    """
    if name not in BENCHES:
        known = f"there are {', '.join(BENCHES)}"
        raise FilmError(
            Problem(what=f"there is no benchmark {name[:60]!r}", remedy=known, kind="unknown-bench")
        )
    if samples is not None and samples < 1:
        raise FilmError(
            Problem(what=f"{samples} samples measure nothing", remedy="give 1 or more", kind="samples")
        )
    if takes is not None and (name != "takes" or takes < 1):
        what = (
            f"--takes {takes} asks for nothing" if name == "takes" else f"--takes says nothing about {name}"
        )
        raise FilmError(
            Problem(what=what, remedy="it goes with bench takes, and is 1 or more", kind="unused-option")
        )
    os.environ.update(ONE_THREAD)
    more = {} if takes is None else {"whole": takes}
    figures: tuple[Figure, ...] = tuple(importlib.import_module(BENCHES[name]).measure(samples, **more))
    missed = sum(1 for figure in figures if figure.met is False)
    return Answer(text=in_words(figures), data=[plain(figure) for figure in figures], attention=missed)


def plain(figure: Figure) -> dict[str, Any]:
    """A figure for programs."""
    bar = None
    if figure.bar is not None:
        bar = {"sense": figure.bar.sense, "limit": figure.bar.limit, "of": figure.bar.of, "met": figure.met}
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "baseline": figure.baseline,
        "against": figure.against,
        "ratio": figure.ratio,
        "bar": bar,
    }


def in_words(figures: tuple[Figure, ...]) -> str:
    """Figures for people, a line each, below the kind of machine."""
    lines = [f"On {len(os.sched_getaffinity(0))} cores, {processor()}"]
    for figure in figures:
        text = f"{figure.name}: {figure.value:.4g} {figure.unit}".rstrip()
        if figure.baseline is not None:
            ratio = "" if figure.ratio is None else f", ratio {figure.ratio:.3g}"
            text += f" ({figure.against}: {figure.baseline:.4g}{ratio})"
        if figure.bar is not None:
            text += f" — {_bar(figure.bar)}: {'met' if figure.met else 'MISSED'}"
        lines.append(text)
    return "\n".join(lines)


def _bar(bar: Bar) -> str:
    return f"{'ratio ' if bar.of == 'ratio' else ''}{bar.sense} {bar.limit:g}"
