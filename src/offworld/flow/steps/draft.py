"""Draws a rough picture of a take from a moment on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.body.assemble import assemble
from offworld.film.scene import Film, Rehearsal
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_take
from offworld.look.dressing import dress
from offworld.picture.animatic import animatic
from offworld.picture.frames import DRAFT


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the take in `given["take"]` for a film of `given["settings"]` from its start: ``draft.mp4``."""
    draw(given, out, 0)


def prepare(rehearsal: Path) -> None:
    """Does beforehand what needs no take: the light of the set, which the same process then finds again."""
    record = read_record(rehearsal, Rehearsal)
    dress(assemble(record), record.stage_set.up, record.people)


def draw(given: Mapping[str, Path], out: Path, begin: int) -> None:
    """Draws it from a tick on."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    animatic(
        take,
        out / "draft.mp4",
        film.rate,
        quality=DRAFT,
        aspect=film.aspect,
        sensor=film.sensor,
        beeps=film.beeps,
        begin=begin,
    )
