"""``offworld rehearse``: one scene's take, and what came of it."""

from __future__ import annotations

import os
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.lock import film_lock
from offworld.flow.make import open_film, out_of, verdict_of
from offworld.flow.publish import publish, remember
from offworld.flow.records import check_known
from offworld.flow.stages import ASKED, FRAME, TAKE, VERDICT
from offworld.flow.telling import attention_of, scene_lines


def rehearse_scene(folder: Path, scene: str, out: Path | None = None) -> Answer:
    """Rehearses one scene, if it is not there and whole, and says what was found.

    Args:
        folder: the film folder.
        scene: number of the scene.
        out: a folder to become a copy of the take; None: it is only put in the film's ``out/``.

    Raises:
        FilmError: the film holds mistakes, or has no such scene, or `out` is a folder that holds something else.
    """
    os.environ.update(ONE_THREAD)
    if out is not None:
        check_free(out)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"):
        work = open_film(folder)
        check_known("scene", scene, work.scenes)
        take = work.make_here(TAKE, scene).folder / "take"
        work.make_here(FRAME, scene)
        work.make_here(ASKED, scene)
        work.make_here(VERDICT, scene)
        remember(work)
        publish(work, out_of(folder), whole=False)
        if out is not None:
            _copy(take, out)
    place = out or out_of(folder) / "scenes" / scene / "take"
    verdict = verdict_of(work, scene)
    return Answer(
        text="\n".join([str(place), *scene_lines(scene, verdict)]),
        data={"take": place, "scene": scene, **verdict},
        attention=attention_of(verdict),
        made=(place,),
    )


def check_free(out: Path) -> None:
    """Sees to it that a folder can become a take.

    Raises:
        FilmError: it holds something that is no take.
    """
    if out.exists() and not (out / "take.json").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise FilmError(
            Problem(
                what="this holds something that is no take",
                remedy="name a new folder, or that of a take",
                file=str(out),
                kind="not-a-take",
            )
        )


def _copy(take: Path, out: Path) -> None:
    from offworld.store.whole import write_whole_folder

    write_whole_folder(out, {path.name: path.read_bytes() for path in sorted(take.iterdir())})
