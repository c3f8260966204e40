"""What muscles, grips and tethers carry: torque over speed, the filter on which a grip breaks, the pull of a strap.

Here, below the bodies, so that the body that pulls and the audit that doubts it use one law and share no code else.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

HALF_SPEED: Final = 5.0
"""Speed of shortening at which half the isometric torque is left, rad/s; recalled (handbook physics, section 3)."""
TOP_SPEED: Final = 13.5
"""Speed of shortening at which no torque is left, rad/s; recalled as 12 to 15 (handbook physics, section 3)."""
GRIP_FILTER_S: Final = 0.05
"""Time constant of the first-order filter on the load of a hold, s: a grip breaks on the filtered load. A guess: the
shortest time in which fingers are felt to give."""

# Hill's hyperbola (1 - x) / (1 + x / k), x the share of the top speed; k puts half the torque at HALF_SPEED.
_HALF: Final = HALF_SPEED / TOP_SPEED
_CURVE: Final = _HALF / (1.0 - 2.0 * _HALF)


def torque_share(shortening: ArrayLike) -> FloatArray:
    """The share of its isometric torque that a muscle gives at a speed (Hill 1938, scaled as above).

    Args:
        shortening: speed of the joint in the direction of the torque, rad/s, shape (...); negative is lengthening,
            for which the isometric torque is the limit.

    Returns:
        Shares from 0 to 1, shape (...).
    """
    x = np.minimum(np.maximum(np.asarray(shortening, dtype=np.float64) / TOP_SPEED, 0.0), 1.0)
    return np.asarray((1.0 - x) / (1.0 + x / _CURVE))


def torque_bounds(isometric: ArrayLike, speed: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """The least and the greatest torque of joints at their speeds.

    Args:
        isometric: limit at rest, N m, the same both ways, shape (...).
        speed: of the joint, rad/s, shape (...), broadcast.

    Returns:
        Lower (never positive) and upper (never negative) bounds, N m.
    """
    limit, rate = np.asarray(isometric, dtype=np.float64), np.asarray(speed, dtype=np.float64)
    return -limit * torque_share(-rate), limit * torque_share(rate)


TETHER_STIFFNESS: Final = 2000.0
"""N/m of a tether with the belt, clothes and flesh that it pulls at; a guess: 25 mm webbing alone is ten times as
stiff, and a bungee a tenth [R]."""
TETHER_LOSS_S_M: Final = 5.0
"""s/m by which the pull of a tether is the greater, the faster it lengthens, and the less, the faster it shortens
(Hunt and Crossley 1975); a guess: webbing then gives back 0.4 of a speed of 0.4 m/s."""


def tension(stretch: ArrayLike, rate: ArrayLike) -> FloatArray:
    """The pull of a tether: k x (1 + a v), never a push; nothing while it is slack, and no jump as it comes taut.

    Args:
        stretch: by how much its ends are further apart than it is long, m, shape (...).
        rate: at which they part, m/s, shape (...).

    Returns:
        N, shape (...).
    """
    more, speed = np.asarray(stretch, dtype=np.float64), np.asarray(rate, dtype=np.float64)
    return np.asarray(
        TETHER_STIFFNESS * np.maximum(more, 0.0) * np.maximum(1.0 + TETHER_LOSS_S_M * speed, 0.0)
    )


def filter_gain(step_s: float) -> float:
    """How far the filtered load of a hold moves towards the load in one step: exact for a load constant over it."""
    return 1.0 - math.exp(-step_s / GRIP_FILTER_S)


def felt(loads: FloatArray, step_s: float) -> FloatArray:
    """Loads of a hold as the grip feels them, filtered from its first step on: what breaks it.

    The load of a single step, as a grip closes on something that still moves, depends on how stiff the simulator's
    grips are.

    Args:
        loads: of each step, N or N m, shape (steps, k).
        step_s: between two of them, s.
    """
    from scipy.signal import lfilter

    gain = filter_gain(step_s)
    return np.asarray(lfilter([gain], [1.0, gain - 1.0], loads, axis=0))


WOMEN_GRIP: Final = 0.66
"""Women's grip over men's: 304 N over 461 N (Massy-Westropp 2011; handbook physics, section 3)."""

HOLD_LIMITS: Final[dict[str, tuple[float, float]]] = {
    "hand": (435.0, 15.0),
    "foot": (270.0, 40.0),
    "strap": (1219.0, 475.0),
    "prop": (150.0, 10.0),
    "velcro": (8.0, 0.8),
}
"""The most that a strong man's hold carries, N and N m, by kind: hand 435 N along the forearm and 15 N m at the
wrist [R]; toe hook 270 N and dorsiflexion 40 N m [D]; strap a foot-restraint socket of 1219 N and 475 N m [S]
(handbook physics, section 3); a small thing in a hand, and Velcro, are guesses."""
