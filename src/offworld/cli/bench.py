"""``offworld bench``: measures one figure against its baseline, in the same run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from offworld.cli.command import Command, add_strict
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the benchmark, such as moves or rehearse")
    parser.add_argument(
        "--samples",
        type=int,
        metavar="N",
        help="how many samples to draw (the published number if not given)",
    )
    parser.add_argument(
        "--takes",
        type=int,
        metavar="N",
        help="of bench takes: truly make N takes besides, such as 1000, in place of reckoning from a few",
    )
    add_strict(parser)


def _run(options: Namespace) -> int:
    from offworld.flow.bench import run_bench

    return tell(run_bench(options.name, samples=options.samples, takes=options.takes), options)


COMMAND = Command(
    name="bench",
    help="measures one figure against its baseline, in the same run",
    description=(
        "Runs a benchmark and prints each figure with its unit, its baseline from the same run, their "
        "ratio, and the bar it is held to."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
