"""``offworld papers``: what is printed of a schedule."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.schedule_papers import papers_film

    return tell(papers_film(Path(options.film)), options)


COMMAND = Command(
    name="papers",
    help="stripboard, one-liner, day out of days and call sheets",
    description=(
        "Writes the papers of the plan in schedule.yaml into out/schedule, in English and in Russian: stripboard, "
        "one-liner, day out of days and a call sheet for each day as pages, and all call sheets as a PDF."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
