"""Some free trees seen as one body: mass, centre, momentum, inertia. Reading only."""

from __future__ import annotations

from abc import ABC, abstractmethod

import mujoco
import numpy as np

from offworld.geometry.rotation import cross
from offworld.rehearse.control.tasks import centre_of
from offworld.rehearse.system import Floats, System, Tree


class Bodies(ABC):
    """Trees that move as one: a person with what is carried, or several who hold each other."""

    __slots__ = ()
    system: System

    @abstractmethod
    def unit(self) -> tuple[Tree, ...]:
        """Which trees."""

    def mass(self) -> float:
        """Of the unit, kg."""
        return float(sum(tree.mass for tree in self.unit()))

    def centre(self) -> Floats:
        """Centre of mass of the unit, set frame."""
        return centre_of(self.system, list(self.unit()))

    def momentum(self) -> tuple[Floats, Floats]:
        """Velocity of the unit's centre, m/s, and angular momentum about it, N m s; set frame."""
        data, unit = self.system.data, self.unit()
        mujoco.mj_subtreeVel(self.system.model, data)
        mass, centre = self.mass(), self.centre()
        velocity = sum(t.mass * data.subtree_linvel[t.root_body] for t in unit) / mass
        spin = np.zeros(3)
        for tree in unit:
            arm = data.subtree_com[tree.root_body] - centre
            spin += data.subtree_angmom[tree.root_body]
            spin += tree.mass * cross(arm, data.subtree_linvel[tree.root_body] - velocity)
        return np.asarray(velocity), spin

    def inertia(self) -> Floats:
        """(3, 3) of the unit about its centre, set frame, in the present pose."""
        data, model = self.system.data, self.system.model
        centre, total = self.centre(), np.zeros((3, 3))
        for tree in self.unit():
            for body in tree.bodies:
                axes = data.ximat[body].reshape(3, 3)
                arm = data.xipos[body] - centre
                total += axes @ np.diag(model.body_inertia[body]) @ axes.T
                total += model.body_mass[body] * (arm @ arm * np.eye(3) - np.outer(arm, arm))
        return total


class Group(Bodies):
    """Several people with what they carry, as one body."""

    __slots__ = ("members", "system")

    def __init__(self, *members: Bodies) -> None:
        self.system = members[0].system
        self.members = members

    def unit(self) -> tuple[Tree, ...]:
        """All their trees, each once."""
        return tuple({tree.index: tree for one in self.members for tree in one.unit()}.values())
