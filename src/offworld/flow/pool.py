"""Worker processes: each runs one stage at a time, computes with one thread, and dies with the process it serves."""

from __future__ import annotations

import ctypes
import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from offworld.errors import NotPossible, OffworldError
from offworld.flow.answer import PROGRESS
from offworld.flow.environment import ONE_PAINTER, ONE_THREAD, WORKERS, processor

if TYPE_CHECKING:
    from offworld.flow.work import Job

_DIE_WITH_PARENT: Final = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""


class Pool:
    """Up to a number of worker processes, started when first needed."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers if workers is not None else len(os.sched_getaffinity(0))
        self._executor: ProcessPoolExecutor | None = None
        self._running: dict[Future[float], tuple[Job, Path]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is None:
            return
        if error is not None:
            # What they are making is thrown away anyway, so nothing is gained by waiting for it.
            for child in multiprocessing.active_children():
                child.kill()
        self._executor.shutdown(wait=True, cancel_futures=True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of processor that work: this one's."""
        return (processor(),)

    def busy(self) -> bool:
        """Whether anything is being made."""
        return bool(self._running)

    def start(self, job: Job, out: Path) -> None:
        """Has a job made in an empty folder."""
        PROGRESS.info("%s …", job.label())
        # A job that begins while others run has fewer cores for helpers of its own.
        free = max(1, self.workers - len(self._running))
        future = self._submit(_timed, job.stage.module, dict(job.given), out, free)
        self._running[future] = (job, out)

    def call(self, module: str, function: str, *arguments: Any) -> Future[float]:
        """Has a function of a module called; what it gives back is dropped, what goes wrong comes with the result."""
        return self._submit(_called, module, function, arguments)

    def _submit(self, task: Callable[..., float], *arguments: Any) -> Future[float]:
        if self._executor is None:
            os.environ.update(ONE_THREAD if self.workers == 1 else ONE_THREAD | ONE_PAINTER)
            os.environ[WORKERS] = str(self.workers)
            self._executor = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(os.getpid(),),
            )
        return self._executor.submit(task, *arguments)

    def wait(self) -> list[tuple[Job, Path, OffworldError | None, float]]:
        """Waits until at least one job has ended; each with its folder, what went wrong, and seconds taken.

        Raises:
            NotPossible: a worker was killed from outside.
        """
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        ended: list[tuple[Job, Path, OffworldError | None, float]] = []
        for future in sorted(done, key=lambda one: self._running[one][0].label()):
            job, out = self._running.pop(future)
            try:
                ended.append((job, out, None, future.result()))
            except BrokenProcessPool:
                raise killed(job.label()) from None
            except OffworldError as error:
                ended.append((job, out, error, 0.0))
        return ended


def killed(what: str) -> NotPossible:
    """What to say when a worker process is gone."""
    return NotPossible(
        f"{what}: a worker process was ended from outside, perhaps for want of memory — "
        "run again with --workers 1; what was finished is kept"
    )


def perform(module: str, given: Mapping[str, Path], out: Path) -> None:
    """Runs a stage in this process."""
    importlib.import_module(module).make(given, out)


def _timed(module: str, given: Mapping[str, Path], out: Path, free: int) -> float:
    begun = time.monotonic()
    os.environ[WORKERS] = str(free)
    perform(module, given, out)
    return time.monotonic() - begun


def _called(module: str, function: str, arguments: tuple[Any, ...]) -> float:
    begun = time.monotonic()
    getattr(importlib.import_module(module), function)(*arguments)
    return time.monotonic() - begun


def _begin(parent: int) -> None:
    """Sets up a worker: interrupts are the parent's business, and its death is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
