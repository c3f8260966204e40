"""Meshes and how their surfaces look."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdShade, Vt

from offworld.exchange.names import MATERIALS, prim_names
from offworld.exchange.usd.layer import points, vectors
from offworld.film.assembly import Material
from offworld.look.mesh import IntArray, Mesh


class Surfaces:
    """The materials of a layer, each defined when it is first used."""

    def __init__(self, stage: Usd.Stage, materials: Sequence[Material]) -> None:
        self._stage = stage
        self._materials = materials
        self._names = prim_names(material.name for material in materials)

    def name(self, number: int) -> str:
        """Name of the prim of a material."""
        return self._names[self._materials[number].name]

    def colour(self, number: int) -> tuple[float, float, float]:
        """Linear base colour."""
        return self._materials[number].colour

    def bind(self, prim: Usd.Prim, number: int) -> None:
        """Gives a prim a material."""
        path = Sdf.Path(f"{MATERIALS}/{self.name(number)}")
        found = UsdShade.Material.Get(self._stage, path)
        material = found or self._define(path, self._materials[number])
        UsdShade.MaterialBindingAPI.Apply(prim).Bind(material)

    def _define(self, path: Sdf.Path, look: Material) -> UsdShade.Material:
        if not self._stage.GetPrimAtPath(MATERIALS):
            UsdGeom.Scope.Define(self._stage, MATERIALS)
        material = UsdShade.Material.Define(self._stage, path)
        shader = UsdShade.Shader.Define(self._stage, path.AppendChild("Surface"))
        shader.CreateIdAttr("UsdPreviewSurface")
        colour = Gf.Vec3f(*look.colour)
        shader.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f).Set(colour)
        shader.CreateInput("roughness", Sdf.ValueTypeNames.Float).Set(look.roughness)
        shader.CreateInput("metallic", Sdf.ValueTypeNames.Float).Set(look.metallic)
        if look.glow > 0.0:
            shader.CreateInput("emissiveColor", Sdf.ValueTypeNames.Color3f).Set(look.glow * colour)
        output = shader.CreateOutput("surface", Sdf.ValueTypeNames.Token)
        material.CreateSurfaceOutput().ConnectToSource(output)
        return material


def add_mesh(stage: Usd.Stage, path: str, mesh: Mesh, surfaces: Surfaces) -> UsdGeom.Mesh:
    """Defines a mesh with its surfaces.

    Args:
        stage: where.
        path: of its prim.
        mesh: in the frame of that prim, metres.
        surfaces: what `mesh.materials` index.
    """
    made = UsdGeom.Mesh.Define(stage, path)
    places = points(mesh.vertices)
    made.CreatePointsAttr(places)
    made.CreateNormalsAttr(vectors(mesh.normals))
    made.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    made.CreateFaceVertexCountsAttr(_integers(np.full(len(mesh.faces), 3)))
    made.CreateFaceVertexIndicesAttr(_integers(mesh.faces.ravel()))
    # A polygon mesh; anything else would be rounded off by whoever draws it.
    made.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    made.CreateExtentAttr(UsdGeom.PointBased.ComputeExtent(places))
    of_faces = mesh.materials[mesh.faces[:, 0]]
    colours = np.array([surfaces.colour(int(number)) for number in of_faces])
    numbers = [int(number) for number in np.unique(of_faces)]
    one = len(numbers) == 1
    shown = made.CreateDisplayColorPrimvar(UsdGeom.Tokens.constant if one else UsdGeom.Tokens.uniform)
    shown.Set(vectors(colours[:1] if one else colours))
    if one:
        surfaces.bind(made.GetPrim(), numbers[0])
        return made
    for number in numbers:
        subset = UsdShade.MaterialBindingAPI.Apply(made.GetPrim()).CreateMaterialBindSubset(
            surfaces.name(number), _integers(np.flatnonzero(of_faces == number))
        )
        surfaces.bind(subset.GetPrim(), number)
    UsdShade.MaterialBindingAPI(made.GetPrim()).SetMaterialBindSubsetsFamilyType(UsdGeom.Tokens.partition)
    return made


def _integers(values: IntArray) -> Vt.IntArray:
    return Vt.IntArray.FromNumpy(np.ascontiguousarray(values, dtype=np.int32))
