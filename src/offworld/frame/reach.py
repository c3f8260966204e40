"""Which lens a size needs in a room: how far away a lens can be there, and what it then makes of a head.

A head of height hd at a distance z is the share s = f hd / (z h) of a frame of height h, so a size with share s needs
the lens f = s h z / hd, and the longest free line z gives the longest lens (handbook camera, section 3.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.errors import Problem as Noted
from offworld.film.framing import AskedShot, Size
from offworld.film.kit import Package
from offworld.film.scene import Film
from offworld.film.stage_set import StageSet
from offworld.frame.from_take import HEAD_SHARE as HEAD_OF_STATURE
from offworld.frame.problem import Problem
from offworld.frame.room import Room
from offworld.frame.terms.size import HEAD_SHARE
from offworld.frame.why import TOO_FAR_OFF, article
from offworld.geometry.rotation import FloatArray
from offworld.space.ray import first_hit

LINES: Final = 300
"""Directions tried at first, all round; the best is then looked about more finely."""
STEPS: Final = 40
"""Places tried along each."""
NEAREST_M: Final = 0.15
"""m from the eyes to the nearest place tried."""
FARTHEST_M: Final = 60.0
"""m to the farthest, where nothing is in the way."""
FACE_COS: Final = 0.1
"""A lens that sees both eyes is no farther round a face than this, as the cosine of the angle from its front [I]."""
CHEEK_COS: Final = -0.5
"""Likewise one that sees one eye [I]."""
HEAD_M: Final = 0.08
"""m from a wall to the eyes of somebody whose head touches it, at least; a guess."""
_TINY: Final = 1e-9
ABOUT: Final = 0.12
"""Radians about the best direction that are looked at more finely: the first ones lie so far apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a room allows for a size."""

    free_m: float | None = None
    """The longest free line from the eyes of the first person to a lens, m; None: nobody, or no size."""
    longest_mm: float | None = None
    """The longest lens that makes the size on that line; None likewise."""
    refused: str = ""
    """Why no lens of the package will do; empty if one may."""


def longest_mm(size: Size, head_m: float, gate_height_mm: float, free_m: float) -> float:
    """The longest focal length that makes a size from no farther than ``free_m`` away.

    Args:
        size: wanted.
        head_m: height of the head, crown to chin, m.
        gate_height_mm: height of the gate.
        free_m: from the eyes to the lens at most, m.
    """
    return HEAD_SHARE[size] * gate_height_mm * free_m / head_m


def longest_for(problem: Problem, package: Package) -> Limit:
    """What the room of a framing allows, at that of its moments at which it allows least."""
    size, on = problem.framing.size, problem.framing.on
    if size is None or not on or problem.framing.kind == "pov" or not problem.lenses:
        return Limit()
    least = {one.subject: one.count for one in problem.eyes}
    who = problem.index(on[0])
    cosine = {2: FACE_COS, 1: CHEEK_COS}.get(least.get(who, 0), -1.0)
    free = min(
        free_line(problem.room, people[who].eyes, people[who].forward, cosine, problem.rig.clear_m)
        for people in problem.moments
    )
    longest = longest_mm(size, problem.moments[0][who].head_m, problem.rig.gate_height_mm, free)
    limit = Limit(free_m=free, longest_mm=longest)
    widest = min(lens.focal_mm for lens in problem.lenses)
    if widest <= longest * 2.0**TOO_FAR_OFF:
        return limit
    have = [lens.focal_mm for lens in problem.lenses]
    text = f"no lens gets more than {free:.2f} m away from the eyes of {on[0]}"
    return Limit(free_m=free, longest_mm=longest, refused=f"{text}; {needs(size, longest, have, package)}")


def needs(size: Size, longest: float, have: list[float], package: Package) -> str:
    """What would do: the longest lens, and which the package or its set has of that kind."""
    what = f"{article(size)} here needs {rounded(longest)} mm or wider"
    packed = [one for one in package.lenses_mm if one <= longest]
    others = [one for one in package.others_mm if one <= longest]
    if packed:
        return f"{what}, not the {_span(have)} asked for; the package has {_list(packed)}"
    lacking = f"{what}, and the package has {_span(package.lenses_mm or have)}"
    return f"{lacking}; {package.lens_set} has {_list(others)} too" if others else lacking


def lens_warnings(film: Film) -> tuple[Noted, ...]:
    """Shots that no lens of a film can make, wherever in their set anybody is: what is known before a take."""
    sets = {one.id: one for one in film.sets}
    statures = {one.id: one.stature_m for one in film.people}
    found = (
        _warning(asked, sets[scene.set_id], statures, film)
        for scene in film.scenes
        for asked in scene.framings
        if asked.kept is None
    )
    return tuple(one for one in found if one is not None)


def _warning(
    asked: AskedShot, stage_set: StageSet, statures: Mapping[str, float], film: Film
) -> Noted | None:
    framing, package = asked.framing, film.package
    size = framing.size
    have = [framing.lens_mm] if framing.lens_mm is not None else list(package.lenses_mm)
    if size is None or framing.kind == "pov" or not framing.on or not have:
        return None
    free = widest_m(stage_set, package.clear_m)
    longest = longest_mm(size, HEAD_OF_STATURE * statures[framing.on[0]], film.sensor.height_mm, free)
    if min(have) <= longest * 2.0**TOO_FAR_OFF:
        return None
    return Noted(
        what=f"{article(size)} of {framing.on[0]} cannot be had in {stage_set.id}, where no lens gets more than "
        f"{free:.2f} m away from anybody's eyes",
        remedy=needs(size, longest, have, package), kind="no-lens-fits", warning=True,
    ).at(framing.place.file, framing.place.line or None, framing.place.column or None)  # fmt: skip


def widest_m(stage_set: StageSet, clear_m: float) -> float:
    """No line from anybody's eyes to a lens is longer in a set, m: its diagonal less the room that both need."""
    sides = np.asarray(stage_set.high, dtype=np.float64) - np.asarray(stage_set.low, dtype=np.float64)
    return float(np.linalg.norm(np.maximum(sides - clear_m - HEAD_M, 0.0)))


def rounded(focal_mm: float) -> str:
    """A focal length as a bound that is kept: never rounded up."""
    return f"{np.floor(focal_mm):g}" if focal_mm >= 10.0 else f"{np.floor(10.0 * focal_mm) / 10.0:g}"


def free_line(room: Room, eyes: FloatArray, forward: FloatArray, cosine: float, clear_m: float) -> float:
    """The longest free line from somebody's eyes to where a camera can be, m.

    Args:
        room: what is fixed.
        eyes: (3,) m, set frame.
        forward: (3,) unit, out of the face.
        cosine: least of the angle between that and the line.
        clear_m: room that the camera needs.

    Returns:
        Metres; `NEAREST_M` if there is no place at all.
    """
    ways = _round(LINES)
    ways = ways[ways @ forward >= cosine]
    lengths = _lengths(room, eyes, ways, clear_m)
    best = ways[int(lengths.argmax())]
    finer = best + ABOUT * _round(LINES)
    finer /= np.linalg.norm(finer, axis=1, keepdims=True)
    finer = finer[finer @ forward >= cosine]
    again = _lengths(room, eyes, finer, clear_m) if len(finer) else lengths
    return float(max(lengths.max(), again.max()))


def _lengths(room: Room, eyes: FloatArray, ways: FloatArray, clear_m: float) -> FloatArray:
    """(n,) m that a lens gets away along each direction (n, 3)."""
    reach = np.full(len(ways), FARTHEST_M)
    if len(room.solids):
        reach = np.minimum(reach, first_hit(room.solids, eyes[None], ways).distance - clear_m)
    towards = ways @ room.normals.T
    # A wall that the line leaves behind is no bound, however near the head is to it.
    near = (room.offsets - clear_m - room.normals @ eyes) / np.maximum(towards, _TINY)
    walls = np.where(towards > _TINY, near, np.inf)
    reach = np.minimum(reach, walls.min(axis=1, initial=FARTHEST_M))
    steps = np.linspace(0.0, 1.0, STEPS)
    away = NEAREST_M + steps * np.maximum(reach - NEAREST_M, 0.0)[:, None]
    places = eyes + away[..., None] * ways[:, None, :]
    clear = room.clearance(places.reshape(-1, 3)).reshape(away.shape) >= clear_m - 1e-9
    return np.asarray(np.where(clear, away, NEAREST_M).max(axis=1))


def _round(count: int) -> FloatArray:
    """(n, 3) unit directions, evenly all round (Fibonacci's spiral)."""
    index = np.arange(count) + 0.5
    height = 1.0 - 2.0 * index / count
    turn = np.pi * (1.0 + np.sqrt(5.0)) * index
    flat = np.sqrt(1.0 - height**2)
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), height], axis=1)


def _span(focals: Sequence[float]) -> str:
    return f"{focals[0]:g} mm" if len(set(focals)) == 1 else f"{min(focals):g} to {max(focals):g} mm"


def _list(focals: list[float]) -> str:
    return ", ".join(f"{one:g}" for one in sorted(focals)) + " mm"
