import mujoco
import numpy as np
import pytest
from small_rehearsals import BALL, session

from offworld.rehearse.system import SET


@pytest.fixture
def two():
    return session(("ann", "bob"), (BALL,))


def test_every_tree_is_found_by_name_and_node(two):
    system = two.system
    assert [tree.name for tree in system.trees] == ["ann", "bob", "ball"]
    assert [tree.person for tree in system.trees] == [True, True, False]
    for index, node in enumerate(two.assembly.nodes):
        assert system.tree_of_node(index) == (SET if not index else system.tree(node.tree).index)
        assert system.node_of_body[system.body_of_node[index]] == index


def test_hinges_are_those_of_the_assembly(two):
    joints = {joint.id: joint for node in two.assembly.nodes for joint in node.joints}
    assert list(two.system.joint_names) == list(joints)
    bob = two.system.tree("bob")
    names = [name for name in joints if name.startswith("bob/")]
    assert bob.torque == pytest.approx([joints[name].torque for name in names])
    assert list(bob.hinges) == [joints[name].dof for name in names]


def test_a_site_is_where_the_model_has_it(two):
    body, point = two.system.site("ann/left hand")
    site = two.system.model.site("ann/left hand").id
    assert body == two.system.model.site_bodyid[site]
    assert point == pytest.approx(two.system.data.site_xpos[site])


def test_momentum_is_the_sum_over_the_bodies(two):
    system, data = two.system, two.system.data
    data.qvel[:] = np.random.default_rng(1).normal(size=system.model.nv)
    two.look()
    six = np.empty(6)
    for tree in system.trees:
        linear, angular = np.zeros(3), np.zeros(3)
        for body in tree.bodies:
            mujoco.mj_objectVelocity(system.model, data, mujoco.mjtObj.mjOBJ_BODY, body, six, 0)
            axes = data.ximat[body].reshape(3, 3)
            push = system.model.body_mass[body] * six[3:]
            linear += push
            angular += np.cross(data.xipos[body], push)
            angular += axes @ (system.model.body_inertia[body] * (axes.T @ six[:3]))
        assert system.momentum()[tree.index] == pytest.approx(np.concatenate([linear, angular]), abs=1e-9)
