"""Loads above what was ever measured of crews at everyday work."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit.seen.loads import HIGHEST_N
from offworld.film.take import Stream


def stream(newtons, steps):
    """A hold with id 1 that carries some newtons for some steps of 4 ms."""
    loads = np.zeros((2500, 6))
    loads[500 : 500 + steps, 1] = newtons
    return Stream(
        ticks=4 * np.arange(2501), coordinates=np.zeros((2501, 27)), velocities=np.zeros((2501, 24)),
        torques=np.zeros((2500, 6)), joint_dofs=np.array([6, 7, 8, 15, 16, 17]),
        impulse_step=np.zeros(0, np.int64), impulse_key=np.zeros(0, np.int64), impulse=np.zeros((0, 6)),
        hold_step=np.arange(2500), hold_id=np.full(2500, 1), hold_load=loads,
    )  # fmt: skip


def test_a_load_that_lasts_is_told_with_its_force_and_moment(kit):
    (one,) = kit.found(kit.make(stream=stream(180.0, 200)), "heavy load")
    assert (one.weight, one.who) == ("care", ("ivan",))
    assert one.text == "Ivan's right hand carries 180 N on rail.1 at 2.8 s."
    assert kit.measure(one, "force") == pytest.approx(180.0, abs=0.1)


@pytest.mark.parametrize(("newtons", "steps"), [(HIGHEST_N - 1.0, 500), (312.0, 4)])
def test_everyday_loads_and_jolts_of_a_few_milliseconds_are_not(kit, newtons, steps):
    assert kit.found(kit.make(stream=stream(newtons, steps)), "heavy load") == []


def test_straps_and_props_in_a_hand_are_not_asked(kit):
    held = [kit.hold(0, 4, 9, "cup", kind="prop"), replace(kit.hold(1, 4, 0, "bed.1"), kind="strap")]
    assert kit.found(kit.make(holds=held, stream=stream(180.0, 200)), "heavy load") == []
    assert kit.found(kit.make(), "heavy load") == []
