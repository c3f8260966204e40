"""Pulls: hand over hand at the asked speed along a rail that is longer than an arm."""

import numpy as np
import pytest

from offworld.film.blocking import Target
from offworld.film.stage_set import Rail
from offworld.rehearse.director import Director
from offworld.rehearse.moves.pull import START_S

ALONG = np.array([0.0, 0.0, 1.0])
ON_RAIL = Target(kind="fitting", name="rail.1")


def by_a_rail(afloat, beat, *, goal, length=2.0, bend=0.0, grip=True, **intent):
    """Ann with the right hand on a rail that goes past her, asked to pull along it."""
    hand = afloat().actor.limb("right hand")[1]
    points = (hand - 0.3 * ALONG, hand + (length - 0.3) * ALONG + [0.0, bend, 0.0])
    rail = Rail(id="rail.1", points=tuple(tuple(p) for p in points), normal=(-1.0, 0.0, 0.0))
    target = None if goal is None else Target(kind="point", offset=tuple(hand + goal * ALONG))
    channels = ("body", "left hand", "right hand")
    made = beat("pull", channels=channels, source=ON_RAIL, target=target, **intent)
    stage = afloat(rails=(rail,), beats=[made])
    if grip:
        stage.grip("right hand", "rail.1")
    return stage


def follow(stage, seconds):
    """Its first beat, and time, way along and speed of the centre at each tick."""
    director = Director(stage.session)
    first, rows = director.running[0], []
    start = stage.actor.centre()
    while stage.session.tick < 1000 * seconds:
        stage.session.look()
        wishes = director.tick()
        velocity = stage.actor.momentum()[0]
        rows.append((stage.session.tick, (stage.actor.centre() - start) @ ALONG, velocity @ ALONG))
        if first.state not in {"waiting", "running"}:
            break
        stage.session.advance(wishes)
    return first, np.array(rows)


def test_a_metre_and_a_half_hand_over_hand(afloat, beat):
    stage = by_a_rail(afloat, beat, goal=1.6, length=2.0, speed=0.3)
    first, rows = follow(stage, 12.0)
    assert first.state == "done"
    assert first.reason.endswith("cm from the place by rail.1")
    assert rows[-1, 1] >= 1.5
    under_way = rows[(rows[:, 0] > 1000 * START_S + 200) & (rows[:, 1] < rows[-1, 1] - 0.3)]
    assert len(under_way) > 50
    assert np.all(np.abs(under_way[:, 2] / 0.3 - 1.0) < 0.10)
    records = stage.session.table.records
    assert len({record.node for record in records}) == 2
    assert len(records) >= 6
    assert not any(record.ended_by == "slip" for record in records)
    for record in records[1:]:
        assert record.partner_anchor[:2] == pytest.approx(records[0].partner_anchor[:2], abs=1e-6)
    assert stage.actor.holds()


def test_towards_what_is_beyond_the_rail_it_is_let_go_at_speed(afloat, beat):
    stage = by_a_rail(afloat, beat, goal=3.0, length=1.3, speed=0.4)
    first, _ = follow(stage, 9.0)
    assert first.state == "done"
    assert first.reason.startswith("left rail.1 at ")
    stage.session.look()
    assert not stage.actor.holds()
    assert stage.actor.momentum()[0] @ ALONG == pytest.approx(0.4, rel=0.1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"grip": False}, "no hand is on rail.1 to pull along it"),
        ({"speed": 3.0}, "3 m/s is faster than hands can follow each other"),
    ],
)
def test_what_cannot_be_is_refused(afloat, beat, change, words):
    first, _ = follow(by_a_rail(afloat, beat, goal=1.5, **change), 1.0)
    assert first.state == "refused"
    assert words in first.reason


def test_who_is_strapped_does_not_pull(afloat, beat):
    stage = by_a_rail(afloat, beat, goal=1.5)
    stage.actor.strapped = True
    first, _ = follow(stage, 1.0)
    assert (first.state, first.reason) == ("refused", "ann is strapped down")


def begun(stage):
    """The move of the first beat, after its first tick."""
    director = Director(stage.session)
    stage.session.look()
    director.tick()
    return director.running[0].moves.get("ann")


def test_one_stroke_is_enough_for_a_short_way(afloat, beat):
    move = begun(by_a_rail(afloat, beat, goal=0.4, speed=0.2))
    assert move.stroke is not None


def test_a_rail_that_is_not_named_leaves_one_stroke(afloat, beat):
    stage = afloat(beats=[beat("pull", target=Target(kind="point", offset=(0.5, 0.0, 0.2)), speed=0.2)])
    stage.grip("right hand")
    assert begun(stage).stroke is not None


@pytest.mark.parametrize(("length", "end"), [(2.6, 2.6), (1.2, 1.2)])
def test_without_a_target_it_goes_to_the_farther_end(afloat, beat, length, end):
    move = begun(by_a_rail(afloat, beat, goal=None, length=length))
    assert move.stroke is None
    assert move.way.goal == pytest.approx(end)


def test_the_way_back_lays_the_rail_the_other_way_round(afloat, beat):
    hand = afloat().actor.limb("right hand")[1]
    rail = Rail(
        id="rail.1", points=(tuple(hand - 1.5 * ALONG), tuple(hand + 0.3 * ALONG)), normal=(-1.0, 0.0, 0.0)
    )
    made = beat("pull", source=ON_RAIL, target=Target(kind="point", offset=tuple(hand - 1.4 * ALONG)))
    stage = afloat(rails=(rail,), beats=[made])
    stage.grip("right hand", "rail.1")
    move = begun(stage)
    assert np.allclose(move.way.line[0], rail.points[1])


def test_a_lost_rail_is_a_miss(afloat, beat):
    stage = by_a_rail(afloat, beat, goal=1.5)
    move = begun(stage)
    stage.session.table.release(0, stage.actor.holds()[0])
    wish = move.step(stage.session.floor)
    assert (wish.status, wish.reason) == ("missed", "both hands were off rail.1")
