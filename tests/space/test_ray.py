"""Rays against the signed distance, which knows nothing of rays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from solids_at_hand import SIZES, one, room, turned

from offworld.space import Solids, clearance, first_hit, in_sight
from offworld.space.solids import signed_distance

KINDS = sorted(SIZES)


@given(seed=st.integers(0, 2**32 - 1))
def test_a_hit_is_on_the_surface_and_nothing_is_before_it(seed):
    rng = np.random.default_rng(seed)
    solids = Solids.of(room(*[turned(kind, rng, f"{kind}{k}") for kind in KINDS for k in range(2)]))
    origins, ways = rng.normal(0, 2, (40, 3)), rng.normal(0, 1, (40, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    hits = first_hit(solids, origins, ways)
    outside = clearance(solids, origins)[0] > 0
    for k in np.flatnonzero(outside):
        end = hits.distance[k] if np.isfinite(hits.distance[k]) else 8.0
        along = origins[k] + np.linspace(0, end, 300)[:, None] * ways[k]
        assert clearance(solids, along)[0].min() > -1e-7
    hit = outside & (hits.solid >= 0)
    at = origins[hit] + hits.distance[hit, None] * ways[hit]
    np.testing.assert_allclose(signed_distance(solids, at, hits.solid[hit]), 0.0, atol=1e-7)
    assert np.all((hits.normal[hit] * ways[hit]).sum(1) < 1e-6)
    inside = ~outside
    assert np.all(hits.distance[inside] == 0.0)
    assert np.all(hits.normal[hits.solid < 0] == 0.0)


@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(KINDS))
def test_aimed_at_the_middle_hits(seed, kind):
    rng = np.random.default_rng(seed)
    solid = turned(kind, rng)
    origin = rng.normal(0, 1, 3)
    origin = solid.position + origin / np.linalg.norm(origin) * 3
    hits = first_hit(room(solid), origin, np.array(solid.position) - origin)
    assert hits.solid[0] == 0
    assert 3 - 1.2 < hits.distance[0] < 3


@pytest.mark.parametrize("kind", KINDS)
def test_along_an_axis_of_the_solid(kind):
    half = np.array(SIZES[kind]) / 2
    rows = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    hits = first_hit(room(one(kind)), -5.0 * np.eye(3), np.array(rows))
    np.testing.assert_allclose(hits.distance, 5 - half, atol=1e-12)
    np.testing.assert_allclose(hits.normal, -np.eye(3), atol=1e-12)
    past = first_hit(room(one(kind)), np.array([[0.0, 2.0, -5.0], [2.0, 0.0, -5.0]]), np.array([0, 0, 1.0]))
    assert np.all(past.solid == -1)


def test_far_things_do_not_count():
    stage_set = room(one("box"))
    assert first_hit(stage_set, [0, 0, -5.0], [0, 0, 1.0], far_m=4.0).solid[0] == -1
    assert first_hit(stage_set, [0, 0, -5.0], [0, 0, 1.0], far_m=5.0).solid[0] == 0
    assert first_hit(room(), [0, 0, -5.0], [0, 0, 1.0]).solid[0] == -1


def test_a_ray_needs_a_direction():
    with pytest.raises(ValueError, match="direction"):
        first_hit(room(one("box")), [0, 0, 0.0], [0, 0, 0.0])


def test_many_rays_are_worked_on_in_parts():
    rng = np.random.default_rng(3)
    stage_set = room(*[turned("box", rng, f"b{k}") for k in range(250)])
    origins, ways = rng.normal(0, 3, (2000, 3)), rng.normal(0, 1, (2000, 3))
    whole, part = first_hit(stage_set, origins, ways), first_hit(stage_set, origins[1900:], ways[1900:])
    np.testing.assert_array_equal(whole.distance[1900:], part.distance)


def test_sight_is_stopped_by_what_stands_between():
    stage_set = room(one("box"))
    eyes = np.array([[0, -2.0, 0], [0, -2.0, 0], [0, -2.0, 0], [1, 1, 1.0]])
    things = np.array([[0, 2.0, 0], [0, -1.0, 0], [0, -0.1, 0], [1, 1, 1.0]])
    np.testing.assert_array_equal(in_sight(stage_set, eyes, things), [False, True, True, True])
