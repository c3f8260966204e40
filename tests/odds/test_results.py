"""What many takes say together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.habits import Observed
from offworld.film.odds import TakeRow
from offworld.odds.results import beside_film, blame, odds_of, times


def with_last(ms):
    return TakeRow(
        take=1, seed=1, as_written=False, length=0, last=ms, beats=(), findings=(), peak_n=0.0, loads=0, gentle=0,
        touch_m_s=0.0, stopped="",
    )  # fmt: skip


@given(st.lists(st.integers(0, 90_000), min_size=1, max_size=60))
def test_against_numpy_the_time_of_the_scene(moments):
    found = times([with_last(ms) for ms in moments])
    assert found == pytest.approx(np.percentile(np.array(moments) / 1000.0, [50, 80]), rel=1e-12)


def test_the_odds_of_findings_count_takes_and_not_findings(make):
    twice = (make.finding("catch", 3500), make.finding("catch", 3900, "danger"))
    rows = [
        make.row(1),
        make.row(2, findings=twice),
        make.row(3, findings=(make.finding("catch", 3500), make.finding("", 100, kind="contact"))),
        make.row(4, findings=(make.finding("push", 1, weight="note"),)),
    ]
    odds = odds_of(make.table(rows))
    assert [(one.kind, one.weight, one.share.count, one.share.of, one.first) for one in odds.findings] == [
        ("missed", "danger", 2, 4, 2),
        ("contact", "care", 1, 4, 3),
    ]
    assert (odds.profile, odds.takes, odds.clean.count) == ("trained", 4, 2)


def test_takes_until_one_is_clean(make):
    rows = [make.row(n, findings=() if n % 4 == 0 else (make.finding("push", 9),)) for n in range(1, 41)]
    best, seen, worst = odds_of(make.table(rows)).until_clean
    assert seen == pytest.approx(4.0)
    assert best < seen < worst


def test_where_no_take_is_clean_none_is_promised(make):
    odds = odds_of(make.table([make.row(1, findings=(make.finding("push", 9),))]))
    assert odds.until_clean[1:] == (None, None)


def test_the_beat_to_blame_is_the_first_of_those_that_could(make):
    early = (make.finding("push", 500), make.finding("catch", 3500))
    rows = [
        *(make.row(n, findings=early) for n in (1, 2)),
        *(make.row(n, findings=(make.finding("catch", 3500),)) for n in (3, 4, 5)),
        make.row(6),
    ]
    found = {one.beat: (one.share.count, one.share.of) for one in blame(rows)}
    # The catch is blamed only where the push before it went well: three of four.
    assert found == {"catch": (3, 4), "push": (2, 6)}
    assert [one.beat for one in blame(rows)] == ["catch", "push"]


def test_what_begins_with_no_beat_is_blamed_on_none(make):
    assert [one.beat for one in blame([make.row(1, findings=(make.finding("", 10),))])] == [""]


def test_a_take_that_stopped_is_counted_as_such(make):
    rows = [make.row(1), make.row(2, stopped="it came to nothing", length=1200, beats=())]
    odds = odds_of(make.table(rows))
    assert odds.stopped.count == 1
    assert odds.clean.count == 1
    assert odds.time_s == (7.0, 7.0)
    assert [(one.beat, one.share.count) for one in odds.blame] == [("", 1)]
    assert odds_of(make.table(rows[1:])).time_s is None


def test_loads_of_all_takes(make):
    odds = odds_of(make.table([make.row(1), make.row(2, peak_n=80.0, gentle=8)]))
    assert odds.peak_n == pytest.approx(80.0)
    assert odds.gentle == pytest.approx(0.9)
    assert odds_of(make.table([make.row(1, loads=0, gentle=0)])).gentle == pytest.approx(1.0)


def test_beats_are_laid_beside_film(make):
    def seen(outcome, beat="catch", scene="1"):
        return Observed(scene=scene, take=1, person="ann", beat=beat, outcome=outcome)

    film = [
        seen("done"),
        seen("missed"),
        seen("done"),
        seen("done", "gone"),
        seen("missed", scene="2"),
        seen(None),
    ]
    rows = [
        make.row(1),
        make.row(2, beats=(make.beat("push", 1, 2), make.beat("catch", 3, 4, "missed"))),
        make.row(3, beats=(make.beat("push", 1, 2), replace(make.beat("catch", 3, 4), otherwise=True))),
        make.row(4, beats=(make.beat("catch", 3, None, "running"),)),
        make.row(5, stopped="it blew up"),
    ]
    (found,) = beside_film(make.table(rows), film)
    assert (found.beat, found.filmed.count, found.filmed.of) == ("catch", 2, 3)
    assert (found.here.count, found.here.of) == (2, 4)
    assert beside_film(make.table(rows), []) == ()
