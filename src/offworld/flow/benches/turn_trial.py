"""One drawn turn in free flight: somebody in an empty room without air, an axis, an angle and a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.film.blocking import Beat, Intent, Sense
from offworld.film.person import Person
from offworld.film.world import World
from offworld.flow.benches.draw import (
    WHO,
    Floats,
    draw_attitude,
    draw_person,
    generator,
    open_session,
    place,
)
from offworld.flow.benches.turn_rule import possible
from offworld.geometry import rotation
from offworld.geometry.rotation import cross
from offworld.rehearse.actor import Actor
from offworld.rehearse.director import Director
from offworld.rehearse.session import Session

NOTHING: Final = World(kind="earth", air_density=0.0, air_viscosity=0.0)
"""No gravity, no turning station, no air: only what limbs do."""
WAYS: Final[dict[str, tuple[tuple[Sense, int, float], tuple[Sense, int, float]]]] = {
    "yaw": (("left", 2, 1.0), ("right", 2, -1.0)),
    "pitch": (("forward", 1, 1.0), ("backward", 1, -1.0)),
    "roll": (("sideways right", 0, 1.0), ("sideways left", 0, -1.0)),
}
"""Of each axis: what the blocking says, column of the chest's axes (forward, left, head), and sign about it."""
DEGREES: Final = {"yaw": (5.0, 180.0), "pitch": (5.0, 120.0), "roll": (1.0, 30.0)}
"""Drawn evenly."""
SECONDS: Final = (3.0, 20.0)
"""Time for it, drawn evenly."""
TURN_OK, SPIN_OK = 2.0, 1e-4
"""What a turn must keep: degrees of the attitude at its end, and N m s about the centre of mass all the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRequest:
    """What is drawn."""

    number: int
    """Of the draw."""
    person: Person
    """Who."""
    axis: str
    """Yaw, pitch or roll, by turns."""
    way: int
    """Which of its two ways."""
    degrees: float
    """How far."""
    seconds: float
    """In what time."""
    attitude: tuple[float, ...]
    """(4,) of the pelvis at the beginning, to the set frame."""

    @property
    def possible(self) -> bool:
        """Whether it counts as possible, by the handbook's numbers."""
        return possible(self.axis, self.person.sex, self.degrees, self.seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnResult:
    """How one turn came out."""

    request: TurnRequest
    """What was asked."""
    outcome: str
    """Of the beat."""
    reason: str
    """Of the beat."""
    off: float
    """Degrees between the chest's attitude at the end and the one asked for."""
    late: float
    """s after the time asked for at which it ended."""
    spin: float
    """Largest |L| about the centre of mass, N m s."""

    @property
    def refused(self) -> bool:
        """Whether it was not even tried."""
        return self.outcome == "refused"

    @property
    def good(self) -> bool:
        """Whether it came out as asked, without momentum."""
        return not self.refused and self.off <= TURN_OK and self.spin < SPIN_OK


def draw_turn(seed: int, number: int) -> TurnRequest:
    """The request of that number."""
    rng = generator(seed, "turn", number)
    axis = tuple(WAYS)[number % len(WAYS)]
    person = draw_person(rng)
    return TurnRequest(
        number=number, person=person, axis=axis, way=int(rng.integers(2)),
        degrees=float(rng.uniform(*DEGREES[axis])), seconds=float(rng.uniform(*SECONDS)),
        attitude=tuple(float(v) for v in draw_attitude(rng)),
    )  # fmt: skip


def try_turn(request: TurnRequest, world: World = NOTHING) -> TurnResult:
    """Do it.

    Args:
        request: what is asked.
        world: where.
    """
    sense, column, sign = WAYS[request.axis][request.way]
    beat = Beat(
        id="turn", number=1, who=(WHO,), channels=("body",),
        intent=Intent(move="turn", sense=sense, angle_rad=float(np.radians(request.degrees)), within_s=request.seconds),
    )  # fmt: skip
    session = open_session(request.person, (beat,), (), request.number, world)
    actor = place(session, np.array(request.attitude), np.zeros(3))
    about = sign * actor.axes("chest")[:, column]
    goal = rotation.multiply(
        rotation.exp(np.radians(request.degrees) * about), actor.attitude("chest").copy()
    )
    director = Director(session)
    running = director.running[0]
    while session.tick < 1000 * (request.seconds + 5.0):
        session.look()
        wishes = director.tick()
        if running.state not in {"waiting", "running"}:
            break
        session.advance(wishes)
    session.look()
    return TurnResult(
        request=request, outcome=running.state, reason=running.reason, off=_off(actor, goal),
        late=session.tick / 1000.0 - request.seconds, spin=largest_spin(session),
    )  # fmt: skip


def _off(actor: Actor, goal: Floats) -> float:
    return float(np.degrees(rotation.angle_between(actor.attitude("chest"), goal)))


def largest_spin(session: Session) -> float:
    """The largest |L| about the person's centre of mass of all control ticks, N m s."""
    worst = 0.0
    for momenta, centres in zip(session.track.momenta, session.track.centres, strict=True):
        about = momenta[0, 3:] - cross(centres[0], momenta[0, :3])
        worst = max(worst, float(np.linalg.norm(about)))
    return worst
