"""``offworld make``: makes all that is out of date, at full quality."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="how many processes work at once (as many as there are cores); the bytes made are the same "
        "for any number",
    )
    parser.add_argument(
        "--quality",
        choices=("draft", "final"),
        default="final",
        help="final: soft shadows, lamps and depth of field, many minutes for a film; draft: plain pictures, "
        "several times quicker",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.make import make_film

    return tell(make_film(Path(options.film), workers=options.workers, quality=options.quality), options)


COMMAND = Command(
    name="make",
    help="makes all that is out of date, at full quality",
    description=(
        "Makes every take, animatic, drawing and page of a film that is out of date, judged by "
        "content and not by time stamps. May be interrupted at any moment; the next run goes on from "
        "there."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
