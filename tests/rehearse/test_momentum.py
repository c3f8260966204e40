import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rehearsals import BALL, session

from offworld.film.world import World
from offworld.rehearse.momentum import MomentumState


@settings(max_examples=10)
@given(seed=st.integers(0, 10_000), kind=st.sampled_from(["orbit", "moon"]))
def test_against_the_wrenches_on_a_tree_whatever_it_does(seed, kind):
    """A step made of four times the same stage: momentum changes by the step times the forces from outside."""
    made, rng = (
        session(props=(BALL,), world=World(kind=kind, gravity=(0.0, 0.3, -1.6))),
        np.random.default_rng(seed),
    )
    model, data = made.system.model, made.system.data
    data.qvel[:] = 0.5 * rng.normal(size=model.nv)
    data.ctrl[:] = 3.0 * rng.normal(size=model.nu)
    for tree in made.system.trees:
        data.xfrc_applied[tree.root_body, :3] = rng.normal(size=3)
    made.look()
    before, centres = made.system.momentum(), data.subtree_com[made.system.root_bodies].copy()
    state, h = MomentumState(made.system), 1e-3
    state.begin()
    for number in range(4):
        state.stage(number)
    state.end(h)
    made.look()
    for tree in made.system.trees:
        pushes = data.xfrc_applied[tree.root_body, :3]
        weight = tree.mass * model.opt.gravity
        arm = data.xipos[tree.root_body]
        air = data.qfrc_fluid[tree.dof : tree.dof + 3]
        force = pushes + weight
        torque = np.cross(arm, pushes) + np.cross(centres[tree.index], weight)
        change = (made.system.momentum() - before)[tree.index]
        # The air of the world pushes by less than this.
        assert change[:3] == pytest.approx(h * force, abs=2 * h * (np.abs(air).max() + 1e-6))
        assert change[3:] == pytest.approx(h * torque, abs=2 * h * (np.abs(air).max() + 1e-2))


def test_a_step_of_no_length_changes_nothing():
    made = session(props=(BALL,))
    data = made.system.data
    data.qvel[:] = 0.4 * np.random.default_rng(1).normal(size=made.system.model.nv)
    made.look()
    before = data.qvel.copy()
    state = MomentumState(made.system)
    state.begin()
    for number in range(4):
        state.stage(number)
    state.end(0.0)
    assert data.qvel == pytest.approx(before, abs=1e-12)


def test_hinges_keep_their_speeds():
    made = session()
    data, tree = made.system.data, made.system.trees[0]
    data.qvel[:] = 0.4 * np.random.default_rng(3).normal(size=made.system.model.nv)
    made.look()
    speeds = data.qvel[tree.hinges].copy()
    state = MomentumState(made.system)
    state.begin()
    for number in range(4):
        state.stage(number)
    data.qvel[:6] += 0.1
    state.end(0.0)
    mujoco.mj_forward(made.system.model, data)
    assert np.array_equal(data.qvel[tree.hinges], speeds)
    # A velocity that was written within the step is none that the momentum asks for.
    assert np.abs(data.qvel[:6]).max() < 2.0
