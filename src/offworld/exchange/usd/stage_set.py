"""The layer of the set: every fixed shape as a mesh of its own, under a name that stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pxr import Kind, Usd

from offworld.exchange.names import SET, set_paths
from offworld.exchange.usd.layer import Header, group, new_stage, place
from offworld.exchange.usd.meshes import Surfaces, add_mesh
from offworld.film.assembly import Assembly
from offworld.film.basic import NO_TURN, ORIGIN
from offworld.look.dressing import Dressing
from offworld.look.solids import node_mesh


def set_layer(header: Header, assembly: Assembly, dressing: Dressing) -> Usd.Stage:
    """The set of a scene; each shape may be moved, hidden or given another material by itself."""
    stage = new_stage(header, f"The set {header.set_id}, in its own frame.")
    group(stage, SET)
    surfaces = Surfaces(stage, dressing.materials)
    index = {material.name: number for number, material in enumerate(dressing.materials)}
    fixed = {shape.id: shape for shape in assembly.shapes if shape.node == 0}
    for name, path in sorted(set_paths(fixed).items(), key=lambda pair: pair[1]):
        shape = fixed[name]
        mesh = node_mesh((replace(shape, position=ORIGIN, attitude=NO_TURN),), index)
        assert mesh is not None
        group(stage, path.rsplit("/", 1)[0], Kind.Tokens.component)
        prim = add_mesh(stage, path, mesh, surfaces).GetPrim()
        place(prim, np.array([[*shape.position, *shape.attitude]]))
        prim.SetCustomDataByKey("offworld:id", shape.id)
        if shape.no_touch:
            prim.SetCustomDataByKey("offworld:no_touch", shape.no_touch)
    return stage
