"""Why a shot cannot be had, and what would free it: found by trying, with one condition at a time taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from offworld.film.framing import SIZES, Framing
from offworld.frame.local import Found
from offworld.frame.problem import Lens, Problem
from offworld.frame.search import Search, search
from offworld.frame.terms.size import SizeWish, nearest_size

TOO_FAR_OFF: Final = 0.5
"""Octaves by which a size may be missed: more is another shot than the one asked for [I: about one class]."""
TRIAL: Final = 600
"""Evaluations of each trial of what would free a shot."""
FOCALS_MM: Final = (8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 21.0, 25.0, 32.0, 40.0, 50.0, 65.0, 75.0, 100.0, 135.0)
"""Focal lengths that exist [R: handbook camera, section 3.2, and rectilinear 8 to 12 mm]: what may be advised."""
SMALL_M: Final = 0.10
"""m round a small camera [I: a mirrorless body with a short lens]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A refusal."""

    reason: str
    """Which condition fails."""
    remedy: str
    """What would free it; empty if nothing that was tried does."""
    evaluations: int
    """Spent on finding out."""

    @property
    def text(self) -> str:
        """Both in one line."""
        return f"{self.reason}; {self.remedy}" if self.remedy else self.reason


def size_kept(problem: Problem, found: Found) -> np.ndarray:
    """(n,) whether the size asked for is about that: within `TOO_FAR_OFF`."""
    index = _size_wish(problem)
    if index is None:
        return np.ones(len(found.poses), dtype=bool)
    return np.asarray(np.abs(found.worth.values[:, index]) <= TOO_FAR_OFF)


def no_lens(framing: Framing, package: tuple[Lens, ...]) -> Why:
    """Nothing to shoot with."""
    have = ", ".join(f"{lens.focal_mm:g}" for lens in package) or "none"
    asked = "no lens" if framing.lens_mm is None else f"no lens of {framing.lens_mm:g} mm"
    return Why(reason=f"there is {asked} in the package; it has {have} mm", remedy="", evaluations=0)


def refusal(problem: Problem, found: Search, seed: int) -> Why:
    """Why nothing of what was tried will do.

    Args:
        problem: what is asked for, with at least one lens.
        found: a search of it in which no answer keeps the hard conditions and the size.
        seed: for the trials.
    """
    trials = _Trials(problem, seed)
    if len(found.best.poses):
        reason = _size_missed(problem, found)
        remedy = trials.lens(longer=_too_small(problem, found)) or trials.others()
    else:
        reason = _conditions(problem, found.tried)
        remedy = trials.lens(longer=False) or trials.lens(longer=True) or trials.others()
    return Why(reason=reason, remedy=remedy, evaluations=trials.used)


class _Trials:
    """Searches with one thing changed."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem = problem
        self.seed = seed
        self.used = 0

    def works(self, problem: Problem) -> bool:
        found = search(problem, budget=TRIAL, seed=self.seed, answers=3)
        self.used += found.evaluations
        return bool(np.any(size_kept(problem, found.best))) if len(found.best.poses) else False

    def lens(self, *, longer: bool) -> str:
        """The first focal length beyond the package that frees the shot; empty if none does."""
        have = [lens.focal_mm for lens in self.problem.lenses]
        edge = max(have) if longer else min(have)
        beyond = [f for f in FOCALS_MM if (f > edge if longer else f < edge)]
        model = self.problem.lenses[-1 if longer else 0]
        for focal in beyond if longer else reversed(beyond):
            lens = replace(
                model, focal_mm=focal, near_m=model.near_m * (focal / model.focal_mm if longer else 1.0)
            )
            if self.works(replace(self.problem, lenses=(lens,))):
                what = _shot(self.problem)
                side = "longer" if longer else "wider"
                return f"{what} here needs {focal:g} mm or {side}; the package has {_span(have)}"
        return ""

    def others(self) -> str:
        """What else would free it; empty if nothing tried does."""
        framing, rig = self.problem.framing, self.problem.rig
        if rig.behind and self.works(replace(self.problem, rig=replace(rig, behind=()))):
            return f"locked off, without {framing.by or 'somebody'} behind the camera, there is room"
        small = replace(rig, clear_m=SMALL_M, behind=())
        if rig.clear_m > SMALL_M and self.works(replace(self.problem, rig=small)):
            return f"a camera that needs {SMALL_M:g} m round it, not {rig.clear_m:g} m, has room"
        near = tuple(replace(lens, near_m=0.1) for lens in self.problem.lenses)
        if self.works(replace(self.problem, lenses=near)):
            return "lenses that focus on 0.1 m would do"
        freed = self.works(replace(self.problem, eyes=()))
        return "seen from behind, without the eyes, it can be had" if freed else ""


def _size_wish(problem: Problem) -> int | None:
    return next((k for k, wish in enumerate(problem.wishes) if isinstance(wish, SizeWish)), None)


def _too_small(problem: Problem, found: Search) -> bool:
    index = _size_wish(problem)
    return index is not None and float(found.best.worth.values[0, index]) < 0.0


def _size_missed(problem: Problem, found: Search) -> str:
    """The size that comes nearest in place of the one asked for."""
    index = _size_wish(problem)
    assert index is not None
    values = found.best.worth.values[:, index]
    nearest = float(values[np.abs(values).argmin()])
    wish = problem.wishes[index]
    assert isinstance(wish, SizeWish)
    share = wish.share * 2.0**nearest
    got = SIZES[int(nearest_size(np.array([share]))[0])]
    way = "closer" if nearest > 0.0 else "wider"
    return f"{article(wish.size)} of {wish.person} cannot be had: the nearest to it is {article(got)}, {way} than asked"


def _conditions(problem: Problem, tried: Found) -> str:
    """The hard conditions that stand in the way, those that alone keep most from being an answer first."""
    broken = tried.worth.slack < 0.0
    names = _names(problem)
    alone = np.array([(broken[:, k] & (broken.sum(axis=1) == 1)).sum() for k in range(broken.shape[1])])
    often = broken.mean(axis=0)
    order = sorted(range(len(names)), key=lambda k: (-alone[k], -often[k]))
    chosen = [k for k in order if often[k] > 0.5 or k == order[0]]
    words = [names[k][0] for k in chosen] if len(chosen) > 1 else [names[chosen[0]][0]]
    share = ", ".join(f"{names[k][1]} in {often[k]:.0%}" for k in order if often[k] > 0.0)
    return f"no place {' and '.join(words)} (of {len(tried.poses)} tried, {share} fail)"


def _names(problem: Problem) -> list[tuple[str, str]]:
    rig = problem.rig
    held = f" with {problem.framing.by} behind it" if rig.behind and problem.framing.by else ""
    out = [
        (f"is {rig.clear_m:g} m clear of walls and people{held}", "clearance"),
        ("is beyond the minimum focus of its lens", "minimum focus"),
    ]
    for who in problem.eyes:
        name = problem.moments[0][who.subject].id
        out.append((f"sees the eyes of {name}", f"eyes of {name}"))
    return out


def _shot(problem: Problem) -> str:
    size = problem.framing.size
    return article(size) if size is not None else "this shot"


def article(size: str) -> str:
    """A size as it is said: an MS, a CU."""
    return f"an {size}" if size[0] in "EFM" else f"a {size}"


def _span(focals: list[float]) -> str:
    if len(set(focals)) == 1:
        return f"{focals[0]:g} mm only"
    return f"{min(focals):g} to {max(focals):g} mm"
