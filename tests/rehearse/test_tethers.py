from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from small_rehearsals import BALL, STILL, booked, person, play, root, session

from offworld.film.take import TetherRecord
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.rehearse.system import SET
from offworld.rehearse.tethers import Tether
from offworld.strength import TETHER_LOSS_S_M, TETHER_STIFFNESS, tension

SMALL = replace(BALL, id="small", mass_kg=0.5)
BIG = replace(BALL, id="big", mass_kg=60.0)


def line(made, name, other, length, point=(0.0, 0.0, 0.0)):
    """A tether between the middles of two things, or to a place of the room."""
    trees = made.system.by_name
    body = trees[name].root_body
    partner = trees[other].root_body if other else 0
    record = TetherRecord(
        id=0, node=int(made.system.node_of_body[body]), partner=int(made.system.node_of_body[partner]) if other else 0,
        thing=other or "wall", start=0, end=None, length=length, anchor=(0.0, 0.0, 0.0), partner_anchor=tuple(point),
    )  # fmt: skip
    ends = (trees[name].index, trees[other].index if other else SET)
    made.tethers.records.append(record)
    made.tethers.active.append(Tether(record=record, body=body, partner_body=partner, ends=ends))


def put(made, name, place, velocity):
    q, v = root(made, name)
    made.system.data.qpos[q : q + 3] = place
    made.system.data.qvel[v : v + 6] = (*velocity, 0.0, 0.0, 0.0)


def rebound(speed):
    """Speed at which the ends come together again: first integral of m x'' = -k x (1 + a x')."""
    a = TETHER_LOSS_S_M

    def held(v):
        return v / a - np.log1p(a * v) / a**2

    return -brentq(lambda v: held(v) - held(speed), -1.0 / a + 1e-12, 0.0)


def velocity(made, name):
    v = root(made, name)[1]
    return made.system.data.qvel[v : v + 3].copy()


@pytest.mark.parametrize("speed", [0.1, 0.4, 0.8])
@pytest.mark.parametrize(("one", "two"), [(BIG, BALL), (BIG, replace(BIG, id="other"))])
def test_against_the_closed_form_of_two_bodies_on_a_line(one, two, speed):
    made = session((), (one, two), world=STILL)
    put(made, one.id, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    put(made, two.id, (0.99, 0.0, 0.0), (speed, 0.0, 0.0))
    line(made, one.id, two.id, 1.0)
    made.look()
    play(made, 1.5)
    m1, m2 = one.mass_kg, two.mass_kg
    mu, back = m1 * m2 / (m1 + m2), rebound(speed)
    impulse = mu * (speed + back)
    assert velocity(made, one.id)[0] == pytest.approx(impulse / m1, rel=2e-3)
    assert velocity(made, two.id)[0] == pytest.approx(speed - impulse / m2, rel=2e-3)
    assert m1 * velocity(made, one.id) + m2 * velocity(made, two.id) == pytest.approx(
        [m2 * speed, 0, 0], abs=1e-9
    )
    pull = made.tethers.finish()[0].pulls[0]
    assert pull.closing_speed == pytest.approx(speed, rel=0.02)
    assert pull.effective_mass == pytest.approx(mu, rel=1e-6)
    assert pull.impulse == pytest.approx(impulse, rel=2e-3)
    assert len(made.tethers.finish()[0].pulls) == 1
