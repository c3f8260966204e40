"""Assemblies: ids, order, props and their inertia, the set's shapes, colours."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.body.assemble import assemble, rail_shape_ids
from offworld.body.props import prop_tree, uniform_inertia
from offworld.errors import FilmError, NotPossible
from offworld.film.basic import Place
from offworld.film.prop import Prop
from offworld.geometry import rotation

PARTS = [
    "head", "face", "eyes", "chest", "back", "hips",
    *(f"{s} {p}" for s in ("left", "right") for p in ("shoulder", "elbow", "wrist", "hand", "knee", "ankle", "foot")),
]  # fmt: skip


def test_ids_are_unique_and_every_part_has_a_place(pair):
    for things in (pair.nodes, pair.shapes, pair.sites):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))
    sites = {site.id for site in pair.sites}
    for who in ("anna", "boris"):
        assert {f"{who}/{part}" for part in PARTS} <= sites
    assert {"pen/grip", "camera-a/grip", "camera-a/lens"} <= sites
    assert "pen/lens" not in sites


def test_trees_are_in_order_with_the_set_first(pair):
    assert pair.nodes[0].id == "set"
    assert [node.tree for node in pair.nodes[1:]] == ["anna"] * 16 + ["boris"] * 16 + ["pen", "camera-a"]
    assert all(node.parent < i for i, node in enumerate(pair.nodes))
    joints = [joint for node in pair.nodes for joint in node.joints]
    assert [joint.dof for joint in joints] == [*range(6, 41), *range(47, 82)]
    assert pair.dofs == 94
    assert pair.coordinates == 98
    assert all(0 <= shape.node < len(pair.nodes) for shape in pair.shapes)


def test_a_person_meets_others_with_few_shapes(pair):
    mine = [shape for shape in pair.shapes if shape.id.startswith("anna/")]
    assert sum(shape.collides for shape in mine) == 17
    assert len(mine) > 30


def test_the_set_is_its_solids_rails_and_straps(pair, lab):
    of_set = {shape.id: shape for shape in pair.shapes if shape.node == 0}
    assert of_set["wall.x.low"].size == (0.05, 1.1, 1.1)
    assert not of_set["label"].collides
    rim = next(rail for rail in lab.room().rails if rail.id == "hatch.rim")
    ends = []
    for name in rail_shape_ids(rim):
        shape = of_set[name]
        half = rotation.rotate(shape.attitude, (0.0, 0.0, shape.size[1]))
        ends += [np.array(shape.position) - half, np.array(shape.position) + half]
        assert shape.collides
        assert shape.size[0] == rim.radius_m
    assert np.array(ends[::2]) == pytest.approx(np.array(rim.points[:-1]))
    assert np.array(ends[1::2]) == pytest.approx(np.array(rim.points[1:]))
    assert "hatch.rim/post.0" not in of_set
    assert not of_set["rail.s1/post.0"].collides
    assert not of_set["loop.1/strap"].collides


def test_every_material_used_is_there_once(pair):
    names = [material.name for material in pair.materials]
    assert set(names) == {shape.material for shape in pair.shapes}
    assert len(names) == len(set(names))


def test_an_unknown_colour_is_said_with_its_place(lab):
    prop = replace(lab.pen, colour="puce", place=Place(file="film.yaml", line=9, column=5))
    with pytest.raises(
        FilmError, match=r"film.yaml:9:5: pen has the colour 'puce', which there is not — one of"
    ):
        assemble(lab.rehearsal((), (prop,)))


SIZES = st.tuples(*[st.floats(0.02, 0.5)] * 3)


@given(shape=st.sampled_from(["box", "sphere", "cylinder", "capsule"]), size=SIZES, mass=st.floats(0.01, 20))
def test_uniform_inertia_is_that_of_a_cloud_of_points(shape, size, mass):
    x, y, z = size
    z = max(z, x) if shape == "capsule" else z
    grid = (np.arange(40) + 0.5) / 40 - 0.5
    whole = np.array({"box": (x, y, z), "sphere": (x, x, x)}.get(shape, (x, x, z)))
    points = np.stack(np.meshgrid(grid, grid, grid, indexing="ij"), axis=-1).reshape(-1, 3) * whole
    if shape == "sphere":
        points = points[np.linalg.norm(points, axis=1) <= 0.5 * x]
    elif shape == "cylinder":
        points = points[np.hypot(points[:, 0], points[:, 1]) <= 0.5 * x]
    elif shape == "capsule":
        beyond = np.maximum(np.abs(points[:, 2]) - 0.5 * (z - x), 0.0)
        points = points[np.sqrt(points[:, 0] ** 2 + points[:, 1] ** 2 + beyond**2) <= 0.5 * x]
    square = (points**2).mean(axis=0) + (0.0 if shape != "box" else whole**2 / 40**2 / 12)
    wanted = mass * (square.sum() - square)
    assert uniform_inertia(shape, (x, y, z), mass) == pytest.approx(wanted, rel=0.03)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mass_kg": 0.0}, "pen of 0 kg: props of 0.002 to 500 kg"),
        ({"mass_kg": float("nan")}, "pen of nan kg"),
        ({"size_m": (0.02, 0.02, 0.001)}, "pen is thinner than 3 mm"),
        ({"inertia": (1.0, 1.0, 3.0)}, "pen: no thing has the inertia"),
        ({"inertia": (-1.0, 1.0, 1.0)}, "pen: no thing has the inertia"),
    ],
)
def test_impossible_props_are_refused(lab, change, said):
    with pytest.raises(NotPossible, match=said):
        prop_tree(replace(lab.pen, **change), 1)


def test_a_hand_closes_around_the_longest_extent(lab):
    for size, along in (((0.3, 0.1, 0.1), 0), ((0.1, 0.3, 0.1), 1), ((0.1, 0.1, 0.3), 2)):
        part = prop_tree(Prop(id="b", shape="box", size_m=size, mass_kg=1.0), 1)
        z = rotation.rotate(part.sites[0].attitude, (0.0, 0.0, 1.0))
        assert abs(z[along]) == pytest.approx(1.0)
    ball = prop_tree(Prop(id="b", shape="sphere", size_m=(0.1, 0.1, 0.1), mass_kg=1.0, inertia=(1, 1, 1)), 1)
    assert ball.nodes[0].inertia == (1, 1, 1)
