"""How commands speak: text for people, JSON for programs, progress and errors on the error stream."""

from __future__ import annotations

import dataclasses
import json
import logging
import sys
from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from offworld.errors import (
    EXIT_DONE,
    EXIT_FINDINGS,
    EXIT_NOT_POSSIBLE,
    EXIT_WRONG_INPUT,
    FilmError,
    OffworldError,
    Problem,
)

if TYPE_CHECKING:
    from offworld.flow.answer import Answer


def tell(answer: Answer, options: Namespace) -> int:
    """Prints an answer as asked for and returns the exit code."""
    print(to_json(answer.data) if options.json else answer.text)
    if answer.refused:
        return EXIT_NOT_POSSIBLE
    if answer.attention and getattr(options, "strict", False):
        return EXIT_FINDINGS
    return EXIT_DONE


def tell_problems(problems: Sequence[Problem], options: Namespace) -> int:
    """Prints the mistakes and warnings found, or that there are none, and returns the exit code."""
    mistakes = [problem for problem in problems if not problem.warning]
    if options.json:
        print(to_json(problems))
    else:
        counted = [(len(mistakes), "mistake"), (len(problems) - len(mistakes), "warning")]
        counts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counted if count]
        print(*problems, ", ".join(counts) if counts else "Nothing wrong.", sep="\n")
    return EXIT_WRONG_INPUT if mistakes else EXIT_DONE


def tell_error(error: OffworldError, *, as_json: bool) -> int:
    """Prints an error without a traceback and returns the exit code."""
    if as_json:
        problems = error.problems if isinstance(error, FilmError) else ()
        record = {
            "error": type(error).__name__,
            "message": str(error),
            "problems": problems,
            "exit_code": error.exit_code,
        }
        print(to_json(record))
    else:
        print(error, file=sys.stderr)
    return error.exit_code


def show_progress(*, quiet: bool) -> None:
    """Lets long work be seen on the error stream, or not."""
    logger = logging.getLogger("offworld.progress")
    logger.propagate = False
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)


def to_json(data: Any) -> str:
    """JSON text of data that may hold records, paths, fractions and arrays."""
    return json.dumps(data, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, PurePath | Fraction):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
