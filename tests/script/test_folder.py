from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from offworld.errors import FilmError
from offworld.film.blocking import Cue, Target
from offworld.flow.check import check_film, load_film
from offworld.flow.records import rehearsal_of, rules_of
from offworld.script import read_film
from offworld.script.language import reserved

ROOT = Path(__file__).resolve().parents[2]
SCENE = "scenes/operation.yaml"


def beat_of(film, name):
    return next(beat for beat in film.scenes[0].beats if beat.id == name)


def start_of(film, name):
    return next(start for start in film.scenes[0].people if start.person == name)


def test_film_yaml_is_read(right_film):
    assert (right_film.title, right_film.rate, right_film.aspect) == (
        "The Base", Fraction(24000, 1001), Fraction(239, 100),
    )  # fmt: skip
    assert (right_film.seed, right_film.lenses_mm) == (7, (25.0, 35.0))
    assert right_film.sensor.height_mm == pytest.approx(right_film.sensor.width_mm / 2.39)
    zhenya = next(person for person in right_film.people if person.id == "zhenya")
    assert (zhenya.sex, zhenya.stature_m, zhenya.mass_kg, zhenya.suit) == ("female", 1.68, 58.0, "orange")
    assert (zhenya.place.file, zhenya.place.line, zhenya.place.column) == ("film.yaml", 10, 3)
    assert [name for name, _ in right_film.worlds] == ["orbit", "parabola", "earth", "moon", "mars", "flight"]


def test_the_scene_of_the_design_says_what_it_says(right_film):
    scene = right_film.scenes[0]
    assert (scene.id, scene.set_id, scene.world_id, scene.length_s) == ("7", "zvezda", "orbit", None)
    pull = beat_of(right_film, "pull")
    assert (pull.who, pull.channels) == (("zhenya",), ("body", "left hand", "right hand"))
    assert (pull.intent.source.name, pull.intent.target.name, pull.intent.speed) == (
        "hatch.rim",
        "table",
        0.3,
    )
    hold = beat_of(right_film, "hold")
    assert (hold.channels, hold.intent.target.name, hold.until) == (("left foot",), "table.loop", None)
    assert (hold.otherwise.move, hold.otherwise.target.kind, hold.otherwise.target.name) == (
        "hold",
        "nearest",
        "rail",
    )
    assert hold.otherwise.limbs == ("left foot",)
    assert (hold.start.kind, hold.start.ref) == ("end", "pull")
    catch = beat_of(right_film, "catch")
    assert (catch.intent.target.name, catch.intent.target.part) == ("zhenya", "left ankle")
    assert catch.start.kind == "reach"
    stay = beat_of(right_film, "stay")
    assert (stay.who, stay.intent.relation, stay.intent.distance_m) == (
        ("zhenya", "ivan"),
        "face to face",
        0.6,
    )
    assert (stay.intent.lie, stay.intent.who_lies) == ("across", "ivan")
    assert [(cue.kind, cue.ref) for cue in (stay.start, stay.until)] == [("line", "L13"), ("line end", "L18")]
    give = beat_of(right_film, "give")
    assert (give.intent.prop, give.intent.target.name, give.intent.to_channel, give.intent.fumbled) == (
        "scalpel", "ivan", "left hand", True,
    )  # fmt: skip
    convulse = beat_of(right_film, "convulse")
    assert (convulse.start.kind, convulse.start.ref, convulse.start.delay_s) == ("end", "give", 1.0)
    assert convulse.intent.duration_s == 1.5
    say = beat_of(right_film, "say")
    assert (say.intent.line, say.start.kind, say.start.ref, say.start.b.part) == (
        "L19",
        "light",
        "sunrise",
        "face",
    )
    assert scene.light == (("sunrise", 24.0),)


def test_places_are_those_of_the_file(right_film):
    place = beat_of(right_film, "catch").intent.target.place
    text = (ROOT / "tests" / "script" / "conftest.py").read_text().split('SCENE = """\\\n')[1]
    line = text.split("\n")[place.line - 1]
    assert place.file == SCENE
    assert line[place.column - 1 :].startswith("zhenya by the left ankle")


def test_what_a_scene_leaves_unsaid_is_filled_in(right_film):
    scene = right_film.scenes[0]
    assert [start.person for start in scene.people] == ["patient", "zhenya", "ivan", "anton", "dubrov"]
    anton = start_of(right_film, "anton")
    assert (anton.operates, anton.held_by) == ("A", "dubrov")
    camera = next(prop for prop in scene.props if prop.prop == "camera-a")
    assert (camera.held_by, camera.hand) == ("anton", "right hand")
    assert next(prop for prop in right_film.props if prop.id == "camera-a").mass_kg == 3.0
    scalpel = next(prop for prop in scene.props if prop.prop == "scalpel")
    assert (scalpel.stuck, scalpel.position.name) == (True, "table")
    assert scene.set_ups[0].prop == "camera-a"


def test_lines_that_no_beat_says_are_said_in_order(right_film):
    scene = right_film.scenes[0]
    said = [beat for beat in scene.beats if beat.id.startswith("say-")]
    assert [(beat.id, beat.who) for beat in said] == [
        ("say-L12", ("zhenya",)), ("say-L13", ("ivan",)), ("say-L14", ("zhenya",)), ("say-L18", ("ivan",)),
    ]  # fmt: skip
    assert [(beat.start.kind, beat.start.ref) for beat in said] == [
        ("time", ""), ("line end", "L12"), ("line end", "L13"), ("line end", "L14"),
    ]  # fmt: skip
    assert [line.id for line in scene.lines] == ["L12", "L13", "L14", "L18", "L19"]


def test_cameras_and_cuts_are_read(right_film):
    a, b = right_film.scenes[0].set_ups
    assert (a.by, a.at, a.follows.part, a.up, a.lens_mm) == ("anton", None, "face", "zhenya", 25.0)
    assert (b.by, b.at.name, b.at.offset, b.looks_at.part, b.keep) == (
        None,
        "rail.s4",
        (0.0, 0.0, 0.3),
        "eyes",
        True,
    )
    cuts = right_film.scenes[0].cuts
    assert [(cut.camera, cut.on and cut.on.kind) for cut in cuts] == [
        ("A", None),
        ("B", "caught"),
        ("A", "line"),
    ]


def test_a_cut_may_be_meant_to_turn_the_picture_and_no_take_depends_on_it(base_film):
    scene = base_film / "scenes" / "operation.yaml"
    before = load_film(base_film)
    plain = scene.read_text(encoding="utf-8")
    scene.write_text(plain.replace("B on catch", "B turning on catch"), encoding="utf-8")
    film = load_film(base_film)
    assert [cut.turn for cut in film.scenes[0].cuts] == [False, True, False]
    assert rehearsal_of(film, film.scenes[0]) == rehearsal_of(before, before.scenes[0])
    assert [cut.turn for cut in rules_of(film, film.scenes[0]).cuts] == [False, True, False]
    # The word stays free for names: a beat may be called so.
    assert "turning" not in reserved()


@pytest.mark.parametrize("folder", ["films/the-visit", "src/offworld/script/template"])
def test_films_that_come_with_offworld_are_right(folder):
    assert check_film(ROOT / folder) == ()


def test_the_visit_is_a_short_film_of_three_scenes():
    film = load_film(ROOT / "films" / "the-visit")
    assert [scene.title for scene in film.scenes] == ["Hatch", "Face to face", "The operation"]
    assert all(scene.length_s >= 20 for scene in film.scenes)
    assert sum(scene.length_s for scene in film.scenes) >= 75
    assert all(len(scene.cuts) >= 3 and scene.lines for scene in film.scenes)


def test_the_files_are_read_in_the_order_of_their_names_if_the_film_lists_none(base_film):
    film = base_film / "film.yaml"
    film.write_text(film.read_text().replace("scenes: [operation]\n", ""))
    scene = (base_film / SCENE).read_text()
    (base_film / "scenes" / "2-again.yaml").write_text(scene.replace("scene: 7", "scene: 8A\ntitle: Again"))
    read = load_film(base_film)
    assert [scene.title for scene in read.scenes] == ["Again", "Operation"]
    assert len(read.sets) == 1


def test_beeps_are_heard_unless_the_film_says_otherwise(base_film):
    assert load_film(base_film).beeps
    film = base_film / "film.yaml"
    film.write_text(film.read_text() + "beeps: false\n")
    assert not load_film(base_film).beeps


def test_a_film_without_a_script_has_no_lines(base_film):
    (base_film / "script.fountain").unlink()
    scene = base_film / SCENE
    scene.write_text(
        "scene: 1\nset: tunnel\nworld: parabola\nmarks: {beside: zhenya's chest + [0, 0.6, 0]}\n"
        "start: {zhenya: limp, ivan: 'floating at beside + [0, 0.1, 0]'}\n"
        "beats:\n  - ivan: look at beside\n  - {who: ivan, move: stay, near: zhenya, apart: 1 m}\n"
        "cameras: {A: {lens: 25 mm, at: [0, 0, 50 cm], looks at: mark.middle, up: gravity}, "
        "B: {lens: 35 mm, at: mark.near, looks at: '[0, 0, 0]', up: [0, 3, 4]}}\ncuts: A\n"
    )
    read = load_film(base_film)
    scene = read.scenes[0]
    assert scene.lines == ()
    assert scene.people[1].position.offset == pytest.approx((0.0, 0.7, 0.0))
    assert scene.people[1].position.part == "chest"
    assert scene.set_ups[0].at.offset == pytest.approx((0.0, 0.0, 0.5))
    assert (scene.set_ups[1].up, scene.set_ups[1].up_vector) == ("vector", pytest.approx((0.0, 0.6, 0.8)))
    assert scene.props == ()


def test_a_set_that_is_wrong_hides_no_other_mistake(base_film):
    def no_set(name, folder):
        from offworld.errors import Problem

        raise FilmError(
            Problem(what=f"{name} is broken", file="sets/zvezda.yaml", line=3, column=1, kind="x")
        )

    scene = base_film / SCENE
    scene.write_text(scene.read_text().replace("ivan [gaze]", "ivna [gaze]"))
    with pytest.raises(FilmError) as caught:
        read_film(base_film, no_set)
    assert [problem.file for problem in caught.value.problems] == ["sets/zvezda.yaml", SCENE]


def test_names_may_be_cyrillic(base_film):
    for file in ("film.yaml", SCENE):
        path = base_film / file
        path.write_text(path.read_text().replace("zhenya", "женя"), encoding="utf-8")
    script = base_film / "script.fountain"
    script.write_text(script.read_text().replace("ZHENYA", "ЖЕНЯ"), encoding="utf-8")
    film = load_film(base_film)
    assert beat_of(film, "pull").who == ("женя",)


def test_a_camera_of_the_film_is_used_before_a_new_one_is_made(base_film):
    film = base_film / "film.yaml"
    film.write_text(film.read_text().replace("props:\n", "props:\n  camera: {camera: true, mass: 2.5 kg}\n"))
    read = load_film(base_film)
    assert read.scenes[0].set_ups[0].prop == "camera"
    camera = next(prop for prop in read.props if prop.id == "camera")
    assert (camera.mass_kg, camera.inertia, camera.camera) == (2.5, None, True)


def test_a_scratch_recording_gives_a_line_its_length(base_film):
    import wave

    (base_film / "sounds").mkdir()
    with wave.open(str(base_film / "sounds" / "L12.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 8000 * 3))
    line = load_film(base_film).scenes[0].lines[0]
    assert (line.id, line.duration_s, line.sound) == ("L12", 3.0, "sounds/L12.wav")
    assert line.words[0] == ("Show", 0.0)
    assert 0.5 < dict(line.words)["where"] < 1.5


def test_targets_and_cues_are_plain_records(right_film):
    assert beat_of(right_film, "look").start == Cue(
        kind="word", ref="L12", word="where", place=beat_of(right_film, "look").start.place
    )
    assert isinstance(beat_of(right_film, "look").intent.target, Target)
