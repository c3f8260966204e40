"""The layer of the set: every fixed shape as a mesh of its own, under a name that stays."""

from __future__ import annotations

import numpy as np
from pxr import Kind, Usd

from offworld.exchange.moving import Header
from offworld.exchange.names import SET
from offworld.exchange.parts import fixed_parts
from offworld.exchange.usd.layer import group, new_stage, place
from offworld.exchange.usd.meshes import Surfaces, add_mesh
from offworld.film.take import Take
from offworld.look.dressing import Dressing


def set_layer(header: Header, take: Take, dressing: Dressing) -> Usd.Stage:
    """The set of a scene; each shape may be moved, hidden or given another material by itself."""
    stage = new_stage(header, f"The set {header.set_id}, in its own frame.")
    group(stage, SET)
    surfaces = Surfaces(stage, dressing.materials)
    for fixed in fixed_parts(take, dressing):
        shape = fixed.shape
        group(stage, fixed.path.rsplit("/", 1)[0], Kind.Tokens.component)
        prim = add_mesh(stage, fixed.path, fixed.mesh, surfaces).GetPrim()
        place(prim, np.array([[*shape.position, *shape.attitude]]))
        prim.SetCustomDataByKey("offworld:id", shape.id)
        if shape.no_touch:
            prim.SetCustomDataByKey("offworld:no_touch", shape.no_touch)
    return stage
