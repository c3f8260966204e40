"""The render-only MuJoCo model: meshes and one texture, nothing that moves by itself and nothing that collides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from offworld.film.assembly import Material
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressed
from offworld.look.mesh import Mesh
from offworld.look.palette import COLUMNS, coordinates, texture
from offworld.picture.opengl import mujoco

_LEVEL = 0.92
"""Level of light of people, before they are lit as they are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RenderModel:
    """A compiled model with one geom for each mesh, in order."""

    model: Any
    """`mujoco.MjModel`."""
    places: FloatArray
    """(meshes, 3): where the compiler put the middle of each mesh, in the mesh's own frame, metres."""
    attitudes: FloatArray
    """(meshes, 4): how it turned each mesh."""


def render_model(
    meshes: Sequence[Mesh],
    people: Sequence[Dressed],
    materials: Sequence[Material],
    *,
    width: int,
    height: int,
    samples: int,
    shadow: int,
) -> RenderModel:
    """Compiles meshes for drawing.

    Args:
        meshes: each in the frame that it will be placed by.
        people: those who are drawn as people.
        materials: what the meshes' materials index.
        width: of the picture, pixels.
        height: of the picture, pixels.
        samples: per pixel, for smooth edges; 0 none.
        shadow: side of the shadow map, pixels.
    """
    mj = mujoco()
    spec = mj.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = width, height
    spec.visual.quality.offsamples = samples
    spec.visual.quality.shadowsize = shadow
    _paint(spec, mj, materials)
    for number, mesh in enumerate(meshes):
        _add(spec, mj, f"mesh{number}", mesh, len(materials))
    if people:
        _add_skin(spec, people, len(materials))
    model = spec.compile()
    return RenderModel(
        model=model,
        places=np.array(model.geom_pos, dtype=np.float64),
        attitudes=np.array(model.geom_quat, dtype=np.float64),
    )


def _add_skin(spec: Any, people: Sequence[Dressed], count: int) -> None:
    """Adds one skin for all people. Its vertices are set as it is drawn, so it hangs on one bone that never moves."""
    total = sum(each.figure.count for each in people)
    starts = np.cumsum([0] + [each.figure.count for each in people[:-1]])
    skin = spec.add_skin(name="people", material="palette")
    skin.vert = np.zeros(3 * total).tolist()
    faces = [each.figure.faces + start for each, start in zip(people, starts, strict=True)]
    skin.face = np.concatenate(faces).ravel().tolist()
    materials = np.concatenate([each.materials for each in people])
    skin.texcoord = coordinates(materials, np.full(total, _LEVEL), count).ravel().tolist()
    skin.bodyname, skin.bindpos, skin.bindquat = ["world"], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]
    skin.vertid, skin.vertweight = [list(range(total))], [[1.0] * total]


def _paint(spec: Any, mj: Any, materials: Sequence[Material]) -> None:
    """Adds the texture of all materials and the one material that carries it."""
    pixels = texture(materials)
    added = spec.add_texture(
        name="palette", type=mj.mjtTexture.mjTEXTURE_2D, width=COLUMNS, height=pixels.shape[0], nchannel=3
    )
    added.data = pixels.tobytes()
    paint = spec.add_material(name="palette")
    paint.textures[mj.mjtTextureRole.mjTEXROLE_RGB] = "palette"
    paint.specular, paint.shininess = 0.12, 0.3


def _add(spec: Any, mj: Any, name: str, mesh: Mesh, count: int) -> None:
    """Adds one mesh and the geom that shows it."""
    added = spec.add_mesh(name=name)
    added.uservert = mesh.vertices.ravel().tolist()
    added.usernormal = mesh.normals.ravel().tolist()
    added.userface = mesh.faces.ravel().tolist()
    added.usertexcoord = coordinates(mesh.materials, mesh.levels, count).ravel().tolist()
    # A shell has a middle and axes whether or not it is closed.
    added.inertia = mj.mjtMeshInertia.mjMESH_INERTIA_SHELL
    spec.worldbody.add_geom(
        type=mj.mjtGeom.mjGEOM_MESH, meshname=name, material="palette", contype=0, conaffinity=0
    )
