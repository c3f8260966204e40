from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from offworld.film.blocking import Beat, Intent
from offworld.film.camera import Sensor
from offworld.film.take import BeatOutcome, HoldRecord
from offworld.geometry.track import poses_at
from offworld.picture.cardviews import MOST, _ringed, camera_ways, card_pictures, moments
from offworld.picture.frames import Quality
from offworld.picture.freeview import Finder
from offworld.picture.shots import shots
from offworld.space import clearance, in_sight

TINY = Quality(height=60, samples=0)
ASPECT = Fraction(4, 3)


def grip(take, number, node, start, end=None, kind="hand", ended="let go", partner="set"):
    nodes = {each.id: index for index, each in enumerate(take.assembly.nodes)}
    return HoldRecord(
        id=number, node=nodes[node], partner=nodes[partner], kind=kind, thing="rail", start=start, end=end,
        ended_by=ended if end is not None else "", anchor=(0.0, 0.0, -0.08), partner_anchor=(0, 0, 0),
        relative=(1, 0, 0, 0), force_limit=300.0, torque_limit=9.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def long_take(hand_made):
    take = hand_made.make_take(4000, "zvezda")
    holds = (
        *take.holds,
        grip(take, 1, "zhenya/left_hand", 0, 900),
        grip(take, 2, "zhenya/right_hand", 1900, 2600, ended="slip"),
        grip(take, 3, "ivan/right_hand", 1000, 2000, kind="prop", partner="scalpel"),
        grip(take, 4, "ivan/left_foot", 0, kind="foot"),
        grip(take, 5, "ivan/left_hand", 0, partner="anton/left_shank"),
        grip(take, 6, "ivan/pelvis", 0, kind="strap"),
    )
    stay = Beat(id="stay", number=9, who=("zhenya",), channels=("body",), intent=Intent(move="stay"))
    scene = replace(take.rehearsal.scene, beats=(*take.rehearsal.scene.beats, stay))
    outcome = BeatOutcome(beat="stay", outcome="running", start=500, end=None)
    return replace(
        take, holds=holds, outcomes=(*take.outcomes, outcome), rehearsal=replace(take.rehearsal, scene=scene)
    )


def test_moments_are_few_apart_in_order_and_the_weightiest(long_take):
    hers = moments(long_take, "zhenya")
    assert [each.kind for each in hers] == ["start", "let go", "grip", "slip"]
    assert [each.tick for each in hers] == [0, 1060, 2020, 2720]
    his = moments(long_take, "ivan")
    assert [each.kind for each in his] == ["start", "take", "give"]
    # What somebody holds at the start is a person rather than a loop.
    assert his[0].hold.id == 5
    assert [each.kind for each in moments(long_take, "anton")] == ["start", "picture"]
    assert len(moments(long_take, "zhenya", most=2)) == 2
    for person in ("zhenya", "ivan", "anton"):
        ticks = [each.tick for each in moments(long_take, person)]
        assert len(ticks) <= MOST
        assert min(np.diff(ticks), default=700) >= 700


def test_the_end_is_shown_only_of_whoever_has_gone_somewhere(long_take):
    bare = replace(long_take, holds=(), outcomes=(), cuts=())
    assert [each.kind for each in moments(bare, "anton")] == ["start"]
    assert [each.kind for each in moments(bare, "zhenya")] == ["start", "end"]


@pytest.mark.parametrize("person", ["zhenya", "ivan", "anton"])
def test_a_view_is_in_the_free_room_and_sees_what_it_is_about(long_take, person):
    finder = Finder.of(long_take)
    for tick in (0.0, 2000.0):
        poses = poses_at(long_take.sample_ticks, long_take.poses, tick)
        goal = poses[finder.numbers[f"{person}/right_hand"], :3]
        view = finder.view(person, poses, goal, float(ASPECT))
        distance, _ = clearance(long_take.rehearsal.stage_set, np.array([view.position]))
        assert distance[0] >= 0.13
        seen = in_sight(finder.solids, np.array([view.position]), goal[None])
        assert seen[0]
        x, y, depth = view.project(goal[None], float(ASPECT))[0]
        assert max(abs(x), abs(y)) < 1.0
        assert depth > 0.2
        head = poses[finder.numbers[f"{person}/head"], :3]
        x, y, depth = view.project(head[None], float(ASPECT))[0]
        assert max(abs(x), abs(y)) < 1.3
        # The frame's top is that of the room, so that one knows where one is.
        assert view.top() @ np.asarray(long_take.rehearsal.stage_set.up) > 0.3


def test_a_view_is_found_where_there_is_no_room_at_all(take):
    stage_set = replace(take.rehearsal.stage_set, low=(50.0, 50.0, 50.0), high=(51.0, 51.0, 51.0))
    finder = Finder.of(replace(take, rehearsal=replace(take.rehearsal, stage_set=stage_set)))
    poses = poses_at(take.sample_ticks, take.poses, 0.0)
    view = finder.view("ivan", poses, None, 1.0)
    assert np.all(np.isfinite(view.position))


def test_nobody_in_front_is_preferred(take):
    finder = Finder.of(replace(take, assembly=take.assembly))
    poses = poses_at(take.sample_ticks, take.poses, 0.0)
    goal = poses[finder.numbers["zhenya/left_hand"], :3]
    points, weights = finder._points("zhenya", poses, goal)
    free = finder.view("zhenya", poses, goal, 1.0)
    crowded = poses.copy()
    ivan = [n for name, n in finder.numbers.items() if name.startswith("ivan/")]
    between = 0.5 * (np.asarray(free.position) + goal)
    crowded[ivan, :3] += between - crowded[finder.numbers["ivan/chest"], :3]
    balls, eye = finder._balls(crowded, "zhenya"), np.asarray(free.position)
    clear = finder._seen(eye, points, weights, finder._balls(poses, "zhenya"), goal=True)
    assert finder._seen(eye, points, weights, balls, goal=True) < clear
    assert finder.view("zhenya", crowded, goal, 1.0) != free


def test_pictures_are_jpegs_of_each_person(take):
    made = card_pictures(take, quality=TINY, most=2)
    assert {each.person for each in made} == {"zhenya", "ivan", "anton"}
    for each in made:
        with Image.open(BytesIO(each.picture)) as image:
            assert (image.format, image.size) == ("JPEG", (80, 60))
    again = card_pictures(take, quality=TINY, most=2)
    assert [each.picture for each in again] == [each.picture for each in made]
    nobody = replace(take, rehearsal=replace(take.rehearsal, people=()))
    assert card_pictures(nobody, quality=TINY) == ()


def test_a_ring_is_drawn_about_what_it_is_about():
    blank = np.zeros((60, 80, 3), dtype=np.uint8)
    ringed = _ringed(blank, [0.5, 0.5, 1.0])
    rows, columns = np.nonzero(ringed.any(axis=2))
    assert (rows.mean(), columns.mean()) == pytest.approx((15, 60), abs=1.5)
    assert not ringed[15, 60].any()
    assert not _ringed(blank, [0.5, 0.5, -1.0]).any()
    assert not _ringed(blank, [1.5, 0.5, 1.0]).any()


def test_camera_ways_are_where_the_shots_are(take):
    ways = {way.camera: way for way in camera_ways(take, Sensor(), ASPECT, Fraction(5))}
    assert set(ways) == {"A", "B", "C"}
    plan = shots(replace(take, cuts=((0, "A"),)), Fraction(5), Sensor())
    assert ways["A"].views == tuple(shot.view for shot in plan)
    assert ways["A"].ticks == (0, 200, 400, 600, 800, 1000)
    assert ways["B"].aspect == pytest.approx(4 / 3)
    assert camera_ways(replace(take, length=0), None, ASPECT) == ()
