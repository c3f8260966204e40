"""``offworld draft``: change a line, and see the scene play from there through a lens within seconds."""

from __future__ import annotations

import os
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from offworld.errors import NotPossible
from offworld.flow.answer import PROGRESS, Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import digest_of
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.pool import Pool, killed
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known, read_record
from offworld.flow.restart import Past, changed_beats, first_change
from offworld.flow.saved import former_runs, latest_saved, read_past
from offworld.flow.stages import DRAFT, FRAME, STAGES, TAKE
from offworld.flow.work import Job, Work

if TYPE_CHECKING:
    from offworld.film.scene import Rehearsal


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenUp:
    """How a take came to be."""

    past: Past
    """What happened in it."""
    differs: float
    """Tick from which it differs from the run before, ms; infinity: it does not, or there was none before."""
    resumed: int | None
    """Tick of the saved state that it was run from, 0 for the start; None: it was there."""
    changed: tuple[str, ...]
    """Beats that are new, gone or other than in the run before."""


def draft_scene(folder: Path, scene: str, from_beat: str | None = None) -> Answer:
    """Rehearses a scene from where it was changed, and draws a rough picture of it from there.

    Args:
        folder: the film folder.
        scene: number of the scene.
        from_beat: beat to play from; None: the first moment that differs from the last rehearsal, or the start.

    Raises:
        FilmError: the film holds mistakes, or has no such scene or beat.
        NotPossible: the beat to play from never came.
    """
    os.environ.update(ONE_THREAD)
    moments = [time.monotonic()]
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"), Pool(1) as pool:
        work = open_film(folder, (*STAGES, DRAFT))
        check_known("scene", scene, work.scenes)
        moments.append(time.monotonic())
        taken = take_up(work, scene, pool)
        moments.append(time.monotonic())
        work.make_here(FRAME, scene)
        begin = begin_at(taken, from_beat)
        _draw(work, scene, begin, pool)
        remember(work)
        publish(work, out_of(folder), whole=False)
    moments.append(time.monotonic())
    seconds = [after - before for before, after in pairwise(moments)]
    return _answer(out_of(folder) / "drafts" / f"{scene}.mp4", scene, taken, begin, seconds)


def take_up(work: Work, scene: str, pool: Pool) -> TakenUp:
    """Makes a scene's take in this process, from the latest saved state up to which nothing differs.

    Meanwhile the worker of the pool prepares what does not move for the picture.
    """
    from offworld.film.scene import Rehearsal

    job = work.job(TAKE, scene)
    rehearsal = read_record(job.given["rehearsal"], Rehearsal)
    there = work.find(job)
    others = [(place, past) for place, past in former_runs(work, scene) if past.rehearsal != rehearsal]
    if not there:
        pool.call(DRAFT.module, "prepare", job.given["rehearsal"])
    resumed = None if there else _run(work, job, rehearsal, others)
    entry = work.cache.find(TAKE.aside, job.key)
    if entry is None:
        # The take is whole but what was kept beside it is not: make both again.
        work.cache.drop(TAKE.name, job.key)
        resumed = _run(work, job, rehearsal, others)
        entry = work.cache.find(TAKE.aside, job.key)
    assert entry is not None
    past = read_past(entry.folder)
    return TakenUp(
        past=past,
        differs=first_change(others[0][1], past) if others else inf,
        resumed=resumed,
        changed=changed_beats(others[0][1].rehearsal, rehearsal) if others else (),
    )


def _run(work: Work, job: Job, rehearsal: Rehearsal, others: list[tuple[Path, Past]]) -> int:
    """Runs a take and keeps it; returns the tick of the state that it was run from."""
    from offworld.flow.steps import take

    saved = latest_saved(others, rehearsal)
    out = work.cache.workplace()
    if saved is None:
        PROGRESS.info("%s …", job.label())
        take.make(job.given, out)
    else:
        PROGRESS.info("%s from %.1f s …", job.label(), saved.tick / 1000.0)
        take.resume(rehearsal, saved.folder, saved.index, out)
    work.keep(job, out)
    return saved.tick if saved else 0


def begin_at(taken: TakenUp, from_beat: str | None) -> int:
    """The tick to play from.

    Raises:
        FilmError: there is no such beat.
        NotPossible: it never came.
    """
    if from_beat is None:
        return 0 if taken.differs == inf else min(int(taken.differs), max(taken.past.length - 1000, 0))
    outcomes = {outcome.beat: outcome for outcome in taken.past.outcomes}
    outcome = outcomes[check_known("beat", from_beat, list(outcomes))]
    if outcome.start is None:
        reason = f": {outcome.reason}" if outcome.reason else ""
        raise NotPossible(
            f"the beat {from_beat!r} never started ({outcome.outcome}{reason}) — play from another"
        )
    return outcome.start


def _draw(work: Work, scene: str, begin: int, pool: Pool) -> None:
    """Draws a draft from a tick on, if it is not there and whole."""
    job = work.job(DRAFT, scene)
    job = replace(job, key=digest_of([job.key, begin]))
    if work.find(job):
        return
    PROGRESS.info("%s …", job.label())
    out = work.cache.workplace()
    try:
        pool.call(DRAFT.module, "draw", dict(job.given), out, begin).result()
    except BrokenProcessPool:
        raise killed(job.label()) from None
    work.keep(job, out)


def _answer(video: Path, scene: str, taken: TakenUp, begin: int, seconds: list[float]) -> Answer:
    reading, rehearsing, drawing = seconds
    lines = [str(video), f"Scene {scene} from {begin / 1000.0:.1f} s to {taken.past.length / 1000.0:.1f} s."]
    if taken.changed:
        lines.append(f"Changed: {', '.join(taken.changed)}.")
    if taken.resumed is None:
        how = "was there"
    elif taken.resumed:
        how = f"from the state saved at {taken.resumed / 1000.0:.1f} s: {rehearsing:.1f} s"
    else:
        how = f"from the start: {rehearsing:.1f} s"
    lines.append(f"Reading {reading:.1f} s; rehearsal {how}; drawing {drawing:.1f} s.")
    outcomes = [one for one in taken.past.outcomes if one.outcome in {"missed", "refused", "waiting"}]
    lines += [f"  {one.beat}: {one.outcome}{f' — {one.reason}' if one.reason else ''}" for one in outcomes]
    return Answer(
        text="\n".join(lines),
        data={
            "draft": video,
            "scene": scene,
            "begin": begin,
            "length": taken.past.length,
            "changed": taken.changed,
            "resumed": taken.resumed,
            "seconds": {"reading": reading, "rehearsing": rehearsing, "drawing": drawing},
            "outcomes": taken.past.outcomes,
        },
        attention=len(outcomes),
        made=(video,),
    )
