"""The sets that come with Offworld: what is promised of them, and that people fit."""

from pathlib import Path

import numpy as np
import pytest

from offworld.film.materials import BY_NAME
from offworld.geometry import rotation
from offworld.space import Solids, built_in_sets, clearance, first_hit, fitting_kinds, in_sight, read_set

SETS = {name: read_set(name, Path()) for name in built_in_sets()}


@pytest.fixture(params=sorted(SETS))
def any_set(request):
    return SETS[request.param]


@pytest.fixture
def zvezda():
    return SETS["zvezda"]


def test_names_of_zvezda(zvezda):
    kinds = fitting_kinds(zvezda)
    rails = [
        f"rail.{side}{k}"
        for side, most in (("p", 6), ("s", 6), ("o", 4), ("f", 4))
        for k in range(1, most + 1)
    ]
    for name in ["hatch.rim", "table.rail", *rails]:
        assert kinds[name] == "rail", name
    for name in ["table.loop", *(f"loop.{k}" for k in range(1, 7))]:
        assert kinds[name] == "loop", name
    assert [window.id for window in zvezda.windows] == [f"window.{k}" for k in range(1, 15)]
    assert {kinds[name] for name in ("mark.middle", "mark.table", "mark.hatch")} == {"mark"}
    assert (kinds["hatch"], kinds["aft"], kinds["table"]) == ("exit", "exit", "bed")


def test_names_of_the_tunnel():
    kinds = fitting_kinds(SETS["tunnel"])
    assert {"rail.p1", "rail.s1", "loop.1", "mark.middle", "window.1", "side"} <= set(kinds)


def test_measures_of_the_tunnel():
    tunnel = Solids.of(SETS["tunnel"])
    ways = np.array([[0, 1.0, 0], [0, -1.0, 0], [0, 0, 1.0], [0, 0, -1.0], [1.0, 0, 0], [-1.0, 0, 0]])
    reach = first_hit(tunnel, np.array([0.05, 0, 0]), ways).distance
    np.testing.assert_allclose(reach, [0.9, 0.9, 1.0, 1.0, 2.95, 3.05], atol=1e-9)


def test_measures_of_zvezda(zvezda):
    """Living tunnel 1.6 to 2.0 m wide and 1.9 to 2.1 m high, hatch 0.80 m (handbook physics, section 8)."""
    ways = np.array([[0, 1.0, 0], [0, -1.0, 0], [0, 0, 1.0], [0, 0, -1.0]])
    wide, narrow = (first_hit(zvezda, np.array([x, 0.05, 0.3]), ways).distance for x in (-0.2, 2.15))
    assert wide[0] + wide[1] == pytest.approx(2.0)
    assert wide[2] + wide[3] == pytest.approx(2.1)
    assert narrow[0] + narrow[1] == pytest.approx(1.6)
    assert narrow[2] + narrow[3] == pytest.approx(1.9)
    hatch = first_hit(zvezda, np.array([3.44, 0, 0]), ways).distance
    np.testing.assert_allclose(hatch, 0.4, atol=1e-9)


def test_hatch_is_round(zvezda):
    angles = np.linspace(0, 2 * np.pi, 100)
    wheel = np.c_[0 * angles, np.cos(angles), np.sin(angles)]
    reach = first_hit(zvezda, np.array([3.44, 0, 0]) + 0 * wheel, wheel).distance
    assert reach.min() == pytest.approx(0.40, abs=1e-3)
    assert reach.max() < 0.42


def test_rim_lies_about_the_hatch_in_the_room(zvezda):
    rim = next(rail for rail in zvezda.rails if rail.id == "hatch.rim")
    points = np.array(rim.points)
    assert rim.normal == (-1.0, 0.0, 0.0)
    assert np.all(points[:, 0] < 3.4)
    np.testing.assert_allclose(np.hypot(points[:, 1], points[:, 2]), 0.44, atol=1e-9)


def test_nobody_can_leave(any_set):
    """Rays from the free room in all directions meet something: no wall has a gap."""
    rng = np.random.default_rng(5)
    starts = [mark.position for mark in any_set.marks]
    starts += [tuple(np.array(way.position) + 0.3 * np.array(way.normal)) for way in any_set.exits]
    for start in starts:
        ways = rng.normal(size=(1000, 3))
        assert np.all(np.isfinite(first_hit(any_set, np.array([start]), ways).distance))


def test_solids_are_convex_pieces_not_one_hull(any_set):
    assert clearance(any_set, np.array([mark.position for mark in any_set.marks]))[0].min() > 0.3


def test_few_enough_solids_collide(any_set):
    assert 5 <= sum(solid.solid for solid in any_set.solids) <= 60
    assert len(any_set.solids) < 300


def test_fittings_are_reached_from_the_room(any_set):
    """A hand fits about each bar, a foot into each loop, and each is seen from somewhere inside."""
    solids = Solids.of(any_set)
    places = [(rail.id, point, rail.normal, 0.03) for rail in any_set.rails for point in rail.points]
    places += [(loop.id, loop.position, loop.normal, 0.04) for loop in any_set.loops]
    for name, place, normal, room in places:
        at = np.array(place)
        assert clearance(solids, at)[0] > room, name
        out = at + 0.35 * np.array(normal)
        assert clearance(solids, out)[0] > 0.0, name
        assert in_sight(solids, at, out)[0], name


def test_loops_stand_on_a_surface(any_set):
    for loop in any_set.loops:
        down = first_hit(any_set, np.array(loop.position), -np.array(loop.normal))
        assert down.distance[0] == pytest.approx(0.07, abs=1e-6), loop.id
        assert abs(np.dot(loop.toes, loop.normal)) < 1e-9


def test_rails_stand_before_a_surface(any_set):
    for rail in any_set.rails:
        if rail.points[0] == rail.points[-1]:
            continue
        middle = (np.array(rail.points[0]) + np.array(rail.points[-1])) / 2
        down = first_hit(any_set, middle, -np.array(rail.normal)).distance[0]
        assert 0.045 <= down <= 0.06, rail.id


def test_windows_are_no_touch_and_face_the_room(any_set):
    glass = {solid.id: solid for solid in any_set.solids if solid.no_touch == "glass"}
    for window in any_set.windows:
        pane = glass[f"{window.id}.glass"]
        assert pane.solid
        np.testing.assert_allclose(np.abs(rotation.rotate(pane.attitude, [0, 0, 1.0]) @ window.normal), 1.0)
        assert clearance(any_set, np.array(window.position) + 0.2 * np.array(window.normal))[0] > 0.05


def test_zvezda_has_each_kind_of_surface_not_to_touch(zvezda):
    assert {solid.no_touch for solid in zvezda.solids} == {None, "glass", "switch", "fan"}


def test_materials_exist(any_set):
    assert {solid.material for solid in any_set.solids} <= set(BY_NAME)


def test_guesses_are_marked(zvezda):
    hatch = next(way for way in zvezda.exits if way.id == "hatch")
    assert not hatch.guess
    assert all(window.guess for window in zvezda.windows)
    assert all(solid.guess for solid in zvezda.solids if solid.id.startswith("work."))


def test_a_person_can_lie_on_the_table_and_others_pass(zvezda):
    bed = zvezda.beds[0]
    top = next(solid for solid in zvezda.solids if solid.id == "table.top")
    assert bed.position[2] == pytest.approx(top.position[2] + top.size_m[2] / 2)
    beside = np.array([[x, 0.66, 0.0] for x in np.linspace(-1.6, 0.3, 20)])
    assert clearance(zvezda, beside)[0].min() > 0.12
