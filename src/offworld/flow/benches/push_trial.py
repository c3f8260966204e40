"""One drawn push: holds in an empty room, a direction and a speed, and how the body leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.blocking import Beat, Intent
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
from offworld.rehearse.actor import Actor
from offworld.rehearse.director import Director
from offworld.rehearse.moves.wish import GripWish
from offworld.rehearse.session import Session

HOLDS: Final = (
    ("left hand", "right hand"),
    ("left hand",),
    ("right hand",),
    ("left foot", "right foot"),
)
"""Kinds of hold, drawn by turns of four."""
SPEED_OK, AIM_OK, SPIN_OK = 0.05, 2.0, 2.0
"""What a push must keep: share of the speed, degrees of direction, degrees per second of true spin."""
LIMIT_MS = 14_000
"""A push that has not left by then has failed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PushResult:
    """How one push came out."""

    number: int
    """Of the trial."""
    holds: tuple[str, ...]
    """Limbs that held."""
    speed: float
    """Asked, m/s."""
    refused: str
    """Why it was said beforehand to be impossible; empty: it was possible."""
    speed_off: float
    """Share of the asked speed."""
    aim_off: float
    """Degrees."""
    spin: float
    """|I⁻¹ L| at release, degrees per second."""
    slips: int
    """Grips lost on the way."""
    loads: Floats
    """(n,) N of every hold at every step."""

    @property
    def good(self) -> bool:
        """Whether it left as asked."""
        return (
            not self.refused and not self.slips and self.speed_off <= SPEED_OK and self.aim_off <= AIM_OK
            and self.spin <= SPIN_OK
        )  # fmt: skip


def try_push(seed: int, number: int) -> PushResult:
    """Draw a push and do it."""
    rng = generator(seed, "push", number)
    person = draw_person(rng)
    direction, attitude = draw_direction(rng), draw_attitude(rng)
    speed = float(rng.uniform(*SPEED_M_S))
    limbs = HOLDS[number % len(HOLDS)]
    x, y, z = (float(v) for v in direction)
    push = Beat(
        id="push", number=1, who=(WHO,), channels=("body",),
        intent=Intent(move="push off", direction=(x, y, z), speed=speed),
    )  # fmt: skip
    session = open_session(person, (push,), (), number)
    actor = place(session, attitude, np.zeros(3))
    for limb in limbs:
        kind = "foot" if limb.endswith("foot") else "hand"
        point = actor.limb(limb)[1]
        session.close(WHO, GripWish(limb=limb, partner_body=0, point=point, kind=kind, thing=f"{kind}hold"))  # type: ignore[arg-type]
    director = Director(session)
    running = director.running[0]
    while running.state in {"waiting", "running"} and session.tick < LIMIT_MS:
        session.look()
        wishes = director.tick()
        if running.state not in {"waiting", "running"}:
            break
        session.advance(wishes)
    session.look()
    refused = running.reason if running.state == "refused" else ""
    off = _measure(actor, direction, speed)
    return PushResult(
        number=number, holds=limbs, speed=speed, refused=refused, speed_off=off[0], aim_off=off[1], spin=off[2],
        slips=_slips(session), loads=loads_of(session),
    )  # fmt: skip


def _measure(actor: Actor, direction: Floats, speed: float) -> tuple[float, float, float]:
    velocity, spin = actor.momentum()
    size = float(np.linalg.norm(velocity))
    cosine = float(np.clip(velocity @ direction / max(size, 1e-9), -1.0, 1.0))
    turning = float(np.linalg.norm(np.linalg.solve(actor.inertia(), spin)))
    return abs(size / speed - 1.0), float(np.degrees(np.arccos(cosine))), float(np.degrees(turning))


def _slips(session: Session) -> int:
    return sum(1 for record in session.table.records if record.ended_by == "slip")
