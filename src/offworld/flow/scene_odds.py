"""What is kept of the odds of a scene beside its tables, for pages and programs that read no table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from offworld.film.advice import Advice
from offworld.film.habits import Observed
from offworld.film.odds import OddsTable, SceneOdds
from offworld.film.scene import Rehearsal
from offworld.film.times import Times
from offworld.flow.files import digest_of, json_bytes, write_whole
from offworld.flow.profiles import slug
from offworld.odds.results import beside_film, odds_of
from offworld.odds.set_up import set_up_time
from offworld.report.odds import ManyTakes
from offworld.store.records import from_plain, to_plain

ADVICE: Final = ".advice.json"
"""How the name of a file with advice ends, which lies in the same folder."""


def scene_odds(
    table: OddsTable, rehearsal: Rehearsal, times: Times, observed: Sequence[Observed] = ()
) -> SceneOdds:
    """What follows from a table of takes of a rehearsal, beside what was seen of it on film."""
    odds = odds_of(table)
    return SceneOdds(
        scene=table.scene,
        base=table.base,
        rehearsal=rehearsal_digest(rehearsal),
        profile=table.profile,
        odds=odds,
        set_up=set_up_time(rehearsal, odds, times),
        filmed=beside_film(table, observed),
    )


def rehearsal_digest(rehearsal: Rehearsal) -> str:
    """Digest of a scene as it is rehearsed, but for the seed: other seeds give other takes of the same scene."""
    plain = to_plain(rehearsal)
    return digest_of({name: value for name, value in plain.items() if name != "seed"})


def keep_odds(folder: Path, found: SceneOdds) -> Path:
    """Writes them into the folder of a scene's odds; the file."""
    place = folder / f"{slug(found.profile.name)}.json"
    write_whole(place, json_bytes(to_plain(found)))
    return place


def kept_odds(folder: Path) -> tuple[SceneOdds, ...]:
    """What is kept in the folder of a scene's odds, in order of the files' names; what is of another version is not."""
    found = []
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(ADVICE):
            continue
        try:
            found.append(from_plain(json.loads(path.read_bytes()), SceneOdds, path.name))
        except ValueError:
            continue
    return tuple(found)


def many_takes(folder: Path, rehearsal: Rehearsal) -> ManyTakes | None:
    """What a page shows of many takes of a scene; None: there are none.

    Args:
        folder: of the scene's odds; it may be missing.
        rehearsal: the scene as it is now. Only where there are no odds of it, those of a former state are shown; advice
            for a former state never is.
    """
    kept = kept_odds(folder)
    now = rehearsal_digest(rehearsal)
    fresh = tuple(one for one in kept if one.rehearsal == now)
    advice = tuple(one for one in _kept_advice(folder) if one.rehearsal == now)
    if not kept and not advice:
        return None
    return ManyTakes(kept=fresh or kept, stale=bool(kept) and not fresh, advice=advice)


def _kept_advice(folder: Path) -> Iterator[Advice]:
    for path in sorted(folder.glob(f"*{ADVICE}")):
        with suppress(ValueError):
            yield from_plain(json.loads(path.read_bytes()), Advice, path.name)
