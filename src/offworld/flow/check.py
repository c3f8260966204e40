"""``offworld check``: every mistake of a film folder."""

from __future__ import annotations

from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.film.scene import Film
from offworld.script import read_film
from offworld.space import read_set


def load_film(folder: Path) -> Film:
    """The film in a folder, read whole.

    Raises:
        FilmError: with every mistake found.
    """
    return read_film(folder, read_set)


def check_film(folder: Path) -> tuple[Problem, ...]:
    """Every mistake of a film folder, in the order of its files; warnings if there is none; empty if all is well."""
    try:
        film = load_film(folder)
    except FilmError as error:
        return error.problems
    from offworld.flow.light_check import light_problems
    from offworld.flow.schedule_check import schedule_problems
    from offworld.frame.reach import lens_warnings

    return (*lens_warnings(film), *light_problems(film, folder), *schedule_problems(film, folder))
