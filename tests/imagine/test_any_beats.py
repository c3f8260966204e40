"""Whatever beats say, something is imagined, and what is compared comes in order."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offworld.film.blocking import Beat, Cue, CueKind, Intent, Lie, Move, Relation, Target
from offworld.imagine import compare, imagine

PLACES = (
    Target(kind="fitting", name="rail"), Target(kind="fitting", name="mark.far"), Target(kind="fitting", name="gone"),
    Target(kind="person", name="ann"), Target(kind="person", name="bob", part="left ankle"),
    Target(kind="person", name="nobody"), Target(kind="prop", name="ball"), Target(kind="prop", name="lost"),
    Target(kind="camera", name="A"), Target(kind="point", offset=(1.0, 0.5, -0.5)),
    Target(kind="nearest", name="rail"), Target(kind="nearest", name="loop"),
)  # fmt: skip
targets = st.none() | st.sampled_from(PLACES)
NAMES = ("a", "b", "c", "d", "e")


@st.composite
def cues(draw):
    return Cue(
        kind=draw(st.sampled_from(get_args(CueKind))),
        ref=draw(st.sampled_from((*NAMES, "L1", "L9", "sunrise"))), word="there", a=draw(targets), b=draw(targets),
        distance_m=draw(st.none() | st.floats(0.1, 3.0)), delay_s=draw(st.floats(0.0, 3.0)),
    )  # fmt: skip


@st.composite
def beats(draw, name):
    who = draw(st.sampled_from((("ann",), ("bob",), ("ann", "bob"), ("nobody",))))
    channel = st.sampled_from(("gaze", "voice", "left hand", "right hand", "left foot", "body"))
    intent = Intent(
        move=draw(st.sampled_from(get_args(Move))), target=draw(targets), source=draw(targets),
        direction=draw(st.none() | st.just((0.0, 0.6, 0.8))), speed=draw(st.none() | st.floats(0.05, 2.0)),
        duration_s=draw(st.none() | st.floats(0.1, 3.0)), distance_m=draw(st.none() | st.floats(0.2, 2.0)),
        relation=draw(st.none() | st.sampled_from(get_args(Relation))), lie=draw(st.sampled_from(get_args(Lie))),
        who_lies=draw(st.none() | st.sampled_from(("ann", "bob"))), prop=draw(st.none() | st.just("ball")),
        line=draw(st.none() | st.sampled_from(("L1", "L9"))), fumbled=draw(st.booleans()),
    )  # fmt: skip
    return Beat(
        id=name, number=1, who=who, channels=tuple(draw(st.lists(channel, min_size=1, max_size=2, unique=True))),
        intent=intent, start=draw(st.none() | cues()), until=draw(st.none() | cues()), wanted_miss=draw(st.booleans()),
    )  # fmt: skip


scenes = st.lists(st.sampled_from(NAMES), unique=True, max_size=5).flatmap(
    lambda names: st.tuples(*(beats(name) for name in names))
)


@pytest.mark.parametrize("apart", [1.5, 0.0], ids=["apart", "in one place"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scene=scenes)
def test_any_beats_can_be_imagined(room, apart, scene):
    people = [room.afloat("ann", 0, 0, 0), room.afloat("bob", apart, 0, 0)]
    take = room.still(room.rehearsal(people, scene, props=[room.ball()], length_s=6.0), seconds=6.0)
    imagined = imagine(take)
    assert [one.beat for one in imagined.beats] == [beat.id for beat in scene]
    for ghost in imagined.ghosts:
        assert np.all(np.isfinite(ghost.poses))
    for one in imagined.beats:
        assert one.start is not None or (one.end is None and one.why)
        assert one.end is None or one.start <= one.end
        assert all(one.start <= mark.tick <= imagined.length for mark in one.marks)
    found = compare(imagined, take)
    known = [one.beat for one in found]
    for number, one in enumerate(found):
        assert not one.after or one.after in known[:number]
        assert one.why
