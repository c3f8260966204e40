from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.audit_report import AuditReport
from offworld.film.finding import Finding
from offworld.film.imagined import Departure, Ghost, Imagined, ImaginedBeat, ImaginedMark
from offworld.film.key_frame import KeyFrame
from offworld.film.take import BeatOutcome
from offworld.report import Link, scene_page
from offworld.report.imagined import AsImagined
from offworld.report.imagined_ways import ghost_ways
from offworld.report.paths import path_drawings
from offworld.report.variants import Variant, variants_page

NASTY = "<i>\"'&"
PARTED = (
    Departure(beat="catch", who="ivan", kind="outcome", tick=800, imagined=(600, 900), taken=(700, None),
              outcome="missed", away_m=0.61, turned=1.2, late_s=-0.7, why=f"missed {NASTY}"),
    Departure(beat="", who="zhenya", kind="place", tick=1000, imagined=(0, None), taken=(0, None), outcome="",
              away_m=0.02, turned=0.01, late_s=None, why="pushed", after="catch"),
)  # fmt: skip


@pytest.fixture
def imagined(take):
    """Everybody as taken, but ivan half a metre aside from 0.5 s on."""
    ticks = np.arange(0, take.length + 1, 100, dtype=np.int64)
    rows = np.array([take.row(int(tick)) for tick in ticks])
    ghosts = []
    for who in ("zhenya", "ivan"):
        nodes = np.array([i for i, node in enumerate(take.assembly.nodes) if node.tree == who])
        poses = take.poses[rows][:, nodes].copy()
        if who == "ivan":
            poses[ticks >= 500, :, 0] += 0.5
        ghosts.append(Ghost(who=who, nodes=nodes, poses=poses))
    mark = ImaginedMark(
        who="ivan", tick=900, part="pelvis", position=(0, 0, 0), attitude=(1, 0, 0, 0), source=f"at {NASTY}"
    )
    beats = (
        ImaginedBeat(beat="drift", start=0, end=None),
        ImaginedBeat(beat="catch", start=600, end=900, marks=(mark,)),
    )
    return Imagined(length=take.length, beats=beats, ticks=ticks, ghosts=tuple(ghosts))


def test_the_table_names_the_first_parting_first_and_leads_there(take, imagined):
    part = AsImagined(imagined=imagined, departures=PARTED).part(take)
    assert part.index("here it parted") < part.index("follows from <code>")
    assert 'data-t="0.800"' in part
    assert "0.61 m · 69° · 0.7 s early" in part
    assert "no beat: was to stay" in part
    assert "in one place; the other row follows from that" in part
    assert NASTY not in part
    assert "All beats as imagined" in part


def test_a_take_that_does_not_part_says_so(take, imagined):
    part = AsImagined(imagined=imagined, departures=()).part(take)
    assert "Everything came out as the beats have it in mind." in part
    assert "here it parted" not in part


def test_a_scene_without_beats_has_nothing_to_tell(take, imagined):
    part = AsImagined(imagined=replace(imagined, beats=()), departures=()).part(take)
    assert "All beats" not in part


def test_pictures_of_both_lead_to_their_moment(take, imagined):
    frame = KeyFrame(tick=800, camera="from the room", text="ivan: catch missed", picture=b"\xff\xd8x")
    part = AsImagined(imagined=imagined, departures=PARTED, frames=(frame,)).part(take)
    assert "parted-stills" in part
    assert "ivan: catch missed · from the room" in part


def test_ghosts_are_drawn_where_they_part_and_can_be_hidden_without_script(take, imagined):
    drawn = path_drawings(take, imagined)
    assert drawn.count('class="ghost"') == 6
    assert re.search(r'<input type="checkbox" id="show-imagined" checked><label for="show-imagined">', drawn)
    apart = [g for g in re.findall(r'<g class="ghost">(.*?)</g>', drawn) if 'class="body"' in g]
    assert len(apart) == 3
    assert "ghost" not in path_drawings(take)
    assert "checked" not in path_drawings(take, imagined, shown=False)


def test_a_ghost_without_a_body_is_not_drawn(take, imagined):
    chest = imagined.ghosts[0].nodes[:1]
    bare = Ghost(who="zhenya", nodes=chest, poses=imagined.ghosts[0].poses[:, :1])
    assert set(ghost_ways(take, replace(imagined, ghosts=(bare, imagined.ghosts[1])))) == {"ivan"}


def test_the_page_has_its_part_and_its_rules(take, imagined):
    page = scene_page(
        take, imagined=AsImagined(imagined=imagined, departures=PARTED),
        variants=Link(title="7A · 7B side by side", href="../7/compare.html"),
    )  # fmt: skip
    assert "As imagined, as it came out" in page
    assert "#show-imagined:not(:checked) ~ .plans .ghost" in page
    assert 'href="../7/compare.html"' in page


def variant(take, number, *, world="orbit", findings=(), outcomes=None, video="animatic.mp4"):
    scene = replace(take.rehearsal.scene, id=number, world_id=world)
    made = replace(take, rehearsal=replace(take.rehearsal, scene=scene), outcomes=outcomes or take.outcomes)
    report = AuditReport(trusted=True, faults=(), closures=(), checks=(), length=take.length)
    return Variant(
        take=made,
        findings=tuple(findings),
        report=report,
        folder=f"../{number}",
        video=video,
        captions="captions.vtt",
    )


DANGER = Finding(kind="contact", weight="danger", tick=300, end=310, who=("ivan",), beat="", text="Ivan hits a wall.",
                 remedy="Slower.")  # fmt: skip
CARE = replace(DANGER, weight="care", text="Ivan is near a wall.", remedy="")


def test_variants_stand_side_by_side_with_what_differs(take):
    late = BeatOutcome(beat="drift", outcome="done", start=0, end=1200)
    gone = BeatOutcome(beat="catch", outcome="waiting", start=None, end=None)
    page = variants_page(
        (
            variant(take, "7A", findings=[CARE]),
            variant(take, "7B", world="parabola", findings=[CARE, DANGER], outcomes=(late, gone)),
        ),
        Fraction(24000, 1001), Link(title="The Visit", href="../../index.html"),
    )  # fmt: skip
    assert 'src="../7A/animatic.mp4"' in page
    assert 'src="../7B/animatic.mp4"' in page
    assert page.count(" muted>") == 1
    assert 'data-rate="24000/1001"' in page
    assert "7A orbit · 7B parabola" in page
    assert "0.6 s apart" in page
    assert "other outcome" in page
    assert page.count("only here") == 1
    assert re.search(r"(src|href)=\"https?:", page) is None


def test_variants_say_how_far_apart_people_come(take):
    other = variant(take, "7B")
    poses = other.take.poses.copy()
    nodes = [i for i, node in enumerate(take.assembly.nodes) if node.tree == "ivan"]
    poses[np.ix_(take.sample_ticks >= 600, nodes, [1])] += 0.25
    other = replace(other, take=replace(other.take, poses=poses))
    page = variants_page((variant(take, "7A"), other), Fraction(25))
    row = page[page.index("<b>ivan</b>") :]
    assert row[: row.index("</tr>")].count('data-t="0.600"') == 2
    assert "0.25 m at" in row
    assert "never" in page[page.index("<b>zhenya</b>") : page.index("<b>ivan</b>")]
    alone = replace(take.rehearsal, people=())
    nobody = replace(variant(take, "7A"), take=replace(take, rehearsal=alone))
    assert "Nobody is in both." in variants_page((nobody, other), Fraction(25))


def test_variants_that_came_out_alike_say_so(take):
    page = variants_page((variant(take, "7A"), variant(take, "7B", video=None)), Fraction(25))
    assert "All 2 beats came out alike, within 0.5 s." in page
    assert "No picture was made of this take." in page
    assert "Nothing asks for attention." in page


def test_variants_say_in_what_they_are_written_otherwise(take):
    a, b = variant(take, "7A"), variant(take, "7B")
    scene = b.take.rehearsal.scene
    people = (replace(scene.people[0], limp=True), *scene.people[2:])
    other = replace(scene, people=people, beats=scene.beats[:1], cuts=scene.cuts[:1])
    b = replace(
        b,
        take=replace(b.take, rehearsal=replace(b.take.rehearsal, scene=other), outcomes=b.take.outcomes[:1]),
    )
    page = variants_page((a, b), Fraction(25))
    assert "7B: without ivan, zhenya starts otherwise, other beats, other cameras or cuts" in page
    assert "not in it" in page
    assert "not in all" in page
