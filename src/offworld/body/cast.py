"""The people of a scene while their start is being found: who is placed where, and which places are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from offworld.body.fit import place
from offworld.body.model import BodyModel, Ints
from offworld.body.pierce import pierced
from offworld.body.places import Spot, spot
from offworld.film.blocking import Target
from offworld.film.camera import SetUp
from offworld.film.scene import PersonStart, Rehearsal
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

Pose = tuple[FloatArray, FloatArray]
"""Place (3,) of the pelvis and its axes (3, 3) as columns x forward, y left, z head; set frame."""


@dataclass(slots=True, kw_only=True, eq=False)
class Cast:
    """Working state of finding a start."""

    rehearsal: Rehearsal
    """What is started."""
    body: BodyModel
    """Model without holds, with a margin around every shape."""
    data: Any
    """Its `mujoco.MjData`."""
    poses: dict[str, Pose] = field(default_factory=dict)
    """First guess of everyone placed so far."""
    spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    """What each limb holds, by person and limb."""
    others: dict[str, list[Pose]] = field(default_factory=dict)
    """Other first guesses that are worth a try, the best first."""

    def start(self, person: str) -> PersonStart:
        """What the scene says of a person."""
        found = (one for one in self.rehearsal.scene.people if one.person == person)
        return next(found, PersonStart(person=person))

    def carried(self, person: str) -> tuple[tuple[str, str], ...]:
        """The props that a person has in hand, each with its hand; what they operate first."""
        said = {
            one.prop: one.hand or "right hand" for one in self.rehearsal.scene.props if one.held_by == person
        }
        for hold in self.start(person).holds:
            if hold.target.kind == "prop":
                said[hold.target.name] = hold.limb
        set_up = self.set_up(person)
        if set_up is not None and set_up.prop is not None:
            said.setdefault(set_up.prop, "right hand")
        return tuple(sorted(said.items(), key=lambda item: (not self.is_camera(item[0]), item[0])))

    def is_camera(self, prop: str) -> bool:
        """True for a film camera."""
        return any(one.id == prop and one.camera for one in self.rehearsal.props)

    def set_up(self, person: str) -> SetUp | None:
        """The camera set-up that a person holds."""
        return next((one for one in self.rehearsal.scene.set_ups if one.by == person), None)

    def site(self, name: str) -> int:
        """Site id in the model."""
        return int(self.body.model.site(name).id)

    def where(self, target: Target) -> int | FloatArray:
        """What a target is for looking at: a site of a person, or a place."""
        if target.kind == "person":
            return self.site(f"{target.name}/{target.part or 'chest'}")
        if target.kind in {"prop", "camera"}:
            return self.prop_place(target)
        return spot(self.rehearsal.stage_set, target, self.centre()).point

    def prop_place(self, target: Target) -> FloatArray:
        """Where a prop or a fixed camera starts, as far as it is known."""
        start = next((one for one in self.rehearsal.scene.props if one.prop == target.name), None)
        fixed = next((one for one in self.rehearsal.scene.set_ups if one.id == target.name), None)
        at = start.position if start else fixed.at if fixed else None
        holder = start.held_by if start else fixed.by if fixed else None
        if at is not None and at.kind not in {"prop", "camera"}:
            found = self.where(at)
            return np.array(self.data.site_xpos[found]) if isinstance(found, int) else found
        if holder in self.poses:
            return self.poses[holder][0]
        return self.centre()

    def centre(self) -> FloatArray:
        """The middle of the free room, or of all solids if the set names none."""
        low, high = self.corners()
        return np.asarray(0.5 * (low + high))

    def corners(self) -> tuple[FloatArray, FloatArray]:
        """Lowest and highest corner of the free room."""
        stage_set = self.rehearsal.stage_set
        low, high = np.asarray(stage_set.low, dtype=float), np.asarray(stage_set.high, dtype=float)
        if np.all(high > low):
            return low, high
        places = np.array([(0.0, 0.0, 0.0), *(solid.position for solid in stage_set.solids)])
        return places.min(axis=0), places.max(axis=0)

    def coordinates(self, person: str) -> int:
        """First coordinate of a person or prop."""
        return int(self.body.tree_coordinate[self.body.trees.index(person)])

    def put(self, tree: str, pose: Pose) -> None:
        """Place a root."""
        first = self.coordinates(tree)
        self.data.qpos[first : first + 3] = pose[0]
        self.data.qpos[first + 3 : first + 7] = rotation.from_matrix(pose[1])

    def joints(self, person: str) -> tuple[Ints, Ints]:
        """Velocity and coordinate indices of a person's hinges."""
        found = [joint for node in self.body.assembly.nodes if node.tree == person for joint in node.joints]
        return (
            np.array([joint.dof for joint in found], dtype=np.int64),
            np.array([joint.coordinate for joint in found], dtype=np.int64),
        )

    def crowding(self, tree: str, pose: Pose) -> float:
        """How deep a person or prop would be in other things at a place, m summed over pairs."""
        self.put(tree, pose)
        place(self.body.model, self.data)
        model, data = self.body.model, self.data
        pairs = [(tuple(c.geom), -float(c.dist)) for c in (data.contact[i] for i in range(data.ncon))]
        pairs += [(one.geoms, one.depth) for one in pierced(model, data)]
        total = 0.0
        for geoms, depth in pairs:
            owners = [self.body.assembly.nodes[self.body.node[model.geom_bodyid[g]]].tree for g in geoms]
            if tree in owners:
                total += max(0.02 + depth, 0.0)
        return total
