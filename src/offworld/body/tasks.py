"""What a start asks of the bodies, as rows of a least-squares problem over all joints and roots.

Each task gives residuals and their derivatives with respect to the velocities; residuals are weighted so that one
stands for about 10 cm, 1 rad or what else would be plainly wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import mujoco
import numpy as np
import numpy.typing as npt

from offworld.geometry.rotation import FloatArray

Ints = npt.NDArray[np.int64]
Rows = tuple[FloatArray, FloatArray]
"""Residuals (n,) and their derivatives (n, nv)."""


class Task(Protocol):
    """Anything that gives rows."""

    def rows(self, model: Any, data: Any) -> Rows:
        """Weighted residuals and derivatives at the present positions."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meet:
    """A site is at a point, or at another site."""

    site: int
    """Site id."""
    point: FloatArray | None = None
    """(3,) set frame, m."""
    other: int | None = None
    """Site id instead of a point."""
    weight: float = 30.0
    """Per metre."""
    who: str = ""
    """Whose it is, for messages."""
    what: str = ""
    """What is asked, for messages: `the left hand on rail.s1`."""

    def gap(self, data: Any) -> FloatArray:
        """(3,) from the target to the site, m."""
        target = self.point if self.other is None else data.site_xpos[self.other]
        return np.asarray(data.site_xpos[self.site] - target)

    def rows(self, model: Any, data: Any) -> Rows:
        """Three rows."""
        derivative, _ = site_jacobian(model, data, self.site)
        if self.other is not None:
            derivative = derivative - site_jacobian(model, data, self.other)[0]
        return self.weight * self.gap(data), self.weight * derivative


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offset:
    """A site is at a place in the frame of another site."""

    site: int
    """Site id."""
    frame: int
    """Site id of the frame."""
    place: FloatArray
    """(3,) in that frame, m."""
    weight: float = 12.0
    """Per metre."""

    def rows(self, model: Any, data: Any) -> Rows:
        """Three rows."""
        arm = data.site_xmat[self.frame].reshape(3, 3) @ self.place
        mine, _ = site_jacobian(model, data, self.site)
        theirs, turn = site_jacobian(model, data, self.frame)
        residual = data.site_xpos[self.site] - data.site_xpos[self.frame] - arm
        return self.weight * residual, self.weight * (mine - theirs + skew(arm) @ turn)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Point:
    """An axis of a site points along a direction, along an axis of another site, or towards a place."""

    site: int
    """Site id."""
    axis: int
    """0, 1 or 2: the site's x, y or z."""
    weight: float
    """Per unit of the difference of the two directions."""
    along: FloatArray | None = None
    """(3,) unit, set frame."""
    other: int | None = None
    """Site id whose axis is followed."""
    other_axis: FloatArray | None = None
    """(3,) unit, in the frame of `other`."""
    towards: FloatArray | None = None
    """(3,) place, set frame, m."""
    towards_site: int | None = None
    """Site id of the place."""
    either_way: bool = False
    """True: the opposite direction is as good."""

    def rows(self, model: Any, data: Any) -> Rows:
        """Three rows; a place moves little while one turns to it, so its motion is left out."""
        direction = data.site_xmat[self.site].reshape(3, 3)[:, self.axis]
        _, turn = site_jacobian(model, data, self.site)
        derivative = -skew(direction) @ turn
        wanted = self._wanted(data)
        if self.either_way and float(direction @ wanted) < 0.0:
            wanted = -wanted
        if self.other is not None:
            derivative = derivative + skew(wanted) @ site_jacobian(model, data, self.other)[1]
        return self.weight * (direction - wanted), self.weight * derivative

    def _wanted(self, data: Any) -> FloatArray:
        if self.along is not None:
            return self.along
        if self.other is not None:
            return np.asarray(data.site_xmat[self.other].reshape(3, 3) @ self.other_axis)
        place = self.towards if self.towards_site is None else data.site_xpos[self.towards_site]
        way = place - data.site_xpos[self.site]
        return np.asarray(way / max(float(np.linalg.norm(way)), 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lie:
    """The head-up of one lies to that of another at a given cosine."""

    site: int
    """Site id."""
    other: int
    """Site id."""
    cosine: float
    """1 upright, 0 across, −1 inverted."""
    weight: float = 2.0
    """Per unit of cosine."""

    def rows(self, model: Any, data: Any) -> Rows:
        """One row."""
        a = data.site_xmat[self.site].reshape(3, 3)[:, 2]
        b = data.site_xmat[self.other].reshape(3, 3)[:, 2]
        turn = np.cross(a, b)
        mine, theirs = site_jacobian(model, data, self.site)[1], site_jacobian(model, data, self.other)[1]
        derivative = turn @ (mine - theirs)
        return self.weight * np.array([float(a @ b) - self.cosine]), self.weight * derivative[None, :]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posture:
    """Joints rest near given angles."""

    dofs: Ints
    """(n,) velocity indices."""
    coordinates: Ints
    """(n,) coordinate indices."""
    angles: FloatArray
    """(n,) rad."""
    weight: FloatArray
    """(n,) per rad."""

    def rows(self, model: Any, data: Any) -> Rows:
        """One row for each joint."""
        derivative = np.zeros((len(self.dofs), model.nv))
        derivative[np.arange(len(self.dofs)), self.dofs] = self.weight
        return self.weight * (data.qpos[self.coordinates] - self.angles), derivative


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stay:
    """A root stays near its first place and attitude, so that nothing wanders that is not asked for."""

    site: int
    """Site id of the hips."""
    point: FloatArray
    """(3,) m."""
    axes: FloatArray
    """(3, 3) columns: the hips' x, y, z in the set frame."""
    weight: float = 0.15
    """Per metre and per unit of direction."""

    def rows(self, model: Any, data: Any) -> Rows:
        """Nine rows."""
        place, turn = site_jacobian(model, data, self.site)
        now = data.site_xmat[self.site].reshape(3, 3)
        residual = np.concatenate([
            data.site_xpos[self.site] - self.point, now[:, 0] - self.axes[:, 0], now[:, 2] - self.axes[:, 2],
        ])  # fmt: skip
        derivative = np.vstack([place, -skew(now[:, 0]) @ turn, -skew(now[:, 2]) @ turn])
        return self.weight * residual, self.weight * derivative


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clear:
    """Shapes that may touch stay apart by the model's margin."""

    margin: float
    """m."""
    weight: float = 25.0
    """Per metre."""

    def rows(self, model: Any, data: Any) -> Rows:
        """One row for each pair that is too near; needs collisions at the present positions."""
        residuals, derivatives = [np.zeros(0)], [np.zeros((0, model.nv))]
        for i in range(data.ncon):
            contact = data.contact[i]
            if contact.dist >= self.margin:
                continue
            normal = contact.frame[:3]
            first, second = (
                _body_jacobian(model, data, contact.pos, model.geom_bodyid[g]) for g in contact.geom
            )
            residuals.append(np.array([self.weight * (self.margin - contact.dist)]))
            derivatives.append(-self.weight * (normal @ (second - first))[None, :])
        return np.concatenate(residuals), np.vstack(derivatives)


def site_jacobian(model: Any, data: Any, site: int) -> tuple[FloatArray, FloatArray]:
    """Derivatives (3, nv) of a site's place and of its turning, set frame."""
    place, turn = np.zeros((3, model.nv)), np.zeros((3, model.nv))
    mujoco.mj_jacSite(model, data, place, turn, site)
    return place, turn


def skew(v: FloatArray) -> FloatArray:
    """The matrix (3, 3) of the vector product from the left with v (3,)."""
    return np.array([[0.0, -v[2], v[1]], [v[2], 0.0, -v[0]], [-v[1], v[0], 0.0]])


def _body_jacobian(model: Any, data: Any, point: FloatArray, body: int) -> FloatArray:
    place = np.zeros((3, model.nv))
    mujoco.mj_jac(model, data, place, None, point, body)
    return place
