"""Offworld: a production system for films shot off the Earth.

The package is laid out in layers (see ``docs/architecture.md``); import what is needed from its own module.
Nothing heavy is imported here, so that ``import offworld`` and ``offworld --help`` are immediate.
"""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
