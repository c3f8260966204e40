"""How fast a scene is rehearsed, against real time and against the bare step loop of a plain model of the scene.

Everything is measured in seconds of the processor on one core, in one run: half of the bare loop before the
rehearsals, half after, since the machine may be busier at one time than at another.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from offworld.audit.findings import findings
from offworld.film.scene import Rehearsal
from offworld.flow.figure import Bar, Figure
from offworld.rehearse import run
from offworld.rehearse.bare import BareLoop
from offworld.script import read_film
from offworld.space import read_set

TIMES_REAL: Final = 5.0
"""How many times faster than real time two people and five props are to be rehearsed on one core."""
RUNS: Final = 3
"""Rehearsals of the published figure; their sum counts."""
LENGTH_S: Final = 20.0
"""Length of the scene, s."""
_FILM: Final = """\
title: A bench
rate: 25
aspect: 1.85
seed: 7
lenses: [25 mm]
people:
  mira: {sex: female, stature: 1.65 m, mass: 60 kg}
  tomas: {sex: male, stature: 1.76 m, mass: 75 kg}
props:
  camera: {camera: true}
  lamp: {shape: box, size: [0.10 m, 0.10 m, 0.16 m], mass: 600 g}
  pouch: {shape: box, size: [0.12 m, 0.04 m, 0.18 m], mass: 300 g}
  pen: {shape: cylinder, size: [0.012 m, 0.012 m, 0.15 m], mass: 20 g}
  ball: {shape: sphere, size: [0.10 m, 0.10 m, 0.10 m], mass: 150 g}
scenes: [bench]
"""
_SCRIPT: Final = """\
Title: A bench

INT. ZVEZDA - DAY #1#

Mira crosses the module while Tomas looks on.

MIRA
Here I come.

TOMAS
Take your time.
"""
_SCENE: Final = """\
scene: 1
title: A bench
set: zvezda
world: orbit
length: 20 s
start:
  mira: both hands on hatch.rim, up +z
  tomas: left foot in loop.3, facing mira
  camera: in tomas's right hand
  lamp: floating at [-1.4, 0.3, 0.4]
  pouch: floating at [-2.2, -0.4, 0.2], drifting at 0.05 m/s along +x
  pen: floating at [0.6, 0.35, -0.3]
  ball: floating at [1.6, 0.3, 0.4], drifting at 0.04 m/s along -x
beats:
  - mira: pull along hatch.rim to mark.middle at 0.3 m/s
  - mira [left hand]: catch rail.p4 when within reach, else hold nearest rail
  - mira [gaze]: look at tomas's face at 1 s
  - tomas [gaze]: look at mira's face at 0 s
  - mira [voice]: say L1 at 2 s
  - tomas [voice]: say L2, 1 s after L1
cameras:
  A: {lens: 25 mm, at: "[1.9, 0.5, 0.25]", looks at: tomas's face, up: set}
cuts: [A]
"""


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Rehearses the scene and runs the bare loop.

    Args:
        samples: rehearsals; None: `RUNS`.
    """
    runs = samples or RUNS
    scene = bench_scene(LENGTH_S)
    seconds = LENGTH_S * runs
    loop = BareLoop()
    half = round(0.5 * seconds / loop.step_s)
    bare = loop.run(half)
    spent = sum(_rehearse(scene) for _ in range(runs))
    bare += loop.run(half)
    return (
        Figure(
            name="two people and five props in Zvezda, the whole rehearsal",
            value=seconds / spent, unit="times real time", bar=Bar(sense="at least", limit=TIMES_REAL),
        ),
        Figure(
            name="the whole rehearsal with its findings, for each second of the scene",
            value=spent / seconds, unit="s of one core", baseline=bare / seconds,
            against=f"bare step loop of a plain model with {loop.shapes} shapes, s of one core",
            bar=Bar(sense="at most", limit=1.0, of="ratio"),
        ),
    )  # fmt: skip


def bench_scene(length_s: float) -> Rehearsal:
    """The scene that is measured."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "scenes").mkdir()
        (folder / "film.yaml").write_text(_FILM, encoding="utf-8")
        (folder / "script.fountain").write_text(_SCRIPT, encoding="utf-8")
        (folder / "scenes" / "bench.yaml").write_text(_SCENE, encoding="utf-8")
        film = read_film(folder, read_set)
    scene = replace(film.scenes[0], length_s=length_s)
    return Rehearsal(
        film=film.title, scene=scene, stage_set=film.sets[0], world=dict(film.worlds)[scene.world_id],
        people=film.people, props=film.props, seed=film.seed,
    )  # fmt: skip


def _rehearse(scene: Rehearsal) -> float:
    begun = time.process_time()
    take, _ = run(scene)
    findings(take)
    return time.process_time() - begun
