"""Writes the page of the film, which leads to those of its scenes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from offworld.film.scene import Film
from offworld.flow.kept import read_stills, read_verdict
from offworld.flow.records import read_record
from offworld.flow.variants import COMPARED, groups
from offworld.report.film_page import SceneEntry, film_page


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``index.html`` for the film in `given["film"]` and those of its scenes that could be made."""
    film = read_record(given["film"], Film)
    entries: list[SceneEntry] = []
    for number, title in json.loads(given["scenes"].read_bytes()):
        if f"verdict/{number}" not in given:
            continue
        report, findings = read_verdict(given[f"verdict/{number}"])
        stills = read_stills(given[f"stills/{number}"])
        entries.append(
            SceneEntry(
                id=number,
                title=title,
                href=f"scenes/{number}/index.html",
                length=report.length,
                findings=findings,
                report=report,
                picture=stills[0].picture if stills else None,
            )
        )
    beside = [
        (" and ".join(ids), f"scenes/{shared}/{COMPARED}")
        for shared, ids in groups([entry.id for entry in entries]).items()
    ]
    (out / "index.html").write_text(film_page(film, entries, beside), encoding="utf-8")
