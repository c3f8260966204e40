"""Scenes, the film, and the one record that a rehearsal is made from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from offworld.film.basic import NOWHERE, Place, Quat, Vec3
from offworld.film.blocking import Beat, Channel, Lie, Target
from offworld.film.camera import Cut, Sensor, SetUp
from offworld.film.continuity import BANDS, CutBands
from offworld.film.framing import AskedShot
from offworld.film.habits import Habits
from offworld.film.kit import Package
from offworld.film.light_said import FilmLight
from offworld.film.person import Person
from offworld.film.prop import Prop
from offworld.film.stage_set import StageSet
from offworld.film.times import Times
from offworld.film.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldStart:
    """A hold that exists when the scene starts."""

    limb: Channel
    """Hand or foot that holds."""
    target: Target
    """What it holds: a rail, a loop, a person's part, a prop."""


USUAL_TETHER_M = 1.2
"""m of a tether when nothing is said: lets an arm's work be done and keeps a body out of the middle of a module; a
guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TetherStart:
    """A tether that is on when the scene starts, from a person's belt."""

    target: Target
    """What it is clipped to: a rail, a loop, a person, a prop."""
    length_m: float
    """From which on it pulls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStart:
    """How a person is when the scene starts. Everything not said is found by the body model."""

    person: str
    """Whose."""
    holds: tuple[HoldStart, ...] = ()
    """Own holds on other things."""
    strapped: Target | None = None
    """Bed strapped to; None if not."""
    held_by: str | None = None
    """Person who holds this one by the feet; None if nobody."""
    up: Vec3 | None = None
    """Head direction, unit, set frame."""
    facing: Target | None = None
    """What the chest faces."""
    position: Target | None = None
    """Where the hips are; None follows from the holds."""
    lying: Lie | None = None
    """How the head-up lies to that of `lying_to`."""
    lying_to: str | None = None
    """Person."""
    operates: str | None = None
    """Camera id in the hands."""
    limp: bool = False
    """True: no muscles from the start."""
    drift: Vec3 = (0.0, 0.0, 0.0)
    """Velocity of the whole body at the start, m/s, set frame."""
    tether: TetherStart | None = None
    """Tether from the belt; None: none."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PropStart:
    """How a prop is when the scene starts."""

    prop: str
    """Which."""
    held_by: str | None = None
    """Person."""
    hand: Channel | None = None
    """Which hand."""
    position: Target | None = None
    """Where it floats or is stuck; None if in a hand."""
    attitude: Quat | None = None
    """Prop axes to set frame; None: as it comes."""
    stuck: bool = False
    """True: on Velcro until taken."""
    drift: Vec3 = (0.0, 0.0, 0.0)
    """Velocity at the start, m/s, set frame."""
    place: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A speech of the screenplay."""

    id: str
    """Stable, for example `L12`."""
    character: str
    """Who says it, as the screenplay has it."""
    text: str
    """What is said."""
    duration_s: float
    """From its words at a named rate, or from a scratch recording."""
    words: tuple[tuple[str, float], ...] = ()
    """Each word with the seconds from the line's start at which it begins."""
    sound: str | None = None
    """Path of a scratch WAV in the film folder; None: timed from the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene as blocked."""

    id: str
    """Number with letter, as text: `7`, `12A`."""
    title: str
    """Heading for people."""
    set_id: str
    """Which set."""
    world_id: str
    """Which world."""
    length_s: float | None
    """Asked length; None: until the last beat has ended and a moment more."""
    people: tuple[PersonStart, ...]
    """Everyone in the scene, in order of the file."""
    props: tuple[PropStart, ...]
    """Every prop in the scene."""
    beats: tuple[Beat, ...]
    """In order of the file."""
    set_ups: tuple[SetUp, ...] = ()
    """Cameras."""
    cuts: tuple[Cut, ...] = ()
    """Which camera when."""
    lines: tuple[Line, ...] = ()
    """Lines of this scene."""
    light: tuple[tuple[str, float], ...] = ()
    """Named light conditions and their moment, seconds from the start."""
    framings: tuple[AskedShot, ...] = ()
    """Shots asked for in words, in order of the file. No take depends on them: a rehearsal is given none."""
    place: Place = NOWHERE
    """Start of the scene file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A whole film folder, read and checked."""

    title: str
    """Title."""
    rate: Fraction
    """Frames per second, exact."""
    aspect: Fraction
    """Width over height of the picture."""
    people: tuple[Person, ...]
    """Everyone."""
    props: tuple[Prop, ...]
    """Everything loose."""
    sets: tuple[StageSet, ...]
    """All sets named by scenes."""
    worlds: tuple[tuple[str, World], ...]
    """By name."""
    scenes: tuple[Scene, ...]
    """In film order."""
    sensor: Sensor = Sensor()
    """The camera's gate."""
    package: Package = Package()
    """Camera body and lenses."""
    seed: int = 1
    """Root of every random number of the film."""
    beeps: bool = True
    """Whether the animatics beep where somebody must be given their cue."""
    habits: Habits = Habits()
    """How its people vary from take to take, where it says so; no single take depends on it."""
    times: Times = Times()
    """How long its crew's work between takes and around them lasts."""
    continuity: CutBands = BANDS
    """From where on its cuts are called bad."""
    light: FilmLight = FilmLight()
    """Its orbit, sites and days, as far as it says them; no take depends on it."""

    @property
    def lenses_mm(self) -> tuple[float, ...]:
        """Focal lengths of the lens package; empty: any lens will do."""
        return self.package.lenses_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Everything that one take depends on, and nothing else: what `offworld.rehearse` is given."""

    film: str
    """Title of the film, for seeds."""
    scene: Scene
    """The scene."""
    stage_set: StageSet
    """Its set."""
    world: World
    """Its world."""
    people: tuple[Person, ...]
    """Those in the scene, in order of `scene.people`."""
    props: tuple[Prop, ...]
    """Those in the scene, in order of `scene.props`."""
    seed: int = 1
    """Root of every random number."""
    take: int = 1
    """Number of the take: part of every seed."""
