"""The script of a film folder, in Fountain or in Final Draft's FDX."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.screenplay import Screenplay
from offworld.script.screenplay.fdx import read_fdx
from offworld.script.screenplay.fountain import read_fountain
from offworld.text import read_plain

FOUNTAIN: Final = "script.fountain"
"""Name of a screenplay as plain text."""
FDX: Final = "script.fdx"
"""Name of one from Final Draft."""
LARGEST_FDX: Final = 20_000_000
"""Bytes; a feature film has about one million with its markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFile:
    """A screenplay and where it was read."""

    file: str
    """Name of its file in the film folder."""
    screenplay: Screenplay
    """What it says."""


def read_script(folder: Path) -> ScriptFile | None:
    """The screenplay of a film folder; None if it has none.

    Raises:
        FilmError: there are two, or it cannot be read.
    """
    there = [name for name in (FOUNTAIN, FDX) if (folder / name).exists() or (folder / name).is_symlink()]
    if not there:
        return None
    if len(there) > 1:
        what = f"the film has two scripts, {FOUNTAIN} and {FDX}"
        remedy = "keep the one that is worked on, and give the other another name"
        raise FilmError(Problem(what=what, remedy=remedy, file=FDX, kind="two-scripts"))
    name = there[0]
    if not (folder / name).resolve().is_relative_to(folder.resolve()):
        what, remedy = f"{name} leads out of the film folder", "put the file itself there"
        raise FilmError(Problem(what=what, remedy=remedy, file=name, kind="outside"))
    if name == FDX:
        return ScriptFile(file=name, screenplay=read_fdx(_bytes(folder / name), name))
    return ScriptFile(file=name, screenplay=read_fountain(read_plain(folder / name, name)))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FDX + 1)
    except OSError as error:
        what = f"{path.name} cannot be read: {error.strerror}"
        remedy = "check that it is a file, and its permissions"
        raise FilmError(Problem(what=what, remedy=remedy, file=path.name, kind="unreadable")) from None
    if len(data) > LARGEST_FDX:
        what, remedy = f"{path.name} is larger than {LARGEST_FDX:,} bytes", "take pictures out of it"
        raise FilmError(Problem(what=what, remedy=remedy, file=path.name, kind="too-large"))
    return data
