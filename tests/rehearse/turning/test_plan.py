"""A planned turn: what loops do, that plans keep what they promise, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.turning import plan as planning
from offworld.rehearse.turning.effort import strain
from offworld.rehearse.turning.plan import Body, NotSo, plan_turn
from offworld.rehearse.turning.swing import Swing
from offworld.rehearse.turning.swinging import Swinging
from offworld.rehearse.turning.technique import AXES, loops, technique

ANN = Person(id="ann", sex="female", stature_m=1.62, mass_kg=60.0, posture=1)
BEN = Person(id="ann", sex="male", stature_m=1.86, mass_kg=88.0, posture=2)
STEADY = 1e-9


@pytest.fixture
def body(afloat):
    """Somebody who may turn."""

    def make(person=ANN, momentum=(0.0, 0.0, 0.0)):
        actor = afloat(person=person).actor
        return Body(
            swing=Swing(actor), hinges=hinge_names(actor), start=actor.angles(), momentum=np.array(momentum),
            frame=np.zeros(3),
        )  # fmt: skip

    return make


def end(body: Body, plan: Swinging, steps: int = 1500):
    """(4,) attitude after the plan, by the plain midpoint rule in small steps."""
    times = np.linspace(0.0, plan.duration, steps + 1)
    return body.swing.turned(plan.path(times)[0], times, body.momentum)


def test_loops_keep_the_symmetry_of_left_and_right():
    """A loop for pitch moves both sides alike; of yaw and roll the trunk's sideways hinges are odd in phase."""
    for axis, loop in loops().items():
        for name, (mean, c1, c2, s1, s2) in loop.items():
            if name in {"lumbar_side", "lumbar_twist", "thorax_side", "thorax_twist"}:
                assert (mean, c1, c2) == (0.0, 0.0, 0.0), (axis, name)
            if name in {"lumbar_flexion", "thorax_flexion"} and axis != "pitch":
                assert (s1, s2) == (0.0, 0.0), (axis, name)


def test_the_right_side_mirrors_the_left_at_the_opposite_phase():
    names = ["left_hip_flexion", "right_hip_flexion", "neck_flexion"]
    yaw, pitch = technique("yaw", names), technique("pitch", names)
    assert yaw.sin[:, 1] == pytest.approx(-yaw.sin[:, 0])
    assert pitch.sin[:, 1] == pytest.approx(pitch.sin[:, 0])
    assert yaw.used.tolist() == [1.0, 1.0, 0.0]
    assert yaw.base[0] == pytest.approx(yaw.mean[0] + yaw.cos[0, 0] + yaw.cos[1, 0])


@pytest.mark.parametrize("person", [ANN, BEN], ids=["ann", "ben"])
@pytest.mark.parametrize(
    ("axis", "degrees", "within"),
    [("yaw", 90.0, 10.0), ("yaw", -160.0, None), ("pitch", 30.0, 12.0), ("pitch", -75.0, None),
     ("roll", 6.0, 20.0), ("roll", -15.0, None)],
)  # fmt: skip
def test_a_plan_turns_about_the_asked_axis_and_no_other(body, person, axis, degrees, within):
    who = body(person)
    plan = plan_turn(who, axis, np.radians(degrees), within)
    assert isinstance(plan, Swinging), plan
    goal = rotation.exp(np.radians(degrees) * who.axis(axis))
    assert np.degrees(rotation.angle_between(end(who, plan), goal)) < 0.15
    assert within is None or plan.duration == within
    times = np.linspace(0.0, plan.duration, 400)
    path, speeds = plan.path(times)
    tree = who.swing.tree
    assert np.all(path > np.minimum(tree.low, who.start) - 0.01)
    assert np.all(path < np.maximum(tree.high, who.start) + 0.01)
    assert path[[0, -1]] == pytest.approx(np.stack([who.start, who.start]), abs=STEADY)
    assert speeds[[0, -1]] == pytest.approx(0.0, abs=STEADY)
    assert strain(who.swing, plan) < planning.STRENGTH


def test_speeds_and_accelerations_are_those_of_the_path(body):
    plan = plan_turn(body(), "pitch", 1.0, None)
    step = 1e-4
    for time in (0.7, 2.0, 5.1, plan.duration - 0.4):
        before, here, after = (plan.at(time + k * step)[0] for k in (-1, 0, 1))
        _, speed, push = plan.at(time)
        assert speed == pytest.approx((after - before) / (2.0 * step), abs=1e-5)
        assert push == pytest.approx((after - 2.0 * here + before) / step**2, abs=1e-3)
        assert plan.path(np.array([time]))[1][0] == pytest.approx(speed, abs=1e-9)


def test_the_way_back_through_the_loop_turns_the_other_way(body):
    who = body()
    there, back = (plan_turn(who, "yaw", sign * 0.8, 6.0) for sign in (1.0, -1.0))
    whole = rotation.multiply(end(who, there), end(who, back))
    assert np.degrees(rotation.angle_between(whole, rotation.identity())) < 0.2


def test_a_little_spin_is_planned_for(body):
    who = body(momentum=(0.01, -0.02, 0.01))
    plan = plan_turn(who, "yaw", 1.0, 8.0)
    assert isinstance(plan, Swinging)
    goal = rotation.exp(1.0 * who.axis("yaw"))
    assert np.degrees(rotation.angle_between(end(who, plan), goal)) < 0.3
    without = replace(who, momentum=np.zeros(3))
    assert np.degrees(rotation.angle_between(end(without, plan), goal)) > 0.5


@pytest.mark.parametrize(
    ("axis", "angle", "within", "momentum", "reason"),
    [
        ("yaw", 1.5708, 2.0, (0, 0, 0), "not in that time: 90° of yaw need at least"),  # no cycle is so quick
        ("roll", 0.7, 6.0, (0, 0, 0), "of roll need at least"),  # several cycles
        ("roll", 6.2, None, (0, 0, 0), "cycles of arms and legs"),  # minutes of waving
        ("yaw", 0.5, 8.0, (0, 0, 1.5), "which limbs cannot stop"),  # spins already
    ],
)
def test_what_cannot_be_is_refused_with_numbers(body, axis, angle, within, momentum, reason):
    answer = plan_turn(body(momentum=momentum), axis, angle, within)
    assert isinstance(answer, NotSo)
    assert reason in answer.reason


def test_the_least_time_that_is_told_is_enough(body):
    who = body()
    answer = plan_turn(who, "pitch", np.radians(60.0), 3.5)
    least = float(answer.reason.split("at least ")[1].split(" ")[0])
    assert isinstance(plan_turn(who, "pitch", np.radians(60.0), least), Swinging)


def test_the_weak_need_more_time(body):
    answer = plan_turn(body(replace(ANN, strength=0.1)), "pitch", np.radians(30.0), 3.0)
    assert "at this strength" in answer.reason
    assert float(answer.reason.split("at least ")[1].split(" ")[0]) > 3.0


def test_axes_are_those_of_the_table():
    assert set(loops()) == set(AXES)


def test_that_the_room_turns_is_planned_for(body):
    """One at rest in a room that turns has its momentum, and stays at rest in it until the limbs move."""
    still = body()
    frame = np.array([0.0, 0.02, 0.01])
    inertia = np.stack([np.linalg.solve(_inverse(still), one) for one in np.eye(3)], axis=-1)
    who = replace(still, momentum=inertia @ frame, frame=frame)
    assert who.spin() == pytest.approx(0.0, abs=1e-9)
    plan = plan_turn(who, "pitch", 0.5, 8.0)
    goal = rotation.exp(0.5 * who.axis("pitch"))
    room = rotation.exp(-8.0 * frame)
    assert np.degrees(rotation.angle_between(rotation.multiply(room, end(who, plan)), goal)) < 0.2
    unaware = plan_turn(still, "pitch", 0.5, 8.0)
    assert np.degrees(rotation.angle_between(rotation.multiply(room, end(who, unaware)), goal)) > 0.5


def _inverse(body):
    """(3, 3) inverse inertia in the starting posture."""
    zero = np.zeros_like(body.start)
    return np.stack([body.swing.spin(body.start, zero, one) for one in np.eye(3)], axis=-1)
