"""The shot list of a scene: each camera with its lens, where it is and what it sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import Quat, Vec3
from offworld.film.score import Score

ShotStatus = Literal["found", "kept", "impossible", "out of budget", "by hand", "held"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRow:
    """One camera of a scene at the moment that stands for its shot."""

    camera: str
    """Letter or name."""
    text: str
    """As it was asked for in words; empty if it was placed by hand."""
    status: ShotStatus
    """`by hand`: placed by the director; `held`: in somebody's hands."""
    tick: int
    """Moment that the numbers and the picture are of, ms."""
    start: int
    """From when it is wanted, ms."""
    end: int
    """Until when, ms."""
    gate: str
    """Part of the sensor that holds the picture."""
    lens_mm: float
    """Focal length; of an anamorphic lens that across the height of the picture."""
    stop: float
    """Aperture N, for depth of field."""
    focus_m: float | None
    """Distance along the lens that is in focus, m; None: everything is sharp."""
    position: Vec3
    """Entrance pupil, set frame, m."""
    attitude: Quat
    """Camera axes (x right, y top of the frame, z back) to set frame."""
    up: str
    """Whose up the top of the frame follows, in words."""
    roll_deg: float | None
    """Tilt of that up in the frame, degrees, clockwise as seen; None: it points at the lens, or there is none."""
    by: str = ""
    """Who holds it; empty: locked."""
    on: tuple[str, ...] = ()
    """People in it."""
    eyes: tuple[Vec3, ...] = ()
    """Their eyes then, set frame, m."""
    size: str = ""
    """Size of the first of them as it comes out; empty without one."""
    distance_m: float | None = None
    """To the eyes of the first of them; None without one."""
    clearance_m: float | None = None
    """From the lens to the nearest thing or person."""
    score: Score | None = None
    """What it is worth, term by term; None if it was placed by hand."""
    reason: str = ""
    """Why there is none, or what else is to be known."""
    across_deg: float = 60.0
    """Angle that the picture is wide, degrees."""
    body: str = ""
    """Camera body; empty: the film names none."""
    mode: str = ""
    """Its recording mode."""
    lens_set: str = ""
    """Set that the lens is of; empty: of none."""
    squeeze: float = 1.0
    """Width of the picture over what the gate holds of it."""
    t_stop: float | None = None
    """Aperture T, for exposure; None: the film says no more of the lens than its focal length."""
    sharp_from_m: float | None = None
    """From where things are sharp in the height of the picture, m; None: the focus is not known."""
    sharp_to_m: float | None = None
    """To where, m; None: to infinity."""
    longest_mm: float | None = None
    """The longest lens that the room allows for the size asked for; None: no size is."""
    pictures: tuple[str, ...] = ()
    """Stills, the first of this answer, then of others."""
