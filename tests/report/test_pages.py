from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

from offworld.film.audit_report import AuditReport, Check, Closure, Fault
from offworld.film.finding import Finding, Measure
from offworld.film.key_frame import KeyFrame
from offworld.film.scene import Film
from offworld.film.stage_set import Solid
from offworld.report import Link, SceneEntry, film_page, scene_page
from offworld.report.findings import counted
from offworld.report.markup import clock, number, table, tag, void
from offworld.report.projection import hull, projections, walls
from offworld.report.timeline import timeline

VOID = {"meta", "link", "img", "source", "track", "br"}
NASTY = "<script>alert(1)</script>\"'&"
FINDINGS = (
    Finding(kind="mark", weight="note", tick=900, end=900, who=("ivan",), beat="", text="Within 4 cm."),
    Finding(
        kind="no-touch", weight="danger", tick=700, end=800, who=(NASTY,), beat=NASTY, text=f"{NASTY} touches glass.",
        remedy=f"Move {NASTY}.", measures=(Measure(name=NASTY, value=140.0, unit="N", note="if it gives way 2 mm"),),
    ),
    Finding(kind="missed", weight="care", tick=400, end=400, who=("ivan",), beat="catch", text="Missed by 21 cm."),
)  # fmt: skip
TRUSTED = AuditReport(
    trusted=True, faults=(), length=1200, checks=(Check(name="contacts push", count=7, worst=0.5),),
    closures=(
        Closure(tree="zhenya", touched=True, momentum=3e-5, momentum_bound=2e-4, angular=1e-5, angular_bound=2e-4,
                step_momentum=0.0, step_angular=0.0),
    ),
)  # fmt: skip
CHEATED = AuditReport(
    trusted=False, closures=(), checks=(), length=1200,
    faults=(Fault(kind="momentum", tick=300, end=310, who=NASTY, text="It flew by itself.", value=2.0, bound=1e-3,
                  unit="N s"),),
)  # fmt: skip
STILLS = (
    KeyFrame(tick=0, camera="A", text="start", picture=b"\xff\xd8one"),
    KeyFrame(tick=800, camera=NASTY, text=NASTY, picture=b"\xff\xd8two"),
)


class Reader(HTMLParser):
    """Reads a page as a browser would, and remembers what it asks for."""

    def __init__(self):
        super().__init__()
        self.open, self.asked, self.ids, self.words, self.tags = [], [], [], [], []

    def handle_starttag(self, name, attributes):
        self.tags.append(name)
        if name not in VOID:
            self.open.append(name)
        for key, value in attributes:
            if key in {"src", "href", "poster"}:
                self.asked.append(value)
            assert not key.startswith("on"), "nothing is run by an attribute"

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"script", "style"}:
            self.words.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert reader.tags.count("script") == 1
    for address in reader.asked:
        assert not re.match(r"(?i)\s*(https?:|//|javascript:)", address), address
    assert "http" not in re.sub(r"data:[^\"]*", "", page.split("</style>")[0])
    return reader


@pytest.fixture
def whole(take):
    scene = replace(
        take.rehearsal.scene, title=NASTY, lines=(replace(take.rehearsal.scene.lines[0], text=NASTY),)
    )
    rehearsal = replace(take.rehearsal, film=NASTY, scene=scene)
    return replace(take, rehearsal=rehearsal, notes={NASTY: NASTY}, fingerprint=NASTY, stopped=NASTY)


def test_a_scene_page_stands_alone_and_names_cannot_break_it(whole):
    page = scene_page(
        whole, findings=FINDINGS, report=TRUSTED, video="a b&c.mp4", captions="a.vtt", frames=STILLS,
        film=Link(title=NASTY, href="index.html"), before=Link(title="6", href="6 <x>.html"),
        after=Link(title="8", href="8.html"),
    )  # fmt: skip
    reader = read(page)
    assert "a%20b%26c.mp4" in reader.asked
    assert "6%20%3Cx%3E.html" in reader.asked
    words = "".join(reader.words)
    assert NASTY in words
    for said in ("trusted by the audit", "1 danger, 1 to take care of, 1 note", "Missed by 21 cm.", "140 N"):
        assert said in words
    # The picture first, then words, then numbers.
    order = [
        page.index(part) for part in ("<video", "What to look at", "Key frames", "Ways through", "Numbers")
    ]
    assert order == sorted(order)
    assert words.index("touches glass") < words.index("Missed by") < words.index("Within 4 cm")


def test_a_scene_page_without_anything_is_still_a_page(take):
    bare = replace(
        take, outcomes=(), contacts=(), holds=(), keys=(), ledger=np.zeros((0, 6)), remainder=(), cuts=(), lines=(),
        rehearsal=replace(take.rehearsal, scene=replace(take.rehearsal.scene, title="", beats=(), lines=())),
    )  # fmt: skip
    words = "".join(read(scene_page(bare)).words)
    for said in (
        "No picture was made", "Nothing in this take asks for attention.", "This scene has no beats.",
        "Nobody touched anything.", "Nobody held anything.", "not audited", "no findings", "Scene 7",
    ):  # fmt: skip
        assert said in words
    only_stills = scene_page(bare, frames=STILLS[:1])
    assert "<video" not in only_stills
    read(only_stills)


def test_a_cheat_is_shown_at_once(take):
    page = scene_page(take, report=CHEATED)
    words = "".join(read(page).words)
    assert "not trusted: 1 fault" in words
    assert "It flew by itself." in words
    assert re.search(r"<details open><summary>Audit", page)


def test_every_moment_leads_the_picture_there(take):
    page = scene_page(take, findings=FINDINGS, video="a.mp4", frames=STILLS)
    moments = {float(value) for value in re.findall(r'data-t="([^"]+)"', page)}
    assert {0.7, 0.4, 0.9, 0.0, 0.8, 2.2} <= moments
    assert all(value >= 0.0 for value in moments)


def test_a_film_page_leads_to_its_scenes(take):
    film = Film(
        title=NASTY, rate=Fraction(24000, 1001), aspect=Fraction(16, 9), people=take.rehearsal.people, props=(),
        sets=(), worlds=(), scenes=(),
    )  # fmt: skip
    entries = (
        SceneEntry(id="7", title=NASTY, href="scene 7.html", length=21_000, findings=FINDINGS, report=TRUSTED,
                   picture=b"\xff\xd8"),
        SceneEntry(id="8", title="", href="scene-8.html", length=25_000, report=CHEATED),
    )  # fmt: skip
    reader = read(film_page(film, entries))
    words = "".join(reader.words)
    assert {"scene%207.html", "scene-8.html"} <= set(reader.asked)
    assert "2 scenes" in words
    assert "0:46.0" in words
    assert "Scene 8" in words
    assert "1 scene" in "".join(read(film_page(film, entries[:1])).words)


def test_many_findings_are_folded_but_no_danger_is(take):
    many = [replace(FINDINGS[2], text=f"care {n}") for n in range(12)]
    danger = [replace(FINDINGS[1], text=f"danger {n}") for n in range(10)]
    page = scene_page(take, findings=(*many, *danger))
    read(page)
    cards, folded = page.split('<details class="more">')
    assert cards.count('class="finding danger"') == 10
    assert "care 0" in folded
    assert "and 12 more" in folded
    few = scene_page(take, findings=many)
    assert few.count('class="finding care"') == 8
    assert "and 4 more" in few


def test_beats_at_the_same_time_lie_one_above_the_other(take):
    scene = take.rehearsal.scene
    beats = tuple(replace(scene.beats[0], id=f"b{n}") for n in range(3))
    spans = ((0, 600), (300, 900), (600, None))
    outcomes = tuple(
        replace(take.outcomes[0], beat=f"b{n}", start=start, end=end) for n, (start, end) in enumerate(spans)
    )
    rehearsal = replace(take.rehearsal, scene=replace(scene, beats=beats))
    lanes = timeline(replace(take, rehearsal=rehearsal, outcomes=outcomes), ())
    assert re.findall(r"top:(\d+)px;left:([\d.]+)%", lanes) == [
        ("4", "0.000"), ("20", "25.000"), ("4", "50.000")
    ]  # fmt: skip


def test_elements_escape_and_leave_out():
    assert tag("p", "x", class_="a", hidden=True, title=None, lang=False) == '<p class="a" hidden>x</p>'
    assert tag("p", title=NASTY).count("<") == 2
    assert void("img", src="a", alt="") == '<img src="a" alt="">'
    assert "<td>1</td>" in table(("a",), [("1",)])


@pytest.mark.parametrize(
    ("tick", "shown"),
    [(0, "0:00.0"), (7440, "0:07.4"), (61_950, "1:02.0"), (-500, "−0:00.5"), (3_600_000, "60:00.0")],
)
def test_moments_are_told(tick, shown):
    assert clock(tick) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.2134, "−0.213"),
        (12345.6, "12346"),
        (3.1e-5, "3.10 · 10⁻⁵"),
        (-4e7, "−4.00 · 10⁷"),
    ],
)
def test_numbers_are_told(value, shown):
    assert number(value) == shown


def test_counting_in_words():
    assert counted(()) == "no findings"
    assert counted(FINDINGS) == "1 danger, 1 to take care of, 1 note"
    assert counted((*FINDINGS, *FINDINGS)) == "2 dangers, 2 to take care of, 2 notes"


def test_a_hull_is_convex_and_holds_all_points():
    points = np.random.default_rng(1).normal(size=(60, 2))
    outline = hull(points)
    edge = np.roll(outline, -1, axis=0) - outline
    for point in points:
        away = point - outline
        assert np.all(edge[:, 0] * away[:, 1] - edge[:, 1] * away[:, 0] > -1e-4)
    assert len(hull(np.zeros((5, 2)))) == 1


def test_views_are_right_handed_and_leave_out_the_wall_one_looks_through(take):
    stage_set = take.rehearsal.stage_set
    for view in projections(stage_set, np.zeros((0, 3))):
        assert view.right @ view.top == pytest.approx(0.0)
        corner = view.flat(np.asarray(stage_set.high, dtype=float))
        assert view.low[0] <= corner[0] <= view.high[0]
        assert view.low[1] <= -corner[1] <= view.high[1]
    above, side, _ = projections(stage_set, np.zeros((0, 3)))
    assert above.top @ np.asarray(stage_set.up) == pytest.approx(0.0)
    assert side.top @ np.asarray(stage_set.up) == pytest.approx(1.0)
    floor = Solid(id="f", shape="box", size_m=(4, 2, 0.1), position=(0, 0, -1))
    ball = Solid(id="b", shape="sphere", size_m=(0.5, 0, 0), position=(0, 0, 0))
    post = Solid(id="p", shape="cylinder", size_m=(0.3, 0, 2.0), position=(1, 0, 0))
    lamp = Solid(id="l", shape="box", size_m=(0.5, 0.5, 0.1), position=(0, 0, 1), material="lamp.warm")
    room = replace(stage_set, solids=(floor, ball, post, lamp))
    assert len(walls(room, above)) == 2
    assert len(walls(room, side)) == 3


def test_a_take_without_length_or_bodies_is_drawn_all_the_same(take):
    assert timeline(replace(take, length=0), ()) == ""
    nobody = replace(take.assembly, nodes=take.assembly.nodes[:1])
    read(scene_page(replace(take, assembly=nobody, poses=take.poses[:, :1], holds=())))
    lines = timeline(
        replace(take, lines=((0, "L99"),), outcomes=(replace(take.outcomes[0], end=None),)), FINDINGS
    )
    assert "L99" in lines
