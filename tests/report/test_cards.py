from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources

import numpy as np
import pytest

from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.camera import Cut, SetUp
from offworld.film.cue_card import Amount, CameraWay, CardPicture, Name, Term, Words
from offworld.film.finding import Finding, Measure
from offworld.film.scene import HoldStart, Line, PersonStart, PropStart
from offworld.film.shot import look_from
from offworld.film.stage_set import Loop
from offworld.film.take import BeatOutcome, ContactRecord, Event, HoldRecord
from offworld.report.cards import CODES, cue_cards, language, papers, papers_row
from offworld.report.cards.colours import colours
from offworld.report.cards.fitting import SHEET_MM, SIZES, estimated_mm, size_of
from offworld.report.cards.placing import Sheet
from offworld.report.cards.plan_cues import plan_cues
from offworld.script.people import COLOURS

NASTY = "<script>alert(1)</script>\"'&"
VOID = {"meta", "link", "img", "br"}
GAP = re.compile(r"\{([a-z_]+)(?::[a-z]+)?\}")


def person(name, part="", **more):
    return Target(kind="person", name=name, part=part, **more)


def fitting(name, **more):
    return Target(kind="fitting", name=name, **more)


NEAREST = Target(kind="nearest", name="rail")
SCALPEL = Target(kind="prop", name="scalpel")


def beat(name, who, channels, intent, start=None, until=None, otherwise=None, **more):
    return Beat(
        id=name, number=1, who=(who,) if isinstance(who, str) else who, channels=channels, intent=intent, start=start,
        until=until, otherwise=otherwise, **more,
    )  # fmt: skip


HAND, LEFT, BOTH = ("right hand",), ("left hand",), ("left hand", "right hand")
BODY = ("body",)
BEATS = (
    beat("pull", "zhenya", ("body", *BOTH), Intent(move="pull", source=fitting("rail.1"), speed=0.3, limbs=BOTH,
         target=fitting("mark.middle", offset=(0.0, -0.35, 0.0)))),
    beat("catch", "zhenya", LEFT, Intent(move="catch", target=fitting("rail.2"), limbs=LEFT),
         Cue(kind="reach"), otherwise=Intent(move="hold", target=NEAREST, limbs=LEFT)),
    beat("foot", "zhenya", ("left foot",), Intent(move="hold", target=fitting("loop.1"), limbs=("left foot",)),
         Cue(kind="end", ref="pull")),
    beat("take", "zhenya", HAND, Intent(move="take", prop="scalpel", limbs=HAND),
         Cue(kind="end", ref="catch", delay_s=1.0)),
    beat("stay", ("zhenya", "ivan"), BODY, Intent(move="stay", relation="face to face", distance_m=0.6, lie="across",
         who_lies="ivan"), Cue(kind="line", ref="L12"), Cue(kind="line end", ref="L12")),
    beat("give", "zhenya", HAND, Intent(move="give", prop="scalpel", target=person("ivan"), to_channel="left hand",
         fumbled=True, limbs=HAND), Cue(kind="end", ref="take", delay_s=1.0)),
    beat("grab", "ivan", HAND, Intent(move="catch", target=person("zhenya", "right shoulder"), limbs=HAND),
         Cue(kind="reach")),
    beat("look", "ivan", ("gaze",), Intent(move="look", target=person("zhenya", "face")),
         Cue(kind="word", ref="L12", word="he")),
    beat("say", "zhenya", ("voice",), Intent(move="say", line="L12"), Cue(kind="light", ref="sunrise")),
)  # fmt: skip
SPANS = {
    "pull": ("done", 0, 300), "catch": ("done", 400, 700), "foot": ("missed", 320, 900), "take": ("done", 750, 800),
    "stay": ("running", 520, None), "give": ("done", 820, 1000), "grab": ("waiting", None, None),
    "look": ("running", 700, None), "say": ("done", 500, 1100),
}  # fmt: skip


def outcome(name):
    how, start, end = SPANS[name]
    return BeatOutcome(beat=name, outcome=how, start=start, end=end)


@pytest.fixture(scope="module")
def scene_take(take):
    """A take in which much happens: a pull, a catch, a hand-over, a camera held by somebody who is held."""
    rehearsal, nodes = take.rehearsal, {node.id: number for number, node in enumerate(take.assembly.nodes)}
    scene = replace(
        rehearsal.scene,
        beats=BEATS,
        people=(
            PersonStart(person="zhenya", holds=tuple(HoldStart(limb=limb, target=fitting("rail.1")) for limb in BOTH),
                        up=(0.0, 0.0, 1.0), facing=Target(kind="point", offset=(1000.0, 0.0, 0.0)),
                        drift=(0.0, 0.0, 0.2)),
            PersonStart(person="ivan", lying="across", lying_to="zhenya", strapped=fitting("table"), limp=True,
                        position=fitting("mark.middle")),
            PersonStart(person="anton", operates="A", held_by="ivan", facing=person("zhenya")),
        ),
        props=(PropStart(prop="scalpel", held_by="ivan", hand="left hand"),),
        cuts=(Cut(camera="B"), Cut(camera="A", on=Cue(kind="line", ref="L12")),
              Cut(camera="B", on=Cue(kind="time", delay_s=0.9))),
    )  # fmt: skip
    stage_set = replace(
        rehearsal.stage_set,
        loops=(Loop(id="loop.1", position=(0, 0, 0), normal=(0, 0, 1), toes=(1, 0, 0)),),
    )

    def hold(number, limb, partner, thing, start, end=None, ended="", kind="hand"):
        return HoldRecord(
            id=number, node=nodes[limb], partner=nodes.get(partner, 0), kind=kind, thing=thing, start=start, end=end,
            ended_by=ended, anchor=(0, 0, 0), partner_anchor=(0, 0, 0), relative=(1, 0, 0, 0), force_limit=300.0,
            torque_limit=9.0,
        )  # fmt: skip

    holds = (
        hold(0, "zhenya/left_hand", "", "rail.1", 0, 300, "let go"),
        hold(1, "zhenya/right_hand", "", "rail.1", 0, 300, "let go"),
        hold(2, "zhenya/left_hand", "", "rail.2", 600, 1000, "slip"),
        hold(3, "zhenya/right_hand", "scalpel", "scalpel", 790, 1000, "let go", "prop"),
        hold(4, "ivan/left_hand", "anton/left_shank", "anton's left ankle", 0),
        hold(5, "ivan/pelvis", "", "table", 0, kind="strap"),
    )
    events = (
        Event(tick=300, kind="let go", who="zhenya", what="left hand lets go of rail.1", beat="pull"),
        Event(tick=1000, kind="let go", who="zhenya", what="right hand lets go of scalpel", beat="give"),
    )
    contacts = (
        touch("zhenya/left_hand/fist", "window.1.glass", 200, 0.1),
        touch("zhenya/left_foot/sole", "table.rail/bar.0", 460, 0.9),
        touch("zhenya/head/skull", "ivan/chest/ribs", 480, 0.5),
        touch("anton/head/skull", "rail.4/bar.1", 610, 0.05),
    )
    shapes = tuple(
        replace(take.assembly.shapes[0], id="window.1.glass", no_touch="glass") if number == 0 else shape
        for number, shape in enumerate(take.assembly.shapes)
    )
    return replace(
        take, rehearsal=replace(rehearsal, scene=scene, stage_set=stage_set), holds=holds, events=events,
        contacts=contacts, outcomes=tuple(outcome(b.id) for b in BEATS), cuts=((0, "B"), (500, "A"), (900, "B")),
        lines=((500, "L12"),), assembly=replace(take.assembly, shapes=shapes),
    )  # fmt: skip


def touch(a, b, tick, speed):
    return ContactRecord(
        a=a,
        b=b,
        start=tick,
        end=tick + 40,
        position=(0, 0, 0),
        closing_speed=speed,
        effective_mass=2.0,
        impulse=1.0,
    )


def found(kind, tick, who, text="", weight="care", **measures):
    measured = tuple(
        Measure(name=name.replace("_", " "), value=value, unit="") for name, value in measures.items()
    )
    return Finding(
        kind=kind, weight=weight, tick=tick, end=tick + 500, who=who, beat="", text=text, measures=measured
    )


FINDINGS = (
    found("no-touch", 200, ("zhenya",), closing_speed=0.1),
    found("contact", 460, ("zhenya",), weight="note", closing_speed=0.9),
    found("contact", 480, ("zhenya", "ivan"), closing_speed=0.5),
    found("contact", 610, ("anton",), weight="note", closing_speed=0.05),
    found("grip lost", 1000, ("zhenya",), "Zhenya's left hand slips off rail.2.", held_for=0.4),
    found("limit", 660, ("zhenya",), "Zhenya's left hand is near to losing rail.2.", load=95.0),
    found("limit", 640, ("zhenya",), "Zhenya gives all there is."),
    found("heavy load", 700, ("ivan",), force=180.0),
    found("pinned", 100, ("ivan",), mean_force=49.0),
    found("stopped", 1100, ("ivan",)),
    found("adrift", 100, ("ivan",)),
)


@pytest.fixture(scope="module")
def cards(scene_take):
    return {card.person: card for card in cue_cards(scene_take, FINDINGS)}


def plain(markup):
    return re.sub(r"<[^>]+>", "", markup).replace("\u00a0", " ")


def told(words, code="en"):
    return plain(language(code).say(words))


def entry(card, name, kind="deed"):
    return next(each for each in card.entries if each.beat == name and each.kind == kind)


def test_an_entry_says_when_on_which_cue_what_and_with_which_limb(cards):
    catch = entry(cards["zhenya"], "catch")
    assert catch.tick == 400
    assert told(catch.cue) == "when you can reach rail.2"
    assert told(catch.deed) == "Catch hold of rail.2."
    assert [told(words) for words in catch.details] == ["left hand", "in hand at 0:00.6"]
    assert [told(words) for words in catch.otherwise] == ["Hold on to the nearest rail."]
    assert not catch.signal
    take = entry(cards["zhenya"], "take")
    assert (told(take.cue), take.signal) == ("1.0 s after your catch", True)
    assert told(entry(cards["zhenya"], "say", "line").cue) == "on the light: sunrise"


def test_the_same_in_russian(cards):
    catch, give = entry(cards["zhenya"], "catch"), entry(cards["zhenya"], "give")
    assert told(catch.cue, "ru") == "когда дотягиваетесь до rail.2"
    assert told(catch.deed, "ru") == "Ухватиться за rail.2."
    assert [told(words, "ru") for words in catch.details] == ["левой рукой", "в руке: 0:00.6"]
    assert [told(words, "ru") for words in catch.otherwise] == ["Держаться за ближайший поручень."]
    assert told(give.cue, "ru") == "через 1,0 с после вашего действия «взять»"
    assert [told(words, "ru") for words in give.details] == [
        "правой рукой", "в левую руку", "нарочно не дотянуть: дать выскользнуть"
    ]  # fmt: skip
    grab = entry(cards["ivan"], "grab")
    assert told(grab.deed, "ru") == "Поймать zhenya за правое плечо."
    assert (
        told(entry(cards["zhenya"], "grab", "other").deed, "ru")
        == "ivan ловит вас за правое плечо: не убирать."
    )
    assert told(entry(cards["ivan"], "look", "line").cue, "ru") == "на слове he в реплике L12 (zhenya)"


def test_hands_that_open_during_a_pull_have_an_entry_of_their_own(cards):
    opening = entry(cards["zhenya"], "pull", "let go")
    assert opening.tick == 300
    assert told(opening.cue) == "at the end of your pull"
    assert told(opening.deed) == "Let go of rail.1."
    assert [told(words) for words in opening.details] == ["both hands"]
    # A hand-over opens the hand by itself: nothing is said twice.
    assert [each.beat for each in cards["zhenya"].entries if each.kind == "let go"] == ["pull"]


def test_a_joint_beat_is_told_to_each_from_their_side(cards):
    hers, his = entry(cards["zhenya"], "stay"), entry(cards["ivan"], "stay")
    assert told(hers.deed) == "Stay face to face with ivan."
    assert "ivan lies across (at 90°)" in [told(words) for words in hers.details]
    assert told(his.deed) == "Stay face to face with zhenya."
    assert "you lie across (at 90°)" in [told(words) for words in his.details]
    assert told(hers.cue).startswith("as L12 begins (you: ")
    assert told(his.cue).startswith("as L12 begins (zhenya: ")
    assert "until L12 has ended" in [told(words) for words in his.details]


def test_what_never_came_is_told_last_and_in_time_order_otherwise(cards):
    for card in cards.values():
        ticks = [each.tick for each in card.entries]
        came = [tick for tick in ticks if tick is not None]
        assert came == sorted(came)
        assert ticks[len(came) :] == [None] * (len(ticks) - len(came))
    assert cards["ivan"].entries[-1].beat == "grab"
    assert cards["zhenya"].entries[-1].beat == "grab"


def test_helpers_and_the_held_know_whom_they_hold(cards):
    assert [told(role) for role in cards["anton"].roles] == [
        "operates camera A (25 mm)",
        "held by ivan by the feet",
    ]
    assert "holds anton by the feet" in [told(role) for role in cards["ivan"].roles]
    helper = next(each for each in cards["ivan"].entries if told(each.deed).startswith("Hold anton"))
    assert [told(words) for words in helper.details] == ["left hand: left ankle", "to the end of the scene"]
    held = cards["anton"].entries[0]
    assert told(held.deed) == "Keep your legs still: ivan holds you by the feet."
    assert any("anton" in told(words) and "rail.4" in told(words) for words in cards["ivan"].mind)


def test_an_operator_knows_when_the_camera_has_the_picture(cards):
    turns = [each for each in cards["anton"].entries if each.kind == "picture"]
    assert [each.tick for each in turns] == [500, 900]
    assert told(turns[0].deed) == "Camera A has the picture: keep zhenya’s face in the frame."
    assert told(turns[0].cue).startswith("as L12 begins")
    assert [told(words) for words in turns[0].details] == ["25 mm", "top of the frame: zhenya’s head"]
    assert told(turns[1].deed) == "Camera A is out of the picture: you may move."
    assert told(turns[1].cue) == "0.9 s after “action”"


def test_the_start_is_told(cards):
    assert [told(words) for words in cards["zhenya"].start] == [
        "both hands on rail.1", "head towards +z", "facing +x", "drifting at 0.20 m/s towards +z"
    ]  # fmt: skip
    assert [told(words) for words in cards["ivan"].start] == [
        "strapped to table", "the scalpel in the left hand", "you hold anton by the feet",
        "lying across (at 90°) to zhenya", "hips at mark.middle", "limp from the start",
    ]  # fmt: skip


def test_what_must_not_be_touched_and_what_is_hard_is_told(cards):
    assert told(cards["zhenya"].avoid[0]) == (
        "window.1.glass: glass. In the take your left hand touched it at 0:00.2."
    )
    mind = [told(words) for words in cards["zhenya"].mind]
    assert "0:00.5 your left foot hits table.rail at 0.90 m/s." in mind
    assert "0:00.5 your head meets ivan’s chest at 0.50 m/s." in mind
    assert "0:01.0 your left hand slips off rail.2: hold with a second hand or a foot." in mind
    assert "0:00.7 your left hand on rail.2 carries 95 % of what it can." in mind
    assert "0:00.1 you are pressed with 49 N for 0.5 s: more room." in [told(w) for w in cards["ivan"].mind]
    assert "0:00.7 you carry 180 N on one hold: slower, or with both hands." in [
        told(w) for w in cards["ivan"].mind
    ]
    # Soft touches are not for a card; what the held one runs into is for who holds them.
    assert not cards["anton"].mind


def test_glass_near_the_way_is_told_with_its_distance(take):
    stage_set = take.rehearsal.stage_set
    hand = next(n for n, node in enumerate(take.assembly.nodes) if node.id == "zhenya/left_hand")
    x, y, z = (float(value) for value in take.poses[0, hand, :3])
    pane = replace(
        stage_set.solids[0], id="pane", shape="box", size_m=(0.1, 0.1, 0.1), position=(x + 0.25, y, z),
        attitude=(1, 0, 0, 0), no_touch="glass",
    )  # fmt: skip
    near = replace(stage_set, solids=(pane,))
    card = cue_cards(replace(take, contacts=(), rehearsal=replace(take.rehearsal, stage_set=near)))[0]
    said = told(card.avoid[0])
    assert said.startswith("pane: glass. You pass ")
    assert 0 <= int(re.search(r"pass (\d+) cm", said)[1]) <= 20
    far = replace(pane, position=(x + 9.0, y, z))
    alone = replace(
        take, contacts=(), rehearsal=replace(take.rehearsal, stage_set=replace(near, solids=(far,)))
    )
    assert cue_cards(alone)[0].avoid == ()


def test_the_plan_names_everybody_and_tells_a_joint_beat_once(scene_take):
    rows = plan_cues(scene_take)
    assert [row.tick for row in rows] == sorted(row.tick for row in rows)
    stays = [row for row in rows if told(row.deed) == "Stay face to face."]
    assert [row.who for row in stays] == [("zhenya", "ivan")]
    for row in rows:
        for code in CODES:
            said = told(row.cue, code) + told(row.deed, code)
            assert not re.search(
                r"\b(you|вы|вашего)\b", said.replace("your foot", "").replace("yourself", "")
            ), said
    assert any(told(row.cue) == "at the end of zhenya’s pull" for row in rows)
    crowd = tuple(replace(BEATS[3], id=f"take.{n}") for n in range(40))
    outcomes = tuple(replace(outcome("take"), beat=b.id) for b in crowd)
    rehearsal = replace(scene_take.rehearsal, scene=replace(scene_take.rehearsal.scene, beats=crowd))
    assert len(plan_cues(replace(scene_take, rehearsal=rehearsal, outcomes=outcomes))) <= 20


class Reader(HTMLParser):
    """Reads a page as a browser would, and remembers what it asks for."""

    def __init__(self):
        super().__init__()
        self.open, self.asked, self.words, self.lang = [], [], [], ""

    def handle_starttag(self, name, attributes):
        values = dict(attributes)
        if name == "html":
            self.lang = values["lang"]
        if name not in VOID:
            self.open.append(name)
        self.asked += [value for key, value in attributes if key in {"href", "src"}]

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    assert "<script" not in page
    for address in reader.asked:
        assert not re.match(r"(?i)\s*(https?:|//|javascript:)", address), address
    return reader


def pictures_of(take):
    return tuple(
        CardPicture(person=person.id, tick=100 * n, kind="grip", picture=b"\xff\xd8x")
        for n, person in enumerate(take.rehearsal.people)
    )


def cameras_of(take):
    views = tuple(look_from((0.1 * n, 0.0, 0.5), (1.0, 0.0, 0.0), (0, 0, 1), lens_mm=25.0) for n in range(3))
    ways = [
        CameraWay(camera=name, ticks=(0, 500, 1000), views=views, aspect=2.39) for name in ("A", "B", "C")
    ]
    return (*ways, CameraWay(camera="Z", ticks=(0,), views=views[:1], aspect=2.39))


def test_papers_stand_alone_in_every_language_and_lead_to_each_other(scene_take):
    pages = papers(scene_take, FINDINGS, pictures_of(scene_take), cameras_of(scene_take))
    people = ("zhenya", "ivan", "anton")
    stems = (*people, "plan", "all")
    assert set(pages) == {"index.html", *(f"{stem}.{code}.html" for stem in stems for code in CODES)}
    for name, page in pages.items():
        reader = read(page)
        beside = [address for address in reader.asked if not address.startswith("data:")]
        assert set(beside) <= {*pages, "../index.html"}
        if name != "index.html":
            assert reader.lang == name.split(".")[1]
    russian = "".join(read(pages["zhenya.ru.html"]).words)
    assert len(re.findall("[а-яё]", russian)) > 300
    assert "Ухватиться за" in russian
    english = "".join(read(pages["zhenya.en.html"]).words).replace("по-русски", "").replace("Где он?", "")
    assert not re.findall("[а-яё]", english)
    assert pages["all.en.html"].count('class="card') == len(people)
    row = papers_row(scene_take, "cards")
    assert set(re.findall('href="cards/([^"]+)"', row)) == set(pages) - {"index.html"}


def test_a_plan_has_cameras_bodies_and_what_must_not_be_touched(scene_take):
    pages = papers(scene_take, FINDINGS, pictures_of(scene_take), cameras_of(scene_take))
    plan = pages["plan.en.html"]
    assert plan.count('class="camera"') == 2 * 4
    assert plan.count("frustum unused") == 2 * 2
    assert plan.count('class="head"') == 2 * plan.count('class="body') // 2
    assert plan.count('class="keep-off"') > 0
    words = "".join(read(plan).words)
    for said in (
        "25 mm ↑ zhenya",
        "From above",
        "From the side",
        "Who holds whom",
        "slips",
        "the whole scene",
    ):
        assert said in words
    bare = papers(scene_take)["plan.ru.html"]
    assert 'class="camera"' not in bare
    read(bare)


def test_names_cannot_break_a_paper(scene_take):
    scene = replace(
        scene_take.rehearsal.scene,
        title=NASTY,
        lines=(replace(scene_take.rehearsal.scene.lines[0], text=f"{NASTY} {NASTY}"),),
        beats=(
            replace(
                BEATS[1],
                intent=replace(BEATS[1].intent, target=fitting(NASTY)),
                start=Cue(kind="light", ref=NASTY),
            ),
            *BEATS[4:],
        ),
        set_ups=(SetUp(id=NASTY, lens_mm=20.0, up_vector=(0.0, 0.6, 0.8), up="vector"),),
    )
    outcomes = tuple(outcome(b.id) for b in scene.beats)
    rehearsal = replace(scene_take.rehearsal, film=NASTY, scene=scene)
    spoiled = replace(scene_take, rehearsal=rehearsal, outcomes=outcomes, cuts=((0, NASTY),))
    for page in papers(spoiled).values():
        read(page)


def test_a_scene_without_anything_is_still_on_paper(take):
    scene = replace(
        take.rehearsal.scene, title="", beats=(), lines=(), set_ups=(), cuts=(), people=(), props=()
    )
    bare = replace(
        take,
        rehearsal=replace(take.rehearsal, scene=scene),
        outcomes=(),
        holds=(),
        contacts=(),
        cuts=(),
        lines=(),
    )
    nobody = replace(bare, assembly=replace(bare.assembly, nodes=bare.assembly.nodes[:1], shapes=()),
                     poses=bare.poses[:, :1])  # fmt: skip
    for made in (bare, nobody, replace(nobody, poses=nobody.poses[:0], sample_ticks=nobody.sample_ticks[:0])):
        for page in papers(made).values():
            read(page)


def test_people_called_like_a_paper_keep_their_own_file(take):
    people = tuple(
        replace(p, id=name) for p, name in zip(take.rehearsal.people, ("plan", "женя"), strict=False)
    )
    named = papers(replace(take, rehearsal=replace(take.rehearsal, people=people)))
    assert {"plan-card.en.html", "plan.en.html", "женя.ru.html"} <= set(named)


def test_suits_give_colours_unless_they_are_alike(take):
    assert colours(take)["zhenya"] == "var(--suit-orange)"
    alike = tuple(replace(each, suit="navy") for each in take.rehearsal.people)
    same = replace(take, rehearsal=replace(take.rehearsal, people=alike))
    assert len(set(colours(same).values())) == len(alike)
    style = (resources.files("offworld.report.cards") / "cards.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--suit-([a-z]+):", style)) >= set(COLOURS)


# ---- languages


def tables(code):
    file = resources.files("offworld.report.cards") / "languages" / f"{code}.json"
    return json.loads(file.read_text(encoding="utf-8"))


def test_every_language_says_everything_with_the_same_gaps():
    first = tables(CODES[0])
    for code in CODES[1:]:
        other = tables(code)
        plain_first = {name for name in first["patterns"] if ":" not in name}
        assert plain_first == {name for name in other["patterns"] if ":" not in name}
        for name in plain_first:
            gaps, others = (set(GAP.findall(one["patterns"][name])) for one in (first, other))
            assert gaps == others, name
        assert set(first["labels"]) == set(other["labels"])
        assert set(first["units"]) == set(other["units"])
        for table, words in first["terms"].items():
            assert set(words) == set(other["terms"][table]), table
            assert all("" in forms for forms in other["terms"][table].values())


TARGETS = (
    fitting("rail.1"), fitting("table", offset=(0.1, 0.0, -0.2)), person("ivan"), person("ivan", "left ankle"), SCALPEL,
    NEAREST, Target(kind="nearest", name="loop"), Target(kind="nearest", name="handhold"),
    Target(kind="camera", name="A"), Target(kind="point", offset=(0.5, 0.0, 0.2)), None,
)  # fmt: skip
MOVES = (
    "chain",
    "carry",
    "turn", "tuck", "open",
    "brake",
    "push off", "pull", "drift", "hold", "catch", "let go", "release", "stay", "reach", "look", "give", "take", "say",
    "go limp", "convulse", "be held", "push apart", "follow", "pan", "tilt", "roll", "dolly",
)  # fmt: skip
CUES = (
    None,
    *(Cue(kind=kind, ref="pull", delay_s=delay)
      for kind in ("start", "end", "caught", "missed") for delay in (0.0, 1.5)),
    *(Cue(kind=kind, ref="L12", word="he", delay_s=delay)
      for kind in ("word", "line", "line end") for delay in (0.0, 0.4)),
    *(Cue(kind="contact", a=a, b=person("ivan")) for a in (None, person("zhenya"), SCALPEL)),
    *(Cue(kind="distance", a=a, b=fitting("rail.1"), distance_m=0.5, delay_s=1.0)
      for a in (None, person("zhenya"), SCALPEL)),
    Cue(kind="contact", a=SCALPEL, b=person("zhenya")), Cue(kind="reach", b=SCALPEL),
    Cue(kind="reach", delay_s=0.5), Cue(kind="light", ref="dusk"), Cue(kind="time", delay_s=0.0),
    Cue(kind="time", delay_s=3.0), Cue(kind="end", ref="gone"),
)  # fmt: skip


@pytest.mark.parametrize("move", MOVES)
def test_every_move_with_every_target_and_cue_is_a_whole_sentence(scene_take, move):
    limbs = HAND if move in {"catch", "hold", "give", "take", "reach", "let go"} else ()
    if move == "hold":
        limbs = ("left foot",)
    beats = tuple(
        beat(f"{move}-{n}-{m}", "zhenya", BODY, Intent(
            move=move, target=target, source=target if m % 2 else None, direction=(0.6, 0.8, 0.0) if m == 3 else None,
            prop="scalpel", line="L12", relation="near", lie="inverted", duration_s=1.0 if m == 1 else None,
            limbs=limbs, fumbled=m == 2,
        ), cue, Cue(kind="time", delay_s=9.0) if m % 3 else cue, wanted_touch=True, wanted_miss=m == 1)
        for n, target in enumerate(TARGETS) for m, cue in enumerate(CUES)
    )  # fmt: skip
    scene = replace(scene_take.rehearsal.scene, beats=(BEATS[0], *beats))
    outcomes = (
        outcome("pull"),
        *(BeatOutcome(beat=b.id, outcome="refused", start=50, end=60) for b in beats),
    )
    made = replace(scene_take, rehearsal=replace(scene_take.rehearsal, scene=scene), outcomes=outcomes)
    for card in cue_cards(made):
        for each in card.entries:
            for words in (each.cue, each.deed, *each.details, *each.otherwise):
                for code in CODES:
                    said = told(words, code)
                    assert said
                    assert not re.search(r"[{}]|None|  ", said), said


def test_language_forms_and_lists():
    tongue = language("ru")
    many = tuple(Name(text=name, kind="person") for name in ("а", "б", "в"))
    assert plain(tongue.say(Words(pattern="plan.follows", slots=(("target", many),)))) == "следит: а, б и в"
    assert plain(tongue.amount(Amount(value=-1.25, unit="m/s"))) == "−1,25 м/с"
    assert tongue.term(Term(table="limb", key="left hand"), "acc") == "левую руку"
    assert tongue.term(Term(table="limb", key="left hand"), "no such form") == "левая рука"
    with pytest.raises(KeyError):
        language("xx")


# ---- layout


def test_a_card_with_much_to_say_is_set_smaller(cards, scene_take):
    english = language("en")
    card = cards["zhenya"]
    many = replace(card, entries=card.entries * 4)
    few = replace(card, entries=card.entries[:2])
    assert size_of(few, english, pictures=2) == SIZES[0][0]
    assert size_of(many, english, pictures=4) == SIZES[-1][0]
    assert estimated_mm(many, english, pictures=4) > SHEET_MM > estimated_mm(few, english, pictures=0)
    page = papers(scene_take, FINDINGS)["zhenya.en.html"]
    assert f'class="card{size_of(card, english, pictures=0)}"' in page


def test_words_on_a_drawing_do_not_lie_on_each_other():
    sheet = Sheet(low=(0.0, 0.0), high=(4.0, 3.0))
    sheet.block(2.0, 1.5, 0.1)
    for _ in range(6):
        sheet.put(2.0, 1.5, 6, 0.12, 0.12)
    boxes = sheet.taken
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert wide <= 1e-9 or high <= 1e-9
    left, _ = sheet.put(3.95, 0.5, 10, 0.12, 0.1)
    assert left + 10 * 0.56 * 0.12 <= 4.0 + 1e-9


def test_poses_decide_where_bodies_are_drawn(scene_take):
    shifted = np.array(scene_take.poses)
    shifted[:, :, 0] += 0.5
    one = papers(scene_take)["plan.en.html"]
    two = papers(replace(scene_take, poses=shifted))["plan.en.html"]
    heads = [re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="0.105"', page) for page in (one, two)]
    assert len(heads[0]) == len(heads[1]) > 0
    moved = {round(float(b[0]) - float(a[0]), 2) for a, b in zip(*heads, strict=True)}
    assert moved <= {0.5, -0.5}


def test_lines_are_quoted_short(scene_take):
    line = Line(id="L12", character="ЖЕНЯ", text="one two three four five six seven", duration_s=1.0)
    scene = replace(scene_take.rehearsal.scene, lines=(line,))
    made = replace(scene_take, rehearsal=replace(scene_take.rehearsal, scene=scene))
    ivan = next(card for card in cue_cards(made) if card.person == "ivan")
    assert told(entry(ivan, "stay").cue) == "as L12 begins (zhenya: one two three four five …)"
