"""The breakdown of a film folder: script, names kept beside it, blocking, and what is written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.film.breakdown import Breakdown, SheetHand
from offworld.film.scene import Film
from offworld.film.screenplay import scenes_of
from offworld.script.breakdown.cast import Roles
from offworld.script.breakdown.changes import changes_between
from offworld.script.breakdown.hand import BREAKDOWN, read_hand
from offworld.script.breakdown.sheets import Sheets, unplayed
from offworld.script.screenplay.kept_names import Named
from offworld.script.screenplay.names_file import KeptNames, read_names, renamed
from offworld.script.screenplay.script_file import read_script


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownRead:
    """A breakdown, with what its files need."""

    breakdown: Breakdown
    """What was found and written."""
    names: KeptNames
    """Names as they are now, to be kept beside the script."""
    names_new: bool
    """Whether that is otherwise than in the file."""
    warnings: tuple[Problem, ...]
    """What somebody should look at."""


def read_breakdown(folder: Path, film: Film, called: Mapping[str, Sequence[str]]) -> BreakdownRead:
    """The breakdown of a film folder; nothing is written.

    Args:
        folder: the film folder.
        film: as read from it.
        called: names in the script, by person.

    Raises:
        FilmError: with every mistake in the script, the kept names and breakdown.yaml.
    """
    script = read_script(folder)
    if script is None:
        names = KeptNames(now=Named(scenes=()))
        return BreakdownRead(
            breakdown=Breakdown(title=film.title, script="", sheets=()),
            names=names,
            names_new=False,
            warnings=(),
        )
    kept = read_names(folder)
    names = renamed(script.screenplay, kept)
    scenes = scenes_of(script.screenplay)
    named = [one for one in names.now.scenes if one.name != "S0"]
    roles = Roles(called, scenes)
    problems: list[Problem] = []
    there = [one.name for one in named]
    people = [one.id for one in film.people]
    by_hand = {
        one.scene: one for one in read_hand(folder, roles, people, there, names.now.next_scene, problems)
    }
    _circles(by_hand, problems)
    if problems:
        raise FilmError(problems)
    sheets = Sheets(film, roles, frozenset(one.number for one in scenes))
    made = {
        one.name: sheets.sheet(one.name, scene, by_hand.get(one.name) or SheetHand(scene=one.name))
        for one, scene in zip(named, scenes, strict=True)
    }
    gone = tuple(one for name, one in by_hand.items() if name not in made)
    changes = () if kept is None else changes_between(kept.now, names.now)
    breakdown = Breakdown(
        title=film.title, script=script.file, sheets=tuple(made.values()), changes=changes, gone=gone
    )
    warnings = [*_gone(gone), *(_unplayed(name, script.file) for name in unplayed(made))]
    return BreakdownRead(breakdown=breakdown, names=names, names_new=names != kept, warnings=tuple(warnings))


def _gone(hands: Sequence[SheetHand]) -> list[Problem]:
    return [
        Problem(
            what=f"scene {one.scene} has gone from the script; what is written for it here is kept",
            remedy="give it to another scene, or take it out", kind="gone-scene", warning=True,
        ).at(BREAKDOWN, one.where.line, one.where.column)
        for one in hands
    ]  # fmt: skip


def _unplayed(name: str, file: str) -> Problem:
    return Problem(
        what=f"nobody plays {name}", remedy="add 'in script: …' to a person of film.yaml", file=file,
        kind="unplayed", warning=True,
    )  # fmt: skip


def _circles(hands: Mapping[str, SheetHand], problems: list[Problem]) -> None:
    """No scene comes after itself by way of others; each circle is told once."""
    told: set[str] = set()
    for name, hand in hands.items():
        before = _all_before(name, hands)
        if name in before and name not in told:
            what, remedy = (
                f"scene {name} comes after itself by way of others",
                "take one of them out of 'after'",
            )
            problem = Problem(what=what, remedy=remedy, kind="order-circle")
            problems.append(problem.at(BREAKDOWN, hand.where.line, hand.where.column))
            told |= before


def _all_before(name: str, hands: Mapping[str, SheetHand]) -> set[str]:
    found: set[str] = set()
    left = [name]
    while left:
        hand = hands.get(left.pop())
        new = set(hand.after) - found if hand is not None else set()
        found |= new
        left += sorted(new)
    return found
