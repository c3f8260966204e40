from __future__ import annotations

import pytest

from offworld.flow.check import check_film, load_film

FIRST = "scenes/operation.yaml"
OTHER = "scenes/aircraft.yaml"


def write(film, name, text):
    (film / "scenes" / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = film / "film.yaml"
    listed = path.read_text(encoding="utf-8")
    head, _, names = listed.partition("scenes: [")
    path.write_text(f"{head}scenes: [{names.rstrip().rstrip(']')}, {name}]\n", encoding="utf-8")


@pytest.fixture
def pair(base_film):
    """A film with scene 7A, and a way to write its variants."""
    path = base_film / FIRST
    path.write_text(path.read_text(encoding="utf-8").replace("scene: 7", "scene: 7A"), encoding="utf-8")

    def make(text, name="aircraft"):
        write(base_film, name, text)
        return base_film

    return make


def scenes(film):
    return {scene.id: scene for scene in load_film(film).scenes}


def test_a_variant_takes_over_everything_it_does_not_say(pair):
    found = scenes(pair("scene: 7B\nlike: 7A\nworld: flight\n"))
    a, b = found["7A"], found["7B"]
    assert (a.world_id, b.world_id) == ("orbit", "flight")
    assert [beat.text for beat in a.beats] == [beat.text for beat in b.beats]
    assert (a.people, a.set_ups, a.cuts, a.lines) == (b.people, b.set_ups, b.cuts, b.lines)


def test_lines_of_the_number_without_a_letter_are_those_of_all_variants(pair):
    found = scenes(pair("scene: 7B\nlike: 7A\n"))
    assert [line.id for line in found["7A"].lines] == ["L12", "L13", "L14", "L18", "L19"]
    assert found["7B"].lines == found["7A"].lines


def test_a_file_may_be_named_instead_of_a_number(pair):
    assert scenes(pair("scene: 7B\nlike: operation\n"))["7B"].beats


def test_single_starts_and_cameras_are_replaced_and_taken_out_and_beats_as_a_whole(pair):
    film = pair(
        "scene: 7B\nlike: 7A\nlength: 9 s\n"
        "start:\n  ivan: right foot in loop.1\n  anton:\n  dubrov: left foot in loop.2\n"
        "beats:\n  - ivan [gaze]: look at zhenya\ncameras:\n  A:\n"
        "  B: {lens: 25 mm, at: rail.s4, looks at: ivan}\ncuts: [B]\n"
    )
    scene = scenes(film)["7B"]
    assert scene.length_s == 9.0
    starts = {start.person: start for start in scene.people}
    assert list(starts) == ["patient", "zhenya", "ivan", "dubrov"]
    assert [hold.limb for hold in starts["ivan"].holds] == ["right foot"]
    assert starts["patient"].strapped is not None
    assert scene.beats[0].text == "ivan [gaze]: look at zhenya"
    assert [(one.id, one.lens_mm) for one in scene.set_ups] == [("B", 25.0)]
    assert scenes(film)["7A"].people[3].person == "anton"


def test_a_variant_of_a_variant(pair):
    pair("scene: 7B\nlike: 7A\nworld: flight\nlength: 8 s\n")
    found = scenes(pair("scene: 7C\nlike: 7B\nlength: 5 s\n", "third"))
    assert (found["7C"].world_id, found["7C"].length_s) == ("flight", 5.0)
    assert found["7C"].beats


def test_places_are_where_things_are_written(pair):
    scene = scenes(pair("# one\n# two\nscene: 7B\nlike: 7A\nstart:\n  ivan: right foot in loop.1\n"))["7B"]
    first = {start.person: start.place for start in scene.people}
    assert (first["ivan"].file, first["ivan"].line) == (OTHER, 6)
    assert (first["zhenya"].file, first["zhenya"].line) == (FIRST, 6)
    assert scene.beats[0].place.file == FIRST
    assert scene.place.file == OTHER


WRONG = [
    ("missing", "like: 7C", OTHER, 2, "there is no scene '7C' for this one to be like", "7A"),
    (
        "itself",
        "like: 7B",
        OTHER,
        2,
        "scenes are like each other in a circle: 7B → 7B",
        "write one of them out",
    ),
    ("a list", "like: [7A]", OTHER, 2, "a scene is like one other", "like: 12A"),
    ("misspelt field", "lik: 7A\nset: zvezda\nworld: orbit", OTHER, 2, "no field 'lik'", "like"),
    ("unknown key", "like: 7A\nwrold: orbit", OTHER, 3, "no field 'wrold'", "world"),
    ("unknown world", "like: 7A\nworld: orbt", OTHER, 3, "no world 'orbt'", "orbit"),
    ("unknown person", "like: 7A\nstart:\n  ivn: in zhenya's left hand", OTHER, 4, "called 'ivn'", "ivan"),
]


@pytest.mark.parametrize(
    ("text", "file", "line", "what", "remedy"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_mistake_is_named_where_it_is_written(pair, text, file, line, what, remedy):
    problems = check_film(pair(f"scene: 7B\n{text}\n"))
    found = next(one for one in problems if what in one.what)
    assert (found.file, found.line) == (file, line)
    assert remedy in found.remedy


def test_a_circle_of_several_is_told_with_its_way(pair):
    pair("scene: 7B\nlike: 7C\n")
    problems = check_film(pair("scene: 7C\nlike: 7B\n", "third"))
    assert sorted(one.what for one in problems) == [
        "scenes are like each other in a circle: 7B → 7C → 7B",
        "scenes are like each other in a circle: 7C → 7B → 7C",
    ]


def test_a_mistake_in_what_is_taken_over_is_told_once_and_where_it_is_written(pair):
    film = pair("scene: 7B\nlike: 7A\nworld: flight\n")
    path = film / FIRST
    path.write_text(
        path.read_text(encoding="utf-8").replace("ivan: left foot in loop.3", "ivan: left foot in lop.3"),
        encoding="utf-8",
    )
    problems = check_film(film)
    assert [(one.file, one.line) for one in problems] == [(FIRST, 7)]


def test_a_base_that_cannot_be_read_is_told_once(pair):
    film = pair("scene: 7B\nlike: operation\n")
    (film / FIRST).write_text("scene: [7A\n", encoding="utf-8")
    problems = check_film(film)
    assert {one.file for one in problems} == {FIRST}


def test_a_variant_needs_its_own_number(pair):
    problems = check_film(pair("like: 7A\n"))
    assert [(one.file, one.what) for one in problems] == [(OTHER, "this scene has no 'scene'")]
