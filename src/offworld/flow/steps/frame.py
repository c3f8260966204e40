"""Frames the shots of a scene that are asked for in words, in its take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.film.framing import ShotList
from offworld.film.scene import Film
from offworld.flow.records import read_record
from offworld.flow.shot_take import write_framed
from offworld.frame.held import held_findings
from offworld.frame.kept import shot_findings
from offworld.frame.shots import frame_shots
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Finds a set-up for each shot in `given["shots"]` (a `ShotList`) in the take in `given["take"]`.

    Writes ``framed.json`` (what came of each) and ``findings.json`` (what of that is worth attention).
    """
    shots = read_record(given["shots"], ShotList)
    if not shots.shots:
        write_framed(out, (), ())
        return
    film = read_record(given["settings"], Film)
    take = read_take(given["take"], with_stream=False)
    framed = frame_shots(shots, take, film.sensor)
    write_framed(out, framed, shot_findings(shots.shots, framed) + held_findings(framed, take))
