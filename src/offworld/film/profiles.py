"""Profiles: how much people vary from take to take. Until filmed takes are logged, nearly every number is a guess.

What is known: an adult reacts to an expected sound after about 0.15 to 0.2 s in the laboratory [R]; an actor who
also listens to a partner and moves a whole body is slower. A push that is rehearsed as written leaves within 5 % of its
speed and 2° (the bench of moves); what is drawn here comes on top. The first days in weightlessness are known for
pushes that are too strong and bodies that go astray (handbook physics, section 4: a shove of swimming-pool strength
makes one crash), but no table of their scatter was found.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from offworld.film.habits import A_GUESS, Profile, guess

_DRAWN = guess(1.0, "within one standard deviation of the MSIS angles, as if people rested anew each time")

CALM: Final = Profile(
    name="calm",
    lag_s=guess(0.25, "simple reaction of 0.15 to 0.2 s [R] and a moment to begin"),
    lag_sd_s=guess(0.08),
    catch_late_s=guess(0.05),
    speed=guess(0.06),
    aim_deg=guess(1.0),
    reach_m=guess(0.01, "a finger's breadth"),
    strength=guess(0.05),
    posture=_DRAWN,
    start_m=guess(0.02),
    start_deg=guess(2.0),
    drift_m_s=guess(0.003),
)
"""People who have done the scene many times and have all the time they want."""
TRAINED: Final = Profile(
    name="trained",
    lag_s=guess(0.35, "twice the simple reaction of 0.15 to 0.2 s [R]"),
    lag_sd_s=guess(0.12),
    catch_late_s=guess(0.10),
    speed=guess(0.12),
    aim_deg=guess(2.5),
    reach_m=guess(0.02),
    strength=guess(0.08),
    posture=_DRAWN,
    start_m=guess(0.03),
    start_deg=guess(4.0),
    drift_m_s=guess(0.006),
)
"""Crew after some weeks, in a scene that was rehearsed."""
FIRST_DAYS: Final = Profile(
    name="first days",
    lag_s=guess(0.60, "attention is on the own body"),
    lag_sd_s=guess(0.30),
    catch_late_s=guess(0.20),
    speed=guess(0.30, "pushes are too strong, then too weak"),
    aim_deg=guess(6.0, "a push that misses the centre of the body by a hand's breadth"),
    reach_m=guess(0.04, "a hand's thickness"),
    strength=guess(
        0.15, "between people grip varies by 21 % (Massy-Westropp 2011); one person's days by less"
    ),
    posture=_DRAWN,
    start_m=guess(0.08),
    start_deg=guess(10.0),
    drift_m_s=guess(0.02),
)
"""Somebody who came up this week."""
SPREADS: Final = tuple(field.name for field in fields(Profile) if field.name not in {"name", "own"})
"""Fields of a profile that hold a number with its source."""
PROFILES: Final = (CALM, TRAINED, FIRST_DAYS)
"""From the steadiest to the least steady."""
EVERYDAY: Final = TRAINED
"""Whoever is meant when no profile is named."""


def guesses(profile: Profile) -> int:
    """How many of a profile's numbers are guesses."""
    return sum(getattr(profile, name).source.startswith(A_GUESS) for name in SPREADS)


def profile_name(text: str) -> str:
    """A profile's name as records have it: words with single spaces between them, also where hyphens are written."""
    return " ".join(text.replace("-", " ").split())
