"""Tethers in scenes: begun with, clipped and taken off; to rails, people and props."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.audit import audit
from offworld.audit.findings import findings

AT_RAIL = "  ann: left hand on rail.p3"


def outcome(take, beat):
    return next(one for one in take.outcomes if one.beat == beat)


def test_clip_puts_a_tether_on_where_the_hand_has_been(rehearse):
    take = rehearse(AT_RAIL, "  - ann [right hand]: clip tether to rail.p3 by 0.9 m\n", 2)
    done = outcome(take, "clip-tether")
    assert (done.outcome, done.reason) == ("done", "0.90 m of tether to rail.p3")
    (one,) = take.tethers
    assert (one.start, one.end, one.thing, one.length, one.pulls) == (done.end, None, "rail.p3", 0.9, ())
    assert take.assembly.nodes[one.node].id == "ann/pelvis"
    assert [event.kind for event in take.events if event.tick == one.start].count("clip") == 1
    assert audit(take).trusted


def test_without_a_length_it_has_the_usual_one(rehearse):
    take = rehearse(AT_RAIL, "  - ann [right hand]: clip tether to rail.p3\n", 1.5)
    assert take.tethers[0].length == 1.2


def test_it_ends_a_push_off_and_says_how_fast_and_how_hard(rehearse):
    beats = (
        "  - ann [right hand]: clip tether to rail.p3 by 0.9 m\n"
        "  - ann: push off towards -x at 0.4 m/s after clip-tether\n"
    )
    take = rehearse(AT_RAIL, beats, 7)
    (pull,) = take.tethers[0].pulls[:1]
    assert 0.2 < pull.closing_speed < 0.45
    (told,) = [one for one in findings(take) if one.kind == "tether"][:1]
    assert told.text.startswith(f"Ann's tether to rail.p3 comes taut at {pull.closing_speed:.2f} m/s, about ")
    assert "guess" in next(one.note for one in told.measures if one.name == "peak force")
    assert audit(take).trusted


def test_unclip_takes_it_off_again(rehearse):
    beats = "  - ann [right hand]: unclip tether from rail.p3 at 0.4 s\n"
    take = rehearse(AT_RAIL + ", tethered to rail.p3 by 1.2 m", beats, 1)
    assert outcome(take, "unclip-tether").outcome == "done"
    assert take.tethers[0].end == 400
    assert audit(take).trusted


@pytest.mark.parametrize(
    ("start", "beat", "reason"),
    [
        (AT_RAIL, "clip tether to rail.p3 by 0.2 m", "do not reach"),
        ("  ann: both hands on rail.p3", "clip tether to rail.p3", "ann's right hand is not free"),
        (AT_RAIL, "unclip tether", "has no such tether on"),
        (AT_RAIL, "clip tether to ann", "another end than the own belt"),
    ],
)
def test_what_cannot_be_clipped_is_refused_with_its_reason(rehearse, start, beat, reason):
    take = rehearse(start, f"  - ann [right hand]: {beat}\n", 3)
    one = next(one for one in take.outcomes if "tether" in one.beat)
    assert one.outcome == "refused"
    assert reason in one.reason


def test_a_place_that_the_hand_does_not_come_to_is_missed(rehearse):
    take = rehearse("  ann: floating at [0, 0, 0]", "  - ann [right hand]: clip tether to rail.p4\n", 9)
    assert outcome(take, "clip-tether").outcome == "missed"
    assert "came within" in outcome(take, "clip-tether").reason
    assert take.tethers == ()


def test_two_on_one_line_share_what_momentum_they_have(rehearse):
    start = (
        "  ann: floating at [0.5, 0.3, 0], up +z, facing +x, drifting at 0.4 m/s along +x, tethered to ben by 1.3 m\n"
        "  ben: floating at [-0.4, 0.3, 0], up +z, facing +x"
    )
    take = rehearse(start, "", 4, turning=False)
    (one,) = take.tethers
    assert one.pulls[0].closing_speed > 0.2
    keys = {
        (key.tree, key.partner): row
        for key, row in zip(take.keys, take.ledger, strict=True)
        if key.cause == "tether"
    }
    assert keys["ann", "ben"] == pytest.approx(-keys["ben", "ann"], abs=1e-12)
    assert np.linalg.norm(keys["ben", "ann"][:3]) == pytest.approx(
        sum(pull.impulse for pull in one.pulls), rel=0.05
    )
    assert audit(take).trusted


def test_a_prop_on_a_line_follows(rehearse):
    start = (
        "  ann: floating at [0, 0, 0], up +z, facing +x, drifting at 0.4 m/s along -x, tethered to wrench by 0.9 m\n"
        "  wrench: floating at [0.6, 0, 0.2]"
    )
    take = rehearse(start, "", 4)
    assert take.tethers[0].pulls
    away = take.poses[-1, take.node("wrench"), 0] - take.poses[0, take.node("wrench"), 0]
    assert away < -0.2
    assert audit(take).trusted
