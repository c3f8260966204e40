"""The ``offworld`` command: finds the command asked for, runs it, and says what went wrong without a traceback.

Exit codes: 0 done; 1 done, but findings demand attention (only with ``--strict``); 2 wrong input;
3 not possible as asked; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from offworld import __version__
from offworld.cli import (
    audit,
    bench,
    breakdown,
    bring_in,
    cameras,
    check,
    draft,
    export,
    frame,
    lenses,
    light,
    make,
    new,
    output,
    papers,
    rehearse,
    replan,
    replay,
    schedule,
)
from offworld.cli.command import Command
from offworld.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_WRONG_INPUT, OffworldError

COMMANDS: tuple[Command, ...] = (
    new.COMMAND,
    check.COMMAND,
    cameras.COMMAND,
    lenses.COMMAND,
    draft.COMMAND,
    make.COMMAND,
    rehearse.COMMAND,
    replay.COMMAND,
    frame.COMMAND,
    light.COMMAND,
    breakdown.COMMAND,
    schedule.COMMAND,
    replan.COMMAND,
    papers.COMMAND,
    audit.COMMAND,
    export.COMMAND,
    bring_in.COMMAND,
    bench.COMMAND,
)
"""Every command, in the order that a film meets them."""


def build_parser() -> tuple[ArgumentParser, dict[str, ArgumentParser]]:
    """The parser of the whole command line, and that of each command by its name."""
    parser = ArgumentParser(
        prog="offworld",
        description="A production system for films shot off the Earth.",
        epilog="Exit codes: 0 done; 1 findings demand attention (with --strict); 2 wrong input; "
        "3 not possible as asked; 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"offworld {__version__}")
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    parsers: dict[str, ArgumentParser] = {}
    for command in COMMANDS:
        sub = choices.add_parser(
            command.name, help=command.help, description=command.description, allow_abbrev=False
        )
        command.add_arguments(sub)
        sub.add_argument("--json", action="store_true", help="print the answer as JSON, for programs")
        sub.add_argument("--quiet", action="store_true", help="do not show progress")
        sub.set_defaults(run=command.run)
        parsers[command.name] = sub
    return parser, parsers


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: the words after the program's name; None takes them from the process.

    Returns:
        The exit code.
    """
    options = build_parser()[0].parse_args(arguments)
    output.show_progress(quiet=options.quiet or options.json)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except OffworldError as error:
        return output.tell_error(error, as_json=options.json)
    except KeyboardInterrupt:
        print("Interrupted; what was finished is kept.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (as with `| head`); nothing is left to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except OSError as error:
        if error.filename is None:
            raise
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return EXIT_WRONG_INPUT
    return code
