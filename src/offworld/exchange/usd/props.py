"""The layer of props: everything loose, and tethers, each with its place at every frame."""

from __future__ import annotations

import numpy as np
from pxr import Kind, Usd

from offworld.exchange.names import PROPS, prim_names
from offworld.exchange.usd.layer import Header, group, new_stage, place
from offworld.exchange.usd.meshes import Surfaces, add_mesh
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressing
from offworld.look.lines import link_names


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
    people = {person.id for person in take.rehearsal.people}
    nodes = take.assembly.nodes
    ids = [node.id for node in nodes] + link_names(take.tethers, nodes)
    trees = [node.tree for node in nodes] + [name.rsplit("/", 1)[0] for name in ids[len(nodes) :]]
    loose = {number: mesh for number, mesh in dressing.moving if trees[number] not in people}
    names = prim_names(trees[number] for number in loose)
    parts = prim_names(ids[number] for number in loose)
    for number, mesh in loose.items():
        path = f"{PROPS}/{names[trees[number]]}"
        group(stage, path, Kind.Tokens.component)
        if ids[number] != trees[number]:
            path = f"{path}/{parts[ids[number]]}"
            group(stage, path, Kind.Tokens.subcomponent)
        prim = stage.GetPrimAtPath(path)
        place(prim, np.asarray(poses[:, number]))
        add_mesh(stage, f"{path}/Mesh", mesh, surfaces)
    return stage
