"""The ``offworld`` command."""

from __future__ import annotations


def main() -> int:
    """Runs the command line; returns the exit code."""
    return 0
