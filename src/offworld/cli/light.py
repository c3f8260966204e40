"""``offworld light``: when which light comes through which window."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from offworld.cli.command import Command, add_film, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    add_film(parser)
    parser.add_argument(
        "--from",
        dest="begin",
        metavar="UTC",
        help="first day or moment, such as 2021-10-15 (the film's first day)",
    )
    parser.add_argument("--to", dest="end", metavar="UTC", help="last day or moment (the film's last day)")
    parser.add_argument(
        "--at", metavar="WINDOW", help="tell every span of one window, and where its spot of sun goes"
    )
    parser.add_argument(
        "--when",
        metavar="LIGHT",
        help="when a light asked for in words is there, such as 'direct sun through window.5 for at least 4 min'",
    )
    parser.add_argument(
        "--scene",
        metavar="NUMBER",
        help="what a scene, its shots and its beats ask for, and when it can be had",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.light import light_film

    film = Path(options.film)
    return tell(
        light_film(
            film, begin=options.begin, end=options.end, at=options.at, when=options.when, scene=options.scene
        ),
        options,
    )


COMMAND = Command(
    name="light",
    help="when which light comes through which window",
    description=(
        "Foretells the light of each set on the film's days: sunrises, beta, when the Sun or the Earth's day or night "
        "is in which window, how long it lasts and how fast it changes; whether the light that scenes ask for is there."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
