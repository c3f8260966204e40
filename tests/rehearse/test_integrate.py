import mujoco
import numpy as np
import pytest
from small_rehearsals import BALL, root, session, wall

from offworld.rehearse import integrate
from offworld.rehearse.integrate import PARTS, WEIGHTS, Stepper


class Watch:
    """Writes down what it is told."""

    def __init__(self):
        self.calls = []

    def begin(self):
        self.calls.append("begin")

    def again(self):
        self.calls.append("again")

    def stage(self, *, first, seconds):
        self.calls.append((first, seconds))


def spun(**what):
    made = session(**what)
    made.system.data.qvel[:] = 0.3 * np.random.default_rng(2).normal(size=made.system.model.nv)
    return made


def test_against_the_simulators_own_runge_kutta(monkeypatch):
    monkeypatch.setattr(integrate, "UNSTEADY", np.inf)
    made = spun()
    model, data = made.system.model, made.system.data
    other = mujoco.MjData(model)
    other.eq_active[:] = 0
    other.qpos[:], other.qvel[:] = data.qpos, data.qvel
    stepper = Stepper(made.system, Watch(), 0.004)
    for _ in range(50):
        stepper.look()
        stepper.advance()
        mujoco.mj_step(model, other)
    # Roots take their velocities from the momentum, which is the same to the fifth order of the step.
    assert data.qpos == pytest.approx(other.qpos, abs=2e-6)
    assert data.qvel == pytest.approx(other.qvel, abs=2e-6)
    assert data.time == pytest.approx(0.2)


def test_four_stages_of_a_step_count_as_runge_kutta_weighs_them():
    watch = Watch()
    stepper = Stepper(session().system, watch, 0.004)
    stepper.look()
    stepper.advance()
    assert watch.calls == ["begin", *((k == 0, w * 0.004) for k, w in enumerate(WEIGHTS))]


def test_a_step_whose_trial_states_differ_is_taken_again_in_parts(monkeypatch):
    made, watch = spun(), Watch()
    before = made.system.data.qpos.copy()
    stepper = Stepper(made.system, watch, 0.004)
    monkeypatch.setattr(integrate, "UNSTEADY", -1.0)
    stepper.look()
    stepper.advance()
    again = watch.calls.index("again")
    assert again == 5
    stages = watch.calls[again + 1 :]
    assert len(stages) == 4 * PARTS
    assert sum(seconds for _, seconds in stages) == pytest.approx(0.004)
    assert sum(first for first, _ in stages) == PARTS
    assert made.system.data.time == pytest.approx(0.004)
    assert not np.array_equal(before, made.system.data.qpos)


def collided(monkeypatch, unsteady, finer=1):
    """Coordinates after 0.3 s in which a body with loose limbs is thrown at a wall."""
    monkeypatch.setattr(integrate, "UNSTEADY", unsteady)
    made = session(solids=(wall(0.6),))
    data = made.system.data
    data.qvel[:6] = (0.6, 0.3, 0.0, 0.0, 0.0, 0.5)
    data.qvel[6:] = 0.5 * np.random.default_rng(0).normal(size=made.system.model.nv - 6)
    stepper = Stepper(made.system, Watch(), 0.004 / finer)
    for _ in range(75 * finer):
        stepper.look()
        stepper.advance()
    return data.qpos.copy()


def test_parts_follow_a_collision_better_than_a_whole_step(monkeypatch):
    fine = collided(monkeypatch, np.inf, finer=8)
    whole, parts = (np.abs(collided(monkeypatch, u) - fine).max() for u in (np.inf, 1e-4))
    assert parts < 0.3 * whole


def test_momentum_changes_by_what_touches_give_to_the_last_digit(monkeypatch):
    monkeypatch.setattr(integrate, "UNSTEADY", np.inf)
    made = session(solids=(wall(0.6),))
    made.system.data.qvel[:6] = (0.6, 0.3, 0.0, 0.0, 0.0, 0.5)
    for _ in range(25):
        made.look()
        made.advance({"ann": []})
    rows = np.concatenate(made.ledger.books.rows).sum(axis=0)
    made.look()
    assert np.abs(rows).max() > 1.0
    assert made.system.momentum()[0] - made.track.momenta[0][0] == pytest.approx(rows, abs=1e-6)


@pytest.mark.parametrize("speed", [1e6, np.nan, np.inf])
def test_what_diverges_stops(speed):
    made = session((), (BALL,))
    made.look()
    made.system.data.qvel[root(made, "ball")[1]] = speed
    with pytest.raises(FloatingPointError, match="finite"):
        made.stepper.advance()
