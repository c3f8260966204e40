"""What a stage is: one kind of work, what it is given, and where its results go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FILM: Final = ""
"""In place of a scene's number, for a stage that works on the film as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that a stage is given."""

    name: str
    """How the stage calls it."""
    stage: str
    """Which stage made it; ``film`` is the folder that a person writes, ``odds`` what `rehearse --takes` and `--advise`
    have left of a scene."""
    path: str = ""
    """File or folder in what that stage made; ``{scene}`` becomes the number of the scene; empty: all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of work."""

    name: str
    """A word; also the name of its folder in the cache."""
    doing: str
    """What it does, for people who wait: "drawing pictures"."""
    module: str
    """Full name of the module with its function ``make``; the code that its results depend on starts there."""
    given: tuple[Given, ...]
    """In the order of the table. A film stage is given a scene stage's results once for each scene, under
    ``name/scene``."""
    of_scene: bool = True
    """False: it works on the film as a whole."""
    numeric: bool = False
    """True: its bytes depend on the kind of processor."""
    aside: str = ""
    """A folder in what it makes that is kept apart, under its own name and the same key, because nothing depends on
    it; empty: none."""
    publish: tuple[tuple[str, str], ...] = ()
    """Pairs of a file or folder in what it makes and its place in ``out/``, with ``{scene}``."""
