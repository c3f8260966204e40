"""From a model taken apart to solids, fittings and surfaces of a set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from offworld.film.stage_set import Bed, Exit, Loop, NoTouch, Rail, Solid, Window
from offworld.geometry import hull, rotation
from offworld.geometry.rotation import FloatArray
from offworld.space.building import Building
from offworld.space.frame import quat, vec3
from offworld.space.modelled.fits import THICKEST_M, Pane, bar_of, pane_of
from offworld.space.modelled.model import Model
from offworld.space.modelled.named import Named
from offworld.space.modelled.names import slug
from offworld.space.modelled.pieces import Piece, framed
from offworld.space.modelled.surfaces import LAMP_GLOW, materials_of, surfaces_of
from offworld.space.modelled.taken import Taken

BEYOND: Final = "seam"
"""Material of what fills the space beyond the walls: one that plans leave out, for there is nothing to be seen."""
_NEAR_M: Final = 0.5
"""How far from its wall a rail or a loop may be, m."""
_ALIKE: Final = 0.002
_LIFT: Final = 1e-3


class Parts:
    """Adds what was found in a model to a set."""

    def __init__(self, name: str, model: Model, taken: Taken, inside: FloatArray, building: Building) -> None:
        """Makes ready.

        Args:
            name: of the set.
            model: as it was read.
            taken: the same taken apart.
            inside: (k, 3) places in the room, m.
            building: what is added to.
        """
        self._model, self._taken, self._inside, self._building = model, taken, inside, building
        materials, self._names = materials_of(model, name)
        building.materials += materials
        self._used: set[str] = set()
        self._owner = np.concatenate(
            [np.full(len(sheet.faces), sheet.thing) for sheet in taken.sheets] or [np.zeros(0)]
        )

    def add(self, named: Iterable[Named]) -> None:
        """Adds everything; what the set file calls by name first, so that no other thing takes the name."""
        called: dict[int, Named] = {}
        makers = {
            "rails": self._rail, "windows": self._window, "hatches": self._hatch, "tables": self._table,
            "loops": self._loop,
        }  # fmt: skip
        for one in named:
            self._used.add(one.name)
            for thing in one.things:
                called[thing] = one
            if one.section in makers:
                makers[one.section](one)
        for number in range(len(self._model.things)):
            self._thing(number, called.get(number))
        for middle, half in self._taken.outside:
            self._building.solids.append(
                Solid(id=self._free("filling"), shape="box", size_m=vec3(2.0 * half), position=vec3(middle),
                      material=BEYOND, drawn=False)
            )  # fmt: skip

    def _thing(self, number: int, called: Named | None) -> None:
        """Solids, surfaces and lamps of one object."""
        thing = self._model.things[number]
        sheets = [sheet for sheet in self._taken.sheets if sheet.thing == number]
        pieces = [one for one in self._taken.pieces if self._taken.sheets[one.sheet].thing == number]
        if not sheets:
            return
        label, why = slug(thing), None
        if called is not None and called.section == "no_touch":
            label, why = called.name, called.no_touch
            self._used -= {called.name} if called.things[0] == number else set()
        if called is not None and called.section == "windows":
            label, why = f"{called.name}.glass", "glass"
        names = [self._names[kind] for kind in np.unique(thing.materials[sheets[0].rows])]
        for piece in pieces:
            self._building.solids.append(self._solid(piece, self._free(label), names[0], why))
        surfaces = surfaces_of(thing, sheets, self._free(f"{label}.look"), self._names, why or "")
        self._building.surfaces += surfaces
        glowing = [k for k, one in enumerate(self._model.materials) if one.glow >= LAMP_GLOW]
        for sheet in sheets:
            if np.any(np.isin(thing.materials[sheet.rows], glowing)) and hull.is_solid(sheet.points):
                kind = self._names[
                    int(thing.materials[sheet.rows][np.isin(thing.materials[sheet.rows], glowing)][0])
                ]
                body = self._solid(
                    Piece(sheet=0, corners=sheet.points, normal=None), self._free(f"{label}.light"), kind, None
                )  # fmt: skip
                self._building.solids.append(replace(body, shape="box", corners=(), solid=False))

    def _solid(self, piece: Piece, name: str, material: str, why: NoTouch | None) -> Solid:
        centre, axes, half, is_box = framed(piece.corners, piece.normal)
        attitude = rotation.from_matrix(axes)
        local = (piece.corners - centre) @ rotation.matrix(attitude)
        return Solid(
            id=name, shape="box" if is_box else "hull", size_m=vec3(2.0 * half), position=vec3(centre),
            attitude=quat(attitude), material=material, no_touch=why, drawn=False,
            corners=() if is_box else hull.corners_of(local),
        )  # fmt: skip

    def _free(self, label: str) -> str:
        """A name that nothing has yet."""
        name, number = label, 1
        while name in self._used:
            number += 1
            name = f"{label}.{number}"
        self._used.add(name)
        return name

    def _mesh(self, one: Named) -> tuple[FloatArray, FloatArray]:
        things = [self._model.things[number] for number in one.things]
        starts = np.cumsum([0, *(len(thing.points) for thing in things)])
        faces = [thing.faces + start for thing, start in zip(things, starts, strict=False)]
        return np.concatenate([thing.points for thing in things]), np.concatenate(faces)

    def _pane(self, one: Named) -> Pane | None:
        points, faces = self._mesh(one)
        found = pane_of(points, faces.astype(np.int64), self._inside)
        if found is None:
            one.entry.wrong(f"{one.name!r} has no face", "name an object with an area", "no-area")
        elif one.normal is not None:
            return replace(found, normal=np.array(one.normal))
        return found

    def _window(self, one: Named) -> None:
        pane = self._pane(one)
        if pane is not None:
            self._building.windows.append(
                Window(id=one.name, position=vec3(pane.middle), normal=vec3(pane.normal),
                       diameter_m=one.size_m or pane.breadth)
            )  # fmt: skip

    def _hatch(self, one: Named) -> None:
        pane = self._pane(one)
        if pane is not None:
            self._building.exits.append(
                Exit(id=one.name, position=vec3(pane.middle), normal=vec3(pane.normal),
                     diameter_m=one.size_m or pane.breadth)
            )  # fmt: skip

    def _table(self, one: Named) -> None:
        pane = self._pane(one)
        if pane is None:
            return
        points, _ = self._mesh(one)
        head = np.array(one.along) if one.along else _longest(points, pane.normal)
        head = head - (head @ pane.normal) * pane.normal
        if float(np.linalg.norm(head)) < 1e-6:
            one.entry.wrong(
                f"the head of {one.name!r} points out of the surface", "let 'head' lie along it", "bad-bed"
            )
            return
        self._building.beds.append(
            Bed(
                id=one.name,
                position=vec3(pane.middle),
                normal=vec3(pane.normal),
                head=vec3(head / np.linalg.norm(head)),
            )
        )

    def _loop(self, one: Named) -> None:
        points, faces = self._mesh(one)
        if not len(faces) or one.along is None:
            one.entry.wrong(f"{one.name!r} has no face", "name an object with an area", "no-area")
            return
        middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
        toes = np.array(one.along)
        normal = np.array(one.normal) if one.normal else self._from_wall(middle, toes, one.things)
        toes = toes - (toes @ normal) * normal
        if float(np.linalg.norm(toes)) < 1e-6:
            one.entry.wrong(
                f"the toes of {one.name!r} point out of the surface", "let 'toes' lie along it", "bad-toes"
            )
            return
        top = middle + (float((points @ normal).max()) - middle @ normal) * normal
        self._building.loops.append(
            Loop(
                id=one.name,
                position=vec3(top),
                normal=vec3(normal),
                toes=vec3(toes / np.linalg.norm(toes)),
                drawn=False,
            )
        )

    def _rail(self, one: Named) -> None:
        points, faces = self._mesh(one)
        bar = bar_of(points, faces.astype(np.int64))
        if bar is None or bar.off > max(_ALIKE, 0.5 * bar.radius) or bar.radius > THICKEST_M:
            found = (
                "it has no length"
                if bar is None
                else f"its faces lie up to {1000 * bar.off:.0f} mm off a tube"
            )
            if bar is not None and bar.radius > THICKEST_M:
                found = f"it is {2000 * bar.radius:.0f} mm thick"
            remedy = "model it as one straight tube or a ring, or write the rail under 'parts' with 'from' and 'to'"
            one.entry.wrong(f"{one.name!r} is no bar that a hand closes on: {found}", remedy, "no-bar")
            return
        closed = len(bar.line) > 2
        if one.normal is not None:
            normal = np.array(one.normal)
        elif closed:
            normal = self._into_room(bar.line[:-1].mean(axis=0), _ring_axis(bar.line))
        else:
            normal = self._from_wall(bar.line.mean(axis=0), bar.line[1] - bar.line[0], one.things)
        self._building.rails.append(
            Rail(id=one.name, points=tuple(vec3(point) for point in bar.line), normal=vec3(normal),
                 radius_m=one.size_m or round(bar.radius, 6), drawn=False)
        )  # fmt: skip

    def _into_room(self, at: FloatArray, axis: FloatArray) -> FloatArray:
        near = self._inside[int(np.argmin(np.linalg.norm(self._inside - at, axis=1)))]
        return -axis if (near - at) @ axis < 0.0 else axis

    def _from_wall(self, at: FloatArray, axis: FloatArray, own: tuple[int, ...]) -> FloatArray:
        """Away from what is nearest across an axis; into the room where nothing is near."""
        along = axis / np.linalg.norm(axis)
        one = np.eye(3)[int(np.argmin(np.round(np.abs(along), 6)))]
        one = one - (one @ along) * along
        one /= np.linalg.norm(one)
        two = rotation.cross(along, one)
        angles = 2.0 * np.pi * np.arange(72) / 72
        ways = np.cos(angles)[:, None] * one + np.sin(angles)[:, None] * two
        far, which = self._taken.whole.first(np.broadcast_to(at, ways.shape), ways, _NEAR_M + 0.1)
        # What belongs to the thing itself is passed through.
        for _ in range(4):
            mine = (which >= 0) & np.isin(self._owner[which.astype(np.int64)], own)
            if not np.any(mine):
                break
            start = far[mine] + _LIFT
            more, hit = self._taken.whole.first(at + start[:, None] * ways[mine], ways[mine], _NEAR_M)
            far[mine], which[mine] = start + more, hit
        if float(far.min()) < _NEAR_M:
            return np.asarray(-ways[int(np.argmin(np.round(far, 4)))])
        near = self._inside[int(np.argmin(np.linalg.norm(self._inside - at, axis=1)))]
        way = (near - at) - ((near - at) @ along) * along
        return np.asarray(way / np.linalg.norm(way)) if np.linalg.norm(way) > _LIFT else one


def _ring_axis(line: FloatArray) -> FloatArray:
    across = rotation.cross(line[0] - line[8], line[4] - line[12])
    return np.asarray(across / np.linalg.norm(across))


def _longest(points: FloatArray, normal: FloatArray) -> FloatArray:
    """The direction of a flat thing's longer side."""
    away = points - points.mean(axis=0)
    away = away - (away @ normal)[:, None] * normal
    _, axes = np.linalg.eigh(away.T @ away)
    longest = axes[:, 2]
    return np.asarray(longest * (1.0 if longest[np.argmax(np.abs(longest))] > 0.0 else -1.0))
