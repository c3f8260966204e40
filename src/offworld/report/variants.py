"""Variants of a scene side by side: their animatics on one clock, and where their beats and findings differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote

from offworld.film.audit_report import AuditReport
from offworld.film.blocking import Beat
from offworld.film.finding import Finding
from offworld.film.scene import Rehearsal
from offworld.film.take import BeatOutcome, Take
from offworld.report.apart import TOLD_M, farthest
from offworld.report.findings import counted
from offworld.report.markup import clock, moment, table, tag, text, void
from offworld.report.numbers import verdict_word
from offworld.report.page import page, section
from offworld.report.scene_page import Link

_LATE_MS = 500
"""Beats that begin or end farther apart than this are told as other."""
_WEIGHTS = {"danger": 0, "care": 1, "note": 2}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variant:
    """One variant as the page shows it."""

    take: Take
    """Its take."""
    findings: tuple[Finding, ...]
    """What is worth attention in it."""
    report: AuditReport | None = None
    """The audit's verdict."""
    folder: str = ""
    """Its folder relative to the page; its page, animatic and captions lie in it."""
    video: str | None = None
    """Name of its animatic there; None if there is none."""
    captions: str | None = None
    """Name of its captions there."""

    @property
    def id(self) -> str:
        """Number of the scene."""
        return self.take.rehearsal.scene.id


def variants_page(variants: Sequence[Variant], rate: Fraction, film: Link | None = None) -> str:
    """A page that needs nothing but itself and the videos beside it.

    Args:
        variants: two or more, in film order.
        rate: frames a second of the film.
        film: the film's page.
    """
    first = variants[0].take.rehearsal
    longest = max(variant.take.length for variant in variants)
    names = " · ".join(variant.id for variant in variants)
    nav = tag("nav", tag("a", text(f"← {film.title}"), href=quote(film.href)), class_="steps") if film else ""
    header = tag(
        "header",
        nav,
        tag("p", text(f"{first.film} · variants of a scene"), class_="eyebrow"),
        tag("h1", text(names)),
        tag("ul", *(tag("li", text(fact)) for fact in _differences(variants)), class_="facts"),
        class_="column",
    )
    stage = tag(
        "div",
        tag("div", *(_screen(one, place) for place, one in enumerate(variants)), class_="beside"),
        _bar(longest),
        class_="stage together",
        data_length=f"{longest / 1000:.3f}",
        data_rate=f"{rate.numerator}/{rate.denominator}",
    )
    body = tag(
        "main",
        section("What came out otherwise", _beats(variants)),
        section("Where people are", _people(variants)),
        section("What to look at", _findings(variants)),
        tag("footer", text(f"{first.film} — made with Offworld")),
        class_="column",
    )
    files = ("variants.css",)
    return page(f"{names} — {first.film}", header + stage + body, styles=files, scripts=("variants.js",))


def _differences(variants: Sequence[Variant]) -> list[str]:
    """In what the variants differ as they are written, in few words."""
    worlds = {one.id: one.take.rehearsal.scene.world_id for one in variants}
    sets = {one.id: one.take.rehearsal.stage_set.title for one in variants}
    facts = [_by_variant(found) for found in (sets, worlds)]
    first = variants[0].take.rehearsal
    for one in variants[1:]:
        other = one.take.rehearsal
        parts = [*_other_starts(first, other)]
        if [beat.text for beat in first.scene.beats] != [beat.text for beat in other.scene.beats]:
            parts.append("other beats")
        if first.scene.set_ups != other.scene.set_ups or first.scene.cuts != other.scene.cuts:
            parts.append("other cameras or cuts")
        if parts:
            facts.append(f"{one.id}: {', '.join(parts)}")
    return facts


def _by_variant(found: dict[str, str]) -> str:
    """One word if it is the same for all, else that of each."""
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return " · ".join(f"{name} {value}" for name, value in found.items())


def _other_starts(first: Rehearsal, other: Rehearsal) -> list[str]:
    starts = {start.person: start for start in first.scene.people}
    others = {start.person: start for start in other.scene.people}
    parts = [f"without {name}" for name in starts if name not in others]
    parts += [f"with {name}" for name in others if name not in starts]
    return parts + [
        f"{name} starts otherwise" for name in others if name in starts and starts[name] != others[name]
    ]


def _screen(one: Variant, place: int) -> str:
    scene = one.take.rehearsal.scene
    title = scene.title or f"Scene {scene.id}"
    if one.video is not None:
        parts = [void("source", src=quote(f"{one.folder}/{one.video}"), type_="video/mp4")]
        if one.captions is not None:
            track = quote(f"{one.folder}/{one.captions}")
            parts.append(void("track", kind="captions", src=track, srclang="en", label="lines"))
        # One of them is heard; two scratch tracks at once are noise.
        picture = tag("video", *parts, controls=True, playsinline=True, preload="auto", muted=place > 0)
    else:
        picture = tag("div", "No picture was made of this take.", class_="none")
    link = tag("a", text(f"{scene.id} {title}"), href=quote(f"{one.folder}/index.html"))
    words = tag("span", text(f"{scene.world_id} · {clock(one.take.length)} · "), verdict_word(one.report))
    code = tag("output", "00:00:00:00", class_="code", aria_label=f"time code of {scene.id}")
    caption = tag("figcaption", link, code, words)
    return tag("figure", picture, caption, data_end=f"{one.take.length / 1000:.3f}")


def _bar(longest: int) -> str:
    play = tag("button", "Play", type_="button", class_="play", aria_pressed="false", title="space")
    scrub = void(
        "input", type_="range", class_="scrub", min="0", max=f"{longest / 1000:.3f}", step="any", value="0",
        aria_label="moment of all variants",
    )  # fmt: skip
    keys = tag("p", "space plays · ← → a frame · shift ← → a second · Home, End", class_="keys")
    return tag("div", play, scrub, tag("output", "0:00.0", class_="now"), keys, class_="bar-of-all")


def _beats(variants: Sequence[Variant]) -> str:
    """One row a beat, one column a variant; rows that came out otherwise are marked and come with why."""
    order: dict[str, Beat] = {}
    for one in variants:
        for beat in one.take.rehearsal.scene.beats:
            order.setdefault(beat.id, beat)
    rows, same = [], 0
    for name, beat in order.items():
        outcomes = [next((o for o in one.take.outcomes if o.beat == name), None) for one in variants]
        told = _how_other(outcomes)
        if not told:
            same += 1
            continue
        cells = [_outcome(outcome) for outcome in outcomes]
        rows.append((tag("code", text(beat.text or name)), *cells, text(told)))
    count = f"{same} beat{'' if same == 1 else 's'} came out alike, within {_LATE_MS / 1000:g} s."
    if not rows:
        return tag("p", text(f"All {count}"), class_="calm")
    head = ("Beat", *(one.id for one in variants), "Difference")
    return tag("div", table(head, rows), class_="compared") + tag("p", text(count), class_="small")


def _outcome(outcome: BeatOutcome | None) -> str:
    if outcome is None:
        return "not in it"
    word = tag("div", tag("span", text(outcome.outcome), class_=f"outcome {outcome.outcome}"))
    why = tag("div", text(outcome.reason), class_="small") if outcome.outcome in {"missed", "refused"} else ""
    if outcome.start is None:
        return "never" + word
    end = outcome.end
    times = moment(outcome.start) + (" – " + moment(end) if end is not None else " to the end")
    return times + word + why


def _how_other(outcomes: Sequence[BeatOutcome | None]) -> str:
    """How the outcomes of a beat differ from the first, in words; empty if they do not."""
    there = [outcome for outcome in outcomes if outcome is not None]
    if len(there) < len(outcomes):
        return "not in all"
    if len({outcome.outcome for outcome in there}) > 1:
        return "other outcome"
    spans = [
        max(times) - min(times)
        for times in (
            [o.start for o in there if o.start is not None],
            [o.end for o in there if o.end is not None],
        )
        if times
    ]
    return f"{max(spans) / 1000:.1f} s apart" if spans and max(spans) > _LATE_MS else ""


def _people(variants: Sequence[Variant]) -> str:
    """How far everybody comes from where they are in the first variant."""
    first, rows = variants[0], []
    for person in first.take.rehearsal.people:
        for other in variants[1:]:
            found = farthest(first.take, other.take, person.id)
            if found is None:
                continue
            most, tick, since = found
            told = moment(since) if since is not None else "never"
            pair = text(f"{first.id} · {other.id}")
            rows.append((tag("b", text(person.id)), pair, told, text(f"{most:.2f} m at ") + moment(tick)))
    if not rows:
        return tag("p", "Nobody is in both.", class_="calm")
    head = ("Who", "Between", f"{TOLD_M:g} m apart from", "Farthest apart")
    return table(head, rows)


def _findings(variants: Sequence[Variant]) -> str:
    """A column for each variant: dangers and cares, those that no other has marked."""
    columns = []
    for one in variants:
        others = {_sort(finding) for other in variants if other is not one for finding in other.findings}
        ordered = sorted(one.findings, key=lambda each: (_WEIGHTS[each.weight], each.tick))
        urgent = [each for each in ordered if each.weight != "note"]
        items = [_finding(each, only=_sort(each) not in others) for each in urgent]
        none = tag(
            "p", "Nothing but notes." if one.findings else "Nothing asks for attention.", class_="calm"
        )
        head = tag("h3", text(one.id), tag("span", text(f" {counted(one.findings)}"), class_="small"))
        columns.append(tag("div", head, tag("ol", *items) if items else none))
    return tag("div", *columns, class_="found")


def _sort(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same one in two variants."""
    return finding.kind, finding.who, finding.beat, finding.text.split(" at ")[0]


def _finding(finding: Finding, *, only: bool) -> str:
    mark = tag("span", "only here", class_="only") if only else ""
    head = moment(finding.tick) + tag("span", text(finding.weight), class_=f"kind {finding.weight}") + mark
    remedy = tag("p", text(finding.remedy), class_="small") if finding.remedy else ""
    return tag(
        "li", tag("div", head, class_="head"), tag("p", text(finding.text)), remedy, class_=finding.weight
    )
