from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from offworld.cli.output import to_json
from offworld.errors import FilmError, NotPossible
from offworld.flow.check import check_film, load_film
from offworld.flow.light import asked_days, light_film
from offworld.flow.light_place import place_in, scene_light, with_elements
from offworld.flow.light_telling import minutes
from offworld.flow.light_times import light_times, wish_spans
from offworld.utc import DAY_MS, read_utc

VISIT = Path(__file__).resolve().parents[2] / "films" / "the-visit"
DAY = {"begin": "2021-10-15", "end": "2021-10-15"}


@pytest.fixture
def small(real, tmp_path):
    """A film of one short scene with the station of the other film, and how to add lines to its files."""
    folder = real.short_film(tmp_path / "film")
    shutil.copy(VISIT / "station.omm", folder)

    def write(film="", scene=""):
        for path, text in ((folder / "film.yaml", film), (folder / "scenes" / "meeting.yaml", scene)):
            with path.open("a", encoding="utf-8") as file:
                file.write("\n" + text + "\n")
        return folder

    return write


STATION = "station: {elements: station.omm}"


def plain(answer):
    return json.loads(to_json(answer.data))


def test_a_day_of_the_visit():
    answer = light_film(VISIT, **DAY)
    data = plain(answer)
    (one,) = data["sets"]
    (day,) = one["days"]
    assert (one["set"], one["world"], one["scenes"]) == ("zvezda", "orbit", ["1", "2", "3"])
    assert (day["date"], len(day["sunrises"]), len(day["windows"])) == ("2021-10-15", 15, 14)
    assert day["beta_rad"] == pytest.approx(-1.051, abs=0.002)
    assert "2021-10-15T17:47:59" in "".join(day["sunrises"])
    # Every minute of every window is only there if asked for.
    assert "lux" not in day["windows"][0]
    assert {
        "from",
        "to",
        "length_s",
        "condition",
        "window",
        "lux",
        "stops_per_min",
        "lux_per_min",
        "cut",
    } == set(day["windows"][0]["spans"][0])
    lines = answer.text.splitlines()
    assert lines[0] == "Light of The Visit, all times UTC"
    row = next(line for line in lines if line.startswith("2021-10-15"))
    assert row.split() == ["2021-10-15", "-60.2°", "73.8", "%", "15", "23:42", "69:32", "24", "s"]
    assert any(line.startswith("window.2, 5, 11, 14 ") and " 73.8 % " in line for line in lines)
    assert [round(window["filled"], 2) for window in day["windows"]][5:8] == [1.0, 1.0, 1.0]
    assert any(line.startswith("window.4 is the port cabin window; window.5") for line in lines)
    assert answer.attention == 0


def test_one_window_with_the_way_of_its_spot():
    answer = light_film(VISIT, begin="2021-10-15 12:00", end="2021-10-15 14:00", at="starboard cabin window")
    (day,) = plain(answer)["sets"][0]["days"]
    (window,) = day["windows"]
    assert window["window"] == "window.5"
    assert len(window["lux"]) == 120
    sunny = [span for span in window["spans"] if span["condition"] == "direct sun"]
    assert all(len(span["spot"]["at"]) == 3 for span in sunny)
    assert 0.0 < sunny[0]["spot"]["speed_m_min"] < 1.0
    assert "window.5 (starboard cabin window)" in answer.text
    assert "spot: work.wide" in answer.text


def test_a_light_asked_for_in_words():
    wanted = "direct sun through the starboard cabin window for at least 30 minutes"
    answer = light_film(VISIT, begin="2021-10-15 12:00", end="2021-10-15 18:00", when=wanted)
    spans = plain(answer)["sets"][0]["spans"]
    assert len(spans) == 4
    assert min(span["length_s"] for span in spans) >= 1800.0
    assert f"{wanted}: 4 times" in answer.text
    assert "(cut by the time asked for)" in answer.text
    never = light_film(VISIT, **DAY, when="direct sun through port cabin window")
    assert "direct sun through port cabin window: never" in never.text


def test_old_element_sets_are_told_with_their_error_and_draw_attention():
    answer = light_film(VISIT, begin="2021-10-25", end="2021-10-25")
    (warning,) = plain(answer)["warnings"]
    assert "element set is 10.3 days from 2021-10-26 00:00" in warning
    assert "expected error 1,6" in warning
    assert warning in answer.text
    assert answer.attention == 1
    with pytest.raises(NotPossible, match="nearest element set is"):
        light_film(VISIT, begin="2022-01-25", end="2022-01-25")


def test_scenes_of_the_visit_have_the_light_they_ask_for():
    scenes = plain(light_film(VISIT, **DAY))["scenes"]
    assert any(one["wants"] for one in scenes)
    assert all(holds for one in scenes for _, holds in one["wants"])
    assert any("sunrise comes after 2" in line for one in scenes for line in one["lines"])
    assert not any(one["wrong"] for one in scenes)


def test_light_of_a_scene_at_its_moment_and_twenty_minutes_later(small):
    folder = small(STATION, "light: {at: 2021-10-15 17:10:00}")
    film = with_elements(load_film(folder), folder)
    shine, _ = scene_light(film, film.scenes[0])
    later, _ = scene_light(film, film.scenes[0], after_s=1200.0)
    assert (shine.sun_share, later.sun_share) == (1.0, 0.0)
    assert later.utc_ms - shine.utc_ms == 1_200_000
    unsaid = small()
    assert scene_light(load_film(unsaid), film.scenes[0]) is None


def test_a_cue_of_the_sun_without_a_moment_is_told_its_moments(small):
    folder = small(
        f"{STATION}\ndays: {{from: 2021-10-15, to: 2021-10-15}}", "light: {sunrise: 2 s, sunset: 1 s}"
    )
    (one,) = plain(light_film(folder))["scenes"]
    assert one["at"] is None
    assert one["starts"][0].startswith("2021-10-15T00:43:4")
    assert "wants sunrise after 2 s; it could start at 2021-10-15 00:43:4" in one["lines"][0]
    assert len(one["starts"]) == 8


def test_a_cue_that_the_sun_does_not_keep_demands_attention(small):
    folder = small(STATION, "light: {at: 2021-10-15 17:47:00, sunrise: 2 s, wants: [night, sunlight]}")
    answer = light_film(folder, **DAY)
    (one,) = plain(answer)["scenes"]
    assert "with sunrise after 2 s, but it comes 58 s later: write 'sunrise: 60 s'" in one["lines"][0]
    assert one["wants"] == [["night", True], ["sunlight", False]]
    assert "DOES NOT HOLD" in answer.text
    assert answer.attention == 1


def test_a_wish_without_a_moment_is_counted_over_the_days(small):
    folder = small(
        f"{STATION}\ndays: {{from: 2021-10-15, to: 2021-10-15}}", "light: {wants: night for at least 20 min}"
    )
    (one,) = plain(light_film(folder))["scenes"]
    assert one["wants"] == [["night for at least 20 min", None]]
    assert "16 times on the film's days, first 2021-10-15 00:20:04Z for 23.6 min" in one["lines"][0]


def test_a_moment_alone_is_told(small):
    folder = small(STATION, "light: {at: 2021-10-15 17:47:00}")
    (one,) = plain(light_film(folder, **DAY))["scenes"]
    assert one["lines"] == ["1 starts 2021-10-15 17:47:00Z"]


def test_sets_on_the_moon_and_on_mars_have_their_days(small, monkeypatch):
    folder = small("sites: {moon: {latitude: 26.1 deg, longitude: 3.6 deg}}")
    scene = folder / "scenes" / "meeting.yaml"
    film = load_film(folder)
    assert place_in(film, "moon").beta(None) is None
    assert place_in(film, "mars") is None
    assert place_in(film, "parabola") is None
    assert scene.is_file()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ({}, "the film does not say its days"),
        ({"begin": "soon"}, "'soon' is no moment"),
        ({"begin": "2021-10-15", "end": "2021-10-14"}, "the time ends before it begins"),
        ({"begin": "2021-10-15", "end": "2023-10-15"}, "more than 366 days"),
        ({**DAY, "at": "window.99"}, "no set has a window 'window.99'"),
        ({**DAY, "when": "moonlight"}, "'moonlight' asks for no light"),
    ],
)
def test_what_cannot_be_asked_is_refused(small, ask, words):
    folder = small(STATION)
    with pytest.raises(FilmError, match=words):
        light_film(folder, **ask)


def test_a_film_without_an_orbit_has_no_light_to_tell(small):
    with pytest.raises(NotPossible, match="no light can be foretold for orbit: say 'station:"):
        light_film(small(), **DAY)


def test_the_time_asked_for():
    film = load_film(VISIT)
    begin, end = film.light.days.first_ms, film.light.days.end_ms
    days = asked_days(film, None, None)
    assert (days.first_ms, days.end_ms) == (begin, end)
    assert asked_days(film, "2021-10-10", None).end_ms == end
    late = asked_days(film, "2021-11-10 06:00", None)
    assert (late.first_ms, late.end_ms) == (read_utc("2021-11-10 06:00"), read_utc("2021-11-11"))
    moment = asked_days(film, "2021-10-10", "2021-10-10 02:00")
    assert moment.end_ms - moment.first_ms == DAY_MS // 12


@pytest.mark.parametrize(
    ("film", "scene", "kind", "place"),
    [
        ("station: {elements: nowhere.tle}", "", "no-elements", "film.yaml"),
        ("station: {elements: station.omm, object: 48274}", "", "wrong-object", "station.omm"),
        (STATION, "light: {wants: moonlight}", "unknown-light", "scenes/meeting.yaml"),
        (STATION, "light: {wants: direct sun through window.99}", "unknown-window", "scenes/meeting.yaml"),
        ("", "light: {at: 2021-10-15}", "no-light", "scenes/meeting.yaml"),
        (STATION, "light: {at: 2021-10-25}", "old-elements", "scenes/meeting.yaml"),
        (STATION, "light: {at: 2022-10-25}", "old-elements", "scenes/meeting.yaml"),
    ],
)
def test_check_names_what_is_wrong_with_the_light(small, film, scene, kind, place):
    problems = check_film(small(film, scene))
    assert problems[0].kind == kind
    assert problems[0].file == place
    assert problems[0].line is not None or kind == "wrong-object"


def test_ten_days_are_warned_of_and_a_year_is_refused(small):
    (late,) = check_film(small(STATION, "light: {at: 2021-10-25}"))
    assert late.warning
    assert "9.3 days from 2021-10-25 00:00: expected error 1,1" in late.what


def test_lengths_as_people_read_them():
    assert [minutes(seconds) for seconds in (0.0, 59.6, 1418.0, 10_799.0, 10_800.0, 200_000.0)] == [
        "0:00", "1:00", "23:38", "179:59", "3.0 h", "2.3 d",
    ]  # fmt: skip


def test_check_warns_of_light_that_is_not_there(small):
    problems = check_film(small(STATION, "light: {at: 2021-10-15 17:47:00, sunrise: 2 s, wants: sunlight}"))
    assert [problem.kind for problem in problems] == ["untrue-light", "untrue-light"]
    assert all(problem.warning and problem.file == "scenes/meeting.yaml" for problem in problems)
    assert "it comes 58 s later: write 'sunrise: 60 s'" in problems[0].what
    assert "wants sunlight: DOES NOT HOLD" in problems[1].what


def test_a_film_whose_light_is_true_is_right(small):
    assert check_film(small(STATION, "light: {at: 2021-10-15 17:47:36, sunrise: 24 s}")) == ()


def test_the_schedule_has_the_same_spans_in_minutes(small):
    folder = small(STATION, "light: {wants: [night, no sunlight for at least 10 min]}")
    film = with_elements(load_film(folder), folder)
    spans = wish_spans(film, film.scenes[0], read_utc("2021-10-15"), read_utc("2021-10-16"))
    times = light_times(film, ["2021-10-14", "2021-10-15"])
    mine = [one for one in times if one.day == 1]
    assert len(mine) == len(spans) == 16
    for one, span in zip(mine, spans, strict=True):
        assert (one.condition, one.place) == ("night and no sunlight for at least 10 min", "tunnel")
        start, end = (read_utc("2021-10-15") + 60_000 * minute for minute in one.minutes)
        assert 0 <= start - span.start_ms < 60_000
        assert 0 <= span.end_ms - end < 60_000
    assert {one.day for one in times} == {0, 1}


def test_scenes_that_want_nothing_have_no_times(small):
    folder = small(STATION)
    film = with_elements(load_film(folder), folder)
    assert light_times(film, ["2021-10-15"]) == ()
    assert wish_spans(film, film.scenes[0], 0, DAY_MS) == ()


def test_check_warns_of_a_cue_of_the_sun_without_its_moment(small):
    folder = small(STATION, "light: {at: 2021-10-15 17:47:36}")
    path = folder / "scenes" / "meeting.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("say L2, 1 s after L1", "say L2 on light sunrise")
    )
    (problem,) = check_film(folder)
    assert (problem.kind, problem.warning) == ("unsaid-light", True)
    assert (
        "scene 1 waits for sunrise, and nothing says when that is; by the sky it comes 24 s after"
        in problem.what
    )
    assert "write 'light: {sunrise: 24 s}'" in problem.remedy
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1].endswith("on light sunrise")


def test_without_an_orbit_it_warns_all_the_same(small):
    folder = small()
    path = folder / "scenes" / "meeting.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A at 14 s", "A on light sunset"))
    (problem,) = check_film(folder)
    assert "waits for sunset, and nothing says when that is" in problem.what
