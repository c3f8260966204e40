"""Who holds a found camera, and where the take has them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.blocking import Beat, Intent
from offworld.film.camera import SetUp
from offworld.film.framing import Framed, Framing, Placed
from offworld.film.score import Score
from offworld.film.take import BeatOutcome
from offworld.frame.from_take import Cast
from offworld.frame.held import ELSEWHERE_M, held_findings


@pytest.fixture(scope="module")
def scene(hand_made):
    """A take without beats and cameras, and two of its people."""
    take = hand_made.make_take(1200, "zvezda")
    bare = replace(take.rehearsal.scene, set_ups=(), beats=())
    take = replace(take, rehearsal=replace(take.rehearsal, scene=bare), outcomes=())
    one, other = Cast(take).at(600.0)[:2]
    return take, one, other


def held_at(place, on, who, end=1200):
    framing = Framing(id="C", kind="single", on=(on.id,), by=who, start=0, end=end, text=f"MS, held by {who}")
    x, y, z = (float(value) for value in place)
    placed = Placed(
        position=(x, y, z),
        attitude=(1.0, 0.0, 0.0, 0.0),
        lens_mm=25.0,
        focus_m=1.0,
        stop=2.8,
        score=Score(terms=()),
    )
    return Framed(framing=framing, status="found", answers=(placed,))


def with_beat(take, who, move, channel):
    beat = Beat(id="b", number=1, who=(who,), channels=(channel,), intent=Intent(move=move))
    done = BeatOutcome(beat="b", outcome="done", start=300, end=500)
    bare = replace(take.rehearsal.scene, beats=(beat,))
    return replace(take, rehearsal=replace(take.rehearsal, scene=bare), outcomes=(done,))


def finder_at(eyes):
    """Where a camera is whose finder is at somebody's eyes, as it looks along −z."""
    return np.asarray(eyes) - [0.0, 0.0, 0.25]


def test_an_operator_who_is_elsewhere_in_the_take_is_told_with_how_far(scene):
    take, one, other = scene
    place = finder_at(other.eyes + 1.4 * np.eye(3)[0])
    (found,) = held_findings((held_at(place, one, other.id),), take)
    assert found.weight == "care"
    assert found.who == (other.id,)
    assert found.measures[0].value == pytest.approx(1.4, abs=0.3)
    assert f"{other.id} is 1." in found.text
    assert "rehearse it" in found.remedy


def test_an_operator_who_is_there_with_free_hands_is_no_finding(scene):
    take, one, other = scene
    shot = held_at(finder_at(other.eyes), one, other.id, end=620)
    assert held_findings((shot,), take) == ()
    assert held_findings((replace(shot, answers=()),), take) == ()
    assert held_findings((replace(shot, framing=replace(shot.framing, by=None)),), take) == ()
    # Who is not in the take may be anywhere.
    assert held_findings((replace(shot, framing=replace(shot.framing, by="nobody")),), take) == ()
    assert ELSEWHERE_M < 1.0


@pytest.mark.parametrize(
    ("move", "channel", "told"),
    [("give", "right hand", "is busy with “give”"), ("hold", "left hand", ""), ("look", "gaze", "")],
)
def test_hands_that_are_needed_elsewhere_are_told(scene, move, channel, told):
    take, one, other = scene
    shot = held_at(finder_at(other.eyes), one, other.id, end=620)
    found = held_findings((shot,), with_beat(take, other.id, move, channel))
    assert [told in each.text for each in found] == ([True] if told else [])
    later = replace(shot, framing=replace(shot.framing, start=560))
    assert held_findings((later,), with_beat(take, other.id, move, channel)) == ()


def test_another_camera_in_the_hands_is_told(scene):
    take, one, other = scene
    set_up = SetUp(id="A", lens_mm=25.0, by=other.id)
    bare = replace(take.rehearsal.scene, set_ups=(set_up,))
    take = replace(take, rehearsal=replace(take.rehearsal, scene=bare))
    (found,) = held_findings((held_at(finder_at(other.eyes), one, other.id, end=620),), take)
    assert "has camera A in the hands" in found.text
