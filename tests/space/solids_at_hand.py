"""Solids and shapes that the tests of this folder share."""

import numpy as np

from offworld.film.stage_set import Solid, StageSet
from offworld.geometry import rotation
from offworld.space import Solids

SIZES = {
    "box": (0.6, 0.2, 1.0),
    "sphere": (0.7, 0.7, 0.7),
    "cylinder": (0.5, 0.5, 0.8),
    "capsule": (0.4, 0.4, 1.1),
}


def one(kind, position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0), size=None, **more):
    return Solid(
        id=more.pop("id", kind), shape=kind, size_m=size or SIZES[kind], position=tuple(position),
        attitude=tuple(attitude), **more,
    )  # fmt: skip


def turned(kind, rng, name=None):
    return one(kind, rng.uniform(-1, 1, 3), rotation.random(rng, 1)[0], id=name or kind)


def room(*solids, **more):
    return StageSet(id="room", title="Room", up=(0.0, 0.0, 1.0), solids=solids, **more)


def surface(solid, n, rng):
    """Points (n, 3) all over the surface of a solid, set frame."""
    x, y, z = (s / 2 for s in solid.size_m)
    way = rng.normal(size=(n, 3))
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    if solid.shape == "sphere":
        local = way * x
    elif solid.shape == "capsule":
        local = way * x
        local[:, 2] += rng.uniform(-1, 1, n) * (z - x)
        # Off the tube: those between the caps are brought out to its radius.
        middle = np.abs(local[:, 2]) <= z - x
        flat = local[middle, :2]
        local[middle, :2] = flat / np.linalg.norm(flat, axis=1, keepdims=True) * x
        caps = ~middle
        centre = np.sign(local[caps, 2:]) * (z - x) * np.array([0, 0, 1.0])
        out = local[caps] - centre
        local[caps] = centre + out / np.linalg.norm(out, axis=1, keepdims=True) * x
    elif solid.shape == "cylinder":
        angle, r = rng.uniform(0, 2 * np.pi, n), x * np.sqrt(rng.uniform(0, 1, n))
        lid = rng.random(n) < 0.5
        r = np.where(lid, r, x)
        height = np.where(lid, np.where(rng.random(n) < 0.5, -z, z), rng.uniform(-z, z, n))
        local = np.c_[r * np.cos(angle), r * np.sin(angle), height]
    else:
        local = rng.uniform(-1, 1, (n, 3)) * [x, y, z]
        axis = rng.integers(0, 3, n)
        side = np.where(rng.random(n) < 0.5, -1.0, 1.0)
        local[np.arange(n), axis] = side * np.array([x, y, z])[axis]
    return np.array(solid.position) + rotation.rotate(solid.attitude, local)


def arrays(*solids):
    return Solids.from_solids(list(solids))
