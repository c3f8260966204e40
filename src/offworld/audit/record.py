"""Whether the files of a take agree with each other: the clock, the numbers, and the pictures with the proof."""

from __future__ import annotations

from typing import Final

import numpy as np

from offworld.audit.evidence import Evidence, Finder, Subject
from offworld.film.take import Stream, Take
from offworld.geometry import rotation

PICTURE: Final = 2e-5
"""How far a pose for pictures may be from the proof: single precision at 100 m is 4e-6 m; interpolation adds to it."""
PICTURE_TURN: Final = 1e-4
"""The same for attitudes, rad."""


def check_stream(take: Take, stream: Stream, finder: Finder) -> bool:
    """Looks at the clock and for numbers that are none.

    Returns:
        Whether the rest can be looked at at all.
    """
    wanted = take.step_ticks * np.arange(len(stream.ticks))
    clock = Subject(kind="clock", who="take", text="steps are missing or out of order", unit="ms")
    finder.look(clock, wanted, np.abs(stream.ticks - wanted), 0.5)
    short = 0 if take.stopped else abs(take.length - int(wanted[-1] if len(wanted) else 0))
    ends = Subject(kind="clock", who="take", text="the audit stream does not cover the take", unit="ms")
    finder.look(ends, [take.length], [short], take.control_ticks)
    for name in ("coordinates", "velocities", "torques", "impulse", "hold_load"):
        values = getattr(stream, name)
        lost = Subject(
            kind="not a number", who=name, text=f"{name} holds something that is no number", unit=""
        )
        finder.look(lost, [0], [np.count_nonzero(~np.isfinite(values))], 0.5)
    return not finder.faults and len(wanted) > 1


def check_pictures(evidence: Evidence, finder: Finder) -> None:
    """Compares the poses that pictures are made from with the motion that the proof is about."""
    take, ticks = evidence.take, evidence.stream.ticks
    rows = np.searchsorted(ticks, take.sample_ticks)
    shared = (rows < len(ticks)) & (ticks[np.minimum(rows, len(ticks) - 1)] == take.sample_ticks)
    lost = Subject(kind="pictures", who="take", text="a picture has no step of the audit stream", unit="")
    finder.look(lost, take.sample_ticks, (~shared).astype(float), 0.5)
    rows, poses, when = rows[shared], take.poses[shared], take.sample_ticks[shared]
    for tree in evidence.trees.values():
        away, turned = np.zeros(len(rows)), np.zeros(len(rows))
        for index in tree.nodes:
            gap = np.linalg.norm(poses[:, index, :3] - evidence.motion.position[index, rows], axis=1)
            proof = evidence.motion.attitude[index, rows]
            # Half the angle is the arc sine of the vector part; the scalar part alone has no small angles.
            turn = rotation.multiply(rotation.conjugate(proof), poses[:, index, 3:].astype(np.float64))
            away, turned = (
                np.maximum(away, gap),
                np.maximum(turned, 2.0 * np.linalg.norm(turn[:, 1:], axis=1)),
            )
        text = f"the pictures show {tree.tree} elsewhere than the proof has it"
        scale = 1.0 + np.max(np.abs(tree.centre)) if tree.centre.size else 1.0
        finder.look(Subject(kind="pictures", who=tree.tree, text=text, unit="m"), when, away, PICTURE * scale)
        finder.look(
            Subject(kind="pictures", who=tree.tree, text=text, unit="rad"), when, turned, PICTURE_TURN
        )
