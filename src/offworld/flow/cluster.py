"""Takes on more than one machine: a Ray cluster makes the runs, and this process keeps them.

A run is one task for one processor core. It is a function of what it is given and of nothing else, so it does not
matter where it is made, nor whether it is made twice because a node was lost meanwhile: its bytes come back here once,
for the one key that was asked for. Everything large goes into the cluster's object store once.
"""

from __future__ import annotations

import io
import os
import time
from contextlib import ExitStack, redirect_stdout
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from offworld.errors import MissingLibrary, NotPossible, OffworldError
from offworld.flow.answer import PROGRESS
from offworld.flow.node import Made, Wanted, conditions, make_there
from offworld.flow.nodes import Node, agreed, connect, nodes_of

if TYPE_CHECKING:
    from offworld.flow.work import Job

INSTALL: Final = "pip install 'offworld[ray]'"
"""Brings Ray."""
RETRIES: Final = 8
"""How often a run is begun again after its worker or its node was lost, before it is given up."""
SMALL: Final = 4096
"""Bytes up to which something given travels with the task itself."""
LOOK_S: Final = 2.0
"""How often to look whether there are still nodes, while nothing comes back, s."""
GONE_S: Final = 60.0
"""How long to wait for a node when none is left, s: one that was only started again is back by then."""
TAKES: Final = "offworld.flow.steps.takes"
"""The code that nodes are asked about before they are given work."""
QUIET: Final = {
    # Nothing is told to the makers of Ray, and the environment of `uv run` is not carried to other machines.
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    # No task asks for an accelerator, so the present rule and the coming one, of which Ray warns, are the same here.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
"""Variables that Ray reads when it is imported."""


class _Aside(io.TextIOBase):
    """Takes what Ray would print among a command's answer; what matters of it is told as progress."""

    def write(self, text: str) -> int:
        PROGRESS.debug("Ray: %s", text.strip())
        return len(text)


class Cluster:
    """The nodes of a Ray cluster that work for one command."""

    def __init__(self, address: str, *, mixed: bool = False, module: str = TAKES) -> None:
        """Prepares to use a cluster.

        Args:
            address: HOST:PORT of its head, or ``auto`` for the one that runs on this machine.
            mixed: whether its processors may be of several kinds.
            module: the code that its nodes are asked about.

        Raises:
            MissingLibrary: Ray is not installed.
            NotPossible: the address is that of a client's port.
        """
        os.environ.update(QUIET)
        try:
            import ray
        except ImportError as error:
            raise MissingLibrary("Ray, which takes on several machines need,", INSTALL) from error
        if address.startswith("ray://"):
            raise NotPossible(
                f"{address} is reached as a client, which is not supported — make this machine a node "
                "(ray start --address=HOST:PORT --num-cpus=0) and give --ray HOST:PORT"
            )
        self._ray: Any = ray
        self._address, self._mixed, self._module = address, mixed, module
        self._wanted = Wanted(code="", libraries="", kinds=())
        self._known: dict[str, Node] = {}
        self._running: dict[Any, tuple[Job, Path]] = {}
        self._stored: dict[Path, Any] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            opened.enter_context(redirect_stdout(_Aside()))
            connect(self._ray, self._address)
            # What is still being made for this command is ended by Ray when the command leaves the cluster.
            opened.callback(self._ray.shutdown)
            self._wanted = agreed(self._ray, self._look(), self._module, mixed=self._mixed)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def workers(self) -> int:
        """Cores of the nodes that are there now; at least 1, since one may come back."""
        return max(1, sum(node.cores for node in self._look().values()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of processor that take part, sorted."""
        return self._wanted.kinds

    def start(self, job: Job, out: Path) -> None:
        """Has a job made on some node."""
        PROGRESS.info("%s …", job.label())
        wanted = replace(self._wanted, code=conditions(job.stage.module).code)
        given = tuple((name, path.name) for name, path in job.given.items())
        task = self._ray.remote(make_there).options(num_cpus=1, max_retries=RETRIES)
        contents = [self._content(path) for path in job.given.values()]
        self._running[task.remote(job.stage.module, wanted, given, *contents)] = (job, out)

    def wait(self) -> list[tuple[Job, Path, OffworldError | None, float]]:
        """Waits until a job has ended; with its folder, what went wrong, and seconds taken.

        Raises:
            NotPossible: no node is left.
        """
        alone_since: float | None = None
        while True:
            done, _ = self._ray.wait(list(self._running), num_returns=1, timeout=LOOK_S)
            if done:
                return [self._ended(done[0])]
            if self._look():
                alone_since = None
            elif alone_since is None:
                alone_since = time.monotonic()
            elif time.monotonic() - alone_since > GONE_S:
                raise NotPossible(
                    f"no node of the cluster at {self._address} is left to work — start one and run again; "
                    "what was finished is kept"
                )

    def _ended(self, reference: Any) -> tuple[Job, Path, OffworldError | None, float]:
        job, out = self._running.pop(reference)
        errors = self._ray.exceptions
        try:
            made: Made = self._ray.get(reference)
        except errors.RayTaskError as error:
            # A fault of the program itself, shown as it would be without Ray.
            raise error.cause from error
        except errors.RayError as error:
            why = (str(error).splitlines() or [type(error).__name__])[0]
            given_up = NotPossible(
                f"{job.label()}: given up after {RETRIES + 1} attempts, each lost with its worker or node ({why}) — "
                "run again; what was finished is kept"
            )
            return job, out, given_up, 0.0
        for path, data in made.files.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(data)
        return job, out, made.error, made.seconds

    def _content(self, path: Path) -> Any:
        """A file's bytes, or where the object store holds them."""
        if path not in self._stored:
            data = path.read_bytes()
            if len(data) <= SMALL:
                return data
            self._stored[path] = self._ray.put(data)
        return self._stored[path]

    def _look(self) -> dict[str, Node]:
        """The nodes that are there now; says which have gone since the last look."""
        found = nodes_of(self._ray)
        for gone in self._known.keys() - found.keys():
            PROGRESS.info("The node %s is gone; what it was making is made again.", self._known[gone].name)
        self._known = found
        return found
