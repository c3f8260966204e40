"""What sets and the things in them may be called."""

from __future__ import annotations

import re
from typing import Final

LONGEST_NAME: Final = 60
"""Characters of a name of a set; no file system takes much longer ones."""
_NAME: Final = re.compile(r"[a-zа-яё][a-zа-яё0-9]*(?:[._-][a-zа-яё0-9]+)*")
_PART_NAME: Final = re.compile(rf"{_NAME.pattern}(?:\.?#)?")


def is_name(name: str) -> bool:
    """Whether a set may be called so."""
    return _NAME.fullmatch(name) is not None and len(name) <= LONGEST_NAME


def is_part_name(name: str) -> bool:
    """Whether a part of a set may be called so; with '#' at the end it is a row."""
    return _PART_NAME.fullmatch(name) is not None and len(name) <= LONGEST_NAME
