"""The bench of moves: what it draws is fixed, and the first hundred of each kind keep its bars."""

import numpy as np
import pytest

from offworld.flow.benches import moves
from offworld.flow.benches.catch_trial import CatchResult, try_catch
from offworld.flow.benches.draw import STATURE_M, draw_person, generator
from offworld.flow.benches.push_trial import PushResult, try_push


class Here:
    """A pool that does everything at once and here."""

    def map(self, trial, numbers, chunksize):
        return [trial(number) for number in numbers]


def push(number, *, refused="", speed_off=0.0):
    return PushResult(
        number=number, holds=("left hand",), speed=0.3, refused=refused, speed_off=speed_off, aim_off=0.0, spin=0.0,
        slips=0, loads=np.array([30.0, 70.0]),
    )  # fmt: skip


def test_people_are_drawn_from_their_ranges_and_always_the_same():
    people = [draw_person(generator(7, "push", number)) for number in range(60)]
    assert {person.sex for person in people} == {"female", "male"}
    assert {person.posture for person in people} == {1, 2, 3}
    for person in people:
        low, high = STATURE_M[person.sex]
        assert low <= person.stature_m <= high
        assert 20.0 <= person.mass_kg / person.stature_m**2 <= 27.0
    assert people[5] == draw_person(generator(7, "push", 5))
    assert people[5] != draw_person(generator(7, "catch", 5))


def test_trials_go_on_until_so_many_were_possible():
    results = moves.run_trials(Here(), lambda n: push(n, refused="no" if n % 2 else ""), 10)
    assert [one.number for one in results] == list(range(19))


def test_figures_count_what_was_possible():
    results = [push(0), push(1, speed_off=0.06), push(2, refused="too far"), push(3)]
    good, refused = moves._figures("pushes as asked", results, 0.9)
    assert good.value == pytest.approx(2 / 3)
    assert good.baseline == pytest.approx(0.5)
    assert good.met is False
    assert refused.value == pytest.approx(0.25)
    assert refused.name.startswith("pushes called impossible")
    assert moves._gentle("pushes", results).value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"still_ms": None}, False),
        ({"slips": 1}, False),
        ({"head": True}, False),
        ({"refused": "no"}, False),
    ],
)
def test_a_catch_is_good_if_it_rests_without_slip_or_knock(change, good):
    usual = {"number": 0, "hands": ("left hand",), "speed": 0.3, "refused": "", "grip_ms": 900, "still_ms": 1200,
             "slips": 0, "head": False, "loads": np.zeros(1)}  # fmt: skip
    assert CatchResult(**(usual | change)).good is good


@pytest.mark.parametrize("trial", [try_push, try_catch])
def test_a_trial_gives_the_same_twice(trial):
    first, again = trial(3, 1), trial(3, 1)
    assert first.good
    assert np.array_equal(first.loads, again.loads)
    assert first.speed == again.speed


@pytest.mark.slow
def test_the_first_hundred_pushes_and_catches_keep_the_bars():
    figures = moves.measure(100)
    assert len(figures) == 6
    assert all(figure.met for figure in figures), [(figure.name, figure.value) for figure in figures]
