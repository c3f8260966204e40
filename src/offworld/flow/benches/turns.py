"""How many possible turns in free flight come out as asked, from a fixed drawing.

What is possible is said beforehand by the handbook's degrees per cycle and the time (`turn_rule`), not by the move;
how much of that the move refuses is held to a bar as well. `docs/moves.md` says what is drawn.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from typing import Final

import numpy as np

from offworld.flow.answer import PROGRESS
from offworld.flow.benches.turn_trial import SPIN_OK, TurnRequest, TurnResult, draw_turn, try_turn
from offworld.flow.figure import Bar, Figure

PUBLISHED_SEED: Final = 8117
"""Of the figures that are told; drawn for the first time after the last change."""
SAMPLES: Final = 200
"""Possible turns of the published figure."""
PROCESSES: Final = 2
"""Trials run side by side."""
GOOD: Final = 0.95
"""Least share of what is possible that comes out within 2°, with |L| below 1e-4 N m s all the way."""
REFUSED: Final = 0.10
"""Largest share of what is possible that may be refused."""


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Runs the trials.

    Args:
        samples: possible turns; None: `SAMPLES`.
    """
    wanted = list(islice(possible_turns(PUBLISHED_SEED), samples or SAMPLES))
    PROGRESS.info("turning %d times …", len(wanted))
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(PROCESSES, len(wanted)), mp_context=spawn) as pool:
        results = list(pool.map(try_turn, wanted, chunksize=4))
    return figures(results)


def possible_turns(seed: int) -> Iterator[TurnRequest]:
    """All drawn requests that count as possible, in order."""
    return (request for number in count() if (request := draw_turn(seed, number)).possible)


def figures(results: list[TurnResult]) -> tuple[Figure, ...]:
    """What the results say together."""
    many, tried = len(results), [one for one in results if not one.refused]
    drawn = results[-1].request.number + 1
    off = np.array([one.off for one in tried]) if tried else np.array([np.nan])
    return (
        Figure(
            name=f"turns within 2° and without momentum, share of {many} possible",
            value=sum(one.good for one in results) / many, unit="", baseline=many / drawn,
            against="share of what was drawn that counts as possible", bar=Bar(sense="at least", limit=GOOD),
        ),
        Figure(
            name="possible turns refused, share", value=(many - len(tried)) / many, unit="",
            bar=Bar(sense="at most", limit=REFUSED),
        ),
        Figure(
            name="turns: largest |L| of any at any tick", value=max((one.spin for one in tried), default=0.0),
            unit="N m s", bar=Bar(sense="at most", limit=SPIN_OK),
        ),
        Figure(
            name="turns: angle off at the end, 95 of 100 below", value=float(np.quantile(off, 0.95)), unit="°",
            baseline=float(np.median(off)), against="half of them below",
        ),
    )  # fmt: skip
