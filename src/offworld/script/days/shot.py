"""What was shot: `takes:` of observed.yaml, so many of a scene and so many of them good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from offworld.errors import FilmError, Problem
from offworld.film.shoot import TakesShot
from offworld.script.observed import MOST_SEEN, OBSERVED
from offworld.text import Fields, Sheet, read_yaml, remedy_for


def read_shot(folder: Path, scenes: Mapping[str, str], problems: list[Problem]) -> tuple[TakesShot, ...]:
    """Takes that were shot; none if the film folder does not hold the file.

    Args:
        folder: the film folder.
        scenes: steady name of each scene by its name and by its number.
        problems: gets every mistake in them; what else is in the file is read elsewhere.
    """
    path = folder / OBSERVED
    if not path.exists():
        return ()
    sheet = Sheet(file=OBSERVED, problems=problems)
    try:
        file = Fields(read_yaml(path, OBSERVED), sheet, OBSERVED)
    except FilmError as error:
        problems += error.problems
        return ()
    found = []
    for node in file.items("takes", MOST_SEEN) or ():
        fields = Fields(node, sheet, "these takes")
        scene = fields.scalar("scene") if fields.need("scene", "7") is not None else None
        takes = fields.whole("takes", 1, 9999) if fields.need("takes", "12") is not None else None
        good = fields.whole("good", 0, 9999) if fields.need("good", "2") is not None else None
        fields.done()
        if scene is not None and scene.text not in scenes:
            what = f"there is no scene {scene.text[:40]!r}"
            sheet.wrong(scene, what, remedy_for(scene.text, scenes, name="scenes"), kind="unknown-scene")
        elif takes is not None and good is not None and good > takes:
            sheet.wrong(fields.node, f"{good} of {takes} takes cannot be good", "write how many were shot",
                        kind="out-of-range")  # fmt: skip
        elif scene is not None and takes is not None and good is not None:
            found.append(TakesShot(scene=scenes[scene.text], takes=takes, good=good))
    return tuple(found)
