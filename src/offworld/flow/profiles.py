"""The profiles that the people of a scene can be rehearsed with: built in, or the film's own."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
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
    whose = dict(habits.people)
    theirs = {
        name: _learned(known[name], habits, {p for p in whose if whose[p] == name}) for name in whose.values()
    }
    everybody = {one.person for one in habits.observed} - set(whose)
    found = []
    for name, profile in known.items():
        own = tuple((p, theirs[other]) for p, other in habits.people if p in there and other != name)
        mine = everybody | {p for p in whose if whose[p] == name}
        found.append(replace(_learned(profile, habits, mine), own=own))
    return tuple(found)


def _learned(profile: Profile, habits: Habits, people: AbstractSet[str]) -> Profile:
    """A profile after what filmed takes show of those who vary by it."""
    if not any(one.person in people for one in habits.observed):
        return profile
    from offworld.odds.learn import learn

    return learn(profile, (one for one in habits.observed if one.person in people), habits.prior_takes)


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
