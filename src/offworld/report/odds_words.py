"""Shares, spans of time and what goes wrong, as one says them."""

from __future__ import annotations

from typing import Final

from offworld.film.finding import FindingKind
from offworld.film.habits import Profile, Spread
from offworld.film.odds import FindingOdds, Share
from offworld.film.profiles import SPREADS, guesses

_KINDS: Final[dict[FindingKind, str]] = {
    "contact": "bumps into something",
    "no-touch": "touches what must not be touched",
    "missed": "misses what was to be done",
    "refused": "is asked for what cannot be done",
    "grip lost": "loses a grip",
    "limit": "gives all there is",
    "heavy load": "pulls hard on a hold",
    "tether": "is stopped hard by the tether",
    "frame": "does not keep the frame",
    "framing": "is in a shot that cannot be had as it is asked for",
    "light": "has not the light that is asked for",
    "mark": "is off the mark",
    "loose prop": "floats loose",
    "exit blocked": "is in the way out",
    "never came": "waits for a cue that never comes",
    "pinned": "is pressed against something",
    "adrift": "drifts where nothing is in reach",
    "stopped": "cannot be simulated to the end",
}
_TOGETHER: Final[dict[FindingKind, str]] = {
    "contact": "bump into each other",
    "missed": "miss what was to be done",
}
_LEARNED: Final = {
    "lag_s": ("answer to a cue", "s", 1.0),
    "lag_sd_s": ("its spread", "s", 1.0),
    "speed": ("spread of speeds", "%", 100.0),
    "aim_deg": ("of directions", "°", 1.0),
    "start_m": ("of places at the start", "cm", 100.0),
}
"""Numbers that filmed takes teach: how they are called, their unit, and how many of it one is."""


def span(seconds: float) -> str:
    """A span of time as a crew says it: `40 s`, `12 min`, `2 h 05 min`."""
    if seconds < 100.0:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60.0)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"


def percent(share: float) -> str:
    """Whole percents, with a decimal near the ends where it matters: `0.4`, `62`, `100`."""
    value = 100.0 * share
    return f"{value:.1f}" if 0.0 < value < 2.0 or 98.0 < value < 100.0 else f"{value:.0f}"


def of_takes(share: Share) -> str:
    """A share with its interval: `62 % (59–65)`."""
    return f"{percent(share.value)} % ({percent(share.low)}–{percent(share.high)})"


def clean_words(share: Share) -> str:
    """How often a take is clean, as a line for a list of scenes."""
    return f"clean in {percent(share.value)} % of takes ({percent(share.low)}–{percent(share.high)})"


def what(one: FindingOdds) -> str:
    """What goes wrong, in words: `Ann and Ben bump into each other`."""
    deed = _KINDS.get(one.kind, one.kind)
    if len(one.who) > 1:
        deed = _TOGETHER.get(one.kind, deed)
    return f"{' and '.join(sentence(who) for who in one.who)} {deed}" if one.who else sentence(deed)


def sentence(words: str) -> str:
    """With a capital letter."""
    return words[:1].upper() + words[1:]


def guess_warning(profile: Profile) -> str:
    """How far the odds can be believed, in one sentence; empty if every number has a source."""
    numbers = len(SPREADS) * (1 + len(profile.own))
    guessed = guesses(profile) + sum(guesses(one) for _, one in profile.own)
    if not guessed:
        return ""
    how = "How much people vary is a guess" if guessed == numbers else (
        f"{guessed} of {numbers} numbers that say how people vary are guesses"
    )  # fmt: skip
    return f"{how}: use these odds to compare, not as a measurement."


def learned_words(profile: Profile) -> list[str]:
    """What filmed takes have taught: `trained, learned from filmed takes: answer to a cue 0.41 s (0.36–0.47; …)`."""
    told = []
    for one in (profile, *(own for _, own in profile.own)):
        numbers = [words for name in _LEARNED if (words := _learned(name, getattr(one, name)))]
        if numbers:
            told.append(f"{one.name}, learned from filmed takes: {', '.join(numbers)}")
    return list(dict.fromkeys(told))


def _learned(name: str, number: Spread) -> str:
    if number.low is None or number.high is None:
        return ""
    called, unit, factor = _LEARNED[name]
    value, low, high = (f"{factor * one:.2g}" for one in (number.value, number.low, number.high))
    return f"{called} {value} {unit} ({low}–{high}; seen {_times(number.seen)})"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
