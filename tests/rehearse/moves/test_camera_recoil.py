"""What moving a camera in the hand does to the frame of one who floats, against the closed forms of two rigid bodies.

Handbook physics, section 6.6: a mover turned by φ relative to a body turns the body by −φ(μr² + Ic)/(Ib + Ic + μr²), μ
the reduced mass, r the distance of the mover's centre from the body's; about the camera's own centre r is nothing;
a camera carried by d relative to the body shifts the body by −d·mc/(mb + mc). So the frame comes 60° less that angle.
"""

from __future__ import annotations

import logging

import numpy as np
import pytest

from offworld.film.person import Person
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.geometry.least_jerk import least_jerk
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.session import Session
from offworld.script.people import default_camera

LOG = logging.getLogger(__name__)
"""Figures, with `pytest --log-cli-level=INFO`."""
ANN = Person(id="ann", sex="male", stature_m=1.74, mass_kg=73.0)
OUT = {
    "left_shoulder_abduction": 1.45, "right_shoulder_abduction": 1.45, "left_elbow_flexion": 0.25,
    "right_elbow_flexion": 0.25, "left_knee_flexion": 0.25, "right_knee_flexion": 0.25,
    "left_hip_flexion": 0.12, "right_hip_flexion": 0.12,
}  # fmt: skip
"""Arms out, legs nearly straight: every hinge away from the ends of its range, rad."""
SECONDS = 4.0


class Rigid:
    """A person who is rigid but for one or two hinges, with a camera of 3 kg in the right hand."""

    def __init__(self, posture, camera_at):
        stage = StageSet(id="room", title="", up=(0.0, 0.0, 1.0), solids=())
        scene = Scene(
            id="1", title="", set_id="room", world_id="w", length_s=None, people=(PersonStart(person="ann"),),
            props=(PropStart(prop="camera", held_by="ann", hand="right hand"),), beats=(),
        )  # fmt: skip
        world = World(kind="earth", air_density=0.0, air_viscosity=0.0)
        self.session = Session(
            Rehearsal(
                film="t", scene=scene, stage_set=stage, world=world, people=(ANN,), props=(default_camera("camera"),),
                seed=3,
            )
        )  # fmt: skip
        self.actor = self.session.actors["ann"]
        self.names = hinge_names(self.actor)
        data = self.session.system.data
        data.qpos[self.actor.tree.hinge_coordinates] = [posture.get(name, 0.0) for name in self.names]
        self.session.look()
        self.camera = self.session.system.tree("camera")
        first = int(self.session.system.model.jnt_qposadr[self.session.system.model.body("camera").jntadr[0]])
        data.qpos[first : first + 3] = camera_at(self.actor)
        self.session.look()
        palm, held = self.actor.limb("right hand")[1], self.camera.root_body
        grip = GripWish(limb="right hand", partner_body=held, point=palm, kind="prop", thing="camera")
        self.session.close("ann", grip)
        self.posture = np.array([posture.get(name, 0.0) for name in self.names])

    def held(self):
        """Both feet held by the room as by loops that do not give."""
        for limb in ("left foot", "right foot"):
            point = self.actor.limb(limb)[1]
            self.session.close(
                "ann", GripWish(limb=limb, partner_body=0, point=point, kind="strap", thing="loop")
            )
        return self

    def drive(self, turns, seconds=SECONDS):
        """Hinges go by these angles, rad, on the way of least jerk; everything else stays as it is."""
        session = self.session
        while session.tick < round(1000 * (seconds + 0.6)):
            session.look()
            share, rate, change = least_jerk(session.tick / 1000.0 / seconds)
            wanted = {
                number: angle
                + turns.get(name, 0.0) * (share + (6.0 * rate / seconds + change / seconds**2) / 9.0)
                for number, (name, angle) in enumerate(zip(self.names, self.posture, strict=True))
            }
            session.advance({"ann": [Wish(posture=wanted, posture_weight=1.0, moves_body=True)]})
        session.look()
        return self

    def attitude(self, part):
        """(4,) of a segment or of the camera."""
        data, model = self.session.system.data, self.session.system.model
        return np.array(data.xquat[model.body(part).id])

    def bodies(self, names):
        """Mass, centre (3,) and inertia (3, 3) about it of some bodies together, set frame."""
        data, model = self.session.system.data, self.session.system.model
        ids = [model.body(name).id for name in names]
        mass = sum(model.body_mass[i] for i in ids)
        centre = sum(model.body_mass[i] * data.xipos[i] for i in ids) / mass
        inertia = np.zeros((3, 3))
        for i in ids:
            axes, arm = data.ximat[i].reshape(3, 3), data.xipos[i] - centre
            inertia += axes @ np.diag(model.body_inertia[i]) @ axes.T
            inertia += model.body_mass[i] * (arm @ arm * np.eye(3) - np.outer(arm, arm))
        return float(mass), np.asarray(centre), inertia

    def segments(self, inside):
        """Names of the person's bodies for which a test on the name holds."""
        nodes = [node.id for node in self.session.assembly.nodes if node.tree == "ann"]
        return [name for name in nodes if inside(name.split("/")[1])]


def along(before, after, axis):
    """Turn from one attitude to the other about an axis of the set frame, degrees."""
    return float(np.degrees(rotation.log(rotation.multiply(after, rotation.conjugate(before))) @ axis))


def angle(rigid, name):
    """Of a hinge now, rad."""
    return float(rigid.actor.angles()[rigid.names.index(name)])


TWISTED = dict(OUT, thorax_twist=-0.47, lumbar_twist=-0.11)
TWIST = {"thorax_twist": 0.94, "lumbar_twist": 0.22}
LONG = np.array([0.0, 0.0, 1.0])
"""The body's long axis, set frame."""


def beyond_the_hand(actor):
    """A camera held out at the end of the arm."""
    return actor.limb("right hand")[1] + np.array([0.0, -0.1, 0.0])


def in_the_hand(actor):
    """A camera in front of the palm."""
    return actor.limb("right hand")[1] + np.array([0.1, 0.0, 0.0])


def twisted_share(rigid, below, above):
    """Share of a relative turn about the long axis that goes to what is below the hinge (handbook 6.6)."""
    mb, cb, ib = rigid.bodies(below)
    mc, cc, ic = rigid.bodies(above)
    far = float(np.hypot(*(cc - cb)[:2]))
    moved = mb * mc / (mb + mc) * far**2 + ic[2, 2]
    return moved / (ib[2, 2] + moved)


@pytest.fixture(scope="module")
def blind_pans():
    """Floating and held: closed form, turn of the hips, turn of the frame and of the hinges, all degrees.

    The person looks at nothing and only turns the upper body with the camera at the end of the arm on the hips.
    """
    found = {}
    for held in (False, True):
        rigid = Rigid(TWISTED, beyond_the_hand)
        if held:
            rigid.held()
        legs = rigid.segments(lambda name: name.endswith(("thigh", "shank", "foot", "pelvis")))
        middle = ["ann/abdomen"]
        top = [name for name in rigid.segments(lambda _: True) if name not in {*legs, *middle}] + ["camera"]
        high, low = twisted_share(rigid, legs + middle, top), twisted_share(rigid, legs, middle + top)
        hips, frame = rigid.attitude("ann/pelvis"), rigid.attitude("camera")
        before = {name: angle(rigid, name) for name in TWIST}
        rigid.drive(TWIST)
        turn = {name: np.degrees(angle(rigid, name) - before[name]) for name in TWIST}
        found[held] = (
            -high * turn["thorax_twist"] - low * turn["lumbar_twist"],
            along(hips, rigid.attitude("ann/pelvis"), LONG),
            along(frame, rigid.attitude("camera"), LONG),
            sum(turn.values()),
        )
    return found


def test_against_two_rigid_bodies_a_blind_pan_turns_the_body(blind_pans):
    closed, hips, frame, asked = blind_pans[False]
    LOG.info("floating: asked, frame, hips, closed form, degrees: %s", (asked, frame, hips, closed))
    assert asked > 55
    assert hips == pytest.approx(closed, rel=0.02)
    assert frame == pytest.approx(asked + closed, abs=0.02 * asked)


def test_one_who_is_held_pans_blindly_nearly_as_far_as_asked(blind_pans):
    errors = {held: asked - frame for held, (_, _, frame, asked) in blind_pans.items()}
    LOG.info("frame error when floating and when held, degrees: %s", (errors[False], errors[True]))
    assert errors[False] > 45
    assert abs(errors[True]) < 3


def test_against_two_rigid_bodies_a_pan_about_the_cameras_own_centre_costs_little():
    posture = dict(OUT, right_forearm_twist=-0.52)

    def joint(actor):
        model, data = actor.system.model, actor.system.data
        number = model.joint("ann/right_forearm_twist").id
        return np.array(data.xaxis[number]), np.array(data.xanchor[number])

    def on_the_axis(actor):
        axis, anchor = joint(actor)
        out = float(axis @ (actor.limb("right hand")[1] - anchor))
        return anchor + axis * (out + np.copysign(0.10, out))

    rigid = Rigid(posture, on_the_axis)
    axis, _ = joint(rigid.actor)
    mover = ["ann/right_forearm", "ann/right_hand", "camera"]
    _, _, ic = rigid.bodies(mover)
    rest = rigid.segments(lambda name: name not in {"right_forearm", "right_hand"})
    mb, cb, ib = rigid.bodies(rest)
    mc, cc, _ = rigid.bodies(mover)
    arm = cc - cb
    whole = ib + ic + mb * mc / (mb + mc) * (arm @ arm * np.eye(3) - np.outer(arm, arm))
    chest, before = rigid.attitude("ann/chest"), angle(rigid, "right_forearm_twist")
    rigid.drive({"right_forearm_twist": np.radians(60)})
    turned = np.degrees(angle(rigid, "right_forearm_twist") - before)
    closed = -turned * float(axis @ np.linalg.solve(whole, ic @ axis))
    found = along(chest, rigid.attitude("ann/chest"), axis)
    assert turned == pytest.approx(60, abs=1)
    assert found == pytest.approx(closed, rel=0.02)
    assert -0.5 < found < -0.1


def test_against_the_centre_of_mass_a_camera_carried_ahead_shifts_the_body_back():
    rigid = Rigid(
        dict(OUT, right_shoulder_flexion=0.3, right_shoulder_abduction=0.1, right_elbow_flexion=1.9),
        in_the_hand,
    )
    data = rigid.session.system.data
    body = rigid.actor.tree

    def centres():
        return np.array(data.subtree_com[body.root_body]), np.array(data.xipos[rigid.camera.root_body])

    own, camera = centres()
    rigid.drive({"right_elbow_flexion": -1.4, "right_shoulder_flexion": 1.1})
    own_after, camera_after = centres()
    relative = (camera_after - camera) - (own_after - own)
    shift = own_after - own
    closed = -relative * rigid.camera.mass / (body.mass + rigid.camera.mass)
    assert np.linalg.norm(relative) > 0.2
    assert np.linalg.norm(shift - closed) < 0.02 * np.linalg.norm(closed)
