"""Pictures: frames a second of both qualities beside the bare renderer, two processes beside one, the browser file.

The bare renderer draws the same model from the same views and reads the pixels, and does nothing else: nobody moves,
nothing is lettered, focused or encoded.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

from offworld.film.scene import Film
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.flow.answer import PROGRESS
from offworld.flow.benches.browser import browser_figures
from offworld.flow.benches.rehearse import bench_scene
from offworld.flow.drawing import drawn
from offworld.flow.environment import ONE_PAINTER, WORKERS
from offworld.flow.figure import Bar, Figure
from offworld.picture.animatic import animatic
from offworld.picture.filament.vulkan import missing
from offworld.picture.frames import ANIMATIC, FINAL, Camera, Quality, lettered
from offworld.picture.shots import shots
from offworld.rehearse import run
from offworld.store.take import write_take
from offworld.timecode import timecode

FRAMES: Final = {"draft": 750, "final": 100}
"""Frames of each measurement: half a minute of drafts; of final pictures what a few minutes allow."""
ENOUGH: Final = 0.85
"""Share of the bare renderer's frames a second that must be left with everything."""
TWO: Final = 1.7
"""Times as many frames a second that two processes must draw."""
_RATE: Final = Fraction(25)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lying:
    """A take, where it lies and the film that it is drawn for."""

    take: Take
    folder: Path
    film: Film
    out: Path


def measure(samples: int | None) -> tuple[Figure, ...]:
    """The figures.

    Args:
        samples: frames of each measurement; None: `FRAMES`. The pages in a browser take few of them.
    """
    os.environ.update(ONE_PAINTER)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as place:
        for name, quality in (("draft", ANIMATIC), ("final", FINAL)):
            if quality.final and (why := missing()):
                PROGRESS.info("final pictures are left out: %s", why)
                continue
            lying = _take(samples or FRAMES[name], Path(place) / name)
            figures += _beside_bare(name, quality, lying)
            figures.append(_two_beside_one(name, quality, lying))
    return (*figures, *browser_figures(None if samples is None else min(samples, 1)))


def _take(frames: int, folder: Path) -> _Lying:
    """A take of two people and five props in Zvezda with so many frames."""
    seconds = float(frames / _RATE)
    PROGRESS.info("rehearsing %.1f s …", seconds)
    take, _ = run(bench_scene(seconds))
    take = replace(take, length=min(take.length, round(1000 * seconds)))
    folder.mkdir()
    write_take(take, folder / "take", digests={})
    film = Film(
        title="bench picture",
        rate=_RATE,
        aspect=Fraction(16, 9),
        people=(),
        props=(),
        sets=(),
        worlds=(),
        scenes=(),
    )
    return _Lying(take=take, folder=folder / "take", film=film, out=folder)


def _beside_bare(name: str, quality: Quality, lying: _Lying) -> Iterator[Figure]:
    """The whole animatic, encoding and sound included, beside the renderer alone; both drawn by one process."""
    plan = shots(lying.take, _RATE)
    PROGRESS.info("%s pictures: the bare renderer …", name)
    with Camera(lying.take, quality, lying.film.aspect) as camera:
        # Shaders are compiled and textures brought up with the first frame: neither side is charged for it.
        camera.shoot(plan[0])
        bare = _timed(lambda: _draw_bare(camera, plan))
        PROGRESS.info("%s pictures: everything …", name)
        whole = _timed(lambda: _draw_all(camera, lying, quality, plan))
    yield Figure(
        name=f"{name} pictures with people, letters, focus, encoding and sound",
        value=len(plan) / whole,
        unit="frames/s",
        baseline=len(plan) / bare,
        against="the bare renderer on the same model",
        bar=Bar(sense="at least", limit=ENOUGH, of="ratio"),
    )


def _draw_bare(camera: Camera, plan: tuple[Shot, ...]) -> None:
    for shot in plan:
        camera.again(shot)


def _draw_all(camera: Camera, lying: _Lying, quality: Quality, plan: tuple[Shot, ...]) -> None:
    take = lying.take
    pictures = (lettered(camera.shoot(shot), take, shot, timecode(shot.frame, _RATE)) for shot in plan)
    animatic(lying.take, lying.out / "a.mp4", _RATE, quality=quality, pictures=pictures)


def _two_beside_one(name: str, quality: Quality, lying: _Lying) -> Figure:
    """Frames drawn by two processes beside one, starting them included, in parts as a film of that length has."""
    count = len(shots(lying.take, _RATE))
    seconds = {}
    for number in (1, 2):
        PROGRESS.info("%s pictures by %d process%s …", name, number, "es" if number > 1 else "")
        os.environ[WORKERS] = str(number)
        seconds[number] = _timed(lambda: _exhaust(lying, quality, -(-count // 4)))
    del os.environ[WORKERS]
    return Figure(
        name=f"{name} pictures by two processes",
        value=count / seconds[2],
        unit="frames/s",
        baseline=count / seconds[1],
        against="by one process",
        bar=Bar(sense="at least", limit=TWO, of="ratio"),
    )


def _exhaust(lying: _Lying, quality: Quality, part: int) -> None:
    for _ in drawn(lying.take, lying.folder, lying.film, quality, lying.out, part=part):
        pass


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
