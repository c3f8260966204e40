"""One drawn catch: a body in straight flight comes past a rail, closes its hands on it and comes to rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.blocking import Beat, Channel, Intent, Target
from offworld.film.stage_set import Rail
from offworld.flow.benches.draw import (
    SPEED_M_S,
    WHO,
    Floats,
    draw_attitude,
    draw_direction,
    draw_person,
    generator,
    loads_of,
    open_session,
    place,
)
from offworld.geometry import rotation
from offworld.rehearse.director import Director
from offworld.rehearse.plan import plan_catch
from offworld.rehearse.session import Session

HANDS: Final[tuple[tuple[Channel, ...], ...]] = (("right hand",), ("left hand", "right hand"), ("left hand",))
"""Which hands catch, by turns of three."""
AHEAD_M: Final = (0.30, 0.50)
"""Where the rail's middle passes, in front of the centre of mass, m."""
ASIDE_M: Final = (0.05, 0.35)
"""And to the side of the one hand that catches; for both hands it passes in the middle."""
ABOVE_M: Final = (-0.10, 0.50)
"""And towards the head."""
COMING_S: Final = (1.0, 2.0)
"""Seconds of flight until the rail is there."""
RAIL_M: Final = 1.0
"""Length of the rail; it lies in any direction."""
STILL_M_S, STILL_MS = 0.02, 4000
"""Caught: the centre of mass is slower than this, so soon after the first grip."""
SURE_MS = 400
"""At rest for so long is at rest for good."""
LIMIT_MS = 5000
"""A catch without a grip by then has failed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CatchResult:
    """How one catch came out."""

    number: int
    """Of the trial."""
    hands: tuple[str, ...]
    """Which were to catch."""
    speed: float
    """Of the flight, m/s."""
    refused: str
    """Why it was said beforehand to be impossible; empty: it was possible."""
    grip_ms: int | None
    """First grip; None: none."""
    still_ms: int | None
    """From the first grip until the body was at rest; None: it was not in time."""
    slips: int
    """Grips lost."""
    head: bool
    """Whether the head touched anything."""
    loads: Floats
    """(n,) N of every hold at every step."""

    @property
    def good(self) -> bool:
        """Whether it was held."""
        return not self.refused and self.still_ms is not None and not self.slips and not self.head


def try_catch(seed: int, number: int) -> CatchResult:
    """Draw a catch and do it."""
    rng = generator(seed, "catch", number)
    hands = HANDS[number % len(HANDS)]
    person, attitude = draw_person(rng), draw_attitude(rng)
    speed = float(rng.uniform(*SPEED_M_S))
    rail, way = _draw_rail(rng, hands, speed)
    axes = rotation.matrix(attitude)
    middle, along = axes @ rail[0], axes @ rail[1] * (0.5 * RAIL_M)
    bar = Rail(id="rail.1", points=(_vec(middle - along), _vec(middle + along)), normal=_vec(-axes @ way))
    target = Target(kind="fitting", name="rail.1")
    beat = Beat(
        id="catch",
        number=1,
        who=(WHO,),
        channels=hands,
        intent=Intent(move="catch", target=target, limbs=hands),
    )
    session = open_session(person, (beat,), (bar,), number)
    actor = place(session, attitude, axes @ way * speed)
    answer = plan_catch(actor, hands, np.asarray(bar.points))
    refused = "" if answer is None else answer.reason
    if session.system.data.ncon:
        refused = "the rail is where the body is"
    grip, still = (None, None) if refused else _fly(session)
    return CatchResult(
        number=number, hands=hands, speed=speed, refused=refused, grip_ms=grip, still_ms=still,
        slips=sum(1 for record in session.table.records if record.ended_by == "slip"), head=_head(session),
        loads=loads_of(session),
    )  # fmt: skip


def _draw_rail(
    rng: np.random.Generator, hands: tuple[str, ...], speed: float
) -> tuple[tuple[Floats, Floats], Floats]:
    """Middle and direction of the rail and the way of the flight, in the axes of the pelvis about the centre."""
    side = 0.0 if len(hands) > 1 else (1.0 if hands[0] == "left hand" else -1.0)
    passing = np.array([rng.uniform(*AHEAD_M), side * rng.uniform(*ASIDE_M), rng.uniform(*ABOVE_M)])
    way = draw_direction(rng)
    if way @ passing < 0.0:
        way = -way
    return (passing + way * speed * rng.uniform(*COMING_S), draw_direction(rng)), way


def _fly(session: Session) -> tuple[int | None, int | None]:
    """Tick of the first grip, and how long after it the body was at rest for good; None: not by then."""
    director, actor = Director(session), session.actors[WHO]
    grip, still = None, None
    while session.tick < LIMIT_MS if grip is None else session.tick <= grip + STILL_MS:
        session.look()
        if grip is not None:
            at_rest = float(np.linalg.norm(actor.momentum()[0])) < STILL_M_S
            still = (still or session.tick - grip) if at_rest else None
            if still is not None and session.tick - grip - still >= SURE_MS:
                break
        wishes = director.tick()
        if grip is None and session.table.records:
            grip = session.tick
        session.advance(wishes)
    return grip, still if actor.holds() else None


def _head(session: Session) -> bool:
    return any("head" in name for touch in session.contacts.finish() for name in (touch.a, touch.b))


def _vec(v: Floats) -> tuple[float, float, float]:
    x, y, z = (float(c) for c in v)
    return x, y, z
