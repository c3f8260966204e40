"""Writes the papers of a scene: cue cards and the director's plan, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.flow.kept import read_verdict
from offworld.flow.papers import read_views
from offworld.flow.shot_take import read_shot_take
from offworld.report.cards import papers


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``index.html``, and a page for each card and the plan in each language, for the take in `given`."""
    take = read_shot_take(given)
    _, findings = read_verdict(given["verdict"])
    pictures, cameras = read_views(given["views"])
    for name, page in papers(take, findings, pictures, cameras).items():
        (out / name).write_text(page, encoding="utf-8")
