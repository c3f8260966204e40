"""The page of a film's light: every set with windows, every shooting day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offworld.film.light import LightDay
from offworld.report.light.ribbon import Moment, groups, legend, over_days, over_windows, window_names
from offworld.report.light.words import day_name
from offworld.report.markup import tag, text
from offworld.report.page import page, section

STYLE: Final = "light.css"
"""Rules that everything here needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLight:
    """The light of one set over the shooting days."""

    title: str
    """Of the set."""
    place: str
    """Where it is, in words: `in orbit`."""
    days: tuple[LightDay, ...]
    """In order."""
    moments: tuple[Moment, ...] = ()
    """At which scenes are shot there."""
    note: str = ""
    """What the times are made of and how far they may be off; empty: nothing to say."""
    drawings: str = ""
    """Markup of what else is known of the place, such as the path of the Sun; empty: nothing."""


def light_page(film: str, sets: Sequence[SetLight], *, back: str = "index.html") -> str:
    """The page, which needs nothing but itself.

    Args:
        film: title.
        sets: those with light to show.
        back: relative path of the film's page.
    """
    header = tag(
        "header",
        tag("nav", tag("span", tag("a", text(f"← {film}"), href=back)), class_="steps"),
        tag("p", text(f"{film} · light"), class_="eyebrow"),
        tag("h1", "What comes through the windows, and when"),
        class_="column",
    )
    body = [_of_set(one) for one in sets]
    if not body:
        body = [tag("p", "No set of this film has windows whose light is known.", class_="calm")]
    footer = tag("footer", text(f"{film} — made with Offworld"))
    return page(f"{film} — light", header + tag("main", *body, footer, class_="column"), styles=(STYLE,))


def _of_set(one: SetLight) -> str:
    parts = [tag("p", text(_lead(one)), class_="calm"), one.drawings]
    if one.days[0].windows:
        parts += _windows(one)
    if one.note:
        parts.append(tag("p", text(one.note), class_="small"))
    return section(f"{one.title}, {one.place}", *parts)


def _windows(one: SetLight) -> list[str]:
    """Days on which a scene is shot in all windows, then each window over all days, then the other days."""
    days = one.days
    parts = [legend(days)]
    wanted = [day for day in days if any(_on(day, moment) for moment in one.moments)] or list(days[:1])
    for day in wanted:
        marked = [moment for moment in one.moments if _on(day, moment)]
        head = f"{day_name(day.date)}, all windows" if len(days) > 1 else "All windows"
        parts += [tag("h3", text(head)), over_windows(day, marked)]
    if len(days) > 1:
        for names in groups(days):
            parts += [tag("h3", window_names(names).capitalize()), over_days(days, names[0], one.moments)]
    for day in days:
        if day not in wanted:
            summary = tag("summary", text(f"{day_name(day.date)}, all windows"))
            parts.append(tag("details", summary, tag("div", over_windows(day))))
    return parts


def _lead(one: SetLight) -> str:
    """What the days are like, in a sentence."""
    days = one.days
    first, last = day_name(days[0].date), day_name(days[-1].date)
    when = first if first == last else f"{first} to {last}"
    sets = [len(day.sunsets_ms) for day in days]
    if max(sets) == 0:
        return f"{when}. The Sun does not set on these days."
    many = f"{min(sets)} to {max(sets)}" if min(sets) != max(sets) else f"{sets[0]}"
    share = [round(100 * day.sunlit) for day in days]
    sunny = f"{min(share)} to {max(share)} %" if min(share) != max(share) else f"{share[0]} %"
    times = "once" if many == "1" else f"{many} times"
    return f"{when}. The Sun sets {times} a day; {sunny} of the day has sun outside."


def _on(day: LightDay, moment: Moment) -> bool:
    return day.start_ms <= moment.utc_ms < day.end_ms
