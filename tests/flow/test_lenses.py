"""Cameras and lenses from film.yaml to the shot list, and refusals in a module where no lens fits."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from offworld.cli.main import main
from offworld.film.shot_list import ShotRow
from offworld.flow.kit import list_cameras, list_lenses
from offworld.flow.make import open_film
from offworld.flow.records import read_record
from offworld.flow.shot_take import read_shot_findings
from offworld.flow.stages import FRAME, TAKE
from offworld.geometry.focus import sharp_from_to
from offworld.report.shots import ShotsShown
from offworld.store.take import read_take

FILM = """\
title: The cell
aspect: 2.39
people:
  mira: {sex: female, stature: 1.66 m, mass: 57 kg}
camera: {body: ARRI ALEXA 35, mode: 4.6K 16:9, lenses: "Cooke S4/i [75, 100]"}
scenes: [cell]
"""
SET = """\
title: A cell of two metres by one and a half
up: [0, 0, 1]
parts:
  - {tunnel: hall, from: [-1, 0, 0], to: [1, 0, 0], width: 1.5, height: 1.5, closed_from: true, closed_to: true}
"""
SCENE = """\
scene: 1
set: cell
world: orbit
length: 0.5 s
start:
  mira: up +x, facing +y, floating at [0, -0.2, 0]
cameras:
  C: MS on mira, up mira
"""


@pytest.fixture(scope="module")
def cell(tmp_path_factory):
    """A film in a small module with nothing but long lenses."""
    folder = tmp_path_factory.mktemp("cell") / "film"
    (folder / "scenes").mkdir(parents=True)
    (folder / "sets").mkdir()
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    (folder / "sets" / "cell.yaml").write_text(SET, encoding="utf-8")
    (folder / "scenes" / "cell.yaml").write_text(SCENE, encoding="utf-8")
    return folder


def test_check_warns_before_there_is_a_take_and_finds_no_mistake(cell, capsys):
    assert main(["check", str(cell)]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "scenes/cell.yaml:8:6: warning: an MS of mira cannot be had in cell, where no lens "
    )
    assert "an MS here needs 35 mm or wider, and the package has 75 to 100 mm" in told
    assert told.endswith("1 warning\n")
    assert main(["check", str(cell), "--json"]) == 0
    (warning,) = json.loads(capsys.readouterr().out)
    assert (warning["kind"], warning["warning"]) == ("no-lens-fits", True)


def test_a_shot_that_no_lens_fits_is_refused_with_the_condition_and_the_lens_that_would_do(cell, capsys):
    assert main(["frame", str(cell), "1", "--quiet"]) == 3
    told = capsys.readouterr().out
    assert "C: no lens gets more than 1.5" in told
    assert "an MS here needs 24 mm or wider, and the package has 75 to 100 mm" in told
    assert "Cooke S4/i has 14, 16, 18, 21 mm too." in told
    work = open_film(cell)
    work.make_here(TAKE, "1")
    (found,) = read_shot_findings(work.make_here(FRAME, "1").folder)
    assert (found.kind, found.weight) == ("framing", "care")
    assert "an MS here needs 24 mm or wider" in found.text


def test_what_cannot_be_had_cannot_be_kept(cell, capsys):
    before = (cell / "scenes" / "cell.yaml").read_bytes()
    assert main(["frame", str(cell), "1", "--keep", "C", "--quiet"]) == 3
    assert "shot C cannot be kept, for it cannot be had: no lens gets more than" in capsys.readouterr().err
    assert (cell / "scenes" / "cell.yaml").read_bytes() == before


def test_with_the_lens_that_would_do_it_is_found_and_the_list_says_with_what(cell, capsys):
    film, scene = cell / "film.yaml", cell / "scenes" / "cell.yaml"
    film.write_text(FILM.replace("[75, 100]", "[16, 75]").replace("16:9,", "16:9, stop: T4,"))
    scene.write_text(
        SCENE + "  D: MS on mira, 75 mm\n  H: {lens: 16 mm, at: '[0.5, 0.5, 0]', looks at: mira's face}\n"
    )
    # One of two is found: what cannot be had is a finding, and no refusal of all.
    assert main(["frame", str(cell), "1", "--quiet"]) == 0
    assert "D: no lens gets more than" in (told := capsys.readouterr().out)
    assert "an MS here needs 24 mm or wider, not the 75 mm asked for; the package has 16 mm" in told
    text = (cell / "out" / "scenes" / "1" / "shots.csv").read_text()
    rows = {row["shot"]: row for row in csv.DictReader(StringIO(text))}
    found, held = rows["C"], rows["H"]
    assert (found["body"], found["mode"], found["lens"]) == ("ARRI ALEXA 35", "4.6K 16:9", "Cooke S4/i")
    assert (found["gate"], found["lens mm"], found["squeeze"]) == ("28.0 × 11.7 mm", "16", "1")
    assert (found["stop T"], found["stop N"], found["longest lens mm"]) == ("4.0", "3.81", "24")
    assert float(found["clearance m"]) >= 0.24
    for row in (found, held):
        near, far = sharp_from_to(16.0, 3.81, (28.0**2 + 11.715**2) ** 0.5 / 1500.0, float(row["focus m"]))
        assert float(row["sharp from m"]) == pytest.approx(near, abs=0.02)
        assert row["sharp to m"] == "infinity" or float(row["sharp to m"]) == pytest.approx(far, rel=0.05)
    assert all(held[name] for name in ("x m", "w", "up", "roll °", "distance m", "stop T"))


def test_the_page_says_with_what_and_how_little_choice_the_room_leaves(cell):
    rows = read_record(cell / "out" / "scenes" / "1" / "shots.json", tuple[ShotRow, ...])
    take = read_take(cell / "out" / "scenes" / "1" / "take", with_stream=False)
    tight = replace(rows[0], squeeze=2.0, longest_mm=17.9, sharp_to_m=None)
    page = ShotsShown(rows=(tight, *rows[1:])).part(take)
    assert "ARRI ALEXA 35 · 4.6K 16:9 · 28.0 × 11.7 mm · Cooke S4/i · squeeze 2" in page
    assert "16 mm · T 4.0 · focus" in page
    assert "to infinity" in page
    assert "the room allows it 17 mm at most" in page
    plain = ShotsShown(rows=(replace(rows[0], body="", t_stop=None),)).part(take)
    assert "ARRI" not in plain
    assert "16 mm · N 3.81" in plain


def test_the_tables_are_listed_and_known_by_any_case(capsys):
    assert main(["cameras"]) == 0
    assert "RED KOMODO " in capsys.readouterr().out
    assert main(["cameras", "red komodo"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[0] == "RED KOMODO"
    assert "size 101 × 101 × 95 mm, mass 0.95 kg (recalled)" in told
    assert "6K 16:9  25.34 × 14.26 mm  5760 × 3240  4.40 µm  0.0194 mm" in told
    assert main(["lenses", "Cooke Anamorphic/i"]) == 0
    told = capsys.readouterr().out
    assert "anamorphic, squeeze 2" in told
    assert "40 mm   2.3  (2.2)  0.84 m" in told
    assert main(["lenses", "--json"]) == 0
    assert {one["name"] for one in json.loads(capsys.readouterr().out)} >= {
        "Cooke S4/i",
        "ZEISS Master Prime",
    }
    assert list_lenses("ARRI Signature Zoom 16-32mm").text.splitlines()[1].startswith("a zoom")
    assert "needs 0.18 m about the lens" in list_cameras("Blackmagic Cinema Camera 6K").text


@pytest.mark.parametrize(
    ("command", "name", "told"),
    [
        ("lenses", "Cook S4/i", "there is no lens set 'Cook S4/i' — did you mean 'Cooke S4/i'?"),
        ("cameras", "Komodo 6K", "there is no camera 'Komodo 6K'"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(command, name, told, capsys):
    assert main([command, name]) == 2
    assert told in capsys.readouterr().err
