import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rehearsals import BALL, STILL, play, rehearsal, root, session, wall

from offworld.geometry import rotation
from offworld.rehearse import run as rehearse
from offworld.rehearse import session as stage
from offworld.rehearse.moves.wish import GripWish, Wish

WAVED = {
    "shoulder_flexion": (50, 1),
    "elbow_flexion": (70, 1),
    "hip_flexion": (45, -1),
    "knee_flexion": (70, 1),
}


def wave(made, seconds, hertz=1.0, swing=45.0):
    """All limbs wave; the torques follow the angles, computed as a person does who knows the own body."""
    tree, data = made.actors["ann"].tree, made.system.data
    names = [
        name.split("/")[1].removeprefix("left_").removeprefix("right_") for name in made.system.joint_names
    ]
    middle = np.radians([WAVED.get(name, (0, 0))[0] for name in names])
    sign = np.array([WAVED.get(name, (0, 0))[1] for name in names])

    def drive(session):
        t = session.tick / 1000.0 + 0.01
        rise = min(t, 1.0) ** 2 * (3.0 - 2.0 * min(t, 1.0))
        angle = np.radians(swing) * rise * sign
        phase = 2.0 * np.pi * hertz
        wanted = middle + angle * np.sin(phase * t)
        speed, change = angle * phase * np.cos(phase * t), -angle * phase**2 * np.sin(phase * t)
        now = data.qpos[tree.hinge_coordinates], data.qvel[tree.hinges]
        acceleration = change + 100.0 * (wanted - now[0]) + 20.0 * (speed - now[1])
        mass = session.crew.mass_matrix
        h = data.qfrc_actuator - data.qfrc_smooth
        free = np.linalg.solve(mass[:6, :6], -(mass[:6, 6:] @ acceleration) - h[:6])
        data.ctrl[tree.motors] = mass[6:, :6] @ free + mass[6:, 6:] @ acceleration + h[6:]

    data.qpos[tree.hinge_coordinates] = middle
    made.look()
    assert made.system.model.nv == 41
    before = made.actors["ann"].centre()
    play(made, seconds, mine=drive)
    return float(np.linalg.norm(made.actors["ann"].centre() - before))


def test_who_waves_in_still_air_goes_nowhere():
    made = session(world=STILL)
    assert wave(made, 2.5) < 2e-5
    moved = np.array(made.track.coordinates)
    swing = np.degrees(np.ptp(moved[:, made.actors["ann"].tree.hinge_coordinates], axis=0))
    assert swing.max() > 80.0
    assert np.abs(np.array(made.track.momenta)[:, 0]).max() < 1e-4


@pytest.mark.slow
def test_who_waves_for_ten_seconds_goes_nowhere():
    made = session(world=STILL)
    assert wave(made, 10.0) < 2e-5
    assert np.abs(np.array(made.track.momenta)[:, 0]).max() < 1e-4


def test_a_control_step_writes_down_every_simulation_step():
    made = play(session(), 0.1)
    track = made.track
    assert len(track.coordinates) == len(track.velocities) == 26
    assert len(track.torques) == 25
    assert len(track.momenta) == 5
    assert made.tick == 100


@settings(max_examples=3)
@given(seed=st.integers(0, 1000))
@pytest.mark.parametrize(("held", "within"), [(False, 1e-6), (True, 1e-3)])
def test_the_room_may_lie_any_way_round(seed, held, within):
    # The limits of a grip are faces along the room's axes: one who holds on turns with it nearly, not quite.
    attitude = rotation.random(np.random.default_rng(seed), 1)[0]

    def thrown(turn):
        made = session(("ann",), (BALL,))
        for name in ("ann", "ball"):
            q, v = root(made, name)
            data = made.system.data
            data.qpos[q : q + 3] = rotation.rotate(turn, data.qpos[q : q + 3])
            data.qpos[q + 3 : q + 7] = rotation.multiply(turn, data.qpos[q + 3 : q + 7])
            data.qvel[v : v + 3] = rotation.rotate(turn, np.array([0.06, -0.02, 0.04]))
            data.qvel[v + 3 : v + 6] = (0.04, 0.02, -0.06)
        made.system.data.qpos[made.actors["ann"].tree.hinge_coordinates] *= 0.8
        made.look()
        if held:
            point = made.actors["ann"].limb("left hand")[1]
            made.close("ann", GripWish(limb="left hand", partner_body=0, point=point, kind="hand", thing="x"))
        return play(made, 0.2, wishes=lambda _: {"ann": [Wish()]})

    straight, turned = thrown(rotation.identity()), thrown(attitude)
    for name in ("ann", "ball"):
        q, _ = root(straight, name)
        moved = rotation.rotate(attitude, straight.system.data.qpos[q : q + 3])
        assert turned.system.data.qpos[q : q + 3] == pytest.approx(moved, abs=within)
    assert turned.actors["ann"].angles() == pytest.approx(straight.actors["ann"].angles(), abs=20 * within)


def test_limp_people_do_nothing():
    made = session()
    made.actors["ann"].limp = True
    made.system.data.qpos[made.actors["ann"].tree.hinge_coordinates] += 0.2
    play(made, 0.1)
    assert not np.any(made.track.torques)


def test_who_is_thrown_about_moves_even_when_limp():
    made = session()
    actor = made.actors["ann"]
    actor.limp = True
    target = actor.neutral + 0.3
    play(made, 0.3, wishes=lambda _: {"ann": [Wish(shake=target)]})
    assert np.abs(np.array(made.track.torques)).max() > 1.0


def test_who_holds_on_comes_to_rest():
    made = session()
    made.system.data.qvel[:3] = (0.2, 0.0, 0.1)
    made.look()
    actor = made.actors["ann"]
    for limb in ("left hand", "right hand"):
        point = actor.limb(limb)[1]
        made.close("ann", GripWish(limb=limb, partner_body=0, point=point, kind="hand", thing="rail"))
    play(made, 1.5)
    assert np.linalg.norm(actor.momentum()[0]) < 0.04
    assert made.crew.effort["ann"].failed_ticks == 0


def test_hinges_come_away_from_the_ends_of_their_ranges():
    made = session()
    actor = made.actors["ann"]
    knee = made.system.joint_names.index("ann/left_knee_flexion")
    actor.neutral[knee] = actor.tree.high[knee]
    made.system.data.qpos[actor.tree.hinge_coordinates[knee]] = actor.tree.high[knee] - 0.05
    play(made, 1.0)
    assert actor.angles()[knee] < actor.tree.high[knee] - 0.06


def test_a_posture_that_is_asked_for_is_taken():
    made = session()
    actor = made.actors["ann"]
    elbow = made.system.joint_names.index("ann/left_elbow_flexion")
    wish = Wish(posture={elbow: 1.6}, posture_weight=2.0, free_limbs=("right hand",))
    play(made, 1.5, wishes=lambda _: {"ann": [wish]})
    assert actor.angles()[elbow] == pytest.approx(1.6, abs=0.1)


def test_an_unconverged_solver_stops_the_take(monkeypatch):
    made = session((), (BALL,), solids=(wall(0.12),))
    made.system.data.qvel[0] = 0.5
    play(made, 0.06)
    made.system.model.opt.iterations = 0
    made.system.model.opt.tolerance = 1.0
    made.look()
    with pytest.raises(FloatingPointError, match="left a force of"):
        made.advance({})
    assert len(made.track.momenta) == 3


@pytest.mark.parametrize("when", [0.0, 0.1])
def test_a_take_that_blows_up_is_written_until_then(when, monkeypatch):
    taken = rehearsal(props=(BALL,), length_s=0.3)

    class Wild(stage.Session):
        def _step(self, torques):
            if self.tick >= 1000 * when:
                self.system.data.qvel[:] = 1e9
            super()._step(torques)

    monkeypatch.setitem(rehearse.__globals__, "Session", Wild)
    take, _ = rehearse(taken)
    assert take.stopped.startswith(f"stopped at {when:.2f} s: the simulated state is no longer finite")
    assert take.length == round(1000 * when)
    assert len(take.stream.coordinates) == take.length // 4 + 1
    assert len(take.stream.torques) == take.length // 4
    assert np.isfinite(take.poses).all()


def test_a_grip_that_carries_too_much_slips():
    made = session()
    made.system.data.qvel[:3] = (0.0, 3.0, 0.0)
    made.look()
    point = made.actors["ann"].limb("left hand")[1]
    made.close("ann", GripWish(limb="left hand", partner_body=0, point=point, kind="hand", thing="rail"))
    for _ in range(20):
        play(made, 0.02)
        if made.slipped:
            break
    assert [hold.limb for hold in made.slipped] == ["left hand"]
