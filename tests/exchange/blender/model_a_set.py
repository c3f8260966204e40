"""Run by an interpreter that has Blender as a module: models a small module and writes it as glTF and as USD.

Nothing of Offworld is imported here. Argument: the folder for `module.glb` and `module.usdc`.
"""

import math
import sys

import bpy

OUT = sys.argv[1]
bpy.ops.wm.read_factory_settings(use_empty=True)


def paint(name, colour, **more):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    shader = made.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*colour, 1.0)
    for key, value in more.items():
        shader.inputs[key.replace("_", " ")].default_value = value
    return made


WALL = paint("Wall", (0.62, 0.60, 0.52), Roughness=0.8)
FLOOR = paint("Floor", (0.18, 0.20, 0.17), Roughness=0.9)
BLUE = paint("Rail blue", (0.10, 0.22, 0.45), Roughness=0.4)
WOOD = paint("Table", (0.42, 0.30, 0.18), Roughness=0.6)
RED = paint("Rack red", (0.50, 0.07, 0.05), Roughness=0.5)
GLASS = paint("Pane", (0.6, 0.75, 0.9), Alpha=0.3)
LAMP = paint("Lamp", (1, 1, 1), Emission_Color=(1.0, 0.95, 0.85, 1.0), Emission_Strength=4.0)
STEEL = paint("Steel", (0.56, 0.57, 0.58), Metallic=1.0, Roughness=0.35)


def name(label, material):
    one = bpy.context.object
    one.name = one.data.name = label
    one.data.materials.append(material)
    return one


def box(label, at, size, material):
    bpy.ops.mesh.primitive_cube_add(size=1.0, location=at)
    bpy.context.object.scale = size
    return name(label, material)


def rod(label, start, end, radius, material, sides=12):
    way = [b - a for a, b in zip(start, end, strict=True)]
    length = math.hypot(*way)
    middle = [0.5 * (a + b) for a, b in zip(start, end, strict=True)]
    bpy.ops.mesh.primitive_cylinder_add(vertices=sides, radius=radius, depth=length, location=middle)
    one = bpy.context.object
    one.rotation_euler = (0.0, math.acos(way[2] / length), math.atan2(way[1], way[0]))
    return name(label, material)


# The hull: an eight-sided tube along x, 4 m long and 2.2 m across inside, closed at both ends, its walls 6 cm thick.
bpy.ops.mesh.primitive_cylinder_add(vertices=8, radius=1.1 / math.cos(math.pi / 8), depth=4.0)
hull = name("Hull", WALL)
hull.rotation_euler = (0.0, math.pi / 2, 0.0)
bpy.ops.object.transform_apply(location=False, rotation=True, scale=True)
hull.rotation_euler = (math.pi / 8, 0.0, 0.0)
bpy.ops.object.transform_apply(location=False, rotation=True, scale=True)
hull.data.materials.append(FLOOR)
for face in hull.data.polygons:
    if face.center.z < -1.05:
        face.material_index = 1
thick = hull.modifiers.new("thick", "SOLIDIFY")
thick.thickness, thick.offset, thick.use_even_offset = 0.06, 1.0, True
# A round hole for the window in the wall at y = +1.1.
bpy.ops.mesh.primitive_cylinder_add(
    vertices=24, radius=0.25, depth=0.6, location=(0.6, 1.1, 0.1), rotation=(math.pi / 2, 0.0, 0.0)
)
drill = bpy.context.object
cut = hull.modifiers.new("hole", "BOOLEAN")
cut.object, cut.operation, cut.solver = drill, "DIFFERENCE", "EXACT"
bpy.context.view_layer.objects.active = hull
for modifier in ("thick", "hole"):
    bpy.ops.object.modifier_apply(modifier=modifier)
bpy.data.objects.remove(drill)

bpy.ops.mesh.primitive_cylinder_add(
    vertices=24, radius=0.26, depth=0.012, location=(0.6, 1.13, 0.1), rotation=(math.pi / 2, 0.0, 0.0)
)
name("Window", GLASS)
for number in range(3):
    x = -1.5 + 1.1 * number
    rod(f"Rail port.{number + 1}", (x, 1.045, -0.25), (x + 0.8, 1.045, -0.25), 0.014, BLUE)
    rod(f"Rail starboard.{number + 1}", (x, -1.045, 0.2), (x + 0.8, -1.045, 0.2), 0.014, BLUE)
rod("Rail overhead", (-1.0, 0.2, 1.045), (0.6, 0.2, 1.045), 0.015, BLUE)
# A handrail with its two feet, as one mesh.
bar = rod("Rail floor", (-0.5, -0.25, -1.045), (0.5, -0.25, -1.045), 0.014, BLUE)
feet = [
    rod(f"foot {k}", (x, -0.25, -1.1), (x, -0.25, -1.045), 0.012, BLUE) for k, x in enumerate((-0.48, 0.48))
]
bpy.ops.object.select_all(action="DESELECT")
for one in (*feet, bar):
    one.select_set(True)
bpy.context.view_layer.objects.active = bar
bpy.ops.object.join()
# A ring about the hatch at the end, and its cover.
bpy.ops.mesh.primitive_torus_add(
    major_radius=0.46,
    minor_radius=0.015,
    major_segments=32,
    minor_segments=10,
    location=(1.945, 0.0, 0.0),
    rotation=(0.0, math.pi / 2, 0.0),
)
name("Hatch ring", STEEL)
bpy.ops.mesh.primitive_cylinder_add(
    vertices=32, radius=0.40, depth=0.04, location=(1.98, 0.0, 0.0), rotation=(0.0, math.pi / 2, 0.0)
)
name("Hatch cover", STEEL)
box("Table top", (-0.9, 0.35, -0.45), (1.2, 0.6, 0.04), WOOD)
box("Table leg", (-0.9, 0.35, -0.785), (0.08, 0.3, 0.63), STEEL)
box("Rack", (-0.3, -0.98, -0.45), (1.0, 0.2, 0.45), RED)
for number in range(3):
    box(f"Lamp.{number + 1}", (-1.3 + 1.3 * number, -0.25, 1.08), (0.5, 0.12, 0.03), LAMP)
# An L-shaped locker: no convex thing.
corners = [(0, 0), (0.6, 0), (0.6, 0.25), (0.25, 0.25), (0.25, 0.6), (0, 0.6)]
mesh = bpy.data.meshes.new("Locker")
mesh.from_pydata(
    [(-1.98 + x, -0.5 + y, z) for z in (-0.35, 0.05) for x, y in corners],
    [],
    [
        tuple(range(5, -1, -1)),
        tuple(range(6, 12)),
        *[(k, (k + 1) % 6, 6 + (k + 1) % 6, 6 + k) for k in range(6)],
    ],
)
locker = bpy.data.objects.new("Locker", mesh)
bpy.context.collection.objects.link(locker)
mesh.materials.append(WALL)
# Small things, and something that is not part of the set.
box("Label", (0.2, 1.095, 0.6), (0.05, 0.004, 0.03), RED)
box("Stand outside", (0.0, 0.0, -3.0), (2.0, 2.0, 0.1), STEEL)
bpy.ops.object.camera_add(location=(0, 0, 0))

bpy.ops.export_scene.gltf(filepath=f"{OUT}/module.glb", export_format="GLB")
bpy.ops.wm.usd_export(filepath=f"{OUT}/module.usdc")
