"""What a piece of work tells the one who asked for it, whether a person or a program."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PROGRESS: Final = logging.getLogger("offworld.progress")
"""Long work says here, one short line at a time (``PROGRESS.info``), what it is doing; the command line shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of one command."""

    text: str
    """For people: plain lines, what was made first, then what was found."""
    data: Any
    """For programs: what JSON can hold (records, paths and fractions are turned into it)."""
    attention: int = 0
    """How many findings demand attention; with ``--strict`` any at all ends the command with 1."""
    refused: bool = False
    """True: nothing of what was asked for could be had; why is in the text. The command ends with 3."""
    made: tuple[Path, ...] = ()
    """Files that a person will want to open, best first."""
