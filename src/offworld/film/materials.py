"""How surfaces look: every material name that sets, suits and props may use.

Colours are linear (not sRGB), 0 to 1. All are chosen by eye from photographs of the inside of Zvezda (beige and
green panels, darker floor, blue-grey rails: recalled); they carry no measurement.
"""

from __future__ import annotations

from typing import Final

from offworld.film.assembly import Material

Colour = tuple[float, float, float]


def _matt(name: str, colour: Colour, roughness: float = 0.85) -> Material:
    return Material(name=name, colour=colour, roughness=roughness)


def _lamp(name: str, colour: Colour, glow: float) -> Material:
    return Material(name=name, colour=colour, roughness=0.6, glow=glow)


_ROOM: Final = (
    _matt("panel", (0.62, 0.58, 0.46)),
    _matt("panel.warm", (0.66, 0.56, 0.40)),
    _matt("panel.green", (0.36, 0.46, 0.34)),
    _matt("panel.dark", (0.20, 0.21, 0.19)),
    _matt("ceiling", (0.72, 0.70, 0.62)),
    _matt("floor", (0.16, 0.19, 0.15), 0.9),
    _matt("bulkhead", (0.55, 0.55, 0.50), 0.7),
    _matt("seam", (0.11, 0.11, 0.10), 0.9),
    _matt("label", (0.80, 0.79, 0.72), 0.7),
    _matt("velcro", (0.42, 0.36, 0.22), 1.0),
    _matt("locker", (0.50, 0.49, 0.42), 0.7),
    _matt("fabric", (0.38, 0.34, 0.26), 1.0),
    _matt("strap", (0.05, 0.09, 0.20), 0.9),
    _matt("rail", (0.16, 0.24, 0.36), 0.45),
    _matt("rubber", (0.03, 0.03, 0.03), 0.9),
    Material(name="steel", colour=(0.56, 0.57, 0.58), roughness=0.35, metallic=1.0),
    Material(name="frame", colour=(0.42, 0.43, 0.44), roughness=0.45, metallic=1.0),
    Material(name="glass", colour=(0.02, 0.035, 0.06), roughness=0.08),
    Material(name="switches", colour=(0.09, 0.10, 0.11), roughness=0.5),
    Material(name="fan", colour=(0.14, 0.15, 0.15), roughness=0.6),
)
_LIT: Final = (
    _lamp("lamp", (1.0, 0.96, 0.88), 3.0),
    _lamp("lamp.warm", (1.0, 0.82, 0.58), 2.0),
    _lamp("screen", (0.12, 0.34, 0.55), 1.0),
    _lamp("signal.green", (0.05, 0.55, 0.12), 1.0),
    _lamp("signal.red", (0.70, 0.05, 0.04), 1.0),
    _lamp("daylight", (1.0, 0.98, 0.94), 5.0),
    _lamp("earthlight", (0.42, 0.60, 0.90), 2.0),
    _lamp("pane.day", (0.50, 0.66, 0.92), 1.2),
)
_SUITS: Final = (
    _matt("navy", (0.020, 0.045, 0.130), 0.95),
    _matt("grey", (0.22, 0.23, 0.24), 0.95),
    _matt("orange", (0.78, 0.20, 0.02), 0.95),
    _matt("white", (0.80, 0.80, 0.78), 0.9),
    _matt("olive", (0.11, 0.12, 0.045), 0.95),
    _matt("black", (0.015, 0.015, 0.016), 0.9),
    _matt("red", (0.50, 0.02, 0.02), 0.9),
    _matt("blue", (0.04, 0.14, 0.46), 0.9),
    _matt("yellow", (0.80, 0.56, 0.03), 0.9),
    _matt("green", (0.04, 0.24, 0.08), 0.9),
)
_PEOPLE: Final = (
    _matt("skin", (0.60, 0.36, 0.25), 0.6),
    _matt("skin.light", (0.74, 0.50, 0.38), 0.6),
    _matt("skin.dark", (0.20, 0.10, 0.06), 0.6),
    _matt("hair", (0.045, 0.028, 0.018), 0.7),
    _matt("hair.dark", (0.012, 0.010, 0.009), 0.7),
    _matt("hair.fair", (0.38, 0.25, 0.11), 0.7),
    _matt("hair.grey", (0.30, 0.29, 0.28), 0.7),
    _matt("boots", (0.05, 0.045, 0.04), 0.9),
    _matt("eye", (0.02, 0.02, 0.025), 0.3),
    _matt("lips", (0.42, 0.16, 0.13), 0.6),
    _matt("belt", (0.03, 0.03, 0.032), 0.8),
    _matt("patch", (0.55, 0.50, 0.40), 0.9),
    _matt("patch.blue", (0.05, 0.12, 0.36), 0.9),
    _matt("trousers", (0.055, 0.060, 0.075), 0.95),
)

MATERIALS: Final[tuple[Material, ...]] = (*_ROOM, *_LIT, *_SUITS, *_PEOPLE)
"""All materials, room first."""
BY_NAME: Final[dict[str, Material]] = {material.name: material for material in MATERIALS}
"""The same by name."""


def material(name: str) -> Material:
    """The material of that name.

    Raises:
        KeyError: there is none; the message lists those that exist.
    """
    if name not in BY_NAME:
        raise KeyError(f"no material {name!r}; there are {', '.join(sorted(BY_NAME))}")
    return BY_NAME[name]
