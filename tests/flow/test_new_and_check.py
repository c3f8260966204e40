from __future__ import annotations

import pytest

from offworld.cli.main import main
from offworld.errors import FilmError
from offworld.flow.check import check_film, load_film
from offworld.flow.new import new_film


def test_a_new_film_is_right_and_small(tmp_path):
    answer = new_film(tmp_path / "mine")
    assert check_film(tmp_path / "mine") == ()
    film = load_film(tmp_path / "mine")
    (scene,) = film.scenes
    assert (len(film.people), scene.set_id, scene.length_s) == (2, "tunnel", 20.0)
    assert all(path.is_file() for path in answer.made)
    assert answer.made[0].name == "meeting.yaml"
    assert "offworld check" in answer.text


def test_an_empty_folder_is_used(tmp_path):
    assert main(["new", str(tmp_path)]) == 0
    assert main(["check", str(tmp_path)]) == 0


@pytest.mark.parametrize("full", ["folder", "file"])
def test_what_is_there_is_left_alone(tmp_path, full):
    path = tmp_path / "x"
    if full == "file":
        path.write_text("mine")
    else:
        path.mkdir()
        (path / "film.yaml").write_text("mine")
    with pytest.raises(FilmError, match="is not empty"):
        new_film(path)
    assert (path if full == "file" else path / "film.yaml").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FilmError, match="cannot be made"):
        new_film(tmp_path / "file" / "below")


def test_mistakes_end_with_exit_code_2(tmp_path, capsys):
    new_film(tmp_path / "x")
    scene = tmp_path / "x" / "scenes" / "meeting.yaml"
    scene.write_text(scene.read_text().replace("rail.p3", "rial.p3", 1))
    assert main(["check", str(tmp_path / "x")]) == 2
    told = capsys.readouterr().out
    assert (
        "scenes/meeting.yaml:13:33: nobody and nothing here is called 'rial.p3' — did you mean 'rail.p3'?"
        in told
    )
