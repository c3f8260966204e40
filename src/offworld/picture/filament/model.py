"""The model that Filament draws: meshes on bodies that are put in place, people as one skin, lamps in candela."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from offworld.geometry.rotation import FloatArray
from offworld.look.bake import Lamp
from offworld.look.dressing import Dressing
from offworld.look.lights import gathered
from offworld.look.palette import COLUMNS
from offworld.picture.filament.paint import paint
from offworld.picture.shown import add_mesh, add_people

LAMPS: Final = 2
"""Lamps that light people and throw their shadows; each costs a tenth of a frame and more. The rest is in the baked
light."""
_CANDELA: Final = 9000.0
"""Of the strongest lamp; with the exposure of the renderer it makes a lit cabin. By eye."""
_ROOM: Final = 3700.0
"""Of the light that walls throw back, in the renderer's unit. By eye."""
_ABOVE: Final = (0.98, 0.97, 0.95)
_BELOW: Final = (0.46, 0.44, 0.42)
_BULB_M: Final = 0.16
"""Half the width of a cabin lamp, which makes its shadows soft."""
_CONE_DEG: Final = 84.0
_OPTIONS: Final[dict[str, float | str]] = {
    "shadows.type": "vsm",
    "shadows.map_size": 1024.0,
    "ao.quality": "low",
    "ao.low_pass_filter": "medium",
    "ao.upsampling": "low",
    "bloom.enabled": 1.0,
    "bloom.strength": 0.06,
    "cg.tone_mapping": "filmic",
    "cg.exposure": 0.8,
    "cg.contrast": 1.12,
    "cg.saturation": 1.06,
}
"""Flags of the renderer. By eye, but for those that its costs decide."""


def final_model(mj: Any, dressing: Dressing) -> Any:
    """Compiles what a stage draws.

    Body `n` of the model carries the mesh of `dressing.moving[n - 1]`; the skin hangs on the world, and its vertices
    are set before each frame.
    """
    spec = mj.MjSpec()
    count = len(dressing.materials)
    _paint(mj, spec, dressing)
    add_mesh(mj, spec, spec.worldbody, "still", dressing.still, count=count, material="paint")
    for number, (_, mesh) in enumerate(dressing.moving):
        body = spec.worldbody.add_body(name=f"moving{number}", mocap=True)
        add_mesh(mj, spec, body, f"moving{number}", mesh, count=count, material="paint")
    add_people(spec, dressing.people, count=count, material="paint")
    _add_lamps(mj, spec, gathered(dressing.lamps)[:LAMPS])
    for name, value in _OPTIONS.items():
        if isinstance(value, str):
            spec.add_text(name=f"filament.{name}", data=value)
        else:
            spec.add_numeric(name=f"filament.{name}", data=[value])
    return spec.compile()


def _paint(mj: Any, spec: Any, dressing: Dressing) -> None:
    """Adds the textures and the one material that carries them."""
    made = paint(dressing.materials)
    role = mj.mjtTextureRole
    material = spec.add_material(name="paint")
    # What a texture holds is multiplied by these.
    material.roughness = material.metallic = material.emission = 1.0
    for name, pixels, use in (
        ("colour", made.colour, role.mjTEXROLE_RGB),
        ("surface", made.surface, role.mjTEXROLE_ORM),
        ("glow", made.glow, role.mjTEXROLE_EMISSIVE),
    ):
        added = spec.add_texture(
            name=name,
            type=mj.mjtTexture.mjTEXTURE_2D,
            width=COLUMNS,
            height=pixels.shape[0],
            nchannel=pixels.shape[2],
        )
        added.data = pixels.tobytes()
        if name == "surface":
            added.colorspace = mj.mjtColorSpace.mjCOLORSPACE_LINEAR
        material.textures[use] = name


def _add_lamps(mj: Any, spec: Any, lamps: Sequence[Lamp]) -> None:
    """Adds the lamps and the light that walls throw back."""
    strongest = max((lamp.power for lamp in lamps), default=1.0)
    for lamp in lamps:
        facing = np.asarray(lamp.facing)
        colour: FloatArray = np.asarray(lamp.colour)
        added = spec.worldbody.add_light(pos=lamp.position, type=mj.mjtLightType.mjLIGHT_SPOT)
        added.dir = facing if np.any(facing) else (0.0, 0.0, -1.0)
        added.intensity = _CANDELA * lamp.power / strongest
        added.diffuse = colour / max(float(colour.max()), 1e-6)
        added.castshadow, added.bulbradius = 1, _BULB_M
        added.cutoff, added.range = _CONE_DEG, 9.0
    room = spec.add_texture(
        name="room",
        type=mj.mjtTexture.mjTEXTURE_CUBE,
        builtin=mj.mjtBuiltin.mjBUILTIN_GRADIENT,
        width=32,
        height=32,
    )
    room.rgb1, room.rgb2 = _ABOVE, _BELOW
    light = spec.worldbody.add_light(type=mj.mjtLightType.mjLIGHT_IMAGE)
    light.texture, light.intensity = "room", _ROOM
