"""How surfaces look: the names that sets may use. The data is `offworld.film.materials`."""

from __future__ import annotations

from offworld.film.materials import BY_NAME, MATERIALS, material

__all__ = ["BY_NAME", "MATERIALS", "material"]
