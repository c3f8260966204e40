"""``offworld rehearse FILM SCENE --takes N``: the odds of a scene."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import digest_of, write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.odds_runs import TAKES, Asked, make_takes, rows_of
from offworld.flow.odds_telling import filmed_lines, odds_lines, set_up_lines, side_by_side
from offworld.flow.profiles import profile_named, profiles_of, slug
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known, read_record, write_record
from offworld.flow.refresh import refresh_pages
from offworld.flow.run_files import STOPPED
from offworld.flow.runner import runner
from offworld.flow.scene_odds import keep_odds, kept_odds, scene_odds
from offworld.flow.work import Work
from offworld.odds.back import with_back

if TYPE_CHECKING:
    from offworld.film.habits import Profile
    from offworld.film.odds import Odds, OddsTable, SceneOdds, TakeRow
    from offworld.film.scene import Rehearsal


def rehearse_takes(
    folder: Path,
    scene: str,
    *,
    takes: int,
    profile: str | None = None,
    workers: int | None = None,
    seed: int | None = None,
    ray: str | None = None,
    mixed: bool = False,
) -> Answer:
    """Makes many takes of a scene, writes their table, and says what they come to.

    Args:
        folder: the film folder.
        scene: number of the scene.
        takes: how many, from number 1.
        profile: how people vary; None: as trained people do.
        workers: processes that work at once; None: as many as there are cores. The bytes made are the same.
        seed: in place of the film's, for takes that are independent of those; None: the film's.
        ray: address of a Ray cluster whose nodes work in place of processes here; None: they work here.
        mixed: whether those nodes may have processors of several kinds; the table then tells which.

    Raises:
        FilmError: the film holds mistakes, has no such scene, or there is no such profile or number.
        NotPossible: the scene cannot begin, or the cluster cannot be used as asked.
        MissingLibrary: a cluster is asked for and Ray is not installed.
    """
    check_number("takes", takes)
    os.environ.update(ONE_THREAD)
    with (
        film_lock(out_of(folder)),
        swept(out_of(folder) / "cache"),
        runner(workers, ray, mixed=mixed) as crew,
    ):
        work = open_scene(folder, scene)
        known = profiles_of(read_of(work), scene)
        who = profile_named(profile, known)
        base, asked = asked_for(work, scene, who, seed, crew.kinds)
        make_takes(asked, takes, work.cache, crew)
        rows, stopped = rows_of(asked, takes, work.cache)
        place = odds_folder(folder, scene) / f"{slug(who.name)}.parquet"
        table, found = _told(work, scene, who, seed, base, rows)
        table = replace(table, kinds=crew.kinds)
        _put(place, table, stopped)
        keep_odds(place.parent, found)
        refresh_pages(work, out_of(folder), scene)
    return _answer(place, table, found, _others(place.parent, found, known))


def odds_folder(folder: Path, scene: str) -> Path:
    """Where what is known of many takes of a scene lies."""
    return out_of(folder) / "scenes" / scene / "odds"


def check_number(what: str, number: int) -> None:
    """Sees to it that a number of takes, or of a take, can be one.

    Raises:
        FilmError: it is below 1.
    """
    if number < 1:
        raise FilmError(
            Problem(
                what=f"--{what} {number} asks for nothing",
                remedy="takes are counted from 1",
                kind="take-number",
            )
        )


def open_scene(folder: Path, scene: str) -> Work:
    """Reads a film, for work on one of its scenes. The film's lock must be held.

    Raises:
        FilmError: the film holds mistakes, or has no such scene.
    """
    work = open_film(folder)
    check_known("scene", scene, work.scenes)
    remember(work)
    publish(work, out_of(folder), whole=False)
    return work


def asked_for(
    work: Work, scene: str, profile: Profile, seed: int | None, kinds: tuple[str, ...] = ()
) -> tuple[str, Asked]:
    """The digest of all that takes depend on but the profile, and what is asked for.

    Args:
        work: the film.
        scene: number of the scene.
        profile: how people vary.
        seed: in place of the film's; None: the film's.
        kinds: kinds of processor that make takes; empty: this one's.
    """
    from offworld.film.scene import Rehearsal
    from offworld.store.records import to_plain

    rehearsal = _seeded(read_record(_scene_file(work, scene), Rehearsal), seed)
    base = digest_of(
        {
            "rehearsal": to_plain(rehearsal),
            "code": work.conditions.code(TAKES.module),
            "libraries": work.conditions.libraries(),
            "processor": " + ".join(kinds or (work.conditions.processor(),)),
        }
    )
    desk = work.cache.workplace()
    write_record(desk / "rehearsal.json", rehearsal)
    write_record(desk / "profile.json", profile)
    return base, Asked(
        scene=scene,
        profile=slug(profile.name),
        key=digest_of([base, to_plain(profile)]),
        given={"rehearsal": desk / "rehearsal.json", "profile": desk / "profile.json"},
    )


def read_of(work: Work) -> Path:
    """What reading the film has made."""
    return work.results["read", ""].folder


def _scene_file(work: Work, scene: str) -> Path:
    return read_of(work) / "scenes" / f"{scene}.json"


def _seeded(rehearsal: Rehearsal, seed: int | None) -> Rehearsal:
    return rehearsal if seed is None else replace(rehearsal, seed=seed)


def _told(
    work: Work, scene: str, profile: Profile, seed: int | None, base: str, rows: tuple[TakeRow, ...]
) -> tuple[OddsTable, SceneOdds]:
    """The table of takes, and what follows from it."""
    from offworld.film.habits import Habits
    from offworld.film.odds import OddsTable
    from offworld.film.scene import Rehearsal
    from offworld.film.times import Times

    rehearsal = _seeded(read_record(_scene_file(work, scene), Rehearsal), seed)
    times = read_record(read_of(work) / "times.json", Times)
    timed = with_back(rehearsal.scene, rows, times)
    table = OddsTable(film=rehearsal.film, scene=scene, base=base, profile=profile, rows=timed)
    seen = read_record(read_of(work) / "habits.json", Habits).observed
    return table, scene_odds(table, rehearsal, times, seen)


def _put(place: Path, table: OddsTable, stopped: dict[int, bytes]) -> None:
    """Writes the table, and the files of takes that stopped; those of former tables go."""
    from offworld.store.odds_table import table_bytes

    aside = place.with_suffix("") / STOPPED
    if aside.is_dir():
        for old in sorted(aside.glob("*.json")):
            if int(old.stem) not in stopped:
                old.unlink()
                # What it was run again as.
                shutil.rmtree(old.with_suffix(""), ignore_errors=True)
    for number, data in stopped.items():
        write_whole(aside / f"{number}.json", data)
    write_whole(place, table_bytes(table))


def _others(folder: Path, found: SceneOdds, known: Iterable[Profile]) -> list[Odds]:
    """Odds of the same scene, seed and code with other profiles too, from the steadiest people to the least steady."""
    kept = {one.profile.name: one for one in kept_odds(folder) if one.base == found.base}
    return [
        kept[profile.name].odds
        for profile in known
        if profile.name in kept and kept[profile.name].profile == profile
    ]


def _answer(place: Path, table: OddsTable, found: SceneOdds, every: Sequence[Odds]) -> Answer:
    odds = found.odds
    aside = place.with_suffix("") / STOPPED
    stopped = [aside / f"{row.take}.json" for row in table.rows if row.stopped]
    lines = [str(place), *odds_lines(table, odds), *(f"  to run it again: {path}" for path in stopped)]
    lines += filmed_lines(found.filmed)
    if found.set_up is not None:
        lines += ["", *set_up_lines(found.set_up)]
    if len(every) > 1:
        lines += ["", *side_by_side(every)]
    return Answer(
        text="\n".join(lines),
        data={
            "table": place, "scene": table.scene, "odds": odds, "set_up": found.set_up, "stopped": stopped,
            "profiles": every,
        },
        attention=len(odds.findings) + bool(odds.stopped.count),
        made=(place,),
    )  # fmt: skip
