"""Writes the page of the film, which leads to those of its scenes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.film.scene import Film, Rehearsal
from offworld.flow.kept import read_stills, read_verdict
from offworld.flow.records import read_record
from offworld.flow.scene_odds import many_takes
from offworld.flow.variants import COMPARED, groups
from offworld.report.film_page import SceneEntry, film_page
from offworld.report.odds_words import clean_words

DAYS: Final = "light.html"
"""The page of the film's light."""


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
                odds=_odds(given, number),
            )
        )
    beside = [
        (" and ".join(ids), f"scenes/{shared}/{COMPARED}")
        for shared, ids in groups([entry.id for entry in entries]).items()
    ]
    (out / "index.html").write_text(film_page(film, entries, beside, light=_light(given)), encoding="utf-8")


def _light(given: Mapping[str, Path]) -> str | None:
    """Relative path of the page of its light, if there is one."""
    return DAYS if "days" in given and (given["days"] / DAYS).is_file() else None


def _odds(given: Mapping[str, Path], number: str) -> str:
    """How often a take of a scene is clean, if many were made of it as it is."""
    rehearsal = read_record(given["rehearsals"] / f"{number}.json", Rehearsal)
    many = many_takes(given[f"odds/{number}"], rehearsal)
    main = None if many is None else many.main()
    if many is None or main is None:
        return ""
    before = " (before it was changed)" if many.stale else ""
    return f"{clean_words(main.odds.clean)}, {main.profile.name} people{before}"
