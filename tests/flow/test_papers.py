from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from offworld.film.cue_card import CameraWay, CardPicture
from offworld.film.scene import Film
from offworld.film.shot import look_from
from offworld.flow.papers import read_views, write_views
from offworld.flow.records import write_record
from offworld.flow.steps import views


def test_pictures_and_cameras_come_back_as_they_were_kept(tmp_path):
    pictures = (
        CardPicture(person="женя", tick=120, kind="grip", picture=b"\xff\xd8one"),
        CardPicture(person="ivan", tick=0, kind="start", picture=b"\xff\xd8two"),
    )
    lens = look_from((0.0, 0.1, 0.2), (1.0, 0.0, 0.0), (0, 0, 1), lens_mm=25.0)
    cameras = (CameraWay(camera="A", ticks=(0, 500), views=(lens, replace(lens, lens_mm=35.0)), aspect=2.39),)
    write_views(tmp_path, pictures, cameras)
    assert read_views(tmp_path) == (pictures, cameras)
    assert {path.name for path in tmp_path.iterdir()} == {"01.jpg", "02.jpg", "pictures.json", "cameras.json"}


def test_a_take_without_a_frame_has_no_pictures(tmp_path, monkeypatch):
    film = Film(
        title="", rate=Fraction(25), aspect=Fraction(2), people=(), props=(), sets=(), worlds=(), scenes=()
    )
    write_record(tmp_path / "settings.json", film)
    out = tmp_path / "out"
    out.mkdir()

    class Empty:
        length = 0

    monkeypatch.setattr(views, "read_shot_take", lambda *_: Empty())
    views.make({"settings": tmp_path / "settings.json", "take": tmp_path}, out)
    assert read_views(out) == ((), ())
    with pytest.raises(FileNotFoundError):
        read_views(tmp_path)
