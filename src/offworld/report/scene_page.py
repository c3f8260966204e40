"""The page of a scene: the picture first, then what was found in plain words, then the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from offworld.film.audit_report import AuditReport
from offworld.film.continuity import CutCheck
from offworld.film.finding import Finding
from offworld.film.key_frame import KeyFrame
from offworld.film.take import Take
from offworld.report.beats import beats_table
from offworld.report.cards.links import papers_row
from offworld.report.cuts import cuts_part
from offworld.report.findings import counted, findings_list
from offworld.report.imagined import STYLE, AsImagined
from offworld.report.in_three import InThree, in_three
from offworld.report.light.page import STYLE as LIGHT_STYLE
from offworld.report.light.scene_part import LightShown
from offworld.report.markup import clock, data_uri, moment, tag, text, void
from offworld.report.numbers import numbers, verdict_word
from offworld.report.odds import STYLE as ODDS_STYLE
from offworld.report.odds import ManyTakes, odds_part
from offworld.report.page import page, section
from offworld.report.paths import path_drawings
from offworld.report.shots import STYLE as SHOTS_STYLE
from offworld.report.shots import ShotsShown
from offworld.report.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way from one page to another."""

    title: str
    """Shown."""
    href: str
    """Relative path."""


def scene_page(
    take: Take,
    *,
    findings: Sequence[Finding] = (),
    report: AuditReport | None = None,
    video: str | None = None,
    captions: str | None = None,
    frames: Sequence[KeyFrame] = (),
    three: InThree | None = None,
    film: Link | None = None,
    before: Link | None = None,
    after: Link | None = None,
    imagined: AsImagined | None = None,
    variants: Link | None = None,
    papers: str | None = None,
    many: ManyTakes | None = None,
    shots: ShotsShown | None = None,
    cuts: Sequence[CutCheck] = (),
    light: LightShown | None = None,
) -> str:
    """A page that needs nothing but itself and the video beside it.

    Args:
        take: the take.
        findings: what is worth attention in it.
        report: the audit's verdict; None if it was not audited.
        video: path of the animatic relative to the page; None if there is none.
        captions: path of its WebVTT captions relative to the page; None if there are none. The animatic has its
            lines written into the picture, so they are only offered.
        frames: key frames, in order of time.
        three: the take in 3D, which lies beside the page; None if there is none.
        film: the film's page.
        before: the scene before.
        after: the scene after.
        imagined: the scene as imagined, beside which the take is laid; None: it is not known.
        variants: the page with this scene beside its variants; None if it has none.
        papers: folder of cue cards and plan relative to the page; None if there are none.
        many: what many takes of the scene came to; None if there are none.
        shots: its cameras, with a still through each; None if it has none.
        cuts: what was seen at each of its cuts; empty if it has none.
        light: that it is shot in; None: it does not say.
    """
    scene = take.rehearsal.scene
    parts = [
        _header(take, findings, report, (before, film, after), variants),
        _stage(_screen(video, captions, frames), three),
        timeline(take, findings),
    ]
    body = [section("What to look at", _stopped(take), findings_list(findings))]
    if many is not None:
        body.append(section("What usually happens", odds_part(many)))
    if shots is not None:
        body.append(section("Shots", shots.part(take)))
    if cuts:
        body.append(section("Cuts", cuts_part(cuts)))
    if light is not None:
        body.append(section("Light", light.part(take.rehearsal.stage_set)))
    if frames:
        body.append(section("Key frames", _stills(frames)))
    if imagined is not None:
        body.append(section("As imagined, as it came out", imagined.part(take)))
    ghosts = imagined.imagined if imagined is not None else None
    body.append(section("Ways through the room", path_drawings(take, ghosts)))
    if papers is not None:
        body.append(section("Papers", papers_row(take, papers)))
    body += [section("Beats", beats_table(take)), section("Numbers", numbers(take, report))]
    body.append(tag("footer", text(f"{take.rehearsal.film} — made with Offworld")))
    parts.append(tag("main", *body, class_="column"))
    title = f"{scene.id} {scene.title} — {take.rehearsal.film}"
    return page(title, "".join(parts), styles=(STYLE, ODDS_STYLE, SHOTS_STYLE, LIGHT_STYLE))


def _header(
    take: Take,
    findings: Sequence[Finding],
    report: AuditReport | None,
    links: tuple[Link | None, Link | None, Link | None],
    variants: Link | None,
) -> str:
    rehearsal, scene = take.rehearsal, take.rehearsal.scene
    people = ", ".join(person.id for person in rehearsal.people)
    facts = (
        verdict_word(report),
        text(counted(findings)),
        text(clock(take.length)),
        text(rehearsal.stage_set.title),
        text(rehearsal.world.kind),
        text(people),
        _step(variants, "") if variants is not None else "",
    )
    steps = tag(
        "nav", *(_step(link, way) for link, way in zip(links, ("← ", "", ""), strict=True)), class_="steps"
    )
    eyebrow = f"{rehearsal.film} · scene {scene.id} · take {rehearsal.take}"
    return tag(
        "header",
        steps if any(links) else "",
        tag("p", text(eyebrow), class_="eyebrow"),
        tag("h1", text(scene.title or f"Scene {scene.id}")),
        tag("ul", *(tag("li", fact) for fact in facts if fact), class_="facts"),
        class_="column",
    )


def _step(link: Link | None, before: str) -> str:
    return tag("span") if link is None else tag("a", text(before + link.title), href=quote(link.href))


def _screen(video: str | None, captions: str | None, frames: Sequence[KeyFrame]) -> str:
    """The picture: the animatic, or its first key frame, or a word that there is none."""
    poster = data_uri("image/jpeg", frames[0].picture) if frames else None
    if video is not None:
        track = ""
        if captions is not None:
            track = void("track", kind="captions", src=quote(captions), srclang="en", label="lines")
        source = void("source", src=quote(video), type_="video/mp4")
        inner = tag(
            "video", source, track, controls=True, playsinline=True, preload="metadata", poster=poster
        )
    elif poster is not None:
        inner = void("img", src=poster, alt=frames[0].text)
    else:
        inner = tag("div", "No picture was made of this take.", class_="none")
    return tag("div", inner, class_="screen")


def _stage(screen: str, three: InThree | None) -> str:
    """Where one looks: the screen, and the take in 3D in its place or beside it."""
    return tag("div", screen, in_three(three), class_="stage", data_show="film")


def _stopped(take: Take) -> str:
    if not take.stopped:
        return ""
    return tag("p", text(f"The take stopped before its end: {take.stopped}."), class_="kind danger")


def _stills(frames: Sequence[KeyFrame]) -> str:
    figures = []
    for frame in frames:
        image = void("img", src=data_uri("image/jpeg", frame.picture), alt=frame.text)
        button = tag(
            "button", image, type_="button", data_t=f"{frame.tick / 1000:.3f}", title="show this moment"
        )
        words = tag("span", text(f"{frame.text} · {frame.camera}"))
        figures.append(tag("figure", button, tag("figcaption", moment(frame.tick), words)))
    return tag("div", *figures, class_="stills")
