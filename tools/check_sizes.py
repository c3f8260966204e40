"""Counts lines: a module or a function that has grown too long fails, and so does one that is called utils.

Usage: check_sizes.py FOLDER...
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

MODULE_WARNS = 300
MODULE_FAILS = 350
FUNCTION_FAILS = 70
NO_NAME = {"util", "utils", "helpers", "misc", "common"}


def complaints(path: Path) -> tuple[list[str], list[str]]:
    """The warnings and the failures of one module."""
    text = path.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    warnings, failures = [], []
    if lines > MODULE_FAILS:
        failures.append(f"{path}: {lines} lines, more than {MODULE_FAILS} — part it by what it does")
    elif lines > MODULE_WARNS:
        warnings.append(f"{path}: {lines} lines, more than {MODULE_WARNS}")
    if path.stem in NO_NAME or path.parent.name in NO_NAME:
        failures.append(f"{path}: a name that says nothing — call it by what it holds")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_FAILS:
                failures.append(
                    f"{path}:{node.lineno}: {node.name} has {length} lines, more than {FUNCTION_FAILS}"
                )
    return warnings, failures


def main(folders: list[str]) -> int:
    """Checks every module below the folders; returns 1 if any fails."""
    warnings: list[str] = []
    failures: list[str] = []
    modules = sorted(path for folder in folders for path in Path(folder).rglob("*.py"))
    for path in modules:
        warned, failed = complaints(path)
        warnings += warned
        failures += failed
    for line in warnings:
        print(f"warning: {line}")
    for line in failures:
        print(line)
    print(f"{len(modules)} modules: {len(failures)} too long or badly named, {len(warnings)} close to it")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
