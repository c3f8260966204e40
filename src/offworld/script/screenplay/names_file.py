"""Names of scenes and lines on disk, in a text file beside the script: the script itself is never touched.

One line for each name. A scene has its number in hashes as Fountain has it (`##` without one), its lines stand
indented under it; scenes that have gone from the script come last, so that one that is put back has its old name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.screenplay import Screenplay
from offworld.script.screenplay.kept_names import Named, NamedLine, NamedScene, named
from offworld.text import read_plain

NAMES: Final = "script.names.txt"
"""Name of the file."""
MOST_GONE: Final = 500
"""Scenes that have gone and are kept; older ones are forgotten first."""
_HEAD: Final = """\
# Names of scenes (S) and lines (T) of the script, which stay theirs when the script is edited. Offworld writes this
# file; keep it with the script. Breakdown and schedule name scenes by it.
"""
_NEXT: Final = re.compile(r"next S(\d{1,6}) T(\d{1,7})")
_SCENE: Final = re.compile(r"(S\d{1,6}) #([^#]*)# ?(.*)")
_LINE: Final = re.compile(r"  (T\d{1,7}) (.+)")
_GONE: Final = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNames:
    """What the file holds."""

    now: Named
    """The script as it was when names were kept."""
    gone: tuple[NamedScene, ...] = ()
    """Scenes that were in it before, the last first."""


def read_names(folder: Path) -> KeptNames | None:
    """The names kept in a film folder; None if none are.

    Raises:
        FilmError: the file is not as it was written.
    """
    path = folder / NAMES
    if not path.exists():
        return None
    return parse_names(read_plain(path, NAMES))


def parse_names(text: str) -> KeptNames:
    """The content of such a file; see `read_names`."""
    scenes: list[NamedScene] = []
    gone: list[NamedScene] = []
    lines: list[NamedLine] = []
    counters: tuple[int, int] | None = None
    into = scenes
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        if (found := _LINE.fullmatch(row)) and into:
            lines.append(NamedLine(name=found[1], text=found[2]))
            into[-1] = replace(into[-1], lines=(*into[-1].lines, lines[-1]))
        elif found := _SCENE.fullmatch(row):
            into.append(NamedScene(name=found[1], number=found[2], heading=found[3], lines=()))
        elif (found := _NEXT.fullmatch(row)) and counters is None:
            counters = int(found[1]), int(found[2])
        elif row == _GONE and into is scenes:
            into = gone
        else:
            raise _wrong(number, f"{row[:40]!r} is no name of a scene or line")
    names = [one.name for one in (*scenes, *gone)] + [one.name for one in lines]
    twice = (
        next((name for name in names if names.count(name) > 1), "") if len(set(names)) < len(names) else ""
    )
    if twice:
        raise _wrong(None, f"{twice} is there twice")
    first = 1 + max((int(name[1:]) for name in names if name[0] == "S"), default=0)
    second = 1 + max((int(name[1:]) for name in names if name[0] == "T"), default=0)
    counted = counters or (1, 1)
    now = Named(scenes=tuple(scenes), next_scene=max(first, counted[0]), next_line=max(second, counted[1]))
    return KeptNames(now=now, gone=tuple(gone))


def renamed(screenplay: Screenplay, kept: KeptNames | None) -> KeptNames:
    """The names of a script as it is now.

    Args:
        screenplay: as it is now.
        kept: names as they were; None for a script that has none yet.
    """
    if kept is None:
        return KeptNames(now=named(screenplay))
    # A scene that had gone comes back only if it is put back as it was: its number may have gone to another.
    bare = {_whole(scene) for scene in named(screenplay).scenes}
    back = tuple(scene for scene in kept.gone if _whole(scene) in bare)
    before = replace(kept.now, scenes=(*kept.now.scenes, *back))
    now = named(screenplay, before)
    there = {scene.name for scene in now.scenes}
    lines = {line.name for scene in now.scenes for line in scene.lines}
    left = [scene for scene in (*kept.now.scenes, *kept.gone) if scene.name not in there]
    gone = tuple(
        replace(scene, lines=tuple(line for line in scene.lines if line.name not in lines)) for scene in left
    )
    return KeptNames(now=now, gone=gone[:MOST_GONE])


def names_text(kept: KeptNames) -> str:
    """The file as text."""
    rows = [_HEAD.rstrip("\n"), f"next S{kept.now.next_scene} T{kept.now.next_line}"]
    for scene in kept.now.scenes:
        rows += _rows(scene)
    if kept.gone:
        rows.append(_GONE)
        for scene in kept.gone:
            rows += _rows(scene)
    return "\n".join(rows) + "\n"


def _rows(scene: NamedScene) -> list[str]:
    number = scene.number.replace("#", "")
    head = f"{scene.name} #{number}# {scene.heading}".rstrip()
    return [head, *(f"  {line.name} {line.text}" for line in scene.lines)]


def _whole(scene: NamedScene) -> tuple[str, ...]:
    return (scene.heading, *(line.text for line in scene.lines))


def _wrong(line: int | None, what: str) -> FilmError:
    remedy = f"put back {NAMES} as Offworld wrote it, from your backup or version control"
    return FilmError(Problem(what=what, remedy=remedy, file=NAMES, line=line, kind="bad-names"))
