from __future__ import annotations

from types import SimpleNamespace

import pytest

from offworld.film.blocking import Beat, Cue, Intent
from offworld.film.signal import signalled, signals
from offworld.film.take import BeatOutcome


def beat(cue, move="look", name="look"):
    return Beat(id=name, number=1, who=("ivan",), channels=("gaze",), intent=Intent(move=move), start=cue)


def cue(kind, delay=0.0):
    return Cue(kind=kind, ref="x", delay_s=delay)


CASES = [
    (cue("time", 3.0), "look", True),
    (cue("time", 0.0), "look", False),  # "action" is the cue
    (cue("word"), "look", True),
    (cue("line"), "catch", True),
    (cue("line end"), "catch", True),
    (cue("light"), "say", True),
    (cue("time", 1.0), "say", True),
    (cue("end", 1.5), "say", True),
    (cue("line end", 0.6), "say", False),  # a line answers a line
    (cue("word"), "say", False),
    (cue("end", 1.0), "take", True),
    (cue("end"), "take", False),  # seen
    (cue("caught", 0.5), "look", True),
    (cue("caught"), "look", False),
    (cue("missed"), "hold", False),
    (cue("start", 2.0), "pull", True),
    (cue("reach"), "catch", False),  # felt
    (cue("reach", 1.0), "catch", False),
    (cue("contact"), "hold", False),
    (cue("distance"), "hold", False),
    (None, "pull", False),
]


@pytest.mark.parametrize(("start", "move", "expected"), CASES)
def test_what_somebody_must_give_is_signalled(start, move, expected):
    assert signalled(beat(start, move)) is expected


def test_signals_are_where_beats_started_each_once():
    beats = (
        beat(cue("line"), name="a"),
        beat(cue("line"), name="b"),
        beat(cue("time", 9.0), name="never"),
        beat(None, name="free"),
        beat(cue("time", 0.4), name="early"),
    )
    starts = {"a": 1520, "b": 1520, "never": None, "free": 0, "early": 400, "unknown": 3}
    outcomes = tuple(
        BeatOutcome(beat=name, outcome="done", start=start, end=None) for name, start in starts.items()
    )
    scene = SimpleNamespace(beats=beats)
    take = SimpleNamespace(rehearsal=SimpleNamespace(scene=scene), outcomes=outcomes)
    assert signals(take) == (400, 1520)
