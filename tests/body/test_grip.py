"""Closing a hold injects nothing; a closed one carries a load with little stretch and comes back after a restart."""

import mujoco
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.body import grip
from offworld.body.model import build_model


def moving(lab, pair, seed):
    """Anna and Boris tumbling side by side, joints moving, nothing held and nothing to bump into."""
    built = build_model(pair, lab.still, contacts=False)
    data = built.data()
    rng = np.random.default_rng(seed)
    data.qpos[built.joint_coordinate] = [joint.rest for node in pair.nodes for joint in node.joints]
    for i, first in enumerate(built.tree_coordinate):
        data.qpos[first : first + 3] = (1.2 * i, 0.0, 0.0)
        data.qpos[first + 3 : first + 7] = rng.normal(size=4)
    mujoco.mj_normalizeQuat(built.model, data.qpos)
    data.qvel[:] = 0.3 * rng.normal(size=built.model.nv)
    mujoco.mj_forward(built.model, data)
    return built, data


def trees(built, data):
    """(trees, 6) momentum and angular momentum of each about its own centre of mass."""
    mujoco.mj_forward(built.model, data)
    mujoco.mj_subtreeVel(built.model, data)
    roots = built.body[built.tree_root]
    mass = built.model.body_subtreemass[roots][:, None]
    return np.hstack([data.subtree_linvel[roots] * mass, data.subtree_angmom[roots]])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**31), offset=st.tuples(*[st.floats(-0.3, 0.3)] * 3))
def test_closing_a_hold_leaves_no_error_and_no_jump(lab, pair, seed, offset):
    built, data = moving(lab, pair, seed)
    model = built.model
    before, coordinates, velocities = trees(built, data), data.qpos.copy(), data.qvel.copy()
    hand, arm = model.body("anna/right_hand").id, model.body("boris/left_forearm").id
    anchor = data.xpos[hand] + np.array(offset)
    closed = grip.engage(model, data, built.slots["anna", "right hand"], hand, arm, anchor)
    other = grip.engage(
        model, data, built.slots["anna", "left hand"], model.body("anna/left_hand").id, 0, anchor
    )
    mujoco.mj_forward(model, data)
    assert data.ne == 12
    assert np.abs(data.efc_pos[:12]).max() < 1e-14
    assert np.array_equal(data.qpos, coordinates)
    assert np.array_equal(data.qvel, velocities)
    assert trees(built, data) == pytest.approx(before, abs=1e-12)
    assert other.partner_anchor == pytest.approx(tuple(anchor), abs=1e-12)
    # What the grip does at this tick is finite: it takes away relative speed over milliseconds, not at once.
    assert np.abs(data.qfrc_constraint).max() < 5e4
    assert closed.body == hand


def test_what_a_hold_gives_to_one_it_takes_from_the_other(lab, pair):
    built, data = moving(lab, pair, 3)
    model = built.model
    hand, arm = model.body("anna/right_hand").id, model.body("boris/left_forearm").id
    data.qvel[:] *= 0.3
    before = trees(built, data)
    grip.engage(model, data, built.slots["anna", "right hand"], hand, arm, data.xpos[hand])
    mujoco.mj_step(model, data, 25)
    after = trees(built, data)
    change = after[:, :3] - before[:, :3]
    assert np.linalg.norm(change[0]) > 0.1
    # To what RK4 at 4 ms keeps while a grip closes.
    assert change[0] == pytest.approx(-change[1], abs=2e-5)
    # The props are not touched.
    assert change[2:] == pytest.approx(0.0, abs=1e-12)


def test_a_pull_of_60_n_opens_a_grip_by_less_than_a_millimetre(lab, pair):
    built, data = moving(lab, pair, 1)
    model = built.model
    data.qvel[:] = 0.0
    mujoco.mj_forward(model, data)
    at = data.site_xpos[model.site("anna/left hand").id]
    slot = built.slots["anna", "left hand"]
    grip.engage(model, data, slot, model.body("anna/left_hand").id, 0, at)
    data.xfrc_applied[model.body("anna/chest").id, 0] = 60.0
    opened = []
    for _ in range(500):
        mujoco.mj_step(model, data)
        opened.append(np.linalg.norm(data.efc_pos[:3]))
    assert np.linalg.norm(data.efc_force[:3]) > 30.0
    assert max(opened) < 1e-3


def test_release_lets_go_and_restore_holds_the_recorded_pose(lab, pair):
    built, data = moving(lab, pair, 2)
    model = built.model
    slot = built.slots["pen", "velcro"]
    pen = model.body("pen").id
    closed = grip.engage(model, data, slot, pen, 0, data.xpos[pen])
    row = model.eq_data[slot].copy()
    grip.release(data, slot)
    mujoco.mj_forward(model, data)
    assert data.ne == 0
    model.eq_data[slot] = 0.0
    model.eq_obj2id[slot] = model.body("anna/head").id
    grip.restore(model, data, closed)
    mujoco.mj_forward(model, data)
    assert data.ne == 6
    assert np.array_equal(model.eq_data[slot], row)
    assert model.eq_obj2id[slot] == 0
    assert np.abs(data.efc_pos[:6]).max() < 1e-14
