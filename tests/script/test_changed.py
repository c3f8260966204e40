"""One scene read again with lines changed, through the same checks as a written one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offworld.errors import FilmError
from offworld.flow.records import rehearsal_of
from offworld.script.changed import Rewrite
from offworld.script.folder import open_scene
from offworld.script.lines import labelled
from offworld.space import read_set


@pytest.fixture
def opened(base_film):
    return open_scene(base_film, read_set, "7")


def scene_of(film):
    (scene,) = film.scenes
    return rehearsal_of(film, scene)


def test_with_nothing_changed_it_is_the_scene_as_read(opened, right_film):
    assert scene_of(opened.read(Rewrite())) == rehearsal_of(right_film, right_film.scenes[0])


def test_its_lines(opened, right_film):
    said = [beat.id for beat in right_film.scenes[0].beats]
    assert [line.id for line in opened.lines.beats] == said[: len(opened.lines.beats)]
    assert opened.lines.starts["ivan"] == "left foot in loop.3, lying across zhenya"
    assert opened.lines.beat("take").text.startswith("dubrov [right hand]: take scalpel")


def test_a_start_line_in_place_of_another(opened):
    changed = scene_of(opened.read(Rewrite(starts={"ivan": "both hands on rail.s2"})))
    ivan = next(start for start in changed.scene.people if start.person == "ivan")
    assert [hold.target.name for hold in ivan.holds] == ["rail.s2", "rail.s2"]


def test_somebody_who_has_no_start_line_gets_one(opened):
    assert "dubrov" not in opened.lines.starts
    changed = scene_of(opened.read(Rewrite(starts={"dubrov": "left foot in loop.2"})))
    dubrov = next(start for start in changed.scene.people if start.person == "dubrov")
    assert dubrov.holds[0].target.name == "loop.2"


def test_a_changed_beat_a_new_one_and_another_order(opened):
    beats = {line.id: line for line in opened.lines.beats}
    ids = list(beats)
    take = replace(labelled(beats["take"]), deed="take scalpel at 3 s")
    new = replace(
        beats["take"], id="steady", who="steady = dubrov [left hand]", deed="hold nearest rail at 0 s"
    )
    order = ("steady", *reversed(ids))
    changed = scene_of(opened.read(Rewrite(beats=(take, new), order=order)))
    mine = [beat.id for beat in changed.scene.beats if beat.id in order]
    assert mine[0] == "steady"
    found = {beat.id: beat for beat in changed.scene.beats}
    assert found["take"].start.delay_s == 3.0
    assert found["steady"].intent.move == "hold"


def test_what_no_check_would_let_pass_is_refused(opened):
    with pytest.raises(FilmError, match="the left foot is in two places"):
        opened.read(Rewrite(starts={"ivan": "left foot in loop.3, left foot in loop.2"}))


def test_a_scene_that_is_not_there(base_film):
    with pytest.raises(FilmError):
        open_scene(base_film, read_set, "8")


def test_a_film_that_is_wrong(base_film):
    path = base_film / "scenes" / "operation.yaml"
    path.write_text("scene: [", encoding="utf-8")
    with pytest.raises(FilmError):
        open_scene(base_film, read_set, "7")


def test_a_scene_without_start_or_beats(base_film):
    path = base_film / "scenes" / "operation.yaml"
    path.write_text(
        "scene: 7\nset: zvezda\nworld: orbit\nlength: 2 s\nbeats:\n  - ivan: stay near rail.s4\n",
        encoding="utf-8",
    )
    (base_film / "script.fountain").unlink()
    opened = open_scene(base_film, read_set, "7")
    assert not opened.lines.starts
    changed = scene_of(opened.read(Rewrite(starts={"ivan": "both hands on rail.s4"})))
    assert changed.scene.people[0].holds
