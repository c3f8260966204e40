"""Orbit mean-elements messages: the same element set in KVN, XML or JSON, one or several in a file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from offworld.errors import FilmError, Problem
from offworld.film.basic import Place
from offworld.film.light_said import ElementSet
from offworld.utc import read_utc

_NEEDED: Final = (
    "EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY",
    "NORAD_CAT_ID",
)  # fmt: skip
_KVN: Final = re.compile(r"\s*([A-Z_0-9]{2,40})\s*=\s*(.*?)\s*(?:\[[^\]]*\])?\s*")
_DEGREE: Final = math.pi / 180.0
_Fields = tuple[dict[str, str], int]


def parse(text: str, file: str, problems: list[Problem]) -> list[ElementSet]:
    """All messages of a text; what is wrong is added to `problems`."""
    start = text.lstrip()[:1]
    try:
        messages = list(_xml(text) if start == "<" else _json(text) if start in "{[" else _kvn(text))
    except (ValueError, TypeError, ET.ParseError, RecursionError):
        what = "this is no readable OMM"
        remedy = "download it again, as KVN, XML or JSON; entities and type declarations are not read"
        problems.append(Problem(what=what, remedy=remedy, file=file, kind="bad-omm"))
        return []
    found: list[ElementSet] = []
    for fields, line in messages:
        try:
            found.append(_element_set(fields, Place(file=file, line=line, column=1)))
        except FilmError as error:
            problems += [problem.at(file, line) for problem in error.problems]
    return found


def _kvn(text: str) -> Iterator[_Fields]:
    fields: dict[str, str] = {}
    began = 1
    for number, line in enumerate(text.splitlines(), 1):
        match = _KVN.fullmatch(line)
        if match is None:
            continue
        if match[1] == "CCSDS_OMM_VERS":
            if fields:
                yield fields, began
            fields, began = {}, number
        fields[match[1]] = match[2]
    if fields:
        yield fields, began


def _json(text: str) -> Iterator[_Fields]:
    data = json.loads(text)
    for one in data if isinstance(data, list) else [data]:
        if not isinstance(one, dict):
            raise TypeError(one)
        yield {str(key): str(value) for key, value in one.items() if value is not None}, 1


def _xml(text: str) -> Iterator[_Fields]:
    # An entity may grow without bound; an OMM has none.
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        raise ValueError("declarations")
    root = ET.fromstring(text)  # noqa: S314 - no declarations, bounded size
    messages = [node for node in root.iter() if node.tag.rpartition("}")[2] == "omm"] or [root]
    for message in messages:
        leaves = [node for node in message.iter() if len(node) == 0]
        yield {node.tag.rpartition("}")[2]: (node.text or "").strip() for node in leaves}, 1


def _element_set(fields: dict[str, str], place: Place) -> ElementSet:
    """The set that a message gives.

    Raises:
        FilmError: something is missing or no number.
    """
    missing = [name for name in _NEEDED if not fields.get(name)]
    if missing:
        what = f"this OMM has no {missing[0]}"
        raise FilmError(Problem(what=what, remedy="take the whole message", kind="bad-omm"))
    wanted = {"TIME_SYSTEM": "UTC", "REF_FRAME": "TEME", "CENTER_NAME": "EARTH"}
    for name, value in wanted.items():
        if fields.get(name, value).upper() != value:
            what = f"{name} of this OMM is {fields[name][:20]}, and only {value} can be used"
            raise FilmError(Problem(what=what, remedy="take mean elements for SGP4", kind="bad-omm"))
    if fields.get("MEAN_ELEMENT_THEORY", "SGP4").upper() not in {"SGP4", "SGP/SGP4", "SGP4-XP"[:4]}:
        what = f"the mean elements are of {fields['MEAN_ELEMENT_THEORY'][:20]}, not of SGP4"
        raise FilmError(Problem(what=what, remedy="take mean elements for SGP4", kind="bad-omm"))
    number = {name: _number(name, fields[name]) for name in _NEEDED[1:]}
    revolution = _number("REV_AT_EPOCH", fields["REV_AT_EPOCH"]) if fields.get("REV_AT_EPOCH") else None
    return ElementSet(
        object_id=int(number["NORAD_CAT_ID"]), name=fields.get("OBJECT_NAME", "")[:80],
        epoch_ms=_epoch(fields["EPOCH"]), mean_motion=number["MEAN_MOTION"],
        eccentricity=number["ECCENTRICITY"], inclination=number["INCLINATION"] * _DEGREE,
        raan=number["RA_OF_ASC_NODE"] * _DEGREE, perigee=number["ARG_OF_PERICENTER"] * _DEGREE,
        anomaly=number["MEAN_ANOMALY"] * _DEGREE, drag=_number("BSTAR", fields.get("BSTAR") or "0"),
        revolution=None if revolution is None else int(revolution), place=place,
    )  # fmt: skip


def _epoch(text: str) -> float:
    """Milliseconds with the fractions that `read_utc` rounds away."""
    whole, _, fraction = text.strip().removesuffix("Z").partition(".")
    if fraction and not (fraction.isascii() and fraction.isdigit()):
        return float(read_utc(text))
    return read_utc(whole) + (float(f"0.{fraction}") * 1000.0 if fraction else 0.0)


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        what = f"{name} of this OMM is {text[:30]!r}, which is no number"
        raise FilmError(Problem(what=what, remedy="take the message again", kind="bad-omm"))
    return value
