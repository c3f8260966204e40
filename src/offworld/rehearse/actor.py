"""One person as moves see it: where the limbs are, how fast, what is held. Reading only."""

from __future__ import annotations

from dataclasses import dataclass, field

import mujoco
import numpy as np

from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.bodies import Bodies
from offworld.rehearse.holds import Hold, HoldTable
from offworld.rehearse.system import Floats, System, Tree

LIMBS = ("left hand", "right hand", "left foot", "right foot")
HANDS = LIMBS[:2]
FEET = LIMBS[2:]


@dataclass(slots=True, eq=False)
class Actor(Bodies):
    """A person of the take."""

    system: System
    table: HoldTable
    tree: Tree
    person: Person
    neutral: Floats
    """(hinges,) own neutral body posture, rad."""
    strength: float
    """Factor on hold limits: sex and the person's own."""
    limp: bool = False
    """True: muscles off."""
    strapped: bool = False
    """True: straps hold the trunk."""
    reach: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Of each limb that was asked about: body of its upper joint, and stretched length to the grip, m."""

    @property
    def name(self) -> str:
        """Person id."""
        return self.tree.name

    def limb(self, limb: str) -> tuple[int, Floats, Floats]:
        """Body, place and velocity of the grip point of a hand or foot, set frame."""
        return self.site(f"{self.name}/{limb}")

    def site(self, name: str) -> tuple[int, Floats, Floats]:
        """Body, place and velocity of a named site."""
        body, point = self.system.site(name)
        return body, point, point_velocity(self.system, body, point)

    def hold(self, limb: str) -> Hold | None:
        """What a limb holds; None if free."""
        return self.table.of(self.name, limb)

    def holds(self) -> list[Hold]:
        """Own holds on anything but carried props."""
        return [hold for hold in self.table.by(self.name) if not self.carries(hold)]

    def anchored(self) -> bool:
        """True if own holds or others' holds tie this person to something."""
        return bool(self.holds() or self.table.on(self.name))

    def carries(self, hold: Hold) -> bool:
        """True if that own hold is on a loose prop that nothing else holds."""
        if hold.holder != self.tree.index or hold.partner < 0 or self.system.trees[hold.partner].person:
            return False
        prop = self.system.trees[hold.partner].name
        return len(self.table.on(prop)) == 1 and not self.table.by(prop)

    def unit(self) -> tuple[Tree, ...]:
        """This person with the carried props."""
        props = [self.system.trees[hold.partner] for hold in self.table.by(self.name) if self.carries(hold)]
        return (self.tree, *{tree.index: tree for tree in props}.values())

    def angles(self) -> Floats:
        """(hinges,) rad."""
        return np.asarray(self.system.data.qpos[self.tree.hinge_coordinates])

    def speeds(self) -> Floats:
        """(hinges,) rad/s."""
        return np.asarray(self.system.data.qvel[self.tree.hinges])

    def part(self, name: str) -> int:
        """Body id of a segment, `chest` for example."""
        return int(self.system.model.body(f"{self.name}/{name}").id)

    def axes(self, part: str) -> Floats:
        """(3, 3) columns: forward, left and head direction of a segment, set frame."""
        return np.asarray(self.system.data.xmat[self.part(part)].reshape(3, 3))

    def spin(self, part: str) -> Floats:
        """Angular velocity of a segment, set frame, rad/s."""
        return body_spin(self.system, self.part(part))

    def attitude(self, part: str) -> Floats:
        """(4,) of a segment, to the set frame."""
        return np.asarray(self.system.data.xquat[self.part(part)])


def point_velocity(system: System, body: int, point: Floats) -> Floats:
    """Velocity of a body's point, set frame, m/s."""
    if not body:
        return np.zeros(3)
    six = np.empty(6)
    mujoco.mj_objectVelocity(system.model, system.data, mujoco.mjtObj.mjOBJ_XBODY, body, six, 0)
    return np.asarray(six[3:] + cross(six[:3], point - system.data.xpos[body]))


def body_spin(system: System, body: int) -> Floats:
    """Angular velocity of a body, set frame, rad/s."""
    six = np.empty(6)
    mujoco.mj_objectVelocity(system.model, system.data, mujoco.mjtObj.mjOBJ_XBODY, body, six, 0)
    return six[:3].copy()


def turn_error(now: Floats, wanted: Floats) -> Floats:
    """Rotation vector, set frame, that takes attitude `now` to `wanted` the short way."""
    return rotation.log(rotation.multiply(wanted, rotation.conjugate(now)))
