"""``offworld rehearse FILM SCENE --advise``: which small change that a crew can make takes most risk away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from offworld.errors import NotPossible
from offworld.flow.advise_search import Search
from offworld.flow.advise_telling import advice_lines
from offworld.flow.answer import Answer
from offworld.flow.cache import swept
from offworld.flow.environment import ONE_THREAD
from offworld.flow.files import json_bytes, write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import out_of
from offworld.flow.odds import odds_folder, open_scene, read_of
from offworld.flow.profiles import profile_named, profiles_of, slug
from offworld.flow.refresh import refresh_pages
from offworld.flow.runner import runner
from offworld.odds.ranking import SMALLEST

if TYPE_CHECKING:
    from offworld.film.advice import Advice

BUDGET: Final = 300
"""Takes in all unless another number is asked for: a few minutes on 2 cores for 6 s with two people."""


def advise(
    folder: Path,
    scene: str,
    *,
    budget: int = BUDGET,
    profile: str | None = None,
    workers: int | None = None,
    seed: int | None = None,
) -> Answer:
    """Searches what would make a scene safer, and writes what came of it.

    Args:
        folder: the film folder.
        scene: number of the scene.
        budget: takes that may be made, those found made among them.
        profile: how people vary; None: as trained people do.
        workers: processes that work at once; None: as many as there are cores. The advice is the same.
        seed: in place of the film's; None: the film's.

    Raises:
        FilmError: the film holds mistakes, has no such scene, or there is no such profile.
        NotPossible: the scene cannot begin, or the budget is too small to show anything.
    """
    if budget < SMALLEST:
        raise NotPossible(f"with {budget} takes nothing can be shown — give --budget {SMALLEST} or more")
    os.environ.update(ONE_THREAD)
    with film_lock(out_of(folder)), swept(out_of(folder) / "cache"), runner(workers) as crew:
        work = open_scene(folder, scene)
        who = profile_named(profile, profiles_of(read_of(work), scene))
        advice = Search(work, scene, who, crew, budget=budget, seed=seed).run()
        place = odds_folder(folder, scene) / f"{slug(who.name)}.advice.json"
        write_whole(place, json_bytes(_plain(advice)))
        refresh_pages(work, out_of(folder), scene)
    return Answer(
        text="\n".join([str(place), *advice_lines(advice)]),
        data={"advice": place, **_plain(advice)},
        attention=int(advice.verdict != "clean enough"),
        made=(place,),
    )


def _plain(advice: Advice) -> dict[str, object]:
    from offworld.store.records import to_plain

    plain: dict[str, object] = to_plain(advice)
    return plain
