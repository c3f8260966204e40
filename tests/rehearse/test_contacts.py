import pytest
from small_rehearsals import BALL, play, root, session, wall


def thrown(speed, *, gap=0.02, seconds=0.5, **what):
    made = session((), (BALL,), solids=(wall(0.1 + gap),), **what)
    made.system.data.qvel[root(made, "ball")[1]] = speed
    return play(made, seconds)


def test_a_touch_is_one_record_with_its_numbers():
    made = thrown(0.4)
    (record,) = made.contacts.finish()
    assert (record.a, record.b) == ("ball/body", "wall")
    assert record.closing_speed == pytest.approx(0.4, rel=0.05)
    assert record.effective_mass == pytest.approx(BALL.mass_kg, rel=1e-3)
    change = BALL.mass_kg * (0.4 - made.system.data.qvel[0])
    assert record.impulse == pytest.approx(change, rel=1e-3)
    assert record.position[0] == pytest.approx(0.12, abs=0.01)
    assert 40 <= record.start <= 60
    assert record.end <= 500


def test_names_of_what_touches_are_told_while_it_does():
    made = thrown(0.4, seconds=0.08)
    assert made.floor.touching == {frozenset({"ball", "set"})}
    assert play(made, 0.42).floor.touching == set()


def test_nothing_touches_what_it_does_not_reach():
    assert thrown(-0.4).contacts.finish() == ()


def test_two_trees_that_touch_are_named_both():
    made = session(("ann",), (BALL,))
    q, v = root(made, "ball")
    made.system.data.qpos[q : q + 3] = made.actors["ann"].site("ann/chest")[1] + [0.14, 0.0, 0.0]
    made.system.data.qvel[v : v + 3] = (-0.6, 0.0, 0.0)
    play(made, 0.1)
    assert frozenset({"ann", "ball"}) in made.floor.touching
    records = made.contacts.finish()
    assert records
    assert all("ball" in record.a + record.b for record in records)
    assert max(record.effective_mass for record in records) < BALL.mass_kg


def test_touches_of_one_pair_close_together_are_one():
    # Thrown back and forth between two walls, it touches each once in a while.
    made = session((), (BALL,), solids=(wall(0.11),))
    made.system.data.qvel[0] = 0.3
    play(made, 0.3)
    made.system.data.qvel[0] = 0.3
    play(made, 0.3)
    assert len(made.contacts.finish()) == 2
