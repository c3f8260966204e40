"""What hides whom, and what a camera must keep clear of: the set and all bodies at one moment."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from offworld.frame.hulls import hull_slack
from offworld.frame.room import Room, ray_slack
from offworld.frame.subject import Subject
from offworld.geometry.rotation import FloatArray
from offworld.space.solids import CAPSULE, IntArray

CLEAR_M: Final = 0.05
"""m: a ray that passes farther than this from everything is told as this far."""
TURNED_M: Final = 0.2
"""m of slack told for a point whose normal points straight at the lens; less as it turns away, by its cosine."""


class Obstacles:
    """Room and bodies at one moment."""

    def __init__(self, room: Room, people: tuple[Subject, ...], ghost: int | None) -> None:
        """Makes ready what all lenses share; ``ghost`` is the person who is in nobody's way."""
        self.room = room
        self.people = people
        here = [(i, one) for i, one in enumerate(people) if i != ghost]
        self.centres = np.concatenate([one.centres for _, one in here]) if here else np.zeros((0, 3))
        self.radii = np.concatenate([one.radii for _, one in here]) if here else np.zeros(0)
        self._owner = np.concatenate([np.full(len(one.radii), i) for i, one in here]) if here else np.zeros(0)
        self._heads = np.concatenate([one.own_head for _, one in here]) if here else np.zeros(0)
        caps = np.where(room.solids.kind == CAPSULE, room.solids.half[:, 0], 0.0)
        self._bounds = room.solids.half + caps[:, None] * np.array([0.0, 0.0, 1.0]) + CLEAR_M
        self._faces = [len(one.face) for one in people]
        self._points = [np.concatenate([one.face, one.body]) for one in people]
        self._local = [room.local(points).transpose(1, 0, 2) for points in self._points]

    def distance(self, points: FloatArray, local: FloatArray | None = None) -> FloatArray:
        """(n,) m from points (n, 3) to the nearest solid, wall or body; ``local`` as `Room.local` gives them."""
        out = self.room.clearance(points, local)
        if len(self.radii):
            gap = np.sqrt(_apart2(points, self.centres)) - self.radii
            out = np.minimum(out, gap.min(axis=1))
        return out

    def slack(self, lenses: FloatArray, who: int, local: FloatArray, *, body: bool = True) -> FloatArray:
        """How far each point of a person is from being hidden.

        Args:
            lenses: (n, 3) m.
            who: index of the person looked at.
            local: (n, k, 3) the lenses as `Room.local` gives them.
            body: whether the points of the body are wanted as well as those of the face.

        Returns:
            (n, f + b) or (n, f) m, at most `CLEAR_M`: positive, seen; negative, hidden by the set, by a body, or turned
            away.
        """
        person, faces = self.people[who], self._faces[who]
        count = len(self._points[who]) if body else faces
        out = np.full((len(lenses), count), CLEAR_M)
        way = person.face - lenses[:, None, :]
        length = np.maximum(np.sqrt((way**2).sum(axis=-1)), 1e-9)
        cosine = -(way * person.face_normals).sum(axis=-1) / length
        out[:, :faces] = np.minimum(out[:, :faces], TURNED_M * cosine)
        if len(self.room.solids):
            self._past_solids(out, local, who)
        if len(self.radii):
            mine = self._owner == who
            # One's own body hides one's face (a hand before it), but no point of itself.
            self._past_bodies(out[:, :faces], lenses, person.face, ~mine | (self._heads < 0.5))
            if body:
                self._past_bodies(out[:, faces:], lenses, person.body, ~mine)
        return out

    def _past_solids(self, out: FloatArray, local: FloatArray, who: int) -> None:
        targets = self._local[who][:, : out.shape[1]]
        low, high, bounds = targets.min(axis=1), targets.max(axis=1), self._bounds
        # Lens and all points beyond the same face of a box: nothing of it is between them.
        beyond = ((local > bounds) & (low > bounds)) | ((local < -bounds) & (high < -bounds))
        pose, thing = np.nonzero(~(beyond[..., 0] | beyond[..., 1] | beyond[..., 2]))
        if not len(pose):
            return
        start = local[pose, thing]
        solids = self.room.solids
        way = targets[thing] - start[:, None, :]
        slack = ray_slack(solids.kind[thing], solids.half[thing], start, way)
        for convex, rows in solids.hulls(thing):
            slack[rows] = hull_slack(convex, start[rows], way[rows])
        _lower(out, pose, slack)

    def _past_bodies(
        self, out: FloatArray, lenses: FloatArray, points: FloatArray, balls: NDArray[np.bool_]
    ) -> None:
        """Lowers ``out`` (n, p) by what of some balls stands before points (p, 3) that lie together."""
        centres, radii = self.centres[balls], self.radii[balls]
        if not len(radii) or not len(points):
            return
        middle = points.mean(axis=0)
        spread = float(np.sqrt(((points - middle) ** 2).sum(axis=1)).max())
        way = middle - lenses
        length2 = np.maximum((way**2).sum(axis=1), 1e-12)[:, None]
        reached = way @ centres.T - (lenses * way).sum(axis=1)[:, None]
        along = np.clip(reached / length2, 0.0, 1.0)
        gap2 = _apart2(lenses, centres) - 2.0 * along * reached + along**2 * length2
        pose, thing = np.nonzero(gap2 < (radii + spread + CLEAR_M) ** 2)
        if len(pose):
            _lower(out, pose, _ball_gap(lenses[pose], points, centres[thing], radii[thing]))


def _apart2(points: FloatArray, centres: FloatArray) -> FloatArray:
    """(n, s) squared distances of points (n, 3) from centres (s, 3)."""
    out = np.zeros((len(points), len(centres)))
    for i in range(3):
        out += (points[:, i, None] - centres[:, i]) ** 2
    return out


def _ball_gap(start: FloatArray, points: FloatArray, centres: FloatArray, radii: FloatArray) -> FloatArray:
    """(m, p) m by which the way from each start (m, 3) to every point (p, 3) passes its ball (m)."""
    away = centres - start
    square, dot = np.zeros((len(start), len(points))), np.zeros((len(start), len(points)))
    for i in range(3):
        way = points[:, i] - start[:, i, None]
        square += way * way
        dot += way * away[:, i, None]
    along = np.clip(dot / np.maximum(square, 1e-12), 0.0, 1.0)
    gap2 = (away**2).sum(axis=1)[:, None] - 2.0 * along * dot + along**2 * square
    return np.asarray(np.sqrt(np.maximum(gap2, 0.0)) - radii[:, None])


def _lower(out: FloatArray, pose: IntArray, slack: FloatArray) -> None:
    """Takes the least of each pose's rows (pose in rising order) into ``out``."""
    first = np.flatnonzero(np.concatenate([[True], pose[1:] != pose[:-1]]))
    rows = pose[first]
    out[rows] = np.minimum(out[rows], np.minimum.reduceat(slack, first, axis=0))
