"""The render-only MuJoCo model: meshes and one texture, nothing that moves by itself and nothing that collides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offworld.film.assembly import Material
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressed
from offworld.look.mesh import Mesh
from offworld.look.palette import COLUMNS, bare_texture, texture
from offworld.picture.opengl import mujoco
from offworld.picture.shown import add_mesh, add_people


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
    bare: bool = False,
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
        bare: with the materials' own colours, whatever light falls on them.
    """
    mj = mujoco()
    spec = mj.MjSpec()
    spec.visual.global_.offwidth, spec.visual.global_.offheight = width, height
    spec.visual.quality.offsamples = samples
    spec.visual.quality.shadowsize = shadow
    _paint(spec, mj, bare_texture(materials) if bare else texture(materials))
    for number, mesh in enumerate(meshes):
        add_mesh(mj, spec, spec.worldbody, f"mesh{number}", mesh, count=len(materials), material="palette")
    add_people(spec, people, count=len(materials), material="palette")
    model = spec.compile()
    return RenderModel(
        model=model,
        places=np.array(model.geom_pos, dtype=np.float64),
        attitudes=np.array(model.geom_quat, dtype=np.float64),
    )


def _paint(spec: Any, mj: Any, pixels: NDArray[np.uint8]) -> None:
    """Adds the texture of all materials and the one material that carries it."""
    added = spec.add_texture(
        name="palette", type=mj.mjtTexture.mjTEXTURE_2D, width=COLUMNS, height=pixels.shape[0], nchannel=3
    )
    added.data = pixels.tobytes()
    paint = spec.add_material(name="palette")
    paint.textures[mj.mjtTextureRole.mjTEXROLE_RGB] = "palette"
    paint.specular, paint.shininess = 0.12, 0.3
