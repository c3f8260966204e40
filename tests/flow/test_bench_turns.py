"""The bench of turns: what counts as possible is the handbook's, what is drawn is fixed, and a dozen keep the bars."""

from __future__ import annotations

import ast
import inspect
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from offworld.flow.benches import turn_rule, turn_trial, turns
from offworld.flow.benches.turn_rule import DEGREES_PER_CYCLE, least_time, possible
from offworld.flow.benches.turn_trial import TurnResult, draw_turn, try_turn


def result(number, *, outcome="done", off=0.1, spin=1e-12):
    return TurnResult(request=draw_turn(1, number), outcome=outcome, reason="", off=off, late=0.0, spin=spin)


@pytest.mark.parametrize(
    ("axis", "sex", "degrees", "seconds"),
    [
        ("yaw", "male", 78.7, 4.0),  # one cycle of the legs at 40°
        ("yaw", "female", 78.7, 8.0),  # a woman's is 76.5°
        ("pitch", "male", 90.0, 12.0),  # three times 38.2°
        ("roll", "female", 6.0, 4.0),
        ("roll", "female", 30.0, 20.0),  # five times 6.1°
        ("yaw", "male", 1.0, 4.0),  # never less than one
    ],
)
def test_the_least_time_is_that_of_whole_cycles(axis, sex, degrees, seconds):
    assert least_time(axis, sex, degrees) == pytest.approx(seconds)
    assert possible(axis, sex, degrees, seconds)
    assert not possible(axis, sex, degrees, seconds - 0.01)


def test_the_rule_knows_nothing_of_bodies_and_solvers():
    imported = {
        node.module
        for node in ast.walk(ast.parse(inspect.getsource(turn_rule)))
        if isinstance(node, ast.ImportFrom)
    }
    assert imported == {"__future__", "typing", "offworld.film.person"}


def test_requests_are_drawn_from_their_ranges_and_always_the_same():
    drawn = [draw_turn(7, number) for number in range(60)]
    assert {one.axis for one in drawn} == {"yaw", "pitch", "roll"}
    assert {one.way for one in drawn} == {0, 1}
    for one in drawn:
        low, high = turn_trial.DEGREES[one.axis]
        assert low <= one.degrees <= high
        assert turn_trial.SECONDS[0] <= one.seconds <= turn_trial.SECONDS[1]
        assert np.linalg.norm(one.attitude) == pytest.approx(1.0)
    assert drawn[5] == draw_turn(7, 5)
    assert drawn[5] != draw_turn(8, 5)
    assert {(axis, sex) for axis, sex in DEGREES_PER_CYCLE} == {
        (axis, sex) for axis in ("yaw", "pitch", "roll") for sex in ("male", "female")
    }


def test_only_possible_ones_are_tried():
    tried = list(islice(turns.possible_turns(3), 20))
    assert all(one.possible for one in tried)
    assert not all(draw_turn(3, number).possible for number in range(tried[-1].number))


@pytest.mark.parametrize(
    ("change", "good"),
    [({}, True), ({"off": 2.1}, False), ({"spin": 2e-4}, False), ({"outcome": "refused"}, False)],
)
def test_a_turn_is_good_within_two_degrees_and_without_momentum(change, good):
    assert replace(result(0), **change).good is good


def test_figures_count_refusals_against_both_bars():
    results = [result(0), result(1, off=3.0), result(2, outcome="refused", off=50.0), result(4, spin=1e-5)]
    good, refused, spin, off = turns.figures(results)
    assert good.value == pytest.approx(0.5)
    assert good.baseline == pytest.approx(4 / 5)
    assert good.met is False
    assert refused.value == pytest.approx(0.25)
    assert refused.met is False
    assert spin.value == pytest.approx(1e-5)
    assert spin.met is True
    assert off.value < 3.0


def test_one_turn_gives_the_same_twice():
    wanted = next(one for one in turns.possible_turns(3) if one.seconds < 6.0)
    first, again = try_turn(wanted), try_turn(wanted)
    assert first.good
    assert first == again
    assert abs(first.late) < 0.03


@pytest.mark.slow
def test_a_dozen_turns_keep_the_bars():
    figures = turns.measure(12)
    assert all(figure.met is not False for figure in figures), [
        (figure.name, figure.value) for figure in figures
    ]
