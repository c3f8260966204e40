"""The state in which a scene starts: everyone placed as the scene says, by least squares over roots and joints.

Grips are met to a micrometre, ranges are kept, nobody is inside a wall or another; what the scene does not say comes
out near the neutral posture. The same input gives the same numbers: tries are counted, none is timed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import mujoco
import numpy as np

from offworld.body.asked import asked, meets
from offworld.body.cast import Cast, Pose
from offworld.body.fit import Fitting, fit, place, polish
from offworld.body.guess import guess, swap_hands
from offworld.body.held import default_loops
from offworld.body.model import BodyModel, build_model
from offworld.body.pierce import Unpierced, pierced
from offworld.body.start_holds import StartHold, holds_of
from offworld.body.start_props import carried_depth, place_props
from offworld.body.tasks import Clear, Task
from offworld.errors import NotPossible
from offworld.film.assembly import Assembly
from offworld.film.scene import PersonStart, Rehearsal
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

MARGIN_M = 0.012
"""Things that may touch start this far apart where that is possible, m."""
TRIES = 8
"""First guesses that are tried, each a little different."""
GRIP_TOLERANCE_M = 1e-4
"""A grip is met within this, m."""
DEEPEST_M = 0.02
"""Nobody starts deeper than this in something else, m."""
GOOD_ENOUGH_M = 0.001
"""With grips met and no deeper overlap than this, no other guess is tried, m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StartState:
    """Where everything is at tick 0, and what holds what."""

    coordinates: FloatArray
    """(nq,)."""
    velocities: FloatArray
    """(nv,)."""
    holds: tuple[StartHold, ...]
    """All holds, people in the order of the scene, then props."""


def start_state(rehearsal: Rehearsal, assembly: Assembly, model: BodyModel) -> StartState:
    """Find the start of a scene.

    Args:
        rehearsal: the scene with its people, props and set.
        assembly: what `assemble` made of it.
        model: what `build_model` made of that; only its indices are used.

    Raises:
        NotPossible: a hold cannot be reached, somebody has no room, or the set lacks a thing that is named.
    """
    cast = _cast(rehearsal, assembly)
    starts = _ordered(cast)
    if starts:
        _place_people(cast, starts)
    else:
        place(cast.body.model, cast.data)
    held = [hold for start in starts for hold in holds_of(cast, start)]
    held += place_props(cast)
    order = {tree: i for i, tree in enumerate(model.trees)}
    held.sort(key=lambda hold: order[hold.who])
    return StartState(coordinates=cast.data.qpos.copy(), velocities=_velocities(cast), holds=tuple(held))


def _cast(rehearsal: Rehearsal, assembly: Assembly) -> Cast:
    """A model without holds and without loose props to bump into, with a margin around people."""
    body = build_model(assembly, rehearsal.world, holds=False)
    cast = Cast(rehearsal=rehearsal, body=body, data=mujoco.MjData(body.model))
    here = {"set", *(person.id for person in rehearsal.people)}
    here |= {prop for person in rehearsal.people for prop, _ in cast.carried(person.id)}
    for geom in range(body.model.ngeom):
        tree = assembly.nodes[assembly.shapes[body.shape[geom]].node].tree
        body.model.geom_margin[geom] = MARGIN_M
        if tree not in here:
            body.model.geom_contype[geom] = body.model.geom_conaffinity[geom] = 0
    for joint in (joint for node in assembly.nodes for joint in node.joints):
        cast.data.qpos[joint.coordinate] = joint.rest
    # Until somebody is placed they are far away and meet nobody.
    for i, tree in enumerate(body.trees):
        cast.put(tree, (np.array([0.0, 0.0, 1000.0 + 10.0 * i]), np.eye(3)))
    place(body.model, cast.data)
    return cast


def _ordered(cast: Cast) -> list[PersonStart]:
    """Everyone, those first whom others refer to; first guesses are made on the way."""
    waiting = [cast.start(person.id) for person in cast.rehearsal.people]
    held = {start.held_by: start for start in waiting if start.held_by is not None}
    ordered: list[PersonStart] = []
    while waiting:
        ready = next((one for one in waiting if _references(one) <= set(cast.poses)), waiting[0])
        waiting.remove(ready)
        if ready.person in held and not ready.holds and ready.position is None and ready.strapped is None:
            ready = replace(ready, holds=default_loops(cast, held[ready.person]))
        pose = guess(cast, ready)
        swap_hands(cast, ready.person, pose)
        cast.poses[ready.person] = pose
        cast.put(ready.person, pose)
        place(cast.body.model, cast.data)
        ordered.append(ready)
    return ordered


def _references(start: PersonStart) -> set[str]:
    """The people that must be placed before this one."""
    said = {start.lying_to, start.held_by}
    targets = [start.position, start.facing, *(hold.target for hold in start.holds)]
    said |= {target.name for target in targets if target is not None and target.kind == "person"}
    return {name for name in said if name is not None and name != start.person}


def _place_people(cast: Cast, starts: list[PersonStart]) -> None:
    """Fit everyone together from several guesses and keep the best.

    Raises:
        NotPossible: even the best leaves a grip open or somebody inside something.
    """
    first = cast.data.qpos.copy()
    bounds = _bounds(cast)
    best: tuple[float, FloatArray, list[Task]] | None = None
    for number in range(TRIES):
        crossed = number % 2 == 1
        tasks: list[Task] = [
            task for start in starts for task in asked(cast, start, cast.poses[start.person], crossed=crossed)
        ]
        cast.data.qpos[:] = first
        _shake(cast, starts, number)
        clear = (Clear(margin=MARGIN_M), Unpierced(margin=MARGIN_M))
        cost = fit(cast.body.model, cast.data, [*tasks, *clear], bounds)
        gap = polish(cast.body.model, cast.data, meets(tasks), bounds)
        deep = max(_deepest(cast), carried_depth(cast))
        bad = 1e3 * max(gap - GRIP_TOLERANCE_M, 0.0) + 1e2 * max(deep - GOOD_ENOUGH_M, 0.0)
        if best is None or cost + bad < best[0]:
            best = (cost + bad, cast.data.qpos.copy(), tasks)
        if bad == 0.0 and (number or not _has_choice(starts)):
            break
    assert best is not None, "at least one guess was tried"
    cast.data.qpos[:] = best[1]
    place(cast.body.model, cast.data)
    _refuse_open(cast, starts, best[2])


def _has_choice(starts: list[PersonStart]) -> bool:
    """True if crossing the hands of a holder is worth a second try."""
    return any(start.held_by is not None for start in starts)


def _shake(cast: Cast, starts: list[PersonStart], number: int) -> None:
    """Turn and shift everyone a little, more with each pair of tries, always the same way."""
    size = 0.12 * (number // 2)
    rng = np.random.Generator(np.random.Philox(key=number // 2))
    for start in starts:
        at, axes = _guess(cast, start, number)
        turn = rotation.matrix(rotation.exp(size * rng.uniform(-1.0, 1.0, 3)))
        shift = 0.3 * size * rng.uniform(-1.0, 1.0, 3)
        if start.strapped is None:
            cast.put(start.person, (at + shift, turn @ axes))


def _guess(cast: Cast, start: PersonStart, number: int) -> Pose:
    """The guess that a try begins from."""
    guesses = cast.others.get(start.person, [cast.poses[start.person]])
    return guesses[(number // 2) % len(guesses)]


def _bounds(cast: Cast) -> Fitting:
    model = cast.body.model
    free = np.zeros(model.nv, dtype=np.bool_)
    for person in cast.rehearsal.people:
        i = cast.body.trees.index(person.id)
        first = int(cast.body.tree_dof[i])
        free[first : first + 6] = True
        free[cast.joints(person.id)[0]] = True
    joints = [joint for node in cast.body.assembly.nodes for joint in node.joints]
    inside = 0.01  # rad: a joint starts a little within its range, where its end does not push
    return Fitting(
        free=free,
        joint_dof=cast.body.joint_dof,
        joint_coordinate=cast.body.joint_coordinate,
        low=np.array([joint.low + inside for joint in joints]),
        high=np.array([joint.high - inside for joint in joints]),
    )


def _deepest(cast: Cast) -> float:
    """The deepest overlap, m."""
    touching = [-float(cast.data.contact[i].dist) for i in range(cast.data.ncon)]
    through = [one.depth for one in pierced(cast.body.model, cast.data)]
    return max([0.0, *touching, *through])


def _refuse_open(cast: Cast, starts: list[PersonStart], tasks: list[Task]) -> None:
    for meet in meets(tasks):
        gap = float(np.linalg.norm(meet.gap(cast.data)))
        if gap > GRIP_TOLERANCE_M:
            where = next((s.place for s in starts if s.person == meet.who), None)
            line = f"{where.file}:{where.line}: " if where is not None and where.file else ""
            raise NotPossible(
                f"{line}{meet.who} cannot start with {meet.what}: {100.0 * gap:.1f} cm are missing"
            )
    contacts = [
        (tuple(c.geom), -float(c.dist)) for c in (cast.data.contact[i] for i in range(cast.data.ncon))
    ]
    for geoms, depth in (*contacts, *((one.geoms, one.depth) for one in pierced(cast.body.model, cast.data))):
        if depth > DEEPEST_M:
            a, b = (cast.body.assembly.shapes[cast.body.shape[g]].id for g in geoms)
            raise NotPossible(
                f"there is no room for this start: {a} would be {100.0 * depth:.1f} cm inside {b}"
            )


def _velocities(cast: Cast) -> FloatArray:
    """Drift of people with what they carry, and of loose props; set frame, no turning."""
    velocities = np.zeros(cast.body.model.nv)
    scene = cast.rehearsal.scene
    drifts: dict[str, Any] = {one.person: one.drift for one in scene.people}
    for prop in scene.props:
        drifts[prop.prop] = prop.drift if prop.held_by is None else drifts.get(prop.held_by, prop.drift)
    for tree, drift in drifts.items():
        first = int(cast.body.tree_dof[cast.body.trees.index(tree)])
        velocities[first : first + 3] = drift
    return velocities
