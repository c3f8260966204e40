"""A module modelled in Blender by the test itself: imported as glTF and as USD, rehearsed in and framed in.

Blender is no dependency: `scripts/blender.sh` puts it into an environment of its own; without it this is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("pxr", reason="the extra 'usd' is not installed")

from offworld.cli.main import main
from offworld.space import read_set
from offworld.space.modelled.compare import apart

ROOT = Path(__file__).parents[2]
PYTHON = Path(os.environ.get("OFFWORLD_BLENDER") or ROOT / ".tools" / "blender" / "bin" / "python")
MODEL = ROOT / "tests" / "exchange" / "blender" / "model_a_set.py"
pytestmark = pytest.mark.skipif(
    not PYTHON.is_file() and not os.environ.get("CI"),
    reason="Blender as a module is not there: scripts/blender.sh installs it",
)
FILM = """\
title: The Module
rate: 25
aspect: 2.39
seed: 7
lenses: [18 mm, 25 mm, 35 mm]
people:
  mira: {sex: female, stature: 1.66 m, mass: 58 kg, suit: orange}
  oleg: {sex: male, stature: 1.79 m, mass: 77 kg, suit: navy}
scenes: [along]
"""
SCENE = """\
scene: 1
title: Along the rails
set: module
world: orbit
length: 6 s
start:
  mira: right hand on rail.s1, up +z, facing +x, floating at [-1.2, -0.6, 0.15]
  oleg: right hand on rail.p3, up +z, facing -x, floating at [1.2, 0.55, -0.1]
beats:
  - mira: pull along rail.s1 to rail.s3 at 0.3 m/s
  - oleg: push off from rail.p3 to rail.p1 at 0.4 m/s, at 0.1 s
cameras:
  A: two-shot of mira and oleg, MS, up set, from 0.5 s to 2 s
cuts: [A]
"""
NAMED = """\
title: A module of ours
model: module.glb
inside: [0, 0, 0]
rails:
  "rail.p#": Rail port *
  "rail.s#": Rail starboard *
  rail.o1: Rail overhead
  rail.f1: Rail floor
  hatch.rim: Hatch ring
windows: {window.1: Window}
hatches: {hatch: Hatch cover}
tables: {table: {object: Table top, head: [-1, 0, 0]}}
no_touch: {rack: {object: Rack, why: experiment}}
ignore: [Stand outside]
"""


@pytest.fixture(scope="module")
def modelled(tmp_path_factory):
    """The folder in which Blender has left `module.glb` and `module.usdc`."""
    place = tmp_path_factory.mktemp("modelled")
    subprocess.run([PYTHON, MODEL, place], check=True, capture_output=True, timeout=300)
    return place


@pytest.fixture(scope="module")
def film(modelled, tmp_path_factory):
    """A film with the set as Blender's USD and, under the name `module`, as its glTF; the same text names both."""
    folder = tmp_path_factory.mktemp("film")
    for name in ("scenes", "sets"):
        (folder / name).mkdir()
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    (folder / "script.fountain").write_text("INT. THE MODULE - DAY #1#\n\nThey cross it.\n", encoding="utf-8")
    (folder / "scenes" / "along.yaml").write_text(SCENE, encoding="utf-8")
    (folder / "sets" / "module.yaml").write_text(NAMED, encoding="utf-8")
    (folder / "sets" / "by-usd.yaml").write_text(NAMED.replace("module.glb", "by-usd.glb"), encoding="utf-8")
    assert main(["import", str(folder), "--set", str(modelled / "module.glb")]) == 0
    assert main(["import", str(folder), "--set", str(modelled / "module.usdc"), "--name", "by-usd"]) == 0
    return folder


def test_both_ways_give_the_same_set(film):
    one, two = read_set("module", film), read_set("by-usd", film)
    for kind in ("rails", "windows", "exits", "beds"):
        ours, theirs = getattr(one, kind), getattr(two, kind)
        assert [each.id for each in ours] == [each.id for each in theirs]
        for a, b in zip(ours, theirs, strict=True):
            assert np.array(a.normal) == pytest.approx(np.array(b.normal), abs=1e-5)
            places = [np.array(each.points if kind == "rails" else each.position) for each in (a, b)]
            assert places[0] == pytest.approx(places[1], abs=1e-5)
    assert [each.id for each in one.rails] == [
        "rail.p1", "rail.p2", "rail.p3", "rail.s1", "rail.s2", "rail.s3", "rail.o1", "rail.f1", "hatch.rim",
    ]  # fmt: skip
    assert one.low == pytest.approx((-2.0, -1.1, -1.1), abs=1e-4)
    assert (one.low, one.high) == (pytest.approx(two.low, abs=1e-5), pytest.approx(two.high, abs=1e-5))
    assert len(one.solids) == pytest.approx(len(two.solids), abs=4)
    for each in (one, two):
        assert np.quantile(apart(each), 0.99) < 1e-4


def test_two_people_move_in_it_and_are_framed(film, capsys):
    assert main(["rehearse", str(film), "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    audit = json.loads((film / "out" / "scenes" / "1" / "audit.json").read_text(encoding="utf-8"))
    assert audit["trusted"], audit["faults"]
    assert any("an experiment, rack" in one["text"] for one in told["findings"])
    assert main(["frame", str(film), "1", "--json"]) == 0
    (shot,) = json.loads(capsys.readouterr().out)["shots"]
    assert (shot["camera"], shot["status"]) == ("A", "found")
