"""What changes are thought out of real scenes, and that every one of them reads as it should."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from offworld.errors import FilmError
from offworld.film.odds import BeatRow, FindingRow, TakeRow
from offworld.flow.advise_search import change_rewrite
from offworld.flow.records import rehearsal_of
from offworld.odds.changes import helper, hold, order, rail, speed, tether
from offworld.odds.changes.catalogue import RULES, offers
from offworld.odds.changes.situation import Situation
from offworld.rehearse import run
from offworld.script.changed import Rewrite
from offworld.script.folder import open_scene
from offworld.space import read_set

PLANTED = Path(__file__).parents[2] / "flow" / "planted"
FILM = """\
title: A test
rate: 25
aspect: 2.39
lenses: [18 mm, 25 mm]
people:
  ivan: {sex: male, stature: 1.78 m, mass: 74 kg}
  mira: {sex: female, stature: 1.68 m, mass: 60 kg}
  anton: {sex: male, stature: 1.80 m, mass: 78 kg}
props:
  cup: {shape: box, size: [0.1 m, 0.1 m, 0.1 m], mass: 200 g}
scenes: [one]
"""


def finding(**of):
    return FindingRow(**{"kind": "missed", "weight": "care", "beat": "", "tick": 9, "end": 9} | of)


def row(number, findings=(), beats=()):
    return TakeRow(
        take=number, seed=1, as_written=False, length=900, last=900, beats=tuple(beats), findings=tuple(findings),
        peak_n=0.0, loads=0, gentle=0, touch_m_s=0.0, stopped="",
    )  # fmt: skip


@pytest.fixture(scope="module")
def look(tmp_path_factory):
    """A short look at a scene: what its changes are thought out from. Scenes are read and played once."""
    known = {}

    def at(text, rows=()):
        if text not in known:
            folder = tmp_path_factory.mktemp("film")
            (folder / "scenes").mkdir()
            (folder / "film.yaml").write_text(FILM, encoding="utf-8")
            (folder / "scenes" / "one.yaml").write_text(text, encoding="utf-8")
            opened = open_scene(folder, read_set, "1")
            film = opened.read(Rewrite())
            rehearsal = rehearsal_of(film, film.scenes[0])
            known[text] = opened, rehearsal, run(rehearsal)[0]
        opened, rehearsal, take = known[text]
        here = {person.id for person in rehearsal.people}
        others = tuple(person for person in opened.film.people if person.id not in here)
        return opened, Situation(
            rehearsal=rehearsal, lines=opened.lines, take=take, rows=tuple(rows) or (row(1),), others=others
        )

    return at


HEAD = "scene: 1\nset: tunnel\nworld: orbit\nlength: 0.6 s\n"
FLOATS = (
    HEAD
    + """\
start:
  ivan: floating at [0.4, -0.1, -0.1], up +z, facing +y
beats:
  - ivan [right hand]: hold rail.p3 at 0.1 s
"""
)
TWO = (
    HEAD
    + """\
start:
  ivan: both hands on rail.p2, up +x, facing +y, floating at [-1.75, 0.25, 0.2]
  mira: left foot in loop.3, up +z, facing -x
  cup: in mira's right hand
beats:
  - ivan: pull along rail.p2 to rail.p3 at 0.4 m/s
  - ivan [left hand]: catch rail.p3
  - mira [right hand]: give cup to ivan [right hand] at 0.1 s
  - mira [gaze]: look at ivan's face at 0 s
"""
)
CROWD = HEAD + """\
start:
  ivan: floating at [0.4, -0.1, -0.1], up +z, facing +y, drifting at 0.1 m/s along +x
  mira: floating at [-1.6, 0, 0], up +z, held by anton by the feet
"""  # fmt: skip


def texts(changes):
    return [change.lines[0].text for change in changes]


def test_holds_within_reach_with_a_limb_that_is_free(look):
    _, situation = look(FLOATS)
    found = hold.offer(situation)
    lines = texts(found)
    base = "ivan: floating at [0.4, -0.1, -0.1], up +z, facing +y, "
    assert f"{base}left foot in loop.3" in lines or f"{base}right foot in loop.3" in lines
    # The right hand has a beat of its own.
    assert all("right hand" not in line for line in lines)
    assert {change.kind for change in found} == {"hold"}


def test_nobody_who_is_under_way_or_held_by_the_feet_takes_a_hold(look):
    _, situation = look(CROWD)
    assert not [change for change in hold.offer(situation) if change.who == ("ivan",)]
    assert all(" foot " not in change.words for change in hold.offer(situation) if change.who == ("mira",))


def test_speeds_in_shares_of_what_is_written(look):
    _, situation = look(TWO)
    assert texts(speed.offer(situation)) == [
        "ivan: pull along rail.p2 to rail.p3 at 0.3 m/s",
        "ivan: pull along rail.p2 to rail.p3 at 0.2 m/s",
    ]


def test_where_time_runs_out_a_faster_one_is_tried_too(look):
    cut = BeatRow(beat="catch", outcome="running", start=1, end=None, otherwise=False)
    _, situation = look(TWO, [row(1, beats=[cut])])
    assert texts(speed.offer(situation))[-1] == "ivan: pull along rail.p2 to rail.p3 at 0.6 m/s"


def test_other_rails_near_the_way_wherever_the_one_is_named(look):
    _, situation = look(TWO)
    found = {change.words: change for change in rail.offer(situation)}
    other = found["Ivan takes rail.o1 in place of rail.p3"]
    assert [line.new for line in other.lines] == [
        "pull along rail.p2 to rail.o1 at 0.4 m/s",
        "catch rail.o1",
    ]
    start = next(change for change in found.values() if change.words.endswith("in place of rail.p2"))
    assert [line.part for line in start.lines] == ["start", "beats"]
    assert not any("loop" in words and "rail" in words for words in found)


def test_orders(look):
    _, situation = look(TWO)
    found = {change.words: change for change in order.offer(situation)}
    wait = found["Mira waits with give until catch is over"]
    assert texts([wait]) == ["mira [right hand]: give cup to ivan [right hand], after catch"]
    swap = found["Ivan: catch before pull"]
    assert swap.order == ("catch", "pull", "give", "look")
    assert [line.key for line in swap.lines] == ["catch = ivan [left hand]", "pull = ivan"]
    assert not any("look" in words for words in found)


def test_what_goes_wrong_is_tried_first(look):
    _, situation = look(TWO, [row(1, [finding(who=("mira",), beat="give")])])
    assert situation.concern["mira"] == situation.concern["give"] == 1.0
    assert situation.concern["ivan"] == situation.concern["pull"] == 0.0
    assert [start.person for start in situation.people()] == ["mira", "ivan"]
    assert order.offer(situation)[0].who == ("mira",)


def test_tethers_hang_slack_at_the_start(look):
    _, situation = look(FLOATS)
    for change in tether.offer(situation):
        words = change.lines[0].new.split("tethered to ")[1]
        name, length = words.split(" by ")
        assert float(length.split()[0]) >= 0.4
        assert name in {
            one.id for one in (*situation.rehearsal.stage_set.rails, *situation.rehearsal.stage_set.loops)
        }
    assert len(tether.offer(situation)) == tether.NEAREST


def test_helpers_come_from_the_scene_and_from_outside(look):
    _, situation = look(FLOATS)
    (change,) = helper.offer(situation)
    assert change.words == "Mira, who comes in for it, holds Ivan by the feet"
    assert texts([change]) == [
        "ivan: floating at [0.4, -0.1, -0.1], up +z, facing +y, held by mira by the feet"
    ]
    _, crowded = look(CROWD)
    assert not helper.offer(crowded)


@pytest.mark.parametrize("text", [FLOATS, TWO, CROWD], ids=["floats", "two", "crowd"])
def test_changes_read_as_written_lines_do_and_keep_the_names_of_beats(look, text):
    opened, situation = look(text)
    found = offers(situation)
    assert len({change.lines for change in found}) == len(found)
    good = 0
    for change in found:
        try:
            film = opened.read(change_rewrite(change))
        except FilmError:
            continue
        good += 1
        beats = film.scenes[0].beats
        assert {beat.id for beat in beats} == {beat.id for beat in situation.beats}, change.words
        assert rehearsal_of(film, film.scenes[0]) != situation.rehearsal
    assert good >= 0.8 * len(found)


def test_kinds_take_turns(look):
    _, situation = look(TWO)
    every = offers(situation)
    assert {change.kind for change in every} == {rule.kind for rule in RULES}
    first = [change.kind for change in every[: len(RULES)]]
    assert len(first) == len(set(first))
    assert first == sorted(first, key=[rule.kind for rule in RULES].index)


def test_who_is_limp_strapped_or_carries_things_has_no_hand_for_a_hold(look):
    _, situation = look(FLOATS)
    start = situation.starts[0]
    limp = dataclasses.replace(start, limp=True)
    scene = dataclasses.replace(situation.rehearsal.scene, people=(limp,))
    other = dataclasses.replace(situation, rehearsal=dataclasses.replace(situation.rehearsal, scene=scene))
    assert not hold.offer(other)
    busy = dataclasses.replace(start, operates="A")
    assert "right hand" in situation.busy(busy)
