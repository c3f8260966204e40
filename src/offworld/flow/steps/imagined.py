"""What the beats of a scene had in mind, and where its take parts from that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.flow.kept import write_imagined
from offworld.imagine import compare, imagine
from offworld.store.take import read_take


def make(given: Mapping[str, Path], out: Path) -> None:
    """Imagines the scene of the take in `given["take"]`.

    Writes ``imagined.json`` (times and marks of the beats), ``ghosts.npz`` (poses of everybody) and
    ``departures.json`` (where the take parts from it).
    """
    take = read_take(given["take"], with_stream=False)
    imagined = imagine(take)
    write_imagined(out, imagined, compare(imagined, take))
