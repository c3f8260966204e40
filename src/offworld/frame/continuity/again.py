"""A shot looked for again so that it cuts with another: what it then owes that one is told to the search."""

from __future__ import annotations

from dataclasses import replace

from offworld.film.continuity import BANDS, CutBands
from offworld.film.framing import AskedShot, Placed
from offworld.frame.continuity.side import Side
from offworld.frame.continuity.wishes import continued
from offworld.frame.explain import judged
from offworld.frame.search import ROUND
from offworld.frame.settle import settled
from offworld.frame.shots import Floor, both_ways
from offworld.frame.solve import solve
from offworld.frame.span import span_of


def found_again(
    asked: AskedShot, floor: Floor, other: Side, bands: CutBands = BANDS, *, budget: int = ROUND
) -> tuple[Placed, ...]:
    """Places for a shot on the right side of the line to another shot, and from another angle.

    Args:
        asked: the shot.
        floor: its take, room and lenses.
        other: the shot on the other side of the cut; the sides of a line and angles are the same both ways round.
        bands: what is called bad.
        budget: evaluations.

    Returns:
        Those that keep the hard conditions and the size, each scored as if the other shot were not there; the best for
        both first. None where the other shot asks for nothing.
    """
    span = span_of(asked, floor.take)
    framing = replace(asked.framing, start=span.start, end=span.end)
    ways = both_ways(framing)
    found: list[tuple[float, Placed]] = []
    for way in ways:
        problem = floor.problem(way, span, other.axes[1])
        owing = continued(problem, other, bands)
        if len(owing.wishes) == len(problem.wishes):
            return ()
        lenses = {lens.focal_mm: lens for lens in problem.lenses}
        for one in solve(owing, budget=budget // len(ways)).answers:
            now = judged(problem, one.position, one.attitude, lenses[one.lens_mm])
            now = settled(now, problem, floor.references(other.axes[1]))
            found.append((one.score.total, replace(now, focus_m=one.focus_m)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))
