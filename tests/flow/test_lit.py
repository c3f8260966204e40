"""The light of a scene from the film's orbit to its pictures: moments, exposure, the Sun's turn, the page of days."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from offworld.film.light_said import FilmLight, Site
from offworld.film.lit import LitScene, SceneLight
from offworld.flow.check import load_film
from offworld.flow.light_place import with_elements
from offworld.flow.lit import ev100, light_place, moment, read_light, room_lux, scene_light
from offworld.flow.lit_turn import lasts, nearest_turn, strongest
from offworld.flow.records import read_record, rehearsal_of, settings_of, write_record
from offworld.flow.steps import days, light, lit
from offworld.picture.frames import Quality
from offworld.store.take import write_take
from offworld.utc import read_utc

VISIT = Path(__file__).resolve().parents[2] / "films" / "the-visit"


@pytest.fixture(scope="module")
def film():
    return with_elements(load_film(VISIT), VISIT)


@pytest.fixture(scope="module")
def scene(film):
    return film.scenes[0]


@pytest.fixture(scope="module")
def place(film, scene):
    return light_place(film, scene)[0]


def test_the_light_of_a_take_covers_it_at_one_exposure(film, scene):
    found = scene_light(film, scene, 5000)
    assert [one.tick for one in found.moments] == [0.0, 2000.0, 4000.0, 5000.0]
    assert found.moments[-1].shine.utc_ms - found.moments[0].shine.utc_ms == 5000
    assert found.lamps == pytest.approx(0.35)
    sunny = [one.window for one in found.moments[0].windows if one.sun_lux > 0.0]
    assert "window.11" in sunny
    # 0.35 of the lamps' 300 lx and some 60 to 120 lx from the windows: log2(E / 2.5).
    assert 6.0 < found.ev100 < 6.6


def test_a_scene_that_does_not_say_when_has_the_light_of_its_lamps(film, scene, tmp_path):
    silent = replace(film, light=replace(film.light, scenes=()))
    assert scene_light(silent, scene, 5000) is None
    assert light_place(replace(film, light=FilmLight()), scene) is None
    assert read_light(None) is None
    assert read_light(tmp_path) is None


def test_against_the_fixture_the_nearest_turn_is_the_sunset_of_that_orbit(film, scene, place):
    stage_set = film.sets[0]
    # Handbook light, section 2.3: sunset 17:24:22, sunrise 17:48:00.
    turn, sets = nearest_turn(place, stage_set, read_utc("2021-10-15 17:16:02"))
    assert sets
    assert turn == pytest.approx(read_utc("2021-10-15 17:24:22"), abs=3000)
    turn, sets = nearest_turn(place, stage_set, read_utc("2021-10-15 17:40:00"))
    assert not sets
    assert turn == pytest.approx(read_utc("2021-10-15 17:48:00"), abs=3000)


def test_how_long_the_light_lasts_yet(film, scene, place):
    now = moment(film, scene, place, read_utc("2021-10-15 17:16:02"), 0.0)
    best, names = strongest(now)
    assert best == "direct sun"
    assert "window.11" in names
    assert lasts(place, film.sets[0], now) == pytest.approx(500.0, abs=6.0)
    night = moment(film, scene, place, read_utc("2021-10-15 17:36:00"), 0.0)
    assert strongest(night)[0] == "earth night"
    # Until the sunrise of the fixture, 17:48:00, though the windows below have night for longer.
    assert lasts(place, film.sets[0], night) == pytest.approx(720.0, abs=6.0)
    assert strongest(replace(night, windows=()))[0] == "night"
    assert lasts(place, film.sets[0], replace(night, windows=())) is None
    windows, lamps = room_lux(film, scene, night)
    assert windows < 0.01
    assert lamps == pytest.approx(105.0)
    dark = replace(film, light=replace(film.light, levels=replace(film.light.levels, lamp_lux=0.0)))
    # Nobody exposes for nothing.
    assert ev100(dark, scene, night) > 0.0


@pytest.fixture(scope="module")
def given(film, scene, hand_made, tmp_path_factory):
    """What the stages of light are given: a take made by hand in scene 1."""
    folder = tmp_path_factory.mktemp("given")
    take = hand_made.make_take(400, "zvezda")
    own = replace(take.rehearsal.scene, id=scene.id, cuts=())
    take = replace(take, rehearsal=replace(take.rehearsal, scene=own), cuts=((0, "B"),))
    write_take(take, folder / "take")
    (folder / "scenes").mkdir()
    rehearsal = replace(rehearsal_of(film, scene), stage_set=take.rehearsal.stage_set)
    write_record(folder / "scenes" / "1.json", rehearsal)
    write_record(folder / "settings.json", settings_of(film))
    write_record(folder / "film.json", replace(film, scenes=(), sets=(), worlds=(), light=FilmLight()))
    write_record(folder / "light.json", film.light)
    return {
        "take": folder / "take", "settings": folder / "settings.json", "rehearsal": folder / "scenes" / "1.json",
        "outside": folder / "light.json", "film": folder / "film.json", "rehearsals": folder / "scenes",
    }  # fmt: skip


@pytest.fixture(scope="module")
def lit_given(given, tmp_path_factory):
    out = tmp_path_factory.mktemp("light")
    light.make(given, out)
    return {**given, "light": out}


def test_the_stage_of_light_leaves_what_pictures_read(lit_given):
    found = read_light(lit_given["light"])
    assert isinstance(found, SceneLight)
    assert len(found.moments) == 2


def test_the_page_gets_its_frame_now_later_and_through_the_sunset(lit_given, tmp_path, monkeypatch):
    monkeypatch.setattr(lit, "_PROBES", 2)
    for name, height in (("_PAIR", 96), ("_STRIP", 48), ("_PROBE", 48)):
        monkeypatch.setattr(lit, name, Quality(height=height, samples=0))
    lit.make(lit_given, tmp_path)
    found = read_record(tmp_path / "lit.json", LitScene)
    assert found.sets
    assert found.later.after_s == 1200.0
    assert [frame.picture for frame in found.strip] == [f"{number:02d}.jpg" for number in range(1, 9)]
    gaps = [b.utc_ms - a.utc_ms for a, b in zip(found.strip, found.strip[1:], strict=False)]
    assert gaps == [120_000] * 7
    # The Sun sets between the fifth and the sixth; exposed the same, the night is darker.
    assert found.strip[4].utc_ms < found.turn_ms < found.strip[5].utc_ms
    assert [frame.through for frame in found.strip[4:6]] == ["direct sun", "earth night"]
    assert found.now.off == pytest.approx(0.0, abs=0.05)
    assert found.later.off < -0.4
    now, later = (
        np.asarray(Image.open(tmp_path / name).convert("L")).mean() for name in ("now.jpg", "later.jpg")
    )
    assert later < 0.9 * now
    assert found.camera_words == "ISO 800, 180° shutter at 25 frames a second"


def test_without_a_moment_nothing_is_left(given, tmp_path):
    silent = tmp_path / "silent.json"
    write_record(silent, FilmLight())
    out = tmp_path / "out"
    out.mkdir()
    light.make({**given, "outside": silent}, out)
    lit.make({**given, "outside": silent, "light": out}, out)
    days.make({**given, "outside": silent}, out)
    assert not list(out.iterdir())


def test_the_page_of_days_is_written_for_orbit_and_ground(given, film, tmp_path):
    short = replace(film.light, days=None)
    outside = tmp_path / "light.json"
    write_record(outside, short)
    days.make({**given, "outside": outside}, tmp_path)
    page = (tmp_path / days.FILE).read_text(encoding="utf-8")
    assert "in orbit" in page
    assert "scene 1, 17:16" in page
    plain = json.loads(given["rehearsal"].read_bytes())
    on_mars = tmp_path / "scenes"
    on_mars.mkdir()
    plain["scene"]["world_id"] = "mars"
    plain["world"]["kind"] = "mars"
    (on_mars / "1.json").write_text(json.dumps(plain))
    site = replace(short, elements=(), sites=(("mars", Site(body="mars", latitude=-0.08, longitude=2.4)),))
    write_record(outside, site)
    days.make({**given, "outside": outside, "rehearsals": on_mars}, tmp_path)
    page = (tmp_path / days.FILE).read_text(encoding="utf-8")
    assert "on Mars" in page
    assert 'class="sun-path"' in page
