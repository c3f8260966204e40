"""A small stage: a film written as people write it, rehearsed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offworld.film.scene import Rehearsal
from offworld.film.take import Take
from offworld.rehearse import run
from offworld.script import read_film
from offworld.space import read_set

FILM = """\
title: Lab
rate: 25
aspect: 1.85
people:
  ann: {sex: female, stature: 1.66 m, mass: 58 kg, suit: orange}
  ben: {sex: male, stature: 1.80 m, mass: 80 kg, suit: navy}
  cal: {sex: male, stature: 1.76 m, mass: 74 kg, suit: steel}
  dan: {sex: male, stature: 1.70 m, mass: 70 kg, suit: navy}
props:
  wrench: {shape: box, size: [0.04 m, 0.04 m, 0.20 m], mass: 500 g}
  camera: {camera: true}
scenes: [one]
"""
SCRIPT = """\
INT. LAB - DAY

ANN
One two three. [[L1]]
"""


def rehearsal_of(folder: Path, scene: str) -> Rehearsal:
    """The rehearsal of a film folder's first scene."""
    (folder / "scenes").mkdir(parents=True, exist_ok=True)
    (folder / "film.yaml").write_text(FILM)
    (folder / "script.fountain").write_text(SCRIPT)
    (folder / "scenes" / "one.yaml").write_text(scene)
    film = read_film(folder, read_set)
    one = film.scenes[0]
    people = {person.id: person for person in film.people}
    props = {prop.id: prop for prop in film.props}
    return Rehearsal(
        film=film.title, scene=one, stage_set=film.sets[0], world=dict(film.worlds)[one.world_id],
        people=tuple(people[start.person] for start in one.people),
        props=tuple(props[start.prop] for start in one.props), seed=film.seed,
    )  # fmt: skip


@pytest.fixture
def rehearse(tmp_path: Path) -> Callable[..., Take]:
    """Rehearse beats, in the tunnel unless told: start and beats as lines of a scene file."""

    def play(
        start: str,
        beats: str,
        seconds: float,
        *,
        world: str = "orbit",
        still: bool = True,
        turning: bool = True,
        change: Callable[[Rehearsal], Rehearsal] = lambda rehearsal: rehearsal,
        extra: str = "",
        stage: str = "tunnel",
    ) -> Take:
        head = f"scene: 1\nset: {stage}\nworld: {world}\nlength: {seconds} s\n"
        scene = f"{head}start:\n{start}\nbeats:\n{beats}\n{extra}"
        rehearsal = rehearsal_of(tmp_path, scene)
        if still:
            rehearsal = replace(rehearsal, world=replace(rehearsal.world, air_density=0.0))
        if not turning:
            rehearsal = replace(rehearsal, world=replace(rehearsal.world, mean_motion=0.0))
        return run(change(rehearsal))[0]

    return play
