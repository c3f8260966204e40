"""Reads a film folder once and leaves a record for each scene, so that nothing after it reads text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.framing import ShotList
from offworld.film.scene import Film
from offworld.flow.files import json_bytes
from offworld.flow.light_place import with_elements
from offworld.flow.records import cast_of, rehearsal_of, rules_of, settings_of, without_places, write_record
from offworld.flow.variants import groups
from offworld.script import read_film
from offworld.space import read_set

_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,30}")
"""What a scene may be called, for it becomes the name of a folder."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Reads the film in `given["film"]`.

    Writes ``scenes.json`` (number and title of each scene in film order), ``film.json`` and ``settings.json`` (the
    film without its scenes, and what pictures need of that), ``habits.json`` (how its people vary), ``times.json``
    (how long its crew works), ``light.json`` (its orbit, days and moments, a `FilmLight`),
    ``scenes/NUMBER.json`` (the `Rehearsal` of each),
    ``shots/NUMBER.json`` (its shots in words, a `ShotList`), ``cuts/NUMBER.json`` (what its cuts are checked by),
    ``around/NUMBER.json`` (title of the film, number and title of the scenes before and after, variants) and
    ``sounds/NUMBER/LINE.wav`` (scratch recordings).

    Raises:
        FilmError: the film holds mistakes; all of them are named.
    """
    film = read_film(given["film"], read_set)
    check_numbers(film)
    names = [[scene.id, scene.title] for scene in film.scenes]
    (out / "scenes.json").write_bytes(json_bytes(names))
    write_record(out / "film.json", cast_of(film))
    write_record(out / "settings.json", settings_of(film))
    write_record(out / "habits.json", film.habits)
    write_record(out / "times.json", film.times)
    write_record(out / "light.json", without_places(with_elements(film, given["film"]).light))
    alike = {number: ids for ids in groups([scene.id for scene in film.scenes]).values() for number in ids}
    for before, scene, after in zip([None, *names], film.scenes, [*names[1:], None], strict=False):
        around = {"film": film.title, "before": before, "after": after, "variants": alike.get(scene.id, [])}
        write_record(out / "around" / f"{scene.id}.json", around)
        write_record(out / "scenes" / f"{scene.id}.json", rehearsal_of(film, scene))
        shots = ShotList(shots=scene.framings, package=film.package)
        write_record(out / "shots" / f"{scene.id}.json", without_places(shots))
        write_record(out / "cuts" / f"{scene.id}.json", rules_of(film, scene))
        for line in scene.lines:
            if line.sound is not None:
                copy_sound(given["film"], line.sound, out / "sounds" / scene.id / f"{line.id}.wav")


def copy_sound(film: Path, sound: str, place: Path) -> None:
    """Copies a scratch recording, which must lie in the film folder.

    Raises:
        FilmError: it does not, or is not there.
    """
    source = (film / sound).resolve()
    if not source.is_relative_to(film.resolve()) or not source.is_file():
        raise FilmError(
            Problem(
                what=f"there is no recording {sound!r} in the film folder",
                remedy="name a WAV file inside the film folder",
                kind="no-sound",
            )
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(source.read_bytes())


def check_numbers(film: Film) -> None:
    """Sees to it that every scene's number can be the name of a folder.

    Raises:
        FilmError: one cannot.
    """
    problems = [
        Problem(
            what=f"a scene cannot be numbered {scene.id!r}",
            remedy="give it a number with letters if need be, for example 7 or 12A",
            kind="scene-number",
        ).at(scene.place.file, scene.place.line or None, scene.place.column or None)
        for scene in film.scenes
        if not _NUMBER.fullmatch(scene.id)
    ]
    if problems:
        raise FilmError(problems)
