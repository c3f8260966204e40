"""What a command of the command line is, before anything that it needs has been imported."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command; its file holds nothing heavy outside ``run``."""

    name: str
    """The word that is typed."""
    help: str
    """One line for the list of commands."""
    description: str
    """A paragraph for the command's own help."""
    add_arguments: Callable[[ArgumentParser], None]
    """Adds what this command takes; ``--json`` and ``--quiet`` are added for all."""
    run: Callable[[Namespace], int]
    """Does the work, importing it first; returns the exit code."""


def add_film(parser: ArgumentParser) -> None:
    """Adds the argument FILM."""
    parser.add_argument("film", metavar="FILM", help="the film folder, which holds film.yaml")


def add_scene(parser: ArgumentParser) -> None:
    """Adds the argument SCENE."""
    parser.add_argument("scene", metavar="SCENE", help="the number of the scene, as the screenplay has it")


def add_strict(parser: ArgumentParser) -> None:
    """Adds the option --strict."""
    parser.add_argument(
        "--strict", action="store_true", help="end with exit code 1 if anything found demands attention"
    )
