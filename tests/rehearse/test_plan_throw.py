import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.rehearse.plan_throw import ThrowStroke, launch

STROKE = ThrowStroke(start=np.zeros(3), direction=np.array([1.0, 0.0, 0.0]), speed=0.8, duration=0.5)
AXIS = st.floats(-3.0, 3.0)


@given(
    away=st.tuples(AXIS, AXIS, AXIS), drift=st.tuples(*[st.floats(-0.2, 0.2)] * 3), speed=st.floats(0.3, 2.0)
)
def test_what_is_launched_meets_a_goal_that_goes_on_evenly(away, drift, speed):
    gap, moves = np.array(away), np.array(drift)
    if np.linalg.norm(gap) < 0.2:
        return
    velocity = launch(gap, moves, np.zeros(3), speed)
    if velocity is None:
        # Slower than the goal flees, or so slow that it takes more than a minute.
        assert np.linalg.norm(moves) + np.linalg.norm(gap) / 60.0 > 0.9 * speed
        return
    assert np.linalg.norm(velocity) == pytest.approx(speed, rel=1e-6)
    closing = velocity - moves
    seconds = float(gap @ closing / (closing @ closing))
    assert gap - closing * seconds == pytest.approx(np.zeros(3), abs=1e-5)


def test_against_ballistics_the_flatter_of_two_throws_is_taken():
    gravity = np.array([0.0, 0.0, -1.62])
    velocity = launch(np.array([2.0, 0.0, 0.0]), np.zeros(3), gravity, 2.5)
    # Range = v² sin 2θ / g (handbook physics, section 6): two angles, the smaller one.
    theta = 0.5 * np.arcsin(2.0 * 1.62 / 2.5**2)
    assert velocity == pytest.approx([2.5 * np.cos(theta), 0.0, 2.5 * np.sin(theta)], abs=1e-4)
    assert launch(np.array([5.0, 0.0, 0.0]), np.zeros(3), gravity, 2.5) is None


def test_the_stroke_is_smooth_and_ends_at_its_speed():
    seconds = np.linspace(0.0, 0.7, 701)
    way, speed, push = np.array([STROKE.at(t) for t in seconds]).T
    assert (way[0], speed[0], push[0]) == (0.0, 0.0, 0.0)
    assert way[500] == pytest.approx(STROKE.length)
    assert speed[-1] == 0.8
    assert np.gradient(way, seconds)[1:-1] == pytest.approx(speed[1:-1], abs=2e-3)
    assert np.gradient(speed, seconds)[1:-1] == pytest.approx(push[1:-1], abs=2e-2)
    assert STROKE.turned(np.array([0.0, 0.5, 0.0])).length == pytest.approx(0.125)
