"""Tuck and open: spin goes with one over the inertia."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.blocking import Cue
from offworld.rehearse.moves.tuck import Tuck, tucked

LIMBS = ("left hand", "right hand", "left foot", "right foot")


def spun(one, rate):
    """Spin somebody about their own left, rad/s."""
    one.session.system.data.qvel[one.actor.tree.dof + 4] = rate
    one.session.look()
    return one


def rate_and_inertia(actor):
    """Spin about the axis that the momentum has, rad/s, and the inertia about it, kg m²."""
    spin, inertia = actor.momentum()[1], actor.inertia()
    axis = spin / np.linalg.norm(spin)
    return float(np.linalg.solve(inertia, spin) @ axis), float(axis @ inertia @ axis)


@pytest.mark.parametrize("rate", [0.3, -1.0])
def test_against_the_skater(afloat, beat, rate):
    """Handbook physics 6.7: ω2 = ω1 I1 / I2 about a principal axis, with the body's own inertias, there and back."""
    tuck = beat("tuck", channels=("body", *LIMBS))
    opened = replace(beat("open", channels=("body", *LIMBS)), start=Cue(kind="time", delay_s=4.0))
    one = spun(afloat(beats=(tuck, opened)), rate)
    before, wide = rate_and_inertia(one.actor)
    momentum = one.actor.momentum()[1].copy()
    director = one.play(3.98)
    close, small = rate_and_inertia(one.actor)
    assert small < 0.5 * wide
    assert close == pytest.approx(before * wide / small, rel=0.01)
    while director.running[1].state in {"waiting", "running"}:
        one.session.look()
        one.session.advance(director.tick())
    one.session.look()
    after, again = rate_and_inertia(one.actor)
    assert after == pytest.approx(before * wide / again, rel=0.01)
    assert np.linalg.norm(one.actor.momentum()[1] - momentum) < 1e-7
    done = director.running[1]
    assert done.state == "done"
    words = [float(word.removesuffix("°/s")) for word in done.reason.split() if word.endswith("°/s")]
    assert words == pytest.approx(np.degrees([close, after]), abs=0.6)


def test_tucked_knees_are_at_the_chest_and_palms_on_the_shins(afloat, beat):
    one = afloat(beats=(beat("tuck", channels=("body", *LIMBS)),))
    one.play(3.5, until_over=False)
    for side in ("left", "right"):
        hand = one.actor.site(f"ann/{side} hand")[1]
        knee, ankle = (one.actor.site(f"ann/{side} {part}")[1] for part in ("knee", "ankle"))
        along = np.clip((hand - knee) @ (ankle - knee) / ((ankle - knee) @ (ankle - knee)), 0.0, 1.0)
        assert np.linalg.norm(hand - knee - along * (ankle - knee)) < 0.16
        assert np.linalg.norm(one.actor.site("ann/chest")[1] - knee) < 0.42


def test_a_tuck_of_the_feet_leaves_trunk_and_arms(afloat, beat):
    one = afloat()
    asked = beat("tuck", limbs=("left foot",))
    move = Tuck(one.actor, asked.intent, asked, asked.channels)
    names = [one.session.system.joint_names[number].split("/")[1] for number in tucked(move)]
    assert names
    assert all(name.startswith(("left_hip", "left_knee", "left_ankle")) for name in names)


def test_one_who_cannot_open_says_so(afloat, beat):
    """A spin so fast that arms are held away from where they rest."""
    one = spun(afloat(beats=(beat("open", channels=("body", *LIMBS)),)), 0.2)
    one.actor.neutral = one.actor.neutral + 0.3
    one.actor.limp = True
    director = one.play(7.0)
    assert director.running[0].state == "missed"
    assert "not open after 6 s" in director.running[0].reason
