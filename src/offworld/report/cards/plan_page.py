"""The director's plan of a scene on one sheet: drawings, the cuts over time, cues, cameras, who holds whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from offworld.film.blocking import Target
from offworld.film.camera import SetUp
from offworld.film.cue_card import Amount, CameraWay, CardPicture, CueCard, Slot, Words
from offworld.film.signal import signals
from offworld.film.take import Take
from offworld.report.cards.colours import colours
from offworld.report.cards.context import Context, limbs
from offworld.report.cards.entries import top_words
from offworld.report.cards.holds_chart import ruler, share
from offworld.report.cards.language import Language
from offworld.report.cards.plan_cues import plan_cues
from offworld.report.cards.plan_drawing import bodies_of, cropped, drawing
from offworld.report.markup import clock, tag, text
from offworld.report.projection import projections

_MOST_HOLDS: Final = 10
"""Of one person on the plan; their card has them all."""


def plan_sheet(
    take: Take,
    cards: Sequence[CueCard],
    pictures: Sequence[CardPicture],
    cameras: Sequence[CameraWay],
    language: Language,
) -> str:
    """The plan as markup, to be put into a page."""
    rehearsal, scene = take.rehearsal, take.rehearsal.scene
    ticks = {person.id: [p.tick for p in pictures if p.person == person.id] for person in rehearsal.people}
    bodies = bodies_of(take, ticks)
    chests = [
        n
        for n, node in enumerate(take.assembly.nodes)
        if node.id.endswith(("/chest", "_foot", "_hand", "/head"))
    ]
    points = np.asarray(take.poses[::25][:, chests, :3], dtype=np.float64).reshape(-1, 3)
    lenses = np.array([view.position for camera in cameras for view in camera.views], dtype=np.float64)
    seen = np.concatenate([points, lenses.reshape(-1, 3)])
    above, side, _ = (cropped(view, seen) for view in projections(rehearsal.stage_set, seen))
    head = tag(
        "header",
        tag("h1", tag("span", text(scene.id)), text(scene.title)),
        tag(
            "p",
            text(f"{rehearsal.film} · "),
            f"{language.label('take')} {rehearsal.take} · {clock(take.length)}",
        ),
        _key(take, language),
    )
    drawings = tag(
        "div",
        drawing(take, above, bodies, cameras, f"{language.labels['above']} — {language.labels['ways']}"),
        drawing(take, side, bodies, cameras, language.labels["side"]),
        class_="drawings",
    )
    lists = tag(
        "div",
        _cues(take, language),
        _cameras(take, language),
        class_="lists",
    )
    left = tag("div", drawings, _time(take, language), _holding(take, cards, language), class_="left")
    return tag("article", head, left, lists, class_="plan", lang=language.code)


def _key(take: Take, language: Language) -> str:
    people = [
        tag("li", tag("i", style=f"background:{colour}"), text(person))
        for person, colour in colours(take).items()
    ]
    marks = (
        tag("li", tag("i", class_="area"), language.label("legend.frustum")),
        tag("li", tag("i", class_="danger"), language.label("legend.touch")),
    )
    return tag("ul", *people, *marks, class_="key")


def _time(take: Take, language: Language) -> str:
    """Cuts, lines and signs over the length of the take."""
    ends = [*(tick for tick, _ in take.cuts[1:]), take.length][: len(take.cuts)]
    order = {set_up.id: number for number, set_up in enumerate(take.rehearsal.scene.set_ups)}
    cuts = [
        tag(
            "div",
            tag("b", text(name)),
            style=_span(take, start, end),
            class_=f"cut cut{order.get(name, 0) % 3}",
        )
        for (start, name), end in zip(take.cuts, ends, strict=True)
    ]
    lines = {line.id: line for line in take.rehearsal.scene.lines}
    said = []
    for start, name in take.lines:
        length = 1000.0 * lines[name].duration_s if name in lines else 1000.0
        words = f" {lines[name].text}" if name in lines else ""
        inner = tag("b", text(name)) + text(words)
        said.append(tag("div", inner, style=_span(take, start, start + length), class_="said"))
    signs = [tag("span", "♪", style=f"left:{share(take, tick)}") for tick in signals(take)]
    rows = [
        tag("div", "", class_="limb") + tag("div", ruler(take), class_="ruler"),
        _row(language.label("camera"), cuts),
        _row(language.label("line"), said) if said else "",
        _row(language.label("beep"), signs, "signs") if signs else "",
    ]
    return tag("div", *rows, class_="spans time-line")


def _row(name: str, content: Sequence[str], kind: str = "bars") -> str:
    return tag("div", name, class_="limb") + tag("div", *content, class_=kind)


def _span(take: Take, start: float, end: float) -> str:
    end = min(end, take.length)
    return f"left:{share(take, start)};width:{share(take, max(0.0, end - start))}"


def _cues(take: Take, language: Language) -> str:
    rows = []
    for each in plan_cues(take):
        sign = tag("span", "♪", class_="sign") if each.signal else ""
        who = ", ".join(tag("b", text(name)) for name in each.who)
        cue = tag("span", sign, language.say(each.cue), class_="cue")
        what = tag("td", who, ": ", language.say(each.deed), cue)
        rows.append(tag("tr", tag("td", clock(each.tick), class_="clock"), what))
    if not rows:
        return ""
    return tag("section", tag("h3", language.label("cues")), tag("table", *rows), class_="cues")


def _cameras(take: Take, language: Language) -> str:
    context = Context.of(take)
    rows = [_camera(take, context, set_up, language) for set_up in take.rehearsal.scene.set_ups]
    if not rows:
        return ""
    return tag("section", tag("h3", language.label("cameras")), tag("table", *rows), class_="cameras")


def _camera(take: Take, context: Context, set_up: SetUp, language: Language) -> str:
    ends = [*(tick for tick, _ in take.cuts[1:]), take.length][: len(take.cuts)]
    on_air = [
        f"{clock(start)}–{clock(end)}"
        for (start, name), end in zip(take.cuts, ends, strict=True)
        if name == set_up.id
    ]
    held = "" if set_up.by is None else f"{language.label('by')} {tag('b', text(set_up.by))}"
    where = held or language.label("fixed")
    if set_up.follows is not None:
        seen = Words(pattern="plan.follows", slots=(("target", set_up.follows),))
    elif set_up.looks_at is not None:
        seen = Words(pattern="plan.locked", slots=(("target", set_up.looks_at),))
    else:
        seen = Words(pattern="plan.free")
    lens = language.amount(Amount(value=set_up.lens_mm, unit="mm"))
    said = (where, language.say(seen), language.say(top_words(context, set_up)))
    return tag(
        "tr",
        tag("td", tag("b", text(set_up.id)), class_="letter"),
        tag("td", f"{lens} · ", " · ".join(said), tag("span", ", ".join(on_air) or "—", class_="cue")),
    )


def _holding(take: Take, cards: Sequence[CueCard], language: Language) -> str:
    """Who holds whom and what: a line for each person, those who hold people first."""
    first = sorted(cards, key=lambda card: all(hold.thing.kind != "person" for hold in card.holds))
    lines = [_held(take, card, language) for card in first if card.holds]
    if not lines:
        return ""
    return tag("section", tag("h3", language.label("holding")), *lines, class_="holding")


def _held(take: Take, card: CueCard, language: Language) -> str:
    """What one person holds, both hands on one thing told once."""
    together: dict[tuple[Target, int, int | None, bool], list[str]] = {}
    for hold in card.holds:
        together.setdefault((hold.thing, hold.start, hold.end, hold.slips), []).append(hold.limb)
    parts = []
    for (thing, start, end, slips), which in together.items():
        limb: tuple[str, Slot] = ("limb", limbs(which))
        said = language.say(Words(pattern="plan.held", slots=(limb, ("thing", thing))))
        span = f"{clock(start)} – {'…' if end is None else clock(end)}"
        when = language.label("whole") if start == 0 and end is None else text(span)
        mark = f" {tag('em', language.label('slips'))}" if slips else ""
        parts.append(f"{said} {tag('time', when)}{mark}")
    spot = tag("i", style=f"background:{colours(take)[card.person]}")
    return tag("p", spot, tag("b", text(card.person)), ": ", "; ".join(parts[:_MOST_HOLDS]))
