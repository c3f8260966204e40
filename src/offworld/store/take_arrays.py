"""Whether the arrays of a take fit its records and each other: shapes, kinds of number, indices in range."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.film.take import Array, Stream, Take

# Letters of numpy for whole numbers and for floating ones.
_WHOLE: Final = "i"
_FLOAT: Final = "f"


def check_arrays(take: Take) -> None:
    """Checks shapes and kinds of all arrays of a take.

    Raises:
        ValueError: one does not fit; the message names it, with the shape that it should have.
    """
    nodes, samples = len(take.assembly.nodes), len(take.sample_ticks)
    _shape("sample_ticks", take.sample_ticks, (samples,), _WHOLE)
    _shape("poses", take.poses, (samples, nodes, 7), _FLOAT)
    _shape("ledger", take.ledger, (len(take.keys), 6), _FLOAT)
    if np.any(np.diff(take.sample_ticks) <= 0):
        raise ValueError("the array 'sample_ticks' does not increase")
    _check_nodes(take)
    if take.stream is not None:
        _check_stream(take, take.stream)


def _check_nodes(take: Take) -> None:
    """Indices inside the assembly and the holds: parents come before their children."""
    nodes = len(take.assembly.nodes)
    for index, node in enumerate(take.assembly.nodes):
        if not -1 <= node.parent < index and not (index == 0 and node.parent == -1):
            raise ValueError(f"the node {node.id!r} comes before its parent")
        for dof, coordinate in [(j.dof, j.coordinate) for j in node.joints] + [(node.dof, node.coordinate)]:
            if not -1 <= dof < take.assembly.dofs or not -1 <= coordinate < take.assembly.coordinates:
                raise ValueError(f"the node {node.id!r} names a velocity or coordinate that is not there")
    placed = [(what.id, what.node) for what in take.assembly.shapes]
    for name, index in placed + [(what.id, what.node) for what in take.assembly.sites]:
        if not 0 <= index < nodes:
            raise ValueError(f"{name!r} is on a node that is not there")
    for hold in take.holds:
        if not (0 <= hold.node < nodes and 0 <= hold.partner < nodes):
            raise ValueError(f"the hold {hold.id} is on a node that is not there")


def _check_stream(take: Take, stream: Stream) -> None:
    states, hinges = len(stream.ticks), len(stream.joint_dofs)
    rows, loads, steps = len(stream.impulse_step), len(stream.hold_step), max(len(stream.ticks) - 1, 0)
    _shape("ticks", stream.ticks, (states,), _WHOLE)
    _shape("coordinates", stream.coordinates, (states, take.assembly.coordinates), _FLOAT)
    _shape("velocities", stream.velocities, (states, take.assembly.dofs), _FLOAT)
    _shape("torques", stream.torques, (steps, hinges), _FLOAT)
    _shape("joint_dofs", stream.joint_dofs, (hinges,), _WHOLE)
    _shape("impulse_step", stream.impulse_step, (rows,), _WHOLE)
    _shape("impulse_key", stream.impulse_key, (rows,), _WHOLE)
    _shape("impulse", stream.impulse, (rows, 6), _FLOAT)
    _shape("hold_step", stream.hold_step, (loads,), _WHOLE)
    _shape("hold_id", stream.hold_id, (loads,), _WHOLE)
    _shape("hold_load", stream.hold_load, (loads, 6), _FLOAT)
    _range("joint_dofs", stream.joint_dofs, take.assembly.dofs)
    _range("impulse_step", stream.impulse_step, steps)
    _range("impulse_key", stream.impulse_key, len(take.keys))
    _range("hold_step", stream.hold_step, steps)


def _shape(name: str, array: Array, shape: tuple[int, ...], kind: str) -> None:
    if array.shape != shape or array.dtype.kind != kind:
        wanted = "whole numbers" if kind == _WHOLE else "floating numbers"
        raise ValueError(f"the array {name!r} is {array.dtype.name} {array.shape}, not {wanted} {shape}")


def _range(name: str, array: Array, end: int) -> None:
    if array.size and not (array.min() >= 0 and array.max() < end):
        raise ValueError(f"the array {name!r} points outside the {end} things that there are")
