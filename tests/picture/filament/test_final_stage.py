from __future__ import annotations

import numpy as np
import pytest

from offworld.errors import MissingLibrary
from offworld.film.assembly import FIXED, Assembly, Material, Node, Shape
from offworld.film.shot import look_from
from offworld.geometry import rotation
from offworld.look.dressing import dress
from offworld.picture.filament import stage as stage_module
from offworld.picture.filament import vulkan
from offworld.picture.filament.stage import FinalStage, distances

WIDTH, HEIGHT = 320, 180
AT_REST = np.array([[0, 0, 0, 1, 0, 0, 0]], dtype=float)


@pytest.fixture(scope="module", autouse=True)
def drawable():
    if why := vulkan.missing():
        pytest.skip(f"Filament cannot draw here: {why}; {vulkan.COMMAND}")


def ball_assembly(radius=0.04):
    ball = Node(
        id="ball", tree="ball", parent=-1, position=(0, 0, 0), attitude=(1, 0, 0, 0), mass_kg=1.0, centre=(0, 0, 0),
        inertia=(1, 1, 1), inertia_attitude=(1, 0, 0, 0),
    )  # fmt: skip
    shape = Shape(
        id="ball/ball", node=1, kind="sphere", size=(radius, 0, 0), position=(0, 0, 0), material="white"
    )
    return Assembly(
        nodes=(FIXED, ball), shapes=(shape,), sites=(), coordinates=7, dofs=6,
        materials=(Material(name="white", colour=(0.9, 0.9, 0.9)),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def stage():
    with FinalStage(dress(ball_assembly()), WIDTH, HEIGHT) as made:
        yield made


@pytest.mark.parametrize("lens", [16.0, 85.0])
@pytest.mark.parametrize("up", [(0, 0, 1), (0.3, -0.5, 0.2)])
def test_against_the_thin_lens_a_ball_appears_where_as_big_and_as_far_as_it_must(stage, lens, up):
    view = look_from((-2.0, 0.3, 0.1), (0.5, 0.0, 0.0), up, lens_mm=lens)
    depth = 2.0
    local = np.array([0.25, 0.1, -1.0]) * depth * view.tall()
    local[2] = -depth
    place = rotation.rotate(view.attitude, local) + np.asarray(view.position)
    poses = np.concatenate([AT_REST, [[*place, 1, 0, 0, 0]]])
    picture = stage.draw(poses, view)
    rows, columns = np.nonzero(picture.max(axis=-1) > 60)
    x, y, _ = view.project(place[None], WIDTH / HEIGHT)[0]
    assert columns.mean() == pytest.approx((x + 1) / 2 * WIDTH - 0.5, abs=0.7)
    assert rows.mean() == pytest.approx((1 - y) / 2 * HEIGHT - 0.5, abs=0.7)
    tall = 2 * 0.04 / (2 * depth * view.tall()) * HEIGHT
    assert np.ptp(rows) + 1 == pytest.approx(tall, abs=1.8 + 0.03 * tall)
    stage._render(stage._camera(view), stage._far, stage._mjrf.DrawMode.DRAW_MODE_DEPTH)
    seen = distances(stage._depth[..., 0])[round(rows.mean()), round(columns.mean())]
    assert seen == pytest.approx(depth - 0.04, abs=0.004)


def test_a_new_stage_draws_the_same_frames_with_the_same_bytes():
    view = look_from((-1.0, 0, 0), (0, 0, 0), (0, 0, 1), lens_mm=25.0)
    runs = []
    for _ in range(2):
        with FinalStage(dress(ball_assembly()), WIDTH, HEIGHT) as made:
            runs.append(
                [made.draw(np.concatenate([AT_REST, [[0, y, 0, 1, 0, 0, 0]]]), view) for y in (0.0, 0.1, 0.2)]
            )
    assert all(np.array_equal(a, b) for a, b in zip(*runs, strict=True))
    assert not np.array_equal(runs[0][0], runs[0][1])


def test_people_throw_shadows_and_stand_where_they_are(take):
    dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people)
    assert dressing.people
    poses = np.asarray(take.poses[0], dtype=float)
    head = take.node(f"{take.rehearsal.people[0].id}/head")
    x, y, z = poses[head, :3]
    view = look_from((x + 0.9, y, z), (x, y, z + 0.05), (0, 0, 1), lens_mm=25.0)
    with FinalStage(dressing, WIDTH, HEIGHT) as made:
        with_them = made.draw(poses, view)
        gone = poses.copy()
        gone[1:, :3] = (0.0, 0.0, -500.0)
        without = made.draw(gone, view)
    changed = np.abs(with_them.astype(int) - without).max(axis=-1) > 12
    middle = changed[HEIGHT // 3 : 2 * HEIGHT // 3, 2 * WIDTH // 5 : 3 * WIDTH // 5]
    assert middle.mean() > 0.5
    assert not changed.all()


def test_where_vulkan_is_missing_it_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(stage_module, "missing", lambda: "there is none")
    with pytest.raises(MissingLibrary, match=r"there is none.*mesa-vulkan-drivers"):
        FinalStage(dress(ball_assembly()), WIDTH, HEIGHT)
