"""Time of a set-up."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.blocking import Beat, Intent, Target
from offworld.film.camera import SetUp
from offworld.film.habits import Spread
from offworld.film.scene import HoldStart, PersonStart, PropStart, TetherStart
from offworld.film.times import Part, Times
from offworld.odds.results import odds_of
from offworld.odds.set_up import preparation, set_up_time, side_by_side, takes_within

TIMES = Times()
LOOP = Target(kind="fitting", name="loop.1")


ANN = PersonStart(person="ann")
BED = Target(kind="fitting", name="bed")


def rehearsal(people=(ANN,), props=(), beats=(), cameras=()):
    scene = SimpleNamespace(people=people, props=props, beats=beats, set_ups=cameras)
    stage = SimpleNamespace(loops=[SimpleNamespace(id=f"loop.{n}") for n in (1, 2, 3)])
    return SimpleNamespace(scene=scene, stage_set=stage, people=people)


def beat(move, otherwise=None, **intent):
    return Beat(
        id="b",
        number=1,
        who=("ann",),
        channels=("body",),
        intent=Intent(move=move, **intent),
        otherwise=otherwise,
    )


def whats(found):
    return [part.what for part in preparation(found, TIMES)]


def test_cameras_that_stand_are_mounted_and_held_ones_got_ready():
    cameras = (SetUp(id="A", lens_mm=25.0, by="ann"), SetUp(id="B", lens_mm=35.0, at=LOOP))
    held, stands = preparation(rehearsal(cameras=cameras), TIMES)
    assert (held.what, held.seconds) == ("camera A", TIMES.held_camera_s.value)
    assert stands.seconds == pytest.approx(240.0 + 60.0 + 60.0 + 60.0)
    assert "mount 240 s" in stands.why


def test_what_holds_people_and_props_is_rigged_once():
    people = (
        PersonStart(person="ann", holds=(HoldStart(limb="left foot", target=LOOP),)),
        PersonStart(person="bo", strapped=BED, tether=TetherStart(target=LOOP, length_m=1.0)),
        PersonStart(person="cy", strapped=BED),
    )  # fmt: skip
    beats = (
        beat("hold", target=Target(kind="fitting", name="rail.9")),
        beat(
            "hold", target=LOOP, otherwise=Intent(move="hold", target=Target(kind="fitting", name="loop.3"))
        ),
        beat("clip tether", target=LOOP),
        beat("clip tether", target=LOOP),
    )
    props = (PropStart(prop="card", stuck=True), PropStart(prop="pen"))
    assert whats(rehearsal(people, props, beats)) == [
        "foot loop loop.1", "foot loop loop.3", "straps of bed", "Velcro for card", "tether of bo", "tether of ann",
    ]  # fmt: skip


def parts(*seconds):
    return [Part(who="crew", what="work", seconds=one) for one in seconds]


@pytest.mark.parametrize(
    ("seconds", "hands", "expected"),
    [
        ([], 2, 0.0),
        ([60.0], 3, 60.0),
        ([60.0, 60.0], 2, 60.0),
        ([30.0, 60.0, 30.0], 2, 60.0),
        ([5.0, 6.0], 0, 11.0),
    ],
)
def test_work_side_by_side(seconds, hands, expected):
    assert side_by_side(parts(*seconds), hands) == pytest.approx(expected)


@given(st.lists(st.floats(1.0, 500.0), max_size=12), st.integers(1, 5))
def test_graham_1969_the_longest_first_is_at_most_a_third_over_the_best(seconds, hands):
    bound = max([*seconds, sum(seconds) / hands, 0.0])
    found = side_by_side(parts(*seconds), hands)
    assert bound - 1e-9 <= found <= sum(seconds) + 1e-9
    assert found <= sum(seconds) / hands + (1.0 - 1.0 / hands) * max([*seconds, 0.0]) + 1e-9


@given(st.floats(0.01, 0.99), st.floats(0.1, 0.99))
def test_takes_within_which_one_is_clean(clean, chance):
    count = takes_within(chance, clean)
    assert 1.0 - (1.0 - clean) ** count >= chance - 1e-6
    assert count == 1 or 1.0 - (1.0 - clean) ** (count - 1) < chance + 1e-6


def test_takes_within_at_the_ends():
    assert takes_within(0.8, 0.0) is None
    assert takes_within(0.8, 1.0) == 1
    assert takes_within(0.75, 0.5) == 2


def odds(make, clean, of):
    rows = [
        make.row(n, back_s=30.0 + n, findings=() if n <= clean else (make.finding("push", 9),))
        for n in range(1, of + 1)
    ]
    return odds_of(make.table(rows))


def test_what_all_of_it_comes_to(make):
    found = odds(make, 10, 20)
    time = set_up_time(rehearsal(cameras=(SetUp(id="B", lens_mm=35.0, at=LOOP),)), found, TIMES)
    backs = np.arange(31, 51)
    assert time.back_s == pytest.approx(tuple(np.percentile(backs, (50, 80))))
    assert (time.prepare_s, time.strike_s) == (pytest.approx(420.0 + 300.0), pytest.approx(210.0))
    assert time.total_s[1] == pytest.approx(720.0 + 2.0 * (7.0 + time.back_s[0]) + 210.0)
    assert time.takes_p80 == 3
    assert time.total_p80_s == pytest.approx(720.0 + 3.0 * (7.0 + time.back_s[1]) + 210.0)
    assert time.total_s[0] < time.total_s[1] < time.total_s[2]


def test_where_no_take_is_clean_there_is_no_end(make):
    time = set_up_time(rehearsal(), odds(make, 0, 20), TIMES)
    assert time.total_s[1:] == (None, None)
    assert (time.takes_p80, time.total_p80_s) == (None, None)
    assert time.total_s[0] > time.prepare_s


def test_where_nothing_was_finished_nothing_is_known(make):
    assert set_up_time(rehearsal(), odds_of(make.table([make.row(1)])), TIMES) is None
    stopped = odds_of(make.table([make.row(1, stopped="x")]))
    assert set_up_time(rehearsal(), stopped, TIMES) is None


def test_taking_down_can_be_as_slow_as_setting_up(make):
    slow = replace(TIMES, strike=Spread(value=1.0, source="a test"))
    cameras = (SetUp(id="B", lens_mm=35.0, at=LOOP),)
    time = set_up_time(rehearsal(cameras=cameras), odds(make, 5, 5), slow)
    assert time.strike_s == pytest.approx(420.0)
