"""A scene's set-ups chosen together: for each shot one of its answers, or one that is found for the cut's own sake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from offworld.film.continuity import CutKind, CutRules
from offworld.film.framing import Framed, Placed, ShotList
from offworld.film.scene import Film
from offworld.film.take import Take
from offworld.flow.cuts import RULES, Met, met
from offworld.frame.continuity.again import found_again
from offworld.frame.continuity.check import has
from offworld.frame.continuity.choose import best_tied, cost_of
from offworld.frame.continuity.side import Side, view_of
from offworld.frame.shots import Floor

MENDED: Final[tuple[CutKind, ...]] = ("line", "eyeline", "jump cut")
"""Faults for which a shot is looked for again: a search can be told of the side of the line and of another angle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Which place each shot takes so that shots and cuts together are best."""

    chosen: Mapping[str, Placed]
    """Of each shot asked for in words that has the picture and is not kept."""
    numbers: Mapping[str, int]
    """Index into its answers; as many as it has: one that was found for a cut's sake."""
    first: float
    """What the cuts cost with the first answer of each, in scores of a shot."""
    best: float
    """What they cost so."""


def together(
    take: Take, film: Film, framed: Sequence[Framed], rules: CutRules = RULES, asked: ShotList | None = None
) -> Together:
    """Chooses.

    Args:
        take: with a set-up for each shot.
        film: for its rate and gate.
        framed: what came of the shots asked for in words. One that is kept, and a camera placed by hand, stand where
            they stand.
        rules: the cuts as written, and what is called bad.
        asked: those shots as asked for: one whose cut cannot be mended with its answers is looked for again. None:
            only answers are chosen from.

    Raises:
        NotPossible: a camera cannot be placed.
    """
    choice = _Choice(take, film, framed, rules)
    first = choice.cost(dict.fromkeys(choice.names, 0))
    rows = choice.best()
    if asked is not None and choice.widened(rows, asked):
        rows = choice.best()
    free = {one.framing.id for one in framed if one.status == "found"}
    numbers = {name: row for name, row in rows.items() if name in free}
    return Together(
        chosen={name: choice.answers[name][row] for name, row in numbers.items()}, numbers=numbers,
        first=first, best=choice.cost(rows),
    )  # fmt: skip


class _Choice:
    """The cuts of a scene, and what each of its shots may be."""

    def __init__(self, take: Take, film: Film, framed: Sequence[Framed], rules: CutRules) -> None:
        self.take, self.sensor, self.bands = take, film.sensor, rules.bands
        self.pairs: tuple[Met, ...] = met(take, film, framed, rules)
        self.cameras = [one.before.camera for one in self.pairs[:1]]
        self.cameras += [one.after.camera for one in self.pairs]
        self.names = tuple(dict.fromkeys(self.cameras))
        known = {one.framing.id: one.answers for one in framed if one.answers}
        self.answers: dict[str, tuple[Placed, ...]] = {
            name: known[name] for name in self.names if name in known
        }

    def best(self) -> dict[str, int]:
        """Which answer of each camera."""
        if not self.cameras:
            return {}
        worth = {
            name: [one.score.total for one in self.answers[name]] if name in self.answers else [1.0]
            for name in self.names
        }
        # Of equals the earlier is taken; those found for a cut's sake may be worth more than the last of the others.
        return best_tied(self.cameras, worth, lambda cut, i, j: cost_of(*self._sides(cut, i, j), self.bands))

    def cost(self, rows: Mapping[str, int]) -> float:
        """What all cuts cost with these answers."""
        return sum(
            cost_of(*self._sides(cut, rows[one.before.camera], rows[one.after.camera]), self.bands)
            for cut, one in enumerate(self.pairs)
        )

    def widened(self, rows: Mapping[str, int], asked: ShotList) -> bool:
        """Looks again for the shots on both sides of each cut that is still at fault; True if there is more now."""
        shots = {one.framing.id: one for one in asked.shots if one.kept is None}
        floor = Floor.of(self.take, asked.package, self.sensor)
        more: dict[str, list[Placed]] = {}
        for cut, pair in enumerate(self.pairs):
            before, after = self._sides(cut, rows[pair.before.camera], rows[pair.after.camera])
            if not any(has(before, after, kind, self.bands) for kind in MENDED):
                continue
            for moved, other in ((after, before), (before, after)):
                if moved.camera in shots and moved.camera in self.answers:
                    more.setdefault(moved.camera, []).extend(
                        found_again(shots[moved.camera], floor, other, self.bands)
                    )
        for name, found in more.items():
            self.answers[name] = (*self.answers[name], *found)
        return any(more.values())

    def _sides(self, cut: int, one: int, other: int) -> tuple[Side, Side]:
        pair = self.pairs[cut]
        return self._seen(pair.before, one), self._seen(pair.after, other)

    def _seen(self, side: Side, answer: int) -> Side:
        found = self.answers.get(side.camera)
        if found is None:
            return side
        return replace(side, view=view_of(found[answer], self.sensor.height_mm))
