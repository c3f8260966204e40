"""Exchanges of momentum against their closed forms (handbook physics, section 6.4 to 6.7), and waved limbs."""

import mujoco
import numpy as np
import pytest

from offworld.body import grip
from offworld.body.model import build_model
from offworld.body.props import prop_tree
from offworld.film.assembly import FIXED, Assembly, Joint, Node
from offworld.film.basic import NO_TURN, ORIGIN
from offworld.film.prop import Prop


def loose(*props):
    """Props alone in empty space."""
    parts = [prop_tree(prop, 1 + i, 6 * i, 7 * i) for i, prop in enumerate(props)]
    return Assembly(
        nodes=(FIXED, *(p.nodes[0] for p in parts)), shapes=tuple(s for p in parts for s in p.shapes),
        sites=(), materials=(), coordinates=7 * len(parts), dofs=6 * len(parts),
    )  # fmt: skip


BALL = Prop(id="ball", shape="sphere", size_m=(0.3, 0.3, 0.3), mass_kg=62.0)
BLOCK = Prop(id="block", shape="box", size_m=(0.4, 0.3, 0.5), mass_kg=80.0)


def test_two_that_push_apart_share_the_impulse(lab):
    built = build_model(loose(BALL, BLOCK), lab.still)
    model, data = built.model, built.data()
    # Pressed into each other by 8 mm, a little off the middle, so that the block also turns.
    data.qpos[7:10] = (0.15 + 0.2 - 0.008, 0.04, 0.02)
    mujoco.mj_forward(model, data)
    before = lab.momentum(model, data)
    assert data.ncon > 0
    mujoco.mj_step(model, data, 200)
    after = lab.momentum(model, data)
    assert data.ncon == 0
    v1, v2 = data.qvel[0:3], data.qvel[6:9]
    assert np.linalg.norm(v1) > 0.02
    assert v1 * 62.0 == pytest.approx(-v2 * 80.0, abs=1e-9)
    assert after[0] == pytest.approx(before[0], abs=1e-10)
    assert after[1] == pytest.approx(before[1], abs=1e-5)


def test_a_grab_leaves_the_common_speed_and_spin(lab):
    ball = Prop(id="a", shape="sphere", size_m=(0.3, 0.3, 0.3), mass_kg=62.0, inertia=(8.0, 8.5, 0.7))
    other = Prop(id="b", shape="box", size_m=(0.4, 0.3, 0.5), mass_kg=80.0, inertia=(10.0, 10.5, 0.9))
    built = build_model(loose(ball, other), lab.still, contacts=False)
    model, data = built.model, built.data()
    at = np.array([[0.0, 0.0, 0.0], [0.9, 0.35, 0.1]])
    speed = np.array([[0.3, 0.0, 0.0], [-0.1, 0.15, 0.0]])
    data.qpos[0:3], data.qpos[7:10] = at
    data.qvel[0:3], data.qvel[6:9] = speed
    mujoco.mj_forward(model, data)
    linear, spin = lab.momentum(model, data)
    before = 0.5 * (62.0 * speed[0] @ speed[0] + 80.0 * speed[1] @ speed[1])
    inertia, _ = lab.whole_inertia(model, data)
    mu = 62.0 * 80.0 / 142.0
    assert spin == pytest.approx(mu * np.cross(at[1] - at[0], speed[1] - speed[0]))
    grip.engage(
        model, data, built.slots["a", "velcro"], model.body("a").id, model.body("b").id, (0.5, 0.2, 0.0)
    )
    # The grip takes 12 ms to close; what is asked of it then is the spin about the common centre of mass.
    mujoco.mj_step(model, data, 60)
    linear_after, spin_after = lab.momentum(model, data)
    assert linear_after == pytest.approx(linear, abs=1e-10)
    # While it closes, the grip is open by up to 2 mm: its two ends pull at slightly different lines.
    assert spin_after == pytest.approx(spin, rel=2e-3)
    assert (62.0 * data.qvel[0:3] + 80.0 * data.qvel[6:9]) / 142.0 == pytest.approx(
        (62.0 * speed[0] + 80.0 * speed[1]) / 142.0, abs=1e-10
    )
    now, _ = lab.whole_inertia(model, data)
    turning = data.xmat[1].reshape(3, 3) @ data.qvel[3:6]
    assert turning == pytest.approx(np.linalg.solve(now, spin), rel=5e-3)
    mujoco.mj_energyVel(model, data)
    lost = before - float(data.energy[1])
    kept = 0.5 * float(spin @ np.linalg.solve(inertia, spin))
    assert lost == pytest.approx(0.5 * mu * np.sum((speed[1] - speed[0]) ** 2) - kept, rel=5e-3)


def swinger(camera_mass, camera_inertia, radius=0.6):
    """A body of 73 kg that turns about its long axis with 1.2 kg m², and a camera on an arm without mass."""

    def node(name, parent, mass, centre, about_z, joints=(), **root):
        turning = (max(about_z, 0.7), max(about_z, 0.7), about_z)
        return Node(
            id=name, tree="body", parent=parent, position=ORIGIN, attitude=NO_TURN, mass_kg=mass, centre=centre,
            inertia=turning, inertia_attitude=NO_TURN, joints=joints, **root,
        )  # fmt: skip

    hinge = Joint(
        id="arm",
        axis=(0.0, 0.0, 1.0),
        anchor=(0.0, 0.0, 0.0),
        low=-3.0,
        high=3.0,
        torque=50.0,
        dof=6,
        coordinate=7,
    )
    return Assembly(
        nodes=(
            FIXED,
            node("body", -1, 73.0, (0.0, 0.0, 0.0), 1.2, dof=0, coordinate=0),
            node("camera", 1, camera_mass, (radius, 0.0, 0.0), camera_inertia, joints=(hinge,)),
        ),
        shapes=(), sites=(), materials=(), coordinates=8, dofs=7,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mass", "inertia", "recoil"), [(1.0, 0.004, -20.731), (3.0, 0.03, -42.368), (6.0, 0.08, -57.032)]
)
def test_swinging_a_camera_turns_its_holder_the_other_way(lab, mass, inertia, recoil):
    built = build_model(swinger(mass, inertia), lab.still, holds=False, contacts=False)
    model, data = built.model, built.data()
    for _ in range(1500):
        share = min(data.time / 2.0, 1.0)
        target = 0.5 * np.pi * share**3 * (10 - 15 * share + 6 * share**2)
        data.ctrl[0] = 40.0 * (target - data.qpos[7]) - 8.0 * data.qvel[6]
        mujoco.mj_step(model, data)
    swung = np.degrees(data.qpos[7])
    assert swung == pytest.approx(90.0, abs=0.01)
    turned = np.degrees(2.0 * np.arctan2(data.qpos[6], data.qpos[3]))
    assert turned == pytest.approx(recoil, abs=0.005)
    # The holder's middle gives way as well: by the camera's share of the way that the camera goes.
    camera, body = data.xipos[2], data.xipos[1]
    assert (mass * camera + 73.0 * body) / (mass + 73.0) == pytest.approx(
        np.array([0.6 * mass / (mass + 73.0), 0, 0]), abs=1e-9
    )


def test_what_one_half_gains_in_spin_the_other_loses(lab):
    built = build_model(swinger(73.0, 0.5, radius=0.0), lab.still, holds=False, contacts=False)
    model, data = built.model, built.data()
    data.qvel[5] = 1.0
    mujoco.mj_forward(model, data)
    before = lab.momentum(model, data)[1][2]
    for _ in range(250):
        data.ctrl[0] = 0.4
        mujoco.mj_step(model, data)
    after = lab.momentum(model, data)[1][2]
    assert data.qvel[6] > 0.5
    assert after == pytest.approx(before, abs=1e-9)
    assert 1.2 * data.qvel[5] + 0.5 * (data.qvel[5] + data.qvel[6]) == pytest.approx(1.7, abs=1e-9)


def test_a_skater_who_draws_the_arms_in_turns_faster(lab):
    """omega2 = omega1 I1 / I2; the muscles do the work L²/2 (1/I2 - 1/I1) (handbook physics, section 6.7)."""
    built = build_model(lab.alone(lab.boris), lab.still, contacts=False)
    model, data = built.model, built.data()
    # A T-pose turns about the long axis alone, were it not for the feet that point forward: they are let hang.
    start, end = (
        lab.pose(shoulder_abduction=90, ankle_flexion=-55),
        lab.pose(shoulder_abduction=3, ankle_flexion=-55),
    )
    data.qpos[7:], data.qvel[5] = start, 0.5
    model.jnt_stiffness[:] = 0.0
    mujoco.mj_forward(model, data)
    spin, first = lab.momentum(model, data)[1], lab.whole_inertia(model, data)[0]
    matrix = np.zeros((model.nv, model.nv))
    for _ in range(750):
        mujoco.mj_forward(model, data)
        share = min(data.time / 1.5, 1.0)
        target = start + (end - start) * share**3 * (10 - 15 * share + 6 * share**2)
        data.ctrl[:] = muscle_torques(
            model, data, matrix, 100.0 * (target - data.qpos[7:]) - 20.0 * data.qvel[6:]
        )
        mujoco.mj_step(model, data)
    after, last = lab.momentum(model, data)[1], lab.whole_inertia(model, data)[0]
    assert first[2, 2] / last[2, 2] > 2.0
    assert after == pytest.approx(spin, abs=1e-5)
    turning = data.xmat[1].reshape(3, 3) @ data.qvel[3:6]
    assert turning[2] == pytest.approx(np.linalg.solve(last, spin)[2], rel=0.01)


def muscle_torques(model, data, matrix, wanted):
    """Torques that give a floating body the joint accelerations wanted: its root is free, so it gives way."""
    mujoco.mj_fullM(model, data, matrix)
    load = data.qfrc_bias - data.qfrc_passive
    given = np.linalg.solve(matrix[:6, :6], matrix[:6, 6:] @ wanted + load[:6])
    return matrix[6:, 6:] @ wanted - matrix[6:, :6] @ given + load[6:]


WAVED = {
    "shoulder_flexion": (50, 1),
    "elbow_flexion": (70, 1),
    "hip_flexion": (50, -1),
    "knee_flexion": (70, 1),
}


def waving(lab, t):
    """Angles at a time: 1 Hz, 45° each way about the middle, begun softly."""
    share = np.clip(t, 0.0, 1.0)
    angle = 45.0 * share**3 * (10 - 15 * share + 6 * share**2) * np.sin(2.0 * np.pi * t)
    return lab.pose(**{name: middle + sign * angle for name, (middle, sign) in WAVED.items()})


def test_waving_all_limbs_from_rest_moves_nothing(lab):
    built = build_model(lab.alone(lab.boris), lab.still, contacts=False)
    model, data = built.model, built.data()
    matrix, h = np.zeros((model.nv, model.nv)), 1e-3
    data.qpos[7:] = waving(lab, 0.0)
    mujoco.mj_forward(model, data)
    centre = data.subtree_com[1].copy()
    worst, spin, reach = 0.0, 0.0, []
    for k in range(2500):
        t = 0.004 * k
        q0, q1, q2 = waving(lab, t - h), waving(lab, t), waving(lab, t + h)
        mujoco.mj_forward(model, data)
        wanted = (
            (q2 - 2 * q1 + q0) / h**2
            + 64.0 * (q1 - data.qpos[7:])
            + 16.0 * ((q2 - q0) / (2 * h) - data.qvel[6:])
        )
        data.ctrl[:] = muscle_torques(model, data, matrix, wanted)
        mujoco.mj_step(model, data)
        if k % 20 == 0:
            spin = max(spin, float(np.linalg.norm(lab.momentum(model, data)[1])))
            worst = max(worst, float(np.linalg.norm(data.subtree_com[1] - centre)))
            reach.append(np.degrees(data.qpos[7:]))
    # The limbs really swing, and no muscle is asked for more than it has.
    assert np.ptp(np.array(reach), axis=0).max() > 85.0
    assert np.all(np.abs(data.ctrl) < model.actuator_ctrlrange[:, 1])
    assert worst <= 2e-5
    assert spin <= 1e-4
