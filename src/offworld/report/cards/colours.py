"""Everybody's colour on the papers: that of their suit, as in the pictures; of a palette where suits are alike."""

from __future__ import annotations

from collections import Counter
from typing import Final

from offworld.film.take import Take

_PALETTE: Final = 8
"""Colours of the pages' palette."""


def colours(take: Take) -> dict[str, str]:
    """A CSS colour for each person; `cards.css` says what each suit looks like in light and dark."""
    worn = Counter(person.suit for person in take.rehearsal.people)
    return {
        person.id: f"var(--suit-{person.suit})" if worn[person.suit] == 1 else f"var(--p{number % _PALETTE})"
        for number, person in enumerate(take.rehearsal.people)
    }
