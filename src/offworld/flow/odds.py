"""``offworld rehearse FILM SCENE --takes N`` and ``--take K``: the odds of a scene, and any of its takes again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from offworld.errors import FilmError, NotPossible, Problem, StoreError
from offworld.film.profiles import EVERYDAY, PROFILES
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import digest_of, json_bytes, write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of
from offworld.flow.odds_runs import STOPPED, TAKES, Asked, make_takes, rows_of
from offworld.flow.odds_telling import odds_lines, side_by_side
from offworld.flow.pool import Pool
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known, read_record, write_record
from offworld.flow.rehearse import check_free
from offworld.flow.telling import scene_lines
from offworld.flow.work import Work
from offworld.odds.results import odds_of

if TYPE_CHECKING:
    from offworld.film.odds import OddsTable, Profile, TakeRow
    from offworld.film.scene import Rehearsal


def rehearse_takes(
    folder: Path,
    scene: str,
    *,
    takes: int,
    profile: str | None = None,
    workers: int | None = None,
    seed: int | None = None,
) -> Answer:
    """Makes many takes of a scene, writes their table, and says what they come to.

    Args:
        folder: the film folder.
        scene: number of the scene.
        takes: how many, from number 1.
        profile: how people vary; None: as trained people do.
        workers: processes that work at once; None: as many as there are cores. The bytes made are the same.
        seed: in place of the film's, for takes that are independent of those; None: the film's.

    Raises:
        FilmError: the film holds mistakes, has no such scene, or there is no such profile or number.
        NotPossible: the scene cannot begin.
    """
    _check_number("takes", takes)
    if workers is not None and workers < 1:
        raise NotPossible(f"{workers} workers can make nothing — give 1 or more")
    who = profile_named(profile)
    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"), Pool(workers) as pool:
        work = _open(folder, scene)
        base, asked = _asked(work, scene, who, seed)
        make_takes(asked, takes, work.cache, pool)
        rows, stopped = rows_of(asked, takes, work.cache)
        table = _table(work, scene, who, seed, base, rows)
        place = odds_folder(folder, scene) / f"{slug(who.name)}.parquet"
        _put(place, table, stopped)
    return _answer(place, table, _others(place, table))


def replay_take(
    folder: Path,
    scene: str,
    *,
    take: int,
    profile: str | None = None,
    seed: int | None = None,
    out: Path | None = None,
) -> Answer:
    """Makes one of the takes again, whole, with its audit stream.

    Args:
        folder: the film folder.
        scene: number of the scene.
        take: its number.
        profile: how people vary; None: as trained people do.
        seed: in place of the film's; None: the film's.
        out: becomes the take; None: a folder beside the tables.

    Raises:
        FilmError: the film holds mistakes, has no such scene, there is no such profile or number, or `out` holds
            something else.
        NotPossible: the scene cannot begin, or the simulation leaves nothing of this take.
        StoreError: the take is not the one that the table holds.
    """
    _check_number("take", take)
    who = profile_named(profile)
    if out is not None:
        check_free(out)
    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = _open(folder, scene)
        base, asked = _asked(work, scene, who, seed)
        place = out or odds_folder(folder, scene) / slug(who.name) / f"take-{take}"
        row, verdict = _play(asked, take, place)
    same = _in_table(odds_folder(folder, scene) / f"{slug(who.name)}.parquet", base, row)
    lines = [str(place), *scene_lines(scene, verdict)]
    lines.append(f"Take {take} with {who.name} people{', as in the table' if same else ''}.")
    return Answer(
        text="\n".join(lines),
        data={"take": place, "scene": scene, "number": take, "profile": who.name, "in_table": same} | verdict,
        attention=sum(1 for finding in row.findings if finding.weight != "note") + bool(row.stopped),
        made=(place,),
    )  # fmt: skip


def profile_named(name: str | None) -> Profile:
    """The profile of a name, written with spaces or hyphens.

    Raises:
        FilmError: there is none.
    """
    if name is None:
        return EVERYDAY
    known = {profile.name: profile for profile in PROFILES}
    return known[check_known("profile", " ".join(name.replace("-", " ").split()), list(known))]


def odds_folder(folder: Path, scene: str) -> Path:
    """Where what is known of many takes of a scene lies."""
    return out_of(folder) / "scenes" / scene / "odds"


def slug(name: str) -> str:
    """A profile's name as part of a file name."""
    return name.replace(" ", "-")


def _check_number(what: str, number: int) -> None:
    if number < 1:
        raise FilmError(
            Problem(
                what=f"--{what} {number} asks for nothing",
                remedy="takes are counted from 1",
                kind="take-number",
            )
        )


def _open(folder: Path, scene: str) -> Work:
    work = open_film(folder)
    check_known("scene", scene, work.scenes)
    remember(work)
    publish(work, out_of(folder), whole=False)
    return work


def _asked(work: Work, scene: str, profile: Profile, seed: int | None) -> tuple[str, Asked]:
    """The digest of all that takes depend on but the profile, and what is asked for."""
    from offworld.film.scene import Rehearsal
    from offworld.store.records import to_plain

    rehearsal = _seeded(read_record(_scene_file(work, scene), Rehearsal), seed)
    base = digest_of(
        {
            "rehearsal": to_plain(rehearsal),
            "code": work.conditions.code(TAKES.module),
            "libraries": work.conditions.libraries(),
            "processor": work.conditions.processor(),
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


def _scene_file(work: Work, scene: str) -> Path:
    return work.results["read", ""].folder / "scenes" / f"{scene}.json"


def _seeded(rehearsal: Rehearsal, seed: int | None) -> Rehearsal:
    return rehearsal if seed is None else replace(rehearsal, seed=seed)


def _table(
    work: Work, scene: str, profile: Profile, seed: int | None, base: str, rows: tuple[TakeRow, ...]
) -> OddsTable:
    from offworld.film.odds import OddsTable
    from offworld.film.scene import Rehearsal

    rehearsal = _seeded(read_record(_scene_file(work, scene), Rehearsal), seed)
    return OddsTable(film=rehearsal.film, scene=scene, base=base, profile=profile, rows=rows)


def _put(place: Path, table: OddsTable, stopped: dict[int, bytes]) -> None:
    """Writes the table, and the files of takes that stopped; those of former tables go."""
    from offworld.store.odds_table import table_bytes

    aside = place.with_suffix("") / STOPPED
    if aside.is_dir():
        for old in sorted(aside.glob("*.json")):
            if int(old.stem) not in stopped:
                old.unlink()
    for number, data in stopped.items():
        write_whole(aside / f"{number}.json", data)
    write_whole(place, table_bytes(table))


def _others(place: Path, table: OddsTable) -> list[OddsTable]:
    """Tables of the same scene, seed and code with other profiles, from the steadiest people to the least steady."""
    from offworld.store.odds_table import read_table

    found: list[OddsTable] = []
    for profile in PROFILES:
        path = place.with_name(f"{slug(profile.name)}.parquet")
        if profile.name == table.profile.name:
            found.append(table)
        elif path.is_file():
            other = read_table(path)
            found += [other] if other.base == table.base and other.profile == profile else []
    return found


def _answer(place: Path, table: OddsTable, tables: Iterable[OddsTable]) -> Answer:
    odds = odds_of(table)
    aside = place.with_suffix("") / STOPPED
    stopped = [aside / f"{row.take}.json" for row in table.rows if row.stopped]
    every = [odds if one is table else odds_of(one) for one in tables]
    lines = [str(place), *odds_lines(table, odds), *(f"  to run it again: {path}" for path in stopped)]
    if len(every) > 1:
        lines += ["", *side_by_side(every)]
    return Answer(
        text="\n".join(lines),
        data={"table": place, "scene": table.scene, "odds": odds, "stopped": stopped, "profiles": every},
        attention=len(odds.findings) + bool(odds.stopped.count),
        made=(place,),
    )


def _play(asked: Asked, number: int, place: Path) -> tuple[TakeRow, dict[str, object]]:
    """Makes a take and writes it; its row and its verdict."""
    from offworld.audit import audit
    from offworld.audit.findings import findings
    from offworld.film.odds import Profile
    from offworld.film.scene import Rehearsal
    from offworld.flow.steps.takes import play
    from offworld.store.records import to_plain
    from offworld.store.take import write_take

    rehearsal = read_record(asked.given["rehearsal"], Rehearsal)
    row, take, _ = play(rehearsal, read_record(asked.given["profile"], Profile), number)
    if take is None:
        raise NotPossible(f"take {number} cannot be shown — {row.stopped}")
    write_take(take, place, digests={"takes": asked.key})
    report = audit(take)
    verdict = {
        "title": take.rehearsal.scene.title,
        "length_s": take.seconds(),
        "trusted": report.trusted,
        "reasons": [fault.text for fault in report.faults],
        "stopped": take.stopped,
        "findings": to_plain(findings(take)),
    }
    write_whole(place.with_name(f"{place.name}.json"), json_bytes({**verdict, "row": to_plain(row)}))
    return row, verdict


def _in_table(path: Path, base: str, row: TakeRow) -> bool:
    """Whether the table of these very takes holds this one.

    Raises:
        StoreError: it holds another take of that number.
    """
    from offworld.store.odds_table import read_table

    if not path.is_file():
        return False
    table = read_table(path)
    if table.base != base or row.take > len(table.rows):
        return False
    if table.rows[row.take - 1] != row:
        raise StoreError(
            f"take {row.take} came out otherwise than it stands in this table — make the table again", path
        )
    return True
