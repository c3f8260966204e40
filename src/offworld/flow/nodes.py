"""The nodes of a Ray cluster: how they are reached, which there are, and whether the same takes come out on all."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from offworld.errors import NotPossible
from offworld.flow.environment import ONE_THREAD
from offworld.flow.node import Conditions, Wanted, conditions, unlike

AUTO: Final = "auto"
"""In place of an address: the cluster that runs on this machine."""
ANSWER_S: Final = 10.0
"""How long the head of a cluster may take to answer at all, s."""
ASK_S: Final = 120.0
"""How long a node may take to tell what it is, s."""
_WORKER: Final = {**ONE_THREAD, "PYTHONHASHSEED": "0"}
"""Environment of every worker, set before its interpreter starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node that can be given work."""

    name: str
    """What people call it: host, address, and the beginning of its id."""
    cores: int
    """How many takes it makes at once."""


def connect(ray: Any, address: str) -> None:
    """Makes this process a driver of a cluster.

    Args:
        ray: the library.
        address: HOST:PORT of its head, or `AUTO`.

    Raises:
        NotPossible: nothing answers there, or nothing that can be used.
    """
    try:
        _check_address(address)
        ray.init(
            address=address, log_to_driver=False, configure_logging=False, runtime_env={"env_vars": _WORKER}
        )
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        first = (str(error).splitlines() or [""])[0]
        raise NotPossible(
            f"no Ray cluster can be used at {address} ({type(error).__name__}: {first}) — start one with "
            "ray start --head --disable-usage-stats, and further nodes with ray start --address=HOST:PORT"
        ) from error


def _check_address(address: str) -> None:
    """Ray itself would try for minutes where nothing answers.

    Raises:
        OSError: nothing does.
        ValueError: this is no address.
    """
    if address == AUTO:
        return
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError("an address is HOST:PORT, or auto for the cluster on this machine")
    socket.create_connection((host, int(port)), timeout=ANSWER_S).close()


def nodes_of(ray: Any) -> dict[str, Node]:
    """The nodes that can be given work now, by id, in order of their names."""
    found: dict[str, Node] = {}
    for node in ray.nodes():
        cores = int(node["Resources"].get("CPU", 0)) if node["Alive"] else 0
        if cores:
            name = f"{node['NodeManagerHostname']} ({node['NodeManagerAddress']}, {node['NodeID'][:8]})"
            found[node["NodeID"]] = Node(name=name, cores=cores)
    return dict(sorted(found.items(), key=lambda item: item[1].name))


def agreed(ray: Any, nodes: Mapping[str, Node], module: str, *, mixed: bool) -> Wanted:
    """Asks every node what it is, before any is given work; what all of them are.

    Args:
        ray: the library.
        nodes: the nodes, by id.
        module: the code that they are to run.
        mixed: whether their processors may be of several kinds.

    Raises:
        NotPossible: there is no node, one does not answer, or they are not what they must be.
    """
    if not nodes:
        raise NotPossible(
            "no node of the cluster has a processor core to give — start one with ray start --address=HOST:PORT"
        )
    told = _told(ray, nodes, module)
    here = conditions(module)
    kinds = tuple(sorted({at.kind for at in told.values()}))
    wanted = Wanted(code=here.code, libraries=here.libraries, kinds=kinds)
    if wrong := [f"{nodes[one].name} {why}" for one, at in told.items() if (why := unlike(at, wanted))]:
        raise NotPossible(
            f"the same takes cannot come out: {'; '.join(wrong)} — install the same Offworld there, by the same lock"
        )
    if len(kinds) > 1 and not mixed:
        each = "; ".join(f"{nodes[one].name}: {at.kind}" for one, at in told.items())
        raise NotPossible(
            f"the nodes have processors of {len(kinds)} kinds, on which the same take comes out with other bytes "
            f"({each}) — use nodes of one kind, or say --mixed and have the table tell of all"
        )
    return wanted


def _told(ray: Any, nodes: Mapping[str, Node], module: str) -> dict[str, Conditions]:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy as On

    ask = ray.remote(conditions)
    asked = {
        one: ask.options(num_cpus=0, scheduling_strategy=On(node_id=one, soft=False)).remote(module)
        for one in nodes
    }
    told: dict[str, Conditions] = {}
    for one, reference in asked.items():
        try:
            told[one] = ray.get(reference, timeout=ASK_S)
        except ray.exceptions.RayError as error:
            why = (str(error).strip().splitlines() or [""])[-1]
            raise NotPossible(
                f"the node {nodes[one].name} does not tell what it is ({type(error).__name__}: {why}) — install the "
                "same Offworld there, or take it out of the cluster"
            ) from error
    return told
