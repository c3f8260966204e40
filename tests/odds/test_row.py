"""From a take to its row."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from offworld.film.finding import Finding
from offworld.film.take import BeatOutcome
from offworld.odds.row import broken_row, row_of
from offworld.strength import filter_gain

FINDING = Finding(kind="contact", weight="care", tick=900, end=950, who=("ann",), beat="", text="Ann bumps.")
STEP_MS = 4


def stand_in(loads, stopped=""):
    """A take with one hand hold and one strap, under the same loads."""
    n = len(loads)
    wrench = np.zeros((2 * n, 6))
    wrench[:, 1] = np.repeat(loads, 2)
    stream = SimpleNamespace(
        hold_id=np.tile([3, 4], n), hold_step=np.repeat(np.arange(n), 2), hold_load=wrench
    )
    return SimpleNamespace(
        rehearsal=SimpleNamespace(take=5, seed=77, scene=SimpleNamespace(people=(), props=())),
        step_ticks=STEP_MS, length=4000, stopped=stopped, stream=stream,
        holds=(SimpleNamespace(id=3, kind="hand"), SimpleNamespace(id=4, kind="strap")),
        contacts=(SimpleNamespace(closing_speed=0.2), SimpleNamespace(closing_speed=0.5)),
        outcomes=(
            BeatOutcome(beat="push", outcome="done", start=100, end=900, reason="left at 0.3 m/s"),
            BeatOutcome(beat="stay", outcome="running", start=1200, end=None, otherwise=True),
            BeatOutcome(beat="never", outcome="waiting", start=None, end=None),
        ),
    )  # fmt: skip


def test_a_row_holds_what_came_of_a_take():
    row = row_of(stand_in([10.0, 20.0]), [FINDING, replace(FINDING, tick=5, weight="note")], as_written=True)
    assert (row.take, row.seed, row.as_written, row.length, row.last) == (5, 77, True, 4000, 1200)
    assert [(one.beat, one.outcome, one.start, one.end, one.otherwise) for one in row.beats] == [
        ("push", "done", 100, 900, False),
        ("stay", "running", 1200, None, True),
        ("never", "waiting", None, None, False),
    ]
    assert [one.tick for one in row.findings] == [5, 900]
    assert row.touch_m_s == pytest.approx(0.5)
    assert not row.clean
    assert row_of(stand_in([]), [], as_written=False).clean
    assert not row_of(stand_in([], stopped="it blew up"), [], as_written=False).clean


def test_loads_are_those_of_hands_and_feet_alone():
    row = row_of(stand_in([59.0] * 10 + [61.0] * 5), [], as_written=False)
    assert (row.loads, row.gentle) == (15, 10)


def test_the_peak_is_what_a_grip_feels():
    gain = filter_gain(STEP_MS / 1000.0)
    spike = row_of(stand_in([0.0, 300.0, 0.0, 0.0]), [], as_written=False)
    assert spike.peak_n == pytest.approx(300.0 * gain)
    lasting = row_of(stand_in([80.0] * 500), [], as_written=False)
    assert lasting.peak_n == pytest.approx(80.0, rel=1e-3)


def test_a_take_without_its_stream_has_no_loads():
    take = stand_in([50.0])
    take.stream = None
    row = row_of(take, [], as_written=False)
    assert (row.peak_n, row.loads, row.gentle) == (0.0, 0, 0)


def test_of_a_broken_take_only_the_reason_is_left():
    row = broken_row(SimpleNamespace(take=9, seed=2), "it broke", as_written=False)
    assert (row.take, row.seed, row.stopped, row.beats, row.clean) == (9, 2, "it broke", (), False)
