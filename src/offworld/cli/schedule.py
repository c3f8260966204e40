"""``offworld schedule``: a plan of the film's days, and the verdict on any plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell


def add_solver(parser: ArgumentParser) -> None:
    """Adds the options of the solver."""
    parser.add_argument(
        "--budget", type=float, default=15.0, metavar="S", help="deterministic seconds of the solver (15)"
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="threads of the solver (1)")


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "--check", metavar="FILE", help="judge this plan, written as schedule.yaml is, and make none"
    )
    add_solver(parser)
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.schedule import schedule_film

    check = None if options.check is None else Path(options.check)
    return tell(
        schedule_film(Path(options.film), check=check, budget=options.budget, workers=options.workers),
        options,
    )


COMMAND = Command(
    name="schedule",
    help="a plan of the film's days, or the verdict on one",
    description=(
        "Plans who shoots what, where and when, from the breakdown, days.yaml and the light, and writes schedule.yaml. "
        "What is locked or shot there stays. Says how good the plan is at least, what has no place and why."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
