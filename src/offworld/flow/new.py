"""``offworld new``: a small film to start from, which checks clean and can be rehearsed at once."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer

TEMPLATE = "template"
"""Folder of the template in the package `offworld.script`."""


def new_film(folder: Path) -> Answer:
    """Makes a film folder.

    Args:
        folder: where; it must not exist, or be empty.

    Raises:
        FilmError: there is something already, or the folder cannot be made.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise _refused(folder, "is not empty", "name a new folder")
        made = _copy(folder)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise _refused(folder, f"cannot be made: {reason}", "name another folder") from None
    text = "\n".join((
        f"Made {folder}: two people meet in a tunnel, one scene of 20 seconds.",
        f"  offworld check {folder}       names every mistake",
        f"  offworld draft {folder} 1     plays the scene",
        f"  {made[-1]} is the line of blocking to change first.",
    ))  # fmt: skip
    return Answer(text=text, data={"folder": folder, "files": made}, made=tuple(reversed(made)))


def _copy(folder: Path) -> list[Path]:
    """Copies the template file by file; the scene comes last."""
    made = []
    with resources.as_file(resources.files("offworld.script") / TEMPLATE) as template:
        sources = sorted(
            path for path in template.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
        for source in sorted(sources, key=lambda path: len(path.relative_to(template).parts)):
            target = folder / source.relative_to(template)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            made.append(target)
    return made


def _refused(folder: Path, what: str, remedy: str) -> FilmError:
    return FilmError(Problem(what=f"{folder} {what}", remedy=remedy, file=str(folder), kind="no-folder"))
