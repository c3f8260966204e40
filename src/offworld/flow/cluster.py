"""Takes on more than one machine: a Ray cluster makes the runs, and this process keeps them.

A run is one task for one processor core. It is a function of what it is given and of nothing else, so it does not
matter where it is made, nor whether it is made twice because a node was lost meanwhile: its bytes come back here once,
for the one key that was asked for. Everything large goes into the cluster's object store once.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from offworld.errors import MissingLibrary, NotPossible, OffworldError
from offworld.flow.answer import PROGRESS
from offworld.flow.environment import ONE_THREAD
from offworld.flow.node import Conditions, Made, Wanted, conditions, make_there, unlike

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
ASK_S: Final = 120.0
"""How long a node may take to tell what it is, s."""
_TAKES: Final = "offworld.flow.steps.takes"
_WORKER: Final = {**ONE_THREAD, "PYTHONHASHSEED": "0"}
"""Environment of every worker, set before its interpreter starts."""
_QUIET: Final = {
    # Nothing is told to the makers of Ray, and the environment of `uv run` is not carried to other machines.
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    # The present rule and the coming one, for tasks that ask for no accelerator, come to the same here.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


class Cluster:
    """The nodes of a Ray cluster that work for one command."""

    def __init__(self, address: str, *, mixed: bool = False, module: str = _TAKES) -> None:
        """Prepares to use a cluster.

        Args:
            address: HOST:PORT of its head, or ``auto`` for the one that runs on this machine.
            mixed: whether its processors may be of several kinds.
            module: the code that its nodes are asked about before they are given work.

        Raises:
            MissingLibrary: Ray is not installed.
            NotPossible: the address is that of a client's port.
        """
        os.environ.update(_QUIET)
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
        self._kinds: tuple[str, ...] = ()
        self._nodes: dict[str, str] = {}
        self._running: dict[Any, Job] = {}
        self._folders: dict[Any, Path] = {}
        self._stored: dict[Path, Any] = {}
        self._libraries = ""

    def __enter__(self) -> Self:
        try:
            self._ray.init(
                address=self._address, log_to_driver=False, configure_logging=False,
                runtime_env={"env_vars": _WORKER},
            )  # fmt: skip
        except (ConnectionError, RuntimeError, ValueError) as error:
            first = (str(error).splitlines() or [""])[0]
            raise NotPossible(
                f"no Ray cluster can be used at {self._address} ({type(error).__name__}: {first}) — start one with "
                "ray start --head --disable-usage-stats, and further nodes with ray start --address=HOST:PORT"
            ) from error
        try:
            self._check()
        except BaseException:
            self._ray.shutdown()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What is still being made for this command is ended by Ray when the command leaves the cluster.
        self._ray.shutdown()

    @property
    def workers(self) -> int:
        """Cores of the nodes that are there now; at least 1, since one may come back."""
        return max(1, sum(cores for _, cores in self._look().values()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of processor that take part, sorted."""
        return self._kinds

    def start(self, job: Job, out: Path) -> None:
        """Has a job made on some node."""
        PROGRESS.info("%s …", job.label())
        wanted = Wanted(code=conditions(job.stage.module).code, libraries=self._libraries, kinds=self._kinds)
        given = tuple((name, path.name) for name, path in job.given.items())
        task = self._ray.remote(make_there).options(num_cpus=1, max_retries=RETRIES)
        reference = task.remote(
            job.stage.module, wanted, given, *(self._content(path) for path in job.given.values())
        )
        self._running[reference], self._folders[reference] = job, out

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
        job, out = self._running.pop(reference), self._folders.pop(reference)
        errors = self._ray.exceptions
        try:
            made: Made = self._ray.get(reference)
        except errors.RayTaskError as error:
            # A fault of the program itself: shown as it would be without Ray.
            raise error.cause or error  # noqa: B904 - what is said is the cause itself
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

    def _look(self) -> dict[str, tuple[str, int]]:
        """Name and cores of the nodes that can be given work, by id; says which have gone since the last look."""
        found: dict[str, tuple[str, int]] = {}
        for node in self._ray.nodes():
            cores = int(node["Resources"].get("CPU", 0)) if node["Alive"] else 0
            if cores:
                name = f"{node['NodeManagerHostname']} ({node['NodeManagerAddress']}, {node['NodeID'][:8]})"
                found[node["NodeID"]] = (name, cores)
        for gone in self._nodes.keys() - found.keys():
            PROGRESS.info("The node %s is gone; what it was making is made again.", self._nodes[gone])
        self._nodes = {one: name for one, (name, _) in found.items()}
        return found

    def _check(self) -> None:
        """Asks every node what it is, before any is given work.

        Raises:
            NotPossible: there is no node to work, or they are not what they must be.
        """
        nodes = self._look()
        if not nodes:
            raise NotPossible(
                f"no node of the cluster at {self._address} has a processor core to give — "
                "start one with ray start --address=HOST:PORT"
            )
        told = self._tell(nodes)
        here = conditions(self._module)
        self._libraries = here.libraries
        self._kinds = tuple(sorted({one.kind for one in told.values()}))
        wanted = Wanted(code=here.code, libraries=here.libraries, kinds=self._kinds)
        if wrong := [f"{nodes[one][0]} {why}" for one, at in told.items() if (why := unlike(at, wanted))]:
            raise NotPossible(
                f"the same takes cannot come out: {'; '.join(wrong)} — install the same Offworld, by the same lock"
            )
        if len(self._kinds) > 1 and not self._mixed:
            each = "; ".join(f"{nodes[one][0]}: {at.kind}" for one, at in told.items())
            raise NotPossible(
                f"the nodes have processors of {len(self._kinds)} kinds, on which the same take comes out with "
                f"other bytes ({each}) — use nodes of one kind, or say --mixed to have the table tell of all"
            )

    def _tell(self, nodes: dict[str, tuple[str, int]]) -> dict[str, Conditions]:
        """What each node is, by id, in order of their names."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        ask = self._ray.remote(conditions)
        asked = {
            one: ask.options(
                num_cpus=0, scheduling_strategy=NodeAffinitySchedulingStrategy(node_id=one, soft=False)
            ).remote(self._module)
            for one in sorted(nodes, key=lambda one: nodes[one])
        }
        told: dict[str, Conditions] = {}
        for one, reference in asked.items():
            try:
                told[one] = self._ray.get(reference, timeout=ASK_S)
            except self._ray.exceptions.RayError as error:
                why = (str(error).strip().splitlines() or [""])[-1]
                raise NotPossible(
                    f"the node {nodes[one][0]} does not tell what it is ({type(error).__name__}: {why}) — install the "
                    "same Offworld there, or take it out of the cluster"
                ) from error
        return told
