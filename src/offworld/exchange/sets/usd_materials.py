"""How the surfaces of a USD look: what its preview surfaces and display colours say."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from pxr import Usd, UsdGeom, UsdShade

from offworld.film.assembly import Material
from offworld.space.modelled.model import IntArray

_GREY: Final = (0.8, 0.8, 0.8)
_SEE_THROUGH: Final = 0.95


class Looks:
    """The materials of a stage, each taken when it is first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._made: list[tuple[Material, bool]] = []
        self.textured: set[str] = set()
        """Names of materials whose colour is a picture."""

    def materials(self) -> tuple[Material, ...]:
        """All that were met, and one for faces that have none."""
        return (*(one for one, _ in self._made), Material(name="", colour=_GREY))

    def clear(self) -> tuple[bool, ...]:
        """Whether each of them can be seen through."""
        return (*(clear for _, clear in self._made), False)

    def of(self, prim: Usd.Prim, time: Usd.TimeCode) -> int:
        """Number of the material of a prim."""
        bound = UsdShade.MaterialBindingAPI(prim).ComputeBoundMaterial()[0]
        if bound:
            key = str(bound.GetPath())
            if key not in self._numbers:
                self._add(key, self._read(bound))
            return self._numbers[key]
        shown = UsdGeom.Gprim(prim).GetDisplayColorAttr().Get(time) if prim.IsA(UsdGeom.Gprim) else None
        colour = _three(shown[0]) if shown else _GREY
        key = f"colour {colour}"
        if key not in self._numbers:
            name = f"colour {len(self._made) + 1}" if shown else "plain"
            self._add(key, (Material(name=name, colour=colour), False))
        return self._numbers[key]

    def of_faces(self, prim: Usd.Prim, count: int, time: Usd.TimeCode) -> IntArray:
        """Numbers (count,) of the materials of a mesh's faces."""
        kinds = np.full(count, -1, dtype=np.int64)
        for subset in UsdShade.MaterialBindingAPI(prim).GetMaterialBindSubsets():
            rows = np.array(subset.GetIndicesAttr().Get(time) or [], dtype=np.int64)
            kinds[rows[(rows >= 0) & (rows < count)]] = self.of(subset.GetPrim(), time)
        if np.any(kinds < 0):
            kinds[kinds < 0] = self.of(prim, time)
        return kinds

    def _add(self, key: str, made: tuple[Material, bool]) -> None:
        self._numbers[key] = len(self._made)
        self._made.append(made)

    def _read(self, material: UsdShade.Material) -> tuple[Material, bool]:
        name = material.GetPrim().GetName()
        shader = material.ComputeSurfaceSource()[0]
        if not shader or shader.GetIdAttr().Get() != "UsdPreviewSurface":
            return Material(name=name, colour=_GREY), False
        colour = self._value(shader, "diffuseColor", name)
        light = self._value(shader, "emissiveColor", name)
        glow = max(_three(light)) if light is not None else 0.0
        opacity = self._value(shader, "opacity", name)
        roughness, metallic = self._value(shader, "roughness", name), self._value(shader, "metallic", name)
        shown = _three(light) if glow > 0.0 else _three(colour) if colour is not None else _GREY
        brightest = max(*shown, 1.0)
        made = Material(
            name=name, colour=(shown[0] / brightest, shown[1] / brightest, shown[2] / brightest), glow=glow,
            roughness=float(roughness) if roughness is not None else 0.5,
            metallic=float(round(metallic)) if metallic is not None else 0.0,
        )  # fmt: skip
        return made, opacity is not None and float(opacity) < _SEE_THROUGH

    def _value(self, shader: UsdShade.Shader, what: str, name: str) -> Any:
        """The value of an input that is no picture; None where it is one, or nothing is said."""
        given = shader.GetInput(what)
        if not given:
            return None
        if given.HasConnectedSource():
            sources = given.GetValueProducingAttributes()
            value = sources[0].Get() if sources and not UsdShade.Output(sources[0]) else None
            if value is None and what == "diffuseColor":
                self.textured.add(name)
            return value
        return given.Get()


def _three(value: Any) -> tuple[float, float, float]:
    x, y, z = (float(part) for part in value)
    return (x, y, z)
