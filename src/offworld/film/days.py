"""The days of a film: what is to be shot, who and what is there when, and a plan that says what is shot when.

Days are counted from 0. Times in a day are whole minutes of UTC from its midnight. A plan is judged by
`offworld.schedule.check`, whoever made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place

Minutes = tuple[int, int]
"""From the first minute to the one after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A scene, or a part of one, as the schedule moves it."""

    id: str
    """The scene's steady name, which its number may outlive."""
    number: str
    """Scene number as written."""
    title: str = ""
    """Its heading."""
    place: str
    """Module or set where it is shot."""
    people: frozenset[str]
    """Who must be there: cast, operator, and who holds whom."""
    minutes: int
    """How long it takes, set-up to strike."""
    eighths: int = 1
    """Its length in eighths of a page."""
    priority: int = 1
    """What it is worth to the film: 1 to 5, 5 for what the film is not a film without."""
    light: str = ""
    """Condition that must hold from its first minute to its last, as in `Window.condition`; empty: any light."""
    after: frozenset[str] = frozenset()
    """Strips that must be shot before it, for wounds, beards and what is broken."""
    together: str = ""
    """Continuity group: strips of one group are wanted on as few days as can be; empty: none."""
    kit: frozenset[str] = frozenset()
    """Things that must be where it is shot: cameras, lamps."""
    gigabytes: float = 0.0
    """Footage it makes."""
    watt_hours: float = 0.0
    """Battery it takes."""
    cards: int = 0
    """Cards it fills."""
    place_in_file: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDay:
    """When a person can work on the film on one day."""

    who: str
    """Whom it is about."""
    day: int
    """Which day."""
    free: tuple[Minutes, ...]
    """When they are neither asleep nor at exercise, meals or their own duties; in order, apart from each other."""
    most: int
    """Minutes of filming they can give that day: half in the first days of weightlessness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A place that others use."""

    place: str
    """Which."""
    day: int
    """Which day."""
    minutes: Minutes
    """When."""
    why: str
    """By whom, for what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTime:
    """A time when a condition of light holds at a place."""

    condition: str
    """In the words of the strips."""
    place: str
    """Where; empty: everywhere."""
    day: int
    """Which day."""
    minutes: Minutes
    """When; a time that crosses midnight is two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootDay:
    """One day."""

    date: str
    """For example `2021-10-08`."""
    hours: Minutes
    """When anything can be shot; empty span: a day off or lost."""
    gigabytes: float = float("inf")
    """Footage that can be stored or sent down by its end."""
    watt_hours: float = float("inf")
    """Batteries that are charged for it."""
    cards: int = 10**6
    """Cards that are empty for it."""
    why: str = ""
    """Why its hours are short: a docking, a test of thrusters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a plan is worth, in points; whole numbers, so that two ways to add them up agree."""

    strip: int = 2000
    """A strip that is shot, times its priority."""
    place_day: int = 4
    """Each place on each day where anything is shot: the kit goes there and everything is put back."""
    late: int = 4
    """Each day that a strip waits, times its priority: what is shot early can be shot again."""
    group_day: int = 6
    """Each day beyond the first that a continuity group is spread over."""
    moved_day: int = 400
    """A strip that goes to another day than in the plan before."""
    moved_time: int = 40
    """A strip that goes to another time of the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStrip:
    """A strip with its time."""

    strip: str
    """Its id."""
    day: int
    """Which day."""
    start: int
    """First minute."""
    end: int
    """The minute after its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shooting:
    """What a plan is made from."""

    strips: tuple[Strip, ...]
    """All that is to be shot."""
    days: tuple[ShootDay, ...]
    """In order."""
    people: tuple[PersonDay, ...]
    """Who can when; who is not named on a day cannot work on it."""
    taken: tuple[Taken, ...] = ()
    """Places that are not free."""
    light: tuple[LightTime, ...] = ()
    """When there is which light."""
    slot: int = 5
    """Minutes of the grid on which strips begin and of which they are multiples; a station plans by five."""
    move: int = 15
    """Minutes from the end of a strip to the start of the next one elsewhere: kit is packed, carried and unpacked."""
    weights: Weights = Weights()
    """What a plan is worth."""
    locked: tuple[PlannedStrip, ...] = ()
    """Strips that stay where they are, and what was shot already."""
    shot: frozenset[str] = frozenset()
    """Locked strips that are in the can; only to be told apart."""
    before: tuple[PlannedStrip, ...] = ()
    """The plan that is in people's hands: to move away from it costs; empty: none yet."""
    today: int = 0
    """Days before this one are past: nothing new is put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A strip that a plan has no room for."""

    strip: str
    """Its id."""
    reason: str
    """What is in its way, in plain words."""
    remedy: str
    """What would make it fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A strip that a new plan puts elsewhere."""

    strip: str
    """Its id."""
    old: PlannedStrip | None
    """Where it was; None: it had no place."""
    new: PlannedStrip | None
    """Where it is; None: it lost its place."""
    reason: str
    """Why, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is shot when."""

    status: Literal["optimal", "found", "infeasible", "out of budget"]
    """Whether it is proved that none is worth more; `found`: within `gap`."""
    strips: tuple[PlannedStrip, ...]
    """In order of time."""
    left_out: tuple[LeftOut, ...] = ()
    """What has no place."""
    worth: int = 0
    """Points, by `Weights`."""
    bound: int = 0
    """No plan is worth more."""
    moved: tuple[Moved, ...] = ()
    """What is elsewhere than in the plan before."""
    reason: str = ""
    """Why there is none; else empty."""
    deterministic_s: float = 0.0
    """Deterministic time that the solver took: the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing in a plan that cannot be."""

    kind: Literal[
        "unknown strip", "twice", "length", "grid", "hours", "past", "person", "capacity", "overlap", "place",
        "light", "order", "move", "kit", "data", "battery", "cards", "locked", "missing",
    ]  # fmt: skip
    """What it breaks."""
    strips: tuple[str, ...]
    """Which strips it is about."""
    day: int | None
    """On which day; None: on none."""
    what: str
    """In plain words, with numbers."""
