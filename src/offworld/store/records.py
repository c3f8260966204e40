"""Records to plain JSON values and back; a key that no record has is an error, never dropped in silence."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import types
from fractions import Fraction
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np

Kind = TypeVar("Kind")


class UnknownKeyError(ValueError):
    """A key that the record does not have."""


def to_plain(record: Any) -> Any:
    """What JSON can hold of a record: mappings, lists, text, numbers; fractions as text, arrays as lists."""
    return msgspec.to_builtins(record, enc_hook=_plain)


def from_plain(value: Any, kind: type[Kind], where: str = "$") -> Kind:
    """A record from plain values.

    Args:
        value: mappings, lists, text and numbers, as read from JSON.
        kind: the type wanted: a record, or a tuple or union of them.
        where: how the value is called in messages.

    Raises:
        ValueError: something is missing, of the wrong type or not known; the message names the place in it.
    """
    _refuse_unknown(value, kind, where)
    try:
        return msgspec.convert(value, type=kind, dec_hook=_rich)
    except msgspec.ValidationError as error:
        text = str(error)
        raise ValueError(text.replace("`$", f"`{where}") if "`$" in text else f"{where}: {text}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"a {type(value).__name__} has no form in JSON")


def _rich(kind: type, value: Any) -> Any:
    if kind is not Fraction:
        raise NotImplementedError(f"{kind.__name__} is in no record")
    try:
        return Fraction(value)
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{str(value)[:60]!r} is no fraction") from error


@functools.cache
def _fields(kind: type) -> dict[str, Any]:
    """Field name to type of a record."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _refuse_unknown(value: Any, kind: Any, where: str) -> None:
    """Walks value and type together; anything of the wrong shape is left for the typed reading to refuse."""
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        known = _fields(kind)  # type: ignore[arg-type]
        for key, item in value.items():
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise UnknownKeyError(f"unknown key {str(key)[:60]!r} at {where}{hint}")
            _refuse_unknown(item, known[key], f"{where}.{key}")
    elif origin is tuple and isinstance(value, list | tuple):
        inner = get_args(kind)
        repeated = len(inner) == 2 and inner[1] is Ellipsis
        if repeated and not _has_records(inner[0]):
            return
        for index, item in enumerate(value):
            if repeated or index < len(inner):
                _refuse_unknown(item, inner[0 if repeated else index], f"{where}[{index}]")
    elif origin in {Union, types.UnionType} and value is not None:
        for choice in get_args(kind):
            if _has_records(choice):
                _refuse_unknown(value, choice, where)


@functools.cache
def _has_records(kind: Any) -> bool:
    """Whether a record can be found anywhere inside the type."""
    return dataclasses.is_dataclass(kind) or any(_has_records(inner) for inner in get_args(kind))
