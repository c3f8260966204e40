"""Motion and momentum worked out by the audit, against the simulator's own kinematics."""

import mujoco
import numpy as np
import pytest

from offworld.audit.momentum import tree_motion, trees_of
from offworld.audit.motion import motion_of
from offworld.body.joints import torque_limit
from offworld.rehearse.holds import FEMALE_GRIP
from offworld.strength import WOMEN_GRIP, torque_bounds


@pytest.fixture
def states(stage, cup):
    """A play with ten random states of two people and a cup."""
    play = stage(people=("ivan", "anna"), props=(cup,))
    rng = np.random.default_rng(7)
    coordinates = rng.uniform(-0.8, 0.8, (10, play.model.nq))
    for start in play.body.tree_coordinate:
        quat = rng.standard_normal((10, 4))
        coordinates[:, start + 3 : start + 7] = quat / np.linalg.norm(quat, axis=1, keepdims=True)
    return play, coordinates, rng.uniform(-3.0, 3.0, (10, play.model.nv))


def test_places_and_speeds_of_all_nodes(states):
    play, coordinates, velocities = states
    motion = motion_of(play.assembly, coordinates, velocities)
    data, six = play.data, np.empty(6)
    for row in range(len(coordinates)):
        data.qpos[:], data.qvel[:] = coordinates[row], velocities[row]
        mujoco.mj_forward(play.model, data)
        for node, body in enumerate(play.body.body[1:], start=1):
            assert motion.position[node, row] == pytest.approx(data.xpos[body], abs=1e-12)
            same = abs(float(motion.attitude[node, row] @ data.xquat[body]))
            assert same == pytest.approx(1.0, abs=1e-12)
            mujoco.mj_objectVelocity(play.model, data, mujoco.mjtObj.mjOBJ_XBODY, body, six, 0)
            assert motion.spin[node, row] == pytest.approx(six[:3], abs=1e-11)
            assert motion.velocity[node, row] == pytest.approx(six[3:], abs=1e-11)


def test_momentum_and_angular_momentum_of_trees(states):
    play, coordinates, velocities = states
    motion = motion_of(play.assembly, coordinates, velocities)
    trees = {
        name: tree_motion(play.assembly, motion, name, nodes)
        for name, nodes in trees_of(play.assembly).items()
    }
    assert set(trees) == {"ivan", "anna", "cup"}
    for row in range(len(coordinates)):
        play.data.qpos[:], play.data.qvel[:] = coordinates[row], velocities[row]
        mujoco.mj_forward(play.model, play.data)
        wanted = play.system.momentum()
        for tree in play.system.trees:
            mine = trees[tree.name]
            assert mine.mass == pytest.approx(tree.mass)
            assert mine.momentum[row] == pytest.approx(wanted[tree.index, :3], abs=1e-9)
            assert mine.angular[row] == pytest.approx(wanted[tree.index, 3:], abs=1e-9)
            assert mine.centre[row] == pytest.approx(play.data.subtree_com[tree.root_body], abs=1e-12)


def test_armature_carries_no_momentum_of_the_tree(states):
    """The root rows of the mass matrix know nothing of armature, and what they make is the momentum of the nodes."""
    play, coordinates, velocities = states
    assert play.model.dof_armature[6:].max() > 0.0
    motion = motion_of(play.assembly, coordinates, velocities)
    ivan = tree_motion(play.assembly, motion, "ivan", trees_of(play.assembly)["ivan"])
    mass = np.zeros((play.model.nv, play.model.nv))
    for row in range(len(coordinates)):
        play.data.qpos[:], play.data.qvel[:] = coordinates[row], velocities[row]
        mujoco.mj_forward(play.model, play.data)
        mujoco.mj_fullM(play.model, play.data, mass)
        rows = mass[:6] @ velocities[row]
        root = play.body.body[1]
        turn = play.data.xmat[root].reshape(3, 3) @ rows[3:]
        assert rows[:3] == pytest.approx(ivan.momentum[row], abs=1e-9)
        assert turn + np.cross(play.data.xpos[root], rows[:3]) == pytest.approx(ivan.angular[row], abs=1e-9)


def test_free_motion_with_armature_keeps_both(stage, wave):
    from offworld.film.world import World

    play = stage(world=World(kind="orbit", mean_motion=0.0, air_density=0.0))
    play.bend(left_elbow_flexion=0.8, right_elbow_flexion=0.8, left_knee_flexion=0.8, right_knee_flexion=0.8)
    take = play.run(2.0, wave).take()
    motion = motion_of(take.assembly, take.stream.coordinates, take.stream.velocities)
    ivan = tree_motion(take.assembly, motion, "ivan", trees_of(take.assembly)["ivan"])
    assert np.abs(motion.spin).max() > 0.5
    assert np.abs(ivan.momentum).max() < 2e-4
    assert np.abs(ivan.angular).max() < 2e-4


def test_the_audit_and_the_body_hold_one_law_of_strength():
    speed = np.linspace(-20.0, 20.0, 81)
    low, high = torque_bounds(50.0, speed)
    assert high == pytest.approx(torque_limit(50.0, speed, 1.0), abs=1e-9)
    assert -low == pytest.approx(torque_limit(50.0, speed, -1.0), abs=1e-9)


def test_the_audit_and_the_rehearsal_hold_one_grip_of_women():
    assert FEMALE_GRIP == WOMEN_GRIP
