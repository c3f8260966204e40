"""One scene of a film, laid open: its lines, and how the film reads if some of them were others.

A changed scene goes through the reader and all its checks, as if somebody had written it; nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping as Lines
from dataclasses import dataclass, field, replace

from offworld.errors import FilmError, Problem
from offworld.film.scene import Film
from offworld.script.around import Around
from offworld.script.lines import BeatLine, beat_line, changed_root
from offworld.script.rough import read_rough_beats
from offworld.script.scene import SceneRead, read_scene
from offworld.text import Items, Mapping, Scalar, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLines:
    """The lines of a scene, with all that it takes over from others."""

    starts: Lines[str, str]
    """Start line of each person who has one."""
    beats: tuple[BeatLine, ...]
    """In order of the scene; without lines that are said of themselves."""

    def beat(self, name: str) -> BeatLine:
        """The beat of that id."""
        return next(line for line in self.beats if line.id == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Lines in place of others."""

    starts: Lines[str, str] = field(default_factory=dict)
    """Start lines by person; one that has none gets one."""
    beats: tuple[BeatLine, ...] = ()
    """Beats by their id; one of a new id is added."""
    order: tuple[str, ...] = ()
    """Ids of all beats as they are to stand; empty: as written, new ones at the end."""


class OpenScene:
    """One scene of a film that was read without a mistake."""

    def __init__(
        self, film: Film, around: Around, root: Mapping, sheet: Sheet, title: str, like: tuple[str, ...]
    ) -> None:
        self.film = film
        """The film without its scenes."""
        self._around = around
        self._root = root
        self._sheet = sheet
        self._title = title
        self._like = like
        nodes = self._beat_nodes()
        rough = read_rough_beats(nodes, self._quiet([]))
        people = self._start_lines()
        self.lines = SceneLines(
            starts={name: text for name, text in people.items() if name in around.people},
            beats=tuple(beat_line(node, one) for node, one in zip(nodes, rough, strict=True)),
        )
        """Its lines."""

    def read(self, rewrite: Rewrite) -> Film:
        """The film with this scene alone, as it is with some lines changed.

        Raises:
            FilmError: changed so, it holds mistakes.
        """
        problems: list[Problem] = []
        ids = tuple(line.id for line in self.lines.beats)
        changed = {line.id: line for line in rewrite.beats}
        order = rewrite.order or (*ids, *(name for name in changed if name not in ids))
        root = changed_root(self._root, dict(rewrite.starts), changed, ids, order)
        read = read_scene(root, self._quiet(problems), self._around, self._title, self._like)
        if read is None or problems:
            raise FilmError(problems)
        return _with_scene(self.film, read)

    def _quiet(self, problems: list[Problem]) -> Sheet:
        return replace(self._sheet, problems=problems)

    def _beat_nodes(self) -> tuple[Mapping, ...]:
        value = next((value for key, value in self._root.pairs if key.text == "beats"), None)
        nodes = value.nodes if isinstance(value, Items) else ()
        return tuple(node for node in nodes if isinstance(node, Mapping))

    def _start_lines(self) -> dict[str, str]:
        value = next((value for key, value in self._root.pairs if key.text == "start"), None)
        pairs = value.pairs if isinstance(value, Mapping) else ()
        return {key.text: line.text for key, line in pairs if isinstance(line, Scalar)}


def _with_scene(film: Film, read: SceneRead) -> Film:
    """The film with one scene and what that brings."""
    return replace(
        film, props=(*film.props, *read.made.values()), sets=(read.stage_set,), scenes=(read.scene,)
    )
