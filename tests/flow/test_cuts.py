"""The cuts of a take: who is on either side, whose face is hidden, and a scene's set-ups chosen together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from offworld.film.blocking import Cue, Target
from offworld.film.camera import Cut, Sensor, SetUp
from offworld.film.continuity import CutRules
from offworld.film.framing import AskedShot, Framed, Framing, Kept, Placed, ShotList, Up
from offworld.film.kit import Package
from offworld.film.score import Score, Term
from offworld.film.shot import look_from
from offworld.flow.cuts import CLEAR_M, RULES, check_cuts, met, turns_of
from offworld.flow.together import together
from offworld.frame.continuity.again import found_again
from offworld.frame.continuity.check import has
from offworld.frame.continuity.scene import side_of
from offworld.frame.continuity.side import view_of
from offworld.frame.from_take import Cast
from offworld.frame.room import Room
from offworld.frame.shots import Floor
from offworld.geometry import rotation

FILM = SimpleNamespace(rate=Fraction(25), sensor=Sensor())


@pytest.fixture(scope="module")
def staged(hand_made):
    """A take, and two of its people at the moment of the cut."""
    take = hand_made.make_take(1200, "zvezda")
    cast = {one.id: one for one in Cast(take).at(600)}
    return take, cast["zhenya"], cast["ivan"]


def set_up(name, on, way, up, away=0.9, who=""):
    """A camera placed by hand, that looks at somebody's eyes from a direction."""
    place = on.eyes + away * way / np.linalg.norm(way)
    view = look_from(tuple(place), tuple(on.eyes), tuple(up), lens_mm=35.0)
    return SetUp(
        id=name, lens_mm=35.0, at=Target(kind="point", offset=tuple(map(float, place))), up="vector",
        up_vector=tuple(map(float, view.top())), looks_at=Target(kind="person", name=who or on.id, part="eyes"),
    )  # fmt: skip


def cut_to(take, *set_ups):
    scene = replace(take.rehearsal.scene, set_ups=set_ups)
    cuts = tuple((600 * k, one.id) for k, one in enumerate(set_ups))
    return replace(take, rehearsal=replace(take.rehearsal, scene=scene), cuts=cuts)


def crossing(take, one, other):
    """Two cameras of which the second has left and right the other way round."""
    line = other.eyes - one.eyes
    across = np.cross(line, one.up)
    across = across / np.linalg.norm(across)
    first = set_up("A", one, line - np.linalg.norm(line) * across, one.up)
    second = set_up("B", other, -line + np.linalg.norm(line) * across, one.up)
    return cut_to(take, first, second)


def test_a_cut_across_the_line_is_told_with_its_moment_and_a_mend_that_has_room(staged):
    take, one, other = staged
    checks = check_cuts(crossing(take, one, other), FILM)
    assert [(each.before, each.after, each.tick) for each in checks] == [("A", "B", 600)]
    found = {each.kind: each for each in checks[0].warnings}
    assert set(found["line"].who) == {one.id, other.id}
    mend = found["line"].mend
    if mend is not None:
        room = Room.of(take.rehearsal.stage_set)
        assert room.clearance(np.asarray(mend.view.position)[None])[0] > CLEAR_M


def test_a_take_without_cuts_has_none_to_check(staged):
    take, one, _ = staged
    assert check_cuts(cut_to(take, set_up("A", one, one.forward, one.up)), FILM) == ()
    nobody = set_up("A", one, one.forward, one.up, who="nobody")
    assert check_cuts(cut_to(take, nobody, replace(nobody, id="B")), FILM) == ()


def placed(set_up_, on, worth):
    view = look_from(set_up_.at.offset, tuple(on.eyes), set_up_.up_vector, lens_mm=35.0)
    term = Term(name="size", value=float(np.sqrt(-np.log(worth))), low=0.0, high=0.0, margin=1.0, weight=1.0)
    return Placed(
        position=view.position, attitude=view.attitude, lens_mm=35.0, focus_m=0.9, stop=2.8,
        score=Score(terms=(term,)),
    )  # fmt: skip


def test_the_answer_that_keeps_the_line_is_chosen_though_it_is_worth_a_little_less(staged):
    take, one, other = staged
    bad = crossing(take, one, other)
    crossed = bad.rehearsal.scene.set_ups[1]
    line = other.eyes - one.eyes
    across = np.cross(line, one.up)
    kept = set_up("B", other, -line - np.linalg.norm(line) * across / np.linalg.norm(across), one.up)
    framing = Framing(id="B", kind="single", on=(other.id,))
    framed = Framed(
        framing=framing, status="found", answers=(placed(crossed, other, 0.97), placed(kept, other, 0.93))
    )
    choice = together(bad, FILM, (framed,))
    assert choice.numbers == {"B": 1}
    assert choice.chosen == {"B": framed.answers[1]}
    assert choice.best < choice.first
    # What is kept stands, and is not chosen.
    assert together(bad, FILM, (replace(framed, status="kept", answers=framed.answers[:1]),)).numbers == {}
    assert together(bad, FILM, ()).numbers == {}


def kept_at(place):
    return Kept(
        position=place.position, attitude=place.attitude, lens_mm=place.lens_mm, focus_m=place.focus_m
    )


def test_a_shot_is_looked_for_again_where_all_its_answers_cross_the_line(staged):
    take, one, other = staged
    bad = crossing(take, one, other)
    framing = Framing(id="B", kind="single", on=(other.id,), size="MCU", up=Up(kind="actor", person=other.id))
    crossed = placed(bad.rehearsal.scene.set_ups[1], other, 0.97)
    framed = Framed(framing=framing, status="found", answers=(crossed,))
    asked = ShotList(shots=(AskedShot(framing=framing),))
    choice = together(bad, FILM, (framed,), RULES, asked)
    assert choice.numbers["B"] >= 1
    assert choice.chosen["B"] != crossed
    assert choice.best < choice.first
    pair = met(bad, FILM, (framed,))[0]
    found = replace(pair.after, view=view_of(choice.chosen["B"], FILM.sensor.height_mm))
    assert has(pair.before, pair.after, "line")
    assert not has(pair.before, found, "line")
    # A shot that sees nobody's line owes nothing to another, and is not looked for again.
    alone = replace(pair.before, people=(), on=())
    owing = AskedShot(framing=replace(framing, on=()))
    assert found_again(owing, Floor.of(bad, Package(), FILM.sensor), alone) == ()
    # Nothing is looked for where nothing is asked for, or where it is kept.
    kept = ShotList(shots=(replace(asked.shots[0], kept=kept_at(crossed)),))
    assert together(bad, FILM, (framed,), RULES, kept).numbers == {"B": 0}


def test_a_turn_that_is_meant_is_not_told_again(staged):
    take, one, _ = staged
    left = rotation.cross(one.up, one.forward)
    first = set_up("A", one, one.forward + 0.6 * left, one.up)
    second = set_up("B", one, one.forward - 0.6 * left, -one.up, away=2.0)
    cut = cut_to(take, first, second)
    told = {each.kind for each in check_cuts(cut, FILM)[0].warnings}
    assert "reorientation" in told
    cuts = (Cut(camera="A"), Cut(camera="B", on=Cue(kind="time", delay_s=0.6), turn=True))
    meant = check_cuts(cut, FILM, (), CutRules(cuts=cuts))[0]
    assert {each.kind for each in meant.warnings} == told - {"reorientation"}
    assert meant.turn


def test_cuts_of_a_take_are_those_written_by_camera_and_cue(staged):
    take = replace(staged[0], cuts=((0, "A"), (400, "B"), (700, "A"), (900, "B")))
    at = [Cue(kind="time", delay_s=seconds) for seconds in (0.4, 0.7, 0.9)]
    written = (
        Cut(camera="A"),
        Cut(camera="B", on=at[2], turn=True),
        Cut(camera="A", on=at[1]),
        Cut(camera="B", on=at[0]),
    )
    assert turns_of(take, written) == {3}
    # One that never came takes no other's place; one of which the take tells nothing is known by its order.
    assert turns_of(replace(take, cuts=take.cuts[:2]), written) == set()
    reach = Cue(kind="reach")
    written = (Cut(camera="A"), Cut(camera="B", on=reach, turn=True), Cut(camera="B", on=at[2]))
    assert turns_of(take, written) == {1}
    assert turns_of(take, ()) == set()


def test_whoever_is_behind_a_body_is_hidden_and_who_holds_the_lens_is_not_seen(staged):
    take, one, other = staged
    people = Cast(take).at(600)
    way = one.eyes - other.eyes
    behind = look_from(
        tuple(other.eyes - 0.6 * way / np.linalg.norm(way)), tuple(other.eyes), tuple(one.up), lens_mm=25.0
    )
    side = side_of("A", behind, people)
    assert one.id in side.hidden
    eyes = look_from(tuple(one.eyes - 0.03 * one.forward), tuple(other.eyes), tuple(one.up), lens_mm=25.0)
    inside = side_of("A", eyes, people)
    assert one.id in inside.hidden
    assert one.id not in inside.seen
    turn = rotation.random(np.random.default_rng(1), 1)[0]
    turned = tuple(each.turned(turn, np.ones(3)) for each in people)
    place = rotation.rotate(turn, behind.position) + 1.0
    same = replace(behind, position=tuple(place), attitude=tuple(rotation.multiply(turn, behind.attitude)))
    assert side_of("A", same, turned).hidden == side.hidden
