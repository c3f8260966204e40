"""How deep bodies lie in solids, against dense samples of the bodies."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from solids_at_hand import one, room

from offworld.film.assembly import Shape
from offworld.geometry import rotation
from offworld.space import Solids, clearance, penetration, read_set
from offworld.space.overlap import bounding_radius, shape_frames

BODIES = {
    "sphere": (0.12, 0.0, 0.0),
    "capsule": (0.06, 0.2, 0.0),
    "box": (0.05, 0.12, 0.2),
    "ellipsoid": (0.1, 0.15, 0.2),
    "cylinder": (0.1, 0.2, 0.0),
}


def body(kind, **more):
    return Shape(
        id=kind, node=0, kind=kind, size=BODIES[kind], position=more.pop("position", (0.0, 0.0, 0.0)), **more
    )


def filled(shape, rng, n):
    """Points all through a shape, its own axes; of a sphere or capsule its middle or axis alone, as depth counts."""
    x, y, _ = shape.size
    if shape.kind == "sphere":
        return np.zeros((1, 3))
    if shape.kind == "capsule":
        return np.linspace(-y, y, n)[:, None] * [0, 0, 1.0]
    if shape.kind == "box":
        g = np.linspace(-1, 1, 13)
        return np.array(np.meshgrid(g, g, g)).reshape(3, -1).T * shape.size
    if shape.kind == "cylinder":
        angle, r = rng.uniform(0, 2 * np.pi, n), np.sqrt(rng.uniform(0, 1, n))
        r[: n // 2] = 1.0
        return np.c_[x * r * np.cos(angle), x * r * np.sin(angle), rng.uniform(-y, y, n)]
    way = rng.normal(size=(n, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    way[n // 2 :] *= rng.uniform(0, 1, (n - n // 2, 1))
    return way * shape.size


def poses_at(centres, attitudes):
    return np.concatenate([np.asarray(centres, float), np.asarray(attitudes, float)], axis=1)[:, None, :]


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(sorted(BODIES)))
def test_depth_is_that_of_the_deepest_point(seed, kind):
    rng = np.random.default_rng(seed)
    wall = one("box", size=(2.0, 0.4, 1.0), attitude=rotation.random(rng, 1)[0])
    solids = Solids.of(room(wall))
    shape = body(kind)
    # Places about the surface of the wall, edges and corners among them.
    local = rng.uniform(-1.25, 1.25, (12, 3)) * [1.0, 0.2, 0.5]
    poses = poses_at(rotation.rotate(wall.attitude, local), rotation.random(rng, 12))
    depth, which = penetration(solids, [shape], poses)
    extra = shape.size[0] if kind in {"sphere", "capsule"} else 0.0
    inner = filled(shape, rng, 3000)
    for k in range(12):
        points = poses[k, 0, :3] + rotation.rotate(poses[k, 0, 3:], inner)
        sampled = max(0.0, extra - clearance(solids, points)[0].min())
        assert depth[k, 0] >= sampled - (1e-3 if sampled < 0.05 else 1e-2)
        # A sample of points may itself miss the deepest one.
        assert depth[k, 0] <= sampled + 0.025
        assert (which[k, 0] == 0) == (depth[k, 0] > 0)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_depth_into_a_wall_is_how_far_it_reaches(kind):
    stage_set = room(one("box", (0, 0, -1.0), size=(4.0, 4.0, 2.0)))
    shape = body(kind)
    tall = {"sphere": 0.12, "capsule": 0.26, "box": 0.2, "ellipsoid": 0.2, "cylinder": 0.2}[kind]
    heights = np.array([tall + 0.01, tall - 0.001, tall - 0.02, tall - 0.05])
    depth, which = penetration(
        stage_set, [shape], poses_at(heights[:, None] * [0, 0, 1.0], [[1, 0, 0, 0]] * 4)
    )
    np.testing.assert_allclose(depth[:, 0], [0.0, 0.001, 0.02, 0.05], atol=1e-5)
    np.testing.assert_array_equal(which[:, 0], [-1, 0, 0, 0])


def test_the_deepest_of_several_is_named_and_those_skipped_do_not_count():
    stage_set = room(
        one("box", (0, 0, -1.0), id="floor", size=(4.0, 4.0, 2.0)), one("sphere", (0.35, 0, 0.3), id="ball")
    )
    poses = poses_at([[0.0, 0.0, 0.1]], [[1, 0, 0, 0]])
    depth, which = penetration(stage_set, [body("sphere")], poses)
    ball = 0.12 + 0.35 - np.hypot(0.35, 0.2)
    assert which[0, 0] == 1
    assert depth[0, 0] == pytest.approx(ball)
    depth, which = penetration(stage_set, [body("sphere")], poses, skip=["ball"])
    assert which[0, 0] == 0
    assert depth[0, 0] == pytest.approx(0.02)


def test_shapes_ride_on_their_nodes():
    shape = body("capsule", position=(0.0, 0.0, 0.5), attitude=(np.sqrt(0.5), 0.0, np.sqrt(0.5), 0.0))
    half_turn_about_x = (0.0, 1.0, 0.0, 0.0)
    centres, axes = shape_frames(shape, poses_at([[1.0, 2.0, 3.0]], [half_turn_about_x]))
    np.testing.assert_allclose(centres, [[1.0, 2.0, 2.5]], atol=1e-12)
    np.testing.assert_allclose(np.abs(axes[0, :, 2]), [1, 0, 0], atol=1e-12)


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_bounding_ball_holds_the_shape(kind):
    rng = np.random.default_rng(4)
    shape = body(kind)
    reach = np.linalg.norm(filled(shape, rng, 500), axis=1).max() + (
        shape.size[0] if kind in {"sphere", "capsule"} else 0.0
    )
    assert bounding_radius(shape) >= reach - 1e-12
    assert bounding_radius(shape) < reach + 0.02


def test_nothing_is_deep_in_an_empty_set():
    depth, which = penetration(room(), [body("box")], poses_at([[0, 0, 0]], [[1, 0, 0, 0]]))
    assert depth.shape == which.shape == (1, 1)
    assert depth[0, 0] == 0.0


def test_a_slim_body_passes_the_hatch_and_a_wide_one_does_not():
    zvezda = Solids.of(read_set("zvezda", Path()))
    along = np.linspace(2.8, 4.2, 30)[:, None] * [1.0, 0, 0]
    straight = [[np.sqrt(0.5), 0, np.sqrt(0.5), 0]] * 30
    slim = Shape(id="slim", node=0, kind="capsule", size=(0.39, 0.5, 0.0), position=(0.0, 0.0, 0.0))
    wide = Shape(id="wide", node=0, kind="capsule", size=(0.44, 0.5, 0.0), position=(0.0, 0.0, 0.0))
    depth, which = penetration(zvezda, [slim, wide], poses_at(along, straight))
    assert depth[:, 0].max() == 0.0
    assert depth[:, 1].max() > 0.02
    assert zvezda.ids[which[np.argmax(depth[:, 1]), 1]].startswith("hatch.bulkhead")
