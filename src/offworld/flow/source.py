"""Digests of code: what a stage's results depend on besides what it is given.

The code of a module is its own source and that of everything which it imports inside the package, found by reading
import statements (also those inside functions) without importing anything. Packages below the flow count as a whole,
with the data files in them, because they may find their own modules by name (a file for each move, say). Modules of
the flow itself count one by one, so that a change in the order of work does not remake every take.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import offworld

PACKAGE: Final = "offworld"
SINGLE: Final = ("flow", "cli")
"""Sub-packages whose modules count one by one."""
GENERATED: Final = ("__pycache__",)
"""Folders that hold nothing that was written."""


def package_root() -> Path:
    """The folder of the package that is running."""
    return Path(offworld.__file__).parent


def code_digest(modules: Iterable[str], root: Path | None = None) -> str:
    """Digest of the code of some modules and of all inside the package that they import.

    Args:
        modules: full names, for example ``offworld.flow.steps.take``.
        root: folder of the package; None: the package that is running.

    Returns:
        SHA-256 in hexadecimal over names and contents of all files concerned.
    """
    root = root or package_root()
    total = hashlib.sha256()
    for path in sorted(_closure(tuple(sorted(modules)), root)):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(_content(path).encode())
    return total.hexdigest()


@cache
def _closure(modules: tuple[str, ...], root: Path) -> frozenset[Path]:
    found: set[Path] = set()
    open_units = {unit for name in modules for unit in _units(name, root)}
    seen = set(open_units)
    while open_units:
        unit = open_units.pop()
        files = _files(unit)
        found.update(files)
        for path in files:
            if path.suffix == ".py":
                new = {other for name in _imports(path, root) for other in _units(name, root)} - seen
                seen |= new
                open_units |= new
    return frozenset(found)


def _units(name: str, root: Path) -> list[Path]:
    """What a dotted name stands for: a whole sub-package, or single modules of the flow or of the top level."""
    parts = name.split(".")
    if parts[0] != PACKAGE or len(parts) == 1:
        return []
    head = root / parts[1]
    if parts[1] not in SINGLE and head.is_dir():
        return [head]
    units: list[Path] = []
    place = root
    for part in parts[1:]:
        place /= part
        if place.is_dir():
            units.append(place / "__init__.py")
        elif place.with_suffix(".py").is_file():
            units.append(place.with_suffix(".py"))
    return units


@cache
def _files(unit: Path) -> tuple[Path, ...]:
    if not unit.is_dir():
        return (unit,)
    return tuple(
        path for path in sorted(unit.rglob("*")) if path.is_file() and not set(path.parts) & set(GENERATED)
    )


@cache
def _imports(path: Path, root: Path) -> frozenset[str]:
    """Dotted names inside the package that a source file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, path, root)
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return frozenset(name for name in names if name.startswith(f"{PACKAGE}."))


def _absolute(node: ast.ImportFrom, path: Path, root: Path) -> str:
    if not node.level:
        return node.module or ""
    parts = [PACKAGE, *path.relative_to(root).with_suffix("").parts]
    base = parts[: len(parts) - node.level]
    return ".".join([*base, node.module] if node.module else base)


@cache
def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
