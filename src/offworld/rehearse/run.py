"""One take: everything that a rehearsal asks for, from the first tick to the last."""

from __future__ import annotations

import numpy as np

from offworld.body.start import StartState, start_state
from offworld.errors import NotPossible
from offworld.film.scene import PersonStart, Rehearsal, TetherStart
from offworld.film.take import Take
from offworld.rehearse.director import Director
from offworld.rehearse.record import make_take
from offworld.rehearse.restart import Restart, Saver, load
from offworld.rehearse.session import Session

RESTART_MS = 1000
"""A restart point is kept this often, besides those at the ends of beats."""


def run(
    rehearsal: Rehearsal, *, restart: Restart | None = None, keep_restarts: bool = False, stream: bool = True
) -> tuple[Take, tuple[Restart, ...]]:
    """Rehearse a scene once.

    Args:
        rehearsal: all that the take depends on.
        restart: go on from here instead of the start; beats that had not begun there may be other ones.
        keep_restarts: return a restart point for the end of every beat, and one a second.
        stream: keep the audit stream.

    Returns:
        The take, and its restart points in order.

    Raises:
        NotPossible: the start that is asked for cannot be taken.
    """
    session = Session(rehearsal)
    director = Director(session)
    if restart is not None:
        load(session, director, restart)
    else:
        begin(session, start_state(rehearsal, session.assembly, session.body))
    saver = Saver(session, director, restart)
    restarts: list[Restart] = []
    first, stopped = session.tick, ""
    ended: list[str] = []
    while not director.over():
        if keep_restarts and (ended or session.tick % RESTART_MS == 0) and session.tick > first:
            restarts.append(saver.save(ended[-1] if ended else ""))
        session.look()
        wishes = director.tick()
        ended = director.ended_now
        try:
            session.advance(wishes)
        except FloatingPointError as reason:
            stopped = f"stopped at {session.tick / 1000:.2f} s: {reason}"
            break
    return make_take(session, director, stream=stream, stopped=stopped), tuple(restarts)


def begin(session: Session, state: StartState) -> None:
    """Put everything where a scene starts, and close the holds that exist then."""
    data = session.system.data
    data.qpos[:], data.qvel[:] = state.coordinates, state.velocities
    session.look()
    for hold in state.holds:
        actor = session.actors.get(hold.who)
        strength = 1.0 if actor is None or hold.kind in {"strap", "velcro"} else actor.strength
        session.table.grip(
            0, hold.who, hold.limb, partner_body=int(session.system.body_of_node[hold.partner]),
            point=np.asarray(hold.anchor), kind=hold.kind, thing=hold.thing, strength=strength,
        )  # fmt: skip
        if actor is not None and hold.kind == "strap":
            actor.strapped = True
    for start in session.rehearsal.scene.people:
        session.actors[start.person].limp = start.limp
        if start.tether is not None:
            _tie(session, start, start.tether)


def _tie(session: Session, start: PersonStart, tether: TetherStart) -> None:
    """Clip the tether that somebody starts with.

    Raises:
        NotPossible: it does not reach.
    """
    belt = session.floor.belt(start.person)[1]
    spot = session.floor.hook(tether.target, belt)
    span = float(np.linalg.norm(spot.point - belt))
    if span > tether.length_m:
        line = f"{start.place.file}:{start.place.line}: " if start.place.file else ""
        raise NotPossible(
            f"{line}{start.person} cannot start tethered to {spot.thing} by {tether.length_m:g} m: it is "
            f"{span:.2f} m from the belt"
        )
    session.tethers.clip(
        0, start.person, partner_body=spot.body, point=spot.point, thing=spot.thing, length=tether.length_m
    )
