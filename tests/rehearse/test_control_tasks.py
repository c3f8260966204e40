import mujoco
import numpy as np
import pytest
from small_rehearsals import BALL, root, session

from offworld.film.world import World
from offworld.rehearse.control.dynamics import dynamics, make_island
from offworld.rehearse.control.tasks import (
    SPIN_SCALE,
    MomentumTask,
    PointTask,
    TurnTask,
    outer_acceleration,
    skew,
)
from offworld.rehearse.moves.wish import GripWish


@pytest.fixture
def held():
    made = session(props=(BALL,), world=World(kind="orbit", air_density=0.0))
    q, _ = root(made, "ball")
    point = made.actors["ann"].limb("right hand")[1]
    made.system.data.qpos[q : q + 3] = point
    made.system.data.qvel[:] = 0.2 * np.random.default_rng(4).normal(size=made.system.model.nv)
    made.look()
    ball = made.system.tree("ball").root_body
    made.close("ann", GripWish(limb="right hand", partner_body=ball, point=point, kind="prop", thing="ball"))
    rail = made.actors["ann"].limb("left hand")[1]
    made.close("ann", GripWish(limb="left hand", partner_body=0, point=rail, kind="hand", thing="rail"))
    made.look()
    mujoco.mj_fullM(made.system.model, made.system.data, made.crew.mass_matrix)
    island = make_island(made.system.trees, tuple(made.table.ordered()))
    return made, dynamics(made.system, island, made.crew.mass_matrix)


def moved(made, now, y):
    """Accelerate everything by the unknowns for a moment."""
    step, data = 1e-6, made.system.data
    acceleration = np.zeros(made.system.model.nv)
    acceleration[now.island.dofs] = now.B @ y + now.a0
    mujoco.mj_integratePos(made.system.model, data.qpos, data.qvel, step)
    data.qvel[:] += step * acceleration
    made.look()
    return step


@pytest.mark.parametrize("part", ["point", "turn"])
def test_rows_say_how_a_body_accelerates(held, part):
    made, now = held
    actor = made.actors["ann"]
    body, point, before = actor.site("ann/left foot")
    spin = actor.spin("left_foot")
    wanted = np.array([0.3, -0.2, 0.1])
    task = PointTask if part == "point" else TurnTask
    more = {"point": point} if part == "point" else {}
    A, b, weight = task(body=body, wanted=wanted, weight=7.0, **more).rows(now)
    y = np.random.default_rng(1).normal(size=A.shape[1])
    step = moved(made, now, y)
    after = actor.site("ann/left foot")[2] if part == "point" else actor.spin("left_foot")
    change = (after - (before if part == "point" else spin)) / step
    assert change - wanted == pytest.approx(A @ y - b, abs=2e-4)
    assert list(weight) == [7.0] * 3


def test_momentum_rows_say_how_the_momentum_changes(held):
    made, now = held
    actor = made.actors["ann"]
    trees = tuple(tree.index for tree in actor.unit())
    assert len(trees) == 2
    task = MomentumTask(
        trees=trees, acceleration=np.zeros(3), spin_change=np.zeros(3), weight=1.0, spin_weight=2.0
    )
    A, b, weight = task.rows(now)
    y = np.random.default_rng(2).normal(size=A.shape[1])
    velocity, spin = actor.momentum()
    step = moved(made, now, y)
    later, turning = actor.momentum()
    rows = A @ y - b
    assert (later - velocity) / step == pytest.approx(rows[:3], abs=2e-4)
    assert (turning - spin) / step / SPIN_SCALE == pytest.approx(rows[3:], abs=1e-3)
    assert list(weight) == [1.0] * 3 + [2.0] * 3


def test_what_nobody_outside_holds_cannot_change_its_momentum(held):
    made, _ = held
    made.open(made.table.ordered())
    island = make_island(made.system.trees, ())
    free = dynamics(made.system, island, made.crew.mass_matrix)
    A, _, _ = MomentumTask(
        trees=(0,), acceleration=np.ones(3), spin_change=np.ones(3), weight=1.0, spin_weight=1.0
    ).rows(free)
    assert not A.any()


def test_fields_accelerate_the_centre():
    made = session(world=World(kind="moon"))
    assert outer_acceleration(made.system, list(made.system.trees), 75.0) == pytest.approx(
        made.system.model.opt.gravity
    )


def test_skew_is_the_cross_product():
    a, b = np.array([1.0, 2.0, 3.0]), np.array([-0.5, 4.0, 0.25])
    assert skew(a) @ b == pytest.approx(np.cross(a, b))
