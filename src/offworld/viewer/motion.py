"""What moves, frame by frame of the film: poses of all nodes, of all lenses, and of people as they were imagined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offworld.film.imagined import Imagined
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.look.dressing import Dressed
from offworld.look.figure import AT_REST, HEAD, Life
from offworld.look.hands import RELAXED
from offworld.look.lines import with_links
from offworld.timecode import frames_in, start_of
from offworld.viewer.pack import Pack, shares


def add_motion(pack: Pack, take: Take, rate: Fraction) -> dict[str, Any]:
    """Takes in the pose of every node at the start of every frame, where pictures of the film take it too.

    After the nodes come the rods of tethers.

    Places are in steps of the room over 65535 (0.2 mm in 13 m), attitudes in steps of 1/32767.
    """
    frames = frames_in(take.length, rate)
    ticks = [float(start_of(frame, rate)) for frame in range(frames)]
    poses = np.stack(
        [with_links(poses_at(take.sample_ticks, take.poses, tick), take.tethers, tick) for tick in ticks]
    )
    return _track(pack, "poses", poses)


def add_life(
    pack: Pack, take: Take, rate: Fraction, people: Sequence[Dressed], lives: Sequence[Life]
) -> dict[str, Any]:
    """Takes in how far every hand is closed at each frame, and how every eye is turned in its head.

    Args:
        pack: where it goes.
        take: the take.
        rate: frames a second.
        people: those who are drawn as people.
        lives: hands and eyes at each frame; those of frames beyond the last one are at rest.
    """
    hands = [bend.node for each in people for bend in each.figure.hands]
    frames = frames_in(take.length, rate)
    told = [*lives, *[AT_REST] * (frames - len(lives))][:frames]
    closed = np.array([[life.closing.get(hand, RELAXED) for hand in hands] for life in told])
    turns = np.zeros((frames, len(people), 2, 4))
    turns[..., 0] = 1.0
    for frame, life in enumerate(told):
        poses = poses_at(take.sample_ticks, take.poses, float(start_of(frame, rate)))
        for number, each in enumerate(people):
            if each.figure.person in life.gaze:
                head = poses[each.figure.nodes[HEAD]]
                turns[frame, number] = each.figure.eye_turns(head, life.gaze[each.figure.person])
    eyes = np.round(32767.0 * turns).astype(np.int16).reshape(frames, -1)
    return {
        "hands": hands,
        "closing": pack.add("closing", shares(closed.reshape(frames, -1)), 1),
        "eyes": pack.add("eyes", eyes, 1),
    }


def add_cameras(pack: Pack, tracks: Mapping[str, Sequence[Shot]], take: Take) -> list[dict[str, Any]]:
    """Takes in the lens of every set-up at every frame, exactly; of a camera that never moves, once."""
    own: dict[str, list[int]] = {}
    for number, node in enumerate(take.assembly.nodes):
        own.setdefault(node.tree, []).append(number)
    letters = {set_up.id: set_up for set_up in take.rehearsal.scene.set_ups}
    told = []
    for number, (name, row) in enumerate(tracks.items()):
        views = np.array([(*shot.view.position, *shot.view.attitude) for shot in row], dtype=np.float32)
        if np.all(views == views[0]):
            views = views[:1]
        set_up = letters.get(name)
        told.append(
            {
                "id": name,
                "views": pack.add(f"camera{number}", views),
                "lens_mm": row[0].view.lens_mm,
                "tall": row[0].view.tall(),
                # What a lens does not see: the camera that it is, or all of the person whose eyes it stands for.
                "own": own.get(row[0].own, []),
                "by": (set_up.by or "") if set_up else "",
            }
        )
    return told


def add_ghosts(pack: Pack, imagined: Imagined | None, take: Take, rate: Fraction) -> list[dict[str, Any]]:
    """Takes in people as imagined: the posture of the start, stiff, carried along frame by frame.

    A ghost needs the same nodes as the person's body; one that has none of them is left out.
    """
    if imagined is None or not len(imagined.ticks):
        return []
    ticks = [float(start_of(frame, rate)) for frame in range(frames_in(take.length, rate))]
    told = []
    for number, ghost in enumerate(imagined.ghosts):
        if not len(ghost.nodes):
            continue
        root = np.asarray(ghost.poses[:, :1], dtype=np.float64)
        way = np.stack([poses_at(imagined.ticks, root, tick) for tick in ticks])
        told.append(
            {
                "who": ghost.who,
                "nodes": [int(node) for node in ghost.nodes],
                "posture": _against(root[0, 0], np.asarray(ghost.poses[0], dtype=np.float64))
                .round(5)
                .tolist(),
                "way": _track(pack, f"ghost{number}", way),
            }
        )
    return told


def _against(root: FloatArray, poses: FloatArray) -> FloatArray:
    """Poses (n, 7) in the frame of a root (7,)."""
    back = rotation.conjugate(rotation.normalise(root[3:]))
    places = rotation.rotate(back, poses[:, :3] - root[:3])
    return np.concatenate([places, rotation.multiply(back, rotation.normalise(poses[:, 3:]))], axis=-1)


def _track(pack: Pack, name: str, poses: FloatArray) -> dict[str, Any]:
    """Takes in poses (frames, n, 7) as two arrays."""
    frames = len(poses)
    turns = np.round(32767.0 * _steady(poses[:, :, 3:])).astype(np.int16)
    return {
        "places": pack.add_places(f"{name}.places", poses[:, :, :3].reshape(frames, -1), 2),
        "turns": pack.add(f"{name}.turns", turns.reshape(frames, -1), 2),
    }


def _steady(turns: NDArray[np.float64]) -> FloatArray:
    """The same attitudes (frames, n, 4) with signs such that neighbours in time lie close together."""
    dots = np.sum(turns[1:] * turns[:-1], axis=-1, keepdims=True)
    signs = np.cumprod(np.where(dots < 0.0, -1.0, 1.0), axis=0)
    return np.concatenate([turns[:1], turns[1:] * signs])
