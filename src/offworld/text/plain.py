"""Reading a text file whole, as UTF-8, within limits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem

LARGEST_FILE: Final = 1_000_000
"""Bytes; larger text files are refused unread (a scene of a feature film has about 10 000)."""

NO_FILM: Final = "name the folder that holds it, or make a film with 'offworld new DIR'"
"""What helps where film.yaml itself is not there: then the folder is no film."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")


def read_plain(path: Path, name: str) -> str:
    """The text of a file, every line end made a line feed.

    Args:
        path: the file.
        name: how messages call it, relative to the film folder.

    Raises:
        FilmError: not there, not a file, too large, not UTF-8, or with control characters in it.
    """
    try:
        if not path.is_file():
            remedy = NO_FILM if name == "film.yaml" else "make it, or take its name out"
            raise _problem(name, "is not there", remedy, "missing-file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise _problem(name, f"cannot be read: {reason}", "check its permissions", "unreadable") from None
    if len(data) > LARGEST_FILE:
        raise _problem(
            name, f"is larger than {LARGEST_FILE:,} bytes", "split it into smaller files", "too-large"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"))
        raise FilmError(
            Problem(
                what=f"byte {data[error.start]:#04x} is not UTF-8",
                remedy="save the file as UTF-8",
                file=name, line=line, column=column, kind="not-utf8",
            )
        ) from None  # fmt: skip
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.search(text)
    if found is not None:
        line, column = _place(text[: found.start()])
        raise FilmError(
            Problem(
                what=f"character U+{ord(found[0]):04X} is no text",
                remedy="take it out",
                file=name, line=line, column=column, kind="control-character",
            )
        )  # fmt: skip
    return text


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _problem(name: str, what: str, remedy: str, kind: str) -> FilmError:
    return FilmError(Problem(what=f"{name} {what}", remedy=remedy, file=name, kind=kind))
