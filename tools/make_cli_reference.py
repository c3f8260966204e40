"""Writes docs/cli.md, the reference of the command line, from the commands themselves.

Usage: make_cli_reference.py [FILE]
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser
from pathlib import Path

from offworld.cli.main import COMMANDS, build_parser

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"

HEAD = """# The command line

*Written by `make docs` from the commands themselves.*

Every command prints for people, or JSON for programs with `--json`. Long work shows its progress on the error
stream and may be interrupted. A film is a folder that holds `film.yaml`; a scene is named by its number.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | done, but findings demand attention (only with `--strict`) |
| 2 | wrong input: each mistake is named with file, line, column and remedy |
| 3 | not possible as asked; the message says why |
| 130 | interrupted; what was finished is kept |
"""


def reference() -> str:
    """The whole page."""
    parsers = build_parser()[1]
    return "\n".join([HEAD, *(section(command.name, parsers[command.name]) for command in COMMANDS)])


def section(name: str, parser: ArgumentParser) -> str:
    """The part of one command."""
    actions = [action for action in parser._actions if action.dest != "help"]  # noqa: SLF001 - argparse has no other way
    places = [action for action in actions if not action.option_strings]
    words = [f"[{one.metavar}]" if one.nargs == "?" else str(one.metavar) for one in places]
    words += [f"[{shown(action)}]" for action in actions if action.option_strings]
    rows = [f"| `{shown(action)}` | {action.help} |" for action in actions]
    return "\n".join(
        [
            f"## offworld {name}\n",
            f"    offworld {name} {' '.join(words)}\n",
            f"{parser.description}\n",
            "| argument | meaning |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def shown(action: Action) -> str:
    """How an argument is typed."""
    if not action.option_strings:
        return str(action.metavar)
    return f"{action.option_strings[0]} {action.metavar}" if action.metavar else action.option_strings[0]


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(reference(), encoding="utf-8")
