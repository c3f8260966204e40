"""The errors of Offworld, in one tree.

    OffworldError                 anything that a person is told without a traceback
    ├── FilmError                 exit 2: wrong input; carries each Problem with its place and remedy
    ├── NotPossible               exit 3: understood, but not possible as asked; says why
    ├── StoreError                exit 2: a stored file is missing, cut short or changed; carries its path
    │   └── BadTake               exit 2: a take that cannot be read as one
    ├── SimulationError           exit 3: the simulation blew up; carries the path of a file that replays it
    └── MissingLibrary            exit 3: a library or system part is not there; carries the command that brings it

A refusal, a miss or a time-out inside a take is an outcome with a reason, never one of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_WRONG_INPUT = 2
EXIT_NOT_POSSIBLE = 3
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in what was given, with its place and what to do about it."""

    what: str
    """What is wrong, as one plain sentence without a full stop."""
    remedy: str = ""
    """What to do about it (the nearest right spelling, the accepted units); empty: nothing to suggest."""
    file: str = ""
    """The file, as given or relative to the film; empty: not from a file."""
    line: int | None = None
    """Line in the file from 1; None: the file as a whole."""
    column: int | None = None
    """Column in the line from 1; None: the line as a whole."""
    kind: str = ""
    """A short steady name of the kind of mistake (``unknown-person``) for programs and tests."""
    warning: bool = False
    """True: nothing is wrong with how it is written, but it will not come out as wanted."""

    def at(self, file: str, line: int | None = None, column: int | None = None) -> Problem:
        """The same mistake with its place."""
        return replace(self, file=file, line=line, column=column)

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (self.file or None, self.line, self.column) if part is not None
        )
        what = f"warning: {self.what}" if self.warning else self.what
        text = f"{place}: {what}" if place else what
        return f"{text} — {self.remedy}" if self.remedy else text


class OffworldError(Exception):
    """Anything that a person is told without a traceback."""

    exit_code: ClassVar[int] = EXIT_NOT_POSSIBLE
    """What the command line ends with."""


class FilmError(OffworldError):
    """The input is wrong in one or more places."""

    exit_code: ClassVar[int] = EXIT_WRONG_INPUT

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        """Each mistake found, in the order of the files."""
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[FilmError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class NotPossible(OffworldError):  # noqa: N818 - the plain word
    """Understood, but not possible as asked; the message says why."""


class StoreError(OffworldError):
    """A stored file is missing, cut short or changed."""

    exit_code: ClassVar[int] = EXIT_WRONG_INPUT

    def __init__(self, message: str, path: Path | None = None) -> None:
        self.path = path
        """The file; None: more than one, named in the message."""
        super().__init__(message if path is None else f"{path}: {message}")
        self._message = message

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, Path | None]]:
        return type(self), (self._message, self.path)


class BadTake(StoreError):  # noqa: N818 - the plain word
    """A take that cannot be read as one."""


class SimulationError(OffworldError):
    """The simulation blew up; what it was doing can be replayed."""

    def __init__(self, message: str, replay: Path | None = None) -> None:
        self.replay = replay
        """The file that replays it; None: it could not be written."""
        super().__init__(message if replay is None else f"{message} — to look into it: {replay}")
        self._message = message

    def __reduce__(self) -> tuple[type[SimulationError], tuple[str, Path | None]]:
        return type(self), (self._message, self.replay)


class MissingLibrary(OffworldError):  # noqa: N818 - the plain word
    """A library or a part of the system is not there."""

    def __init__(self, what: str, command: str) -> None:
        self.what = what
        """What is missing."""
        self.command = command
        """The command that brings it."""
        super().__init__(f"{what} is missing — run: {command}")

    def __reduce__(self) -> tuple[type[MissingLibrary], tuple[str, str]]:
        return type(self), (self.what, self.command)
