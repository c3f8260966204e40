"""Call sheets as pages: one for each day, and all in one to print."""

from __future__ import annotations

from collections.abc import Sequence

from offworld.film.board import clock_words, pages_words
from offworld.film.call_sheet import Call, CallSheet, LightWindow
from offworld.report.markup import tag, text
from offworld.report.schedule.frame import day_stem, file_name, sheet, strip_row
from offworld.report.schedule.glance import glance
from offworld.report.schedule.tongue import Tongue, span


def day_page(one: CallSheet, told: Tongue, *, pdf: str = "") -> str:
    """The call sheet of a day.

    Args:
        one: the sheet.
        told: language.
        pdf: file beside the page that holds it for paper; empty: there is none.
    """
    day = one.day
    labels = told.labels
    heading = f"{labels['call sheet of']} {day.day + 1} {labels['of']} {one.of}"
    link = tag("span", " · ", tag("a", text(labels["print"]), href=pdf)) if pdf else ""
    lead = tag("p", text(told.date(day.date)), link, class_="calm")
    parts = [_calls(one, told), _notices(one), _station(one, told)]
    drawing = glance(one, told)
    parts.append(_section(labels["day view"], drawing) if drawing else "")
    if day.strips:
        parts.append(_section(labels["shot list"], tag("ol", *(strip_row(strip, told) for strip in day.strips),
                                                       class_="strips")))  # fmt: skip
    parts.append(_people(labels["cast"], one.cast, told, cast=True))
    parts.append(_people(labels["crew"], one.crew, told, cast=False))
    lists = [
        _light(one, told),
        _places(one, told),
        _routines(one, told),
        _requirements(one, told),
        _advance(one, told),
    ]
    parts.append(tag("div", *lists, class_="sheet-two"))
    return sheet(one.title, day_stem(day.day), heading, "".join(parts), told, lead=lead)


def all_days(sheets: Sequence[CallSheet], title: str, told: Tongue, *, pdf: str = "") -> str:
    """A page that leads to every day's sheet."""
    labels = told.labels
    heads = ("day", "call", "wrap", "scenes", "page", "place")
    rows = []
    for one in sheets:
        day = one.day
        link = tag("a", text(f"{labels['day']} {day.day + 1}"), href=file_name(day_stem(day.day), told.code))
        told_scenes = (
            ", ".join(strip.number for strip in day.strips)
            or day.why
            or labels["day off" if day.off else "no strips"]
        )
        cells = [
            tag("td", tag("b", link), " ", text(told.date(day.date))),
            tag("td", text(_clock(one.call)), class_="num"),
            tag("td", text(_clock(one.wrap)), class_="num"),
            tag("td", text(told_scenes)),
            tag("td", text(pages_words(day.eighths) if day.strips else ""), class_="num"),
            tag("td", text(", ".join(place for place, _ in one.kit))),
        ]
        rows.append(tag("tr", *cells))
    head = tag("tr", *(tag("th", text(labels[key]), scope="col") for key in heads))
    body = tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide")
    lead = tag("p", tag("a", text(labels["print"]), href=pdf), class_="calm") if pdf else ""
    return sheet(title, "call-sheets", labels["call sheets"], body, told, lead=lead)


def _clock(minute: int | None) -> str:
    return "" if minute is None else clock_words(minute)


def _section(title: str, *content: str) -> str:
    return tag("section", tag("h3", text(title)), *content)


def _calls(one: CallSheet, told: Tongue) -> str:
    if one.call is None:
        words = told.labels["day off" if one.day.off else "no strips"]
        return tag("p", text(f"{words}: {one.day.why}" if one.day.why else words), class_="notice")
    pairs = (("call", one.call), ("shooting call", one.shooting), ("wrap", one.wrap))
    cells = [tag("div", tag("b", text(_clock(at))), tag("span", text(told.labels[key]))) for key, at in pairs]
    return tag("div", *cells, class_="calls")


def _notices(one: CallSheet) -> str:
    why = (one.day.why,) if one.day.why and one.call is not None else ()
    told = (*why, *one.facts.events, *one.facts.notes, *one.safety)
    return "".join(tag("p", text(words), class_="notice") for words in told)


def facts(one: CallSheet, told: Tongue) -> list[tuple[str, str]]:
    """What stands at the head of a sheet: offices, medical officer, channel, beta, attitude."""
    labels = told.labels
    comm = ", ".join(f"{each.channel} {span(each.minutes)}" for each in one.comm)
    return [
        *one.heads,
        (labels["medical"], one.medical or labels["not known"]),
        (labels["channel"], one.channel or labels["not known"]),
        *([(labels["beta"], told.degrees(one.beta))] if one.beta is not None else []),
        *([(labels["attitude"], one.facts.attitude)] if one.facts.attitude else []),
        *([(labels["comm"], comm)] if comm else []),
    ]


def _station(one: CallSheet, told: Tongue) -> str:
    items = [tag("div", tag("dt", text(name)), tag("dd", text(value))) for name, value in facts(one, told)]
    return tag("dl", *items, class_="station")


def _people(title: str, calls: Sequence[Call], told: Tongue, *, cast: bool) -> str:
    if not calls:
        return ""
    labels = told.labels
    heads = ("part", "played by") if cast else ("person", "does")
    keys = (*heads, "call", "on set", "until", "status", "scenes of", "filming", "duty")
    rows = []
    for one in calls:
        who = (
            (f"{one.number}. {one.part}", one.person or labels["nobody"]) if cast else (one.person, one.part)
        )
        most = f" / {told.lasts(one.most)}" if one.most is not None else ""
        words = (*who, _clock(one.call), _clock(one.on_set), _clock(one.wrap), one.status,
                 ", ".join(one.scenes), f"{told.lasts(one.filming)}{most}", one.duty)  # fmt: skip
        rows.append(tag("tr", *(tag("td", text(word)) for word in words)))
    head = tag("tr", *(tag("th", text(labels[key]), scope="col") for key in keys))
    return _section(title, tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="wide"))


def light_words(one: LightWindow, told: Tongue) -> str:
    """Times of one light in a line."""
    return ", ".join(span(at) for at in one.times) or told.labels["no light"]


def light_name(one: LightWindow, told: Tongue) -> str:
    """A light with its place and who wants it."""
    name = told.labels.get(one.condition, one.condition) if not one.scenes else one.condition
    wanted = f", {told.labels['wanted by']} {', '.join(one.scenes)}" if one.scenes else ""
    return f"{name}, {one.place or told.labels['everywhere']}{wanted}"


def _listed(title: str, rows: Sequence[tuple[str, str]]) -> str:
    items = [
        tag("li", tag("b", text(first)), " ", tag("span", text(rest), class_="soft")) for first, rest in rows
    ]
    return _section(title, tag("ul", *items, class_="told-list")) if items else ""


def _light(one: CallSheet, told: Tongue) -> str:
    rows = [(light_name(each, told), light_words(each, told)) for each in one.light]
    return _listed(told.labels["light windows"], rows)


def place_rows(one: CallSheet, told: Tongue) -> list[tuple[str, str]]:
    """Who else is in the modules, and when."""
    ours = f" ({told.labels['ours']})"
    return [(f"{use.place} {span(use.minutes)}", use.why + (ours if use.ours else "")) for use in one.places]


def routine_rows(one: CallSheet, told: Tongue) -> list[tuple[str, str]]:
    """What is not filming, and when."""
    return [
        (span(each.minutes), f"{told.routine(each)}, {each.who or told.labels['everybody']}")
        for each in one.routines
    ]


def requirement_rows(one: CallSheet, told: Tongue) -> list[tuple[str, str]]:
    """What each department brings."""
    return [
        (
            told.category(each.category),
            "; ".join(f"{name} ({', '.join(scenes)})" for name, scenes in each.items),
        )
        for each in one.requirements
    ]


def advance_rows(one: CallSheet, told: Tongue) -> list[tuple[str, str]]:
    """What is shot on the days that follow."""
    rows = []
    for day in one.advance:
        scenes = "; ".join(
            f"{strip.number} {strip.set_words or strip.heading} ({strip.place})" for strip in day.strips
        )
        said = scenes or day.why or told.labels["day off" if day.off else "no strips"]
        rows.append((f"{told.labels['day']} {day.day + 1}, {told.short(day.date)}", said))
    return rows


def _places(one: CallSheet, told: Tongue) -> str:
    return _listed(told.labels["neighbours"], place_rows(one, told))


def _routines(one: CallSheet, told: Tongue) -> str:
    return _listed(told.labels["routine"], routine_rows(one, told))


def _requirements(one: CallSheet, told: Tongue) -> str:
    return _listed(told.labels["requirements"], requirement_rows(one, told))


def _advance(one: CallSheet, told: Tongue) -> str:
    return _listed(told.labels["advance"], advance_rows(one, told))
