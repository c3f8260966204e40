r"""What the frame of a set does to the bodies in it: gravity, Coriolis, centrifugal and Euler forces, gravity gradient.

A body element at r, moving at v in a frame that turns at Ω, has the apparent acceleration

    a(r, v) = u − 2 Ω × v + M (r − r₀),      M = G − [Ω]ₓ [Ω]ₓ − [Ω̇]ₓ

with u uniform, G the gradient of gravity and r₀ the point that itself falls freely but for u. This is linear in r and
v, so the wrench on a rigid body follows exactly. With mass m, centre c, velocity v of the centre, spin s (all in the
set frame), inertia I about the centre and J = ∫ ρ ρᵀ dm = ½ tr(I) 1 − I:

    force at the centre     m (u − 2 Ω × v + M (c − r₀))
    torque about it         2 s × (J Ω) + axial(J Mᵀ),     axial(K)ᵢ = Σ εᵢⱼₖ Kⱼₖ

The first torque is Coriolis: ∫ ρ × (−2 Ω × (s × ρ)) = 2 ∫ (s × ρ)(ρ·Ω), as ρ·(s × ρ) = 0. The second is
∫ ρ × (M ρ): it holds centrifugal (Ω × J Ω), Euler (−I Ω̇) and gravity gradient together.

In orbit (station frame: x along the flight, y against the orbit normal, z to the Earth) Ω = (0, −n, 0), constant, and
G = n² diag(−1, −1, 2) for a circular orbit, so M = diag(0, −n², 3n²): Hill's equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from offworld.film.basic import Quat, Vec3
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.world.flight import load_at, pitch_at

_NOTHING: FloatArray = np.zeros(3)
_NOTHING.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Turning:
    """The turning of a set's frame at one moment, ready to be applied to many bodies."""

    spin: FloatArray
    """Ω, (3,) rad/s, set frame."""
    spin_change: FloatArray
    """Ω̇, (3,) rad/s², set frame."""
    centre: FloatArray
    """r₀, (3,) m, set frame."""
    gradient: FloatArray
    """M, (3, 3) 1/s², set frame."""
    coriolis: FloatArray
    """C with v @ C = −2 Ω × v, (3, 3) rad/s."""
    moments: FloatArray
    """(3, 4): Mᵀ beside Ω, for one product with all inertias."""
    axial: FloatArray
    """axial(Mᵀ), (3,) 1/s²."""
    still: bool
    """True if nothing turns."""


def uniform_acceleration(world: World, stage_set: StageSet, t: float) -> FloatArray:
    """Apparent gravity in the set frame.

    Args:
        world: which fields act.
        stage_set: the set; a cabin's axes are x forward, y left, z up.
        t: seconds from the start of the scene.

    Returns:
        (3,) m/s²; in an aircraft that at its centre of mass, in orbit nothing.
    """
    del stage_set
    if world.kind == "orbit":
        return _NOTHING
    if world.kind == "parabola":
        return np.array([0.0, 0.0, -load_at(world.flight, t)])
    return np.array(world.gravity)


def turn(world: World, stage_set: StageSet, t: float) -> tuple[FloatArray, FloatArray]:
    """How the set's frame turns against the stars.

    Returns:
        Angular velocity (3,) rad/s and its rate of change (3,) rad/s², set frame.
    """
    now = turning(world, stage_set, t)
    return now.spin, now.spin_change


def turning(world: World, stage_set: StageSet, t: float) -> Turning:
    """The turning of the set's frame at t; what does not change is worked out once."""
    if world.kind == "orbit":
        return _orbit(world.mean_motion, stage_set.station_attitude, stage_set.station_position)
    if world.kind == "parabola":
        rate, change = pitch_at(world.flight, t)
        # Nose up turns x towards z, which is about −y.
        return _aircraft(rate, change, world.turn_centre)
    return _at_rest()


def turning_acceleration(now: Turning, points: FloatArray, velocities: FloatArray) -> FloatArray:
    """Apparent acceleration of points by the turning alone: everything but the uniform part.

    Args:
        now: the turning at this moment.
        points: (..., 3) m, set frame.
        velocities: (..., 3) m/s, set frame.

    Returns:
        (..., 3) m/s².
    """
    return np.asarray(velocities @ now.coriolis + (points - now.centre) @ now.gradient.T)


def turning_wrenches(
    world: World,
    stage_set: StageSet,
    t: float,
    centres: FloatArray,
    velocities: FloatArray,
    spins: FloatArray,
    masses: FloatArray,
    inertias: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Forces and torques on rigid bodies by the turning of the frame, without the uniform part.

    Args:
        world: which fields act.
        stage_set: the set.
        t: seconds from the start of the scene.
        centres: (n, 3) centres of mass, m, set frame.
        velocities: (n, 3) of the centres, m/s, set frame.
        spins: (n, 3) angular velocities against the set frame, rad/s, set axes.
        masses: (n,) kg.
        inertias: (n, 3, 3) about the centres, kg m², set axes.

    Returns:
        Forces (n, 3) N at the centres and torques (n, 3) N m about them, set frame.
    """
    now = turning(world, stage_set, t)
    if now.still:
        return np.zeros_like(centres), np.zeros_like(centres)
    forces = centres - now.centre
    forces = forces @ now.gradient.T
    forces += velocities @ now.coriolis
    forces *= masses[:, None]
    half = inertias[:, 0, 0] + inertias[:, 1, 1]
    half += inertias[:, 2, 2]
    half *= 0.5
    # (n, 3, 4): I Mᵀ beside I Ω.
    product = (inertias.reshape(-1, 3) @ now.moments).reshape(-1, 3, 4)
    torques = half[:, None] * now.axial
    x, y, z = product[:, 0], product[:, 1], product[:, 2]
    jx, jy, jz = (half * w - row[:, 3] for w, row in zip(now.spin, (x, y, z), strict=True))
    sx, sy, sz = spins[:, 0], spins[:, 1], spins[:, 2]
    torques[:, 0] += z[:, 1] - y[:, 2] + 2.0 * (sy * jz - sz * jy)
    torques[:, 1] += x[:, 2] - z[:, 0] + 2.0 * (sz * jx - sx * jz)
    torques[:, 2] += y[:, 0] - x[:, 1] + 2.0 * (sx * jy - sy * jx)
    return forces, torques


def _cross_matrix(v: FloatArray) -> FloatArray:
    """[v]ₓ with [v]ₓ w = v × w."""
    x, y, z = v
    return np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])


def _turning(spin: FloatArray, change: FloatArray, centre: FloatArray, gravity: FloatArray) -> Turning:
    """All that follows from the spin, its change and the gradient of gravity (3, 3)."""
    across = _cross_matrix(spin)
    gradient = gravity - across @ across - _cross_matrix(change)
    moments = np.column_stack([gradient.T, spin])
    axial = np.array([
        gradient[2, 1] - gradient[1, 2], gradient[0, 2] - gradient[2, 0], gradient[1, 0] - gradient[0, 1],
    ])  # fmt: skip
    return Turning(
        spin=spin, spin_change=change, centre=centre, gradient=gradient, coriolis=2.0 * across, moments=moments,
        axial=axial, still=not (np.any(spin) or np.any(change)),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _orbit(mean_motion: float, attitude: Quat, position: Vec3) -> Turning:
    """A circular orbit; the station's attitude is held to the Earth."""
    station_to_set = rotation.matrix(attitude).T
    n = mean_motion
    tide = n**2 * np.diag([-1.0, -1.0, 2.0])
    spin = station_to_set @ np.array([0.0, -n, 0.0])
    centre = -station_to_set @ np.array(position)
    return _turning(spin, np.zeros(3), centre, station_to_set @ tide @ station_to_set.T)


@lru_cache(maxsize=64)
def _aircraft(rate: float, change: float, centre: Vec3) -> Turning:
    spin, spin_change = np.array([0.0, -rate, 0.0]), np.array([0.0, -change, 0.0])
    return _turning(spin, spin_change, np.array(centre), np.zeros((3, 3)))


@lru_cache(maxsize=1)
def _at_rest() -> Turning:
    return _turning(np.zeros(3), np.zeros(3), np.zeros(3), np.zeros((3, 3)))
