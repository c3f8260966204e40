"""Who makes runs of takes: processes of this machine, or the machines of a cluster. What is made is the same."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from offworld.errors import NotPossible, OffworldError
from offworld.flow.pool import Pool

if TYPE_CHECKING:
    from offworld.flow.work import Job


class Runner(Protocol):
    """Makes jobs somewhere; what comes back lies in a folder of this machine."""

    @property
    def workers(self) -> int:
        """How many jobs can be made at once just now."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of processor that jobs are given to, sorted; several only where that was asked for."""

    def start(self, job: Job, out: Path) -> None:
        """Has a job made, for an empty folder."""

    def wait(self) -> list[tuple[Job, Path, OffworldError | None, float]]:
        """Waits until at least one job has ended; each once, with its folder, what went wrong, and seconds taken."""


def runner(
    workers: int | None = None, address: str | None = None, *, mixed: bool = False
) -> AbstractContextManager[Runner]:
    """Whoever is to make runs of takes.

    Args:
        workers: processes of this machine; None: as many as there are cores.
        address: of a Ray cluster, which works in their place; None: this machine works.
        mixed: whether the cluster's processors may be of several kinds.

    Raises:
        NotPossible: there are no workers.
        MissingLibrary: a cluster is asked for and Ray is not installed.
    """
    if address is None:
        if workers is not None and workers < 1:
            raise NotPossible(f"{workers} workers can make nothing — give 1 or more")
        return Pool(workers)
    from offworld.flow.cluster import Cluster

    return Cluster(address, mixed=mixed)
