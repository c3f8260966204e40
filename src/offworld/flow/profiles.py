"""The profiles that the people of a scene can be rehearsed with: built in, or the film's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from offworld.film.habits import Habits, Profile
from offworld.film.profiles import EVERYDAY, PROFILES, profile_name
from offworld.film.scene import Rehearsal
from offworld.flow.records import check_known, read_record


def profiles_of(read: Path, scene: str) -> tuple[Profile, ...]:
    """Every profile that a scene can be rehearsed with, from the steadiest built-in one to the film's last.

    Args:
        read: what reading the film has made.
        scene: number of the scene.

    Returns:
        The profiles; in each, those people of the scene who have a profile of their own keep it.
    """
    habits = read_record(read / "habits.json", Habits)
    rehearsal = read_record(read / "scenes" / f"{scene}.json", Rehearsal)
    known = {profile.name: profile for profile in (*PROFILES, *habits.profiles)}
    there = {person.id for person in rehearsal.people}
    own = tuple((person, known[name]) for person, name in habits.people if person in there)
    return tuple(
        replace(profile, own=tuple((person, one) for person, one in own if one.name != profile.name))
        for profile in known.values()
    )


def profile_named(name: str | None, known: Sequence[Profile] = PROFILES) -> Profile:
    """The profile of a name, written with spaces or hyphens.

    Raises:
        FilmError: there is none.
    """
    by_name = {profile.name: profile for profile in known}
    wanted = EVERYDAY.name if name is None else check_known("profile", profile_name(name), list(by_name))
    return by_name[wanted]


def slug(name: str) -> str:
    """A profile's name as part of a file name."""
    return name.replace(" ", "-")
