"""``offworld replan``: a new plan when things have come otherwise."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell
from offworld.cli.schedule import add_solver


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "--today", required=True, metavar="DATE", help="such as 2021-10-10; days before it are past"
    )
    for name, what, shown in (
        ("--lost-day", "a day on which nothing can be shot, with the reason if wanted", "DATE[:WHY]"),
        ("--ill", "who cannot work today, or until a day: ivan:2021-10-12", "PERSON[:DATE]"),
        ("--done", "a scene that is in the can, before its time too", "SCENE"),
        ("--not-got", "a scene that was planned and was not got", "SCENE"),
    ):
        parser.add_argument(
            name, action="append", default=[], metavar=shown, help=f"{what}; may be said again"
        )
    parser.add_argument(
        "--dry-run", action="store_true", help="tell the plan and leave schedule.yaml as it is"
    )
    add_solver(parser)
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.replan import News, replan_film

    news = News(
        today=options.today, lost=tuple(options.lost_day), ill=tuple(options.ill), done=tuple(options.done),
        not_got=tuple(options.not_got),
    )  # fmt: skip
    answer = replan_film(
        Path(options.film), news, budget=options.budget, workers=options.workers, write=not options.dry_run
    )
    return tell(answer, options)


COMMAND = Command(
    name="replan",
    help="a new plan when a day is lost, somebody is ill, a scene is done early or was not got",
    description=(
        "Plans the days that are left anew, near the plan in people's hands: what is past or locked stands still, few "
        "strips move, and for each that moves the reason is told. Writes schedule.yaml. Past strips count as shot "
        "unless --not-got says otherwise."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
