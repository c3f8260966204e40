"""Grips lost, muscles and grips at their limits, people pinned."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.take import Stream
from offworld.film.world import World


def test_a_grip_that_slips_is_told(kit):
    slipped = [
        kit.hold(0, 4, 0, "rail.1", start=1000, end=2500, ended_by="slip"), kit.hold(1, 4, 9, "cup", kind="prop"),
        kit.hold(2, 8, 0, "loop.1"), kit.hold(3, 4, 0, "rail.1", start=2600),
        kit.hold(4, 9, 0, "wall", kind="velcro", end=10, ended_by="slip"),
    ]  # fmt: skip
    velcro, one = kit.found(kit.make(holds=slipped), "grip lost")
    assert one.text == "Ivan's right hand slips off rail.1 after 1.5 s."
    assert (one.tick, kit.measure(one, "held for"), kit.measure(one, "it can carry")) == (2500, 1.5, 400.0)
    assert velcro.text.startswith("The cup slips off wall")


def _stream(torque=0.0, load=0.0, during=slice(0, 0)):
    steps = 2500
    torques, loads = np.zeros((steps, 6)), np.zeros((steps, 6))
    torques[during, 2] = torque
    loads[during, 0] = load
    return Stream(
        ticks=4 * np.arange(steps + 1), coordinates=np.zeros((steps + 1, 27)), velocities=np.zeros((steps + 1, 24)),
        torques=torques, joint_dofs=np.array([6, 7, 8, 15, 16, 17]), impulse_step=np.zeros(0, np.int64),
        impulse_key=np.zeros(0, np.int64), impulse=np.zeros((0, 6)), hold_step=np.arange(steps),
        hold_id=np.full(steps, 1), hold_load=loads,
    )  # fmt: skip


def test_muscles_and_grips_at_their_limit_for_long(kit):
    take = kit.make(stream=_stream(torque=9.9, load=380.0, during=slice(250, 500)))
    grip, muscle = kit.found(take, "limit")
    assert muscle.text == "Ivan gives all there is for 1.0 s (wrist flexion)."
    assert grip.text.startswith("Ivan's right hand is near to losing rail.1 for 0.")
    assert kit.measure(grip, "load") == pytest.approx(95.0, abs=0.1)
    assert kit.found(kit.make(stream=_stream(torque=9.9, load=380.0, during=slice(250, 300))), "limit") == []
    assert kit.found(kit.make(stream=_stream(torque=5.0, load=200.0, during=slice(250, 500))), "limit") == []


def test_one_who_is_pressed_against_a_wall_is_pinned(kit):
    press = kit.touch("anna/chest/ball", "wall", speed=0.01, start=1000, end=4000, impulse=300.0)
    (one,) = kit.found(kit.make(contacts=[press]), "pinned")
    assert one.text == "Anna's chest is pressed against wall for 3.0 s."
    assert kit.measure(one, "mean force") == pytest.approx(100.0)
    assert kit.found(kit.make(contacts=[replace(press, impulse=30.0)]), "pinned") == []
    assert kit.found(kit.make(contacts=[replace(press, a="cup/body")]), "pinned") == []
    assert (
        kit.found(kit.make(contacts=[press], world=World(kind="moon", gravity=(0.0, 0.0, -1.62))), "pinned")
        == []
    )
