"""Where words go on a drawing so that they do not lie on each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Box = tuple[float, float, float, float]

_WIDE: Final = 0.56
"""Mean width of a letter, of its size; sans serif letters, recalled."""
_RINGS: Final = (1.0, 1.6, 2.4, 3.4)
"""How far out places are tried, in sizes of the letters."""
_WAYS: Final = (
    (1.0, -0.5),
    (1.0, 0.9),
    (-1.0, -0.5),
    (-1.0, 0.9),
    (0.0, -1.2),
    (0.0, 1.6),
    (1.0, 0.2),
    (-1.0, 0.2),
)
"""Directions tried: right first, then left, then above and below; y down."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What is taken already on one drawing."""

    low: tuple[float, float]
    """Upper left corner that words must keep within."""
    high: tuple[float, float]
    """Lower right corner."""
    taken: list[Box] = field(default_factory=list)
    """Boxes: left, top, right, bottom."""

    def block(self, x: float, y: float, radius: float) -> None:
        """Keeps words off a round mark."""
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def put(self, x: float, y: float, letters: int, size: float, gap: float) -> tuple[float, float]:
        """Finds room for a word beside a place.

        Args:
            x: of the place.
            y: of the place, down.
            letters: how many there are.
            size: of the letters.
            gap: from the place to the nearest edge of the word.

        Returns:
            Where its line of writing begins: left, and the foot of the letters.
        """
        width = letters * _WIDE * size
        best: tuple[float, Box] | None = None
        for ring in _RINGS:
            for right, down in _WAYS:
                reach = gap + (ring - 1.0) * size
                left = x + (reach if right > 0 else -reach - width if right < 0 else -0.5 * width)
                foot = y + down * size * ring
                box = (left, foot - 0.8 * size, left + width, foot + 0.2 * size)
                amiss = sum(_overlap(box, other) for other in self.taken) + 4.0 * self._outside(box)
                if best is None or amiss < best[0] - 1e-9:
                    best = (amiss, box)
            if best is not None and best[0] < 1e-9:
                break
        assert best is not None
        self.taken.append(best[1])
        return best[1][0], best[1][3] - 0.2 * size

    def _outside(self, box: Box) -> float:
        over = max(0.0, self.low[0] - box[0]) + max(0.0, box[2] - self.high[0])
        return over + max(0.0, self.low[1] - box[1]) + max(0.0, box[3] - self.high[1])


def _overlap(a: Box, b: Box) -> float:
    """Area that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
