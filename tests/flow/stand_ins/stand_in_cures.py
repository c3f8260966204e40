"""Rows of takes out of what a scene says: what its title calls the cure makes most of its faults go away."""

import json

from offworld.errors import NotPossible
from offworld.film.odds import BeatRow, FindingRow, TakeRow
from offworld.film.scene import Rehearsal
from offworld.store.records import from_plain, to_plain

EVERY = {"A hold": 10, "A tether": 9, "A helper": 8}
"""Of a cured scene, one take in so many goes wrong all the same."""


def make(given, out):
    rehearsal = from_plain(json.loads(given["rehearsal"].read_text()), Rehearsal, "rehearsal")
    first, last = json.loads(given["span"].read_bytes())
    rows = [row(rehearsal, number) for number in range(first, last + 1)]
    (out / "rows.json").write_text(json.dumps(to_plain(tuple(rows))))


def row(rehearsal, number):
    ivan = next(start for start in rehearsal.scene.people if start.person == "ivan")
    cures = {"A hold": ivan.holds, "A tether": ivan.tether, "A helper": ivan.held_by}
    title = rehearsal.scene.title
    if title == "No room" and (ivan.holds or ivan.held_by or ivan.tether):
        raise NotPossible("there is no room for this start: a foot would be inside a wall")
    every = EVERY.get(title, 0)
    cured = title == "Clean" or bool(cures.get(title))
    # Which takes go wrong depends on the seed, so that fresh ones are other ones.
    wrong = (number + rehearsal.seed) % every == 0 if cured and every else not cured
    finding = FindingRow(
        kind="adrift", weight="danger" if number % 2 else "care", who=("ivan",), beat="", tick=500, end=900
    )
    return TakeRow(
        take=number,
        seed=rehearsal.seed,
        as_written=False,
        length=1000,
        last=900,
        beats=(BeatRow(beat="take", outcome="done", start=500, end=900, otherwise=False),),
        findings=(finding,) if wrong else (),
        peak_n=0.0,
        loads=0,
        gentle=0,
        touch_m_s=0.0,
        stopped="",
    )
