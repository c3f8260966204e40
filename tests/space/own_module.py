"""A module as somebody might model it: an eight-sided tube without thickness, rails, a window, a table, a rack.

Written as glTF by code of its own and as USD by the library of USD, so that readers have something to be held to.
"""

import json
import math
import struct

import numpy as np

LENGTH, ACROSS = 4.0, 2.2
SIDE = ACROSS * math.tan(math.pi / 8)
WINDOW = (0.6, ACROSS / 2, 0.1)
WINDOW_RADIUS = 0.25
CURTAIN = ((0.5, 0.2), (0.9, 0.2), (0.9, 0.7), (0.5, 0.7))
WALL, BLUE, RED, GLASS, LAMP = range(5)
MATERIALS = (
    ("Wall", (0.62, 0.60, 0.52), 1.0, 0.0),
    ("Rail blue", (0.10, 0.22, 0.45), 1.0, 0.0),
    ("Rack red", (0.50, 0.07, 0.05), 1.0, 0.0),
    ("Pane", (0.60, 0.75, 0.90), 0.3, 0.0),
    ("Lamp", (1.0, 0.95, 0.85), 1.0, 4.0),
)
"""Name, colour, share of light stopped, strength of its own light."""
TEXT = """\
title: A module of ours
model: module.glb
inside: [0, 0, 0]
rails:
  "rail.p#": Rail port *
  "rail.s#": Rail starboard *
  hatch.rim: Hatch ring
windows: {window.1: Window}
hatches: {hatch: Hatch cover}
tables: {table: {object: Table top, head: [-1, 0, 0]}}
loops: {loop.1: {object: Strap, toes: [1, 0, 0]}}
no_touch: {rack: {object: Rack, why: experiment}}
ignore: [Stand outside]
"""


def box(at, size):
    """Corners and faces of a box."""
    signs = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
    faces = [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
    return np.array(at) + signs * np.array(size), faces


def tube(start, end, radius, sides=12):
    """A closed cylinder about a line, seen from outside."""
    start, end = np.array(start, float), np.array(end, float)
    axis = (end - start) / np.linalg.norm(end - start)
    one = np.eye(3)[int(np.argmin(np.abs(axis)))]
    one = one - (one @ axis) * axis
    one /= np.linalg.norm(one)
    two = np.cross(axis, one)
    angles = 2 * np.pi * np.arange(sides) / sides
    rim = radius * (np.cos(angles)[:, None] * one + np.sin(angles)[:, None] * two)
    faces = [[k, (k + 1) % sides, sides + (k + 1) % sides, sides + k] for k in range(sides)]
    return np.concatenate([start + rim, end + rim]), [
        *faces,
        list(range(sides))[::-1],
        list(range(sides, 2 * sides)),
    ]


def ring(middle, axis, major, minor, around=32, sides=10):
    """A torus, seen from outside."""
    axis = np.array(axis, float)
    one = np.eye(3)[int(np.argmin(np.abs(axis)))]
    one = one - (one @ axis) * axis
    one /= np.linalg.norm(one)
    two = np.cross(axis, one)
    points, faces = [], []
    for i in range(around):
        a = 2 * np.pi * i / around
        out = np.cos(a) * one + np.sin(a) * two
        for j in range(sides):
            b = 2 * np.pi * j / sides
            points.append(middle + (major + minor * np.cos(b)) * out + minor * np.sin(b) * axis)
            n, m = (i + 1) % around, (j + 1) % sides
            faces.append([i * sides + j, n * sides + j, n * sides + m, i * sides + m])
    return np.array(points), faces


def prism(outline, low, high):
    """A solid over an outline (k, 2) that runs against the clock, from one height to another."""
    k = len(outline)
    points = [(x, y, z) for z in (low, high) for x, y in outline]
    walls = [[i, (i + 1) % k, k + (i + 1) % k, k + i] for i in range(k)]
    return np.array(points), [[0, *range(k - 1, 0, -1)], list(range(k, 2 * k)), *walls]


def shell():
    """The hull: a sheet that looks out, as cylinders do when they are made; one wall has a round hole."""
    half, points, faces = ACROSS / 2, [], []

    def add(*corners):
        faces.append(list(range(len(points), len(points) + len(corners))))
        points.extend(corners)

    for number in range(8):
        turn = number * math.pi / 4
        y, z = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
        a, b = half * y - SIDE / 2 * z, half * y + SIDE / 2 * z
        low, high = -LENGTH / 2, LENGTH / 2
        if number:
            add((low, *a), (low, *b), (high, *b), (high, *a))
            continue
        for quad in _holed(low, high):
            add(*[(x, half, z_) for x, z_ in quad])
    rim = [(half / math.cos(math.pi / 8)) * np.array([math.cos(t), math.sin(t)]) for t in
           (math.pi / 8 + np.arange(8) * math.pi / 4)]  # fmt: skip
    add(*[(LENGTH / 2, *p) for p in rim])
    add(*[(-LENGTH / 2, *p) for p in rim[::-1]])
    # Corners that lie on each other become one.
    once, same = np.unique(np.round(np.array(points, float), 9), axis=0, return_inverse=True)
    return once, [[int(same.reshape(-1)[k]) for k in face] for face in faces]


def _holed(low, high):
    """The wall at y = half, x from low to high, z across, as quads about a round hole; they look out."""
    x0, _, z0 = WINDOW
    angles = 2 * np.pi * np.arange(24) / 24
    hole = [(x0 + WINDOW_RADIUS * math.cos(t), z0 + WINDOW_RADIUS * math.sin(t)) for t in angles]
    edge = []
    for t in angles:
        dx, dz = math.cos(t), math.sin(t)
        sides = ((dx, high - x0), (-dx, x0 - low), (dz, SIDE / 2 - z0), (-dz, SIDE / 2 + z0))
        reach = [far / rate for rate, far in sides if rate > 1e-9]
        edge.append((x0 + min(reach) * dx, z0 + min(reach) * dz))
    corners = [(high, SIDE / 2), (low, SIDE / 2), (low, -SIDE / 2), (high, -SIDE / 2)]
    for k in range(24):
        n = (k + 1) % 24
        between = [c for c in corners if _lies_between(c, edge[k], edge[n], (x0, z0))]
        yield [hole[k], hole[n], edge[n], *between, edge[k]]


def _lies_between(corner, first, last, middle):
    angle = [math.atan2(p[1] - middle[1], p[0] - middle[0]) % (2 * math.pi) for p in (first, corner, last)]
    last_angle = angle[2] or 2 * math.pi
    return angle[0] < angle[1] < last_angle


def things():
    """Name, corners, faces, material of everything in the module."""
    half = ACROSS / 2
    found = [("Hull", *shell(), WALL)]
    for number in range(3):
        x = -1.5 + 1.1 * number
        found += [
            (
                f"Rail port {number + 1}",
                *tube((x, half - 0.055, -0.25), (x + 0.8, half - 0.055, -0.25), 0.014),
                BLUE,
            ),
            (
                f"Rail starboard {number + 1}",
                *tube((x, 0.055 - half, 0.2), (x + 0.8, 0.055 - half, 0.2), 0.014),
                BLUE,
            ),
        ]
    locker = [(0, 0), (0.6, 0), (0.6, 0.25), (0.25, 0.25), (0.25, 0.6), (0, 0.6)]
    found += [
        ("Hatch ring", *ring(np.array([1.945, 0, 0]), (1, 0, 0), 0.46, 0.015), BLUE),
        ("Hatch cover", *tube((1.96, 0, 0), (2.0, 0, 0), 0.40, 32), RED),
        ("Window", *tube((0.6, half + 0.024, 0.1), (0.6, half + 0.036, 0.1), 0.26, 24), GLASS),
        ("Table top", *box((-0.9, 0.35, -0.45), (1.2, 0.6, 0.04)), RED),
        ("Rack", *box((-0.3, -0.98, -0.45), (1.0, 0.2, 0.45)), RED),
        ("Strap", *box((1.2, 0.2, -1.04), (0.03, 0.12, 0.01)), RED),
        ("Lamp", *box((0.0, -0.25, 1.08), (0.8, 0.12, 0.03)), LAMP),
        ("Locker", *prism([(-1.98 + x, -0.5 + y) for x, y in locker], -0.35, 0.05), WALL),
        ("Curtain", np.array([[1.4, y, z] for y, z in CURTAIN]), [[0, 1, 2, 3]], RED),
        ("Label", *box((0.2, -1.098, 0.45), (0.05, 0.004, 0.03)), RED),
        ("Stand outside", *box((0, 0, -3.0), (2, 2, 0.1)), WALL),
    ]  # fmt: skip
    return found


def fan(faces):
    """Faces as triangles."""
    return [(face[0], face[k], face[k + 1]) for face in faces for k in range(1, len(face) - 1)]


def glb(parts=None, *, materials=MATERIALS, more=None):
    """The bytes of a .glb with those parts; glTF has y up."""
    raw, views, accessors, nodes, meshes = b"", [], [], [], []

    def add(array, kind, width, **told):
        nonlocal raw
        data = np.ascontiguousarray(array).tobytes()
        views.append({"buffer": 0, "byteOffset": len(raw), "byteLength": len(data)})
        accessors.append(
            {"bufferView": len(views) - 1, "componentType": kind, "count": len(array), "type": width, **told}
        )
        raw += data + b"\0" * (-len(data) % 4)
        return len(accessors) - 1

    for name, points, faces, material in parts or things():
        places = np.asarray(points, float)[:, [0, 2, 1]] * [1, 1, -1]
        low, high = places.astype("<f4").min(axis=0).tolist(), places.astype("<f4").max(axis=0).tolist()
        piece = {
            "attributes": {"POSITION": add(places.astype("<f4"), 5126, "VEC3", min=low, max=high)},
            "indices": add(np.array(fan(faces), "<u2").reshape(-1, 1), 5123, "SCALAR"),
            "material": material,
        }
        meshes.append({"primitives": [piece]})
        nodes.append({"name": name, "mesh": len(meshes) - 1})
    tree = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": list(range(len(nodes)))}], "nodes": nodes,
        "meshes": meshes, "accessors": accessors, "bufferViews": views, "buffers": [{"byteLength": len(raw)}],
        "materials": [_material(*one) for one in materials], **(more or {}),
    }  # fmt: skip
    return packed(tree, raw)


def packed(tree, raw):
    """A .glb of a tree and its buffer."""
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    size = 12 + 8 + len(text) + 8 + len(raw)
    return b"".join([
        b"glTF", struct.pack("<II", 2, size), struct.pack("<II", len(text), 0x4E4F534A), text,
        struct.pack("<II", len(raw), 0x004E4942), raw,
    ])  # fmt: skip


def _material(name, colour, stops, glow):
    told = {
        "name": name, "doubleSided": True,
        "pbrMetallicRoughness": {"baseColorFactor": [*colour, stops], "metallicFactor": 0.0, "roughnessFactor": 0.5},
    }  # fmt: skip
    if stops < 1.0:
        told["alphaMode"] = "BLEND"
    if glow:
        told["emissiveFactor"] = list(colour)
        told["extensions"] = {"KHR_materials_emissive_strength": {"emissiveStrength": glow}}
    return told


def usd(path, parts=None, *, unit=0.01, up="Y", say_unit=True):
    """Writes the same module as USD, with polygons as they are."""
    from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade

    stage = Usd.Stage.CreateNew(str(path))
    if say_unit:
        UsdGeom.SetStageMetersPerUnit(stage, unit)
    UsdGeom.SetStageUpAxis(stage, up)
    UsdGeom.Xform.Define(stage, "/Module")
    made = []
    for name, colour, stops, glow in MATERIALS:
        material = UsdShade.Material.Define(stage, f"/Module/Looks/{name.replace(' ', '_')}")
        shader = UsdShade.Shader.Define(stage, f"{material.GetPath()}/Surface")
        shader.CreateIdAttr("UsdPreviewSurface")
        shader.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f).Set(Gf.Vec3f(*colour))
        shader.CreateInput("opacity", Sdf.ValueTypeNames.Float).Set(stops)
        shader.CreateInput("roughness", Sdf.ValueTypeNames.Float).Set(0.5)
        if glow:
            shader.CreateInput("emissiveColor", Sdf.ValueTypeNames.Color3f).Set(glow * Gf.Vec3f(*colour))
        material.CreateSurfaceOutput().ConnectToSource(shader.ConnectableAPI(), "surface")
        made.append(material)
    for name, points, faces, kind in parts or things():
        mesh = UsdGeom.Mesh.Define(stage, f"/Module/{name.replace(' ', '_')}")
        places = np.asarray(points, float) / unit
        if up == "Y":
            places = places[:, [0, 2, 1]] * [1, 1, -1]
        mesh.CreatePointsAttr([Gf.Vec3f(*map(float, p)) for p in places])
        mesh.CreateFaceVertexCountsAttr([len(face) for face in faces])
        mesh.CreateFaceVertexIndicesAttr([k for face in faces for k in face])
        mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
        UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim()).Bind(made[kind])
    stage.GetRootLayer().Save()
    return path


def film(folder, text=TEXT, data=None):
    """A film folder with the set in it."""
    (folder / "sets").mkdir(parents=True, exist_ok=True)
    (folder / "sets" / "module.glb").write_bytes(glb() if data is None else data)
    (folder / "sets" / "module.yaml").write_text(text, encoding="utf-8")
    return folder
