"""``offworld cameras`` and ``offworld lenses``: what a film may name, with where each number is from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from offworld.errors import FilmError, Problem
from offworld.film.camera import Sensor
from offworld.film.kit import RECALLED, Body, LensData, LensSet, Mode
from offworld.flow.answer import Answer
from offworld.script.kit import bodies, lens_sets
from offworld.text import remedy_for

Kind = TypeVar("Kind", Body, LensSet)
Rows = list[tuple[str, ...]]


def list_cameras(name: str | None = None) -> Answer:
    """All camera bodies, or one of them with its modes.

    Raises:
        FilmError: there is none of that name.
    """
    known = bodies()
    if name is None:
        rows: Rows = [("camera", "modes", "usual gate", "mass", "clear", "")]
        rows += [body_row(one) for one in known.values()]
        return Answer(text=table(rows), data=tuple(known.values()))
    body = _known(name, known, "camera")
    modes: Rows = [("mode", "gate", "pixels", "pitch", "circle of confusion", "")]
    modes += [mode_row(mode) for mode in body.modes]
    lines = [body.name, *about(body), table(modes), *_sources(mode.source for mode in body.modes)]
    return Answer(text="\n".join(lines), data=body)


def list_lenses(name: str | None = None) -> Answer:
    """All lens sets, or one of them with its lenses.

    Raises:
        FilmError: there is none of that name.
    """
    known = lens_sets()
    if name is None:
        rows: Rows = [("lens set", "squeeze", "focal lengths, mm", "T", "")]
        rows += [set_row(one) for one in known.values()]
        return Answer(text=table(rows), data=tuple(known.values()))
    lens_set = _known(name, known, "lens set")
    lenses: Rows = [("lens", "T", "N", "minimum focus", "front", "length", "mass", "")]
    lenses += [lens_row(lens) for lens in lens_set.lenses]
    lines = [
        lens_set.name,
        *_squeezed(lens_set),
        table(lenses),
        *_sources(one.source for one in lens_set.lenses),
    ]
    return Answer(text="\n".join(lines), data=lens_set)


def body_row(body: Body) -> tuple[str, ...]:
    """A body in the list of all."""
    mode = body.modes[0]
    return (
        body.name, str(len(body.modes)), f"{mode.width_mm:g} × {mode.height_mm:g} mm", _kg(body.mass_kg),
        f"{body.reach_m:.2f} m", _marks(gate=mode.source, body=body.about),
    )  # fmt: skip


def mode_row(mode: Mode) -> tuple[str, ...]:
    """A recording mode."""
    pixels = "" if mode.pixels is None else f"{mode.pixels[0]} × {mode.pixels[1]}"
    pitch = "" if mode.pitch_um is None else f"{mode.pitch_um:.2f} µm"
    circle = Sensor(width_mm=mode.width_mm, height_mm=mode.height_mm).circle_mm
    return (
        mode.name, f"{mode.width_mm:g} × {mode.height_mm:g} mm", pixels, pitch, f"{circle:.4f} mm",
        recalled(mode.source),
    )  # fmt: skip


def set_row(lens_set: LensSet) -> tuple[str, ...]:
    """A set in the list of all."""
    stops = sorted({round(lens.widest_t, 1) for lens in lens_set.lenses if lens.widest_t is not None})
    speed = "" if not stops else f"{stops[0]:g}" if len(stops) == 1 else f"{stops[0]:g} to {stops[-1]:g}"
    lengths = " ".join(f"{lens.focal_mm:g}" for lens in lens_set.lenses)
    return (
        lens_set.name, "" if lens_set.squeeze == 1.0 else f"{lens_set.squeeze:g}",
        f"{lengths} (zoom)" if lens_set.zoom else lengths, speed,
        recalled(lens_set.source, *(lens.source for lens in lens_set.lenses)),
    )  # fmt: skip


def lens_row(lens: LensData) -> tuple[str, ...]:
    """One lens; numbers that were worked out from others are in brackets."""
    n_wide = lens.stops(0.0)[0]
    t_stop = "" if lens.widest_t is None else f"{lens.widest_t:.1f}"
    return (
        f"{lens.focal_mm:g} mm", t_stop if lens.t_stop is not None else f"({t_stop})",
        f"{lens.stop:g}" if lens.stop is not None else f"({n_wide:.1f})", f"{lens.near_m:g} m",
        _mm(lens.front_m), _mm(lens.length_m), _kg(lens.mass_kg), recalled(lens.source),
    )  # fmt: skip


def about(body: Body) -> list[str]:
    """What is known of the body itself, in lines."""
    lines = []
    if body.size_m is not None:
        lines.append("size " + " × ".join(f"{1000.0 * side:.0f}" for side in body.size_m) + " mm")
    if body.mass_kg is not None:
        lines.append(f"mass {body.mass_kg:g} kg")
    told = f" ({body.about})" if body.about and lines else ""
    whole = [", ".join(lines) + told] if lines else []
    return [*whole, f"needs {body.reach_m:.2f} m about the lens, a guess from its size"]


def recalled(*sources: str) -> str:
    """The mark of numbers that were not looked up."""
    return RECALLED if any(RECALLED in source for source in sources) else ""


def _marks(**sources: str) -> str:
    """The same, with what it holds for."""
    found = [name for name, source in sources.items() if RECALLED in source]
    return f"{RECALLED}: {', '.join(found)}" if found else ""


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as columns of text, the first of them the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _known(name: str, known: dict[str, Kind], what: str) -> Kind:
    folded = {one.casefold(): one for one in known}
    found = folded.get(" ".join(name.split()).casefold())
    if found is not None:
        return known[found]
    remedy = remedy_for(name, known, name=f"{what}s")
    raise FilmError(Problem(what=f"there is no {what} {name[:60]!r}", remedy=remedy, kind=f"unknown-{what}"))


def _squeezed(lens_set: LensSet) -> list[str]:
    lines = [] if lens_set.squeeze == 1.0 else [f"anamorphic, squeeze {lens_set.squeeze:g}"]
    return [*lines, *(["a zoom: its focal lengths are marks on the ring"] if lens_set.zoom else [])]


def _sources(sources: Iterable[str]) -> list[str]:
    return [f"source: {one}" for one in dict.fromkeys(sources)]


def _mm(metres: float | None) -> str:
    return "" if metres is None else f"{1000.0 * metres:.0f} mm"


def _kg(mass: float | None) -> str:
    return "" if mass is None else f"{mass:g} kg"
