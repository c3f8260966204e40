"""Shots and beats that ask for a light: before there is a take, in a take, and in the days of the film."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from offworld.cli.main import main
from offworld.errors import FilmError
from offworld.flow.check import check_film, load_film
from offworld.flow.frame import frame_scene
from offworld.flow.light import light_film
from offworld.flow.light_findings import light_findings
from offworld.flow.light_parts import LightPart, light_parts, nearest_start, scene_spans, start_spans
from offworld.flow.light_place import with_elements
from offworld.flow.light_times import light_times
from offworld.flow.rehearse import rehearse_scene
from offworld.store.take import read_take
from offworld.utc import read_utc

STATION = Path(__file__).resolve().parents[2] / "films" / "the-visit" / "station.omm"
FILM = "days: {from: 2021-10-15, to: 2021-10-15}\nstation: {elements: station.omm}\n"
SUNRISE = read_utc("2021-10-15 17:47:59.8")
"""Published, see tests/light."""


def a_film(real, folder, length, light, cameras="", beats=""):
    film = real.short_film(folder, length)
    shutil.copy(STATION, film)
    with (film / "film.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{FILM}")
    real.edit(film, "cameras:\n", f"light: {light}\n\ncameras:\n{cameras}")
    real.edit(film, "beats:\n", f"beats:\n{beats}")
    return film


@pytest.fixture
def filmed(real, tmp_path):
    """A short film with a light, cameras and beats of its own: its folder, and the film with its orbit."""

    def make(light, cameras="", beats="", length="20 s"):
        folder = a_film(real, tmp_path / "film", length, light, cameras, beats)
        return folder, with_elements(load_film(folder), folder)

    return make


def test_check_warns_of_what_is_untrue_and_says_when_it_holds(filmed):
    folder, _ = filmed(
        "{at: 2021-10-15 17:47:50}",
        "  C: MS on mira, in sunlight, from 2 s to 16 s\n  D: MS on mira, in sunlight, from 13 s to 18 s\n",
        "  - tomas [gaze]: look at mira with no sunlight at 0 s until 18 s\n",
    )
    beat, shot = check_film(folder)
    assert (beat.kind, beat.warning, beat.file) == ("untrue-light", True, "scenes/meeting.yaml")
    assert "Beat look of scene 1 asks for no sunlight from 0.0 s to 18.0 s" in beat.what
    assert "it is there only from 0.0 s to 9." in beat.what
    assert "Shot C of scene 1 asks for sunlight from 2.0 s to 16.0 s" in shot.what
    assert "it is there only from 9." in shot.what
    assert "start the scene 8 s later, at 2021-10-15 17:47:58 UTC, for this alone" in shot.remedy
    assert shot.line is not None


def test_a_part_whose_time_is_not_known_is_told_only_if_it_cannot_be(filmed):
    cameras = "  C: {lens: 25 mm, at: [0, 0, 0.5], looks at: mira, light: sunlight}\n"
    folder, _ = filmed("{at: 2021-10-15 17:47:50}", cameras)
    assert check_film(folder) == ()
    path = folder / "scenes" / "meeting.yaml"
    path.write_text(path.read_text().replace("17:47:50", "17:40:00"), encoding="utf-8")
    (problem,) = check_film(folder)
    assert "asks for sunlight; at 2021-10-15 17:40:00 UTC it is not there" in problem.what
    assert "start the scene 8 min later, at 2021-10-15 17:48:00 UTC" in problem.remedy


@pytest.mark.parametrize("light", ["direct sun through window.99", "direct sun through the moon"])
def test_a_light_that_there_is_not_is_a_mistake_of_the_shot(filmed, light):
    folder, _ = filmed("{at: 2021-10-15 17:47:50}", f"  C: MS on mira, in {light}\n")
    (problem,) = check_film(folder)
    assert (problem.kind, problem.warning) == ("unknown-window", False)


def test_nothing_but_days_tells_when_it_holds(filmed):
    folder, _ = filmed("{at: 2021-10-15 17:40:00}", "  C: MS on mira, in sunlight, from 0 s to 5 s\n")
    path = folder / "film.yaml"
    path.write_text(
        path.read_text().replace("days: {from: 2021-10-15, to: 2021-10-15}", ""), encoding="utf-8"
    )
    (problem,) = check_film(folder)
    assert "say the film's days" in problem.remedy
    path.write_text(path.read_text() + "days: {from: 2021-10-15, to: 2021-10-15}\n", encoding="utf-8")
    scene = folder / "scenes" / "meeting.yaml"
    scene.write_text(
        scene.read_text().replace("in sunlight,", "in sunlight for at least 3 h,"), encoding="utf-8"
    )
    (problem,) = check_film(folder)
    assert "there is no moment for it" in problem.remedy


def test_a_scene_can_start_where_each_part_has_its_light_at_its_time(filmed):
    _, film = filmed(
        "{wants: no terminator}",
        "  C: MS on mira, in night, from 0 s to 5 s\n  D: MS on mira, in sunlight, from 9 s to 15 s\n",
    )
    (scene,) = film.scenes
    night, day = [part for part in light_parts(film, scene) if part.who]
    assert (night.pieces, night.sure, day.pieces) == (((0, 5000),), True, ((9000, 15_000),))
    around = (SUNRISE - 600_000, SUNRISE + 600_000)
    ((first, last),) = start_spans(film, scene, (night, day), *around)
    # Nine seconds before the sunrise at the earliest, five at the latest.
    assert first == pytest.approx(SUNRISE - 9000, abs=500)
    assert last == pytest.approx(SUNRISE - 5000, abs=500)
    (span,) = scene_spans(film, scene, *around, only=(night, day))
    assert (span.start_ms, span.end_ms, span.where) == (first, last + 20_000, "tunnel")
    assert span.condition == "night and sunlight"
    assert scene_spans(film, scene, *around, 60.0, (night, day)) == ()
    assert start_spans(film, scene, (), 0, 10_000) == ()
    assert start_spans(film, scene, (), 0, 30_000) == ((0, 10_000),)
    never = LightPart(who="shot E", text="sunlight", pieces=((0, 4_000_000),), sure=True)
    assert start_spans(film, scene, (never,), *around) == ()


def test_the_nearest_start():
    spans = ((10, 20), (40, 50))
    assert [nearest_start(spans, at) for at in (0, 15, 29, 31, 60)] == [10, 15, 20, 40, 50]
    assert nearest_start((), 0) is None


def test_the_schedule_reads_what_shots_ask_for(filmed):
    _, film = filmed("{wants: night}", "  C: MS on mira, with no sunlight\n")
    times = light_times(film, ["2021-10-15"])
    assert {one.condition for one in times} == {"night and no sunlight"}
    assert len(times) == 16


def test_the_light_of_one_scene(filmed, capsys):
    folder, _ = filmed("{wants: night}", "  C: MS on mira, in sunlight, from 3 s to 5 s\n")
    assert main(["light", str(folder), "--scene", "1", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "1 all through: night, 16 times by itself" in told
    assert "1 shot C: sunlight, from 3.0 s to 5.0 s, 1" in told
    assert "all of scene 1 together, 1 min longer than it at least: never" in told
    assert "beta" not in told
    with pytest.raises(FilmError, match="there is no scene '2'"):
        light_film(folder, scene="2")


def test_a_scene_that_asks_for_nothing(filmed):
    folder, _ = filmed("{at: 2021-10-15 17:47:50}")
    answer = light_film(folder, scene="1")
    assert answer.text.endswith("Nothing asks for a light.")
    assert answer.data["asked"] == []


@pytest.fixture(scope="module")
def taken(real, tmp_path_factory):
    """A take of 1.6 s with a sunrise after 0.8 s: film folder, findings about its light, what `frame` says."""
    folder = a_film(
        real, tmp_path_factory.mktemp("asked") / "film", "1.6 s", "{at: 2021-10-15 17:47:59, sunrise: 0.8 s}",
        "  C: CU on mira, in direct sun through window.1, from 0.2 s to 1.4 s\n"
        "  D: {lens: 25 mm, at: [0, 0, 0.5], looks at: mira, light: night}\n"
        "  E: {lens: 25 mm, at: [0, 0, 0.5], looks at: mira, light: direct sun}\n",
        "  - tomas [gaze]: look at mira in night for at least 2 h\n"
        "  - mira [gaze]: look at tomas's eyes on light sunrise on mira's face\n",
    )  # fmt: skip
    real.edit(folder, "cuts: [A, B on L2, A at 14 s]", "cuts: [D, A at 0.5 s]")
    found = rehearse_scene(folder, "1").data["findings"]
    return folder, [one for one in found if one["kind"] == "light"], frame_scene(folder, "1").text


def test_a_take_tells_of_shots_and_beats_without_their_light(taken):
    _, found, frames = taken
    (shot,) = (one for one in found if one["text"].startswith("Shot C"))
    assert (shot["tick"], shot["end"], shot["weight"]) == (200, 1400, "care")
    assert "it is not there" in shot["text"]
    (beat,) = (one for one in found if one["text"].startswith("Beat look "))
    assert (beat["beat"], beat["tick"]) == ("look", 0)
    # D has the night while it has the picture; E never has it.
    assert not [one for one in found if one["text"].startswith(("Shot D", "Shot E"))]
    assert "Shot C of scene 1 asks for direct sun through window.1" in frames


def test_a_face_beside_the_spot_is_told(taken):
    _, found, _ = taken
    (face,) = (one for one in found if "sunrise is to come on mira's face" in one["text"])
    assert (face["beat"], face["tick"], face["who"]) == ("look.2", 800, ["mira"])
    assert "the Sun shines through no window then" in face["text"]


def test_without_a_moment_nothing_is_told(taken):
    folder, _, _ = taken
    film = with_elements(load_film(folder), folder)
    (scene,) = film.scenes
    take = read_take(folder / "out" / "scenes" / "1" / "take", with_stream=False)
    (asked,) = film.light.scenes
    for light in (replace(film.light, scenes=()), replace(film.light, scenes=(replace(asked, utc_ms=None),))):
        assert light_findings(replace(film, light=light), scene, take) == ()


@pytest.mark.parametrize(("diameter", "told"), [(0.02, True), (30.0, False)])
def test_a_face_is_told_of_if_the_light_of_a_window_passes_it(taken, diameter, told):
    """Noon of an orbit, a window to the side where the Sun is, and no walls: a pinhole, or all there is."""
    folder, _, _ = taken
    film = with_elements(load_film(folder), folder)
    (scene,), (stage_set,) = film.scenes, film.sets
    take = read_take(folder / "out" / "scenes" / "1" / "take", with_stream=False)
    (window,) = stage_set.windows
    window = replace(
        window, position=(0.0, 1.5, 0.0), normal=(0.0, -1.0, 0.0), diameter_m=diameter, depth_m=0.01
    )
    (asked,) = film.light.scenes
    noon = replace(asked, utc_ms=SUNRISE + 33 * 60_000, parts=())
    film = replace(
        film, light=replace(film.light, scenes=(noon,)),
        sets=(replace(stage_set, windows=(window,), solids=()),),
    )  # fmt: skip
    found = light_findings(film, scene, take)
    assert len(found) == told
    if told:
        assert f"the Sun comes through {window.id} and its light passes" in found[0].text
        assert "the middle of that light" in found[0].remedy
        assert found[0].measures[0].value > diameter
