"""A take as findings look at it: where named things are at each sample, and how they are called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from offworld.audit.clearance import distance_to_line
from offworld.audit.motion import Bools, Floats, Ints
from offworld.film.assembly import Node
from offworld.film.blocking import Beat, Target
from offworld.film.finding import Finding, FindingKind, Measure, Weight
from offworld.film.take import HoldRecord, Take
from offworld.geometry import rotation

_SIDES: Final = ("left_", "right_")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """A take, with its samples in double precision."""

    take: Take
    """The take."""
    ticks: Ints
    """(t,) ms."""
    position: Floats
    """(t, nodes, 3) m."""
    attitude: Floats
    """(t, nodes, 4)."""
    people: tuple[str, ...]
    """Trees with joints, in order."""
    props: tuple[str, ...]
    """Free trees without."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Nodes of the assembly."""
        return self.take.assembly.nodes

    def rows(self, start: int, end: int) -> slice:
        """Samples from one tick to another, both included; at least one."""
        first = int(np.searchsorted(self.ticks, start))
        last = int(np.searchsorted(self.ticks, end, side="right"))
        first = min(first, len(self.ticks) - 1)
        return slice(first, max(last, first + 1))

    def site(self, name: str) -> Floats | None:
        """(t, 3) where a named site is; None if there is none of that name."""
        for site in self.take.assembly.sites:
            if site.id == name:
                return np.asarray(
                    self.position[:, site.node] + rotation.rotate(self.attitude[:, site.node], site.position)
                )
        return None

    def centre(self, tree: str) -> Floats:
        """(t, 3) centre of mass of a free tree."""
        total, moment = 0.0, np.zeros((len(self.ticks), 3))
        for index, node in enumerate(self.nodes):
            if node.tree == tree:
                moment += node.mass_kg * (
                    self.position[:, index] + rotation.rotate(self.attitude[:, index], node.centre)
                )
                total += node.mass_kg
        return moment / total

    def target(self, target: Target, near: Floats) -> Floats | None:
        """(t, 3) the place of a target nearest to moving points (t, 3); None if it has none that is known."""
        if target.kind == "point":
            return np.broadcast_to(np.asarray(target.offset), near.shape)
        if target.kind == "person":
            place = self.site(f"{target.name}/{target.part or 'chest'}")
        elif target.kind in {"prop", "camera"}:
            place = self.site(f"{target.name}/grip")
        elif target.kind == "nearest":
            place = self._nearest(target.name, near)
        else:
            place = self._fitting(target.name, near)
        return None if place is None else place + np.asarray(target.offset)

    def _fitting(self, name: str, near: Floats) -> Floats | None:
        stage = self.take.rehearsal.stage_set
        for rail in stage.rails:
            if rail.id == name:
                return nearest_on_line(near, rail.points)
        places = {one.id: one.position for one in stage.solids}
        for several in (stage.exits, stage.windows, stage.beds, stage.marks, stage.loops):
            places |= {one.id: one.position for one in several}
        return np.broadcast_to(np.asarray(places[name]), near.shape) if name in places else None

    def _nearest(self, sort: str, near: Floats) -> Floats | None:
        stage = self.take.rehearsal.stage_set
        places = [] if sort == "loop" else [nearest_on_line(near, rail.points) for rail in stage.rails]
        if sort != "rail":
            places += [np.broadcast_to(np.asarray(loop.position), near.shape) for loop in stage.loops]
        if not places:
            return None
        away = np.stack([np.linalg.norm(place - near, axis=-1) for place in places])
        return np.asarray(np.take_along_axis(np.stack(places), away.argmin(axis=0)[None, :, None], axis=0)[0])

    def to_handhold(self, near: Floats) -> Floats:
        """(t,) how far points (t, 3) are from the nearest rail or loop, m; infinite without any."""
        stage = self.take.rehearsal.stage_set
        best = np.full(len(near), np.inf)
        for rail in stage.rails:
            best = np.minimum(best, distance_to_line(near, rail.points))
        for loop in stage.loops:
            best = np.minimum(best, np.linalg.norm(near - np.asarray(loop.position), axis=-1))
        return best

    def beat(self, name: str) -> Beat | None:
        """A beat by its id."""
        return next((beat for beat in self.take.rehearsal.scene.beats if beat.id == name), None)

    def tree(self, node: int) -> str:
        """Tree of a node."""
        return self.nodes[node].tree

    def holds_of(self, tree: str) -> list[HoldRecord]:
        """Holds that a tree makes or that are made on it."""
        return [hold for hold in self.take.holds if tree in {self.tree(hold.node), self.tree(hold.partner)}]

    def held(self, tree: str) -> Bools:
        """(t,) whether a tree holds or is held at each sample; a prop in a hand does not hold its person."""
        out = np.zeros(len(self.ticks), dtype=bool)
        for hold in self.holds_of(tree):
            partner = self.tree(hold.partner) if self.tree(hold.node) == tree else self.tree(hold.node)
            if tree in self.people and partner in self.props:
                continue
            end = self.take.length + 1 if hold.end is None else hold.end
            out |= (self.ticks >= hold.start) & (self.ticks < end)
        return out

    def tethered(self, tree: str) -> Bools:
        """(t,) whether a tether ties a tree to the room or to a person at each sample."""
        out = np.zeros(len(self.ticks), dtype=bool)
        for tether in self.take.tethers:
            ends = [self.tree(tether.node), self.tree(tether.partner)]
            if tree in ends and ends[1] not in self.props:
                end = self.take.length + 1 if tether.end is None else tether.end
                out |= (self.ticks >= tether.start) & (self.ticks < end)
        return out


def view_of(take: Take) -> View:
    """Looks at a take."""
    poses = take.poses.astype(np.float64)
    free = [node for node in take.assembly.nodes if node.dof >= 0]
    jointed = {node.tree for node in take.assembly.nodes if node.joints}
    return View(
        take=take, ticks=take.sample_ticks, position=poses[..., :3], attitude=poses[..., 3:],
        people=tuple(node.tree for node in free if node.tree in jointed),
        props=tuple(node.tree for node in free if node.tree not in jointed),
    )  # fmt: skip


def nearest_on_line(points: Floats, line: Iterable[tuple[float, float, float]]) -> Floats:
    """(t, 3) the places on a line through points (k, 3) that are nearest to points (t, 3)."""
    corners = np.array(list(line))
    best, away = np.zeros_like(points), np.full(len(points), np.inf)
    for start, end in zip(corners[:-1], corners[1:], strict=True):  # noqa: RUF007 - rows of one array
        way = end - start
        share = np.clip((points - start) @ way / max(float(way @ way), 1e-12), 0.0, 1.0)
        place = start + share[:, None] * way
        far = np.linalg.norm(points - place, axis=1)
        best, away = np.where((far < away)[:, None], place, best), np.minimum(far, away)
    return best


def stretches(flags: Bools, ticks: Ints, least_ms: int) -> list[tuple[int, int]]:
    """First and last tick of each stretch of samples that are true for at least so long."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    pairs = [(int(ticks[a]), int(ticks[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [pair for pair in pairs if pair[1] - pair[0] >= least_ms]


def called(name: str) -> str:
    """A person or prop at the start of a sentence."""
    return name[:1].upper() + name[1:]


def part(node_id: str) -> str:
    """A node as people say it: `zhenya/left_hand` is "left hand"."""
    return node_id.rpartition("/")[2].replace("_", " ")


def finding(
    kind: FindingKind, weight: Weight, span: tuple[int, int], who: Iterable[str], text: str, *,
    remedy: str = "", beat: str = "", measures: Iterable[Measure] = (),
) -> Finding:  # fmt: skip
    """One finding."""
    return Finding(
        kind=kind, weight=weight, tick=span[0], end=span[1], who=tuple(dict.fromkeys(who)), beat=beat, text=text,
        remedy=remedy, measures=tuple(measures),
    )  # fmt: skip
