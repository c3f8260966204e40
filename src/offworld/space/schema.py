"""What a set file may say, as a table, and the JSON Schema that editors read, made from it."""

from __future__ import annotations

from typing import Any, Final

from offworld.film.materials import BY_NAME
from offworld.space.building import NO_TOUCH
from offworld.space.modelled.named import FIELDS

_ROOM: Final = "wall seams seams_along closed_from closed_to"
_WALLS: Final = "left right floor ceiling"
_LOOK: Final = "material no_touch solid"

# Kind of part -> (fields it needs, fields it may have besides those that every part may have).
_PARTS: Final[dict[str, tuple[str, str]]] = {
    "tunnel": ("from to width height", f"{_ROOM} openings {_LOOK} {_WALLS}"),
    "taper": ("from to width to_width height to_height", f"wall {_LOOK} {_WALLS}"),
    "ring": ("from to diameter", f"to_diameter panels wall closed_from closed_to {_LOOK}"),
    "bulkhead": ("at facing opening width height", f"thickness panels {_LOOK}"),
    "box": ("at size", f"along {_LOOK}"),
    "rod": ("at axis diameter length", _LOOK),
    "ball": ("at diameter", _LOOK),
    "rail": ("normal", "from to points at diameter standoff radius"),
    "loop": ("at normal toes", ""),
    "window": ("at normal diameter", "called depth material"),
    "exit": ("at normal diameter", ""),
    "mark": ("at", "facing head"),
    "bed": ("at normal head", ""),
}
_EVERY: Final = "source guess count step first"

_QUANTITY: Final[dict[str, Any]] = {"type": ["number", "string"]}
_VECTOR: Final[dict[str, Any]] = {"type": "array", "items": _QUANTITY, "minItems": 3, "maxItems": 3}
_FLAG: Final[dict[str, Any]] = {"type": "boolean"}
_MATERIAL: Final[dict[str, Any]] = {"enum": sorted(BY_NAME)}
_OPENING: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "side": {"enum": _WALLS.split()},
        **dict.fromkeys(("from", "to", "low", "high"), _QUANTITY),
    },
    "additionalProperties": False,
}
_TYPES: Final[dict[str, dict[str, Any]]] = {
    **dict.fromkeys(("from", "to", "at", "size", "facing", "along", "axis", "normal", "toes", "head", "step"), _VECTOR),
    **dict.fromkeys(("solid", "guess", "closed_from", "closed_to"), _FLAG),
    **dict.fromkeys(("material", *_WALLS.split()), _MATERIAL),
    "called": {"type": "string", "description": "what people call it"},
    "no_touch": {"enum": list(NO_TOUCH)},
    "why": {"enum": list(NO_TOUCH)},
    "source": {"type": ["string", "number"], "description": "where the measures come from"},
    "points": {"type": "array", "items": _VECTOR, "minItems": 2},
    "openings": {"type": "array", "items": _OPENING},
    "count": {"type": "integer", "minimum": 1, "maximum": 200},
    "first": {"type": "integer", "minimum": 0, "maximum": 1000},
    "panels": {"type": "integer", "minimum": 4, "maximum": 48},
}  # fmt: skip


def fields_of(kind: str) -> frozenset[str]:
    """Every field that a part of that kind may have, its own name among them."""
    needed, more = _PARTS[kind]
    return frozenset({kind, *needed.split(), *more.split(), *_EVERY.split()})


def part_kinds() -> tuple[str, ...]:
    """What a part may be."""
    return tuple(_PARTS)


def set_schema() -> dict[str, Any]:
    """The JSON Schema of a set file."""
    station = {
        "forward": _VECTOR,
        "earth": _VECTOR,
        "position": _VECTOR,
        **{k: _TYPES[k] for k in ("source", "guess")},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Offworld: sets/NAME.yaml",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "up": _VECTOR,
            "station": {
                "type": "object", "properties": station, "required": ["forward", "earth"],
                "additionalProperties": False,
            },
            **_model(),
            "parts": {"type": "array", "items": {"oneOf": [_part(kind) for kind in _PARTS]}, "minItems": 1},
        },
        "anyOf": [{"required": ["parts"]}, {"required": ["model"]}],
        "additionalProperties": False,
    }  # fmt: skip


def _model() -> dict[str, Any]:
    """What only a set with a model may say."""
    names = {"type": "array", "items": {"type": "string"}}
    sections = {
        section: {
            "type": "object",
            "additionalProperties": {
                "oneOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "properties": {
                            "object": {
                                "type": "string",
                                "description": "object or group of the model; * for anything",
                            },
                            "source": _TYPES["source"],
                            **{name: _TYPES.get(name, _QUANTITY) for name in fields},
                        },
                        "required": ["object", *(["toes"] if section == "loops" else [])],
                        "additionalProperties": False,
                    },
                ]
            },
        }
        for section, fields in FIELDS.items()
    }
    return {
        "model": {"type": "string", "description": "a .glb or .gltf beside the set file"},
        "scale": {"type": "number", "exclusiveMinimum": 0},
        "inside": {"type": "array", "description": "a place in the room, or several"},
        "wall": _QUANTITY, "tolerance": _QUANTITY, "only_drawn": names, "ignore": names, **sections,
    }  # fmt: skip


def _part(kind: str) -> dict[str, Any]:
    fields = sorted(fields_of(kind) - {kind})
    return {
        "type": "object",
        "properties": {kind: {"type": "string"}, **{name: _TYPES.get(name, _QUANTITY) for name in fields}},
        "required": [kind, *_PARTS[kind][0].split()],
        "additionalProperties": False,
    }
