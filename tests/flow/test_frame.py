"""Shots in words from the scene file to pictures, and back into the scene file."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest

from offworld.cli.main import main
from offworld.errors import OffworldError
from offworld.film.shot_list import ShotRow
from offworld.flow.check import load_film
from offworld.flow.frame import frame_scene
from offworld.flow.make import open_film
from offworld.flow.records import read_record
from offworld.flow.rehearse import rehearse_scene
from offworld.flow.shot_take import read_framed, with_shots
from offworld.flow.stages import FINAL_STAGES, FRAME, TAKE
from offworld.flow.steps import final_shots
from offworld.flow.steps import shots as shots_step
from offworld.geometry import rotation
from offworld.picture.frames import slate
from offworld.picture.shots import shots
from offworld.report.shots import ShotsShown
from offworld.store.take import read_take

SHOTS = """\
  C: MS on mira, up mira, three-quarter left   # her
  D: over tomas on mira, CU, up set
  E: POV of tomas, from L1 to L1
  F: ELS on mira, 50 mm                        # no lens is so wide that the room holds it
  G: CU on tomas, from start of hold
"""


@pytest.fixture(scope="module")
def framed(real, tmp_path_factory):
    """A short film with shots in words, and what framing them says."""
    film = real.short_film(tmp_path_factory.mktemp("frame") / "film", "1.6 s")
    real.edit(film, "say L1 at 2 s", "say L1 at 0.2 s")
    real.edit(film, "cuts: [A, B on L2, A at 14 s]", "cuts: [C, D at 0.5 s, F at 1 s]")
    real.edit(film, "up: tomas}\n", f"up: tomas}}\n{SHOTS}")
    return film, frame_scene(film, "1")


def rows_of(film):
    return read_record(film / "out" / "scenes" / "1" / "shots.json", tuple[ShotRow, ...])


def take_of(film):
    work = open_film(film)
    folder = work.make_here(TAKE, "1").folder / "take"
    return read_take(folder, with_stream=False), read_framed(work.make_here(FRAME, "1").folder)


def test_each_shot_is_found_or_refused_with_a_reason(framed):
    film, answer = framed
    rows = {row.camera: row for row in rows_of(film)}
    assert [row.status for row in rows.values()] == [
        "by hand", "by hand", "found", "found", "found", "impossible", "found",
    ]  # fmt: skip
    assert rows["C"].size in {"bust", "MS", "cowboy"}
    assert "mira" in rows["C"].up
    assert all(
        abs(row.roll_deg) < 20 for row in rows.values() if row.status == "found" and row.roll_deg is not None
    )
    assert rows["C"].clearance_m > 0.17
    assert rows["F"].reason
    assert "F: " + rows["F"].reason in answer.text
    assert answer.attention >= 1
    assert (rows["E"].start, rows["E"].end) == (200, 1600)


def test_stills_and_a_table_are_published(framed):
    film, _ = framed
    out = film / "out" / "scenes" / "1"
    for row in rows_of(film):
        assert row.pictures[0] == f"{row.camera}.jpg"
        assert all((out / "shots" / name).is_file() for name in row.pictures)
    table = list(csv.DictReader(StringIO((out / "shots.csv").read_text())))
    assert [row["shot"] for row in table] == ["A", "B", "C", "D", "E", "F", "G"]
    assert table[2]["asked for"] == "MS on mira, up mira, three-quarter left"
    assert float(table[2]["lens mm"]) in {18, 25, 35, 50}
    assert table[5]["status"] == "impossible"


def test_stills_of_final_quality_take_the_place_of_drafts():
    module = {stage.name: stage.module for stage in FINAL_STAGES}["shots"]
    assert module == "offworld.flow.steps.final_shots"


def test_the_final_stage_draws_shots_as_well_as_can_be(framed, tmp_path, monkeypatch):
    film, _ = framed
    asked = []
    monkeypatch.setattr(
        shots_step, "_draw", lambda camera, one, view, place: asked.append((one, view)) or place.name
    )
    monkeypatch.setattr(final_shots, "FINAL", shots_step.OTHER)
    work = open_film(film)
    for stage in (TAKE, FRAME):
        work.make_here(stage, "1")
    given = {**work.job(FRAME, "1").given, "framed": work.results["frame", "1"].folder}
    final_shots.make(given, tmp_path)
    rows = read_record(tmp_path / "shots.json", tuple[ShotRow, ...])
    assert sum(len(row.pictures) for row in rows) == len(asked)
    # Each still of a found shot is in focus where its list says.
    first = {one.set_up.id: view for one, view in reversed(asked)}
    assert all(
        first[row.camera].focus_m == pytest.approx(row.focus_m) for row in rows if row.status == "found"
    )


def test_the_picture_is_that_of_the_found_set_up_and_the_wide_one_where_there_is_none(framed):
    film, _ = framed
    take, found = take_of(film)
    plan = shots(with_shots(take, found), load_film(film).rate)
    assert {shot.camera for shot in plan} == {"C", "D", "F"}
    first = next(one for one in found if one.framing.id == "C").answers[0]
    assert plan[0].view.position == pytest.approx(first.position)
    assert plan[0].view.attitude == pytest.approx(first.attitude)
    assert plan[0].view.lens_mm == first.lens_mm
    assert plan[-1].view.lens_mm == 16.0
    assert "F: not found, wide" in slate(with_shots(take, found), plan[-1])
    assert "not found" not in slate(with_shots(take, found), plan[0])


def test_who_looks_is_not_seen_and_the_frame_takes_their_up(framed):
    film, _ = framed
    take, found = take_of(film)
    set_up = next(one for one in with_shots(take, found).rehearsal.scene.set_ups if one.id == "E")
    assert set_up.eyes_of == "tomas"
    row = next(row for row in rows_of(film) if row.camera == "E")
    head = take.poses[take.row(row.tick)][take.node("tomas/head")]
    up = rotation.rotate(np.asarray(head[3:], dtype=float), [0.0, 0.0, 1.0])
    top = rotation.rotate(np.asarray(row.attitude), [0.0, 1.0, 0.0])
    assert float(up @ top) > 0.9


def test_a_scene_without_cuts_is_cut_to_each_shot_as_its_time_comes(framed):
    film, _ = framed
    take, found = take_of(film)
    scene = replace(take.rehearsal.scene, cuts=())
    bare = replace(take, rehearsal=replace(take.rehearsal, scene=scene))
    later = replace(found[2], framing=replace(found[2].framing, start=700))
    assert with_shots(bare, (later,)).cuts == ((0, "A"), (700, "E"))
    assert with_shots(bare, (found[2],)).cuts == ((0, "A"), (200, "E"))
    assert with_shots(take, ()) is take


def test_the_verdict_tells_of_a_shot_that_cannot_be_had(framed):
    film, _ = framed
    found = rehearse_scene(film, "1").data["findings"]
    told = [one for one in found if one["kind"] == "framing"]
    assert any("Shot F" in one["text"] and "falls back to the wide one" in one["text"] for one in told)


def test_keep_writes_one_line_and_a_changed_take_is_told(framed, real, tmp_path, capsys):
    film = tmp_path / "film"
    shutil.copytree(framed[0], film)
    path = film / "scenes" / "meeting.yaml"
    before = path.read_text().splitlines()
    assert main(["frame", str(film), "1", "--keep", "C,D:2", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kept"] == ["C", "D"]
    after = path.read_text().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split(":")[0].strip() for _, new in changed] == ["C", "D"]
    assert changed[0][1].endswith("   # her")
    kept = {one.framing.id: one.kept for one in load_film(film).scenes[0].framings}
    _, found = take_of(film)
    now = {one.framing.id: one for one in found}
    assert now["C"].status == now["D"].status == "kept"
    assert now["C"].answers[0].position == kept["C"].position
    assert now["C"].answers[0].score.total == pytest.approx(kept["C"].score, abs=2e-3)
    assert not [one for one in rehearse_scene(film, "1").data["findings"] if "is kept" in one["text"]]
    # She floats elsewhere, and the camera stays where it was put.
    real.edit(film, "floating at [-1.75, 0.25, 0.2]", "floating at [-1.35, 0.25, 0.2]")
    findings = rehearse_scene(film, "1").data["findings"]
    told = [one for one in findings if one["kind"] == "framing" and "Shot C" in one["text"]]
    assert told
    assert "the take has changed under it" in told[0]["text"]
    assert "--keep C" in told[0]["remedy"]
    assert {one.framing.id: one.kept for one in load_film(film).scenes[0].framings} == kept


@pytest.mark.parametrize(
    ("keep", "what"),
    [
        ("c", "no shot to keep"),
        ("Z", "no shot 'Z'"),
        ("C:9", "has no answer 9"),
        ("F", "cannot be kept"),
        ("A", "no shot 'A'"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(framed, keep, what):
    film, _ = framed
    before = (film / "scenes" / "meeting.yaml").read_bytes()
    with pytest.raises(OffworldError, match=what):
        frame_scene(film, "1", keep=keep)
    assert (film / "scenes" / "meeting.yaml").read_bytes() == before


def test_the_page_shows_the_shots(framed):
    film, _ = framed
    rows = rows_of(film)
    take, _ = take_of(film)
    pictures = {name: b"JPEG" for row in rows for name in row.pictures}
    text = ShotsShown(rows=rows, pictures=pictures, list_href="shots.csv").part(take)
    assert text.count("<article") == len(rows)
    assert "cannot be had" in text
    assert "size of mira" in text
    assert 'href="shots.csv"' in text
    assert text.count("<svg") == 2


def test_an_operator_who_is_elsewhere_is_told_by_frame_and_by_the_verdict(framed, real, tmp_path):
    film = tmp_path / "film"
    shutil.copytree(framed[0], film)
    real.edit(film, "G: CU on tomas, from start of hold", "G: CU on tomas, held by mira, from start of hold")
    answer = frame_scene(film, "1")
    told = [line for line in answer.text.splitlines() if "is held by mira" in line]
    assert len(told) == 1
    assert "was not rehearsed so" in told[0]
    found = [one["text"] for one in rehearse_scene(film, "1").data["findings"] if one["kind"] == "framing"]
    assert any("is held by mira" in one for one in found)


def test_the_shots_are_chosen_together_on_request(framed):
    film, plain = framed
    answer = frame_scene(film, "1", continuity=True)
    chosen = answer.data["together"]
    counts = {one.framing.id: len(one.answers) for one in answer.data["framed"]}
    # Cuts go to C, D and F, of which F cannot be had.
    assert set(chosen) == {"C", "D"}
    assert all(1 <= number <= counts[camera] for camera, number in chosen.items())
    assert "Chosen together" in answer.text
    assert "--continuity --keep" in answer.text
    assert "together" not in plain.data


def test_what_was_chosen_together_is_written_and_what_is_kept_stands(framed, tmp_path):
    film = tmp_path / "film"
    shutil.copytree(framed[0], film)
    path = film / "scenes" / "meeting.yaml"
    first = frame_scene(film, "1", keep="C,", continuity=True)
    assert first.data["kept"] == ["C"]
    chosen = path.read_text().splitlines()
    # C is kept now: all that is left to choose is D, and C's line is not touched again.
    again = frame_scene(film, "1", keep="", continuity=True)
    assert again.data["kept"] == ["D"]
    assert set(again.data["together"]) == {"D"}
    after = path.read_text().splitlines()
    assert [new.split(":")[0].strip() for old, new in zip(chosen, after, strict=True) if old != new] == ["D"]
    kept = {one.framing.id: one.kept for one in load_film(film).scenes[0].framings}
    assert kept["C"].score is not None
    assert kept["D"].score is not None
    before = path.read_bytes()
    for keep, what in (
        ("C", "kept already"),
        ("G", "never has the picture"),
        ("F", "cannot be kept"),
        ("Z", "'Z'"),
    ):
        with pytest.raises(OffworldError, match=what):
            frame_scene(film, "1", keep=keep, continuity=True)
    last = frame_scene(film, "1", keep="", continuity=True)
    assert last.data["kept"] == []
    assert "there is nothing to choose" in last.text
    assert path.read_bytes() == before
