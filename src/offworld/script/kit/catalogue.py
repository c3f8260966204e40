"""The bodies and lens sets that come with Offworld, from the tables beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Final

from offworld.film.kit import Body, LensData, LensSet, Mode

PITCH_UM: Final = (3.0, 9.0)
"""Least and largest pitch of the photosites of film cameras, micrometres (handbook camera, section 3.1): a mode beyond
them has pixels where millimetres should be, or the other way round."""
_SQUARE: Final = 0.03
"""Share by which photosites may seem to be other than square: makers round their millimetres."""
_MM: Final = 1000.0


@cache
def bodies() -> dict[str, Body]:
    """Every camera body by its name, in order of the table."""
    return {row["name"]: _body(row) for row in _table("bodies.toml")["body"]}


@cache
def lens_sets() -> dict[str, LensSet]:
    """Every lens set by its name, in order of the table."""
    return {row["name"]: _set(row) for row in _table("lenses.toml")["set"]}


def checked(mode: Mode) -> Mode:
    """The same mode, if its millimetres and pixels go together.

    Raises:
        ValueError: they do not.
    """
    pitch = mode.pitch_um
    if pitch is not None and mode.pixels is not None:
        down = _MM * mode.height_mm / mode.pixels[1]
        if not PITCH_UM[0] <= pitch <= PITCH_UM[1] or abs(down / pitch - 1.0) > _SQUARE:
            raise ValueError(f"mode {mode.name!r} has photosites of {pitch:.2f} by {down:.2f} micrometres")
    return mode


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))


def _body(row: dict[str, Any]) -> Body:
    size = row.get("size")
    return Body(
        name=row["name"],
        modes=tuple(
            checked(
                Mode(
                    name=mode["name"],
                    width_mm=mode["mm"][0],
                    height_mm=mode["mm"][1],
                    pixels=tuple(mode["px"]) if "px" in mode else None,
                    source=mode.get("source", row["source"]),
                )
            )
            for mode in row["modes"]
        ),
        size_m=None if size is None else (size[0] / _MM, size[1] / _MM, size[2] / _MM),
        mass_kg=row.get("mass"),
        clear_m=_metres(row, "clear"),
        about=row.get("about", ""),
    )


def _set(row: dict[str, Any]) -> LensSet:
    lenses = (
        LensData(
            focal_mm=float(lens["f"]),
            near_m=float(lens["near"]),
            t_stop=lens.get("t"),
            stop=lens.get("n"),
            pupil_m=_metres(lens, "pupil"),
            front_m=_metres(lens, "front"),
            length_m=_metres(lens, "length"),
            mass_kg=lens.get("mass"),
            source=lens.get("source", row["source"]),
        )
        for lens in row["lenses"]
    )
    return LensSet(
        name=row["name"], lenses=tuple(sorted(lenses, key=lambda one: one.focal_mm)),
        squeeze=float(row.get("squeeze", 1.0)), zoom=row.get("zoom", False), source=row["source"],
    )  # fmt: skip


def _metres(lens: dict[str, Any], name: str) -> float | None:
    return lens[name] / _MM if name in lens else None
