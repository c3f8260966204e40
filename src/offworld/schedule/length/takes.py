"""How many takes it needs until enough of them are good.

A take is good if its physics goes as written and performance, light and focus are good too. The share of good takes is
not known but thought to be about so much, as if so many takes had been seen (a beta distribution); takes that were
shot are added to it. The number of takes until `wanted` good ones is then beta negative-binomial (beta-geometric for
one), of which the quantile is planned (handbook schedule, 3.3: plan at P80).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, lgamma
from typing import Final

MOST_TAKES: Final = 99
"""No more are planned of one set-up: a scene that needs more needs another blocking."""


def takes_within(chance: float, share: float, weight: float, wanted: int = 1) -> int:
    """The least number of takes of which `wanted` are good with a chance, at most `MOST_TAKES`.

    Args:
        chance: 0 to 1.
        share: of good takes, as expected.
        weight: takes that this expectation counts as.
        wanted: good takes.
    """
    for takes in range(wanted, MOST_TAKES):
        if chance_of(takes, share, weight, wanted) >= chance - 1e-12:
            return takes
    return MOST_TAKES


def chance_of(takes: int, share: float, weight: float, wanted: int = 1) -> float:
    """Chance that among so many takes enough are good; see `takes_within`."""
    share = min(max(share, 1e-6), 1.0 - 1e-6)
    a, b = share * weight, (1.0 - share) * weight
    return 1.0 - sum(_exactly(k, takes, a, b) for k in range(min(wanted, takes + 1)))


def share_after(share: float, weight: float, shot: Iterable[tuple[int, int, float]]) -> tuple[float, float]:
    """The share of takes that are good apart from their physics, and its weight, after some were shot.

    Args:
        share: as thought before.
        weight: takes that this counts as.
        shot: takes, good ones of them, and the share of takes whose physics goes as written, for each scene.
    """
    good, tries, seen = share * weight, weight, weight
    for takes, kept, clean in shot:
        good += kept
        # Only takes whose physics went well could be good; how many did is what the rehearsal says, at least the good.
        tries += max(takes * clean, float(kept))
        seen += takes
    return min(good / tries, 1.0), seen


def _exactly(k: int, n: int, a: float, b: float) -> float:
    """Beta-binomial: exactly k of n."""
    log = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    log += lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b)
    log += lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(log)
