"""A scene's set-ups chosen together, against trying all combinations."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from offworld.film.framing import Placed
from offworld.film.score import Score, Term
from offworld.film.shot import look_from
from offworld.frame.continuity import choose as module
from offworld.frame.continuity.choose import Moment, best_chain, best_tied, choose, cost
from offworld.frame.continuity.side import Body

X, Y, Z = np.eye(3)


def placed(worth, view=None):
    """A set-up of a given score."""
    view = view or look_from((0, 0, 0), (1, 0, 0), (0, 0, 1), lens_mm=35.0)
    term = Term(name="size", value=float(np.sqrt(-np.log(worth))), low=0.0, high=0.0, margin=1.0, weight=1.0)
    return Placed(
        position=view.position, attitude=view.attitude, lens_mm=view.lens_mm, focus_m=1.0, stop=2.8,
        score=Score(terms=(term,)),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_against_trying_all_combinations(seed):
    rng = np.random.default_rng(seed)
    shots = [[placed(float(worth)) for worth in rng.uniform(0.3, 1.0, rng.integers(1, 5))] for _ in range(5)]
    costs = [rng.uniform(0.0, 0.6, (len(a), len(b))) for a, b in pairwise(shots)]

    def cut_cost(cut, before, after):
        return float(costs[cut][shots[cut].index(before), shots[cut + 1].index(after)])

    def total(rows):
        own = sum(1.0 - shots[k][row].score.total for k, row in enumerate(rows))
        return own + sum(costs[k][rows[k], rows[k + 1]] for k in range(4))

    best = min(product(*(range(len(answers)) for answers in shots)), key=total)
    assert best_chain(shots, cut_cost) == best


def over(on, way, worth):
    eyes = {"ann": np.zeros(3), "ben": X}[on]
    return placed(worth, look_from(tuple(eyes + way), tuple(eyes), (0, 0, 1), lens_mm=35.0))


PEOPLE = (
    Body(id="ann", eyes=np.zeros(3), up=Z, gaze=X, velocity=np.zeros(3)),
    Body(id="ben", eyes=X, up=Z, gaze=-X, velocity=np.zeros(3)),
)


def test_a_slightly_worse_shot_is_taken_where_the_better_one_crosses_the_line():
    shots = [
        [over("ann", X - Y, 0.95)],
        [over("ben", -X + Y, 0.97), over("ben", -X - Y, 0.90)],
        [over("ann", X + Y, 0.99), over("ann", X - Y, 0.93)],
    ]
    moments = [Moment(people=PEOPLE, on=on) for on in ((("ann",), ("ben",)), (("ben",), ("ann",)))]
    assert choose(shots, moments) == (0, 1, 1)
    assert cost(moments[0], shots[0][0], shots[1][0]) > 0.4
    assert cost(moments[0], shots[0][0], shots[1][1]) == 0.0


def test_a_shot_far_better_is_taken_in_spite_of_its_cut():
    shots = [[over("ann", X - Y, 0.9)], [over("ben", -X + Y, 0.97), over("ben", -X - Y, 0.05)]]
    assert choose(shots, [Moment(people=PEOPLE, on=(("ann",), ("ben",)))]) == (0, 0)


def test_a_shot_without_answers_is_passed_over():
    shots = [[placed(0.5), placed(0.9)], [], [placed(0.9), placed(0.5)]]
    moment = Moment(people=PEOPLE, on=((), ()))
    assert choose(shots, [moment, moment]) == (1, 0, 0)
    assert choose([], []) == ()
    assert choose([[]], []) == (0,)


def test_cuts_that_do_not_fit_the_shots_are_refused():
    with pytest.raises(ValueError, match="2 shots have 1 cuts between them, not 0"):
        choose([[placed(0.5)], [placed(0.5)]], [])


@pytest.mark.parametrize("seed", range(8))
def test_against_trying_all_combinations_where_cameras_come_back(seed):
    rng = np.random.default_rng([7, seed])
    cameras = ["A", "C", "B", "C", "C", "A", "B"]
    worth = {name: list(rng.uniform(0.3, 1.0, int(rng.integers(1, 5)))) for name in "ABC"}
    costs = [rng.uniform(0.0, 0.6, (len(worth[a]), len(worth[b]))) for a, b in pairwise(cameras)]

    def total(rows):
        chosen = dict(zip("ABC", rows, strict=True))
        own = sum(1.0 - worth[name][chosen[name]] for name in cameras)
        cuts = sum(costs[k][chosen[a], chosen[b]] for k, (a, b) in enumerate(pairwise(cameras)) if a != b)
        return own + cuts

    best = min(product(*(range(len(worth[name])) for name in "ABC")), key=total)
    assert best_tied(cameras, worth, lambda cut, i, j: float(costs[cut][i, j])) == dict(
        zip("ABC", best, strict=True)
    )


def test_too_many_combinations_leave_out_the_last_answers(monkeypatch):
    monkeypatch.setattr(module, "MOST", 4)
    worth = {"A": [0.5, 0.6, 0.99], "B": [0.5, 0.9, 0.95]}
    assert best_tied(["A", "B"], worth, lambda *_: 0.0) == {"A": 1, "B": 1}
