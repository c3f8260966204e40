from __future__ import annotations

from pathlib import Path

import pytest

FILM = """\
title: The Base
rate: 24000/1001
aspect: 2.39
seed: 7
lenses: [25 mm, 35 mm]
light: {sunrise: 24 s}
speech: {words per minute: 150}
people:
  patient: {sex: male, stature: 1.75 m, mass: 80 kg}
  zhenya: {sex: female, stature: 1.68 m, mass: 58 kg, suit: orange}
  ivan: {sex: male, stature: 1.78 m, mass: 76 kg}
  anton: {sex: male, stature: 1.82 m, mass: 80 kg}
  dubrov: {sex: male, stature: 1.80 m, mass: 82 kg}
props:
  scalpel: {shape: cylinder, size: [0.012, 0.012, 0.15], mass: 40 g}
worlds:
  flight: {kind: parabola, begins at: -2 s}
scenes: [operation]
"""

SCRIPT = """\
Title: The Base

INT. ZVEZDA - NIGHT #7#

The patient lies on the table.

ZHENYA
[[L12]] Show me where it hurts.

IVAN
[[L13]] He cannot hear you.

ZHENYA
[[L14]] Then hold him still.

IVAN
[[L18]] He is still.

ZHENYA
[[L19]] There is the sun.
"""

SCENE = """\
scene: 7
set: zvezda
world: orbit
start:
  patient: strapped to the table
  zhenya: both hands on hatch.rim, up +z
  ivan: left foot in loop.3, lying across zhenya          # 90°, not upside down
  anton: operates camera A, held by dubrov by the feet
beats:
  - zhenya: pull along hatch.rim to table at 0.3 m/s
  - zhenya [left foot]: hold table.loop until end, else hold nearest rail
  - ivan [gaze]: look at zhenya on word "where" in L12
  - ivan [right hand]: catch zhenya by the left ankle when within reach, else hold nearest rail
  - zhenya, ivan: stay face to face 0.6 m apart, ivan across, from L13 to L18
  - zhenya [right hand]: give scalpel to ivan [left hand], fumbled
  - dubrov [right hand]: take scalpel when within reach
  - patient: convulse for 1.5 s, 1 s after give
  - zhenya [voice]: say L19 on light sunrise on zhenya's face
cameras:
  A: {lens: 25 mm, by: anton, follows: zhenya's face, up: zhenya}
  B: {lens: 35 mm, at: rail.s4 + [0, 0, 0.3], looks at: ivan's eyes, up: set, keep: true}
cuts: [A, B on catch, A on L19]
"""


def write_film(folder: Path) -> Path:
    """A film around the scene of the design, which is right."""
    (folder / "scenes").mkdir(parents=True)
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    (folder / "script.fountain").write_text(SCRIPT, encoding="utf-8")
    (folder / "scenes" / "operation.yaml").write_text(SCENE, encoding="utf-8")
    return folder


@pytest.fixture
def base_film(tmp_path: Path) -> Path:
    return write_film(tmp_path / "film")


@pytest.fixture(scope="session")
def right_film(tmp_path_factory):
    """The base film as read, once."""
    from offworld.flow.check import load_film

    return load_film(write_film(tmp_path_factory.mktemp("right") / "film"))


@pytest.fixture(scope="session")
def names(right_film):
    """What the scene of the base film may name."""
    from offworld.script.names import Names

    return Names(
        people={person.id: person for person in right_film.people},
        props={prop.id: prop for prop in right_film.props},
        stage_set=right_film.sets[0],
        lines={line.id: line for line in right_film.scenes[0].lines},
        light=("sunrise",),
        cameras=("A", "B"),
    )


@pytest.fixture(scope="session")
def cueing(names, right_film):
    """What cues of the base film may refer to."""
    from offworld.script.cues import Cueing

    beats = right_film.scenes[0].beats
    return Cueing(
        names=names,
        beats={beat.id: beat.intent.move for beat in beats} | {"push-off": "push off"},
        owners={beat.id: beat.who for beat in beats} | {"push-off": ("ivan",)},
    )


@pytest.fixture
def read_beat(cueing):
    """Reads one beat among those of the base film; it must be right."""
    from dataclasses import replace

    from offworld.script.beats import _read_beat
    from offworld.script.rough import read_rough_beats
    from offworld.text import Sheet, parse_yaml

    def read(line):
        sheet = Sheet(file="scene")
        (rough,) = read_rough_beats([parse_yaml(f"- {line}", "scene").nodes[0]], sheet)
        beats = {rough.id: rough.move, **cueing.beats}
        owners = {rough.id: tuple(name for name, _ in rough.owners), **cueing.owners}
        beat = _read_beat(rough, replace(cueing, beats=beats, owners=owners))
        assert beat is not None, sheet.problems
        return beat

    return read


@pytest.fixture(scope="session")
def make_film(tmp_path_factory):
    """Makes another copy of the base film."""
    return lambda: write_film(tmp_path_factory.mktemp("copy") / "film")
