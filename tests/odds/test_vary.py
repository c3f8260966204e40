"""How takes differ from what is written."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.habits import Profile, Spread
from offworld.film.person import Person
from offworld.film.profiles import CALM, FIRST_DAYS, PROFILES, SPREADS, TRAINED
from offworld.film.prop import Prop
from offworld.film.scene import HoldStart, PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.odds.draws import FARTHEST, Draws
from offworld.odds.vary import EVERYDAY_SPEED, vary
from offworld.rehearse.moves.push import DEFAULT_SPEED

POINT = Target(kind="point", offset=(1.0, 0.0, 0.0))
RAIL = Target(kind="fitting", name="rail.1")
STILL = Profile(name="still", **{name: Spread(value=0.0, source="none") for name in SPREADS})


def beat(name, number, move, who="ann", channels=("body",), start=None, **intent):
    return Beat(
        id=name, number=number, who=(who,), channels=channels, intent=Intent(move=move, **intent), start=start
    )


BEATS = (
    beat("push", 1, "push off", direction=(1.0, 0.0, 0.0), speed=0.4),
    beat("catch", 2, "catch", channels=("left hand",), start=Cue(kind="reach"), target=RAIL),
    beat("look", 3, "look", channels=("gaze",), target=POINT),
    beat("reach", 4, "reach", channels=("right hand",), start=Cue(kind="time", delay_s=2.0), target=POINT),
    beat("pull", 5, "pull", source=RAIL),
    beat("aimed", 6, "push off", "bo", target=POINT, start=Cue(kind="end", ref="pull")),
)


def rehearsal(beats=BEATS):
    people = (
        PersonStart(person="ann", up=(0.0, 0.0, 1.0), holds=(HoldStart(limb="left hand", target=RAIL),)),
        PersonStart(person="bo", position=POINT, up=(0.0, 1.0, 0.0)),
    )
    props = (
        PropStart(prop="pen", position=POINT),
        PropStart(prop="card", position=POINT, stuck=True),
        PropStart(prop="lamp", held_by="bo", hand="left hand"),
        PropStart(prop="bag", position=Target(kind="nearest", name="rail")),
    )
    scene = Scene(
        id="7",
        title="",
        set_id="s",
        world_id="w",
        length_s=5.0,
        people=people,
        props=props,
        beats=tuple(beats),
    )
    bodies = tuple(Person(id=name, sex="female", stature_m=1.7, mass_kg=62.0) for name in ("ann", "bo"))
    things = tuple(Prop(id=one.prop, shape="box", size_m=(0.1, 0.1, 0.1), mass_kg=0.2) for one in props)
    stage = StageSet(id="s", title="", up=(0.0, 0.0, 1.0), solids=())
    world = World(kind="earth", air_density=0.0, air_viscosity=0.0)
    return Rehearsal(film="t", scene=scene, stage_set=stage, world=world, people=bodies, props=things, seed=3)


def by_id(varied):
    return {one.id: one for one in varied.scene.beats}


def test_the_speed_of_a_push_without_one_is_that_of_a_rehearsal():
    assert EVERYDAY_SPEED == DEFAULT_SPEED


def test_a_profile_without_spread_changes_nothing_but_the_take_and_defaults():
    plain = rehearsal()
    varied = vary(plain, STILL, 9)
    assert varied.take == 9
    assert varied.seed == plain.seed
    assert varied.people == plain.people
    assert varied.scene.props == plain.scene.props
    assert [one.drift for one in varied.scene.people] == [one.drift for one in plain.scene.people]
    assert np.allclose(varied.scene.people[0].up, plain.scene.people[0].up)
    assert by_id(varied)["push"].start == Cue(kind="time")
    assert by_id(varied)["pull"].start is None
    assert by_id(varied)["catch"] == BEATS[1]


def test_the_same_take_is_the_same_and_another_is_other():
    assert vary(rehearsal(), TRAINED, 4) == vary(rehearsal(), TRAINED, 4)
    assert vary(rehearsal(), TRAINED, 4) != vary(rehearsal(), TRAINED, 5)
    assert vary(rehearsal(), TRAINED, 4) != vary(replace(rehearsal(), seed=4), TRAINED, 4)


@pytest.mark.parametrize("edited", range(len(BEATS)))
def test_an_edited_beat_reshuffles_no_other(edited):
    changed = list(BEATS)
    old = changed[edited]
    changed[edited] = replace(old, id="new", intent=Intent(move="say", line="L1"), channels=("voice",))
    before, after = vary(rehearsal(), FIRST_DAYS, 2), vary(rehearsal(changed), FIRST_DAYS, 2)
    assert before.seed == after.seed
    assert before.people == after.people
    assert before.scene.people == after.scene.people
    assert before.scene.props == after.scene.props
    same = [(a, b) for a, b in zip(before.scene.beats, after.scene.beats, strict=True) if a.id == b.id]
    assert len(same) == len(BEATS) - 1
    # A beat that waited for the edited one may now be the first on its channel; nothing that is drawn changes.
    assert [a.intent for a, _ in same] == [b.intent for _, b in same]
    assert [a.start for a, b in same if a.start and b.start] == [
        b.start for a, b in same if a.start and b.start
    ]


def test_a_beat_that_is_taken_away_reshuffles_no_other():
    before, after = by_id(vary(rehearsal(), TRAINED, 3)), by_id(vary(rehearsal(BEATS[:-1]), TRAINED, 3))
    assert after == {name: one for name, one in before.items() if name != "aimed"}


def test_what_is_drawn_depends_on_every_part_of_its_name():
    base = {"film": "t", "seed": 1, "scene": "7", "take": 1}
    keys = {
        Draws(**{**base, **change}).key(*name)
        for change in ({}, {"film": "u"}, {"seed": 2}, {"scene": "8"}, {"take": 2})
        for name in (("a", "b", "q"), ("x", "b", "q"), ("a", "x", "q"), ("a", "b", "x"))
    }
    assert len(keys) == 20


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.name)
def test_people_vary_as_much_as_their_profile_says(profile):
    takes = [vary(rehearsal(), profile, take) for take in range(1, 801)]
    beats = [by_id(one) for one in takes]
    speeds = np.array([one["push"].intent.speed for one in beats]) / 0.4
    assert speeds.mean() == pytest.approx(1.0, abs=0.04)
    assert speeds.std() == pytest.approx(profile.speed.value, rel=0.12)
    lags = np.array([one["look"].start.delay_s for one in beats])
    assert lags.mean() == pytest.approx(profile.lag_s.value, rel=0.06)
    assert lags.std() == pytest.approx(profile.lag_sd_s.value, rel=0.15)
    assert lags.min() > 0.0
    aims = np.array([one["push"].intent.direction for one in beats])
    assert np.allclose(np.linalg.norm(aims, axis=1), 1.0)
    across = np.degrees(np.arcsin(aims[:, 1:]))
    assert across.std(axis=0) == pytest.approx([profile.aim_deg.value] * 2, rel=0.12)
    places = np.array([one.scene.people[1].position.offset for one in takes]) - [1.0, 0.0, 0.0]
    assert places.std() == pytest.approx(profile.start_m.value, rel=0.08)
    assert abs(places).max() <= FARTHEST * profile.start_m.value + 1e-12
    late = np.array([one["catch"].start.delay_s for one in beats])
    assert late.mean() > lags.mean()
    strength = np.array([one.people[0].strength for one in takes])
    assert strength.std() == pytest.approx(profile.strength.value, rel=0.12)
    assert len({one.seed for one in takes}) == len(takes)


def test_only_what_floats_is_moved_at_the_start():
    plain, varied = rehearsal().scene, vary(rehearsal(), TRAINED, 1).scene
    assert varied.people[0].holds == plain.people[0].holds
    assert varied.people[0].drift == (0.0, 0.0, 0.0)
    assert varied.people[0].up != plain.people[0].up
    assert varied.people[1].drift != (0.0, 0.0, 0.0)
    moved = {a.prop for a, b in zip(plain.props, varied.props, strict=True) if a.position != b.position}
    assert moved == {"pen"}
    assert varied.props[2] == plain.props[2]


def test_a_start_can_be_left_as_written():
    plain, varied = rehearsal().scene, vary(rehearsal(), TRAINED, 1, starts=False).scene
    assert varied.people == plain.people
    assert varied.props == plain.props
    assert varied.beats == vary(rehearsal(), TRAINED, 1).scene.beats


def test_every_cue_is_answered_late_but_a_beat_that_waits_for_its_owner_is_not():
    found = by_id(vary(rehearsal(), TRAINED, 1))
    for one in BEATS:
        written = one.start.delay_s if one.start else 0.0
        if one.id == "pull":
            assert found["pull"].start is None
        else:
            assert found[one.id].start.delay_s > written
    assert found["pull"].intent.speed != EVERYDAY_SPEED
    assert found["aimed"].intent.target.offset != POINT.offset
    assert found["reach"].intent.target.offset != POINT.offset
    assert found["look"].intent == BEATS[2].intent


def test_calm_people_vary_less_than_others():
    for name in set(SPREADS) - {"posture"}:
        values = [getattr(profile, name).value for profile in (CALM, TRAINED, FIRST_DAYS)]
        assert values == sorted(values)
        assert all(getattr(profile, name).source for profile in PROFILES)


def test_people_with_a_profile_of_their_own_vary_by_it_and_reshuffle_nobody():
    mixed = replace(TRAINED, own=(("bo", FIRST_DAYS),))
    plain, other = vary(rehearsal(), TRAINED, 6), vary(rehearsal(), FIRST_DAYS, 6)
    varied = vary(rehearsal(), mixed, 6)
    assert varied.people == (plain.people[0], other.people[1])
    assert varied.scene.people == (plain.scene.people[0], other.scene.people[1])
    of = {one.id: one.who[0] for one in BEATS}
    expected = {**by_id(plain), **{name: one for name, one in by_id(other).items() if of[name] == "bo"}}
    assert by_id(varied) == expected
    assert expected["aimed"] != by_id(plain)["aimed"]
    # What floats belongs to nobody, and varies as everybody does.
    assert varied.scene.props == plain.scene.props
    assert varied.seed == plain.seed


def test_a_camera_move_takes_more_or_less_than_its_time_where_one_is_said():
    pans = (
        beat("pan", 1, "pan", "bo", ("right hand",), sense="left", angle_rad=1.0, within_s=4.0),
        beat("tilt", 2, "tilt", "bo", ("right hand",), sense="up", angle_rad=0.5),
    )
    varied = [vary(rehearsal(pans), FIRST_DAYS, take).scene.beats for take in range(1, 201)]
    pace = np.array([4.0 / pan.intent.within_s for pan, _ in varied])
    assert pace.std() == pytest.approx(FIRST_DAYS.speed.value, rel=0.2)
    assert pace.mean() == pytest.approx(1.0, abs=0.06)
    assert {tilt.intent.within_s for _, tilt in varied} == {None}


def test_a_turn_falls_short_of_its_angle_and_never_goes_beyond():
    turn = beat("turn", 1, "turn", sense="left", angle_rad=1.5, within_s=8.0)
    angles = [by_id(vary(rehearsal((turn,)), TRAINED, take))["turn"].intent.angle_rad for take in range(60)]
    assert max(angles) <= 1.5
    assert 0.2 * TRAINED.speed.value < 1.0 - np.mean(angles) / 1.5 < 1.5 * TRAINED.speed.value
    assert len(set(angles)) == 60
