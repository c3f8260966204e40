"""Makes what is out of date: finds each stage's result by content, or has it made by a worker process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from offworld.errors import OffworldError
from offworld.flow import environment, source
from offworld.flow.answer import PROGRESS
from offworld.flow.cache import Cache, Entry
from offworld.flow.files import digest_of, file_digest, files_below
from offworld.flow.pool import Pool, perform
from offworld.flow.stage import FILM, Given, Stage

NOT_SOURCE: Final = ("out", "footage", "usd")
"""Folders of a film in which nothing lies that reading depends on."""


class Conditions(Protocol):
    """What results depend on besides what a stage is given."""

    def code(self, module: str) -> str:
        """Digest of a module's code and of all that it imports inside the package."""

    def libraries(self) -> str:
        """Digest of the libraries in use."""

    def processor(self) -> str:
        """The kind of processor."""


class Here:
    """The conditions of this process."""

    def __init__(self) -> None:
        self._libraries = environment.libraries()

    def code(self, module: str) -> str:
        """Digest of a module's code and of all that it imports inside the package."""
        return source.code_digest([module])

    def libraries(self) -> str:
        """Digest of the libraries in use."""
        return self._libraries

    def processor(self) -> str:
        """The kind of processor."""
        return environment.processor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One result that is wanted."""

    stage: Stage
    """Which stage."""
    scene: str
    """Number of the scene; empty for the film as a whole."""
    key: str
    """Digest of everything that it depends on."""
    given: Mapping[str, Path]
    """What the stage is given."""

    def label(self) -> str:
        """What is being done, for people."""
        return f"scene {self.scene}: {self.stage.doing}" if self.scene else self.stage.doing


@dataclass(slots=True, kw_only=True)
class Work:
    """The results of one film, as far as they are known in this run."""

    film: Path
    """The film folder."""
    cache: Cache
    """Where results are kept."""
    stages: tuple[Stage, ...]
    """The table."""
    conditions: Conditions
    """What results depend on besides what is given."""
    scenes: tuple[str, ...] = ()
    """Numbers of the scenes, in film order; known once the film was read."""
    results: dict[tuple[str, str], Entry] = field(default_factory=dict)
    """Stage and scene to its result."""
    failed: dict[tuple[str, str], OffworldError] = field(default_factory=dict)
    """Stage and scene to why there is no result."""
    made: list[tuple[str, str]] = field(default_factory=list)
    """Stage and scene of what had to be made in this run, in order."""

    def job(self, stage: Stage, scene: str) -> Job:
        """A stage's job for a scene; everything that it is given must have been made."""
        given: dict[str, Path] = {}
        digests: dict[str, str] = {}
        for wish in stage.given:
            for name, path, digest in self._resolve(stage, wish, scene):
                given[name], digests[name] = path, digest
        return Job(stage=stage, scene=scene, key=self.key(stage, digests), given=given)

    def key(self, stage: Stage, digests: Mapping[str, str]) -> str:
        """Digest of everything that a stage's result depends on, where it is given things of these digests."""
        parts = {
            "stage": stage.name,
            "code": self.conditions.code(stage.module),
            "libraries": self.conditions.libraries(),
            "processor": self.conditions.processor() if stage.numeric else "",
            "given": dict(digests),
        }
        return digest_of(parts)

    def find(self, job: Job) -> bool:
        """Takes up a result that is there and whole; False: it must be made."""
        entry = self.cache.find(job.stage.name, job.key)
        if entry is not None:
            self.results[job.stage.name, job.scene] = entry
        return entry is not None

    def take_up(self, stage: Stage, scene: str) -> bool:
        """Takes up a result if it, and everything that it is made from, is there and whole."""
        return self._ready(stage, scene) and self.find(self.job(stage, scene))

    def keep(self, job: Job, out: Path) -> Entry:
        """Keeps what a stage has made."""
        if job.stage.aside and (out / job.stage.aside).is_dir():
            apart = self.cache.workplace()
            apart.rmdir()
            (out / job.stage.aside).rename(apart)
            self.cache.keep(job.stage.aside, job.key, apart)
        entry = self.cache.keep(job.stage.name, job.key, out)
        self.results[job.stage.name, job.scene] = entry
        self.made.append((job.stage.name, job.scene))
        return entry

    def make_here(self, stage: Stage, scene: str = FILM) -> Entry:
        """A stage's result, made in this process if need be."""
        job = self.job(stage, scene)
        if not self.find(job):
            begun = time.monotonic()
            out = self.cache.workplace()
            perform(stage.module, job.given, out)
            self.keep(job, out)
            PROGRESS.info("%s: %.1f s", job.label(), time.monotonic() - begun)
        return self.results[stage.name, scene]

    def make_all(self, wanted: Iterable[tuple[Stage, str]], pool: Pool) -> None:
        """Makes results in worker processes, each as soon as what it is given is there.

        A scene that fails does not keep the others from being made; why it failed is in `failed`.
        """
        todo = list(wanted)
        while todo or pool.busy():
            ready = [one for one in todo if self._ready(*one)]
            todo = [one for one in todo if one not in ready and not self._lost(*one)]
            for stage, scene in ready:
                job = self.job(stage, scene)
                if not self.find(job):
                    pool.start(job, self.cache.workplace())
            if not ready and pool.busy():
                self._collect(pool)

    def _collect(self, pool: Pool) -> None:
        for job, out, error, seconds in pool.wait():
            if error is None:
                self.keep(job, out)
                PROGRESS.info("%s: %.1f s", job.label(), seconds)
            else:
                self.failed[job.stage.name, job.scene] = error
                PROGRESS.info("%s: failed", job.label())

    def _needs(self, stage: Stage, scene: str) -> list[tuple[str, str]]:
        """Stage and scene of everything that a stage is given; a film stage goes without scenes that failed."""
        kinds = {other.name: other for other in self.stages}
        needs: list[tuple[str, str]] = []
        for wish in stage.given:
            if wish.stage in kinds:
                if not kinds[wish.stage].of_scene:
                    needs.append((wish.stage, FILM))
                elif stage.of_scene:
                    needs.append((wish.stage, scene))
                else:
                    needs.extend((wish.stage, one) for one in self.whole_scenes())
        return needs

    def whole_scenes(self) -> tuple[str, ...]:
        """Scenes in which nothing has failed, in film order."""
        bad = {scene for _, scene in self.failed}
        return tuple(scene for scene in self.scenes if scene not in bad)

    def _lost(self, stage: Stage, scene: str) -> bool:
        """Whether a stage can never be made because something before it has failed."""
        return stage.of_scene and any((name, scene) in self.failed for name, _ in self._needs(stage, scene))

    def _ready(self, stage: Stage, scene: str) -> bool:
        """Whether everything that a stage is given is there."""
        return all(need in self.results for need in self._needs(stage, scene))

    def _resolve(self, stage: Stage, wish: Given, scene: str) -> list[tuple[str, Path, str]]:
        """Name, path and digest of one thing that a stage is given, or of one for each scene."""
        if wish.stage == "film":
            return [(wish.name, self.film, digest_of(source_files(self.film)))]
        if wish.stage == "odds":
            return self._odds(wish.name, scene)
        several = not stage.of_scene and any(o.of_scene for o in self.stages if o.name == wish.stage)
        scenes = self.whole_scenes() if several else (scene,)
        found: list[tuple[str, Path, str]] = []
        for one in scenes:
            entry = self.results.get((wish.stage, one)) or self.results[wish.stage, FILM]
            below = wish.path.format(scene=one)
            name = f"{wish.name}/{one}" if several else wish.name
            found.append((name, entry.folder / below if below else entry.folder, entry.digest(below)))
        return found

    def _odds(self, name: str, scene: str) -> list[tuple[str, Path, str]]:
        """What is known of many takes of a scene, or of each scene, where it is; the folder may be missing."""
        found: list[tuple[str, Path, str]] = []
        for one in (scene,) if scene else self.whole_scenes():
            folder = self.cache.folder.parent / "scenes" / one / "odds"
            digests = {path.name: file_digest(path) for path in sorted(folder.glob("*.json"))}
            found.append((name if scene else f"{name}/{one}", folder, digest_of(digests)))
        return found


def source_files(film: Path) -> dict[str, str]:
    """Digest of each file that a person wrote into a film, by its path."""
    found: dict[str, str] = {}
    for place in sorted(film.iterdir()):
        if place.name.startswith(".") or place.name in NOT_SOURCE:
            continue
        if place.is_file():
            found[place.name] = file_digest(place)
        elif place.is_dir():
            below = (f"{place.name}/{path}" for path in files_below(place))
            found.update((path, file_digest(film / path)) for path in below if _is_source(film / path))
    return found


def _is_source(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")
