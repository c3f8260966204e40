"""People and spans read from a take, and what is told of shots."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.blocking import Cue
from offworld.film.camera import Sensor
from offworld.film.framing import AskedShot, Framed, Framing, Kept, Placed, ShotList, Spot, Up
from offworld.film.kit import Package, plain_lens
from offworld.film.scene import Line
from offworld.film.score import Broken, Score, Term
from offworld.film.take import BeatOutcome
from offworld.frame.from_take import Cast
from offworld.frame.kept import KEPT_FALL, shot_findings
from offworld.frame.shots import Floor, both_ways, frame_shots, lens_of
from offworld.frame.span import Span, span_of, tick_of
from offworld.geometry import rotation


@pytest.fixture(scope="module")
def take(hand_made):
    return hand_made.make_take(1200, "tunnel")


@pytest.fixture(scope="module")
def person(take):
    return take.rehearsal.people[0].id


def test_the_face_of_a_person_is_where_the_sites_of_the_take_have_it(take, person):
    subject = Cast(take).at(400.0)[0]
    sites = {site.id: site for site in take.assembly.sites}
    row = take.poses[take.row(400)].astype(float)

    def place(part):
        site = sites[f"{person}/{part}"]
        return row[site.node, :3] + rotation.rotate(row[site.node, 3:], site.position)

    assert subject.id == person
    assert np.linalg.norm(subject.eyes - place("eyes")) < 0.02
    assert np.linalg.norm(subject.ladder[7] - 0.5 * (place("left knee") + place("right knee"))) < 1e-3
    head = row[take.node(f"{person}/head"), 3:]
    assert subject.up == pytest.approx(rotation.rotate(head, [0.0, 0.0, 1.0]), abs=1e-4)
    assert subject.forward @ subject.up == pytest.approx(0.0, abs=1e-9)
    assert (subject.crown - subject.chin) @ subject.up == pytest.approx(subject.head_m, rel=0.15)


def test_the_balls_of_a_body_reach_all_that_is_drawn_of_it(take, person):
    """Every middle of a drawn limb lies inside a ball."""
    subject = Cast(take).at(0.0)[0]
    row = take.poses[0].astype(float)
    for shape in take.assembly.shapes:
        node = take.assembly.nodes[shape.node]
        if node.tree != person or min(shape.size[:1]) < 0.04:
            continue
        centre = row[shape.node, :3] + rotation.rotate(row[shape.node, 3:], shape.position)
        gap = np.linalg.norm(subject.centres - centre, axis=1) - subject.radii
        assert gap.min() < 0.0, shape.id
    assert 0.0 < subject.own_head.mean() < 0.5


def cue(kind, ref="", **more):
    return Cue(kind=kind, ref=ref, **more)


def test_a_cue_is_the_moment_at_which_it_came(take):
    line = Line(
        id="L9", character="X", text="So there", duration_s=0.4, words=(("So,", 0.0), ("there", 0.25))
    )
    outcomes = (
        BeatOutcome(beat="catch", outcome="done", start=100, end=300, reason="", otherwise=False),
        BeatOutcome(beat="give", outcome="missed", start=350, end=500, reason="", otherwise=False),
        BeatOutcome(beat="take", outcome="waiting", start=None, end=None, reason="", otherwise=False),
    )
    scene = replace(take.rehearsal.scene, lines=(line,), light=(("sunrise", 0.7),))
    told = replace(
        take, rehearsal=replace(take.rehearsal, scene=scene), outcomes=outcomes, lines=((600, "L9"),)
    )
    wanted = {
        cue("time", delay_s=0.5): 500, cue("light", "sunrise"): 700, cue("light", "sunset"): None,
        cue("line", "L9"): 600, cue("line end", "L9"): 1000, cue("line", "L8"): None,
        cue("word", "L9", word="there"): 850, cue("word", "L9", word="where"): None,
        cue("start", "catch"): 100, cue("end", "catch"): 300, cue("caught", "catch"): 300,
        cue("missed", "catch"): None, cue("missed", "give"): 500, cue("caught", "give"): None,
        cue("start", "take"): None, cue("end", "nothing"): None, cue("line", "L9", delay_s=0.1): 700,
    }  # fmt: skip
    assert {each: tick_of(each, told) for each in wanted} == wanted


def asked(camera="B", begins=None, until=None, kept=None, **more):
    framing = Framing(id=camera, kind="single", **({"on": ("mira",)} | more))
    return AskedShot(framing=framing, begins=begins, until=until, kept=kept)


def test_a_shot_holds_as_its_cues_say_else_while_it_has_the_picture(take):
    cut = replace(take, cuts=((0, "A"), (300, "B"), (500, "A"), (800, "B")))
    assert span_of(asked(), cut) == Span(start=300, end=take.length)
    assert span_of(asked("A"), cut) == Span(start=0, end=800)
    assert span_of(asked("Z"), cut) == Span(start=0, end=take.length)
    late = span_of(asked(begins=cue("time", delay_s=0.2), until=cue("time", delay_s=99.0)), cut)
    assert (late.start, late.end) == (200, take.length)
    never = span_of(asked(begins=cue("line", "L99")), cut)
    assert (never.start, never.end) == (0, take.length)
    assert "beginning never came" in never.missing
    assert Span(start=0, end=500).moments() == (250.0,)
    assert Span(start=0, end=2000).moments() == (40.0, 1000.0, 1960.0)


def test_two_people_are_tried_both_ways_round_unless_places_are_asked():
    over = Framing(id="A", kind="over", on=("a",), over="b")
    first, second = both_ways(over)
    assert [spot.person for spot in first.spots] == ["a", "b"]
    assert [spot.x for spot in first.spots] == [-spot.x for spot in second.spots]
    placed = replace(over, spots=(Spot(person="a", x=0.3),))
    assert both_ways(placed) == (placed,)
    alone = Framing(id="A", kind="single", on=("a",))
    assert both_ways(alone) == (alone,)


def test_a_lens_that_says_no_more_than_its_focal_length_focuses_as_such_lenses_do():
    assert lens_of(14.0).near_m == 0.2
    assert lens_of(75.0).near_m == pytest.approx(0.75)


def test_the_up_of_the_shot_before_is_that_of_the_shot_before_in_time(take, person):
    people = {one.id for one in take.rehearsal.people}
    assert person in people
    first = AskedShot(
        framing=Framing(id="B", kind="single", on=(person,), size="MCU", up=Up(kind="actor", person=person)),
        until=cue("time", delay_s=0.4),
    )
    later = AskedShot(
        framing=Framing(id="A", kind="single", on=(person,), size="MS", up=Up(kind="previous")),
        begins=cue("time", delay_s=0.5),
    )
    found = frame_shots(
        ShotList(shots=(later, first)), take, Sensor(width_mm=24.9, height_mm=10.4), budget=2000
    )
    assert [one.framing.id for one in found] == ["A", "B"]
    assert {one.status for one in found} == {"found"}
    tops = [rotation.rotate(np.array(one.answers[0].attitude), np.array([0.0, 1.0, 0.0])) for one in found]
    assert tops[0] @ tops[1] > 0.5
    assert frame_shots(ShotList(shots=()), take, Sensor()) == ()


def test_a_kept_set_up_is_judged_where_it_is_and_found_anew_when_asked(take, person):
    sensor = Sensor(width_mm=24.9, height_mm=10.4)
    kept = Kept(position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0), lens_mm=25.0, focus_m=1.0, score=0.9)
    shot = AskedShot(framing=Framing(id="A", kind="single", on=(person,), size="MS"), kept=kept)
    shots = ShotList(shots=(shot,), package=Package(lenses=(plain_lens(18.0), plain_lens(25.0))))
    (stays,) = frame_shots(shots, take, sensor)
    assert stays.status == "kept"
    assert stays.answers[0].position == kept.position
    assert stays.answers[0].focus_m == kept.focus_m
    (anew,) = frame_shots(shots, take, sensor, anew=("A",))
    assert anew.status == "found"
    assert anew.answers[0].lens_mm in {18.0, 25.0}
    assert Floor.of(take, Package(), sensor).kit.lenses[0].focal_mm == 14.0


def framed_with(status, total=0.9, broken=(), reason=""):
    term = Term(name="size of mira", value=(1.0 - total), low=0.0, high=0.0, margin=1.0, weight=1.0)
    score = Score(terms=(term,), broken=broken)
    placed = Placed(position=(0, 0, 0), attitude=(1, 0, 0, 0), lens_mm=25, focus_m=1, stop=2.8, score=score)
    framing = Framing(id="B", kind="single", on=("mira",), text="MS on mira", start=100, end=900)
    answers = (placed,) if status in {"found", "kept"} else ()
    return Framed(framing=framing, status=status, answers=answers, reason=reason)


def told_of(framed, before=None):
    kept = None
    if before is not None:
        kept = Kept(position=(0, 0, 0), attitude=(1, 0, 0, 0), lens_mm=25, focus_m=1, score=before)
    return shot_findings((asked(kept=kept),), (framed,))


def test_what_is_told_of_shots():
    assert told_of(framed_with("found")) == ()
    now = framed_with("kept", 0.9)
    worth = now.answers[0].score.total
    assert told_of(now, worth + KEPT_FALL - 0.001) == ()
    (fell,) = told_of(now, worth + KEPT_FALL + 0.001)
    assert (fell.kind, fell.weight, fell.tick, fell.end) == ("framing", "care", 100, 900)
    assert "most is lost by size of mira" in fell.text
    broken = (Broken(name="clearance", text="it stands in a wall"),)
    (lost,) = told_of(framed_with("kept", 0.9, broken), 0.2)
    assert lost.weight == "danger"
    assert "it stands in a wall" in lost.text
    (none,) = told_of(framed_with("impossible", reason="no lens is wide enough"))
    assert none.weight == "care"
    assert "falls back to the wide one" in none.text
    (late,) = told_of(framed_with("found", reason="the cue of its end never came"))
    assert late.weight == "note"
