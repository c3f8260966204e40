"""Writes a page for each scene that has variants, with them side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from offworld.film.scene import Film
from offworld.flow.kept import read_verdict
from offworld.flow.records import read_record
from offworld.flow.variants import COMPARED, groups
from offworld.report.scene_page import Link
from offworld.report.variants import Variant, variants_page
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``12/compare.html`` for 12A and 12B, and so on; nothing for a film without variants."""
    film = read_record(given["film"], Film)
    numbers = [number for number, _ in json.loads(given["scenes"].read_bytes()) if f"take/{number}" in given]
    for shared, ids in groups(numbers).items():
        variants = [_variant(given, number) for number in ids]
        link = Link(title=film.title, href="../../index.html")
        (out / shared).mkdir()
        (out / shared / COMPARED).write_text(variants_page(variants, film.rate, link), encoding="utf-8")


def _variant(given: Mapping[str, Path], number: str) -> Variant:
    report, findings = read_verdict(given[f"verdict/{number}"])
    animatic = given[f"animatic/{number}"]
    return Variant(
        take=read_take(given[f"take/{number}"], with_stream=False),
        findings=findings,
        report=report,
        folder=f"../{number}",
        video="animatic.mp4" if (animatic / "animatic.mp4").is_file() else None,
        captions="captions.vtt" if (animatic / "captions.vtt").is_file() else None,
    )
