"""``offworld breakdown``: what each scene of the script needs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from offworld.errors import FilmError, NotPossible, Problem
from offworld.film.breakdown import Breakdown, Need, SceneSheet
from offworld.film.categories import CATEGORIES
from offworld.film.scene import Film
from offworld.flow.answer import Answer
from offworld.flow.check import load_film
from offworld.flow.files import write_whole
from offworld.script.breakdown import BreakdownRead, read_breakdown
from offworld.script.breakdown.hand import BREAKDOWN
from offworld.script.film import FILE, read_film_file
from offworld.script.screenplay.names_file import NAMES, names_text
from offworld.script.screenplay.pages import in_words
from offworld.text import Sheet, read_yaml

_HEAD: Final = """\
# What scenes need besides what is found in the script and the blocking; see docs/breakdown.md. Names of scenes stay
# when the script is edited.
scenes:
"""


def breakdown_film(folder: Path, *, begin: bool = False) -> Answer:
    """Tells the breakdown of a film, and keeps the names of its scenes and lines.

    Args:
        folder: the film folder.
        begin: also begin `breakdown.yaml` with an entry for each scene, if there is none.

    Raises:
        FilmError: the film, its script or its breakdown hold mistakes.
        NotPossible: the film has no script.
    """
    read = breakdown_read(load_film(folder), folder)
    breakdown = read.breakdown
    if not breakdown.script:
        raise NotPossible("the film has no script: write script.fountain, or put script.fdx there")
    made = keep_names(read, folder)
    if begin:
        made += _begin(breakdown, folder)
    lines = [f"{breakdown.title}: {len(breakdown.sheets)} scenes, {in_words(_pages(breakdown))} pages"]
    lines += [f"  {one.what}" for one in breakdown.changes]
    for sheet in breakdown.sheets:
        lines += ["", *sheet_lines(sheet)]
    if read.warnings:
        lines += ["", *(str(one) for one in read.warnings)]
    data = {"breakdown": breakdown, "categories": CATEGORIES, "warnings": read.warnings}
    return Answer(text="\n".join(lines), data=data, attention=len(read.warnings), made=made)


def breakdown_read(film: Film, folder: Path) -> BreakdownRead:
    """The breakdown of a film folder with the names of its parts; nothing is written.

    Raises:
        FilmError: with every mistake in script, names and breakdown.yaml.
    """
    problems: list[Problem] = []
    written = read_film_file(read_yaml(folder / FILE, FILE), Sheet(file=FILE, problems=problems))
    if problems:
        raise FilmError(problems)
    return read_breakdown(folder, film, written.called)


def breakdown_of(film: Film, folder: Path) -> Breakdown:
    """The breakdown alone; see `breakdown_read`."""
    return breakdown_read(film, folder).breakdown


def keep_names(read: BreakdownRead, folder: Path) -> tuple[Path, ...]:
    """Writes the names of scenes and lines beside the script if they are new; the file if it was written."""
    if not read.names_new:
        return ()
    path = folder / NAMES
    write_whole(path, names_text(read.names).encode())
    return (path,)


def sheet_lines(sheet: SceneSheet) -> list[str]:
    """The breakdown sheet of a scene as plain text."""
    lines = [f"{sheet.id}  scene {sheet.number}  {sheet.heading}"]
    where = [sheet.inside, sheet.set_id or sheet.set_words, sheet.time or "time not said"]
    lines.append(
        f"    {', '.join(filter(None, where))}; {in_words(sheet.eighths)} pages; {sheet.set_ups} "
        f"set-up{'' if sheet.set_ups == 1 else 's'}, {sheet.difficulty}; priority {sheet.priority}"
    )
    if sheet.synopsis:
        lines.append(f"    {sheet.synopsis}")
    for category in CATEGORIES:
        needs = [one for one in sheet.needs if one.category == category.id]
        if needs:
            lines.append(f"    {category.title}: {', '.join(_need(one) for one in needs)}")
    others = sorted(sheet.people - {one.person for one in sheet.needs})
    for title, texts in (
        ("Also there", others), ("Light", [sheet.light]), ("After", sheet.after), ("Together", [sheet.together]),
        ("Notes", sheet.notes), ("In capitals, not known", sheet.candidates),
    ):  # fmt: skip
        if any(texts):
            lines.append(f"    {title}: {', '.join(texts)}")
    return lines


def _need(need: Need) -> str:
    if need.category == "cast":
        return f"{need.name} ({need.person or 'nobody yet'})"
    return need.name


def _pages(breakdown: Breakdown) -> int:
    return sum(sheet.eighths for sheet in breakdown.sheets)


def _begin(breakdown: Breakdown, folder: Path) -> tuple[Path, ...]:
    path = folder / BREAKDOWN
    if path.exists():
        return ()
    rows = [f"  {one.id}:    # {one.number}  {one.heading}" for one in breakdown.sheets]
    write_whole(path, (_HEAD + "\n".join(rows) + "\n").encode())
    return (path,)
