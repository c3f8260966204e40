"""What is called possible: reach, strength and kind of hold, before anybody moves."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.person import Person
from offworld.film.stage_set import Solid
from offworld.rehearse.plan import (
    COAST_S,
    FASTEST,
    HIGHEST_PEAK,
    PEAK_FORCE,
    SHORTEST_PUSH_S,
    Impossible,
    Stroke,
    limb_length,
    plan_catch,
    plan_stroke,
)
from offworld.rehearse.pose import fit_pose

X = np.array([1.0, 0.0, 0.0])


def planned(stage, limbs, way, speed):
    return plan_stroke(stage.actor, [stage.grip(limb) for limb in limbs], np.asarray(way, dtype=float), speed)


@pytest.mark.parametrize(
    ("limb", "parts"),
    [("left hand", ("shoulder", "elbow", "wrist")), ("right foot", ("hip", "knee", "ankle"))],
)
def test_a_limb_is_as_long_as_its_bones_and_the_way_to_the_grip(afloat, limb, parts):
    stage = afloat()
    model, data = stage.session.system.model, stage.session.system.data
    kind, joint, length = limb_length(stage.actor, limb)
    names = {"hip": "thigh", "knee": "shank", "ankle": "foot"} if kind == "foot" else {
        "shoulder": "upper_arm", "elbow": "forearm", "wrist": "hand",
    }  # fmt: skip
    side = limb.split()[0]
    places = [data.xpos[model.body(f"ann/{side}_{names[part]}").id] for part in parts]
    places.append(stage.actor.limb(limb)[1])
    assert length == pytest.approx(sum(np.linalg.norm(np.diff(places, axis=0), axis=1)))
    assert np.allclose(joint, places[0])
    assert np.linalg.norm(places[-1] - places[0]) <= length


def test_a_stroke_has_the_length_that_its_speed_and_force_ask_for(afloat):
    stage = afloat()
    stroke = planned(stage, ("left hand", "right hand"), -X, 0.4)
    assert isinstance(stroke, Stroke)
    peak = np.pi * stage.actor.mass() * 0.4 / (2.0 * stroke.duration)
    assert peak <= min(HIGHEST_PEAK, 2 * PEAK_FORCE["hand"]) + 1e-9
    assert stroke.duration >= SHORTEST_PUSH_S
    assert stroke.length == pytest.approx(0.4 * stroke.duration / 2.0 + 0.4 * COAST_S)
    assert stroke.first.reached()
    assert stroke.last.reached()
    assert stroke.overlap() == 0.0


def test_planning_moves_nobody(afloat):
    stage = afloat()
    before = stage.session.system.data.qpos.copy()
    planned(stage, ("right hand",), -X, 0.3)
    assert np.array_equal(stage.session.system.data.qpos, before)


def test_the_weak_push_longer(afloat):
    person = Person(id="ann", sex="female", stature_m=1.68, mass_kg=62.0, strength=0.5)
    strong, weak = (
        planned(stage, ("left hand", "right hand"), -X, 0.4) for stage in (afloat(), afloat(person=person))
    )
    assert isinstance(strong, Stroke)
    assert isinstance(weak, Stroke)
    assert weak.duration > 1.2 * strong.duration
    assert weak.length > strong.length


@pytest.mark.parametrize(
    ("limbs", "way", "speed", "words"),
    [
        ((), (1, 0, 0), 0.3, "nothing is held"),
        (
            ("left hand", "right hand"),
            (1, 0, 0),
            3.0,
            f"3 m/s is faster than any arm or leg can push here ({FASTEST:g} m/s)",
        ),
        (("left hand",), (1, 0, 0), 0.85, "0.85 m/s that way needs"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(afloat, limbs, way, speed, words):
    answer = planned(afloat(), limbs, way, speed)
    assert isinstance(answer, Impossible)
    assert words in answer.reason


def test_every_direction_is_possible_or_has_a_reason(afloat):
    rng = np.random.default_rng(5)
    stage = afloat()
    holds = [stage.grip("right hand")]
    answers = []
    for _ in range(6):
        way = rng.normal(size=3)
        answers.append(plan_stroke(stage.actor, holds, way / np.linalg.norm(way), 0.25))
    assert all(isinstance(one, Stroke) or "needs" in one.reason for one in answers)
    assert sum(isinstance(one, Stroke) for one in answers) >= 4


def test_a_stroke_keeps_out_of_a_wall_as_far_as_it_can(afloat):
    before = Solid(id="wall", shape="box", size_m=(0.1, 4.0, 4.0), position=(0.62, 0.0, 0.0))
    free = planned(afloat(), ("left hand", "right hand"), -X, 0.4)
    stage = afloat(solids=(before,))
    holds = [stage.grip("left hand"), stage.grip("right hand")]
    walled = plan_stroke(stage.actor, holds, -X, 0.4)
    assert isinstance(free, Stroke)
    assert isinstance(walled, Stroke)
    heedless = fit_pose(stage.actor, holds, free.start)
    assert walled.overlap() < heedless.overlap


@pytest.mark.parametrize(("aside", "possible"), [(0.0, True), (3.0, False)])
def test_a_catch_is_possible_if_the_rail_comes_within_reach(afloat, aside, possible):
    stage = afloat(velocity=(0.3, 0.0, 0.0))
    rail = np.array([[1.0, aside - 0.5, 0.25], [1.0, aside + 0.5, 0.25]])
    answer = plan_catch(stage.actor, ("right hand",), rail)
    assert (answer is None) is possible
    assert answer is None or answer.reason == "it passes out of reach of the right hand"


@pytest.mark.parametrize(
    ("limbs", "possible"), [(("right hand",), False), (("left hand", "right hand"), True)]
)
def test_one_wrist_does_not_stop_a_fast_flight_past_it(afloat, limbs, possible):
    heavy = Person(id="ann", sex="female", stature_m=1.68, mass_kg=115.0)
    stage = afloat(velocity=(0.0, 0.0, 0.6), person=heavy)
    rail = np.array([[0.42, -1.0, 0.9], [0.42, 1.0, 0.9]])
    answer = plan_catch(stage.actor, limbs, rail)
    assert (answer is None) is possible
    assert answer is None or "more than 10 N m stop in time" in answer.reason


def test_overlap_is_the_deeper_of_both_ends(afloat):
    stroke = planned(afloat(), ("left hand", "right hand"), -X, 0.3)
    assert isinstance(stroke, Stroke)
    deep = replace(stroke, last=replace(stroke.last, overlap=0.04))
    assert deep.overlap() == 0.04
