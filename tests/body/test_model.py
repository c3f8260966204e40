"""The compiled model: what is where, how it is integrated, and who may touch whom."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest

from offworld.body.assemble import assemble
from offworld.body.filters import MOST_PEOPLE
from offworld.body.model import LIMBS, STRAPS, build_model
from offworld.errors import NotPossible
from offworld.film.world import World


@pytest.fixture(scope="module")
def built(lab, pair):
    return build_model(pair, lab.still)


def test_indices_point_to_what_they_say(built, pair):
    model = built.model
    assert (model.nq, model.nv) == (pair.coordinates, pair.dofs) == (98, 94)
    for i, node in enumerate(pair.nodes[1:], start=1):
        assert model.body(built.body[i]).name == node.id
        assert built.node[built.body[i]] == i
        assert model.body_mass[built.body[i]] == node.mass_kg
    for i, name in enumerate(built.joint_ids):
        assert model.joint(name).dofadr[0] == built.joint_dof[i]
        assert model.joint(name).qposadr[0] == built.joint_coordinate[i]
        assert model.actuator(int(built.joint_motor[i])).name == name
    for geom in range(model.ngeom):
        assert model.geom(geom).name == pair.shapes[built.shape[geom]].id
    assert built.trees == ("anna", "boris", "pen", "camera-a")
    assert list(built.tree_dof) == [0, 41, 82, 88]
    assert list(built.tree_coordinate) == [0, 42, 84, 91]


def test_every_limb_strap_and_prop_has_a_slot(built):
    wanted = {
        (who, limb) for who in ("anna", "boris") for limb in (*LIMBS, *(f"strap {one}" for one in STRAPS))
    }
    assert set(built.slots) == wanted | {("pen", "velcro"), ("camera-a", "velcro")}
    assert not built.data().eq_active.any()
    foot = built.model.eq_obj1id[built.slots["boris", "left foot"]]
    assert built.model.body(foot).name == "boris/left_foot"


def test_options_are_those_that_keep_momentum(built, lab):
    option = built.model.opt
    assert option.integrator == mujoco.mjtIntegrator.mjINT_RK4
    assert option.jacobian == mujoco.mjtJacobian.mjJAC_DENSE
    assert option.timestep == 0.004
    for start in built.tree_dof:
        assert not built.model.dof_damping[start : start + 6].any()
        assert not built.model.dof_armature[start : start + 6].any()
    assert np.all(built.model.dof_armature[built.joint_dof] == 0.015)


def test_worlds_bring_gravity_and_air(pair):
    moon = build_model(pair, World(kind="moon", gravity=(0.0, 0.0, -1.62), air_density=0.0))
    assert tuple(moon.model.opt.gravity) == (0.0, 0.0, -1.62)
    cabin = build_model(pair, World(kind="orbit", air_flow=(0.1, 0.0, 0.0)), holds=False)
    assert (cabin.model.opt.density, cabin.model.opt.viscosity) == (1.2, 1.8e-5)
    assert tuple(cabin.model.opt.wind) == (0.1, 0.0, 0.0)
    assert cabin.model.neq == 0
    assert cabin.slots == {}


def touching(built, first, second):
    """Whether two shapes may touch."""
    a, b = built.model.geom(first), built.model.geom(second)
    return bool((a.contype[0] & b.conaffinity[0]) | (b.contype[0] & a.conaffinity[0]))


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        ("anna/chest/ribs", "wall.x.low", True),
        ("anna/left_hand/fist", "wall.x.low", True),
        ("anna/left_hand/fist", "rail.s1/bar.0", False),
        ("anna/left_thigh/thigh", "rail.s1/bar.0", True),
        ("anna/left_hand/fist", "boris/chest/ribs", True),
        ("anna/left_hand/fist", "boris/head/skull", True),
        ("anna/left_hand/fist", "boris/left_forearm/forearm", False),
        ("anna/left_hand/fist", "boris/left_hand/fist", False),
        ("anna/left_hand/fist", "pen/body", False),
        ("anna/left_forearm/forearm", "pen/body", False),
        ("anna/left_upper_arm/upper arm", "pen/body", True),
        ("anna/left_forearm/forearm", "boris/left_forearm/forearm", True),
        ("anna/head/skull", "boris/head/skull", True),
        ("anna/head/skull", "anna/left_hand/fist", False),
        ("anna/left_thigh/thigh", "anna/chest/ribs", False),
        ("pen/body", "camera-a/body", True),
        ("pen/body", "wall.x.low", True),
        ("pen/body", "rail.s1/bar.0", True),
    ],
)
def test_who_may_touch_whom(built, first, second, may):
    assert touching(built, first, second) is may
    assert touching(built, second, first) is may


def test_too_many_people_are_refused(lab):
    people = tuple(replace(lab.anna, id=f"p{i}") for i in range(MOST_PEOPLE + 1))
    with pytest.raises(NotPossible, match="11 people in one scene: up to 10"):
        build_model(assemble(lab.rehearsal(people)), lab.still)
    full = build_model(assemble(lab.rehearsal(people[:-1])), lab.still)
    assert full.model.nv == 410


@pytest.mark.parametrize("shape", ["box", "sphere", "cylinder", "capsule"])
def test_a_prop_slows_in_air_by_its_drag_area(lab, shape):
    prop = replace(lab.pen, shape=shape, size_m=(0.1, 0.1, 0.3), mass_kg=0.5, drag_area_m2=0.05)
    assembly = assemble(lab.rehearsal((), (prop,)))
    still = build_model(assembly, World(kind="orbit", air_viscosity=0.0))
    data = still.data()
    data.qpos[3:7] = (0.8, 0.2, 0.4, 0.4)
    mujoco.mj_normalizeQuat(still.model, data.qpos)
    data.qvel[:3] = (0.0, 1.0, 0.0)
    mujoco.mj_forward(still.model, data)
    # a = rho CdA v² / 2 m
    assert data.qacc[1] == pytest.approx(-1.2 * 0.05 * 1.0 / (2 * 0.5), rel=1e-9)


def test_a_person_in_moving_air_is_dragged_about_as_the_handbook_says(lab):
    """CdA about 0.7 m²: 6e-5 m/s² at 0.1 m/s (handbook physics, section 7); segments do not shade each other here."""
    built = build_model(assemble(lab.rehearsal((lab.boris,))), World(kind="orbit", air_flow=(0.1, 0.0, 0.0)))
    data = built.data()
    mujoco.mj_forward(built.model, data)
    push = data.qfrc_fluid[0] / lab.boris.mass_kg
    assert 2e-5 < push < 1.5e-4


def test_a_fall_against_a_wall_ends_outside_it(lab):
    built = build_model(assemble(lab.rehearsal((lab.boris,))), lab.still)
    data = built.data()
    data.qpos[:3], data.qvel[:3] = (2.0, 0.0, 0.0), (0.8, 0.0, 0.0)
    data.qpos[built.joint_coordinate] = [joint.rest for node in built.assembly.nodes for joint in node.joints]
    touched = 0
    for _ in range(900):
        mujoco.mj_step(built.model, data)
        touched += data.ncon > 0
        assert all(data.contact[i].dist > -0.06 for i in range(data.ncon))
    assert touched > 5
    assert np.abs(data.qvel).max() < 20.0
    assert data.qvel[0] < 0.3
