"""A framing as a problem: people at one to three moments, a room, lenses and a camera, wishes and hard conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from offworld.film.framing import Framing
from offworld.frame.room import Room
from offworld.frame.subject import Subject
from offworld.geometry.rotation import FloatArray

if TYPE_CHECKING:
    from offworld.frame.sight import Sight

IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """One lens of the package."""

    focal_mm: float
    """Focal length."""
    near_m: float = 0.35
    """Least distance that it can focus on, from its entrance pupil, m."""
    stop: float = 2.8
    """Aperture N, focal length over its diameter."""
    front_m: float = 0.05
    """How far the front of the barrel is ahead of the entrance pupil, m."""
    t_stop: float | None = None
    """Aperture T, for exposure; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """Camera body, and who is behind it."""

    gate_width_mm: float = 28.0
    """Of the part of the sensor that is shown (ALEXA 35, 16:9; handbook camera, section 3.1)."""
    gate_height_mm: float = 15.7
    """Likewise."""
    squeeze: float = 1.0
    """Width of the picture over what the sensor holds of it; 2 for most anamorphic lenses."""
    coc_mm: float = 0.0214
    """Circle of confusion: the gate's diagonal over 1500 (handbook camera, section 3.4)."""
    clear_m: float = 0.18
    """Radius of the ball about the entrance pupil that must stay clear of the set and of bodies, m."""
    barrel_m: float = 0.06
    """Radius of the lens barrel with its hood, m."""
    behind: tuple[tuple[float, float, float, float], ...] = ()
    """What else moves with the camera, as balls: x right, y top of the frame, z back, radius, m. An operator's head and
    shoulders where somebody holds it; they must stay clear too."""

    @property
    def aspect(self) -> float:
        """Width over height of the picture."""
        return self.gate_width_mm * self.squeeze / self.gate_height_mm


OPERATOR: tuple[tuple[float, float, float, float], ...] = ((0.0, 0.0, 0.25, 0.14), (0.0, -0.15, 0.35, 0.18))
"""Head and upper chest of somebody who looks into a finder, in camera axes, m [I: a head of 0.12 m and shoulders folded
behind the camera, with two centimetres to spare]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Poses:
    """Many cameras at once."""

    positions: FloatArray
    """(n, 3) entrance pupils, set frame, m."""
    axes: FloatArray
    """(n, 3, 3): columns are right, top of the frame and back, set frame."""
    lens: IntArray
    """(n,) index into the package."""

    def __len__(self) -> int:
        return len(self.positions)

    def take(self, rows: IntArray | NDArray[np.bool_] | slice) -> Poses:
        """Some of them."""
        return Poses(positions=self.positions[rows], axes=self.axes[rows], lens=self.lens[rows])


def joined(parts: list[Poses]) -> Poses:
    """Several batches as one."""
    return Poses(
        positions=np.concatenate([part.positions for part in parts]),
        axes=np.concatenate([part.axes for part in parts]),
        lens=np.concatenate([part.lens for part in parts]),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure:
    """What one wish finds in n poses."""

    value: FloatArray
    """(n,) for the table, in the unit of the wish."""
    residual: FloatArray
    """(n, c): the score is exp(-(sum of squares)); the same distance as the table's, over its margin."""
    hint: FloatArray | None = None
    """(n, c) instead of the residual where slopes are taken, for wishes that move in steps; None: the residual."""


class Wish(Protocol):
    """One soft wish. Its score is 1 within `low` and `high`, and exp(-(d/margin)²) at a distance d from them."""

    @property
    def name(self) -> str:
        """For people."""
        ...

    @property
    def unit(self) -> str:
        """Of the value; empty for a ratio."""
        ...

    @property
    def low(self) -> float:
        """Least that is as wished."""
        ...

    @property
    def high(self) -> float:
        """Most that is as wished."""
        ...

    @property
    def margin(self) -> float:
        """How far outside the score has fallen to 1/e."""
        ...

    @property
    def weight(self) -> float:
        """Share among the others."""
        ...

    def measure(self, sight: Sight) -> Measure:
        """The value in each pose."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EyesSeen:
    """A hard condition: whose eyes must be in the frame and not hidden."""

    subject: int
    """Index of the person."""
    count: int
    """How many eyes must be seen: 2 for a face, 1 for a profile."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Everything that one framing depends on, and nothing else."""

    framing: Framing
    """As asked for."""
    moments: tuple[tuple[Subject, ...], ...]
    """One to three moments, each with the same people in the same order. The worst of them counts."""
    room: Room
    """What is fixed."""
    lenses: tuple[Lens, ...]
    """Those of the package that may be used, from the widest; none where the one asked for is missing."""
    wishes: tuple[Wish, ...]
    """Soft wishes."""
    eyes: tuple[EyesSeen, ...] = ()
    """Whose eyes must be seen."""
    rig: Rig = field(default_factory=Rig)
    """Camera."""
    ups: tuple[FloatArray, ...] = ()
    """(3,) unit: the wanted top of the frame at each moment; empty: free."""
    package: tuple[Lens, ...] = ()
    """All lenses there are, for reasons."""
    rooms: tuple[Room, ...] = ()
    """The room with the props in it, as they are at each moment; empty: `room` at all of them."""
    ghost: int | None = None
    """Index of a person whose body is in nobody's way, since the camera stands for their eyes; None: nobody."""

    def index(self, person: str) -> int:
        """Where a person is in each moment."""
        return next(i for i, one in enumerate(self.moments[0]) if one.id == person)
