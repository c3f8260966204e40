"""The first text of a set that came from elsewhere: what its objects seem to be, by their names and forms."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.basic import Vec3
from offworld.space.modelled.fits import THICKEST_M, bar_of
from offworld.space.modelled.hits import Triangles
from offworld.space.modelled.model import Model, Thing
from offworld.space.modelled.names import by_numbers, matching
from offworld.space.modelled.room import bounds_of

_KINDS: Final = (
    ("rails", "rail", re.compile(r"rail|handhold|grab|поруч", re.IGNORECASE)),
    ("windows", "window", re.compile(r"window|porthole|illuminator|pane\b|иллюминатор|окно", re.IGNORECASE)),
    ("hatches", "hatch", re.compile(r"hatch|door|люк", re.IGNORECASE)),
    ("tables", "table", re.compile(r"table[ _.]?top|^table$|^bunk|^bed|стол", re.IGNORECASE)),
)
"""Section, what things in it are called here, and words that give one away."""
_NEAR_M: Final = 0.3
"""What lies farther out than this may still belong to the walls, m."""
_RIM_M: Final = 0.3
"""Rings wider than this are taken for rims to hold on to, m."""


def draft(title: str, file: str, model: Model, inside: Vec3 | None) -> str:
    """The text of a set file for a model.

    Args:
        title: what people call the set.
        file: name of the model, which lies beside it.
        model: what it holds.
        inside: a place in the room, m; None: it is found anew each time.
    """
    found: dict[str, dict[str, str]] = {}
    rest = []
    outside = [] if inside is None else _outside(model, inside)
    for thing in sorted(model.things, key=by_numbers):
        if thing.path[-1] in outside:
            continue
        section, word = _kind(thing)
        alone = len(matching(model.things, thing.path[-1])) == 1
        if not section or not alone:
            rest.append(thing.path[-1])
            continue
        names = found.setdefault(section, {})
        names[f"{word}.{len(names) + 1}"] = thing.path[-1]
    lines = [f"title: {_quoted(title)}", f"model: {_quoted(file)}"]
    if inside is not None:
        lines.append(f"inside: [{', '.join(f'{value:g}' for value in inside)}]   # a place in the room")
    for section, _, _ in _KINDS:
        if section in found:
            lines += [
                "",
                f"{section}:",
                *(f"  {name}: {_quoted(thing)}" for name, thing in found[section].items()),
            ]
    lines += ["", "# What nobody may touch, and what is only seen:"]
    lines += ["# no_touch: {rack: {object: Rack, why: experiment}}", "# only_drawn: [Cables]"]
    if outside:
        lines += ["", "# Nowhere near the room:", f"ignore: [{', '.join(_quoted(name) for name in outside)}]"]
    if rest:
        lines += [
            "",
            "# Objects that stand for nothing but themselves:",
            *_wrapped(list(dict.fromkeys(rest))),
        ]
    return "\n".join(lines) + "\n"


def _outside(model: Model, inside: Vec3) -> list[str]:
    """Objects that lie wholly beyond what can be seen from the room."""
    whole = Triangles(np.concatenate([thing.points[thing.faces] for thing in model.things]))
    low, high = bounds_of(whole, np.array([inside]))
    beyond = [
        thing.path[-1]
        for thing in sorted(model.things, key=by_numbers)
        if len(thing.points)
        and (
            np.any(thing.points.min(axis=0) > high + _NEAR_M)
            or np.any(thing.points.max(axis=0) < low - _NEAR_M)
        )
    ]
    return [name for name in dict.fromkeys(beyond) if len(matching(model.things, name)) == beyond.count(name)]


def _kind(thing: Thing) -> tuple[str, str]:
    """Section and word for what an object seems to be; empty for what stands for itself."""
    name = thing.path[-1]
    bar = bar_of(thing.points, thing.faces)
    if bar is not None and bar.off <= max(0.002, 0.5 * bar.radius) and bar.radius <= THICKEST_M:
        ring = len(bar.line) > 2 and float(np.ptp(bar.line, axis=0).max()) > _RIM_M
        if ring or _KINDS[0][2].search(name):
            return _KINDS[0][:2]
    return next(((section, word) for section, word, said in _KINDS[1:] if said.search(name)), ("", ""))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _wrapped(names: Sequence[str]) -> list[str]:
    lines, line = [], "#"
    for name in names:
        if len(line) + len(name) > 100:
            lines.append(line.rstrip(", ") + ",")
            line = "#"
        line += f" {name},"
    return [*lines, line.rstrip(", ")]
