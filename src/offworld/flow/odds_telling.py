"""The odds of a scene in plain words for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.habits import Profile
from offworld.film.odds import Filmed, FindingOdds, Odds, OddsTable, Share
from offworld.film.profiles import SPREADS, guesses
from offworld.film.times import SetUpTime
from offworld.report.odds_words import learned_words, span

_SHOWN = 8
"""More kinds of findings than this are only counted."""


def odds_lines(table: OddsTable, odds: Odds) -> list[str]:
    """What many takes came to: how many were clean, what went wrong, what to blame, how long it takes."""
    lines = [f"Scene {table.scene}, {_takes(odds)} with {people_words(table.profile)}"]
    lines += [f"  {line}" for line in learned_words(table.profile)]
    lines.append(f"  clean {share_words(odds.clean)}: {_until(odds)}")
    if odds.time_s is not None:
        lines.append(
            f"  the last beat is over after {odds.time_s[0]:.1f} s (P50), {odds.time_s[1]:.1f} s (P80)"
        )
    if odds.back_s is not None:
        lines.append(f"  back to one takes {odds.back_s[0]:.0f} s (P50), {odds.back_s[1]:.0f} s (P80)")
    lines.append(f"  holds: at most {odds.peak_n:.0f} N, below 60 N {100.0 * odds.gentle:.2f} % of the time")
    if odds.stopped.count:
        lines.append(f"  the simulation did not finish {share_words(odds.stopped)}")
    if len(table.kinds) > 1:
        lines.append(f"  made by processors of {len(table.kinds)} kinds: {'; '.join(table.kinds)}")
    if odds.as_written:
        lines.append(f"  {odds.as_written} began as written: varied, there was no room")
    if odds.findings:
        lines.append("What goes wrong:")
        lines += [f"  {share_words(one.share):<28} {_finding(one)}" for one in odds.findings[:_SHOWN]]
        if len(odds.findings) > _SHOWN:
            lines.append(f"  and {len(odds.findings) - _SHOWN} more, in the table")
    if odds.blame:
        lines.append("What goes wrong first, of takes that came to it well:")
        lines += [f"  {share_words(one.share):<28} {one.beat or 'no beat'}" for one in odds.blame[:_SHOWN]]
    return lines


def people_words(profile: Profile) -> str:
    """Who plays, and how much is known of it: `trained people; zhenya: first days (how much they vary is a guess)`."""
    own = "".join(f"; {person}: {one.name}" for person, one in profile.own)
    numbers = len(SPREADS) * (1 + len(profile.own))
    guessed = guesses(profile) + sum(guesses(one) for _, one in profile.own)
    warning = " (how much they vary is a guess)"
    if guessed < numbers:
        warning = f" ({guessed} of {numbers} numbers of how they vary are guesses)" if guessed else ""
    return f"{profile.name} people{own}{warning}"


def filmed_lines(filmed: Sequence[Filmed]) -> list[str]:
    """How beats came out on film, beside how they do here."""
    lines = ["Beats that are done, on film and here:"] if filmed else []
    return lines + [
        f"  {one.beat}: {share_words(one.filmed)}, here {share_words(one.here)}" for one in filmed
    ]


def set_up_lines(time: SetUpTime) -> list[str]:
    """How long a scene keeps its crew."""
    best, seen, worst = time.total_s
    told = "no take is clean, so no end can be told" if seen is None else span(seen)
    most = "no end" if worst is None else span(worst)
    lines = ["Time for the set-up (most times of the crew's work are guesses):"]
    lines.append(f"  until a take is clean: {told} ({span(best)} to {most})")
    if time.total_p80_s is not None:
        takes = "1 take" if time.takes_p80 == 1 else f"{time.takes_p80} takes"
        lines.append(f"  enough in 80 % of cases: {takes}, {span(time.total_p80_s)}")
    parts = f"ready {span(time.prepare_s)}, struck {span(time.strike_s)}"
    usual = time.scene_s[0] + time.back_s[0]
    lines.append(f"  {parts}, each take with the way back {span(usual)}")
    return lines


def share_words(share: Share) -> str:
    """A share with its interval: `12 % (9 to 16 %)`."""
    low, high = 100.0 * share.low, 100.0 * share.high
    return f"{_percent(100.0 * share.value)} % ({_percent(low)} to {_percent(high)} %)"


def side_by_side(every: Sequence[Odds]) -> list[str]:
    """The same scene with people of several profiles."""
    width = max(len(odds.profile) for odds in every)
    lines = ["How it depends on the people:"]
    for odds in every:
        time = "" if odds.time_s is None else f", P80 {odds.time_s[1]:.1f} s"
        worst = (
            f", {_finding(odds.findings[0])} {share_words(odds.findings[0].share)}" if odds.findings else ""
        )
        lines.append(
            f"  {odds.profile:<{width}}  clean {share_words(odds.clean)}{time}{worst} ({_takes(odds)})"
        )
    return lines


def _finding(one: FindingOdds) -> str:
    who = f", {' and '.join(one.who)}" if one.who else ""
    beat = f", {one.beat}" if one.beat else ""
    return f"{one.kind}{who}{beat} (see take {one.first})"


def _until(odds: Odds) -> str:
    best, seen, worst = odds.until_clean
    if seen is None:
        return f"none was, so at least {best:.1f} takes until one is"
    most = "any number" if worst is None else f"{worst:.1f}"
    return f"{seen:.1f} takes until one is ({best:.1f} to {most})"


def _takes(odds: Odds) -> str:
    return "1 take" if odds.takes == 1 else f"{odds.takes} takes"


def _percent(value: float) -> str:
    """Whole percents, with a decimal near the ends where it matters."""
    return f"{value:.1f}" if 0.0 < value < 2.0 or 98.0 < value < 100.0 else f"{value:.0f}"
