"""What both renderers put into a render-only model alike: meshes, and one skin for all people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from offworld.look.dressing import Dressed
from offworld.look.mesh import Mesh
from offworld.look.palette import coordinates

_LEVEL: Final = 0.92
"""Level of light of people, before they are lit as they are drawn."""


def add_mesh(mj: Any, spec: Any, body: Any, name: str, mesh: Mesh, *, count: int, material: str) -> None:
    """Adds one mesh, and to a body the geom that shows it.

    Args:
        mj: the MuJoCo module.
        spec: of the model.
        body: that carries the geom.
        name: of the mesh.
        mesh: in the frame of the body.
        count: of all materials in the texture.
        material: of the model, which carries the texture.
    """
    added = spec.add_mesh(name=name)
    added.uservert = mesh.vertices.ravel().tolist()
    added.usernormal = mesh.normals.ravel().tolist()
    added.userface = mesh.faces.ravel().tolist()
    added.usertexcoord = coordinates(mesh.materials, mesh.levels, count).ravel().tolist()
    # A shell has a middle and axes whether or not it is closed.
    added.inertia = mj.mjtMeshInertia.mjMESH_INERTIA_SHELL
    body.add_geom(type=mj.mjtGeom.mjGEOM_MESH, meshname=name, material=material, contype=0, conaffinity=0)


def add_people(spec: Any, people: Sequence[Dressed], *, count: int, material: str) -> None:
    """Adds one skin for all people; none if there is nobody.

    Its vertices are set as it is drawn, so it hangs on one bone that never moves.
    """
    if not people:
        return
    total = sum(each.figure.count for each in people)
    starts = np.cumsum([0] + [each.figure.count for each in people[:-1]])
    skin = spec.add_skin(name="people", material=material)
    skin.vert = np.zeros(3 * total).tolist()
    faces = [each.figure.faces + start for each, start in zip(people, starts, strict=True)]
    skin.face = np.concatenate(faces).ravel().tolist()
    materials = np.concatenate([each.materials for each in people])
    skin.texcoord = coordinates(materials, np.full(total, _LEVEL), count).ravel().tolist()
    skin.bodyname, skin.bindpos, skin.bindquat = ["world"], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]
    skin.vertid, skin.vertweight = [list(range(total))], [[1.0] * total]
