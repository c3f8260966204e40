"""From triangles to convex pieces: which side is the room, flat patches, and rays that meet the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import ConvexHull

from offworld.geometry import hull
from offworld.space import clearance, first_hit, in_free_room, read_set
from offworld.space.modelled.compare import apart, pieces_in
from offworld.space.modelled.model import Thing
from offworld.space.modelled.patches import patches_of, polygons
from offworld.space.modelled.pieces import SHEET_M, framed, pieces_of
from offworld.space.modelled.sheets import sheets_of, winding

INSIDE = np.zeros((1, 3))


def thing(points, faces):
    points = np.asarray(points, float)
    return Thing(
        path=("it",), points=points, normals=np.zeros_like(points), faces=np.array(faces),
        materials=np.zeros(len(faces), int),
    )  # fmt: skip


def normals_of(sheet):
    corners = sheet.corners
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return across / np.linalg.norm(across, axis=1, keepdims=True)


def test_the_walls_look_in_and_what_stands_in_the_room_looks_out(sheets):
    hull_sheet = sheets["Hull"]
    assert hull_sheet.turned
    assert not hull_sheet.closed
    assert not hull_sheet.both
    middles = hull_sheet.corners.mean(axis=1)
    assert np.all((middles * normals_of(hull_sheet)).sum(axis=1) < 0)
    rack = sheets["Rack"]
    assert rack.closed
    assert not rack.turned
    assert winding(rack.corners, np.array([-0.3, -0.98, -0.45])) == pytest.approx(1.0)
    assert winding(rack.corners, np.zeros(3)) == pytest.approx(0.0, abs=1e-9)
    assert sheets["Curtain"].both


def test_a_shell_turned_inside_out_face_by_face_is_put_right(own_module):
    points, faces = own_module.shell()
    rng = np.random.default_rng(4)
    mixed = [list(one)[::-1] if rng.random() < 0.5 else one for one in own_module.fan(faces)]
    for sheet in sheets_of([thing(points, mixed)], INSIDE):
        assert np.all((sheet.corners.mean(axis=1) * normals_of(sheet)).sum(axis=1) < 0)


def test_a_closed_hull_about_the_room_looks_in(own_module):
    points, faces = own_module.box((0, 0, 0), (4, 2, 2))
    (sheet,) = sheets_of([thing(points, own_module.fan(faces))], INSIDE)
    assert sheet.closed
    assert sheet.turned
    pieces = pieces_of([sheet], INSIDE, wall_m=0.1, tolerance_m=0.002)
    assert len(pieces) == 6
    for piece in pieces:
        _, _, half, is_box = framed(piece.corners, piece.normal)
        assert is_box
        assert half.min() == pytest.approx(0.05)


def test_the_outer_skin_of_a_thick_hull_is_no_wall(own_module):
    inner, outer = own_module.box((0, 0, 0), (4, 2, 2)), own_module.box((0, 0, 0), (4.1, 2.1, 2.1))
    points = np.concatenate([inner[0], outer[0]])
    faces = [
        *[one[::-1] for one in own_module.fan(inner[1])],
        *[tuple(8 + k for k in f) for f in own_module.fan(outer[1])],
    ]
    found = sheets_of([thing(points, faces)], INSIDE)
    pieces = pieces_of(found, INSIDE, wall_m=0.1, tolerance_m=0.002)
    assert len(pieces) == 6
    for piece in pieces:
        # As thick as the wall is, no more.
        assert np.ptp(piece.corners @ piece.normal) == pytest.approx(0.05, abs=1e-6)


@pytest.fixture
def wall(own_module):
    """The wall with the round hole: its sheet and patch."""
    points, faces = own_module.shell()
    sheets = sheets_of([thing(points, own_module.fan(faces))], INSIDE)
    found = [
        (sheet, one) for sheet in sheets for one in patches_of(sheet, 0.002) if one.normal @ [0, -1, 0] > 0.99
    ]
    assert len(found) == 1
    return found[0]


def area(outline, normal):
    return 0.5 * float(np.cross(outline, np.roll(outline, -1, axis=0)).sum(axis=0) @ normal)


def test_a_wall_with_a_window_is_cut_into_convex_parts_that_leave_it_open(wall, own_module):
    sheet, patch = wall
    parts = polygons(sheet, patch)
    hole = 24 * 0.5 * own_module.WINDOW_RADIUS**2 * np.sin(2 * np.pi / 24)
    assert sum(area(part, patch.normal) for part in parts) == pytest.approx(
        4.0 * own_module.SIDE - hole, rel=1e-4
    )
    assert len(parts) <= 24
    for part in parts:
        ways = np.roll(part, -1, axis=0) - part
        turns = np.cross(ways, np.roll(ways, -1, axis=0)) @ patch.normal
        assert turns.min() > -1e-9


@given(st.integers(0, 2**32 - 1))
def test_any_flat_patch_is_covered_once_by_convex_parts(seed):
    """A star with dents, as a fan of triangles about its middle."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(5, 16))
    angles = 2 * np.pi * (np.arange(count) + 0.6 * rng.random(count)) / count
    rim = rng.uniform(0.3, 1.0, count)[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    points = np.column_stack([np.vstack([[0, 0], rim]), np.zeros(count + 1)])
    faces = [(0, 1 + k, 1 + (k + 1) % count) for k in range(count)]
    (sheet,) = sheets_of([thing(points, faces)], np.array([[0.0, 0.0, 2.0]]))
    (patch,) = patches_of(sheet, 0.002)
    parts = polygons(sheet, patch)
    whole = sum(area(points[list(face)], np.array([0, 0, 1.0])) for face in faces)
    assert sum(area(part, patch.normal) for part in parts) == pytest.approx(whole, rel=1e-3)
    assert len(parts) <= count


def test_rays_meet_the_pieces_where_they_meet_the_triangles(own_set):
    far = apart(own_set, places=12, rays=400)
    assert len(far) > 4000
    # What is left are looks past the edges of sheets, which have been given the thickness of a wall.
    assert np.quantile(far, 0.99) < 1e-5
    assert (far > 0.01).mean() < 0.005


def test_a_fine_round_hull_is_met_within_the_tolerance(tmp_path, own_module):
    points, faces = own_module.tube((-2, 0, 0), (2, 0, 0), 1.1, sides=128)
    own_module.film(
        tmp_path, "model: module.glb\ninside: [0, 0, 0]\n", own_module.glb([("Hull", points, faces, 0)])
    )
    made = read_set("module", tmp_path)
    assert len(pieces_in(made)) == 128 + 2 * 8
    assert apart(made).max() < 1e-4
    text = "model: module.glb\ninside: [0, 0, 0]\ntolerance: 10 mm\n"
    coarse = read_set(
        "module", own_module.film(tmp_path / "b", text, own_module.glb([("Hull", points, faces, 0)]))
    )
    assert len(pieces_in(coarse)) < 60
    # Rays come in at a slant, so they meet a plane that is 10 mm off farther off than that.
    far = apart(coarse)
    assert 0.002 < np.quantile(far, 0.9) < 0.012
    assert np.quantile(far, 0.98) < 0.02


def test_a_sharp_wedge_does_not_come_out_of_its_other_face(own_module):
    """Two sheets that meet at 30°: the slab behind one is cut off at the other."""
    rise = np.tan(np.deg2rad(15))
    points = [[0, -1, 1], [0, 1, 1], *[[s * 2 * rise, y, 3.0] for s in (-1, 1) for y in (-1, 1)]]
    faces = [(0, 1, 3), (0, 3, 2), (0, 5, 1), (0, 4, 5)]
    found = sheets_of([thing(points, faces)], np.array([[-1.5, 0, 1.5], [1.5, 0, 1.5]]))
    pieces = pieces_of(found, np.array([[-1.5, 0, 1.5]]), wall_m=0.3, tolerance_m=0.002)
    for piece in pieces:
        low = piece.corners[:, 2] - 1.0
        assert np.all(np.abs(piece.corners[:, 0]) <= low * rise + 2e-5)


def test_thin_and_small_things(own_set, sheets):
    curtain = next(one for one in own_set.solids if one.id == "curtain")
    assert min(curtain.size_m) == pytest.approx(SHEET_M)
    assert not [one for one in own_set.solids if one.id.startswith("label")]
    assert any(one.id.startswith("label") for one in own_set.surfaces)
    cover = next(one for one in own_set.solids if one.id == "hatch.cover")
    assert len(cover.corners) == 64


def test_a_ball_becomes_a_hull_with_fewer_corners(own_module):
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rise = np.linspace(-np.pi / 2, np.pi / 2, 13)[1:-1]
    rings = [
        [0.2 * np.cos(r) * np.cos(t), 0.2 * np.cos(r) * np.sin(t), 0.2 * np.sin(r)]
        for r in rise
        for t in turn
    ]
    points = np.array([*rings, [0, 0, -0.2], [0, 0, 0.2]]) + np.array([1, 0, 0])
    faces = ConvexHull(points).simplices
    found = sheets_of([thing(points, faces)], INSIDE)
    (piece,) = pieces_of(found, INSIDE, wall_m=0.1, tolerance_m=0.002)
    assert piece.normal is None
    assert len(piece.corners) <= 96
    assert hull.distance(hull.of(hull.corners_of(piece.corners)), points).max() < 0.01


def test_the_whole_set_answers_like_any_other(own_set):
    assert own_set.low == pytest.approx((-2, -1.1, -1.1), abs=1e-3)
    assert own_set.high[0] == pytest.approx(2, abs=1e-3)
    near, _ = clearance(own_set, np.array([[0, 0, 0], [1.5, 0, 0], [-0.3, -0.98, -0.45], [0, 0, -1.15]]))
    assert near[0] == pytest.approx(np.linalg.norm([0.3, 0.05, 0.43]), abs=1e-6)  # the table
    assert near[2] < -0.09
    assert near[3] < 0
    hits = first_hit(own_set, np.zeros((1, 3)), np.array([[0, -1.0, 0]]))
    assert hits.distance == pytest.approx([1.1], abs=1e-6)
    assert hits.normal[0] == pytest.approx([0, 1, 0], abs=1e-6)
    ids = [one.id for one in (*own_set.solids, *own_set.rails, *own_set.windows, *own_set.beds)]
    assert len(set(ids)) == len(ids)


def test_nobody_and_no_camera_is_put_beyond_the_walls(own_set):
    filling = [one for one in own_set.solids if one.id.startswith("filling")]
    # Perhaps in the hollow locker too.
    beyond = [one for one in filling if np.abs(one.position[1:]).max() > 0.7]
    assert 4 <= len(beyond) <= len(filling) < 60
    # The corners of the box about an eight-sided room are filled, and not a corner of that comes into the room.
    corners = np.array([[1.0, y, z] for y in (-1.05, 1.05) for z in (-1.05, 1.05)])
    assert not np.any(in_free_room(own_set, corners, 0.05))
    for one in beyond:
        signs = np.array([[i, j, k] for i in (-0.5, 0.5) for j in (-0.5, 0.5) for k in (-0.5, 0.5)])
        across = np.abs(np.array(one.position) + signs * np.array(one.size_m))[:, 1:]
        assert np.maximum(across.max(axis=1), across.sum(axis=1) / np.sqrt(2)).min() > 1.1
    tried = np.random.default_rng(7).uniform(own_set.low, own_set.high, (4000, 3))
    free = np.abs(tried[in_free_room(own_set, tried, 0.1)])[:, 1:]
    assert np.maximum(free.max(axis=1), free.sum(axis=1) / np.sqrt(2)).max() < 1.1


def test_a_niche_of_the_room_stays_open(tmp_path, own_module):
    """An L-shaped room, seen from its one arm: its other arm is free, the notch between them is not."""
    outline = [(0, 0), (4, 0), (4, 2), (2, 2), (2, 4), (0, 4)]
    own_module.film(tmp_path, "model: module.glb\ninside: [3, 1, 0]\n",
                    own_module.glb([("Hull", *own_module.prism(outline, -1.0, 1.0), 0)]))  # fmt: skip
    made = read_set("module", tmp_path)
    assert made.high[1] == pytest.approx(4.0, abs=1e-6)
    places = np.array([[1, 3, 0], [3, 1, 0], [1, 1, 0], [3, 3, 0], [2.5, 3.5, 0.5]])
    assert in_free_room(made, places, 0.15).tolist() == [True, True, True, False, False]
