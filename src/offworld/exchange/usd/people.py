"""The layer of people: skinned meshes that follow skeletons, moved at the film's rate as the take has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from pxr import Gf, Kind, Usd, UsdGeom, UsdSkel, Vt

from offworld.exchange.moving import Header, Moving, steady
from offworld.exchange.names import PEOPLE, prim_names
from offworld.exchange.parts import Part, parts_of, worn_names
from offworld.exchange.skin import MOST, Skin, against_parents, closed, joint_poses, skin_of
from offworld.exchange.usd.layer import UNITS, changing, group, new_stage, place, points
from offworld.exchange.usd.meshes import Surfaces, add_mesh
from offworld.film.take import Take
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.dressing import Dressed, Dressing
from offworld.look.figure import SEGMENTS
from offworld.look.mesh import IntArray, Mesh

_ABOUT: Final = 0.35
"""A person reaches no farther than this from the nearest joint, m; by eye, for the box that is drawn or not."""


def people_layer(header: Header, take: Take, dressing: Dressing, moving: Moving) -> Usd.Stage:
    """Everybody in a take.

    Args:
        header: what the layer says of itself.
        take: the take.
        dressing: its meshes.
        moving: its frames.
    """
    stage = new_stage(header, "Everybody, as skinned meshes whose skeletons move as the take has it.")
    group(stage, PEOPLE)
    surfaces = Surfaces(stage, dressing.materials)
    names = prim_names(person.id for person in take.rehearsal.people)
    dressed = {each.figure.person: each for each in dressing.people}
    for person in take.rehearsal.people:
        path = f"{PEOPLE}/{names[person.id]}"
        extras = parts_of(take, dressing, person.id, path)
        if person.id not in dressed:
            _plain(stage, path, extras, moving.poses, surfaces)
            continue
        each = dressed[person.id]
        skin = skin_of(each.figure, take.assembly, person)
        _skeleton(stage, path, each, skin, moving)
        body = Mesh(
            vertices=skin.places, normals=skin.normals, faces=each.figure.faces, materials=each.materials,
            levels=np.ones(len(skin.places)),
        )  # fmt: skip
        _bind(add_mesh(stage, f"{path}/Body", body, surfaces), path, skin.indices, skin.weights)
        _shapes(stage, path, skin)
        _wear(stage, path, each, skin, extras, surfaces)
    return stage


def _skeleton(stage: Usd.Stage, path: str, each: Dressed, skin: Skin, moving: Moving) -> None:
    """The root of a person, their joints, and how those move."""
    root = UsdSkel.Root.Define(stage, path)
    Usd.ModelAPI(root).SetKind(Kind.Tokens.component)
    skeleton = UsdSkel.Skeleton.Define(stage, f"{path}/Skeleton")
    skeleton.CreateJointsAttr(list(skin.joints))
    skeleton.CreateBindTransformsAttr(_matrices(skin.bind))
    skeleton.CreateRestTransformsAttr(_matrices(against_parents(skin.bind, skin.parents)))
    animation = UsdSkel.Animation.Define(stage, f"{path}/Skeleton/Animation")
    UsdSkel.BindingAPI.Apply(skeleton.GetPrim()).CreateAnimationSourceRel().SetTargets([animation.GetPath()])
    animation.CreateJointsAttr(list(skin.joints))
    joints = np.stack(
        [
            joint_poses(each.figure, poses, life)
            for poses, life in zip(moving.poses, moving.lives, strict=True)
        ]
    )
    local = against_parents(joints, skin.parents)
    turns = steady(local[..., 3:])
    changing(animation.CreateTranslationsAttr(), [points(row) for row in local[..., :3]])
    changing(animation.CreateRotationsAttr(), [_quaternions(row) for row in turns])
    animation.CreateScalesAttr(Vt.Vec3hArray([Gf.Vec3h(1, 1, 1)] * len(skin.joints)))
    animation.CreateBlendShapesAttr([shape.name for shape in skin.shapes])
    weights = [np.float32(closed(each.figure, life)) for life in moving.lives]
    changing(animation.CreateBlendShapeWeightsAttr(), [Vt.FloatArray.FromNumpy(row) for row in weights])
    low, high = joints[..., :3].min(axis=1) - _ABOUT, joints[..., :3].max(axis=1) + _ABOUT
    changing(root.CreateExtentAttr(), [points(np.stack(corners)) for corners in zip(low, high, strict=True)])


def _bind(mesh: UsdGeom.Mesh, path: str, indices: IntArray, weights: FloatArray) -> None:
    """Ties a mesh in the bind posture to the skeleton of its person."""
    binding = UsdSkel.BindingAPI.Apply(mesh.GetPrim())
    binding.CreateSkeletonRel().SetTargets([f"{path}/Skeleton"])
    binding.CreateGeomBindTransformAttr(Gf.Matrix4d(1.0))
    width = indices.shape[1]
    whole = np.ascontiguousarray(indices.ravel(), dtype=np.int32)
    shares = np.ascontiguousarray(weights.ravel(), dtype=np.float32)
    binding.CreateJointIndicesPrimvar(False, width).Set(Vt.IntArray.FromNumpy(whole))
    binding.CreateJointWeightsPrimvar(False, width).Set(Vt.FloatArray.FromNumpy(shares))


def _shapes(stage: Usd.Stage, path: str, skin: Skin) -> None:
    """Hands that close."""
    targets = []
    for shape in skin.shapes:
        made = UsdSkel.BlendShape.Define(stage, f"{path}/Body/{shape.name}")
        made.CreateOffsetsAttr(points(shape.offsets))
        made.CreatePointIndicesAttr(
            Vt.IntArray.FromNumpy(np.ascontiguousarray(shape.vertices, dtype=np.int32))
        )
        targets.append(made.GetPath())
    binding = UsdSkel.BindingAPI(stage.GetPrimAtPath(f"{path}/Body"))
    binding.CreateBlendShapesAttr([shape.name for shape in skin.shapes])
    binding.CreateBlendShapeTargetsRel().SetTargets(targets)


def _wear(
    stage: Usd.Stage, path: str, each: Dressed, skin: Skin, extras: Sequence[Part], surfaces: Surfaces
) -> None:
    """What a person wears beside their skin, each piece tied to one joint."""
    nodes = [int(node) for node in each.figure.nodes]
    joints = [nodes.index(part.node) for part in extras]
    for part, joint, name in zip(
        extras, joints, worn_names([SEGMENTS[joint] for joint in joints]), strict=True
    ):
        there = part.mesh.moved(skin.bind[joint, :3], skin.bind[joint, 3:])
        made = add_mesh(stage, f"{path}/{name}", there, surfaces)
        count = len(there.vertices)
        indices = np.zeros((count, MOST), dtype=np.int64)
        indices[:, 0] = joint
        weights = np.zeros((count, MOST))
        weights[:, 0] = 1.0
        _bind(made, path, indices, weights)


def _plain(stage: Usd.Stage, path: str, parts: Sequence[Part], poses: FloatArray, surfaces: Surfaces) -> None:
    """Somebody who has not the segments of the body model: the plain shapes of each node."""
    group(stage, path, Kind.Tokens.component)
    for part in parts:
        place(group(stage, part.path, Kind.Tokens.subcomponent), np.asarray(poses[:, part.node]))
        add_mesh(stage, f"{part.path}/Mesh", part.mesh, surfaces)


def _matrices(poses: FloatArray) -> Vt.Matrix4dArray:
    """Poses (n, 7) in metres as the stage has transforms: rows, in its units."""
    made = []
    for pose in poses:
        turn = Gf.Matrix3d(*rotation.matrix(pose[3:]).T.ravel().tolist())
        made.append(Gf.Matrix4d(turn, Gf.Vec3d(*(UNITS * pose[:3]).tolist())))
    return Vt.Matrix4dArray(made)


def _quaternions(turns: FloatArray) -> Vt.QuatfArray:
    return Vt.QuatfArray([Gf.Quatf(*row) for row in turns.tolist()])
