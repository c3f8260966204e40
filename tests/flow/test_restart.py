from __future__ import annotations

import dataclasses
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.basic import NOWHERE, Place
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.camera import Cut, SetUp
from offworld.film.person import Person
from offworld.film.scene import Line, PersonStart, Rehearsal, Scene
from offworld.film.stage_set import StageSet
from offworld.film.take import BeatOutcome
from offworld.film.world import World
from offworld.flow.records import without_places
from offworld.flow.restart import Past, first_difference, latest_point


def beat(name, who="ann", channels=("right hand",), start=None, move="reach", **more):
    return Beat(
        id=name, number=1, who=(who,), channels=channels, intent=Intent(move=move), start=start, **more
    )


def cue(kind, ref="", **more):
    return Cue(kind=kind, ref=ref, **more)


BEATS = (
    beat("pull", channels=("body", "right hand"), move="pull"),
    beat("grab", start=cue("end", "pull"), move="hold"),
    beat("look", channels=("gaze",), start=cue("word", "L1", word="where"), move="look"),
    beat("say", "bob", ("voice",), start=cue("time", delay_s=4.0), move="say"),
    beat("catch", "bob", start=cue("reach"), move="catch"),
    beat("give", "bob", start=cue("end", "catch", delay_s=1.0), move="give"),
    beat("never", "bob", ("left hand",), start=cue("contact"), move="reach"),
    beat("after", "bob", move="reach"),
)
SCENE = Scene(
    id="7", title="Meeting", set_id="s", world_id="w", length_s=None, props=(), beats=BEATS,
    people=(PersonStart(person="ann"), PersonStart(person="bob")),
    set_ups=(
        SetUp(id="A", lens_mm=25, by="bob", follows=Target(kind="person", name="ann")),
        SetUp(id="B", lens_mm=35, at=Target(kind="point")),
    ),
    cuts=(Cut(camera="A"), Cut(camera="B", on=cue("end", "catch")), Cut(camera="A", on=cue("line", "L2"))),
    lines=(
        Line(id="L1", character="BOB", text="where", duration_s=1.0),
        Line(id="L2", character="BOB", text="here", duration_s=1.0),
    ),
    light=(("sunrise", 9.0),),
)  # fmt: skip
PAST = Past(
    rehearsal=Rehearsal(
        film="f", scene=SCENE, stage_set=StageSet(id="s", title="", up=(0, 0, 1), solids=()),
        world=World(kind="orbit"), props=(),
        people=tuple(Person(id=n, sex="female", stature_m=1.7, mass_kg=60) for n in ("ann", "bob")),
    ),
    outcomes=tuple(
        BeatOutcome(beat=name, outcome="done", start=start, end=end)
        for name, start, end in (
            ("pull", 0, 3000), ("grab", 3000, None), ("look", 4500, None), ("say", 4000, 5000),
            ("catch", 6000, 6500), ("give", 7500, 8500), ("never", None, None), ("after", 8500, 9500),
        )
    ),
    lines=((4000, "L1"), (8000, "L2")),
    cuts=((0, "A"), (6500, "B"), (8000, "A")),
    length=12000,
    points=((3000, "pull"), (5000, "say"), (6500, "catch"), (8500, "give"), (9500, "after")),
)  # fmt: skip


def changed(**scene):
    return dataclasses.replace(PAST.rehearsal, scene=dataclasses.replace(SCENE, **scene))


def with_beat(name, **change):
    return changed(beats=tuple(dataclasses.replace(b, **change) if b.id == name else b for b in BEATS))


def without_beat(name):
    return changed(beats=tuple(b for b in BEATS if b.id != name))


def with_new(new, at=8):
    return changed(beats=(*BEATS[:at], new, *BEATS[at:]))


OTHER = Intent(move="reach", speed=0.4)
NEAR = Target(kind="person", name="bob")
CASES = {
    "nothing": (PAST.rehearsal, inf),
    # what a beat does matters from the moment at which it started
    "first beat": (with_beat("pull", intent=OTHER), 0),
    "on the end of another": (with_beat("grab", intent=OTHER), 3000),
    "on a word": (with_beat("look", intent=OTHER), 4500),
    "at a time": (with_beat("say", intent=OTHER), 4000),
    "within reach, where the target decides when": (with_beat("catch", intent=OTHER), 0),
    "within reach, else": (with_beat("catch", otherwise=OTHER), 6000),
    "with a delay": (with_beat("give", intent=OTHER), 7500),
    "that never came": (with_beat("never", intent=OTHER), inf),
    "without a cue: from when it started": (with_beat("after", intent=OTHER), 8500),
    # a changed cue matters from the moment at which the new one could have come true
    "later time": (with_beat("say", start=cue("time", delay_s=5.0)), 4000),
    "earlier time": (with_beat("say", start=cue("time", delay_s=2.5)), 2500),
    "shorter delay": (with_beat("give", start=cue("end", "catch", delay_s=0.5)), 7000),
    "on the start of another instead": (with_beat("give", start=cue("start", "grab")), 3000),
    "on a touch instead": (with_beat("give", start=cue("contact", a=NEAR)), 0),
    "another touch": (with_beat("never", start=cue("contact", a=NEAR)), 0),
    "on light instead": (with_beat("after", start=cue("light", "sunrise")), 8500),
    "on a word instead: not before its line": (with_beat("after", start=cue("word", "L1", word="where")), 4000),
    "on light, to be sooner": (with_beat("never", start=cue("light", "sunrise")), 9000),
    "on the end of a line instead": (with_beat("after", start=cue("line end", "L1")), 5000),
    "until": (with_beat("grab", until=cue("line", "L2")), 3000),
    # beats that come and go
    "removed": (without_beat("say"), 4000),
    "removed, on touch: from when it started": (without_beat("catch"), 6000),
    "removed, the last": (without_beat("after"), 8500),
    "removed, and another no longer waits for it": (without_beat("give"), 6000),
    "removed, that never came": (without_beat("never"), inf),
    "new at a time": (with_new(beat("new", start=cue("time", delay_s=10))), 10000),
    "new on the end of another": (with_new(beat("new", start=cue("end", "give"))), 8500),
    "new on the end of one that never came": (with_new(beat("new", start=cue("end", "never"))), inf),
    "new on a touch": (with_new(beat("new", start=cue("contact"))), 0),
    "new on a new one": (
        changed(beats=(*BEATS, beat("n1", start=cue("time", delay_s=9.5)), beat("n2", start=cue("end", "n1")))),
        9500,
    ),
    "new before one that must now wait for it": (
        with_new(beat("new", "bob", start=cue("time", delay_s=30)), at=7),
        8500,
    ),
    "two at once": (
        changed(beats=tuple(
            dataclasses.replace(b, intent=OTHER) if b.id in {"give", "say"} else b for b in BEATS
        )),
        4000,
    ),
    "order": (changed(beats=(BEATS[1], BEATS[0], *BEATS[2:])), 0),
    "label, and so a new beat not before those it waits for": (with_beat("after", id="later"), 7500),
    # where it is written and how it is counted matters nowhere
    "place": (with_beat("pull", place=Place(file="x", line=1, column=1)), inf),
    "number": (with_beat("pull", number=99), inf),
    "title": (changed(title="Another"), inf),
    # lines, light, cameras, cuts, length
    "line": (changed(lines=(SCENE.lines[0], dataclasses.replace(SCENE.lines[1], text="there"))), 8000),
    "line removed": (changed(lines=SCENE.lines[1:]), 4000),
    "line never said": (
        changed(lines=(*SCENE.lines, Line(id="L9", character="X", text="y", duration_s=1))), inf,
    ),
    "light earlier": (changed(light=(("sunrise", 2.0),)), 2000),
    "light later": (changed(light=(("sunrise", 20.0),)), 9000),
    "lens": (changed(set_ups=(dataclasses.replace(SCENE.set_ups[0], lens_mm=50), SCENE.set_ups[1])), inf),
    "what an operator follows": (
        changed(set_ups=(dataclasses.replace(SCENE.set_ups[0], follows=None), SCENE.set_ups[1])), 0,
    ),
    "what a fixed camera looks at": (
        changed(set_ups=(SCENE.set_ups[0], dataclasses.replace(SCENE.set_ups[1], looks_at=NEAR))), inf,
    ),
    "where a fixed camera is": (
        changed(set_ups=(SCENE.set_ups[0], dataclasses.replace(SCENE.set_ups[1], at=NEAR))), 0,
    ),
    "last cut": (changed(cuts=SCENE.cuts[:2]), 6500),
    "first cut": (changed(cuts=(Cut(camera="B"), *SCENE.cuts[1:])), 0),
    "new cut": (changed(cuts=(*SCENE.cuts, Cut(camera="B", on=cue("time", delay_s=11)))), 8000),
    "shorter": (changed(length_s=7.0), 7000),
    "as long as it was": (changed(length_s=20.0), 12000),
    "another start": (changed(people=(PersonStart(person="ann", limp=True), SCENE.people[1])), 0),
    "another seed": (dataclasses.replace(PAST.rehearsal, seed=2), 0),
    "another world": (dataclasses.replace(PAST.rehearsal, world=World(kind="moon")), 0),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_change_matters_from(case):
    new, tick = CASES[case]
    assert first_difference(PAST, new) == tick


def test_a_cut_that_never_came_is_watched_from_the_start():
    past = dataclasses.replace(PAST, cuts=((0, "A"),))
    assert first_difference(past, changed(cuts=SCENE.cuts[:2])) == 0


@pytest.mark.parametrize(
    ("tick", "index"), [(0, None), (2999, None), (3000, 0), (6499, 1), (6500, 2), (inf, 4)]
)
def test_the_last_state_before_the_difference_is_taken(tick, index):
    assert latest_point(PAST, tick) == index


def test_places_are_forgotten_everywhere():
    place = Place(file="scenes/7.yaml", line=3, column=4)
    target = Target(kind="point", place=place)
    scene = dataclasses.replace(
        SCENE, place=place, beats=(beat("b", start=Cue(kind="contact", a=target, place=place), place=place),)
    )
    plain = without_places(dataclasses.replace(PAST.rehearsal, scene=scene))
    assert plain.scene.place == NOWHERE
    assert plain.scene.beats[0].place == plain.scene.beats[0].start.place == NOWHERE
    assert plain.scene.beats[0].start.a.place == NOWHERE
    assert without_places(plain) == plain


class Toy:
    """A toy rehearsal that keeps to the rules: what it does before a tick can be compared between versions."""

    def __init__(self, scene):
        self.trace, self.start, self.end, self.points = [], {}, {}, []
        for tick in range(0, 12000, 500):
            for index, one in enumerate(scene.beats):
                blocked = any(
                    other.id not in self.end
                    and set(other.who) & set(one.who)
                    and set(other.channels) & set(one.channels)
                    for other in scene.beats[:index]
                )
                if one.id not in self.start and not blocked and self.fires(one.start, tick):
                    self.start[one.id] = tick
                    self.trace.append((tick, one.id, one.intent))
                lasts = (one.intent.duration_s or 1.0) * 1000
                if one.id in self.start and one.id not in self.end and tick >= self.start[one.id] + lasts:
                    self.end[one.id] = tick
                    self.trace.append((tick, one.id, "end"))
                    self.points.append((tick, one.id))

    def fires(self, start, tick):
        if start is None:
            return True
        after = tick - round(start.delay_s * 1000)
        if start.kind == "time":
            return after >= 0
        if start.kind == "contact":
            return after >= 1000 * len(start.word)
        table = self.start if start.kind == "start" else self.end
        return table.get(start.ref, inf) <= after

    def past(self, scene):
        outcomes = tuple(
            BeatOutcome(beat=b.id, outcome="done", start=self.start.get(b.id), end=self.end.get(b.id))
            for b in scene.beats
        )
        rehearsal = dataclasses.replace(PAST.rehearsal, scene=scene)
        return Past(rehearsal=rehearsal, outcomes=outcomes, lines=(), cuts=(), length=12000)


@st.composite
def beat_lists(draw):
    """Two versions of a list of beats: some are other, some new, some gone."""
    names = [f"b{n}" for n in range(draw(st.integers(1, 6)))]

    def one(name, earlier):
        kinds = ["none", "time", "contact", *(["start", "end"] if earlier else [])]
        kind = draw(st.sampled_from(kinds))
        start = None
        if kind != "none":
            start = Cue(
                kind=kind,
                ref=draw(st.sampled_from(earlier)) if kind in {"start", "end"} else "",
                word="x" * draw(st.integers(0, 6)) if kind == "contact" else "",
                delay_s=draw(st.sampled_from([0.0, 0.5, 2.0])),
            )
        return Beat(
            id=name, number=0, who=(draw(st.sampled_from(["ann", "bob"])),), start=start,
            channels=(draw(st.sampled_from(["gaze", "body"])),),
            intent=Intent(move="reach", duration_s=draw(st.sampled_from([0.5, 1.0, 3.0]))),
        )  # fmt: skip

    old = [one(name, names[:index]) for index, name in enumerate(names)]
    new = []
    for index, was in enumerate(old):
        fate = draw(st.sampled_from(["same", "same", "same", "other", "gone", "new before"]))
        earlier = [b.id for b in new]
        if fate == "new before":
            new.append(one(f"n{index}", earlier))
        if fate == "other":
            new.append(one(was.id, earlier))
        elif fate != "gone":
            new.append(was)
    return tuple(old), tuple(new)


@given(beat_lists())
def test_nothing_differs_before_the_first_difference(lists):
    old, new = (dataclasses.replace(SCENE, beats=beats, cuts=(), lines=()) for beats in lists)
    before, after = Toy(old), Toy(new)
    tick = first_difference(before.past(old), dataclasses.replace(PAST.rehearsal, scene=new))
    assert [row for row in before.trace if row[0] < tick] == [row for row in after.trace if row[0] < tick]
