"""``offworld lenses``: lists the lens sets that a film may name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from offworld.cli.command import Command
from offworld.cli.output import tell


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="of one lens set, for all that is known of it"
    )


def _run(options: Namespace) -> int:
    from offworld.flow.kit import list_lenses

    return tell(list_lenses(options.name), options)


COMMAND = Command(
    name="lenses",
    help="lists the lens sets that a film may name",
    description=(
        "Lists the lens sets that film.yaml may name, or the lenses of one: T and N, minimum focus, squeeze, "
        "barrel, and which of the numbers are from memory."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
