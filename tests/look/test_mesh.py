from __future__ import annotations

import numpy as np
import pytest

from offworld.film.assembly import Shape
from offworld.geometry import rotation
from offworld.look.mesh import box, capsule, cylinder, ellipsoid, joined
from offworld.look.rays import blocks, free, inside, nearness
from offworld.look.solids import node_mesh, seen_sides


def volume(mesh):
    """By the divergence theorem: right only if every face looks outwards."""
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    return float(np.sum(a * np.cross(b, c)) / 6.0)


SOLIDS = [
    (box((0.1, 0.2, 0.3), 0), 8 * 0.1 * 0.2 * 0.3, 1e-12),
    (box((0.1, 0.2, 0.3), 0, pitch=0.07), 8 * 0.1 * 0.2 * 0.3, 1e-12),
    (ellipsoid((0.1, 0.2, 0.3), 0, around=48, stacks=32), 4 / 3 * np.pi * 0.006, 1e-2),
    (cylinder(0.2, 0.5, 0, around=64), np.pi * 0.04, 1e-2),
    (cylinder(0.2, 0.5, 0, around=64, edge=0.001), np.pi * 0.04, 2e-2),
    (capsule(0.1, 0.3, 0, around=64, stacks=16), np.pi * 0.01 * 0.6 + 4 / 3 * np.pi * 0.001, 1e-2),
]


@pytest.mark.parametrize(("mesh", "expected", "share"), SOLIDS)
def test_solids_enclose_their_volume_and_their_normals_look_out(mesh, expected, share):
    assert volume(mesh) == pytest.approx(expected, rel=share)
    assert np.allclose(np.linalg.norm(mesh.normals, axis=-1), 1.0)
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    face = np.cross(b - a, c - a)
    wide = np.linalg.norm(face, axis=-1) > 1e-9
    normal = mesh.normals[mesh.faces].mean(axis=1)
    assert np.all(np.sum(face * normal, axis=-1)[wide] > 0.0)


def test_moving_keeps_the_shape():
    turn = rotation.from_axis_angle([1.0, 2.0, 3.0], np.array(0.8))
    mesh = box((0.1, 0.2, 0.3), 2, pitch=0.1)
    moved = mesh.moved((1.0, -2.0, 0.5), turn)
    assert volume(moved) == pytest.approx(volume(mesh))
    assert np.allclose(moved.vertices.mean(axis=0), (1.0, -2.0, 0.5))
    both = joined([mesh, moved])
    assert volume(both) == pytest.approx(2 * volume(mesh))
    assert set(both.materials) == {2}


def slab(name, position, half):
    return Shape(id=name, node=0, kind="box", size=half, position=position)


ROOM = (
    slab("floor", (0, 0, -1.1), (2, 1, 0.1)),
    slab("ceiling", (0, 0, 1.1), (2, 1, 0.1)),
    slab("left", (0, 1.1, 0), (2, 0.1, 1.2)),
    slab("right", (0, -1.1, 0), (2, 0.1, 1.2)),
    slab("front", (2.1, 0, 0), (0.1, 1.2, 1.2)),
    slab("back", (-2.1, 0, 0), (0.1, 1.2, 1.2)),
)


def test_only_the_inside_of_a_closed_room_is_kept():
    kept = dict(zip([shape.id for shape in ROOM], seen_sides(ROOM, blocks(ROOM)), strict=True))
    assert (2, 1) in kept["floor"]
    assert (2, -1) not in kept["floor"]
    assert (0, -1) in kept["front"]
    assert (0, 1) not in kept["front"]
    assert sum(len(sides) for sides in kept.values()) < 6 * 6 / 2


def test_an_open_set_keeps_its_floor_and_round_things_keep_all():
    floor = (ROOM[0], Shape(id="ball", node=0, kind="sphere", size=(0.2, 0, 0), position=(0, 0, 0)))
    kept = seen_sides(floor, blocks(floor))
    assert (2, 1) in kept[0]
    assert len(kept[1]) == 6


def test_nothing_makes_no_mesh_and_every_kind_makes_one():
    assert node_mesh((), {}) is None
    kinds = [
        Shape(id=kind, node=1, kind=kind, size=(0.1, 0.2, 0.3), position=(0, 0, 0), material="m")
        for kind in ("box", "sphere", "cylinder", "capsule", "ellipsoid")
    ]
    mesh = node_mesh(kinds, {"m": 3})
    assert set(mesh.materials) == {3}


def test_rays_meet_what_is_in_their_way():
    blocking = blocks((slab("wall", (1.0, 0, 0), (0.1, 1, 1)), slab("wire", (0.5, 0, 0), (0.01, 0.01, 1))))
    assert len(blocking.centre) == 1
    start, way = np.zeros((3, 3)), np.array([[1.0, 0, 0], [-1.0, 0, 0], [0, 1.0, 0]])
    assert free(start, way, np.full(3, 5.0), blocking).tolist() == [False, True, True]
    assert free(start, way, np.full(3, 0.5), blocking).tolist() == [True, True, True]
    near = nearness(start, way, blocking, 1.8)
    assert near[0] == pytest.approx(0.5)
    assert near[1:].tolist() == [0.0, 0.0]
    assert inside(np.array([[1.0, 0.5, 0], [0.5, 0, 0]]), blocking).tolist() == [True, False]
