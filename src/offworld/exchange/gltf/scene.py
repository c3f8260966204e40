"""A take as one file of glTF: set, people, props and cameras under the names that they have in USD."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np

from offworld.exchange.gltf.cameras import add_cameras
from offworld.exchange.gltf.meshes import Surfaces, add_mesh
from offworld.exchange.gltf.people import add_part, add_people
from offworld.exchange.gltf.writer import Writer
from offworld.exchange.moving import Header, header_of, moving_of
from offworld.exchange.names import SCENE
from offworld.exchange.parts import Fixed, fixed_parts, loose_parts
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.look.dressing import dress
from offworld.look.figure import Life

_QUARTER: Final = [-math.sqrt(0.5), 0.0, 0.0, math.sqrt(0.5)]
"""Turn of the root, x, y, z, w: a set's z is the file's y."""


def scene_file(
    take: Take,
    tracks: Mapping[str, Sequence[Shot]],
    *,
    rate: Fraction,
    aspect: Fraction,
    lives: Sequence[Life] = (),
) -> bytes:
    """A take as a .glb.

    Args:
        take: the take.
        tracks: the shot of each set-up at each frame.
        rate: frames a second.
        aspect: of the film's picture, width over height.
        lives: hands and eyes of people at each frame; empty: at rest.

    Raises:
        NotPossible: the take has no length.
    """
    header = header_of(take, rate)
    rehearsal = take.rehearsal
    dressing = dress(take.assembly, rehearsal.stage_set.up, rehearsal.people, take.tethers)
    moving = moving_of(take, header, lives)
    times = np.array([float(frame / rate) for frame in range(header.frames)])
    writer = Writer()
    writer.node(SCENE, rotation=_QUARTER)
    surfaces = Surfaces(writer, dressing.materials)
    for fixed in fixed_parts(take, dressing):
        _stand(writer, fixed, surfaces)
    add_people(writer, take, dressing, moving, times, surfaces)
    for part in loose_parts(take, dressing):
        add_part(writer, part, moving.poses, times, surfaces)
    add_cameras(writer, tracks, rehearsal.scene.set_ups, aspect, times)
    return writer.file(f"{header.film} {header.scene}", _said(header))


def _stand(writer: Writer, fixed: Fixed, surfaces: Surfaces) -> None:
    """One shape of the set."""
    shape = fixed.shape
    w, x, y, z = shape.attitude
    told: dict[str, Any] = {"translation": list(shape.position), "rotation": [x, y, z, w]}
    extras = {"offworld:id": shape.id}
    if shape.no_touch:
        extras["offworld:no_touch"] = shape.no_touch
    mesh = add_mesh(writer, fixed.path.rsplit("/", 1)[-1], fixed.mesh, surfaces)
    writer.node(fixed.path, mesh=mesh, extras=extras, **told)


def _said(header: Header) -> dict[str, Any]:
    """What a file says of itself."""
    return {
        "offworld:film": header.film,
        "offworld:scene": header.scene,
        "offworld:set": header.set_id,
        "offworld:set_up": list(header.set_up),
        "offworld:weight_m_s2": list(header.weight),
        "offworld:rate": str(header.rate),
        "offworld:frames": header.frames,
    }
