"""Times of a crew: how long it takes to get a scene ready, back to its start, and away again.

Only speeds and turns have a source. The rest are guesses: no table of such times aboard a station was found, and what
film crews need on the ground (20 to 45 minutes a set-up, handbook schedule, section 2.2) is for trucks and tripods.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from offworld.film.habits import Spread, guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long the crew's work between takes and around them lasts, each with its source."""

    fly_m_s: Spread = Spread(value=0.25, source="handbook physics, section 4: everyday 0.15 to 0.4 m/s")
    """Speed of somebody who goes back to their place, m/s."""
    start_stop_s: Spread = guess(2.0, "a push, and a hand that brings one to rest")
    """To get away and to come to rest, s, once each way."""
    turn_deg_s: Spread = Spread(value=20.0, source="handbook physics, section 4: 10 to 40 deg/s [R]")
    """Rate of turning into the attitude of the start, degrees/s."""
    grip_s: Spread = guess(2.0)
    """To take hold with a hand, s."""
    foot_s: Spread = guess(4.0, "a foot finds its loop by feel")
    """To bring a foot into a loop or under a rail, s."""
    strap_s: Spread = guess(40.0, "four straps at ten seconds")
    """To be strapped, s."""
    clip_s: Spread = guess(8.0)
    """To clip a tether, s."""
    hold_person_s: Spread = guess(5.0)
    """To take hold of somebody, once both are in place, s."""
    take_s: Spread = guess(3.0)
    """To take a prop, or to give it, s."""
    put_s: Spread = guess(8.0, "a thing that floats must be let go without a push")
    """To leave a prop floating at rest, s."""
    stick_s: Spread = guess(3.0)
    """To put a prop on its Velcro, s."""
    search_s: Spread = guess(60.0, "a small thing that drifted off; air inlets are where one looks first")
    """To find a prop that got away, s, besides the way to it."""
    frame_s: Spread = guess(10.0)
    """For an operator to find the first frame and focus again, s."""
    settle_s: Spread = guess(10.0, "slate, quiet, and all drift taken out")
    """From everybody in place to the word to go, s."""
    mount_s: Spread = guess(240.0, "a clamp and an arm on a rail")
    """To mount a camera that stands, s."""
    level_s: Spread = guess(60.0)
    """To turn it into its frame, s."""
    focus_s: Spread = guess(60.0)
    """To set its focus and exposure, s."""
    power_s: Spread = guess(60.0)
    """To bring it power and stow the cable, s."""
    held_camera_s: Spread = guess(120.0)
    """To get a camera ready that somebody holds, s."""
    loop_s: Spread = guess(60.0)
    """To rig a foot loop where a scene uses one, s."""
    straps_s: Spread = guess(120.0)
    """To rig the straps of a bed or table, s."""
    velcro_s: Spread = guess(20.0)
    """To fix the Velcro of a prop, s."""
    tether_s: Spread = guess(60.0)
    """To fetch and fit a tether, s."""
    walk_s: Spread = guess(300.0, "once through the scene at half speed, with words")
    """To walk through the scene together before the first take, s."""
    strike: Spread = guess(0.5, "taking down is faster than setting up")
    """Time to take down what was set up, as a share of that."""


TIMES: Final = tuple(field.name for field in fields(Times))
"""Names of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of work."""

    who: str
    """Person; `crew`: whoever is free."""
    what: str
    """In plain words."""
    seconds: float
    """How long it takes, s."""
    why: str = ""
    """What it comes from: ways, angles, holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackToOne:
    """The way from the end of a take to its start."""

    parts: tuple[Part, ...]
    """By person, each one's in order; people work at the same time."""
    seconds: float
    """Until all can go again, s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpTime:
    """How long a scene keeps its crew, from the first clamp to the last."""

    prepare: tuple[Part, ...]
    """Done once, before the first take."""
    prepare_s: float
    """With everybody in the scene at work, s."""
    strike: tuple[Part, ...]
    """Done once, after the last take."""
    strike_s: float
    """With everybody at work, s."""
    scene_s: tuple[float, float]
    """P50 and P80 of the time of a take, s."""
    back_s: tuple[float, float]
    """P50 and P80 of the time back to its start, s."""
    takes: tuple[float, float | None, float | None]
    """Takes until one is clean, on average: at best, as seen, at worst; None: never."""
    takes_p80: int | None
    """Takes within which one is clean in 80 % of cases, at the share seen; None: never."""
    total_s: tuple[float, float | None, float | None]
    """All of it for so many takes as `takes`: at best, as seen (P50), at worst (P80), s."""
    total_p80_s: float | None
    """All of it for `takes_p80` takes at P80, s."""
