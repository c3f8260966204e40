"""``offworld rehearse FILM SCENE --take K`` and ``offworld replay FILE``: one of many takes again, whole."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from offworld.errors import NotPossible, StoreError
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import file_digest, json_bytes, write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import out_of
from offworld.flow.odds import asked_for, check_number, odds_folder, open_scene, read_of
from offworld.flow.odds_runs import Asked
from offworld.flow.profiles import profile_named, profiles_of, slug
from offworld.flow.records import read_record
from offworld.flow.rehearse import check_free
from offworld.flow.telling import scene_lines

if TYPE_CHECKING:
    from offworld.film.odds import TakeRow
    from offworld.film.take import Take
    from offworld.flow.steps.takes import Stopped


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
    check_number("take", take)
    if out is not None:
        check_free(out)
    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_scene(folder, scene)
        who = profile_named(profile, profiles_of(read_of(work), scene))
        base, asked = asked_for(work, scene, who, seed)
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


def _play(asked: Asked, number: int, place: Path) -> tuple[TakeRow, dict[str, object]]:
    """Makes a take and writes it; its row and its verdict."""
    from offworld.film.habits import Profile
    from offworld.film.scene import Rehearsal
    from offworld.flow.steps.takes import play
    from offworld.store.records import to_plain
    from offworld.store.take import write_take

    rehearsal = read_record(asked.given["rehearsal"], Rehearsal)
    row, take, _ = play(rehearsal, read_record(asked.given["profile"], Profile), number)
    if take is None:
        raise NotPossible(f"take {number} cannot be shown — {row.stopped}")
    write_take(take, place, digests={"takes": asked.key})
    verdict = _verdict(take)
    write_whole(place.with_name(f"{place.name}.json"), json_bytes({**verdict, "row": to_plain(row)}))
    return row, verdict


def _verdict(take: Take) -> dict[str, object]:
    """What is to be said of a take, as plain data."""
    from offworld.audit import audit
    from offworld.audit.findings import findings
    from offworld.store.records import to_plain

    report = audit(take)
    return {
        "title": take.rehearsal.scene.title,
        "length_s": take.seconds(),
        "trusted": report.trusted,
        "reasons": [fault.text for fault in report.faults],
        "stopped": take.stopped,
        "findings": to_plain(findings(take)),
    }


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
    # The way back follows from the rest, by times that the film may have changed since.
    if replace(table.rows[row.take - 1], back_s=None) != row:
        raise StoreError(
            f"take {row.take} came out otherwise than it stands in this table — make the table again", path
        )
    return True


def replay_file(path: Path, out: Path | None = None) -> Answer:
    """Runs again a take that the simulation did not finish, from its file alone, and says how it ends now.

    Args:
        path: the file, as tables of takes leave it beside them.
        out: becomes the take; None: a folder beside the file, of the same name without its ending.

    Raises:
        StoreError: this is no such file.
        FilmError: `out` holds something else.
        NotPossible: the start is refused now, or nothing is left of the take this time either.
    """
    from offworld.flow.steps.takes import replay
    from offworld.store.take import write_take

    os.environ.update(ONE_THREAD)
    place = path.with_suffix("") if out is None else out
    if place == path:
        raise StoreError("is no file of a stopped take (its name does not end in .json)", path)
    check_free(place)
    kept, take, row = replay(path)
    number = kept.rehearsal.take
    if take is None:
        again = "as it did before" if row.stopped == kept.reason else f"where before it was: {kept.reason}"
        raise NotPossible(f"nothing is left of take {number}, {again} — {row.stopped}")
    write_take(take, place, digests={"stopped": file_digest(path)})
    verdict = _verdict(take)
    same = _ends_alike(kept, take)
    scene = kept.rehearsal.scene.id
    return Answer(
        text="\n".join(
            [str(place), *scene_lines(scene, verdict), f"Take {number} {_how(kept, take, alike=same)}."]
        ),
        data={"take": place, "scene": scene, "number": number, "before": kept.reason, "same": same} | verdict,
        attention=sum(1 for finding in row.findings if finding.weight != "note") + bool(row.stopped),
        made=(place,),
    )


def _ends_alike(kept: Stopped, take: Take) -> bool:
    """Whether a take stops for the same reason and in the same state, to the last bit, as it did when it was kept."""
    if take.stopped != kept.reason or take.stream is None:
        return False
    state = (take.stream.coordinates[-1].tolist(), take.stream.velocities[-1].tolist())
    return state == (list(kept.coordinates), list(kept.velocities))


def _how(kept: Stopped, take: Take, *, alike: bool) -> str:
    if alike:
        return "stops as it did before, in the same state to the last bit"
    if not take.stopped:
        return f"is finished now; before it was: {kept.reason}"
    if take.stopped == kept.reason:
        return "stops for the same reason as before, in another state: code, libraries or processor differ"
    return f"stops otherwise than before, when it was: {kept.reason}"
