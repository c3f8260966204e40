from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.imagine import imagine, nominal
from offworld.imagine.ways import Way, flight, rest, straight

NOBODY_MOVES = 1e-5


def of(imagined, name):
    return next(one for one in imagined.beats if one.beat == name)


def ghost(imagined, who, take, part="pelvis"):
    """Where a part of a ghost is, (k, 7)."""
    found = next(one for one in imagined.ghosts if one.who == who)
    names = [take.assembly.nodes[node].id for node in found.nodes]
    return found.poses[:, names.index(f"{who}/{part}")]


def at(room, *beats, starts=None, **more):
    made = room.rehearsal(starts or [room.afloat("ann", 0, 0, 0), room.afloat("bob", 2, 1, 0)], beats, **more)
    take = room.still(made)
    return take, imagine(take)


def test_without_beats_everybody_stays_where_the_take_begins(room):
    take, imagined = at(room, length_s=2.0)
    assert (imagined.length, imagined.beats, len(imagined.ticks)) == (2000, (), 21)
    for one in imagined.ghosts:
        assert one.poses.dtype == np.float32
        np.testing.assert_allclose(one.poses, np.repeat(take.poses[:1, one.nodes], 21, axis=0), atol=1e-6)


def test_a_ghost_keeps_its_posture(room):
    push = room.beat("push", "push off", target=room.point(2, 1, 0.5), speed=0.4)
    stay = room.beat("stay", "stay", target=room.someone("bob"), relation="face to face", lie="across",
                     start=room.Cue(kind="time", delay_s=6.0))  # fmt: skip
    _, imagined = at(room, push, stay, length_s=14.0)
    for one in imagined.ghosts:
        apart = np.linalg.norm(one.poses[:, :, None, :3] - one.poses[:, None, :, :3], axis=-1)
        np.testing.assert_allclose(apart, np.repeat(apart[:1], len(apart), axis=0), atol=1e-4)
        np.testing.assert_allclose(np.linalg.norm(one.poses[..., 3:], axis=-1), 1.0, atol=1e-5)


def test_a_push_gathers_leaves_and_flies_straight_at_its_speed_to_the_place(room):
    push = room.beat("push", "push off", target=room.thing("mark.far"), speed=0.25)
    take, imagined = at(room, push, length_s=20.0)
    done = of(imagined, "push")
    leaves = round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))
    assert (done.start, done.end) == (0, leaves)
    mark = done.marks[0]
    assert (mark.who, mark.part, mark.source) == ("ann", "pelvis", "at mark.far")
    way = ghost(imagined, "ann", take)[:, :3]
    assert np.abs(way[imagined.ticks <= leaves] - way[0]).max() < NOBODY_MOVES
    moving = (imagined.ticks > leaves + 100) & (imagined.ticks < mark.tick)
    speed = np.linalg.norm(np.diff(way[moving], axis=0), axis=1) / 0.1
    np.testing.assert_allclose(speed, 0.25, atol=1e-3)
    length = np.linalg.norm(way[-1] - way[0])
    assert mark.tick == pytest.approx(leaves + 1000 * length / 0.25, abs=nominal.STEP_MS)


def test_a_push_without_a_goal_flies_until_the_wall(room):
    push = room.beat("push", "push off", direction=(0.0, -1.0, 0.0), speed=0.5)
    take, imagined = at(room, push, length_s=20.0)
    assert of(imagined, "push").marks == ()
    assert ghost(imagined, "ann", take)[-1, 1] == pytest.approx(-2.7, abs=0.01)


def test_a_pull_along_a_straight_rail_goes_beside_it_from_the_start(room):
    pull = room.beat("pull", "pull", source=room.thing("long"), target=room.point(1.6, 1.2, 0.0), speed=0.2)
    take, imagined = at(room, pull, starts=[room.afloat("ann", -1, 0.9, 0)], length_s=20.0)
    way = ghost(imagined, "ann", take)[:, :3]
    assert np.ptp(way[:, 1:], axis=0).max() < NOBODY_MOVES
    mark = of(imagined, "pull").marks[0]
    assert of(imagined, "pull").end == mark.tick
    centre = way[-1, 0] - way[0, 0]
    assert mark.tick == pytest.approx(1000 * centre / 0.2, abs=nominal.STEP_MS)


def test_a_short_pull_is_a_push(room):
    pull = room.beat("pull", "pull", source=room.thing("rail"), target=room.point(0.3, 0, 0), speed=0.2)
    _, imagined = at(room, pull)
    assert of(imagined, "pull").end == round(1000 * (nominal.GATHER_S + nominal.DRIVE_S))


def test_a_body_comes_near_enough_to_hold_and_no_nearer(room):
    hold = room.beat("hold", "hold", limbs=("right hand",), target=room.thing("rail"))
    take, imagined = at(room, hold, starts=[room.afloat("ann", 0, 0, 1.2)], length_s=12.0)
    names = [node.id for node in take.assembly.nodes]
    shoulder = ghost(imagined, "ann", take, "right_upper_arm")[-1, :3]
    arm = sum(
        np.linalg.norm(take.assembly.nodes[names.index(f"ann/right_{part}")].position)
        for part in ("forearm", "hand")
    )
    away = shoulder - (np.clip(shoulder[0], -1, 1), 0.0, -1.0)
    assert np.linalg.norm(away) == pytest.approx(nominal.COMFORT * (arm + 0.07), abs=0.06)
    done = of(imagined, "hold")
    assert (done.end, done.marks[0].source) == (None, "at rail")
    assert np.ptp(rotation.angle_between(ghost(imagined, "ann", take)[:, 3:], [1.0, 0, 0, 0])) < 1e-4


def test_what_is_within_reach_is_held_from_where_one_is(room):
    hold = room.beat("hold", "hold", limbs=("right hand",), target=room.point(0.3, -0.2, 0.3))
    take, imagined = at(room, hold, length_s=3.0)
    assert np.ptp(ghost(imagined, "ann", take)[:, :3], axis=0).max() < NOBODY_MOVES


@pytest.mark.parametrize(
    ("lie", "angle"), [("upright", 0.0), ("across", np.pi / 2), ("inverted", np.pi)], ids=str
)
def test_two_who_stay_face_to_face_meet_half_way_and_lie_as_written(room, lie, angle):
    stay = room.beat("stay", "stay", who=("ann", "bob"), relation="face to face", distance_m=0.6, lie=lie)
    take, imagined = at(room, stay, length_s=12.0)
    heads = [ghost(imagined, who, take, "head")[-1] for who in ("ann", "bob")]
    looks = [rotation.rotate(head[3:], [1.0, 0, 0]) for head in heads]
    ups = [rotation.rotate(head[3:], [0, 0, 1.0]) for head in heads]
    assert looks[0] @ looks[1] == pytest.approx(-1.0, abs=1e-3)
    assert np.arccos(np.clip(ups[0] @ ups[1], -1, 1)) == pytest.approx(angle, abs=2e-2)
    site = next(site for site in take.assembly.sites if site.id == "ann/face")
    faces = [head[:3] + rotation.rotate(head[3:], site.position) for head in heads]
    assert np.linalg.norm(faces[1] - faces[0]) == pytest.approx(0.6, abs=1e-3)
    starts = [ghost(imagined, who, take, "head")[0] for who in ("ann", "bob")]
    ways = [np.linalg.norm(head[:3] - start[:3]) for head, start in zip(heads, starts, strict=True)]
    assert min(ways) > 0.3
    mark = of(imagined, "stay").marks[0]
    assert (mark.part, mark.to, mark.tick) == ("head", "bob", 12000)
    assert mark.source == f"face to face, 0.6 m from Bob's face, {lie}"


@pytest.mark.parametrize("relation", ["face to face", "back to back", "side by side", "near"])
@pytest.mark.parametrize("joint", [True, False], ids=["both", "one"])
def test_every_relation_keeps_its_distance_between_faces(room, relation, joint):
    who, target = (("ann", "bob"), None) if joint else (("ann",), room.someone("bob"))
    stay = room.beat("stay", "stay", who=who, target=target, relation=relation, distance_m=0.8, lie="upright")
    take, imagined = at(room, stay, length_s=15.0)
    site = next(site for site in take.assembly.sites if site.id == "ann/face")
    heads = [ghost(imagined, name, take, "head")[-1] for name in ("ann", "bob")]
    faces = [head[:3] + rotation.rotate(head[3:], site.position) for head in heads]
    assert np.linalg.norm(faces[1] - faces[0]) == pytest.approx(0.8, abs=2e-3)
    if not joint:
        assert np.ptp(ghost(imagined, "bob", take)[:, :3], axis=0).max() < NOBODY_MOVES


def test_who_lies_is_the_one_who_turns(room):
    stay = room.beat(
        "stay", "stay", who=("ann", "bob"), relation="face to face", lie="inverted", who_lies="ann"
    )
    take, imagined = at(room, stay, length_s=12.0)
    up = {
        who: rotation.rotate(ghost(imagined, who, take, "head")[-1, 3:], [0, 0, 1.0])[2]
        for who in ("ann", "bob")
    }
    assert up["ann"] == pytest.approx(-1.0, abs=1e-3)
    assert up["bob"] == pytest.approx(1.0, abs=1e-3)


def test_one_who_stays_with_somebody_goes_along_with_them(room):
    stay = room.beat("stay", "stay", target=room.someone("bob"), relation="near", distance_m=0.7)
    push = room.beat("push", "push off", who=("bob",), direction=(-1.0, 0, 0), speed=0.3,
                     start=room.Cue(kind="time", delay_s=6.0))  # fmt: skip
    take, imagined = at(room, stay, push, length_s=12.0)
    apart = ghost(imagined, "ann", take)[:, :3] - ghost(imagined, "bob", take)[:, :3]
    assert np.linalg.norm(ghost(imagined, "bob", take)[-1, :3] - (2, 1, 0)) > 0.5
    np.testing.assert_allclose(apart[-1], apart[int(8000 / 100)], atol=1e-4)


def test_to_stay_by_a_place_is_to_go_there(room):
    stay = room.beat("stay", "stay", target=room.thing("mark.far"))
    take, imagined = at(room, stay, length_s=12.0)
    assert ghost(imagined, "ann", take)[-1, :3] == pytest.approx((2.0, 0.0, 0.0), abs=0.15)
    assert of(imagined, "stay").marks[0].source == "at mark.far"


def test_drifting_ends_short_of_a_thing_and_lasts_without_one(room):
    drift = room.beat("drift", "drift", target=room.point(2.5, 0, 0))
    take, imagined = at(
        room, drift, starts=[room.afloat("ann", 0, 0, 0, drift=(0.2, 0.0, 0.0))], length_s=16.0
    )
    done = of(imagined, "drift")
    assert done.end == pytest.approx(1000 * (2.5 - nominal.SHORT_OF_M) / 0.2, abs=500)
    on = room.beat("drift", "drift")
    take, imagined = at(room, on, starts=[room.afloat("ann", 0, 0, 0, drift=(0.2, 0.0, 0.0))], length_s=5.0)
    assert of(imagined, "drift").end is None
    assert ghost(imagined, "ann", take)[-1, 0] - ghost(imagined, "ann", take)[0, 0] == pytest.approx(
        1.0, abs=0.01
    )


def test_what_is_given_and_taken_is_then_in_the_other_hand(room):
    give = room.beat("give", "give", channels=("right hand",), target=room.someone("bob"), prop="ball",
                     to_channel="left hand")  # fmt: skip
    take_back = room.beat("take", "take", channels=("right hand",), prop="ball", target=None,
                          start=room.Cue(kind="caught", ref="give"))  # fmt: skip
    _, imagined = at(room, give, take_back, props=[room.ball()])
    given_, taken = of(imagined, "give"), of(imagined, "take")
    assert given_.marks[0].source == "at Bob"
    assert taken.start == given_.end
    assert taken.end > taken.start
    assert taken.marks[0].source == "at ball"


def test_a_fumbled_give_is_over_sooner_and_gives_nothing(room):
    def end(fumbled):
        give = room.beat(
            "give", "give", channels=("right hand",), target=room.someone("bob"), prop="ball", fumbled=fumbled
        )
        return of(at(room, give, props=[room.ball()])[1], "give").end

    assert end(True) == end(False) - round(1000 * nominal.HAND_OVER_S)


CUES = [
    ("time", {"delay_s": 2.0}, 2000),
    ("start", {"ref": "say"}, 500),
    ("end", {"ref": "say", "delay_s": 0.5}, 2000),
    ("caught", {"ref": "say"}, 1500),
    ("line", {"ref": "L1"}, 500),
    ("line end", {"ref": "L1"}, 1500),
    ("word", {"ref": "L1", "word": "There,"}, 900),
    ("word", {"ref": "L1", "word": "never"}, 1500),
    ("light", {"ref": "sunrise"}, 3000),
]


@pytest.mark.parametrize(
    ("kind", "cue", "tick"), CUES, ids=[f"{kind}-{i}" for i, (kind, _, _) in enumerate(CUES)]
)
def test_cues_come_when_what_they_wait_for_goes_as_written(room, kind, cue, tick):
    say = room.beat("say", "say", channels=("voice",), line="L1", start=room.Cue(kind="time", delay_s=0.5))
    look = room.beat("look", "look", channels=("gaze",), start=room.Cue(kind=kind, **cue))
    _, imagined = at(room, say, look, length_s=5.0, light=[("sunrise", 3.0)])
    assert (of(imagined, "say").start, of(imagined, "say").end) == (500, 1500)
    assert of(imagined, "look").start == tick


NEVER = [
    ("missed", {"ref": "say"}, "waits for say to miss, which is not imagined"),
    ("light", {"ref": "noon"}, "its cue does not come even if all goes as written"),
    ("line", {"ref": "L9"}, "its cue does not come even if all goes as written"),
]


@pytest.mark.parametrize(("kind", "cue", "why"), NEVER, ids=[kind for kind, _, _ in NEVER])
def test_what_is_not_written_to_come_is_not_imagined(room, kind, cue, why):
    say = room.beat("say", "say", channels=("voice",), line="L1")
    look = room.beat("look", "look", channels=("gaze",), start=room.Cue(kind=kind, **cue))
    _, imagined = at(room, say, look, length_s=3.0)
    assert (of(imagined, "look").start, of(imagined, "look").why) == (None, why)


def test_a_miss_that_is_written_is_imagined(room):
    catch = room.beat("catch", "catch", limbs=("right hand",), target=room.thing("rail"), miss=True)
    missed = room.beat("look", "look", channels=("gaze",), start=room.Cue(kind="missed", ref="catch"))
    caught = room.beat(
        "say", "say", channels=("voice",), line="L1", start=room.Cue(kind="caught", ref="catch")
    )
    take, imagined = at(room, catch, missed, caught, length_s=4.0)
    assert of(imagined, "look").start == of(imagined, "catch").end
    assert of(imagined, "say").why == "waits for catch to come out, which is written to miss"
    assert np.ptp(ghost(imagined, "ann", take)[:, :3], axis=0).max() < NOBODY_MOVES


def test_a_distance_and_a_touch_come_when_ghosts_are_so_near(room):
    push = room.beat("push", "push off", target=room.someone("bob"), speed=0.5)
    near = room.beat("near", "look", channels=("gaze",), start=room.Cue(
        kind="distance", a=room.someone("ann"), b=room.someone("bob"), distance_m=1.2))  # fmt: skip
    touch = room.beat("touch", "look", channels=("voice",), start=room.Cue(
        kind="contact", a=room.someone("ann"), b=room.someone("bob", "left hand")))  # fmt: skip
    lost = room.beat("lost", "look", who=("bob",), channels=("gaze",), start=room.Cue(
        kind="distance", a=room.thing("nothing"), b=room.someone("bob"), distance_m=9.0))  # fmt: skip
    _, imagined = at(room, push, near, touch, lost, length_s=12.0)
    assert of(imagined, "near").start > nominal.GATHER_S * 1000
    assert of(imagined, "lost").start is None


def test_a_catch_on_the_way_begins_when_the_thing_comes_within_reach(room):
    push = room.beat("push", "push off", target=room.point(0, 0, -1.6), speed=0.25)
    catch = room.beat("catch", "catch", limbs=("left hand",), target=room.thing("rail"),
                      start=room.Cue(kind="reach"))  # fmt: skip
    _, imagined = at(room, push, catch, starts=[room.afloat("ann", 0, 0.2, 1.4)], length_s=20.0)
    caught, pushed = of(imagined, "catch"), of(imagined, "push")
    assert pushed.end < caught.start < caught.marks[0].tick < caught.end
    assert pushed.marks[0].source.startswith("on the way, at ")


def test_what_does_not_come_within_reach_is_imagined_to_where_one_is_nearest(room):
    catch = room.beat("catch", "catch", limbs=("left hand",), target=room.thing("rail"),
                      start=room.Cue(kind="reach"))  # fmt: skip
    _, imagined = at(room, catch, starts=[room.afloat("ann", 0, 0, 1.4)], length_s=20.0)
    assert of(imagined, "catch").start == 0
    away = room.afloat("ann", 0, 0, 1.4, drift=(0.0, -0.3, 0.0))
    _, imagined = at(room, catch, starts=[away], length_s=20.0)
    assert of(imagined, "catch").start == pytest.approx(nominal.PASSED_MS, abs=2 * nominal.STEP_MS)


def test_beats_on_one_channel_wait_for_each_other_but_not_for_a_state(room):
    first = room.beat("say", "say", channels=("voice",), line="L1")
    second = room.beat("say.2", "say", channels=("voice",), line="L2")
    look = room.beat("look", "look", channels=("gaze",))
    other = room.beat("look.2", "look", channels=("gaze",), start=room.Cue(kind="time", delay_s=1.0))
    _, imagined = at(room, first, second, look, other, length_s=3.0)
    assert of(imagined, "say.2").start == of(imagined, "say").end
    assert (of(imagined, "look").start, of(imagined, "look").end) == (0, 1000)


def test_states_end_on_their_cue_or_time(room):
    until = room.beat("look", "look", channels=("gaze",), until=room.Cue(kind="time", delay_s=1.5))
    timed = room.beat("limp", "go limp", who=("bob",), duration_s=0.8)
    shake = room.beat("convulse", "convulse", who=("bob",), start=room.Cue(kind="end", ref="limp"))
    gone = room.beat("release", "let go", channels=("left hand",), start=room.Cue(kind="time", delay_s=1.0))
    _, imagined = at(room, until, timed, shake, gone)
    assert of(imagined, "look").end == 1500
    assert of(imagined, "limp").end == 800
    assert of(imagined, "convulse").end == 800 + round(1000 * nominal.CONVULSE_S)
    assert of(imagined, "release").end - of(imagined, "release").start <= nominal.STEP_MS
    assert imagined.length == of(imagined, "convulse").end + nominal.TAIL_MS


def test_one_with_a_foot_in_a_loop_waits_for_whom_they_catch(room):
    catch = room.beat("catch", "catch", who=("bob",), limbs=("right hand",), target=room.someone("ann"))
    held = room.afloat("bob", 2, 0, 0, holds=(room.HoldStart(limb="left foot", target=room.thing("rail")),))
    take, imagined = at(room, catch, starts=[room.afloat("ann", 0, 0, 0), held], length_s=6.0)
    assert np.ptp(ghost(imagined, "bob", take)[:, :3], axis=0).max() < NOBODY_MOVES


def test_a_person_without_a_body_is_left_out(room):
    from dataclasses import replace

    look = room.beat("look", "look", channels=("gaze",))
    take = room.still(room.rehearsal([room.afloat("ann", 0, 0, 0)], [look], length_s=1.0))
    nodes = tuple(replace(node, id=node.id.replace("ann/pelvis", "ann/hips")) for node in take.assembly.nodes)
    imagined = imagine(replace(take, assembly=replace(take.assembly, nodes=nodes)))
    assert imagined.ghosts == ()
    assert of(imagined, "look").why == "nobody is there to do it"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**16), st.floats(0.05, 2.0), st.integers(-500, 5000))
def test_a_way_is_gone_at_one_pace(seed, speed, tick):
    rng = np.random.default_rng(seed)
    begin, goal = (Pose.of(rng.uniform(-2, 2, 3), rotation.random(rng, 1)[0]) for _ in range(2))
    way = straight(begin, goal, 100, speed)
    here = way.at(tick)
    share = np.clip((tick - way.start) / max(way.end - way.start, 1), 0.0, 1.0)
    length = np.linalg.norm(np.subtract(goal.position, begin.position))
    assert np.linalg.norm(np.subtract(here.position, begin.position)) == pytest.approx(
        share * length, abs=1e-9
    )
    whole = rotation.angle_between(begin.attitude, goal.attitude)
    assert rotation.angle_between(begin.attitude, here.attitude) == pytest.approx(share * whole, abs=1e-6)
    assert length / max((way.end - way.start) / 1000, 1e-9) <= speed * 1.001 + 0.01


def test_ways_that_go_nowhere_rest():
    here = Pose.of((1.0, 0.0, 0.0))
    assert rest(here, 5) == Way(begin=here, goal=here, start=5, end=5)
    assert flight(here, np.zeros(3), 5, np.full(3, -2.0), np.full(3, 2.0)) == rest(here, 5)
