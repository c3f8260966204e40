import platform

import numpy as np
import pytest
from small_rehearsals import BALL, rehearsal, wall

from offworld.film.scene import PersonStart
from offworld.film.world import World
from offworld.rehearse import run
from offworld.rehearse.director import Director
from offworld.rehearse.record import fingerprint, make_take
from offworld.rehearse.session import Session

PUSHED = rehearsal(
    props=(BALL,),
    world=World(kind="orbit"),
    starts=(PersonStart(person="ann", drift=(0.2, 0.0, 0.0)),),
    length_s=0.4,
)


@pytest.fixture(scope="module")
def take():
    return run(PUSHED)[0]


def test_a_take_has_its_samples_and_its_stream(take):
    assert take.length == 400
    assert list(take.sample_ticks[:3]) == [0, 8, 16]
    assert take.poses.shape == (51, len(take.assembly.nodes), 7)
    assert take.stream.coordinates.shape[0] == take.stream.velocities.shape[0] == 101
    assert take.stream.torques.shape == (100, 35)
    assert take.poses.dtype == np.float32
    assert take.stream.ticks[-1] == 400
    assert not take.stopped


def test_the_ledger_is_the_sum_of_the_stream(take):
    total = np.zeros_like(take.ledger)
    np.add.at(total, take.stream.impulse_key, take.stream.impulse)
    assert take.ledger == pytest.approx(total)
    assert {key.cause for key in take.keys} == {"air", "rotation"}


def test_what_is_left_over_is_told_for_every_tree(take):
    assert [name for name, _, _ in take.remainder] == ["ann", "ball"]
    assert max(value for row in take.remainder for value in row[1:]) < 1e-6


def test_how_hard_the_muscles_had_it_is_noted(take):
    assert take.notes["control"]["ann"]["unsolved"] == 0
    assert 0.0 <= take.notes["control"]["ann"]["at a limit"] <= 1.0


def test_without_a_stream_all_else_is_the_same(take):
    short = run(PUSHED, stream=False)[0]
    assert short.stream is None
    assert np.array_equal(short.poses, take.poses)
    assert short.remainder == take.remainder


def test_a_take_that_never_began_can_be_written():
    session = Session(rehearsal(length_s=1.0))
    session.look()
    empty = make_take(session, Director(session), stream=False, stopped="at once")
    assert empty.remainder == (("ann", 0.0, 0.0),)
    assert empty.ledger.shape == (0, 6)
    assert len(empty.poses) == 0


def test_holds_are_in_the_stream_with_their_loads():
    from offworld.film.blocking import Target
    from offworld.film.scene import HoldStart

    start = PersonStart(
        person="ann", holds=(HoldStart(limb="right hand", target=Target(kind="fitting", name="rail")),)
    )
    held = run(rehearsal(starts=(start,), solids=(wall(3.0),), length_s=0.1))[0]
    assert [hold.thing for hold in held.holds] == ["rail"]
    assert list(held.stream.hold_step) == list(range(25))
    assert set(held.stream.hold_id) == {0}
    assert held.stream.hold_load.shape == (25, 6)


def test_the_fingerprint_names_the_processor_and_the_libraries():
    text = fingerprint()
    assert text.startswith(platform.machine())
    assert all(name in text for name in ("mujoco", "numpy", "quadprog"))
