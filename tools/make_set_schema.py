"""Writes the JSON Schema of set files from the table of what they may say.

Usage: make_set_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from offworld.space.schema import set_schema

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "src" / "offworld" / "space" / "schemas" / "set.schema.json"


def text() -> str:
    """The file as it should be."""
    return json.dumps(set_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(text(), encoding="utf-8")
    print(SCHEMA.relative_to(ROOT))
