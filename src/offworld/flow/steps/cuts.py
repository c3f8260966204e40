"""Checks the cuts of a scene as its take is cut, and looks for the smallest mends."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.film.continuity import CutRules
from offworld.film.scene import Film
from offworld.flow.cuts import check_cuts
from offworld.flow.records import read_record, write_record
from offworld.flow.shot_take import read_framed, read_shot_take

CUTS: Final = "cuts.json"
"""What was seen at each cut."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Checks the cuts of the take in `given["take"]`, framed in `given["framed"]`, by `given["rules"]`.

    Writes ``cuts.json`` (a list of `CutCheck`).
    """
    film, rules = read_record(given["settings"], Film), read_record(given["rules"], CutRules)
    write_record(out / CUTS, check_cuts(read_shot_take(given), film, read_framed(given.get("framed")), rules))
