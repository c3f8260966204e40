"""A whole film folder: film.yaml, the script and the scenes, with every mistake in all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.basic import Place
from offworld.film.prop import Prop
from offworld.film.scene import Film, Line
from offworld.film.stage_set import StageSet
from offworld.script.around import Around
from offworld.script.changed import OpenScene
from offworld.script.film import FILE, SCENE_FILE, FilmFile, read_film_file
from offworld.script.limits import MOST_SCENES
from offworld.script.observed import read_observed
from offworld.script.scene import SceneRead, read_scene
from offworld.script.screenplay.script_file import FDX, FOUNTAIN, read_script
from offworld.script.speech import time_lines
from offworld.script.speeches import Speech, speeches
from offworld.script.variants import Variants
from offworld.text import Mapping as MappingNode
from offworld.text import Node, Scalar, Sheet, read_yaml, remedy_for

SCENES: Final = "scenes"
"""Folder of the scene files."""
MOST_PROBLEMS: Final = 200
"""Mistakes reported at once; nobody reads more."""

ReadSet = Callable[[str, Path], StageSet]
"""Reads a set by its name, as built in or from the film folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    """The lines of the screenplay."""

    lines: dict[str, Line]
    speeches: dict[str, Speech]
    file: str = FOUNTAIN


def read_film(folder: Path, read_set: ReadSet) -> Film:
    """Reads a film folder.

    Args:
        folder: the film folder.
        read_set: reads a set by its name; raises FilmError.

    Returns:
        The film: whole, and without a contradiction that can be seen in its text.

    Raises:
        FilmError: with every mistake in all files, in the order film, script, scenes.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        what = f"{str(folder)[:200]!r} is no folder"
        raise FilmError(Problem(what=what, remedy="make one with 'offworld new DIR'", kind="no-folder"))
    sheet = Sheet(file=FILE, problems=problems)
    film = read_film_file(_root(folder, FILE, sheet), sheet)
    script = _read_script(folder, film, problems)
    around = _around(film, script, _each_once(read_set, folder))
    files = _SceneFiles(folder, problems)
    read = [_read_scene_file(name, files, around) for name, _ in _files(folder, film, sheet)]
    scenes = [one for one in read if one is not None]
    _check_numbers(scenes, problems)
    if not read and not problems:
        problems.append(_no_scenes())
    # What was seen can only be held against scenes that are right.
    habits = film.habits
    if len(scenes) == len(read):
        habits = read_observed(folder, [one.scene for one in scenes], habits, problems)
    if problems:
        raise FilmError(_sorted(problems))
    return replace(_film(film, scenes), habits=habits)


def open_scene(folder: Path, read_set: ReadSet, number: str) -> OpenScene:
    """One scene of a film, to be read with lines changed.

    Args:
        folder: the film folder; it holds no mistake.
        read_set: reads a set by its name.
        number: of the scene.

    Raises:
        FilmError: there are mistakes after all, or no such scene.
    """
    problems: list[Problem] = []
    sheet = Sheet(file=FILE, problems=problems)
    film = read_film_file(_root(folder, FILE, sheet), sheet)
    around = _around(film, _read_script(folder, film, problems), _each_once(read_set, folder))
    files = _SceneFiles(folder, problems)
    for name, _ in _files(folder, film, sheet):
        own = Sheet(file=scene_file(name), problems=problems, others=files.variants.files)
        root, like = files.variants.whole(name, own)
        numbers = (
            [value for key, value in root.pairs if key.text == "scene"]
            if isinstance(root, MappingNode)
            else []
        )
        if not problems and numbers and isinstance(numbers[0], Scalar) and numbers[0].text == number:
            assert isinstance(root, MappingNode)
            return OpenScene(_film(film, []), around, root, own, _title(name), like)
    raise FilmError(problems or [_no_scenes()])


def _each_once(read_set: ReadSet, folder: Path) -> Callable[[str], StageSet]:
    """Reads sets by their names, each at most once."""
    sets: dict[str, StageSet] = {}

    def known_set(name: str) -> StageSet:
        if name not in sets:
            sets[name] = read_set(name, folder)
        return sets[name]

    return known_set


def _title(name: str) -> str:
    """The title of a scene that gives none, from the name of its file."""
    return name.replace("-", " ").replace("_", " ").capitalize()


def _film(film: FilmFile, scenes: list[SceneRead]) -> Film:
    made: dict[str, Prop] = {}
    sets: dict[str, StageSet] = {}
    for scene in scenes:
        made.update(scene.made)
        sets[scene.stage_set.id] = scene.stage_set
    return Film(
        title=film.title,
        rate=film.rate,
        aspect=film.aspect,
        people=tuple(film.people.values()),
        props=(*film.props.values(), *made.values()),
        sets=tuple(sets.values()),
        worlds=tuple(film.worlds.items()),
        scenes=tuple(scene.scene for scene in scenes),
        sensor=film.sensor,
        package=film.package,
        seed=film.seed,
        beeps=film.beeps,
        habits=film.habits,
        times=film.times,
        light=replace(film.outside, scenes=tuple(one.light for one in scenes if one.light is not None)),
        continuity=film.continuity,
    )


def _around(film: FilmFile, script: _Script, known_set: Callable[[str], StageSet]) -> Around:
    return Around(
        people=film.people,
        called=film.called,
        props=film.props,
        worlds=film.worlds,
        lines=script.lines,
        line_scenes={name: speech.scene for name, speech in script.speeches.items()},
        line_places={
            name: Place(file=script.file, line=speech.line, column=1)
            for name, speech in script.speeches.items()
        },
        package=film.package,
        light=film.light,
        read_set=known_set,
    )


def _root(folder: Path, name: str, sheet: Sheet) -> MappingNode | Scalar:
    """The content of a file; an empty mapping if it cannot be read, which is then noted once."""
    try:
        _inside(folder, folder / name, name)
        node = read_yaml(folder / name, name)
    except FilmError as error:
        raise FilmError((*sheet.problems, *error.problems)) from None
    if isinstance(node, MappingNode):
        return node
    sheet.wrong(node, f"{name} must hold 'name: value' lines", "begin with 'title: …'", kind="wrong-type")
    raise FilmError(sheet.problems)


def _inside(folder: Path, path: Path, name: str) -> None:
    """A file of the film lies in its folder, links or not."""
    if path.resolve().is_relative_to(folder.resolve()):
        return
    what = f"{name} leads out of the film folder"
    raise FilmError(Problem(what=what, remedy="put the file itself there", file=name, kind="outside"))


def _read_script(folder: Path, film: FilmFile, problems: list[Problem]) -> _Script:
    """The lines of the screenplay; a film may have none."""
    try:
        script = read_script(folder)
    except FilmError as error:
        problems += error.problems
        return _Script(lines={}, speeches={})
    if script is None:
        return _Script(lines={}, speeches={})
    sheet = Sheet(file=script.file, problems=problems)
    timed = time_lines(speeches(script.screenplay), folder, film.speaking_rate, sheet)
    return _Script(
        lines={line.id: line for _, line in timed},
        speeches={line.id: speech for speech, line in timed},
        file=script.file,
    )


def _files(folder: Path, film: FilmFile, sheet: Sheet) -> list[tuple[str, Scalar | None]]:
    """Names of the scene files in film order, with the place that lists them."""
    directory = folder / SCENES
    there = sorted(path.stem for path in directory.glob("*.yaml")) if directory.is_dir() else []
    if film.scenes is None:
        for name in there[:MOST_SCENES]:
            if not SCENE_FILE.fullmatch(name):
                what = f"{name[:40]!r} cannot be the name of a scene file"
                remedy = "use small letters, digits, '-' and '_'"
                file = f"{SCENES}/{name[:60]}.yaml"
                sheet.problems.append(Problem(what=what, remedy=remedy, file=file, kind="bad-name"))
        return [(name, None) for name in there[:MOST_SCENES] if SCENE_FILE.fullmatch(name)]
    found: list[tuple[str, Scalar | None]] = []
    for node in film.scenes:
        if node.text in there:
            found.append((node.text, node))
            continue
        what = f"there is no file {SCENES}/{node.text}.yaml"
        sheet.wrong(node, what, remedy_for(node.text, there, name="scene files"), kind="unknown-scene")
    return found


class _SceneFiles:
    """The scene files of a film, each read at most once."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self.problems = problems
        self._roots: dict[str, Node | None] = {}
        there = sorted((folder / SCENES).glob("*.yaml"))[:MOST_SCENES]
        names = tuple(path.stem for path in there if SCENE_FILE.fullmatch(path.stem))
        self.variants = Variants(names, self._root, scene_file)

    def _root(self, name: str) -> Node | None:
        if name not in self._roots:
            file = scene_file(name)
            try:
                _inside(self._folder, self._folder / file, file)
                self._roots[name] = read_yaml(self._folder / file, file)
            except FilmError as error:
                self.problems += error.problems
                self._roots[name] = None
        return self._roots[name]


def scene_file(name: str) -> str:
    """Where the scene file of a name lies in a film folder."""
    return f"{SCENES}/{name}.yaml"


def _read_scene_file(name: str, files: _SceneFiles, around: Around) -> SceneRead | None:
    sheet = Sheet(file=scene_file(name), problems=files.problems, others=files.variants.files)
    root, like = files.variants.whole(name, sheet)
    if root is None:
        return None
    return read_scene(root, sheet, around, _title(name), like)


def _check_numbers(scenes: list[SceneRead], problems: list[Problem]) -> None:
    """No two scenes have the same number."""
    seen: dict[str, str] = {}
    for one in scenes:
        scene = one.scene
        if scene.id in seen:
            what = f"scene {scene.id} is also in {seen[scene.id]}"
            sheet = Sheet(file=scene.place.file, problems=problems)
            where = Scalar(text="", line=scene.place.line, column=scene.place.column)
            sheet.wrong(where, what, "give one of them another number", kind="duplicate-scene")
        seen.setdefault(scene.id, scene.place.file)


def _no_scenes() -> Problem:
    remedy = f"write one in {SCENES}/, or begin with 'offworld new DIR'"
    return Problem(what="the film has no scene", remedy=remedy, file=FILE, kind="no-scenes")


def _sorted(problems: list[Problem]) -> list[Problem]:
    """In the order of the files and of the lines in them, each once."""
    order = {FILE: 0, FOUNTAIN: 1, FDX: 1}
    unique = list(dict.fromkeys(problems))
    files = list(dict.fromkeys(problem.file for problem in unique))
    unique.sort(
        key=lambda one: (order.get(one.file, 2), files.index(one.file), one.line or 0, one.column or 0)
    )
    return unique[:MOST_PROBLEMS]
