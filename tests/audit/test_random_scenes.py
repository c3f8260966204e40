"""The ledger and the audit hold for lists of beats drawn at random from all moves there are."""

import os

import pytest
from random_scenes import LINES, rehearsal_from, rehearsals

from offworld.audit import audit
from offworld.audit.findings import findings
from offworld.errors import NotPossible
from offworld.rehearse import run
from offworld.script.moves import RULES

CLOSED = 1e-6
"""N s and N m s left over at most; the audit's own bound is wider where something touches."""
LONG = "OFFWORLD_LONG" in os.environ


def test_every_move_is_drawn():
    assert set(LINES) == set(RULES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200 if LONG else 10))
def test_lists_of_all_moves_are_trusted(tmp_path, seed):
    """Some lists are refused as contradictions, some starts leave no room; the first that is played counts."""
    for text, rehearsal in rehearsals(tmp_path, seed, length=6.0 if LONG else 3.0):
        try:
            take, _ = run(rehearsal)
        except NotPossible:
            continue
        report = audit(take)
        faults = [(one.kind, one.who, one.tick, one.value, one.bound) for one in report.faults]
        assert (faults, take.stopped) == ([], ""), text
        assert all(max(one.momentum, one.angular) < CLOSED for one in report.closures), text
        assert isinstance(findings(take), tuple)
        return
    pytest.fail("no list of sixty could be played")


SWUNG = """\
scene: 1
title: A camera swung in an aircraft
set: tunnel
world: parabola
length: 0.6 s
start:
  mira: left hand on rail.f1
  tomas: left foot in loop.4
  ivan: operates camera A, left foot in loop.5
  notebook: in tomas's right hand
  camera: in ivan's right hand
beats:
  - mira [gaze]: look at tomas's face at 0.5 s
cameras:
  A: {lens: 18 mm, by: ivan, prop: camera, looks at: tomas's chest, up: set}
cuts: [A]
"""
"""Once found by drawing: the torque of the turning frame, kept for a control step, turns with what it acts on."""


def test_what_turns_fast_in_a_turning_frame_is_trusted(tmp_path):
    take, _ = run(rehearsal_from(tmp_path / "film", SWUNG))
    assert [(one.kind, one.who, one.tick) for one in audit(take).faults] == []
