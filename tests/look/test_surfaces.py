"""Sets modelled elsewhere as they are drawn: their own triangles, fine enough for light, and nothing twice."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.assembly import FIXED, Assembly, Material, Shape, Surface
from offworld.geometry import packed
from offworld.look.dressing import dress
from offworld.look.rays import blocks
from offworld.look.solids import node_mesh
from offworld.look.surfaces import surface_mesh

SQUARE = np.array([[0, 0, 0], [2, 0, 0], [2, 1, 0], [0, 1, 0.0]])


def surface(points=SQUARE, faces=((0, 1, 2), (0, 2, 3)), normal=(0, 0, 1), **more):
    points = np.asarray(points, float)
    text = packed.pack(points, np.broadcast_to(np.array(normal, float), points.shape), np.array(faces))
    return Surface(id=more.pop("id", "it"), material=more.pop("material", "panel"), mesh=text, **more)


def areas(mesh):
    corners = mesh.vertices[mesh.faces]
    return 0.5 * np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )


@pytest.mark.parametrize("pitch", [np.inf, 0.9, 0.2])
def test_cutting_finer_keeps_the_surface_and_its_side(pitch):
    mesh = surface_mesh([surface()], {"panel": 3}, pitch=pitch)
    assert areas(mesh).sum() == pytest.approx(2.0)
    corners = mesh.vertices[mesh.faces]
    assert np.all(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0)
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=-1)
    assert edges.max() <= max(pitch, 0) or len(mesh.faces) == 2
    assert np.all(mesh.materials == 3)
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0)
    # No corner of one triangle lies on the middle of another's edge.
    once, count = np.unique(
        np.sort(mesh.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1), axis=0, return_counts=True
    )
    border = once[count == 1]
    assert np.linalg.norm(
        mesh.vertices[border[:, 0]] - mesh.vertices[border[:, 1]], axis=1
    ).sum() == pytest.approx(6.0)


def test_normals_that_cancel_give_way_to_one_of_them():
    points = np.array([[0, 0, 0], [2, 0, 0], [0, 2, 0.0]])
    text = packed.pack(points, np.array([[0, 0, 1], [0, 0, -1], [0, 0, 1.0]]), np.array([[0, 1, 2]]))
    mesh = surface_mesh([Surface(id="a", material="panel", mesh=text)], {"panel": 0}, pitch=1.5)
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0)


def test_what_looks_out_into_nothing_is_left_out():
    room = [
        Shape(id=f"w{k}", node=0, kind="box", size=(1.1, 1.1, 0.05), position=(0, 0, z))
        for k, z in enumerate((-1.0, 1.0))
    ]
    inner = surface([[-1, -1, -0.95], [1, -1, -0.95], [0, 1, -0.95]], ((0, 1, 2),))
    outer = surface([[-1, -1, -1.06], [1, -1, -1.06], [0, 1, -1.06]], ((0, 2, 1),), normal=(0, 0, -1))
    both = surface_mesh([inner, outer], {"panel": 0})
    kept = surface_mesh([inner, outer], {"panel": 0}, blocking=blocks(room))
    assert (len(both.faces), len(kept.faces)) == (2, 1)
    assert kept.vertices[:, 2] == pytest.approx(-0.95, abs=1e-6)
    assert surface_mesh([outer], {"panel": 0}, blocking=blocks(room)) is None
    assert surface_mesh([], {}) is None


def test_a_hull_is_drawn_with_its_flat_faces_and_what_is_not_drawn_is_not():
    corners = tuple((x, y, z) for x in (-0.3, 0.3) for y in (-0.2, 0.2) for z in (-0.1, 0.1))
    shape = Shape(id="h", node=0, kind="hull", size=(0.3, 0.2, 0.1), position=(1, 0, 0), corners=corners)
    mesh = node_mesh([shape], {"panel": 0})
    assert areas(mesh).sum() == pytest.approx(2 * 4 * (0.06 + 0.03 + 0.02))
    assert np.all(((mesh.vertices - [1, 0, 0]) * mesh.normals).sum(axis=1) > 0)
    assert node_mesh([replace(shape, drawn=False)], {"panel": 0}) is None


def test_a_stage_is_dressed_with_surfaces_in_place_of_pieces():
    wall = Shape(id="w", node=0, kind="box", size=(2, 1, 0.05), position=(0, 0, -0.05), drawn=False)
    ceiling = replace(wall, id="c", position=(0, 0, 2))
    red = Material(name="module: Red", colour=(0.5, 0.1, 0.1))
    scene = Assembly(
        nodes=(FIXED,), shapes=(wall, ceiling), sites=(), materials=(red,), coordinates=0, dofs=0,
        surfaces=(surface(material=red.name),),
    )  # fmt: skip
    stage = dress(scene)
    assert red in stage.materials
    assert np.unique(stage.still.materials) == [stage.materials.index(red)]
    assert areas(stage.still).sum() == pytest.approx(2.0)
    assert len(stage.still.vertices) > 40
    assert np.all(stage.still.levels < 1.0)
