"""The tasks of one person's start: grips exactly, the rest as nearly as it goes."""

from __future__ import annotations

import numpy as np

from offworld.body.cast import Cast, Pose
from offworld.body.figure import BACKWARDS
from offworld.body.props import grip_attitude
from offworld.body.tasks import Lie, Meet, Offset, Point, Posture, Stay, Task
from offworld.errors import NotPossible
from offworld.film.blocking import Target
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.scene import HoldStart, PersonStart
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

COSINES = {"upright": 1.0, "across": 0.0, "inverted": -1.0}
CAMERA_AHEAD = (0.34, 0.0, -0.02)
"""A held camera's middle in front of the eyes, head axes, m."""
PROP_AHEAD = (0.36, 0.16, 0.02)
"""A held prop from the chest, chest axes (to the left for a left hand), m."""
LYING = {
    "shoulder_abduction": 14.0,
    "elbow_flexion": 18.0,
    "hip_flexion": 8.0,
    "knee_flexion": 12.0,
    "hip_abduction": 6.0,
}
"""Posture of one strapped to a bed, degrees."""
ANKLES_APART_M = 0.24
"""Between the ankles of one who is held by them, m."""


def asked(cast: Cast, start: PersonStart, pose: Pose, *, crossed: bool) -> list[Task]:
    """Everything that a person's start asks for.

    Args:
        cast: with everyone's first guess and held places.
        start: what the scene says.
        pose: this person's first guess.
        crossed: True: who holds somebody by the feet takes the left ankle with the right hand.
    """
    person = next(one for one in cast.rehearsal.people if one.id == start.person)
    hips = cast.site(f"{person.id}/hips")
    tasks: list[Task] = [_posture(cast, start, person)]
    tasks += [
        _hold(cast, person.id, hold, task)
        for hold in start.holds
        for task in _spot_tasks(cast, person.id, hold)
    ]
    if start.strapped is not None:
        return [*tasks, *_on_bed(cast, person, pose)]
    tasks.append(Stay(site=hips, point=pose[0], axes=pose[1]))
    if start.held_by is not None:
        tasks += _held_by(cast, start.held_by, person.id, crossed=crossed)
    if start.position is not None:
        tasks.append(
            Meet(site=hips, point=pose[0], weight=12.0, who=person.id, what="the hips at their place")
        )
    chest = cast.site(f"{person.id}/chest")
    if start.up is not None:
        tasks.append(Point(site=chest, axis=2, weight=2.5, along=_unit(start.up)))
    if start.lying in COSINES and start.lying_to is not None:
        tasks.append(
            Lie(site=chest, other=cast.site(f"{start.lying_to}/chest"), cosine=COSINES[str(start.lying)])
        )
    tasks += _looks(cast, start)
    return [*tasks, *_in_hands(cast, start)]


def meets(tasks: list[Task]) -> list[Meet]:
    """Those that must be met exactly: the grips."""
    return [task for task in tasks if isinstance(task, Meet) and task.weight >= 30.0]


def _hold(cast: Cast, person: str, hold: HoldStart, task: Task) -> Task:
    """Names the grip for messages."""
    if isinstance(task, Meet):
        spot = cast.spots.get((person, hold.limb))
        thing = spot.thing if spot is not None else thing_of(hold.target)
        return Meet(
            site=task.site, point=task.point, other=task.other, weight=task.weight, who=person,
            what=f"the {hold.limb} on {thing}",
        )  # fmt: skip
    return task


def thing_of(target: Target) -> str:
    """What a hold is on, as blocking names it."""
    return f"{target.name}'s {target.part}" if target.part else target.name


def _spot_tasks(cast: Cast, person: str, hold: HoldStart) -> list[Task]:
    limb = cast.site(f"{person}/{hold.limb}")
    spot = cast.spots.get((person, hold.limb))
    if spot is None:
        if hold.target.kind == "person":
            part = hold.target.part or "chest"
            return [Meet(site=limb, other=cast.site(f"{hold.target.name}/{part}"))]
        return []
    tasks: list[Task] = [Meet(site=limb, point=spot.point)]
    if spot.kind == "loop":
        tasks.append(Point(site=limb, axis=0, weight=1.5, along=spot.tangent))
        tasks.append(Point(site=limb, axis=2, weight=2.5, along=spot.normal))
    elif spot.kind == "rail" and "hand" in hold.limb:
        tasks.append(Point(site=limb, axis=2, weight=0.2, along=spot.tangent, either_way=True))
        tasks.append(Point(site=limb, axis=0, weight=0.12, along=-spot.normal))
    return tasks


def _held_by(cast: Cast, holder: str, held: str, *, crossed: bool) -> list[Task]:
    """Both hands of the holder on the ankles."""
    tasks: list[Task] = []
    for hand in ("left", "right"):
        ankle = hand if not crossed else {"left": "right", "right": "left"}[hand]
        site, other = cast.site(f"{holder}/{hand} hand"), cast.site(f"{held}/{ankle} ankle")
        tasks += [
            Meet(site=site, other=other, who=holder, what=f"the {hand} hand on {held}'s {ankle} ankle"),
            Point(
                site=site,
                axis=2,
                weight=0.4,
                other=other,
                other_axis=np.array([0.0, 0.0, 1.0]),
                either_way=True,
            ),
        ]
    # Feet side by side, so that nobody is pulled into the splits by wide hands.
    left, right = cast.site(f"{held}/left ankle"), cast.site(f"{held}/right ankle")
    tasks.append(Offset(site=left, frame=right, place=np.array([0.0, ANKLES_APART_M, 0.0]), weight=2.0))
    return tasks


def _posture(cast: Cast, start: PersonStart, person: Person) -> Posture:
    dofs, coordinates = cast.joints(person.id)
    joints = [j for n in cast.body.assembly.nodes if n.tree == person.id for j in n.joints]
    rest, weight = [], []
    for joint in joints:
        name = joint.id.rpartition("/")[2].removeprefix("left_").removeprefix("right_")
        lying = float(np.radians(LYING.get(name, 0.0)))
        rest.append(joint.rest if start.strapped is None else lying)
        # Wrists too: a hand closes askew on a bar rather than bend to its end, where it could push no more.
        stiff = name.startswith(("lumbar", "thorax", "neck", "wrist", "forearm"))
        weight.append(0.8 if start.strapped is not None else 0.5 if stiff else 0.22)
    return Posture(dofs=dofs, coordinates=coordinates, angles=np.array(rest), weight=np.array(weight))


def _on_bed(cast: Cast, person: Person, pose: Pose) -> list[Task]:
    """Back to the bed: hips and chest by their attitude, the hips by their place."""
    normal, head = pose[1][:, 0], pose[1][:, 2]
    hips, back = cast.site(f"{person.id}/hips"), cast.site(f"{person.id}/back")
    assert BACKWARDS[0] == 0.0, "the back's x looks backwards"
    return [
        Meet(site=hips, point=pose[0], weight=10.0, who=person.id, what="the hips on the bed"),
        Point(site=hips, axis=0, weight=3.0, along=normal),
        Point(site=hips, axis=2, weight=3.0, along=head),
        Point(site=back, axis=0, weight=3.0, along=-normal),
        Point(site=back, axis=2, weight=3.0, along=head),
    ]


def _looks(cast: Cast, start: PersonStart) -> list[Task]:
    """The chest towards what is faced; the head of an operator towards what the camera is on."""
    tasks: list[Task] = []
    if start.facing is not None:
        tasks.append(_towards(cast, f"{start.person}/chest", start.facing, 1.2))
    set_up = cast.set_up(start.person)
    subject = (set_up.follows or set_up.looks_at) if set_up is not None else None
    if subject is not None:
        tasks.append(_towards(cast, f"{start.person}/eyes", subject, 2.0))
        if start.facing is None:
            tasks.append(_towards(cast, f"{start.person}/chest", subject, 0.5))
    elif start.lying_to is not None and start.facing is None:
        face = Target(kind="person", name=start.lying_to, part="face")
        tasks.append(_towards(cast, f"{start.person}/eyes", face, 0.5))
    return tasks


def _towards(cast: Cast, site: str, target: Target, weight: float) -> Point:
    place = cast.where(target)
    if isinstance(place, int):
        return Point(site=cast.site(site), axis=0, weight=weight, towards_site=place)
    return Point(site=cast.site(site), axis=0, weight=weight, towards=place)


def _in_hands(cast: Cast, start: PersonStart) -> list[Task]:
    """What is carried: a camera in front of the eyes, looking where they look; other props before the chest."""
    tasks: list[Task] = []
    for name, hand in cast.carried(start.person):
        site = cast.site(f"{start.person}/{hand}")
        prop = next(one for one in cast.rehearsal.props if one.id == name)
        if prop.camera:
            tasks += _camera_tasks(cast, start.person, site, prop, hand)
        elif not any(one.limb == hand for one in start.holds if one.target.kind != "prop"):
            x, y, z = PROP_AHEAD
            ahead = np.array([x, y if "left" in hand else -y, z])
            tasks.append(Offset(site=site, frame=cast.site(f"{start.person}/chest"), place=ahead, weight=2.5))
        else:
            raise NotPossible(
                f"{start.person} cannot hold {prop.id} in the {hand}: it already holds something"
            )
    return tasks


def _camera_tasks(cast: Cast, person: str, site: int, prop: Prop, hand: str) -> list[Task]:
    # Camera axes in those of the head: x to the right, y up, z back.
    axes = np.array([[0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    grip = axes @ rotation.matrix(hand_on_prop(prop, hand))
    eyes = cast.site(f"{person}/eyes")
    place = np.array(CAMERA_AHEAD) + axes @ np.asarray(prop.grip)
    return [
        Offset(site=site, frame=eyes, place=place, weight=8.0),
        Point(site=site, axis=0, weight=1.2, other=eyes, other_axis=grip[:, 0]),
        Point(site=site, axis=2, weight=1.2, other=eyes, other_axis=grip[:, 2]),
    ]


def hand_on_prop(prop: Prop, hand: str) -> FloatArray:
    """Axes of a hand's site to those of a prop that it holds: a left hand comes from the other side."""
    attitude = np.asarray(grip_attitude(prop))
    if hand == "left hand" and prop.camera:
        return rotation.multiply(attitude, (0.0, 0.0, 0.0, 1.0))
    return attitude


def _unit(v: tuple[float, float, float]) -> FloatArray:
    values = np.asarray(v, dtype=np.float64)
    return np.asarray(values / np.linalg.norm(values))
