"""Everybody of a take: skins on joints that move as the take has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.exchange.gltf.keys import SHARE, change, place
from offworld.exchange.gltf.meshes import Surfaces, add_mesh
from offworld.exchange.gltf.writer import Writer
from offworld.exchange.moving import Moving
from offworld.exchange.names import PEOPLE, prim_names
from offworld.exchange.parts import Part, parts_of, worn_names
from offworld.exchange.skin import Skin, against_parents, closed, joint_poses, skin_of
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressed, Dressing
from offworld.look.figure import SEGMENTS
from offworld.look.mesh import Mesh

PATH: Final = "offworld:path"
"""Name under which a node says where it stands in our other formats, if it cannot stand there in this one."""


def add_people(
    writer: Writer, take: Take, dressing: Dressing, moving: Moving, times: FloatArray, surfaces: Surfaces
) -> None:
    """Writes everybody.

    Args:
        writer: where.
        take: the take.
        dressing: its meshes.
        moving: its frames.
        times: their moments, s.
        surfaces: what the meshes' materials index.
    """
    names = prim_names(person.id for person in take.rehearsal.people)
    dressed = {each.figure.person: each for each in dressing.people}
    for person in take.rehearsal.people:
        path = f"{PEOPLE}/{names[person.id]}"
        extras = parts_of(take, dressing, person.id, path)
        if person.id not in dressed:
            for part in extras:
                add_part(writer, part, moving.poses, times, surfaces)
            continue
        each = dressed[person.id]
        skin = skin_of(each.figure, take.assembly, person)
        joints = _joints(writer, f"{path}/Skeleton", each, skin, moving, times)
        _body(writer, path, each, skin, joints, surfaces)
        weights = np.array([closed(each.figure, life) for life in moving.lives])
        body = writer.node(f"/{names[person.id]}_Body")
        if skin.shapes and np.any(weights):
            writer.node(f"/{names[person.id]}_Body", weights=[float(share) for share in weights[0]])
            change(writer, body, "weights", weights, times, SHARE)
        _wear(writer, path, each, extras, skin, surfaces)


def add_part(writer: Writer, part: Part, poses: FloatArray, times: FloatArray, surfaces: Surfaces) -> None:
    """Writes something that moves as a whole; poses (frames, nodes, 7), set frame."""
    node = writer.node(part.path)
    told = place(writer, node, np.asarray(poses[:, part.node]), times)
    writer.node(part.path, mesh=add_mesh(writer, part.path.rsplit("/", 1)[-1], part.mesh, surfaces), **told)


def _joints(
    writer: Writer, path: str, each: Dressed, skin: Skin, moving: Moving, times: FloatArray
) -> list[int]:
    """Nodes of the joints, with how they move."""
    poses = [
        joint_poses(each.figure, row, life) for row, life in zip(moving.poses, moving.lives, strict=True)
    ]
    local = against_parents(np.stack(poses), skin.parents)
    found = []
    for number, joint in enumerate(skin.joints):
        node = writer.node(f"{path}/{joint}")
        told = place(writer, node, local[:, number], times)
        found.append(writer.node(f"{path}/{joint}", **told))
    return found


def _body(
    writer: Writer, path: str, each: Dressed, skin: Skin, joints: Sequence[int], surfaces: Surfaces
) -> None:
    """The skin. It stands at the root, not below its person: what is above a skin must not move it."""
    name = f"{path.rsplit('/', 1)[-1]}_Body"
    body = Mesh(
        vertices=skin.places, normals=skin.normals, faces=each.figure.faces, materials=each.materials,
        levels=np.ones(len(skin.places)),
    )  # fmt: skip
    back = np.zeros((len(skin.bind), 4, 4))
    turns = rotation.matrix(rotation.conjugate(skin.bind[:, 3:]))
    back[:, :3, :3], back[:, 3, 3] = turns, 1.0
    back[:, :3, 3] = -np.einsum("nij,nj->ni", turns, skin.bind[:, :3])
    columns = np.swapaxes(back, 1, 2).reshape(-1, 16).astype(np.float32)
    tied = writer.add(
        "skins",
        {"name": name, "inverseBindMatrices": writer.numbers(columns), "joints": list(joints)},
    )
    mesh = add_mesh(writer, name, body, surfaces, skin)
    writer.node(f"/{name}", mesh=mesh, skin=tied, extras={PATH: f"{path}/Body"})


def _wear(
    writer: Writer, path: str, each: Dressed, extras: Sequence[Part], skin: Skin, surfaces: Surfaces
) -> None:
    """What a person wears beside their skin, each piece firm on one joint."""
    nodes = [int(node) for node in each.figure.nodes]
    joints = [nodes.index(part.node) for part in extras]
    for part, joint, name in zip(
        extras, joints, worn_names([SEGMENTS[joint] for joint in joints]), strict=True
    ):
        mesh = add_mesh(writer, name, part.mesh, surfaces)
        where = f"{path}/Skeleton/{skin.joints[joint]}/{name}"
        writer.node(where, mesh=mesh, extras={PATH: f"{path}/{name}"})
