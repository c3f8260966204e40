"""The parts of days.yaml that are not about time: how takes are counted, what a camera uses, what a plan is worth."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, Final

from offworld.film.days import Weights
from offworld.film.shoot import CameraUse, TakeRules
from offworld.script.sourced import Sort, read_source, read_sourced, seconds, share
from offworld.text import Fields

_SHARE: Final = Sort(read=share, low=0.005, high=1.0, unit="", example="25 %")
_WORK: Final = Sort(read=seconds, low=0.0, high=14400.0, unit="s", example="10 min")
_SOURCED: Final = {
    "easy": ("easy", _SHARE), "usual": ("usual", _SHARE), "hard": ("hard", _SHARE), "clean": ("clean", _SHARE),
    "prepare": ("prepare_s", _WORK), "strike": ("strike_s", _WORK), "back": ("back_s", _WORK),
}  # fmt: skip
_MOST_POINTS: Final = 1_000_000


def read_takes(file: Fields) -> TakeRules:
    """`takes:`; what the film does not say is as everywhere."""
    node = file.get("takes")
    if node is None:
        return TakeRules()
    fields = Fields(node, file.sheet, "the takes")
    source = read_source(fields)
    said: dict[str, Any] = {}
    for written, (name, sort) in _SOURCED.items():
        said[name] = read_sourced(fields, written, sort, source)
    said["counts_as"] = fields.number("counts as", 1.0, 1000.0)
    said["good"] = fields.whole("good", 1, 10)
    said["chance"] = fields.measure("chance", share, 0.5, 0.99, "")
    said["cameras"] = fields.whole("cameras", 1, 10)
    fields.done()
    return replace(TakeRules(), **{name: value for name, value in said.items() if value is not None})


def read_camera(file: Fields) -> CameraUse:
    """`camera:`; zero for what is not counted."""
    node = file.get("camera")
    if node is None:
        return CameraUse()
    fields = Fields(node, file.sheet, "the camera")
    found = CameraUse(
        gigabytes_min=fields.number("gigabytes a minute", 0.0, 1000.0) or 0.0,
        watts=fields.number("watts", 0.0, 10000.0) or 0.0,
        card_gigabytes=fields.number("gigabytes a card", 0.0, 100000.0) or 0.0,
    )
    fields.done()
    return found


def read_weights(file: Fields) -> Weights:
    """`weights:`, points by their names with blanks."""
    node = file.get("weights")
    if node is None:
        return Weights()
    fields = Fields(node, file.sheet, "the weights")
    said = {one.name: fields.whole(one.name.replace("_", " "), 0, _MOST_POINTS) for one in fields_of(Weights)}
    fields.done()
    return replace(Weights(), **{name: value for name, value in said.items() if value is not None})
