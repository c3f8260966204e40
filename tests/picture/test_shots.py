from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from offworld.errors import NotPossible
from offworld.film.blocking import Target
from offworld.film.camera import Sensor, SetUp
from offworld.film.shot import look_from
from offworld.film.stage_set import Rail
from offworld.geometry.track import poses_at
from offworld.picture.places import Places
from offworld.picture.shots import shots, tracks

RATE = Fraction(25)
FACE = Target(kind="person", name="zhenya", part="face")


def seen_through(take, *set_ups, cuts=(), **changes):
    scene = replace(take.rehearsal.scene, set_ups=set_ups)
    rehearsal = replace(take.rehearsal, scene=scene, **changes)
    return replace(take, rehearsal=rehearsal, cuts=cuts)


def point(x, y, z):
    return Target(kind="point", offset=(float(x), float(y), float(z)))


def test_every_frame_has_the_camera_of_the_last_cut(take):
    seen = seen_through(
        take,
        SetUp(id="A", lens_mm=25, at=point(-2, 0, 0.5), looks_at=FACE),
        SetUp(id="B", lens_mm=50, at=point(2, 0, 0.5), looks_at=FACE),
        cuts=((0, "B"), (400, "A")),
    )
    plan = shots(seen, RATE)
    assert [shot.frame for shot in plan] == list(range(30))
    assert [shot.camera for shot in plan] == ["B"] * 10 + ["A"] * 20
    assert {shot.view.lens_mm for shot in plan[:10]} == {50}
    late = shots(seen, RATE, begin=400)
    assert len(late) == 20
    assert late[0].tick == 400
    assert late[0].camera == "A"


def test_frames_begin_exactly_at_a_broken_rate(take):
    plan = shots(take, Fraction(24000, 1001))
    assert len(plan) == 29
    assert plan[24].tick == pytest.approx(1001.0)


def test_a_locked_camera_stays_and_one_that_follows_turns(take):
    locked = shots(seen_through(take, SetUp(id="A", lens_mm=25, at=point(-2, 0, 0.5), looks_at=FACE)), RATE)
    assert len({(shot.view.position, shot.view.attitude) for shot in locked}) == 1
    follow = SetUp(id="A", lens_mm=25, at=point(0, -0.8, 0.5), follows=FACE)
    seen = seen_through(take, follow)
    places = Places(seen.assembly, seen.rehearsal.stage_set)
    for shot in shots(seen, RATE)[::7]:
        face = places.of(FACE, poses_at(seen.sample_ticks, seen.poses, shot.tick))
        x, y, depth = shot.view.project(face[None], 16 / 9)[0]
        assert (x, y) == pytest.approx((0.0, 0.0), abs=1e-9)
        assert depth > 0.0


def test_a_held_camera_is_where_its_prop_is(take):
    held = SetUp(id="A", lens_mm=25, by="anton", prop="camera.a", follows=FACE)
    plan = shots(seen_through(take, held), RATE)
    node = take.node("camera.a")
    site = next(site for site in take.assembly.sites if site.id == "camera.a/lens")
    for shot in plan[::9]:
        pose = poses_at(take.sample_ticks, take.poses, shot.tick)[node]
        assert shot.view.attitude == pytest.approx(tuple(pose[3:]))
        assert np.linalg.norm(np.asarray(shot.view.position) - pose[:3]) == pytest.approx(
            np.linalg.norm(site.position), abs=1e-6
        )
        assert shot.own == "camera.a"


def test_a_camera_without_a_prop_sees_what_its_operator_faces(take):
    plan = shots(seen_through(take, SetUp(id="A", lens_mm=25, by="anton")), RATE)
    head = poses_at(take.sample_ticks, take.poses, 0)[take.node("anton/head")]
    assert np.linalg.norm(np.asarray(plan[0].view.position) - head[:3]) < 0.3
    assert plan[0].own == ""


UPS = [
    ({"up": "set"}, (0, 0, 1)),
    ({"up": "free"}, (0, 0, 1)),
    ({"up": "gravity"}, (0, 0, 1)),
    ({"up": "vector", "up_vector": (0.0, 1.0, 0.0)}, (0, 1, 0)),
    ({"up": "ivan"}, None),
]


@pytest.mark.parametrize(("asked", "expected"), UPS)
def test_the_top_of_the_frame_follows_whose_up_was_asked(take, asked, expected):
    seen = seen_through(take, SetUp(id="A", lens_mm=25, at=point(-2, 0, 0), looks_at=point(2, 0, 0), **asked))
    if expected is None:
        head = poses_at(take.sample_ticks, take.poses, 0)
        expected = Places(take.assembly, take.rehearsal.stage_set).head_up(head, "ivan")
    ahead = np.array([1.0, 0.0, 0.0])
    across = np.asarray(expected) - (np.asarray(expected) @ ahead) * ahead
    assert shots(seen, RATE)[0].view.top() == pytest.approx(across / np.linalg.norm(across), abs=1e-9)


def test_gravity_gives_the_up_where_there_is_one(take):
    world = replace(take.rehearsal.world, kind="moon", gravity=(0.0, -1.62, 0.0))
    camera = SetUp(id="A", lens_mm=25, at=point(-2, 0, 0), looks_at=point(2, 0, 0), up="gravity")
    assert shots(seen_through(take, camera, world=world), RATE)[0].view.top() == pytest.approx(
        (0, 1, 0), abs=1e-9
    )


def test_a_camera_that_pans_over_the_pole_does_not_flip(take, hand_made):
    # Straight up past the camera: the set's up says nothing there, and the top of the frame goes on as it was.
    poses = np.array(take.poses)
    scalpel = take.node("scalpel")
    share = np.linspace(-1.0, 1.0, len(poses))
    poses[:, scalpel, :3] = np.stack([share, 0.02 * np.ones_like(share), 0.9 * np.ones_like(share)], axis=-1)
    target = Target(kind="prop", name="scalpel")
    moving = replace(
        seen_through(take, SetUp(id="A", lens_mm=25, at=point(0, 0, 0), follows=target)), poses=poses
    )
    plan = shots(moving, RATE)
    tops = np.array([shot.view.top() for shot in plan])
    assert np.min(np.sum(tops[1:] * tops[:-1], axis=-1)) > 0.7


def test_a_scene_without_cameras_is_seen_from_a_corner(take):
    plan = shots(seen_through(take), RATE)
    assert {shot.camera for shot in plan} == {"wide"}
    people = [take.poses[0, take.node(f"{p.id}/chest"), :3] for p in take.rehearsal.people]
    middle = np.mean(people, axis=0).astype(float)
    assert plan[0].view.project(middle[None], 16 / 9)[0, 2] > 0.0
    empty = replace(take.assembly, nodes=take.assembly.nodes[:1], shapes=(), sites=())
    nobody = replace(seen_through(take), assembly=empty, poses=take.poses[:, :1])
    assert len(shots(nobody, RATE)) == 30


def test_a_camera_at_its_own_target_still_has_a_view(take):
    seen = seen_through(take, SetUp(id="A", lens_mm=25, at=point(0, 0, 0), looks_at=point(0, 0, 0)))
    assert np.isfinite(shots(seen, RATE)[0].view.attitude).all()


WRONG = [
    (SetUp(id="A", lens_mm=25, at=Target(kind="fitting", name="rail.nowhere")), "rail.nowhere"),
    (SetUp(id="A", lens_mm=25, at=point(0, 0, 0), looks_at=Target(kind="person", name="olga")), "olga"),
    (SetUp(id="A", lens_mm=25, at=point(0, 0, 0), looks_at=Target(kind="prop", name="spoon")), "spoon"),
    (SetUp(id="A", lens_mm=25, by="anton", prop="camera.z"), "camera.z"),
    (SetUp(id="A", lens_mm=25, at=point(0, 0, 0), up="olga"), "olga"),
]


@pytest.mark.parametrize(("set_up", "named"), WRONG)
def test_what_is_not_in_the_take_is_named(take, set_up, named):
    with pytest.raises(NotPossible, match=named):
        shots(seen_through(take, set_up), RATE)


def test_a_cut_to_a_camera_that_is_not_there_is_named(take):
    seen = seen_through(take, SetUp(id="A", lens_mm=25, at=point(0, 0, 0)), cuts=((0, "Q"),))
    with pytest.raises(NotPossible, match="'Q'"):
        shots(seen, RATE)


def test_places_of_fittings(take):
    stage_set = take.rehearsal.stage_set
    rim = Rail(
        id="rim", points=((1, 0, 0), (0, 1, 0), (-1, 0, 0), (0, -1, 0), (1, 0, 0)), normal=(0, 0, 1)
    )  # fmt: skip
    bent = Rail(id="bent", points=((0, 0, 0), (2, 0, 0), (2, 1, 0), (2, 2, 0)), normal=(0, 0, 1))
    places = Places(take.assembly, replace(stage_set, rails=(rim, bent)))
    at = lambda kind, name, **more: places.of(Target(kind=kind, name=name, **more), take.poses[0])  # noqa: E731
    assert at("fitting", "rim") == pytest.approx((0, 0, 0))
    assert at("fitting", "bent", offset=(0, 0, 0.3)) == pytest.approx((2, 0, 0.3))
    window = stage_set.windows[0]
    assert at("fitting", window.id) == pytest.approx(window.position)
    assert at("nearest", "rail") == pytest.approx((0, 0, 0))
    assert np.isfinite(at("nearest", "handhold")).all()
    assert np.isfinite(at("nearest", "loop")).all()
    assert at("person", "zhenya", part="left hand") != pytest.approx(at("person", "zhenya"))
    assert at("person", "zhenya", part="left shank") == pytest.approx(
        take.poses[0, take.node("zhenya/left_shank"), :3]
    )
    bare = Places(take.assembly, replace(stage_set, rails=(), loops=()))
    with pytest.raises(NotPossible, match="no rail"):
        bare.of(Target(kind="nearest", name="rail"), take.poses[0])


def test_a_lens_takes_in_what_its_focal_length_says():
    # A 25 mm lens before a gate 14 mm high sees 0.56 m at 1 m.
    view = look_from((0, 0, 0), (1, 0, 0), (0, 0, 1), lens_mm=25.0, gate_height_mm=Sensor().height_mm)
    x, y, depth = view.project(np.array([[1.0, 0.0, 0.28]]), 16 / 9)[0]
    assert (x, y, depth) == pytest.approx((0.0, 1.0, 1.0))
    x, y, _ = view.project(np.array([[1.0, -0.28 * 16 / 9, 0.0]]), 16 / 9)[0]
    assert (x, y) == pytest.approx((1.0, 0.0))
    assert view.project(np.array([[-1.0, 0.0, 0.0]]), 1.0)[0, 2] < 0.0


@pytest.mark.parametrize(("near", "focus"), [(0.1, 0.2), (0.2, 0.2), (0.45, 0.45)])
def test_no_lens_focuses_nearer_than_it_can(take, near, focus):
    set_up = SetUp(id="A", lens_mm=25, at=point(0, 0, 0), looks_at=point(0.2, 0, 0), near_m=near)
    assert shots(seen_through(take, set_up), RATE)[0].view.focus_m == pytest.approx(focus)


def test_a_track_is_the_shot_while_its_camera_has_the_picture_and_goes_on_when_it_has_not(take):
    seen = replace(take, cuts=((0, "B"), (400, "C"), (800, "B"), (1000, "C")))
    plan, found = shots(seen, RATE), tracks(seen, RATE)
    assert list(found) == ["A", "B", "C"]
    assert all(len(row) == len(plan) == 30 for row in found.values())
    assert [found[shot.camera][shot.frame] for shot in plan] == list(plan)
    assert {shot.own for shot in found["A"]} == {"camera.a"}
    places = {shot.view.position for shot in found["A"]}
    assert len(places) == 30, "a camera in somebody's hands moves although it never has the picture"
    assert list(tracks(seen_through(take), RATE)) == ["wide"]
