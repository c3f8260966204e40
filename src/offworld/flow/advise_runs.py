"""Takes of a scene and of its changes: many wishes at once, each run kept as soon as it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from offworld.errors import NotPossible
from offworld.flow.cache import Cache
from offworld.flow.files import digest_of
from offworld.flow.odds_runs import Asked, job_of, key_of, read_rows, spans
from offworld.flow.records import write_record
from offworld.flow.runner import Runner

if TYPE_CHECKING:
    from offworld.film.advice import Change
    from offworld.film.odds import TakeRow
    from offworld.film.scene import Rehearsal


@dataclass(slots=True, kw_only=True, eq=False)
class Contender:
    """A scene with one change, or as written."""

    change: Change | None
    """None: as written."""
    asked: Asked
    """Its takes."""
    made: int = 0
    """Takes that there are, from 1."""
    refused: str = ""
    """Why there can be none; empty: there can."""


def contender(change: Change, rehearsal: Rehearsal, written: Asked, cache: Cache) -> Contender:
    """A change as something of which takes can be made, with the same people and the same random numbers.

    Args:
        change: which.
        rehearsal: the scene with it, and with the seed that its takes are to have.
        written: takes as written.
        cache: where notes can be laid.
    """
    from offworld.store.records import to_plain

    desk = cache.workplace()
    write_record(desk / "rehearsal.json", rehearsal)
    asked = replace(
        aside(written),
        key=digest_of([written.key, to_plain(rehearsal)]),
        given={**written.given, "rehearsal": desk / "rehearsal.json"},
    )
    return Contender(change=change, asked=asked)


def aside(asked: Asked) -> Asked:
    """The same takes, kept apart from those that `--takes` makes and clears away."""
    return replace(asked, profile=f"{asked.profile}-advice")


def make_some(wanted: Sequence[tuple[Contender, int]], cache: Cache, crew: Runner) -> int:
    """Makes takes 1 to so many of each contender, as far as they are not there; who cannot begin is marked.

    Returns:
        How many takes were wanted that had not been wanted before.

    Raises:
        NotPossible: a worker was killed from outside, or the scene as written cannot begin. What was finished is kept.
    """
    desks = [cache.workplace() for _ in wanted]
    todo = [
        (one, span, takes, desk)
        for (one, takes), desk in zip(wanted, desks, strict=True)
        for span in spans(takes)
        if cache.find(one.asked.shelf, key_of(one.asked, span)) is None
    ]
    flying: dict[str, Contender] = {}
    while todo or flying:
        while todo and len(flying) < 2 * crew.workers:
            one, span, takes, desk = todo.pop(0)
            if one.refused:
                continue
            job = job_of(one.asked, span, takes, desk)
            flying[job.key] = one
            crew.start(job, cache.workplace())
        if not flying:
            break
        for job, out, error, _ in crew.wait():
            one = flying.pop(job.key)
            if error is None:
                cache.keep(one.asked.shelf, job.key, out)
            elif isinstance(error, NotPossible) and one.change is not None:
                one.refused = str(error)
            else:
                raise error
    new = 0
    for one, takes in wanted:
        if not one.refused:
            new += max(0, takes - one.made)
            one.made = max(one.made, takes)
    return new


def rows(one: Contender, takes: int, cache: Cache) -> tuple[TakeRow, ...]:
    """Rows of its first takes, which have been made."""
    return read_rows(one.asked, takes, cache)[0]


def clear(kept: Sequence[Contender], cache: Cache) -> None:
    """Drops what was made for changes of another state of the scene."""
    shelves = {one.asked.shelf for one in kept if one.asked.profile.endswith("-advice")}
    keys = tuple(one.asked.key for one in kept)
    for shelf in sorted(shelves):
        cache.prune(shelf, lambda key: key.startswith(keys))
