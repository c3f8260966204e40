"""Hulls in the simulator: limbs meet them where their geometry is."""

import mujoco
import numpy as np
import pytest

from offworld.audit.clearance import distance
from offworld.body.assemble import set_shapes
from offworld.body.model import build_model
from offworld.film.assembly import FIXED, Assembly, Node, Shape
from offworld.film.stage_set import Solid, StageSet
from offworld.film.world import World
from offworld.frame.hulls import hull_slack
from offworld.frame.room import Room, ray_slack
from offworld.geometry import hull, rotation
from offworld.space import Solids, clearance, penetration

EIGHT = [(0.5 * np.cos(a), 0.5 * np.sin(a)) for a in np.arange(8) * np.pi / 4]
CORNERS = tuple((float(x), float(y), z) for z in (-0.05, 0.05) for x, y in EIGHT)
ATTITUDE = (0.9, 0.1, -0.3, 0.3)
RADIUS, HALF = 0.05, 0.2


def slab():
    turn = tuple(float(v) for v in rotation.normalise(np.array(ATTITUDE)))
    return Solid(
        id="slab", shape="hull", size_m=(1.0, 1.0, 0.1), position=(0.3, -0.2, 0.4), attitude=turn, corners=CORNERS,
        drawn=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def stage():
    return StageSet(id="s", title="S", up=(0.0, 0.0, 1.0), solids=(slab(),), low=(-2, -2, -2), high=(2, 2, 2))


@pytest.fixture(scope="module")
def limb():
    return Shape(id="it/limb", node=1, kind="capsule", size=(RADIUS, HALF, 0.0), position=(0.0, 0.0, 0.0))


def poses(count):
    rng = np.random.default_rng(5)
    attitude = rotation.random(rng, count)
    return np.concatenate([rng.uniform([-0.4, -0.9, -0.2], [1.0, 0.5, 1.0], (count, 3)), attitude], axis=1)


def test_against_the_simulators_own_collision(stage, limb):
    """How deep a limb is in a hull: our distance along its axis, and MuJoCo's contact."""
    (shape,) = set_shapes(stage)
    node = Node(
        id="it", tree="it", parent=-1, position=(0, 0, 0), attitude=(1, 0, 0, 0), mass_kg=1.0, centre=(0, 0, 0),
        inertia=(0.01, 0.01, 0.01), inertia_attitude=(1, 0, 0, 0), dof=0, coordinate=0,
    )  # fmt: skip
    scene = Assembly(nodes=(FIXED, node), shapes=(shape, limb), sites=(), materials=(), coordinates=7, dofs=6)
    built = build_model(scene, World(kind="orbit"), holds=False)
    data, off = built.data(), []
    for pose in poses(200):
        data.qpos[:] = pose
        mujoco.mj_kinematics(built.model, data)
        mujoco.mj_comPos(built.model, data)
        mujoco.mj_collision(built.model, data)
        way = rotation.rotate(pose[3:], [0.0, 0.0, 1.0])
        axis = pose[:3] + np.linspace(-HALF, HALF, 400)[:, None] * way
        depth = RADIUS - distance(shape, axis).min()
        assert (data.ncon > 0) == (depth > 0) or abs(depth) < 2e-3
        # With its axis inside the hull there are several ways out; before that there is one depth.
        if 0.002 < depth < RADIUS - 0.002:
            off.append(abs(-min(data.contact.dist) - depth))
    # Where a limb lies along an edge and the simulator makes two contacts of it, it is now and then a few mm short.
    assert len(off) > 15
    assert np.quantile(off, 0.8) < 1e-4
    assert max(off) < 0.012


def test_space_and_audit_agree_on_the_distance(stage):
    points = np.random.default_rng(2).uniform(-1.5, 1.5, (300, 3))
    (shape,) = set_shapes(stage)
    assert clearance(stage, points)[0] == pytest.approx(distance(shape, points), abs=1e-9)


def test_a_limb_in_a_hull_is_as_deep_as_its_axis_says(stage, limb):
    some = poses(60)
    still = np.tile([0.0, 0, 0, 1, 0, 0, 0], (60, 1))
    depth, which = penetration(stage, [limb], np.stack([still, some], axis=1))
    (shape,) = set_shapes(stage)
    way = rotation.rotate(some[:, 3:], np.array([0.0, 0.0, 1.0]))
    axes = some[:, None, :3] + np.linspace(-HALF, HALF, 400)[:, None] * way[:, None]
    known = np.maximum(RADIUS - distance(shape, axes).min(axis=1), 0.0)
    assert depth[:, 0] == pytest.approx(known, abs=1e-3)
    assert np.array_equal(which[:, 0] >= 0, depth[:, 0] > 0)


def test_cameras_keep_clear_of_hulls_and_are_hidden_by_them(stage):
    room = Room.of(stage)
    points = np.random.default_rng(3).uniform(-1.5, 1.5, (200, 3))
    walls = (2.0 - np.abs(points)).min(axis=1)
    assert room.clearance(points) == pytest.approx(np.minimum(clearance(stage, points)[0], walls), abs=1e-9)


def test_the_slack_of_rays_past_a_hull_is_that_past_the_same_box():
    half = np.array([0.3, 0.2, 0.1])
    box = hull.of(hull.corners_of([[x, y, z] * half for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]))
    rng = np.random.default_rng(0)
    start, way = rng.normal(size=(60, 3)), rng.normal(size=(60, 9, 3))
    known = ray_slack(np.zeros(60, int), np.tile(half, (60, 1)), start, way)
    assert hull_slack(box, start, way) == pytest.approx(known, abs=1e-9)


def test_solids_without_hulls_have_no_corners_to_go_through(stage):
    plain = Solids.from_solids([Solid(id="b", shape="box", size_m=(1, 1, 1), position=(0, 0, 0))])
    assert plain.corners == ()
    assert list(plain.hulls(np.array([0, 0]))) == []
    ((one, rows),) = Solids.of(stage).hulls(np.array([0, 0, 0]))
    assert len(one.corners) == 16
    assert rows.tolist() == [0, 1, 2]
