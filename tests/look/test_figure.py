from __future__ import annotations

import numpy as np
import pytest

from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.geometry.track import poses_at
from offworld.look.figure import HEAD, PARTS, SEGMENTS, Life
from offworld.look.fit import figure_of, normals


@pytest.fixture(scope="module")
def cast(take):
    return {person.id: figure_of(take.assembly, person) for person in take.rehearsal.people}


def test_everybody_has_a_body_and_strangers_have_none(take, cast):
    assert all(figure is not None for figure in cast.values())
    stranger = Person(id="nobody", sex="male", stature_m=1.7, mass_kg=70)
    assert figure_of(take.assembly, stranger) is None


def test_the_weights_of_a_vertex_are_one(cast):
    for figure in cast.values():
        total = np.zeros(figure.count)
        for which, weight, _ in figure.ties:
            np.add.at(total, which, weight[:, 0])
        assert np.allclose(total, 1.0, atol=1e-5)


def test_each_part_is_where_the_body_model_has_it(take, cast):
    poses = poses_at(take.sample_ticks, take.poses, 0)
    for person, figure in cast.items():
        vertices, _ = figure.posed(poses)
        sites = {site.id: site for site in take.assembly.sites}
        for part, near in (("face", 0.05), ("left hand", 0.07), ("right hand", 0.07), ("chest", 0.10)):
            site = sites[f"{person}/{part}"]
            place = poses[site.node, :3] + rotation.rotate(poses[site.node, 3:], site.position)
            assert np.linalg.norm(vertices - place, axis=-1).min() < near, (person, part)


def test_a_body_that_turns_as_a_whole_keeps_its_shape(take, cast):
    poses = poses_at(take.sample_ticks, take.poses, 0)
    turn = rotation.from_axis_angle([1.0, 2.0, -1.0], np.array(1.1))
    moved, away = poses.copy(), np.array([0.5, 0.2, -3.0])
    moved[:, :3] = rotation.rotate(turn, poses[:, :3]) + away
    moved[:, 3:] = rotation.multiply(turn, poses[:, 3:])
    figure = cast["ivan"]
    (a, facing), (b, turned) = figure.posed(poses), figure.posed(moved)
    assert np.allclose(rotation.rotate(turn, a) + away, b, atol=1e-9)
    assert np.allclose(rotation.rotate(turn, facing), turned, atol=1e-9)


def test_normals_look_out_and_the_mesh_has_every_part(take, cast):
    figure = cast["zhenya"]
    vertices, facing = figure.posed(poses_at(take.sample_ticks, take.poses, 0))
    exact = normals(vertices, figure.faces)
    assert np.mean(np.sum(exact * facing, axis=-1) > 0.5) > 0.95
    assert set(figure.parts) == set(range(len(PARTS)))
    assert len(SEGMENTS) == len(figure.ties) == 16


def test_heavier_people_are_broader_and_taller_ones_have_bigger_heads(take):
    def spread(mass, stature):
        person = Person(id="ivan", sex="male", stature_m=stature, mass_kg=mass)
        figure = figure_of(take.assembly, person)
        _, _, local = figure.ties[SEGMENTS.index("abdomen")]
        head = figure.ties[SEGMENTS.index("head")][2][0]
        return float(np.ptp(local[0][:, 1])), float(np.ptp(head[:, 2]))

    assert spread(100, 1.7)[0] > spread(60, 1.7)[0]
    assert spread(70, 1.9)[1] > spread(70, 1.6)[1]


def eyes_of(figure, vertices, part):
    return vertices[figure.parts == PARTS.index(part)]


def test_eyes_lie_in_the_face_and_look_ahead(take, cast):
    poses = poses_at(take.sample_ticks, take.poses, 0)
    for figure in cast.values():
        head = poses[figure.nodes[HEAD]]
        local = rotation.rotate(rotation.conjugate(head[3:]), figure.posed(poses)[0] - head[:3])
        assert eyes_of(figure, local, "iris")[:, 0].max() > eyes_of(figure, local, "eyeball")[:, 0].max()


def test_eyes_turn_to_what_is_looked_at_and_no_farther_than_eyes_do(take, cast):
    poses = poses_at(take.sample_ticks, take.poses, 0)
    figure = cast["ivan"]
    head = poses[figure.nodes[HEAD]]
    for angle, expected in ((0.3, 0.3), (2.0, 0.56)):
        way = np.array([np.cos(angle), np.sin(angle), 0.0])
        goal = head[:3] + rotation.rotate(head[3:], figure.eyes.mean(axis=0) + 50.0 * way)
        local = rotation.rotate(
            rotation.conjugate(head[3:]), figure.posed(poses, Life(gaze={"ivan": goal}))[0] - head[:3]
        )
        left = figure.ties[HEAD][0][figure.eye_rows[0]]
        iris = left[figure.parts[left] == PARTS.index("iris")]
        ahead = local[iris].mean(axis=0) - figure.eyes[0]
        assert np.arctan2(ahead[1], ahead[0]) == pytest.approx(expected, abs=0.02)


def test_a_hand_that_closes_brings_its_finger_tips_to_the_palm(take, cast):
    poses = poses_at(take.sample_ticks, take.poses, 0)
    figure = cast["zhenya"]
    sites = {site.id: site for site in take.assembly.sites}
    for side in ("left", "right"):
        node = f"zhenya/{side}_hand"
        pose = poses[take.node(node)]
        grip = rotation.rotate(pose[3:], sites[f"zhenya/{side} hand"].position) + pose[:3]
        bend = next(each for each in figure.hands if each.node == node)
        tips = figure.ties[bend.tie][0][bend.rows]
        reach = [
            np.linalg.norm(figure.posed(poses, Life(closing={node: share}))[0][tips] - grip, axis=-1).mean()
            for share in (0.0, 0.5, 1.0)
        ]
        assert reach[0] > reach[1] > reach[2]
        assert reach[2] < 0.85 * reach[0]
    other = figure.posed(poses, Life(closing={"zhenya/left_hand": 1.0}))[0]
    still = figure.segments == SEGMENTS.index("right_hand")
    assert np.array_equal(other[still], figure.posed(poses)[0][still])
