"""One shot line, phrase by phrase, and what its phrases mean together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from lark import Token, Tree

from offworld.film.blocking import Cue
from offworld.film.framing import AskedShot, Framing, Kind, Side, Size, Spot, Up, Vantage
from offworld.film.light_said import PartWish
from offworld.script.cues import Cueing, read_cue
from offworld.script.language import Piece, Writing
from offworld.script.light_wishes import wish_in
from offworld.script.limits import LENS
from offworld.script.names import Names, read_heading, read_person, read_quantity, words_of
from offworld.script.shot_words import HIGH_DEG, SHOTS, THIRD, size_of
from offworld.text import remedy_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """What the shots of a scene are read against."""

    cueing: Cueing
    """Names and beats."""
    people: tuple[str, ...]
    """Who is in the scene."""
    lenses: tuple[float, ...]
    """The film's package, mm; empty: any lens will do."""
    weight: bool
    """Whether the world of the scene has a gravity that a picture can follow."""
    wishes: list[PartWish] = field(default_factory=list)
    """Gathers the light that shots ask for: it is no part of where a camera goes."""


class ShotReading:
    """One line, phrase by phrase."""

    def __init__(self, writing: Writing, scenery: Scenery) -> None:
        self.writing, self.scenery = writing, scenery
        self.names: Names = scenery.cueing.names
        self.kind: Kind = "single"
        self.on: list[str] = []
        self.over = ""
        self.size: Size | None = None
        self.up = Up(kind="gravity" if scenery.weight else "set")
        self.roll_deg = 0.0
        self.vantage: Vantage | None = None
        self.side: Side | None = None
        self.elevation_deg: float | None = None
        self.spots: list[Spot] = []
        self.lens_mm: float | None = None
        self.by: str | None = None
        self.begins: Cue | None = None
        self.until: Cue | None = None
        self.wishes: list[Tree[Token]] = []
        self._said: set[str] = set()

    def read(self, piece: Piece | None) -> None:
        """One phrase."""
        assert isinstance(piece, Tree)
        name = str(piece.data)
        getattr(self, f"_{name}")(piece)

    def shot(self, camera: str) -> AskedShot:
        """What was read; what only the whole can tell is checked here."""
        self._check()
        up = replace(self.up, roll_deg=self.roll_deg)
        framing = Framing(
            id=camera, kind=self.kind, on=tuple(self.on), over=self.over, size=self.size, up=up, vantage=self.vantage,
            side=self.side, elevation_deg=self.elevation_deg, spots=tuple(self.spots), lens_mm=self.lens_mm,
            by=self.by, text=self.writing.node.text.strip(), place=self.writing.place(),
        )  # fmt: skip
        self.scenery.wishes.extend(wish_in(tree, "shot", camera, self.writing) for tree in self.wishes)
        return AskedShot(framing=framing, begins=self.begins, until=self.until)

    def _check(self) -> None:
        """What goes together."""
        seen = (*self.on, self.over)
        angled = self.vantage or self.side or self.elevation_deg is not None
        rules = (
            (self.kind == "single" and len(self.on) > 1, "a shot on one person names several", "write 'group of …'"),
            (self.kind in {"two", "group"} and len(self.on) < 2, "this shot needs two people", "name another"),
            (len(set(self.on)) < len(self.on), "somebody is named twice", "name each person once"),
            (
                bool(self.over) and self.over in self.on,
                f"{self.over} cannot be both before the lens and behind it", "name two people",
            ),
            (
                self.by is not None and self.by in seen,
                f"{self.by} cannot hold the camera and be in the shot", "let somebody else hold it",
            ),
            (
                self.up.kind == "line" and len(self.on) < 2, "there is no line: the shot is on one person",
                "write 'up' and a person, or 'up set'",
            ),
            (
                self.kind == "pov" and bool(angled), "a POV is from the person's own eyes", "take the angle out",
            ),
        )  # fmt: skip
        for broken, what, remedy in rules:
            if broken:
                self.writing.wrong(None, what, remedy, kind="shot")
        for spot in self.spots:
            if spot.person not in seen:
                what = f"{spot.person} has a place in the picture but is not in the shot"
                self.writing.wrong(None, what, f"in the shot: {', '.join(self.on)}", kind="shot")

    # ---- who

    def _single(self, tree: Tree[Token]) -> None:
        self._head("single", tree.children[0], tree.children[1:])

    def _over(self, tree: Tree[Token]) -> None:
        size, over, *_, on = tree.children
        self._head("over", size, [on])
        self.over = self._person(over) or ""

    def _two(self, tree: Tree[Token]) -> None:
        self._head("two", tree.children[0], tree.children[1:])

    def _group(self, tree: Tree[Token]) -> None:
        self._head("group", tree.children[0], tree.children[1:])

    def _everybody(self, tree: Tree[Token]) -> None:
        self._head("group", tree.children[0], [])
        self.on = list(self.scenery.people)

    def _pov(self, tree: Tree[Token]) -> None:
        eyes: Piece | None = tree.children[0]
        on: Piece | None = tree.children[1]
        self._head("pov", None, [] if on is None else [on])
        self.over = self._person(eyes) or ""
        self.up = Up(kind="actor", person=self.over)

    def _head(self, kind: Kind, size: Piece | None, people: Sequence[Piece | None]) -> None:
        self.kind = kind
        self.size = None if size is None else size_of(str(size))
        self._said |= set() if size is None else {"size"}
        self.on = [name for name in map(self._person, people) if name is not None]

    def _more(self, tree: Tree[Token]) -> None:
        """Another person of a group; any other word is a slip."""
        word = str(tree.children[0])
        if self.kind == "group" and word in self.names.people:
            self.on += [name for name in [self._person(tree.children[0])] if name is not None]
            return
        words = (*SHOTS.keywords().values(), *self.names.people)
        remedy = remedy_for(word, words) if word not in self.names.people else "write 'group of …'"
        self.writing.wrong(tree, f"{word[:40]!r} is not understood here", remedy, kind="language")

    def _person(self, token: Piece | None) -> str | None:
        name = read_person(token, self.names, self.writing)
        if name is None or name in self.scenery.people:
            return name
        remedy = remedy_for(name, self.scenery.people, name="in this scene")
        self.writing.wrong(token, f"{name} is not in this scene", remedy, kind="unknown-person")
        return None

    # ---- how

    def _once(self, what: str, tree: Tree[Token]) -> None:
        if what in self._said:
            self.writing.wrong(tree, f"the {what} is said twice", "keep one", kind="shot")
        self._said.add(what)

    def _size(self, tree: Tree[Token]) -> None:
        self._once("size", tree)
        self.size = size_of(str(tree.children[0]))

    def _up_person(self, tree: Tree[Token]) -> None:
        self._once("up", tree)
        words = ("set", "gravity", "group", "line", "previous", "free")
        word = str(tree.children[0])
        if word not in self.names.people:
            remedy = remedy_for(word, (*words, *self.scenery.people), name="whose")
            self.writing.wrong(
                tree.children[0], f"nobody's up is called {word[:40]!r}", remedy, kind="unknown-up"
            )
            return
        person = self._person(tree.children[0])
        self.up = Up(kind="actor", person=person or "")

    def _up_reference(self, tree: Tree[Token]) -> None:
        self._once("up", tree)
        word = words_of(tree.children[0])
        if word == "gravity" and not self.scenery.weight:
            remedy = "write 'up set', 'up free' or a person"
            self.writing.wrong(tree, "this world has no gravity to call up", remedy, kind="no-gravity")
        kinds = {one: Up(kind=one) for one in ("set", "gravity", "group", "line", "previous", "free")}
        self.up = kinds[word]

    def _up_way(self, tree: Tree[Token]) -> None:
        self._once("up", tree)
        self.up = Up(kind="vector", vector=read_heading(tree.children[0], self.writing))

    def _dutch(self, tree: Tree[Token]) -> None:
        self._once("dutch angle", tree)
        angle = read_quantity(tree.children[0], "deg", 0.0, 180.0, "dutch angle", self.writing) or 0.0
        self.roll_deg = -angle if words_of(tree.children[1]) == "left" else angle

    def _vantage(self, tree: Tree[Token]) -> None:
        self._once("side it is seen from", tree)
        view, side = tree.children
        words = words_of(view)
        views: dict[str, Vantage] = {one: one for one in get_args(Vantage)}
        self.vantage = views[words]
        if side is not None:
            self._set_side(side)

    def _from_side(self, tree: Tree[Token]) -> None:
        self._once("side it is seen from", tree)
        self._set_side(tree.children[0])

    def _set_side(self, side: Piece | None) -> None:
        self.side = "left" if words_of(side) == "left" else "right"

    def _eye_level(self, tree: Tree[Token]) -> None:
        self._height(tree, 0.0)

    def _high(self, tree: Tree[Token]) -> None:
        self._height(tree, HIGH_DEG)

    def _low(self, tree: Tree[Token]) -> None:
        self._height(tree, -HIGH_DEG)

    def _above(self, tree: Tree[Token]) -> None:
        self._height(tree, read_quantity(tree.children[0], "deg", 0.0, 90.0, "height", self.writing))

    def _below(self, tree: Tree[Token]) -> None:
        angle = read_quantity(tree.children[0], "deg", 0.0, 90.0, "height", self.writing)
        self._height(tree, None if angle is None else -angle)

    def _height(self, tree: Tree[Token], angle_deg: float | None) -> None:
        self._once("height", tree)
        self.elevation_deg = angle_deg

    def _spot_of(self, tree: Tree[Token]) -> None:
        name, spot = self._person(tree.children[0]), words_of(tree.children[1])
        x = THIRD if "right" in spot else -THIRD if "left" in spot else 0.0
        y = THIRD if "upper" in spot else -THIRD if "lower" in spot else None
        if name is not None:
            self._once(f"place of {name}", tree)
            self.spots.append(Spot(person=name, x=x, y=y))

    # ---- with what, and when

    def _lens(self, tree: Tree[Token]) -> None:
        self._once("lens", tree)
        metres = read_quantity(tree.children[0], "m", LENS[0] / 1e3, LENS[1] / 1e3, "lens", self.writing)
        if metres is None:
            return
        self.lens_mm = round(1000.0 * metres, 3)
        if self.scenery.lenses and self.lens_mm not in self.scenery.lenses:
            package = ", ".join(f"{length:g} mm" for length in self.scenery.lenses)
            what = f"{self.lens_mm:g} mm is not in the lens package"
            self.writing.wrong(tree, what, f"lenses: {package}", kind="no-lens")

    def _any_lens(self, tree: Tree[Token]) -> None:
        self._once("lens", tree)

    def _locked(self, tree: Tree[Token]) -> None:
        self._once("way it is held", tree)

    def _held(self, tree: Tree[Token]) -> None:
        self._once("way it is held", tree)
        self.by = self._person(tree.children[0])

    def _in_light(self, tree: Tree[Token]) -> None:
        self.wishes.append(tree)

    def _span(self, tree: Tree[Token]) -> None:
        self._once("time", tree)
        self.begins = self._cue(tree.children[0], ended=False)
        self.until = self._cue(tree.children[1], ended=True)

    def _begins(self, tree: Tree[Token]) -> None:
        self._once("beginning", tree)
        self.begins = self._cue(tree.children[0], ended=False)

    def _until(self, tree: Tree[Token]) -> None:
        self._once("end", tree)
        self.until = self._cue(tree.children[0], ended=False)

    def _cue(self, piece: Piece | None, *, ended: bool) -> Cue | None:
        return read_cue(piece, self.scenery.cueing, None, self.writing, ended=ended)
