import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rehearsals import AIR, BALL, STILL, booked, play, root, session, wall

from offworld.film.world import World
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.system import SET


def thrown(made, seed, share=0.002):
    """Random torques, a share of what muscles can do, others at each control step."""
    rng = np.random.default_rng(seed)

    def drive(session):
        tree = session.system.trees[0]
        session.system.data.ctrl[tree.motors] = share * tree.torque * rng.uniform(-1.0, 1.0, len(tree.motors))

    return play(made, 0.3, mine=drive)


def left_over(made, before):
    return np.abs(made.system.momentum() - before - booked(made))


@settings(max_examples=6)
@given(
    seed=st.integers(0, 10_000), world=st.sampled_from([STILL, AIR, World(kind="orbit"), World(kind="moon")])
)
def test_momentum_is_what_the_ledger_says_whatever_muscles_do(seed, world):
    made = session(props=(BALL,), world=world)
    before = made.system.momentum()
    thrown(made, seed)
    assert left_over(made, before).max() < 1e-9


@settings(max_examples=3)
@given(seed=st.integers(0, 10_000))
def test_muscles_alone_move_nobody(seed):
    made = thrown(session(), seed)
    assert np.abs(made.system.momentum()).max() < 1e-6
    assert not made.ledger.keys


def test_a_collision_closes_and_is_booked_on_both():
    made = session(("ann",), (BALL,))
    q, v = root(made, "ball")
    chest = made.actors["ann"].site("ann/chest")[1]
    made.system.data.qpos[q : q + 3] = chest + np.array([0.14, 0.0, 0.0])
    made.system.data.qvel[v : v + 3] = (-0.6, 0.0, 0.0)
    made.look()
    before = made.system.momentum()
    play(made, 0.3)
    assert left_over(made, before).max() < 1e-7
    rows = np.concatenate(made.ledger.books.rows)
    keys = np.concatenate(made.ledger.books.keys)
    names = list(made.ledger.keys)
    mine = rows[keys == names.index(("ann", "ball", "contact"))].sum(axis=0)
    theirs = rows[keys == names.index(("ball", "ann", "contact"))].sum(axis=0)
    assert mine[0] < -0.5
    assert mine == pytest.approx(-theirs, abs=1e-9)


def test_a_hold_between_two_is_booked_on_both():
    made = session(("ann",), (BALL,))
    hand, point = made.system.site("ann/left hand")
    q, v = root(made, "ball")
    made.system.data.qpos[q : q + 3] = point
    made.system.data.qvel[v : v + 3] = (0.3, 0.0, 0.0)
    made.look()
    before = made.system.momentum()
    body = made.system.tree("ball").root_body
    made.close("ann", GripWish(limb="left hand", partner_body=body, point=point, kind="prop", thing="ball"))
    play(made, 0.2)
    assert hand
    total = booked(made)
    assert total[0, :3] == pytest.approx(-total[1, :3], abs=1e-9)
    # A weld that is stretched a little acts at two places.
    assert total[0, 3:] == pytest.approx(-total[1, 3:], abs=2e-4)
    assert np.linalg.norm(total[0, :3]) > 0.05
    assert left_over(made, before).max() < 1e-9


def test_keys_name_tree_partner_and_cause():
    made = session(props=(BALL,), solids=(wall(0.12),))
    q, v = root(made, "ball")
    made.system.data.qpos[q : q + 3] = (0.0, 0.0, 1.5)
    made.system.data.qvel[v] = 0.5
    made.system.data.qpos[:3] = (-5.0, 0.0, 0.0)
    play(made, 0.1)
    assert [(k.tree, k.partner, k.cause) for k in made.ledger.ledger_keys()] == [("ball", "set", "contact")]


def test_holds_that_the_ledger_was_not_told_of_are_an_error():
    made = session()
    made.look()
    point = made.actors["ann"].limb("left hand")[1]
    made.close("ann", GripWish(limb="left hand", partner_body=0, point=point, kind="hand", thing="rail"))
    made.look()
    with pytest.raises(RuntimeError, match="6 equality rows for 0 holds"):
        made.ledger.stage(first=True, seconds=0.001)


def test_what_is_discarded_is_not_booked():
    made = session(world=World(kind="moon"))
    made.look()
    made.stepper.advance()
    made.ledger.discard()
    loads, touches = made.ledger.flush()
    assert not made.ledger.books.rows
    assert loads.wrench.shape == (0, 0, 6)
    assert not len(touches.stage)
    assert SET == -1
