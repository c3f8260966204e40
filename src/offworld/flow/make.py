"""``offworld make``: all that is out of date, at full quality. Nothing heavy is imported where nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from offworld.errors import FilmError, NotPossible, OffworldError, Problem
from offworld.flow.answer import PROGRESS, Answer
from offworld.flow.cache import Cache, swept
from offworld.flow.lock import film_lock
from offworld.flow.pool import Pool
from offworld.flow.publish import publish, remember
from offworld.flow.stage import FILM, Stage
from offworld.flow.stages import FINAL_STAGES, STAGES
from offworld.flow.telling import attention_of, scene_lines
from offworld.flow.work import Conditions, Here, Work


def make_film(
    folder: Path,
    *,
    workers: int | None = None,
    quality: Literal["draft", "final"] = "draft",
    stages: tuple[Stage, ...] | None = None,
    conditions: Conditions | None = None,
) -> Answer:
    """Makes everything of a film that is not there, whole and of the present content.

    Args:
        folder: the film folder.
        workers: processes that work at once; None: as many as there are cores. The bytes made are the same.
        quality: of pictures; where final ones cannot be drawn they are drawn as drafts are, and it is said.
        stages: the table of stages, the one that reads the film first; None: that of the quality.
        conditions: what results depend on besides; None: code, libraries and processor of this process.

    Raises:
        FilmError: the film holds mistakes.
        OffworldError: a scene could not be made; everything else has been.
    """
    if workers is not None and workers < 1:
        raise NotPossible(f"{workers} workers can make nothing — give 1 or more")
    table = stages or _stages_of(quality)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"), Pool(workers) as pool:
        work = open_film(folder, table, conditions)
        later = [stage for stage in table[1:] if stage.of_scene]
        wanted = [(stage, scene) for scene in work.scenes for stage in later]
        wanted += [(stage, FILM) for stage in table[1:] if not stage.of_scene]
        try:
            work.make_all(wanted, pool)
        finally:
            # Also on an interrupt: what is finished stays, and is found by the next run.
            remember(work)
        put = publish(work, out_of(folder), whole=not work.failed)
    if work.failed:
        raise _failure(work.failed)
    return _answer(work, put)


def _stages_of(quality: str) -> tuple[Stage, ...]:
    """The table for a quality that can be had here."""
    if quality != "final":
        return STAGES
    from offworld.picture.filament.vulkan import COMMAND, missing

    if why := missing():
        PROGRESS.info("Pictures are drawn plainly, because %s — for final ones run: %s", why, COMMAND)
        return STAGES
    return FINAL_STAGES


def out_of(folder: Path) -> Path:
    """Where a film's made things go.

    Raises:
        FilmError: this is no film folder.
    """
    if not (folder / "film.yaml").is_file():
        raise FilmError(
            Problem(
                what="this is no film folder: it holds no film.yaml",
                remedy=f"name the folder of a film, or make one: offworld new {folder}",
                file=str(folder),
                kind="no-film",
            )
        )
    return folder / "out"


def open_film(folder: Path, stages: tuple[Stage, ...] = STAGES, conditions: Conditions | None = None) -> Work:
    """Reads a film (or finds it read before) and prepares to make the rest. The film's lock must be held."""
    cache = Cache(out_of(folder) / "cache")
    work = Work(film=folder, cache=cache, stages=stages, conditions=conditions or Here())
    entry = work.make_here(stages[0])
    work.scenes = tuple(number for number, _ in json.loads((entry.folder / "scenes.json").read_bytes()))
    return work


def verdict_of(work: Work, scene: str) -> dict[str, Any]:
    """What was found in a scene's take, as plain data."""
    entry = work.results["verdict", scene]
    verdict: dict[str, Any] = json.loads((entry.folder / "verdict.json").read_bytes())
    return verdict


def _answer(work: Work, put: tuple[Path, ...]) -> Answer:
    page = out_of(work.film) / "index.html"
    verdicts = {scene: verdict_of(work, scene) for scene in work.scenes}
    made = {scene: [stage for stage, of in work.made if of == scene] for scene in (FILM, *work.scenes)}
    lines = [str(page), _what_was_made(made, work.scenes, put)]
    for scene, verdict in verdicts.items():
        lines += ["", *scene_lines(scene, verdict)]
    return Answer(
        text="\n".join(lines),
        data={
            "page": page,
            "made": made,
            "written": put,
            "scenes": [{"scene": scene, **verdict} for scene, verdict in verdicts.items()],
        },
        attention=sum(attention_of(verdict) for verdict in verdicts.values()),
        made=(page,),
    )


def _what_was_made(made: Mapping[str, list[str]], scenes: tuple[str, ...], put: tuple[Path, ...]) -> str:
    again = [scene for scene in scenes if made[scene]]
    if again:
        names = ", ".join(again)
        return f"Made: {'all scenes' if len(again) == len(scenes) else f'scene {names}'}."
    if made[FILM] or put:
        return "No scene has changed; what was missing was put back."
    return "Nothing has changed."


def _failure(failed: Mapping[tuple[str, str], OffworldError]) -> OffworldError:
    """One error that says what went wrong in each scene; of one scene, its own."""
    if len(failed) == 1:
        return next(iter(failed.values()))
    text = "\n".join(f"scene {scene}, {stage}: {error}" for (stage, scene), error in sorted(failed.items()))
    return NotPossible(text)
