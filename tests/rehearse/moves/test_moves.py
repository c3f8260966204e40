"""Each move does what its line says, and says why when it does not."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.film.take import BeatOutcome, Take


def outcome(take: Take, beat: str) -> BeatOutcome:
    return next(one for one in take.outcomes if one.beat == beat)


def place(take: Take, node: str, tick: int) -> np.ndarray:
    return take.poses[take.row(tick), take.node(node), :3].astype(float)


def axis(take: Take, node: str, tick: int, number: int) -> np.ndarray:
    from offworld.geometry import rotation

    return rotation.matrix(take.poses[take.row(tick), take.node(node), 3:].astype(float))[:, number]


FREE = "  ann: floating at [0, 0, 0], up +z, facing +x"
PAIR = (
    "  ann: left hand on rail.p3, facing ben\n"
    "  ben: left hand on rail.p3, facing ann\n"
    "  wrench: in ann's right hand"
)
FEET = "  ben: left foot in loop.3 and right foot in loop.2, up +z"


def test_look_turns_the_face_to_the_point_and_keeps_it(rehearse):
    take = rehearse(FREE, "  - ann [gaze]: look at mark.far + [0, 0.5, 0]\n", 2.5)
    eyes = place(take, "ann/head", 2500)
    way = np.array([-2.2, 0.5, 0.0]) - eyes
    before = axis(take, "ann/head", 0, 0) @ way
    after = axis(take, "ann/head", 2500, 0) @ way / np.linalg.norm(way)
    assert after > before / np.linalg.norm(way) + 0.3


def test_say_lasts_as_long_as_its_words_and_is_written_down(rehearse):
    take = rehearse(FREE, "  - ann [voice]: say L1 at 0.5 s\n", 3)
    line = next(line for line in take.rehearsal.scene.lines if line.id == "L1")
    said = next(one for one in take.outcomes if one.start == 500)
    assert said.outcome == "done"
    assert said.end == pytest.approx(500 + 1000 * line.duration_s, abs=21)
    assert (500, "L1") in take.lines


def test_a_word_starts_a_beat(rehearse):
    take = rehearse(
        FREE, '  - ann [voice]: say L1 at 0.5 s\n  - ann [gaze]: look at mark.far on word "three" in L1\n', 3
    )
    line = next(line for line in take.rehearsal.scene.lines if line.id == "L1")
    word = next(seconds for text, seconds in line.words if text.startswith("three"))
    assert outcome(take, "look").start == pytest.approx(500 + 1000 * word, abs=21)


def test_let_go_opens_the_hand_and_only_that_one(rehearse):
    take = rehearse("  ann: both hands on rail.p3", "  - ann [left hand]: let go of rail.p3 at 1 s\n", 2)
    assert outcome(take, "let-go").outcome == "done"
    ended = [hold for hold in take.holds if hold.end is not None]
    assert [(hold.end, hold.ended_by) for hold in ended] == [(1000, "let go")]


def test_let_go_of_nothing_is_refused(rehearse):
    take = rehearse(FREE, "  - ann [left hand]: let go at 0.2 s\n", 1)
    assert outcome(take, "let-go").outcome == "refused"
    assert "nothing is held" in outcome(take, "let-go").reason


def test_release_leaves_a_prop_nearly_still(rehearse):
    take = rehearse(
        FREE + "\n  wrench: in ann's right hand", "  - ann [right hand]: release wrench at 1.5 s\n", 3
    )
    assert outcome(take, "release").outcome == "done"
    moved = place(take, "wrench", 3000) - place(take, "wrench", 2000)
    assert np.linalg.norm(moved) < 0.1


def test_release_of_what_one_does_not_have_is_refused(rehearse):
    take = rehearse(
        FREE + "\n  wrench: floating at [1.5, 0, 0]", "  - ann [right hand]: release wrench at 0.2 s\n", 0.5
    )
    assert outcome(take, "release").outcome == "refused"


def test_go_limp_switches_every_muscle_off(rehearse):
    take = rehearse(FREE, "  - ann: go limp at 0.4 s\n", 1)
    assert take.stream is not None
    assert np.any(take.stream.torques[:80])
    assert not np.any(take.stream.torques[105:])


def test_convulse_throws_the_limbs_and_ends_in_time_the_same_each_time(rehearse):
    first = rehearse(FREE, "  - ann: convulse for 0.6 s at 0.2 s\n", 1.2)
    again = rehearse(FREE, "  - ann: convulse for 0.6 s at 0.2 s\n", 1.2)
    done = outcome(first, "convulse")
    assert (done.outcome, done.end) == ("done", pytest.approx(800, abs=41))
    assert np.abs(first.stream.velocities[150]).max() > 1.0
    np.testing.assert_array_equal(first.stream.coordinates, again.stream.coordinates)


def test_reach_brings_the_hand_there_without_a_grip(rehearse):
    take = rehearse("  ann: left hand on rail.p3", "  - ann [right hand]: reach for rail.p3\n", 5)
    assert outcome(take, "reach").outcome == "done"
    assert len(take.holds) == 1


def test_reach_for_what_is_far_is_missed_and_says_by_how_much(rehearse):
    take = rehearse(FREE, "  - ann [right hand]: reach for mark.far\n", 7)
    assert outcome(take, "reach").outcome == "missed"
    assert "cm" in outcome(take, "reach").reason


def test_take_closes_on_a_floating_prop(rehearse):
    take = rehearse(
        FREE.replace("[0, 0, 0]", "[2.0, 0, 0.2]") + "\n" + FEET + "\n  wrench: stuck to rail.p3",
        "  - ann: drift\n",
        0.5,
    )
    start = place(take, "ben/right_hand", 0)
    near = start + np.array([0.12, 0.05, 0.1])
    x, y, z = near.tolist()
    take = rehearse(
        FREE.replace("[0, 0, 0]", "[2.0, 0, 0.2]")
        + "\n"
        + FEET
        + f"\n  wrench: floating at [{x:.3f}, {y:.3f}, {z:.3f}]",
        "  - ben [right hand]: take wrench\n",
        4,
    )
    assert outcome(take, "take").outcome == "done"
    assert [hold.thing for hold in take.holds if hold.kind == "prop"] == ["wrench"]


def test_a_held_thing_is_handed_over(rehearse):
    take = rehearse(
        PAIR,
        "  - ann [right hand]: give wrench to ben [right hand]\n",
        8,
    )
    given = outcome(take, "give")
    if given.outcome == "done":
        last = [hold for hold in take.holds if hold.kind == "prop" and hold.end is None]
        assert [take.assembly.nodes[hold.node].tree for hold in last] == ["ben"]
    else:
        assert "cm" in given.reason


def test_a_fumbled_give_leaves_the_prop_to_itself(rehearse):
    take = rehearse(
        PAIR,
        "  - ann [right hand]: give wrench to ben [right hand], fumbled\n",
        8,
    )
    given = outcome(take, "give")
    assert given.outcome in {"done", "missed"}
    if given.outcome == "done":
        assert "fumbled" in given.reason
        assert not [hold for hold in take.holds if hold.kind == "prop" and hold.end is None]


def test_stay_tells_how_far_it_came_out(rehearse):
    take = rehearse(
        "  ann: left hand on rail.p3, facing ben\n  ben: left foot in loop.3, facing ann",
        "  - ann, ben: stay face to face 0.6 m apart for 3 s\n",
        4,
    )
    stayed = outcome(take, "stay")
    assert stayed.end == pytest.approx(3000, abs=21)
    assert "cm and" in stayed.reason


def test_drift_to_a_thing_ends_when_it_is_there(rehearse):
    take = rehearse(FREE + ", drifting at 0.4 m/s along +x", "  - ann: drift to mark.near\n", 6)
    assert outcome(take, "drift").outcome == "done"


def test_drift_past_a_thing_is_missed(rehearse):
    take = rehearse(FREE + ", drifting at 0.4 m/s along -x", "  - ann: drift to mark.near\n", 2)
    assert outcome(take, "drift").outcome == "missed"
    assert "passed" in outcome(take, "drift").reason


def test_being_held_brings_the_holders_hands(rehearse):
    take = rehearse(
        "  ann: floating at [0.4, -0.2, 0.35], up +z\n" + FEET + ", facing ann",
        "  - ann: be held by ben by the feet\n",
        4,
    )
    held = outcome(take, "be-held")
    holders = {take.assembly.nodes[hold.node].id for hold in take.holds if "ann" in hold.thing}
    assert holders <= {"ben/left_hand", "ben/right_hand"}
    assert bool(holders) == (held.outcome == "running") or "cm" in held.reason


def test_a_refused_push_goes_on_with_its_else(rehearse):
    take = rehearse(
        "  ann: left hand on rail.p3", "  - ann: push off towards +x at 3 m/s, else hold rail.p3\n", 1.5
    )
    pushed = outcome(take, "push-off")
    assert (pushed.outcome, pushed.otherwise) == ("refused", True)
    assert "3 m/s" in pushed.reason
    assert [event.kind for event in take.events if event.beat == "push-off"][-1] != "grip"


def test_who_drifts_after_a_miss_gets_hold_of_the_nearest_thing(rehearse):
    take = rehearse(
        "  ann: floating at [-1.1, 0.45, 0.1], up +z, facing +x",
        "  - ann: push off towards +x at 0.3 m/s\n",
        5,
    )
    assert outcome(take, "push-off").outcome == "refused"
    assert [event.who for event in take.events if event.kind == "recovery"] == ["ann"]


def test_a_hold_for_a_time_lets_go_when_it_is_over(rehearse):
    take = rehearse("  ann: left hand on rail.p3", "  - ann [left hand]: hold rail.p3 for 1 s\n", 2)
    assert outcome(take, "hold").outcome == "done"
    assert [hold.end for hold in take.holds] == [1000]


def test_a_cue_that_never_comes_leaves_its_beat_waiting(rehearse):
    take = rehearse(
        "  ann: left hand on rail.p3\n" + FEET,
        "  - ann [gaze]: look at ben when ann within 0.1 m of ben\n",
        1,
    )
    assert outcome(take, "look").outcome == "waiting"


def test_cuts_come_on_their_cues(rehearse):
    take = rehearse(
        "  ann: left hand on rail.p3",
        "  - ann [voice]: say L1 at 1 s\n",
        2,
        extra="cameras:\n  A: {lens: 25 mm, at: '[2, 0, 0]', looks at: ann}\n"
        "  B: {lens: 35 mm, at: '[-2, 0, 0]', looks at: ann}\ncuts: [A, B on L1]\n",
    )
    assert take.cuts == ((0, "A"), (1000, "B"))


@pytest.mark.parametrize(("world", "gravity"), [("earth", 9.80665), ("moon", 1.62), ("mars", 3.72)])
def test_props_fall_as_the_world_has_it_beside_one_who_is_strapped(rehearse, world, gravity):
    take = rehearse(
        "  ann: strapped to the table, limp\n  wrench: floating at mark.middle + [0, 0, 0.6]",
        "  - ann: go limp\n",
        0.5,
        world=world,
        stage="zvezda",
    )
    fallen = place(take, "wrench", 0) - place(take, "wrench", 304)
    np.testing.assert_allclose(fallen, [0, 0, 0.5 * gravity * 0.304**2], atol=2e-4)
    assert {hold.kind for hold in take.holds} == {"strap"}
