"""``offworld check``: reads everything in a film and names every mistake."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film
from offworld.cli.output import tell_problems


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.check import check_film

    return tell_problems(check_film(Path(options.film)), options)


COMMAND = Command(
    name="check",
    help="reads everything in a film and names every mistake",
    description=(
        "Reads everything in a film. Each mistake is named with file, line, column, what is wrong and "
        "what to do about it."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
