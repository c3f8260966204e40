from dataclasses import replace

import mujoco
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from small_rehearsals import BALL, STILL, booked, play, rehearsal, root, session

from offworld.audit import audit
from offworld.errors import NotPossible
from offworld.film.blocking import Target
from offworld.film.scene import PersonStart, TetherStart
from offworld.film.take import TetherRecord
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.rehearse import run
from offworld.rehearse.system import SET
from offworld.rehearse.tethers import Tether
from offworld.report.numbers import numbers
from offworld.store.take import read_take, write_take
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


@pytest.mark.parametrize("speed", [0.2, 0.6])
def test_against_the_closed_form_of_one_body_on_a_line_to_the_room(speed):
    made = session((), (BALL,), world=STILL)
    put(made, "ball", (0.0, 0.98, 0.0), (0.0, speed, 0.02))
    line(made, "ball", "", 1.0)
    made.look()
    play(made, 0.3)
    # Across the line nothing is taken away but what the line's small turn takes.
    assert velocity(made, "ball") == pytest.approx([0.0, -rebound(speed), 0.02], abs=0.02 * speed)
    assert booked(made)[0, :3] == pytest.approx(
        BALL.mass_kg * (velocity(made, "ball") - [0.0, speed, 0.02]), abs=1e-9
    )


@settings(max_examples=8, deadline=None)
@given(
    place=st.tuples(*[st.floats(-0.7, 0.7)] * 3), speed=st.tuples(*[st.floats(-0.8, 0.8)] * 3),
    spin=st.floats(-2.0, 2.0), seconds=st.floats(0.3, 0.9),
)  # fmt: skip
def test_energy_is_never_gained_and_momentum_never_lost(place, speed, spin, seconds):
    # The two balls do not begin inside each other.
    assume(np.linalg.norm(np.array(place) * 1.2 + [0.0, 0.0, 0.3]) > 0.25)
    made = session((), (BIG, SMALL), world=STILL)
    put(made, "big", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    put(made, "small", np.array(place) * 1.2 + [0.0, 0.0, 0.3], speed)
    made.system.data.qvel[root(made, "big")[1] + 5] = spin
    line(made, "big", "small", 0.9)
    made.tethers.active[0].record = replace(made.tethers.active[0].record, anchor=(0.08, 0.0, 0.05))
    gap = np.linalg.norm(np.array(place) * 1.2 + [-0.08, 0.0, 0.25])
    made.tethers.active[0].record = replace(made.tethers.active[0].record, length=max(0.9, gap))
    made.look()

    def energy():
        mujoco.mj_energyVel(made.system.model, made.system.data)
        return float(made.system.data.energy[1])

    before, total = energy(), made.system.momentum().sum(axis=0)
    play(made, seconds)
    assert energy() <= before * (1.0 + 1e-6) + 1e-9
    assert made.system.momentum().sum(axis=0) == pytest.approx(total, abs=1e-8)


def test_what_a_turned_room_does_is_what_the_room_does_turned():
    turn = rotation.exp((0.4, -0.9, 1.3))
    ends = []
    for how in (rotation.identity(), turn):
        made = session((), (BIG, BALL), world=STILL)
        put(made, "big", (0.0, 0.0, 0.0), rotation.rotate(how, (0.0, 0.0, 0.05)))
        put(made, "ball", rotation.rotate(how, (0.95, 0.1, 0.0)), rotation.rotate(how, (0.3, 0.2, 0.0)))
        line(made, "big", "ball", 1.0)
        made.look()
        play(made, 0.8)
        ends.append((velocity(made, "ball"), made.tethers.finish()[0].pulls[0].impulse))
    assert ends[1][0] == pytest.approx(rotation.rotate(turn, ends[0][0]), abs=1e-7)
    assert ends[1][1] == pytest.approx(ends[0][1], rel=1e-7)


def test_a_strap_never_pushes_and_begins_softly():
    assert tension(-0.1, 1.0) == 0.0
    assert tension(0.1, -5.0) == 0.0
    assert tension(0.0, 3.0) == 0.0
    assert tension(0.01, 0.2) == pytest.approx(TETHER_STIFFNESS * 0.01 * (1.0 + 0.2 * TETHER_LOSS_S_M))


RAIL = Target(kind="fitting", name="rail")


def tethered(length, drift=(0.0, 0.0, 0.5), **more):
    start = PersonStart(
        person="ann", position=Target(kind="point", offset=(0.0, 0.0, -0.6)), drift=drift,
        tether=TetherStart(target=RAIL, length_m=length),
    )  # fmt: skip
    return rehearsal(("ann",), starts=(start,), length_s=2.0, **more)


@pytest.mark.parametrize("world", [STILL, World(kind="orbit"), World(kind="parabola")])
def test_one_who_drifts_off_is_stopped_by_the_tether_and_the_take_is_trusted(world):
    take = run(tethered(0.7, world=world))[0]
    (one,) = take.tethers
    assert one.pulls[0].closing_speed > 0.3
    assert {key.cause for key in take.keys} >= {"tether"}
    report = audit(take)
    assert report.trusted, [fault.text for fault in report.faults]
    assert any("tethers" in check.name and check.worst < 0.6 for check in report.checks)


def test_a_take_with_a_tether_goes_on_from_every_point_to_the_same_numbers():
    what = tethered(0.7, world=World(kind="orbit"))
    whole, points = run(what, keep_restarts=True)
    again = run(what, restart=points[0])[0]
    np.testing.assert_array_equal(whole.stream.coordinates, again.stream.coordinates)
    assert whole.tethers == again.tethers
    np.testing.assert_array_equal(whole.stream.impulse, again.stream.impulse)


def test_nobody_starts_on_a_tether_that_does_not_reach():
    with pytest.raises(
        NotPossible, match=r"ann cannot start tethered to rail by 0.2 m: it is 0\.\d+ m from the belt"
    ):
        run(tethered(0.2))


def test_a_kept_take_has_its_tethers_and_a_page_tells_them(tmp_path):
    take = run(tethered(0.7, world=World(kind="orbit")))[0]
    write_take(take, tmp_path / "take")
    assert read_take(tmp_path / "take").tethers == take.tethers
    told = numbers(take, None)
    assert "<summary>Tethers</summary>" in told
    assert f">{take.tethers[0].pulls[0].impulse:.3g}<" in told
    assert "2 kN/m" in told
    assert "<summary>Tethers</summary>" not in numbers(replace(take, tethers=()), None)
