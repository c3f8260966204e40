"""Run by an interpreter that has Blender as a module: opens a scene, tells what it sees, moves a camera, writes it.

Nothing of Offworld is imported here. Argument: a JSON file with `scene`, `camera`, `frame`, `size`, `picture`,
`points` (person to vertex numbers), `move` (place, attitude, lens at the height `gate`) and `out` (file to export
settings). A file that ends with .glb is glTF, every other one USD.
"""

import json
import sys
from pathlib import Path

import bpy
import mathutils
from bpy_extras.object_utils import world_to_camera_view

ask = json.loads(Path(sys.argv[1]).read_text())
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps = ask["rate"]
if ask["scene"].endswith(".glb"):
    bpy.ops.import_scene.gltf(filepath=ask["scene"])
else:
    bpy.ops.wm.usd_import(filepath=ask["scene"], set_frame_range=True, import_visible_only=False)
camera = bpy.data.objects[ask["camera"]]
scene.camera = camera
scene.render.resolution_x, scene.render.resolution_y = ask["size"]
scene.frame_set(ask["frame"])


def person_of(thing):
    while thing is not None and (thing.parent is None or thing.parent.name != "People"):
        thing = thing.parent
    return thing.name if thing else ""


def pose(thing):
    place, turn, _ = thing.matrix_world.decompose()
    return [*place, *turn]


frames = [scene.frame_start, scene.frame_end]
if ask["scene"].endswith(".glb"):
    # Its reader leaves the range of the scene alone.
    ends = [round(end) for action in bpy.data.actions for end in action.frame_range]
    frames = [min(ends), max(ends)]
told = {"frames": frames, "cameras": {}, "points": {}}
for thing in bpy.data.objects:
    if thing.type == "CAMERA":
        lens = thing.data
        told["cameras"][thing.name] = {
            "pose": pose(thing), "lens": lens.lens, "sensor": [lens.sensor_width, lens.sensor_height],
            "fit": lens.sensor_fit, "shift": [lens.shift_x, lens.shift_y],
            "focus": lens.dof.focus_distance, "stop": lens.dof.aperture_fstop, "tall": lens.angle_y,
            "said": {key: value for key, value in lens.items() if isinstance(value, str | float)},
        }  # fmt: skip
graph = bpy.context.evaluated_depsgraph_get()
bodies = {
    person_of(thing): thing
    for thing in bpy.data.objects
    if thing.type == "MESH" and thing.name.split(".")[0].split("_")[-1] == "Body"
}
for person, numbers in ask["points"].items():
    seen = bodies[person].evaluated_get(graph)
    mesh = seen.to_mesh()
    spots = [world_to_camera_view(scene, camera, seen.matrix_world @ mesh.vertices[i].co) for i in numbers]
    told["points"][person] = [list(spot) for spot in spots]

for thing in bpy.data.objects:
    if thing.type == "MESH":
        thing.hide_render = not person_of(thing)
scene.render.engine = "BLENDER_WORKBENCH"
scene.render.film_transparent = True
scene.render.filepath = ask["picture"]
scene.display.render_aa = "OFF"
bpy.ops.render.render(write_still=True)

place, turn, lens = ask["move"]
_, _, size = camera.matrix_world.decompose()
camera.matrix_world = mathutils.Matrix.LocRotScale(place, mathutils.Quaternion(turn), size)
camera.data.lens = lens * camera.data.sensor_height / ask["gate"]
bpy.ops.object.select_all(action="DESELECT")
for thing in bpy.data.objects:
    thing.select_set(thing.type == "CAMERA" or thing.name in {"Scene", "Cameras"})
for path, settings in ask["out"].items():
    if path.endswith(".glb"):
        bpy.ops.export_scene.gltf(filepath=path, export_cameras=True, **settings)
    else:
        bpy.ops.wm.usd_export(filepath=path, selected_objects_only=True, **settings)
Path(sys.argv[1]).with_suffix(".told").write_text(json.dumps(told))
