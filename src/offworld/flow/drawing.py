"""Frames drawn by several processes at once, in parts that do not depend on how many there are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from offworld.film.lit import SceneLight
from offworld.film.scene import Film
from offworld.film.take import Take
from offworld.flow.environment import workers
from offworld.flow.lit import read_light
from offworld.flow.pool import Pool
from offworld.flow.shot_take import read_shot_take
from offworld.picture.frames import Pixels, Quality, frames
from offworld.timecode import frames_in

PART: Final = 125
"""Frames drawn on one stage. Filament's noise goes on from frame to frame, so where a part begins decides bytes."""


def drawn(
    take: Take,
    folder: Path,
    film: Film,
    quality: Quality,
    out: Path,
    *,
    begin: int = 0,
    part: int = PART,
    framed: Path | None = None,
    light: Path | None = None,
) -> Iterator[Pixels]:
    """The pictures of a take in order, drawn by as many processes as may work at once.

    Args:
        take: the take.
        folder: where it lies, for the other processes.
        film: its rate, aspect and gate.
        quality: how fine.
        out: a folder in which parts wait until they are wanted; nothing is left there.
        begin: tick to begin at.
        part: frames drawn on one stage.
        framed: where its shots lie, likewise; None: it has none in words.
        light: where the light lies that it is drawn in; None: that of its set's lamps alone.

    Raises:
        NotPossible: a camera cannot be placed.
        MissingLibrary: there is nothing to draw with.
    """
    count = frames_in(max(take.length - begin, 0), film.rate / quality.thin)
    parts = [range(start, min(start + part, count)) for start in range(0, count, part)]
    if len(parts) < 2 or workers() == 1:
        for each in parts:
            yield from _part(take, film, quality, begin, each, read_light(light))
        return
    # What the processes need of the film, and no more.
    settings = replace(film, people=(), props=())
    with TemporaryDirectory(dir=out) as place, Pool(workers()) as pool:
        known = {"take": folder, "framed": framed, "light": light}
        given = {name: path for name, path in known.items() if path is not None}
        waiting: deque[tuple[range, Path, Future[float]]] = deque()
        todo = iter(parts)

        def start_one() -> None:
            each = next(todo, None)
            if each is not None:
                file = Path(place) / f"{each.start}"
                arguments = (given, settings, quality, begin, each, file)
                waiting.append((each, file, pool.call(__name__, "draw_part", *arguments)))

        for _ in range(workers() + 1):
            start_one()
        size = quality.height, quality.width(film.aspect), 3
        while waiting:
            each, file, done = waiting.popleft()
            done.result()
            start_one()
            yield from np.fromfile(file, dtype=np.uint8).reshape(len(each), *size)
            file.unlink()


def draw_part(
    given: dict[str, Path], film: Film, quality: Quality, begin: int, only: range, file: Path
) -> None:
    """Draws some frames of a take into a file, one after the other."""
    take = read_shot_take(given)
    with file.open("wb") as target:
        for picture in _part(take, film, quality, begin, only, read_light(given.get("light"))):
            target.write(picture.tobytes())


def _part(
    take: Take, film: Film, quality: Quality, begin: int, only: range, light: SceneLight | None
) -> Iterator[Pixels]:
    yield from frames(
        take,
        film.rate,
        quality=quality,
        aspect=film.aspect,
        sensor=film.sensor,
        begin=begin,
        only=only,
        light=light,
    )
