import mujoco
import numpy as np
import pytest
from small_rehearsals import BALL, root, session

from offworld.film.world import World
from offworld.rehearse.control.dynamics import dynamics, jacobian, jacobian_drift, make_island
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.system import SET


@pytest.fixture
def held():
    """Ann with a ball in one hand and a rail in the other, moving anyhow."""
    made = session(props=(BALL,), world=World(kind="orbit"))
    point = made.actors["ann"].limb("right hand")[1]
    q, _ = root(made, "ball")
    made.system.data.qpos[q : q + 3] = point
    made.look()
    ball = made.system.tree("ball").root_body
    made.close("ann", GripWish(limb="right hand", partner_body=ball, point=point, kind="prop", thing="ball"))
    rail = made.actors["ann"].limb("left hand")[1]
    made.close("ann", GripWish(limb="left hand", partner_body=0, point=rail, kind="hand", thing="rail"))
    made.system.data.qvel[:] = 0.2 * np.random.default_rng(4).normal(size=made.system.model.nv)
    made.look()
    made.fields.apply(0.0)
    made.look()
    return made


def island_of(made):
    mass = np.zeros((made.system.model.nv, made.system.model.nv))
    mujoco.mj_fullM(made.system.model, made.system.data, mass)
    island = make_island(made.system.trees, tuple(made.table.ordered()))
    return mass, dynamics(made.system, island, mass)


def test_accelerations_and_torques_obey_the_equations_of_motion(held):
    mass, now = island_of(held)
    data = held.system.data
    y = np.random.default_rng(5).normal(size=now.B.shape[1])
    acceleration, torque = now.B @ y + now.a0, now.T @ y + now.t0
    forces = np.zeros(len(acceleration))
    forces[now.island.hinges] = torque
    known = (data.qfrc_smooth - data.qfrc_actuator)[now.island.dofs]
    full = mass[np.ix_(now.island.dofs, now.island.dofs)]
    left = full @ acceleration - known - forces - now.J.T @ y[now.nj :]
    assert np.abs(left).max() < 1e-9
    assert acceleration[now.island.hinges] == pytest.approx(y[: now.nj])


def test_hold_rows_are_the_relative_motion_at_the_grip(held):
    _, now = island_of(held)
    model, data = held.system.model, held.system.data
    velocity = data.qvel[now.island.dofs].copy()
    before = now.J @ velocity
    step = 1e-6
    q = data.qpos.copy()
    mujoco.mj_integratePos(model, q, data.qvel, step)
    data.qpos[:] = q
    held.look()
    _, later = island_of(held)
    assert now.points.shape == (2, 3)
    # The rail is still; the ball moves past the hand here, so that its own point is soon another one.
    change = (later.J @ velocity - before) / step
    assert change[:6] == pytest.approx(now.drift[:6], abs=1e-4)


def test_jacobians_are_those_of_the_simulator(held):
    body, point = held.system.site("ann/head")
    dofs = held.system.tree("ann").dofs
    rows = jacobian(held.system, body, point, dofs)
    six = np.empty(6)
    mujoco.mj_objectVelocity(held.system.model, held.system.data, mujoco.mjtObj.mjOBJ_XBODY, body, six, 0)
    assert (rows @ held.system.data.qvel[dofs])[3:] == pytest.approx(six[:3])
    assert jacobian_drift(held.system, body, point).shape == (6,)


def test_who_holds_whom_makes_islands(held):
    islands = held.crew._find_islands()
    assert [[tree.name for tree in island.trees] for island in islands] == [["ann", "ball"]]
    assert {hold.partner for hold in islands[0].holds} == {SET, held.system.tree("ball").index}
    held.open(held.table.ordered())
    assert [[tree.name for tree in island.trees] for island in held.crew._find_islands()] == [["ann"]]
