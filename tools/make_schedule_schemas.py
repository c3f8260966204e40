"""Writes the JSON schemas of breakdown.yaml, days.yaml and schedule.yaml, for editors.

Usage: make_schedule_schemas.py
"""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from offworld.film.breakdown import Difficulty
from offworld.film.categories import CATEGORIES
from offworld.film.days import Weights

SCHEMAS = Path(__file__).resolve().parents[1] / "src" / "offworld" / "script" / "schemas"
TEXT: dict[str, Any] = {"type": "string"}
TEXT_OR_NUMBER: dict[str, Any] = {"type": ["string", "number"]}
TEXTS: dict[str, Any] = {"anyOf": [TEXT_OR_NUMBER, {"type": "array", "items": TEXT_OR_NUMBER}]}
SCENE: dict[str, Any] = {"type": "string", "pattern": "^S[0-9]+$", "description": "a scene's steady name"}
DATE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
SPAN: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2} *[-–] *[0-9]{1,2}:[0-9]{2}"}
SPANS: dict[str, Any] = {"anyOf": [SPAN, {"type": "array", "items": SPAN}]}
FLAG: dict[str, Any] = {"type": "boolean"}


def whole(low: int, high: int) -> dict[str, Any]:
    """A whole number."""
    return {"type": "integer", "minimum": low, "maximum": high}


def number(low: float, high: float) -> dict[str, Any]:
    """A number."""
    return {"type": "number", "minimum": low, "maximum": high}


def mapping(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """A mapping with these fields and no others."""
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def named(value: dict[str, Any], keys: dict[str, Any] | None = None) -> dict[str, Any]:
    """A mapping whose names a film chooses."""
    found = {"type": "object", "additionalProperties": value}
    return found | ({"propertyNames": keys} if keys else {})


def breakdown_schema() -> dict[str, Any]:
    """Schema of breakdown.yaml."""
    lists = {one.id: TEXTS | {"description": f"{one.title} ({one.colour})"} for one in CATEGORIES}
    scene = mapping(
        lists
        | {
            "crew": TEXTS | {"description": "people of the film who must be there and are not cast"},
            "leave out": TEXTS | {"description": "what is found in the script and is not needed"},
            "notes": TEXTS, "synopsis": TEXT, "place": TEXT, "together": TEXT, "script day": TEXT_OR_NUMBER,
            "light": TEXT | {"description": "as in 'light: wants' of a scene"},
            "priority": whole(1, 5), "minutes": whole(5, 1440), "set-ups": whole(1, 100),
            "difficulty": {"enum": list(get_args(Difficulty))},
            "after": {"anyOf": [SCENE, {"type": "array", "items": SCENE}]},
        }
    )  # fmt: skip
    scenes = named({"anyOf": [scene, {"type": "null"}]}, SCENE)
    return _root("breakdown.yaml", {"scenes": scenes})


def days_schema() -> dict[str, Any]:
    """Schema of days.yaml."""
    sourced = {"anyOf": [TEXT_OR_NUMBER, mapping({"value": TEXT_OR_NUMBER, "source": TEXT}, ("value",))]}
    budget = mapping({"gigabytes": number(0, 1e6), "watt hours": number(0, 1e6), "cards": whole(0, 1000)})
    person = mapping(
        {
            "free": SPANS, "busy": SPANS, "most": TEXT_OR_NUMBER, "from": DATE, "to": DATE, "new": FLAG, "hold": FLAG,
            "on": named(mapping({"busy": SPANS}), DATE), "name": TEXT, "work": TEXT, "duty": TEXT,
        }
    )  # fmt: skip
    day = mapping(
        {
            "off": TEXT, "hours": SPAN, "why": TEXT, "budget": budget, "attitude": TEXT, "events": TEXTS,
            "notes": TEXTS,
        }
    )  # fmt: skip
    shares = dict.fromkeys(("easy", "usual", "hard", "clean", "prepare", "strike", "back"), sourced)
    takes = shares | {
        "source": TEXT, "counts as": number(1, 1000), "good": whole(1, 10), "chance": TEXT_OR_NUMBER,
        "cameras": whole(1, 10),
    }  # fmt: skip
    taken = mapping({"place": TEXT, "day": DATE, "hours": SPAN, "why": TEXT}, ("place", "day", "hours"))
    return _root(
        "days.yaml",
        {
            "hours": SPAN, "grid": TEXT_OR_NUMBER, "move": TEXT_OR_NUMBER, "always": TEXTS,
            "units": whole(1, 2), "people": named(person),
            "days": named(day, DATE), "taken": {"type": "array", "items": taken}, "budget": budget,
            "newcomers": mapping({"days": whole(0, 30), "share": TEXT_OR_NUMBER}),
            "camera": mapping({
                "gigabytes a minute": number(0, 1000), "watts": number(0, 10000), "gigabytes a card": number(0, 1e5),
            }),
            "takes": mapping(takes),
            "weights": mapping({one.name.replace("_", " "): whole(0, 1_000_000) for one in fields(Weights)}),
            "heads": named(TEXT), "medical": TEXT, "channel": TEXT, "safety": TEXTS,
            "comm": named(named(SPANS, DATE)), "ready": whole(0, 240),
        },
    )  # fmt: skip


def schedule_schema() -> dict[str, Any]:
    """Schema of schedule.yaml."""
    strip = {
        "scene": SCENE, "day": DATE, "at": {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"},
        "minutes": whole(1, 1440), "locked": FLAG, "shot": FLAG,
    }  # fmt: skip
    return _root(
        "schedule.yaml", {"plan": {"type": "array", "items": mapping(strip, ("scene", "day", "at"))}}
    )


def _root(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Offworld: {name}"}
    return head | mapping(properties)


def outputs() -> dict[Path, str]:
    """Every file that this tool writes, with its content."""
    schemas = {"breakdown": breakdown_schema(), "days": days_schema(), "schedule": schedule_schema()}
    return {
        SCHEMAS / f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def main() -> int:
    """Writes them."""
    for path, text in outputs().items():
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
