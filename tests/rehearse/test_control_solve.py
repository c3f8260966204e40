from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import quadprog
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.rehearse.control.solve import Problem, solve


def problem(seed, *, tight=0.5, ny=8, rows=5):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(ny, ny))
    high = tight * rng.uniform(0.2, 2.0, ny + rows)
    return Problem(
        H=root @ root.T + 0.1 * np.eye(ny), g=5.0 * rng.normal(size=ny), A=rng.normal(size=(rows, ny)), low=-high,
        high=high, scale=rng.uniform(0.5, 20.0, ny),
    )  # fmt: skip


def stand_in(one, nj):
    """Dynamics whose torques are the first unknowns."""
    ny = len(one.g)
    return SimpleNamespace(
        nj=nj, T=np.eye(nj, ny), t0=np.zeros(nj),
        system=SimpleNamespace(data=SimpleNamespace(qvel=np.arange(float(nj)))),
        island=SimpleNamespace(holds=[None] * ((ny - nj) // 6), speeds=np.arange(nj)),
    )  # fmt: skip


def all_at_once(one):
    ny = len(one.g)
    rows = np.vstack([np.eye(ny), one.A])
    C = np.vstack([rows, -rows])
    return quadprog.solve_qp(one.H, -one.g, C.T, np.concatenate([one.low, -one.high]))[0]


@settings(max_examples=40)
@given(seed=st.integers(0, 100_000), tight=st.sampled_from([0.1, 0.5, 2.0]))
def test_against_all_limits_at_once(seed, tight):
    one = problem(seed, tight=tight)
    answer = solve(stand_in(one, 8), one)
    assert answer.torques == pytest.approx(all_at_once(one), abs=1e-5)
    assert answer.status == "limits"


def test_without_limits_it_is_the_least_squares_answer():
    one = problem(1, tight=1e6)
    answer = solve(stand_in(one, 8), one)
    assert answer.status == "solved"
    assert answer.torques == pytest.approx(-np.linalg.solve(one.H, one.g))


def test_the_wrenches_are_the_last_unknowns():
    one = problem(2, tight=1e6)
    answer = solve(stand_in(one, 2), one)
    assert answer.wrenches.shape == (1, 6)
    assert np.concatenate([answer.torques, answer.wrenches[0]]) == pytest.approx(
        -np.linalg.solve(one.H, one.g)
    )


def test_ranges_give_way_before_strength():
    one = problem(3, ny=8, rows=1)
    low, high = one.low.copy(), one.high.copy()
    # The first unknown must be 1 at least by its range, and 0 at most by strength.
    low[0], high[0] = 1.0, 2.0
    low[8], high[8] = -1.0, 0.0
    one = replace(one, A=np.eye(1, 8), low=low, high=high)
    answer = solve(stand_in(one, 8), one)
    assert answer.status == "limits"
    assert answer.torques[0] <= 1e-6


def test_without_any_answer_muscles_only_damp():
    one = problem(4, rows=2)
    low, high = one.low.copy(), one.high.copy()
    low[8:], high[8:] = [1.0, -3.0], [2.0, -2.0]
    one = replace(one, A=np.vstack([np.eye(1, 8), np.eye(1, 8)]), low=low, high=high)
    answer = solve(stand_in(one, 8), one)
    assert answer.status == "failed"
    assert list(answer.torques) == [-float(v) for v in range(8)]
