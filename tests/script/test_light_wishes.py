"""The light that shots and beats ask for, as it is read."""

import re

import pytest

from offworld.errors import FilmError
from offworld.film.framing import Kept
from offworld.light.words import LIGHTS
from offworld.script import read_film
from offworld.script.keep import with_kept
from offworld.script.language import Writing
from offworld.script.light_wishes import wish_in
from offworld.script.shot_words import SHOTS
from offworld.space import read_set
from offworld.text import Scalar, Sheet

SCENE = "scenes/operation.yaml"


@pytest.fixture
def filmed(base_film):
    """Reads the base film with a beat and with cameras added."""

    def read(beat="", cameras=""):
        path = base_film / SCENE
        text = path.read_text(encoding="utf-8")
        text = text.replace("beats:\n", f"beats:\n{beat}", 1).replace("cameras:\n", f"cameras:\n{cameras}", 1)
        path.write_text(text, encoding="utf-8")
        return read_film(base_film, read_set)

    return read


def asked(film):
    (one,) = film.light.scenes
    return [(wish.kind, wish.part, wish.text) for wish in one.parts]


@pytest.mark.parametrize(
    "light", [*LIGHTS, "sun below 15 deg", "direct sun through the big window for at least 4 min"]
)
@pytest.mark.parametrize("word", ["in", "in the", "with no"])
def test_every_light_can_be_asked_for_by_shots_and_beats(light, word):
    written = f"{word} {light}"
    for start, grammar, line in (
        ("shot", SHOTS, f"MS on zhenya, {written}, up zhenya"),
        ("action", None, f"look at ivan {written}, on L12"),
    ):
        writing = Writing(sheet=Sheet(file="x"), node=Scalar(text=line, line=1, column=1))
        tree = writing.parse(start, grammar=grammar) if grammar else writing.parse(start)
        assert tree is not None, writing.sheet.problems
        (found,) = tree.find_data("in_light")
        assert wish_in(found, "shot", "C", writing).text == re.sub("^(in the|in|with) ", "", written)


@pytest.mark.parametrize(
    "after",
    ["until L18", "on L12", "after L12", "at 3 s", "for 2 s", "when ivan touches rail.s2", ", else drift"],
)
def test_the_words_of_a_light_end_at_a_cue(filmed, after):
    film = filmed(
        f"  - dubrov [gaze]: look at ivan in direct sun {after}\n".replace("else drift", "else look at anton")
    )
    assert asked(film) == [("beat", "look", "direct sun")]


def test_beats_shots_and_cameras_ask_in_one_list(filmed):
    film = filmed(
        "  - dubrov [gaze]: look at ivan with no terminator\n",
        "  X: MS on zhenya, in direct sun through port cabin window, up zhenya\n"
        '  Y: {shot: "MS on ivan", light: night}\n'
        "  Z: {lens: 25 mm, at: [0, 0, 0.5], looks at: ivan, light: [night, no earthlight]}\n",
    )
    assert asked(film) == [
        ("beat", "look", "no terminator"),
        ("shot", "X", "direct sun through port cabin window"),
        ("shot", "Y", "night"),
        ("shot", "Z", "night"),
        ("shot", "Z", "no earthlight"),
    ]
    places = [wish.place for wish in film.light.scenes[0].parts]
    assert {place.file for place in places} == {SCENE}
    assert [place.line for place in places] == sorted(place.line for place in places)


def test_a_film_that_asks_for_nothing_says_nothing_of_its_light(filmed):
    assert filmed().light.scenes == ()


@pytest.mark.parametrize(
    ("beat", "camera", "kind"),
    [
        ("  - dubrov [gaze]: look at ivan, else look at anton in night\n", "", "else-light"),
        ("  - dubrov [gaze]: look at ivan in moonlight\n", "", "language"),
        ("", "  X: MS on zhenya, in moonlight\n", "language"),
        ("", "  X: {shot: MS on zhenya, light: {a: b}}\n", "wrong-type"),
        ("", f"  X: {{shot: MS on zhenya, light: {'x' * 201}}}\n", "wrong-type"),
    ],
)
def test_what_is_no_light_is_refused(filmed, beat, camera, kind):
    with pytest.raises(FilmError) as error:
        filmed(beat, camera)
    assert {problem.kind for problem in error.value.problems} == {kind}, error.value


@pytest.mark.parametrize("light", ["night", "'no sunlight'", "[night, no earthlight]"])
def test_a_shot_that_is_kept_keeps_its_light(filmed, light):
    film = filmed("", f'  X: {{shot: "MS on zhenya", light: {light}}}   # hers\n')
    (scene,) = film.scenes
    (shot,) = (one for one in scene.framings if one.framing.id == "X")
    text = f'cameras:\n  X: {{shot: "MS on zhenya", light: {light}}}   # hers\n'
    place = shot.framing.place
    lines = "\n" * (place.line - 2) + text
    kept = Kept(position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0), lens_mm=25.0, focus_m=1.0)
    written = with_kept(lines, shot, kept).splitlines()[place.line - 1]
    assert written.startswith(f'  X: {{shot: "MS on zhenya", light: {light}, lens: 25 mm')
    assert written.endswith("keep: true}   # hers")
