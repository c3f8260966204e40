"""How many possible pushes come out as asked, and how many possible catches hold, from a fixed drawing.

What is possible is said beforehand by `offworld.rehearse.plan`, from reach, strength and kind of hold, before anybody
moves; how much of what was drawn it calls impossible is told and held to a bar as well, so that it cannot be made
easy. `docs/moves.md` says what is drawn.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import count
from typing import Final, TypeVar

import numpy as np

from offworld.flow.answer import PROGRESS
from offworld.flow.benches.catch_trial import CatchResult, try_catch
from offworld.flow.benches.draw import PUBLISHED_SEED
from offworld.flow.benches.push_trial import PushResult, try_push
from offworld.flow.figure import Bar, Figure

SAMPLES: Final = 1000
"""Possible pushes, and possible catches, of the published figure."""
PROCESSES: Final = 2
"""Trials run side by side."""
PUSHES_GOOD, CATCHES_GOOD = 0.970, 0.950
"""Least share of what is possible that comes out as asked."""
REFUSED = 0.15
"""Largest share of what is drawn that may be called impossible."""
GENTLE_N, GENTLE = 60.0, 0.96
"""Crews stay below 60 N 96 % of the time (handbook physics, section 4)."""

Result = TypeVar("Result", PushResult, CatchResult)


def measure(samples: int | None) -> tuple[Figure, ...]:
    """Runs both kinds of trial.

    Args:
        samples: possible trials of each kind; None: `SAMPLES`.
    """
    wanted = samples or SAMPLES
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn) as pool:
        PROGRESS.info("pushing off %d times …", wanted)
        pushes = run_trials(pool, partial(try_push, PUBLISHED_SEED), wanted)
        PROGRESS.info("catching %d times …", wanted)
        catches = run_trials(pool, partial(try_catch, PUBLISHED_SEED), wanted)
    return (
        *_figures("pushes within 5 % of speed, 2° and 2°/s", pushes, PUSHES_GOOD),
        _gentle("pushes", pushes),
        *_figures("catches held", catches, CATCHES_GOOD),
        _gentle("catches", catches),
    )


def run_trials(pool: ProcessPoolExecutor, trial: Callable[[int], Result], wanted: int) -> list[Result]:
    """Trials 0, 1, 2, … until so many were possible; those that were not are among them."""
    results: list[Result] = []
    for block in _blocks(wanted):
        results += pool.map(trial, block, chunksize=4)
        ends = [i for i, one in enumerate(results) if not one.refused]
        if len(ends) >= wanted:
            return results[: ends[wanted - 1] + 1]
    raise AssertionError("the numbers of trials have no end")


def _blocks(wanted: int) -> Iterator[range]:
    """All numbers from 0 on: first a little more than wanted, as some will be impossible, then smaller pieces."""
    first, piece = wanted + wanted // 10, max(4, wanted // 20)
    yield range(first)
    for k in count():
        yield range(first + k * piece, first + (k + 1) * piece)


def _figures(name: str, results: list[Result], least: float) -> tuple[Figure, Figure]:
    good = sum(one.good for one in results)
    refused = sum(bool(one.refused) for one in results)
    return (
        Figure(
            name=f"{name}, share of {len(results) - refused} possible", value=good / (len(results) - refused), unit="",
            baseline=good / len(results), against="of all that were drawn", bar=Bar(sense="at least", limit=least),
        ),
        Figure(
            name=f"{name.split(' ', maxsplit=1)[0]} called impossible beforehand, share", value=refused / len(results),
            unit="", bar=Bar(sense="at most", limit=REFUSED),
        ),
    )  # fmt: skip


def _gentle(name: str, results: list[Result]) -> Figure:
    loads = np.concatenate([one.loads for one in results])
    return Figure(
        name=f"{name}: load samples below {GENTLE_N:g} N at each hold, share", value=float(np.mean(loads < GENTLE_N)),
        unit="", bar=Bar(sense="at least", limit=GENTLE),
    )  # fmt: skip
