from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.assembly import FIXED, Assembly, Material, Node, Shape
from offworld.film.shot import look_from
from offworld.geometry import rotation
from offworld.look.dressing import dress
from offworld.picture.stage import Stage, distances

WIDTH, HEIGHT = 320, 180


def ball_assembly(radius=0.04, fixed=()):
    ball = Node(
        id="ball", tree="ball", parent=-1, position=(0, 0, 0), attitude=(1, 0, 0, 0), mass_kg=1.0, centre=(0, 0, 0),
        inertia=(1, 1, 1), inertia_attitude=(1, 0, 0, 0),
    )  # fmt: skip
    shape = Shape(
        id="ball/ball", node=1, kind="sphere", size=(radius, 0, 0), position=(0, 0, 0), material="white"
    )
    return Assembly(
        nodes=(FIXED, ball), shapes=(shape, *fixed), sites=(), coordinates=7, dofs=6,
        materials=(Material(name="white", colour=(0.9, 0.9, 0.9)),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def stage():
    with Stage(dress(ball_assembly()), WIDTH, HEIGHT, samples=0) as made:
        yield made


@pytest.mark.parametrize("lens", [16.0, 35.0, 85.0])
@pytest.mark.parametrize("up", [(0, 0, 1), (0, 1, 0), (0.3, -0.5, 0.2)])
def test_against_the_thin_lens_a_ball_appears_where_and_as_big_as_it_must(stage, lens, up):
    view = look_from((-2.0, 0.3, 0.1), (0.5, 0.0, 0.0), up, lens_mm=lens)
    depth = 2.0
    local = np.array([0.25, 0.1, -1.0]) * depth * view.tall()
    local[2] = -depth
    place = rotation.rotate(view.attitude, local) + np.asarray(view.position)
    picture = stage.draw(np.array([[0, 0, 0, 1, 0, 0, 0], [*place, 1, 0, 0, 0]], dtype=float), view)
    rows, columns = np.nonzero(picture.max(axis=-1) > 40)
    x, y, _ = view.project(place[None], WIDTH / HEIGHT)[0]
    assert columns.mean() == pytest.approx((x + 1) / 2 * WIDTH - 0.5, abs=0.6)
    assert rows.mean() == pytest.approx((1 - y) / 2 * HEIGHT - 0.5, abs=0.6)
    tall = 2 * 0.04 / (2 * depth * view.tall()) * HEIGHT
    assert np.ptp(rows) + 1 == pytest.approx(tall, abs=1.6 + 0.02 * tall)


def test_the_same_moment_gives_the_same_pixels_and_they_are_the_callers(stage):
    view = look_from((-1.0, 0, 0), (0, 0, 0), (0, 0, 1), lens_mm=25.0)
    poses = np.array([[0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]], dtype=float)
    first = stage.draw(poses, view)
    kept = first.copy()
    poses[1, 1] = 0.2
    other = stage.draw(poses, view)
    assert np.array_equal(first, kept)
    assert not np.array_equal(first, other)
    poses[1, 1] = 0.0
    assert np.array_equal(stage.draw(poses, view), kept)


def test_two_stages_live_side_by_side(stage):
    view = look_from((-1.0, 0, 0), (0, 0, 0), (0, 0, 1), lens_mm=25.0)
    poses = np.array([[0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]], dtype=float)
    before = stage.draw(poses, view)
    with Stage(dress(ball_assembly(radius=0.2)), 64, 36, samples=4) as other:
        assert other.draw(poses, view).shape == (36, 64, 3)
        assert np.array_equal(stage.draw(poses, view), before)


def test_a_set_is_lit_and_people_are_drawn(take):
    dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people)
    assert len(dressing.people) == 3
    assert len(dressing.lamps) >= 4
    assert {node for node, _ in dressing.moving} >= {take.node("scalpel"), take.node("camera.a")}
    plain = dress(take.assembly, take.rehearsal.stage_set.up)
    assert plain.people == ()
    assert len(plain.moving) > len(dressing.moving)
    view = look_from((2.9, 0.4, 0.4), (1.4, 0, 0.1), (0, 0, 1), lens_mm=16.0)
    with Stage(dressing, WIDTH, HEIGHT) as made:
        picture = made.draw(take.poses[0].astype(float), view)
    # A room, not a black hole and not a white sheet; and somebody in orange.
    assert 40 < picture.mean() < 215
    assert picture.std() > 15
    red, green, blue = (picture[..., i].astype(int) for i in range(3))
    assert np.sum((red > 90) & (red > 1.3 * green) & (green > 1.8 * blue)) > 100


def test_a_set_without_lamps_is_lit_all_the_same():
    wall = Shape(id="w", node=0, kind="box", size=(0.1, 2, 2), position=(1, 0, 0), material="nobody knows")
    dressing = dress(ball_assembly(fixed=(wall,)))
    assert len(dressing.lamps) == 4
    assert {material.name for material in dressing.materials} >= {"white", "nobody knows"}


def test_a_soft_stage_draws_what_is_out_of_focus_soft_and_measures_how_far_it_is():
    far, focus = 2.0, 1.0
    view = look_from((-far, 0, 0), (0, 0, 0), (0, 0, 1), lens_mm=85.0)
    poses = np.array([[0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0]], dtype=float)
    with Stage(dress(ball_assembly()), WIDTH, HEIGHT, samples=0, soft=True) as made:
        sharp = made.draw(poses, view)
        depth = distances(made._depth[::-1])
        ball = sharp.max(axis=-1) > 40
        # The near side of the ball, and nothing beyond its middle.
        assert depth[ball].min() == pytest.approx(far - 0.04, abs=0.005)
        assert depth[ball].max() < far + 0.005
        assert np.array_equal(made.draw(poses, replace(view, focus_m=far)), sharp)
        soft = made.draw(poses, replace(view, focus_m=focus, stop=1.4))
        assert np.array_equal(made.sharp(poses, replace(view, focus_m=focus)), sharp)

    def steepest(picture):
        return np.abs(np.diff(picture[HEIGHT // 2].astype(float).mean(axis=-1))).max()

    assert steepest(soft) < 0.5 * steepest(sharp)
