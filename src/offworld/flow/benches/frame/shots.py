"""The 120 shots and 20 cut pairs of NoUpBench-1 (handbook camera, section 5): eight types, five scenes, three seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from offworld.film.framing import Framing, Side, Spot, Up, Vantage
from offworld.flow.benches.frame.actors import actor, facing
from offworld.flow.benches.frame.scenes import SCENES, UP, Scene
from offworld.frame.problem import Lens, Problem, Rig
from offworld.frame.subject import Subject
from offworld.frame.wishes import Kit, References, Weights, problem_of
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray

LENSES: Final = tuple(
    Lens(focal_mm=focal, near_m=near, front_m=front)
    for focal, near, front in (
        (14, 0.22, 0.05), (18, 0.22, 0.05), (21, 0.25, 0.06), (25, 0.25, 0.06), (32, 0.3, 0.07), (40, 0.4, 0.08),
        (50, 0.5, 0.09), (65, 0.6, 0.10), (75, 0.65, 0.12), (100, 0.8, 0.14),
    )
)  # fmt: skip
"""The package; minimum focus and barrels within the span that the handbook gives [R: section 3.2]."""
KIT: Final = Kit(lenses=LENSES, rig=Rig(), weights=Weights(cut=0.0))
"""An ALEXA 35 in 16:9, and the handbook's eight terms with its weights."""
SEEDS: Final = 3
"""Of each type in each scene."""
TYPES: Final = ("CU own up", "CU set up", "OTS", "two apex", "two inverted", "MS pinned", "POV", "three")
"""Types of shot."""
Together = Literal["alone", "facing", "inverted", "three"]
_TOGETHER: Final[dict[str, Together]] = {
    "CU own up": "alone", "CU set up": "alone", "OTS": "facing", "two apex": "facing", "two inverted": "inverted",
    "MS pinned": "facing", "POV": "facing", "three": "three",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """One shot of the bench."""

    name: str
    """Scene, type and seed, for example `S1 OTS 0`."""
    problem: Problem
    """What is asked for."""
    scene: Scene
    """Where."""
    turn: FloatArray = field(default_factory=lambda: np.array([1.0, 0.0, 0.0, 0.0]))
    """(4,) by which everything has been turned since the scene was drawn."""
    shift: FloatArray = field(default_factory=lambda: np.zeros(3))
    """(3,) by which it was then shifted, m."""


def instances() -> list[Instance]:
    """All 120, in an order that mixes types and scenes, so that any first few are a fair sample."""
    return [
        instance(s, (shift + s) % len(TYPES), seed)
        for seed in range(SEEDS)
        for shift in range(len(TYPES))
        for s in range(len(SCENES))
    ]


def instance(scene: int, kind: int, seed: int) -> Instance:
    """One shot, the same for the same numbers."""
    rng = np.random.default_rng([1, scene, kind, seed])
    place = SCENES[scene](rng)
    people = _people(rng, place, _TOGETHER[TYPES[kind]])
    framing = _FRAMINGS[TYPES[kind]](rng, seed)
    return Instance(
        name=f"{place.name} {TYPES[kind]} {seed}", problem=as_problem(framing, people, place), scene=place
    )


def turned(shot: Instance, quat: FloatArray, shift: FloatArray) -> Instance:
    """The same shot with people, room and its up turned by a quaternion (4,) and shifted (3,), m."""
    people = tuple(one.turned(quat, shift) for one in shot.problem.moments[0])
    axis = rotation.rotate(quat, UP)
    problem = problem_of(
        shot.problem.framing,
        (people,),
        shot.scene.room.turned(quat, shift),
        KIT,
        References(set_up=axis, gravity_up=axis),
    )
    return Instance(name=shot.name, problem=problem, scene=shot.scene, turn=quat, shift=shift)


def as_problem(framing: Framing, people: tuple[Subject, ...], place: Scene) -> Problem:
    """A framing in a scene, as the bench weighs it."""
    return problem_of(framing, (people,), place.room, KIT, References(set_up=UP, gravity_up=UP))


def _people(rng: np.random.Generator, place: Scene, together: Together) -> tuple[Subject, ...]:
    """People who touch neither the set nor each other."""
    for _ in range(20000):
        people = _drawn(rng, place, together)
        if _apart(people, place):
            return people
    raise AssertionError(f"{place.name} has no room for people {together}")


def _drawn(rng: np.random.Generator, place: Scene, together: Together) -> tuple[Subject, ...]:
    eyes = rng.uniform(place.low, place.high)
    if together == "alone":
        return (actor("ann", eyes, _attitude(rng, place)),)
    way = rotation.rotate(rotation.random(rng, 1)[0], UP)
    if place.upright:
        way = _flat(way)
    other = eyes + rng.uniform(0.75, 1.3) * way
    up_a = UP if place.upright else rotation.rotate(rotation.random(rng, 1)[0], UP)
    up_b = UP if place.upright else rotation.rotate(rotation.random(rng, 1)[0], UP)
    if together == "inverted":
        up_a = UP if place.upright else up_a - (up_a @ way) * way
        up_b = -up_a
    both = (_faced("ann", rng, eyes, other, up_a), _faced("ben", rng, other, eyes, up_b))
    if together != "three":
        return both
    third = 0.5 * (eyes + other) + rng.uniform(0.6, 1.1) * _flat(
        rotation.rotate(rotation.random(rng, 1)[0], UP)
    )
    third = np.clip(third, place.low, place.high)
    up_c = UP if place.upright else rotation.rotate(rotation.random(rng, 1)[0], UP)
    return (*both, _faced("cleo", rng, third, 0.5 * (eyes + other), up_c))


def _faced(
    name: str, rng: np.random.Generator, eyes: FloatArray, target: FloatArray, up: FloatArray
) -> Subject:
    """Somebody who looks at a place, with the face turned there within some 20°."""
    gaze = (target - eyes) / np.linalg.norm(target - eyes)
    way = gaze + 0.2 * rng.standard_normal(3) * (np.array([1.0, 1.0, 0.2]))
    return actor(name, eyes, facing(way, up), gaze)


def _flat(way: FloatArray) -> FloatArray:
    """A direction laid level."""
    level = np.array([way[0], way[1], 0.0])
    return np.asarray(level / max(float(np.linalg.norm(level)), 1e-9))


def _attitude(rng: np.random.Generator, place: Scene) -> FloatArray:
    turned = rotation.random(rng, 1)[0]
    if not place.upright:
        return np.asarray(turned)
    return facing(_flat(rotation.rotate(turned, np.array([1.0, 0.0, 0.0]))), UP)


def _apart(people: tuple[Subject, ...], place: Scene) -> bool:
    for i, one in enumerate(people):
        # Who stands has the feet on the floor: only what is above the knees is held to the room.
        high = one.centres[:7] if place.upright else one.centres
        if np.any(place.room.clearance(high) < one.radii[: len(high)] + 0.02):
            return False
        for other in people[:i]:
            gap = (
                np.linalg.norm(one.centres[:, None] - other.centres, axis=-1)
                - one.radii[:, None]
                - other.radii
            )
            if gap.min() < 0.03:
                return False
    return True


def _close_up(up: Up) -> Callable[[np.random.Generator, int], Framing]:
    def framing(rng: np.random.Generator, seed: int) -> Framing:
        vantage: tuple[Vantage, ...] = ("three-quarter", "front", "three-quarter")
        side: tuple[Side | None, ...] = (None, None, "left" if rng.random() < 0.5 else "right")
        spot = Spot(person="ann", x=float(rng.choice([-0.25, 0.0, 0.25])), y=0.42)
        return Framing(
            id="A", kind="single", on=("ann",), size="CU", up=up, vantage=vantage[seed], side=side[seed], spots=(spot,),
            elevation_deg=float(rng.choice([-20.0, 0.0, 0.0, 20.0])),
        )  # fmt: skip

    return framing


def _over(rng: np.random.Generator, seed: int) -> Framing:
    right = float(rng.choice([-1.0, 1.0]))
    ups = (Up(kind="actor", person="ann"), Up(kind="actor", person="ben"), Up(kind="set"))
    spots = (Spot(person="ann", x=0.33 * right, y=0.5), Spot(person="ben", x=-0.5 * right))
    return Framing(id="A", kind="over", on=("ann",), over="ben", size="MS", up=ups[seed], spots=spots)


def _two(up: tuple[Up, Up, Up]) -> Callable[[np.random.Generator, int], Framing]:
    def framing(rng: np.random.Generator, seed: int) -> Framing:
        right = float(rng.choice([-1.0, 1.0]))
        spots = (Spot(person="ann", x=0.4 * right), Spot(person="ben", x=-0.4 * right))
        return Framing(id="A", kind="two", on=("ann", "ben"), size="cowboy", up=up[seed], spots=spots)

    return framing


def _pinned(rng: np.random.Generator, seed: int) -> Framing:
    spots = (Spot(person="ann", x=-0.33, y=0.5), Spot(person="ben", x=0.5, y=float(rng.uniform(-0.3, 0.4))))
    ups = (Up(kind="actor", person="ann"), Up(kind="set"), Up(kind="actor", person="ann"))
    return Framing(
        id="A", kind="single", on=("ann",), size="MS", up=ups[seed], spots=spots, elevation_deg=0.0
    )


def _through(_rng: np.random.Generator, _seed: int) -> Framing:
    return Framing(
        id="A", kind="pov", on=("ben",), over="ann", up=Up(kind="actor", person="ann"), size="MCU",
        spots=(Spot(person="ben", x=0.0, y=0.3),),
    )  # fmt: skip


def _three(_rng: np.random.Generator, seed: int) -> Framing:
    ups = (Up(kind="group"), Up(kind="set"), Up(kind="actor", person="ann"))
    spots = tuple(Spot(person=one, x=x) for one, x in (("ann", -0.5), ("cleo", 0.0), ("ben", 0.5)))
    return Framing(id="A", kind="group", on=("ann", "cleo", "ben"), size="cowboy", up=ups[seed], spots=spots)


_OWN: Final = Up(kind="actor", person="ann")
_FRAMINGS: Final[dict[str, Callable[[np.random.Generator, int], Framing]]] = {
    "CU own up": _close_up(_OWN), "CU set up": _close_up(Up(kind="set")), "OTS": _over,
    "two apex": _two((Up(kind="line"), Up(kind="group"), Up(kind="line"))),
    "two inverted": _two((_OWN, Up(kind="line"), _OWN)), "MS pinned": _pinned, "POV": _through, "three": _three,
}  # fmt: skip


def cut_pairs() -> list[tuple[Instance, Instance]]:
    """The 20 cut pairs: over one shoulder and its reverse, and single against single, two of each in every scene."""
    out = []
    for s, make in enumerate(SCENES):
        for k in range(4):
            rng = np.random.default_rng([2, s, k])
            place = make(rng)
            people = _people(rng, place, "inverted" if k % 2 and not place.upright else "facing")
            pair = _reverses() if k < 2 else _singles()
            name = f"{place.name} {'reverse' if k < 2 else 'singles'} {k % 2}"
            first, second = (
                Instance(name=f"{name}{side}", problem=as_problem(one, people, place), scene=place)
                for side, one in zip("ab", pair, strict=True)
            )
            out.append((first, second))
    return out


def _reverses() -> tuple[Framing, Framing]:
    ann, ben = Spot(person="ann", x=0.33, y=0.5), Spot(person="ben", x=-0.33, y=0.5)
    one = Framing(id="A", kind="over", on=("ann",), over="ben", size="MS", up=Up(kind="actor", person="ann"),
                  spots=(ann, Spot(person="ben", x=-0.5)))  # fmt: skip
    two = Framing(id="B", kind="over", on=("ben",), over="ann", size="MS", up=Up(kind="actor", person="ben"),
                  spots=(ben, Spot(person="ann", x=0.5)))  # fmt: skip
    return one, two


def _singles() -> tuple[Framing, Framing]:
    def single(name: str, person: str, x: float) -> Framing:
        return Framing(
            id=name, kind="single", on=(person,), size="MCU", up=Up(kind="actor", person=person),
            vantage="three-quarter", spots=(Spot(person=person, x=x, y=0.5),),
        )  # fmt: skip

    return single("A", "ann", 0.25), single("B", "ben", -0.25)
