"""Reading a model from USD: meshes and plain shapes under their paths, in whatever unit and with whatever axis up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from pxr import Tf, Usd, UsdGeom

from offworld.errors import FilmError, Problem
from offworld.exchange.sets.polygons import triangulated
from offworld.exchange.sets.usd_materials import Looks
from offworld.geometry.rotation import FloatArray
from offworld.look import mesh as solids
from offworld.space.modelled.glb import placed
from offworld.space.modelled.model import MOST_TRIANGLES, Y_UP, IntArray, Model, Thing

_PURPOSES: Final = (UsdGeom.Tokens.default_, UsdGeom.Tokens.render)


def read_usd(path: Path) -> Model:
    """Reads a model.

    Args:
        path: a .usd, .usda, .usdc or .usdz.

    Raises:
        FilmError: it is no USD, holds more triangles than can be taken, or parts of it do not fit together.
    """
    try:
        stage = Usd.Stage.Open(str(path))
    except Tf.ErrorException as error:
        raise _wrong(
            path, "this cannot be read as USD", "export it again as .usda, .usdc or .usdz"
        ) from error
    reader = _Reader(stage, path)
    things = tuple(reader.things())
    return Model(
        things=things,
        materials=reader.looks.materials(),
        clear=reader.looks.clear(),
        remarks=tuple(reader.remarks()),
    )


class _Reader:
    """One stage while it is read."""

    def __init__(self, stage: Usd.Stage, path: Path) -> None:
        self._stage, self._path = stage, path
        self.looks = Looks()
        self._moving: list[str] = []
        self._copies: list[str] = []
        self._smooth: list[str] = []
        self._time = Usd.TimeCode.EarliestTime()
        unit = UsdGeom.GetStageMetersPerUnit(stage)
        turn = Y_UP if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.y else np.eye(3)
        self._turn: FloatArray = unit * turn

    def things(self) -> Iterator[Thing]:
        """Everything that has faces and can be seen."""
        cache = UsdGeom.XformCache(self._time)
        count = 0
        for prim in Usd.PrimRange(self._stage.GetPseudoRoot(), Usd.TraverseInstanceProxies()):
            if prim.IsA(UsdGeom.PointInstancer):
                self._copies.append(prim.GetName())
            if not prim.IsA(UsdGeom.Gprim) or not self._is_seen(UsdGeom.Imageable(prim)):
                continue
            try:
                thing = self._thing(prim, np.array(cache.GetLocalToWorldTransform(prim)))
            except (ValueError, IndexError, TypeError) as error:
                what = f"the faces of {prim.GetPath()} do not fit its points"
                raise _wrong(self._path, what, "export it again") from error
            if thing is None:
                continue
            count += len(thing.faces)
            if count > MOST_TRIANGLES:
                remedy = (
                    "simplify it (in Blender: the Decimate modifier), or leave out what no camera comes near"
                )
                raise _wrong(self._path, f"it has more than {MOST_TRIANGLES} triangles", remedy)
            yield thing

    def remarks(self) -> Iterator[str]:
        """What was not taken as it is."""
        if not UsdGeom.StageHasAuthoredMetersPerUnit(self._stage):
            yield "it does not say its unit: read in centimetres, as USD has it; if that is wrong write 'scale: 100'"
        if self._moving:
            yield f"it moves, a set stands still: taken as it is at first ({_some(self._moving)})"
        if self._copies:
            yield f"copies made by a point instancer are left behind: {_some(self._copies)}"
        if self._smooth:
            yield f"smooth surfaces are taken as the cages that they are made of: {_some(self._smooth)}"
        if self.looks.textured:
            yield f"its pictures are left behind: {_some(sorted(self.looks.textured))} in one colour"

    def _is_seen(self, one: UsdGeom.Imageable) -> bool:
        return (
            one.ComputePurpose() in _PURPOSES
            and one.ComputeVisibility(self._time) != UsdGeom.Tokens.invisible
        )

    def _thing(self, prim: Usd.Prim, rows: FloatArray) -> Thing | None:
        path = tuple(str(prim.GetPath()).strip("/").split("/"))
        motion = (self._turn @ rows[:3, :3].T, self._turn @ rows[3, :3])
        self._note(prim)
        if not prim.IsA(UsdGeom.Mesh):
            plain = _plain(prim, self._time)
            if plain is None:
                return None
            kinds = np.full(len(plain.faces), self.looks.of(prim, self._time), dtype=np.int64)
            return placed(path, plain.vertices, plain.normals, plain.faces, kinds, motion)
        mesh = UsdGeom.Mesh(prim)
        points = np.array(mesh.GetPointsAttr().Get(self._time) or [], dtype=np.float64).reshape(-1, 3)
        faces, owner = _faces(mesh, points, self._time)
        if not len(faces):
            return None
        if mesh.GetOrientationAttr().Get(self._time) == UsdGeom.Tokens.leftHanded:
            faces = faces[:, ::-1].copy()
        kinds = self.looks.of_faces(prim, len(mesh.GetFaceVertexCountsAttr().Get(self._time)), self._time)[
            owner
        ]
        corners, normals, order = _with_normals(mesh, points, faces, self._time)
        return placed(path, corners, normals, order, kinds, motion)

    def _note(self, prim: Usd.Prim) -> None:
        moves = prim.IsA(UsdGeom.Mesh) and UsdGeom.Mesh(prim).GetPointsAttr().ValueMightBeTimeVarying()
        above = prim
        while above and not above.IsPseudoRoot():
            form = UsdGeom.Xformable(above)
            moves = moves or bool(form and form.TransformMightBeTimeVarying())
            above = above.GetParent()
        if moves:
            self._moving.append(prim.GetName())
        if prim.IsA(UsdGeom.Mesh):
            scheme = UsdGeom.Mesh(prim).GetSubdivisionSchemeAttr()
            if scheme.HasAuthoredValue() and scheme.Get() != UsdGeom.Tokens.none:
                self._smooth.append(prim.GetName())


def _faces(mesh: UsdGeom.Mesh, points: FloatArray, time: Usd.TimeCode) -> tuple[IntArray, IntArray]:
    """Triangles (m, 3) of indices into the face's corners' points, and the face (m,) that each is of."""
    counts = [int(count) for count in mesh.GetFaceVertexCountsAttr().Get(time) or []]
    order = [int(number) for number in mesh.GetFaceVertexIndicesAttr().Get(time) or []]
    if sum(counts) != len(order) or (order and not 0 <= min(order) <= max(order) < len(points)):
        raise ValueError("faces and points")
    holes = set(mesh.GetHoleIndicesAttr().Get(time) or [])
    found, owner, first = [], [], 0
    for number, count in enumerate(counts):
        loop = order[first : first + count]
        first += count
        made = [] if number in holes else triangulated(points, loop)
        found += made
        owner += [number] * len(made)
    return np.array(found, dtype=np.int64).reshape(-1, 3), np.array(owner, dtype=np.int64)


def _with_normals(
    mesh: UsdGeom.Mesh, points: FloatArray, faces: IntArray, time: Usd.TimeCode
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Points, normals and faces; one normal for each point, found by the faces about it where the file differs."""
    values = mesh.GetNormalsAttr().Get(time)
    each = mesh.GetNormalsInterpolation()
    if (
        values is not None
        and each in {UsdGeom.Tokens.vertex, UsdGeom.Tokens.varying}
        and len(values) == len(points)
    ):
        return points, np.array(values, dtype=np.float64), faces
    return (*_creased(points, faces),)


def _creased(points: FloatArray, faces: IntArray) -> tuple[FloatArray, FloatArray, IntArray]:
    """Corners of their own for each face, with normals smooth over edges of less than 30°."""
    corners = points[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(across, axis=1, keepdims=True)
    unit = across / np.maximum(size, 1e-18)
    beside: list[list[int]] = [[] for _ in range(len(points))]
    for row, face in enumerate(faces.tolist()):
        for corner in face:
            beside[corner].append(row)
    normals = np.zeros((len(faces), 3, 3))
    for row, face in enumerate(faces.tolist()):
        for k, corner in enumerate(face):
            near = [other for other in beside[corner] if float(unit[other] @ unit[row]) > _CREASE]
            total = across[near].sum(axis=0)
            length = float(np.linalg.norm(total))
            normals[row, k] = total / length if length > 0.0 else unit[row]
    return corners.reshape(-1, 3), normals.reshape(-1, 3), np.arange(3 * len(faces)).reshape(-1, 3)


_CREASE: Final = float(np.cos(np.deg2rad(30.0)))


def _plain(prim: Usd.Prim, time: Usd.TimeCode) -> solids.Mesh | None:
    """A plain shape of USD as a mesh; None for those that are not taken."""
    if prim.IsA(UsdGeom.Cube):
        half = 0.5 * float(UsdGeom.Cube(prim).GetSizeAttr().Get(time))
        return solids.box((half, half, half), 0)
    if prim.IsA(UsdGeom.Sphere):
        radius = float(UsdGeom.Sphere(prim).GetRadiusAttr().Get(time))
        return solids.ellipsoid((radius, radius, radius), 0)
    if prim.IsA(UsdGeom.Cylinder):
        one = UsdGeom.Cylinder(prim)
        made = solids.cylinder(
            float(one.GetRadiusAttr().Get(time)), 0.5 * float(one.GetHeightAttr().Get(time)), 0, around=24
        )
        return made.moved((0.0, 0.0, 0.0), _axis(one.GetAxisAttr().Get(time)))
    return None


def _axis(name: str) -> tuple[float, float, float, float]:
    """What takes z to the axis of a shape."""
    half = float(np.sqrt(0.5))
    return {"X": (half, 0.0, half, 0.0), "Y": (half, -half, 0.0, 0.0)}.get(name, (1.0, 0.0, 0.0, 0.0))


def _some(names: list[str]) -> str:
    once = list(dict.fromkeys(names))
    return ", ".join(once[:6]) + (" …" if len(once) > 6 else "")


def _wrong(path: Path, what: str, remedy: str) -> FilmError:
    return FilmError(Problem(what=what, remedy=remedy, file=str(path), kind="bad-model"))
