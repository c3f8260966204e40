import numpy as np
import pytest
from small_rehearsals import BALL, STILL, play, root, session

from offworld.film.world import World
from offworld.rehearse.fields import Fields
from offworld.world import turn, turning_wrenches, uniform_acceleration

ORBIT = World(kind="orbit", air_density=0.0)


def test_a_still_world_pushes_nobody():
    made = session(world=STILL)
    assert not made.fields.rotates
    made.fields.apply(0.0)
    assert not made.system.data.xfrc_applied.any()


@pytest.mark.parametrize("kind", ["moon", "mars", "orbit", "parabola"])
def test_uniform_gravity_is_that_of_the_world_now(kind):
    made = session(world=World(kind=kind))
    for t in (0.0, 5.0):
        made.fields.apply(t)
        wanted = uniform_acceleration(made.fields.world, made.fields.stage_set, t)
        assert made.system.model.opt.gravity == pytest.approx(wanted)


def test_forces_of_a_turning_frame_reach_every_body():
    made = session(props=(BALL,), world=ORBIT)
    made.system.data.qvel[:] = 0.3 * np.random.default_rng(0).normal(size=made.system.model.nv)
    made.look()
    made.fields.apply(0.0)
    system, model, data = made.system, made.system.model, made.system.data
    ball = system.tree("ball").root_body
    _, v = root(made, "ball")
    axes = data.ximat[ball].reshape(3, 3)
    force, torque = turning_wrenches(
        ORBIT, made.fields.stage_set, 0.0, data.xipos[[ball]], data.qvel[None, v : v + 3],
        (data.xmat[ball].reshape(3, 3) @ data.qvel[v + 3 : v + 6])[None], model.body_mass[[ball]],
        (axes @ np.diag(model.body_inertia[ball]) @ axes.T)[None],
    )  # fmt: skip
    assert data.xfrc_applied[ball, :3] == pytest.approx(force[0], abs=1e-12)
    assert data.xfrc_applied[ball, 3:] == pytest.approx(torque[0], abs=1e-12)
    assert np.linalg.norm(data.xfrc_applied[system.tree("ann").bodies, :3], axis=1).min() > 1e-6


def test_coriolis_bends_the_way_of_a_ball():
    made = session((), (BALL,), world=ORBIT)
    _, v = root(made, "ball")
    made.system.data.qvel[v : v + 3] = (0.0, 0.0, 0.4)
    play(made, 1.0)
    omega, _ = turn(ORBIT, made.fields.stage_set, 0.0)
    bent = -2.0 * np.cross(omega, (0.0, 0.0, 0.4))
    moved = made.system.data.qvel[v : v + 3] - (0.0, 0.0, 0.4)
    assert np.linalg.norm(bent) > 5e-4
    assert moved == pytest.approx(bent, abs=1e-4)


def test_what_turning_gave_is_booked():
    made = session(props=(BALL,), world=ORBIT)
    assert isinstance(made.fields, Fields)
    made.system.data.qvel[0] = 0.5
    made.look()
    play(made, 0.1)
    assert ("ann", "world", "rotation") in made.ledger.keys
