"""Finds the shots and beats of a take that have not the light that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from offworld.film.framing import ShotList
from offworld.flow.light_findings import light_findings
from offworld.flow.lit import lit_film
from offworld.flow.records import read_record, write_record
from offworld.flow.shot_take import FINDINGS, read_shot_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``findings.json`` for the take in `given["take"]`: what is worth attention about its light."""
    film = lit_film(given)
    scene = replace(film.scenes[0], framings=read_record(given["shots"], ShotList).shots)
    write_record(out / FINDINGS, light_findings(film, scene, read_shot_take(given)))
