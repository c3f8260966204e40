"""One person as a tree of nodes with hinges, shapes and named places."""

from __future__ import annotations

from dataclasses import dataclass

from offworld.body import figure
from offworld.body.anthropometry import PARENTS, SEGMENTS, Segment, segments
from offworld.body.joints import BodyJoint, body_joints
from offworld.body.posture import neutral_posture, personal_generator, softness
from offworld.film.assembly import Joint, Node, Shape, Site
from offworld.film.basic import NO_TURN
from offworld.film.person import Person

ARMATURE = 0.015
"""kg m² added between node and parent at every hinge: keeps RK4 stable for the light hand and conserves
momentum (handbook physics, section 6: 0.01-0.02)."""
PERSON_COORDINATES = 7 + 35
"""Length of a person's coordinates."""
PERSON_DOFS = 6 + 35
"""Length of a person's velocities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One free tree of an assembly, before it is put with the others."""

    nodes: tuple[Node, ...]
    """Its nodes, the root first."""
    shapes: tuple[Shape, ...]
    """Its shapes."""
    sites: tuple[Site, ...]
    """Its named places."""


def person_tree(
    person: Person, first_node: int = 1, dof: int = 0, coordinate: int = 0, *, seed: int = 1
) -> Part:
    """The sixteen nodes of a person with their hinges, shapes and named places.

    Args:
        person: sex, stature, mass, strength, suit, family of posture.
        first_node: index that its pelvis will have.
        dof: index of its first velocity.
        coordinate: index of its first coordinate.
        seed: of the film, for the scatter of the resting posture.

    Raises:
        NotPossible: the person is outside what the tables can be scaled to.
    """
    parts = segments(person)
    index = {name: first_node + i for i, name in enumerate(SEGMENTS)}
    rest = neutral_posture(person, personal_generator(seed, person.id))
    hinges: dict[str, list[Joint]] = {name: [] for name in SEGMENTS}
    for i, joint in enumerate(body_joints(person)):
        hinges[joint.segment].append(
            _joint(person, joint, dof=dof + 6 + i, coordinate=coordinate + 7 + i, rest=float(rest[i]))
        )
    nodes = tuple(
        _node(person, parts[name], index, tuple(hinges[name]), dof=dof, coordinate=coordinate)
        for name in SEGMENTS
    )
    build = figure.build(person, parts, first_node)
    return Part(nodes=nodes, shapes=figure.shapes(build), sites=figure.sites(build))


def _node(
    person: Person,
    segment: Segment,
    index: dict[str, int],
    joints: tuple[Joint, ...],
    *,
    dof: int,
    coordinate: int,
) -> Node:
    root = segment.name not in PARENTS
    return Node(
        id=f"{person.id}/{segment.name}",
        tree=person.id,
        parent=-1 if root else index[PARENTS[segment.name]],
        position=segment.origin,
        attitude=NO_TURN,
        mass_kg=segment.mass,
        centre=segment.centre,
        inertia=segment.inertia,
        inertia_attitude=NO_TURN,
        joints=joints,
        dof=dof if root else -1,
        coordinate=coordinate if root else -1,
    )


def _joint(person: Person, joint: BodyJoint, *, dof: int, coordinate: int, rest: float) -> Joint:
    soft = softness(joint.hinge.name)
    return Joint(
        id=f"{person.id}/{joint.name}",
        axis=joint.axis,
        anchor=(0.0, 0.0, 0.0),
        low=joint.low,
        high=joint.high,
        torque=joint.torque,
        dof=dof,
        coordinate=coordinate,
        armature=ARMATURE,
        rest=rest,
        stiffness=soft.stiffness,
        damping=soft.damping,
    )
