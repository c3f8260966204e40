"""Searches the loops of poses by which people turn in free flight, and writes them for `offworld.rehearse.turning`.

Of all loops q(φ) = m + c₁ cos φ + c₂ cos 2φ + s₁ sin φ + s₂ sin 2φ it looks for the one with the least motion that
turns a man in the composite neutral posture by so many degrees a cycle about one axis of the chest and no other, with
hinges in comfortable ranges (narrower than anatomy's), hamstrings that stop a straight leg, and limbs clear of each
other and of the trunk. A path is one and more cycles with the way from the neutral posture into the loop and back.
What it writes depends on the processor in the last digits, so it is run by hand and its result kept.

Usage: find_turns.py AXIS DEGREES… [--start FILE] [--out FILE]    (each search starts from the one before)
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
from scipy.optimize import minimize

from offworld.body.posture import composite_posture
from offworld.film.person import Person
from offworld.flow.benches.draw import open_session
from offworld.geometry import rotation
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.turning.swing import Swing
from offworld.rehearse.turning.swinging import into_loop
from offworld.rehearse.turning.technique import AXES, HARMONICS

MAN = Person(id="ann", sex="male", stature_m=1.741, mass_kg=73.0)
"""The reference of the segment tables."""
COMFORT = {
    "lumbar_flexion": (-15, 35), "lumbar_side": (-15, 15), "lumbar_twist": (-8, 8), "thorax_flexion": (-8, 18),
    "thorax_side": (-12, 12), "thorax_twist": (-25, 25), "shoulder_flexion": (-45, 150),
    "shoulder_abduction": (0, 115), "shoulder_rotation": (-60, 50), "elbow_flexion": (8, 120),
    "hip_flexion": (-10, 110), "hip_abduction": (2, 40), "hip_rotation": (-30, 30), "knee_flexion": (5, 125),
}  # fmt: skip
"""Degrees that people move through without effort, guesses inside the ranges of `offworld.body.joints`."""
HAMSTRINGS = (72.0, 0.5)
"""Degrees to which a straight leg can be raised, and how much farther for each degree of the knee; a guess."""
COST = {"lumbar": 2.0, "thorax": 1.8, "shoulder": 0.6, "elbow": 0.7, "hip": 1.0, "knee": 0.8}
"""What a radian of each sort of hinge costs against one of the hip."""
CLEAR_M, CLEAR_COST, RANGE_COST = 0.03, 3e5, 300.0
HALF = 16
"""Steps of half a cycle."""


class Search:
    """One person, one axis."""

    def __init__(self, axis: str) -> None:
        self.axis, self.row = axis, AXES.index(axis)
        session = open_session(MAN, (), (), 1)
        self.actor = session.actors["ann"]
        self.names = hinge_names(self.actor)
        self.swing = Swing(self.actor)
        self.neutral = composite_posture()
        self.axes = self.swing.chest(self.neutral)
        self.spots = self._unknowns()
        plain = [name.removeprefix("left_").removeprefix("right_") for name in self.names]
        wide = (-400, 400)
        self.low, self.high = (
            np.radians([COMFORT.get(name, wide)[side] for name in plain]) for side in (0, 1)
        )
        self.low, self.high = np.minimum(self.low, self.neutral), np.maximum(self.high, self.neutral)
        self.cost = np.array([COST.get(name.split("_")[0], 0.0) for name in plain])
        self.pairs = self._pairs()
        self.need = np.minimum(CLEAR_M, self.clearances(self.neutral) - 0.005)

    def _unknowns(self) -> list[tuple[int, int, int, float]]:
        """(row of m, c₁, c₂, s₁, s₂; hinge; its mirror or -1; sign there)."""
        found = []
        for hinge, name in enumerate(self.names):
            plain = name.removeprefix("left_")
            if plain not in COMFORT or name.startswith("right_"):
                continue
            middle = plain.startswith(("lumbar", "thorax"))
            odd = middle and not plain.endswith("flexion")
            mirror = -1 if middle else self.names.index(f"right_{plain}")
            for row in range(5):
                back = row >= 3
                if middle and self.axis == "pitch" and odd:
                    continue
                if middle and self.axis != "pitch" and odd != back:
                    continue
                found.append((row, hinge, mirror, -1.0 if back and self.axis != "pitch" else 1.0))
        return found

    def rows(self, x: Any) -> Any:
        """(5, hinges) m (from neutral), c₁, c₂, s₁, s₂."""
        rows = np.zeros((5, len(self.names)))
        for value, (row, hinge, mirror, sign) in zip(x, self.spots, strict=True):
            rows[row, hinge] = value
            if mirror >= 0:
                rows[row, mirror] = sign * value
        return rows

    def path(self, x: Any, cycles: int = 2) -> Any:
        """(n + 1, hinges) poses of a few cycles with the ways in and out."""
        rows, phase = self.rows(x), np.linspace(0.0, 2.0 * np.pi * cycles, 2 * HALF * cycles + 1)
        angle = np.multiply.outer(phase, HARMONICS)
        swing = np.cos(angle) @ rows[1:3] + np.sin(angle) @ rows[3:] - rows[1:3].sum(axis=0)
        share = into_loop(phase, 2.0 * np.pi * cycles)[0]
        return self.neutral + np.multiply.outer(share, rows[:3].sum(axis=0)) + swing

    def turns(self, path: Any) -> tuple[Any, Any]:
        """Rotation vectors of a single cycle and of each further one, degrees, axes of the chest."""
        parts = [self.swing.turned(path[a * HALF : b * HALF + 1]) for a, b in ((0, 1), (1, 3), (3, 4))]
        single = rotation.multiply(parts[0], parts[2])
        further = rotation.multiply(rotation.multiply(parts[0], parts[1]), rotation.conjugate(parts[0]))
        return tuple(np.degrees(self.axes.T @ rotation.log(one)) for one in (single, further))

    def _pairs(self) -> list[tuple[int, int]]:
        """Pairs of shapes that must keep clear of each other."""
        model, chain = self.actor.system.model, ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
        by_part: dict[str, list[int]] = {}
        for geom in range(model.ngeom):
            by_part.setdefault(model.body(model.geom_bodyid[geom]).name.removeprefix("ann/"), []).append(geom)
        trunk = ("pelvis", "abdomen", "chest", "head")
        near = {("upper_arm", "chest"), ("thigh", "pelvis"), ("thigh", "abdomen"), ("upper_arm", "pelvis")}
        parts: list[tuple[str, str]] = [
            (f"{side}_{limb}", part) for side in ("left", "right") for limb in chain for part in trunk
            if (limb, part) not in near
        ]  # fmt: skip
        parts += [(f"left_{a}", f"right_{b}") for a in chain for b in chain]
        parts += [
            (f"{side}_{a}", f"{side}_{b}") for side in ("left", "right") for a in chain[:3] for b in chain[3:]
        ]
        return [(g, h) for a, b in parts for g in by_part[a] for h in by_part[b]]

    def clearances(self, angles: Any) -> Any:
        """(pairs,) m, 0.2 at most."""
        model, data, ends = self.actor.system.model, self.swing.data, np.zeros(6)
        data.qpos[self.actor.tree.hinge_coordinates] = angles
        mujoco.mj_kinematics(model, data)
        return np.array([mujoco.mj_geomDistance(model, data, g, h, 0.2, ends) for g, h in self.pairs])

    def price(self, x: Any) -> float:
        """What a loop costs: motion, and being out of range or too near."""
        path = self.path(x)
        motion = float(np.mean(np.square(np.diff(path, axis=0) * HALF / np.pi) @ self.cost))
        over = np.maximum(0.0, self.low - path) + np.maximum(0.0, path - self.high)
        knee = [self.names.index(f"{side}_knee_flexion") for side in ("left", "right")]
        hip = [self.names.index(f"{side}_hip_flexion") for side in ("left", "right")]
        strain = np.maximum(0.0, path[:, hip] - np.radians(HAMSTRINGS[0]) - HAMSTRINGS[1] * path[:, knee])
        near = [np.maximum(0.0, self.need - self.clearances(pose)) for pose in path[2 : 3 * HALF : 3]]
        return (
            motion + RANGE_COST * float(np.mean((over**2).sum(axis=1) + (strain**2).sum(axis=1)))
            + CLEAR_COST / 100.0 * float(np.mean([(one**2).sum() for one in near]))
        )  # fmt: skip

    def find(self, degrees: float, x: Any, rounds: int) -> Any:
        """The cheapest loop that turns by at least so much, from a first guess."""
        others = [row for row in range(3) if row != self.row]

        def off(x: Any) -> Any:
            single, further = self.turns(self.path(x))
            return np.concatenate([single[others], further[others]]) / 20.0

        def more(x: Any) -> Any:
            return np.array([turn[self.row] - degrees for turn in self.turns(self.path(x))]) / 20.0

        limits = [{"type": "ineq", "fun": more}]
        if self.axis != "pitch":
            odd = [i for i, row in enumerate(others * 2) if row != 1]
            limits.append({"type": "eq", "fun": lambda x: off(x)[odd]})
        found = minimize(
            self.price, x, method="SLSQP", constraints=limits, options={"maxiter": rounds, "ftol": 1e-4}
        )
        return found.x

    def tell(self, x: Any) -> None:
        """Print what a loop does."""
        path = self.path(x)
        single, further = self.turns(path)
        least = min(float(self.clearances(pose).min()) for pose in path)
        speed = np.abs(np.diff(path, axis=0)).max() * HALF / np.pi
        print(
            f"  one cycle {np.round(single, 2)}, further {np.round(further, 2)} degrees, price {self.price(x):.3f}"
        )
        print(f"  closest {1000 * least:.0f} mm, fastest hinge {speed:.2f} rad per rad of phase")
        for hinge, name in enumerate(self.names):
            if np.ptp(path[:, hinge]) > 0.01 and not name.startswith("right_"):
                print(f"  {name:25}", *(f"{value:4.0f}" for value in np.degrees(path[:: HALF // 4, hinge])))

    def written(self, x: Any) -> dict[str, list[float]]:
        """The loop as it is kept: degrees, from anatomical zero."""
        rows = self.rows(x)
        rows[0] += self.neutral
        hinges = {hinge for _, hinge, _, _ in self.spots}
        return {
            self.names[h].removeprefix("left_"): [round(float(v), 2) for v in np.degrees(rows[:, h])]
            for h in sorted(hinges)
        }

    def read(self, loop: dict[str, list[float]]) -> Any:
        """Unknowns from a loop that was kept."""
        rows = np.zeros((5, len(self.names)))
        for name, values in loop.items():
            hinge = self.names.index(name if name in self.names else f"left_{name}")
            rows[:, hinge] = np.radians(values)
            rows[0, hinge] -= self.neutral[hinge]
        return np.array([rows[row, hinge] for row, hinge, _, _ in self.spots])


def main() -> int:
    """Search and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("axis", choices=AXES)
    parser.add_argument("degrees", type=float, nargs="+")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=80)
    given = parser.parse_args()
    search = Search(given.axis)
    x = np.random.default_rng(given.seed).normal(size=len(search.spots)) * 0.15
    if given.start:
        x = search.read(json.loads(given.start.read_text())[given.axis])
    for degrees in given.degrees:
        began = time.perf_counter()
        x = search.find(degrees, x, given.rounds)
        print(f"{given.axis}, at least {degrees:g}°, {time.perf_counter() - began:.0f} s", flush=True)
        search.tell(x)
        if given.out:
            kept = json.loads(given.out.read_text()) if given.out.exists() else {}
            kept[given.axis] = search.written(x)
            given.out.write_text(json.dumps(kept, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
