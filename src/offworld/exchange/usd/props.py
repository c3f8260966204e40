"""The layer of props: everything loose, and tethers, each with its place at every frame."""

from __future__ import annotations

import numpy as np
from pxr import Kind, Usd

from offworld.exchange.moving import Header
from offworld.exchange.names import PROPS
from offworld.exchange.parts import loose_parts
from offworld.exchange.usd.layer import group, new_stage, place
from offworld.exchange.usd.meshes import Surfaces, add_mesh
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing


def props_layer(header: Header, take: Take, dressing: Dressing, poses: FloatArray) -> Usd.Stage:
    """Everything of a take that moves and is no person.

    Args:
        header: what the layer says of itself.
        take: the take.
        dressing: its meshes.
        poses: (frames, nodes and rods of tethers, 7), set frame.
    """
    stage = new_stage(header, "Everything loose, with its place at every frame.")
    group(stage, PROPS)
    surfaces = Surfaces(stage, dressing.materials)
    for part in loose_parts(take, dressing):
        group(stage, part.group, Kind.Tokens.component)
        if part.path != part.group:
            group(stage, part.path, Kind.Tokens.subcomponent)
        place(stage.GetPrimAtPath(part.path), np.asarray(poses[:, part.node]))
        add_mesh(stage, f"{part.path}/Mesh", part.mesh, surfaces)
    return stage
