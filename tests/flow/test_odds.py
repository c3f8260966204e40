"""Many takes of a real scene, and any of them again."""

from __future__ import annotations

import dataclasses
import functools
import json
import re

import numpy as np
import pytest

from offworld.audit import audit
from offworld.cli.output import to_json
from offworld.errors import FilmError, NotPossible, StoreError
from offworld.film.habits import Profile, Spread
from offworld.film.profiles import CALM, SPREADS, TRAINED
from offworld.film.scene import Rehearsal
from offworld.flow import odds
from offworld.flow.odds import rehearse_takes
from offworld.flow.odds_runs import Asked
from offworld.flow.profiles import profile_named
from offworld.flow.records import read_record, write_record
from offworld.flow.replay import replay_take
from offworld.flow.scene_odds import kept_odds
from offworld.flow.steps import takes
from offworld.rehearse import run
from offworld.rehearse.session import Session
from offworld.store.odds_table import read_table, table_bytes
from offworld.store.take import read_take


@pytest.fixture(scope="module")
def many(real, tmp_path_factory):
    """A film of a short scene with three takes by two workers."""
    film = real.short_film(tmp_path_factory.mktemp("odds") / "film", "1.2 s")
    return film, rehearse_takes(film, "1", takes=3, workers=2)


def test_takes_are_written_as_a_table(many):
    film, answer = many
    place = film / "out" / "scenes" / "1" / "odds" / "trained.parquet"
    assert answer.made == (place,)
    table = read_table(place)
    assert [row.take for row in table.rows] == [1, 2, 3]
    assert table.profile == TRAINED
    assert len({row.peak_n for row in table.rows}) == 3
    assert all(row.loads >= row.gentle > 0 for row in table.rows)
    assert all(row.back_s >= 10.0 and len(row.ends) >= 2 for row in table.rows)
    kept = kept_odds(place.parent)
    assert [one.odds for one in kept] == [answer.data["odds"]]
    assert kept[0].set_up == answer.data["set_up"]
    assert "Time for the set-up" in answer.text
    assert "3 takes with trained people" in answer.text
    assert json.loads(to_json(answer.data))["odds"]["takes"] == 3


def test_one_worker_makes_the_same_bytes(many, real, tmp_path):
    _, answer = many
    other = real.short_film(tmp_path / "film", "1.2 s")
    again = rehearse_takes(other, "1", takes=3, workers=1)
    assert again.made[0].read_bytes() == answer.made[0].read_bytes()


@pytest.mark.parametrize("number", [1, 3])
def test_any_take_is_made_again_as_it_stands_in_the_table(many, tmp_path, number):
    film, answer = many
    place = None if number == 1 else tmp_path / "take"
    again = replay_take(film, "1", take=number, out=place)
    assert again.data["in_table"]
    assert again.text.endswith(f"Take {number} with trained people, as in the table.")
    take = read_take(again.made[0])
    assert take.rehearsal.take == number
    assert take.stream is not None
    assert audit(take).trusted
    row = json.loads(again.made[0].with_name(f"{again.made[0].name}.json").read_text())["row"]
    assert row["seed"] == read_table(answer.made[0]).rows[number - 1].seed


def test_a_take_beyond_the_table_or_of_another_seed_is_said_to_be_in_none(many, tmp_path):
    film, _ = many
    assert not replay_take(film, "1", take=9, out=tmp_path / "nine").data["in_table"]
    assert not replay_take(film, "1", take=1, seed=8, out=tmp_path / "eight").data["in_table"]


def test_other_times_of_the_crew_make_no_take_again(many):
    film, before = many
    path = film / "film.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "times: {settle: 100 s}\n", encoding="utf-8")
    after = rehearse_takes(film, "1", takes=3, workers=1)
    path.write_text(text, encoding="utf-8")
    old, new = before.data["odds"].back_s, after.data["odds"].back_s
    assert new == pytest.approx((old[0] + 90.0, old[1] + 90.0))
    assert rehearse_takes(film, "1", takes=3, workers=1).data["odds"] == before.data["odds"]


def test_what_is_kept_of_another_version_is_passed_over(many, tmp_path):
    _, answer = many
    whole = (answer.made[0].parent / "trained.json").read_text()
    (tmp_path / "trained.json").write_text(whole)
    (tmp_path / "calm.json").write_text(whole.replace("until_clean", "before_that"))
    (tmp_path / "first-days.json").write_text("[")
    (tmp_path / "trained.advice.json").write_text("{}")
    assert [one.profile.name for one in kept_odds(tmp_path)] == ["trained"]


def test_profiles_are_told_side_by_side(many):
    film, _ = many
    answer = rehearse_takes(film, "1", takes=1, profile="calm", workers=1)
    assert [one.profile for one in answer.data["profiles"]] == ["calm", "trained"]
    assert "How it depends on the people:" in answer.text
    # With another seed they are other takes, and not to be compared.
    alone = rehearse_takes(film, "1", takes=1, profile="calm", workers=1, seed=9)
    assert [one.profile for one in alone.data["profiles"]] == ["calm"]


def test_a_table_that_holds_another_take_of_that_number_is_not_passed_over(many, tmp_path):
    film, answer = many
    path, whole = answer.made[0], answer.made[0].read_bytes()
    table = read_table(path)
    rows = (dataclasses.replace(table.rows[0], peak_n=1.0), *table.rows[1:])
    path.write_bytes(table_bytes(dataclasses.replace(table, rows=rows)))
    with pytest.raises(StoreError, match="take 1 came out otherwise than it stands in this table"):
        replay_take(film, "1", take=1, out=tmp_path / "take")
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda film: rehearse_takes(film, "1", takes=0), "--takes 0 asks for nothing"),
        (lambda film: rehearse_takes(film, "1", takes=-4), "--takes -4 asks for nothing"),
        (lambda film: rehearse_takes(film, "4", takes=1), "there is no scene '4'"),
        (
            lambda film: rehearse_takes(film, "1", takes=1, profile="trainde"),
            "no profile 'trainde' — .*trained",
        ),
        (lambda film: replay_take(film, "1", take=0), "--take 0 asks for nothing"),
        (lambda film: replay_take(film, "4", take=1), "there is no scene '4'"),
        (lambda film: replay_take(film, "1", take=1, profile="nobody"), "there is no profile 'nobody'"),
        (lambda film: replay_take(film, "1", take=1, out=film), "this holds something that is no take"),
    ],
)
def test_wrong_input(many, call, words):
    with pytest.raises(FilmError, match=words):
        call(many[0])


def test_no_workers_make_nothing(many):
    with pytest.raises(NotPossible, match="0 workers can make nothing"):
        rehearse_takes(many[0], "1", takes=1, workers=0)


def test_profiles_of_the_film_and_of_single_people(many, real, tmp_path):
    film = real.short_film(tmp_path / "film", "1.2 s")
    path = film / "film.yaml"
    text = path.read_text(encoding="utf-8")
    first = re.findall(r"^  (\w+): {sex", text, re.MULTILINE)[0]
    text = re.sub(rf"^  {first}: {{sex", f"  {first}: {{profile: shaky hands, sex", text, flags=re.MULTILINE)
    own = "profiles:\n  shaky hands: {like: first days, speed: 80 %, source: a test}\n"
    path.write_text(text + own, encoding="utf-8")
    answer = rehearse_takes(film, "1", takes=3, workers=2)
    assert f"3 takes with trained people; {first}: shaky hands (" in answer.text
    mixed = read_table(answer.made[0]).profile
    assert [(person, one.name) for person, one in mixed.own] == [(first, "shaky hands")]
    plain = read_table(many[1].made[0])
    # Another table of other takes of the same scene: nobody else varies otherwise, and the film's own can be named.
    assert read_table(answer.made[0]).base == plain.base
    assert read_table(answer.made[0]).rows != plain.rows
    named = rehearse_takes(film, "1", takes=1, profile="shaky-hands", workers=1)
    assert named.made[0].name == "shaky-hands.parquet"
    assert read_table(named.made[0]).profile.own == ()
    assert [one.profile for one in named.data["profiles"]] == ["trained", "shaky hands"]


@pytest.mark.parametrize("name", ["first days", "first-days", " first  days "])
def test_profiles_by_name(name):
    assert profile_named(name).name == "first days"
    assert profile_named(None) == TRAINED


@pytest.fixture
def given(many, tmp_path):
    """What a run of takes is given, for this process."""
    film, _ = many
    out = film / "out" / "cache" / "read"
    scene = next(out.glob("*/files/scenes/1.json"))
    write_record(tmp_path / "profile.json", CALM)
    (tmp_path / "span.json").write_text("[4, 6]")
    (tmp_path / "made").mkdir()
    return {"rehearsal": scene, "profile": tmp_path / "profile.json", "span": tmp_path / "span.json"}


@pytest.fixture
def blows_up(monkeypatch):
    """Take 5 comes to nothing at 0.4 s."""
    advance = Session.advance

    def stumble(self, wishes):
        if self.rehearsal.take == 5 and self.tick >= 400:
            self.system.data.qacc[:] = np.nan
            raise FloatingPointError("a planted end")
        advance(self, wishes)

    monkeypatch.setattr(Session, "advance", stumble)


def test_a_take_that_blows_up_is_counted_kept_and_runs_again(given, blows_up, tmp_path):
    out = tmp_path / "made"
    takes.make(given, out)
    rows = json.loads((out / "rows.json").read_text())
    assert [row["take"] for row in rows] == [4, 5, 6]
    assert [row["stopped"] for row in rows] == ["", "stopped at 0.40 s: a planted end", ""]
    kept, again, _ = takes.replay(out / "stopped" / "5.json")
    assert (kept.tick, kept.reason) == (400, "stopped at 0.40 s: a planted end")
    assert again.stopped == kept.reason
    assert again.stream.coordinates[-1].tolist() == list(kept.coordinates)
    assert again.stream.velocities[-1].tolist() == list(kept.velocities)


def test_a_simulation_that_leaves_nothing_is_counted_too(given, monkeypatch, tmp_path):
    def broken(rehearsal):
        raise ValueError("matrix G is not positive definite")

    monkeypatch.setattr(takes, "run", broken)
    out = tmp_path / "made"
    takes.make(given, out)
    rows = json.loads((out / "rows.json").read_text())
    reason = "the simulation broke: ValueError: matrix G is not positive definite"
    assert {row["stopped"] for row in rows} == {reason}
    kept, again, _ = takes.replay(out / "stopped" / "4.json")
    assert (kept.tick, kept.reason, again) == (None, reason, None)


def test_people_who_do_not_vary_play_the_take_as_written(given):
    rehearsal = read_record(given["rehearsal"], Rehearsal)
    still = Profile(name="still", **{name: Spread(value=0.0, source="a test") for name in SPREADS})
    row, take, _ = takes.play(rehearsal, still, 1)
    written, _ = run(rehearsal)
    assert take.poses.tobytes() == written.poses.tobytes()
    assert take.outcomes == written.outcomes
    assert (row.seed, row.as_written, row.length) == (rehearsal.seed, False, 1200)


def test_a_start_that_leaves_no_room_is_taken_as_written(given, monkeypatch):
    rehearsal = read_record(given["rehearsal"], Rehearsal)
    far = dataclasses.replace(CALM, start_m=Spread(value=40.0, source="a test"))
    row, take, _ = takes.play(rehearsal, far, 2)
    assert row.as_written
    assert take.rehearsal.scene.people == rehearsal.scene.people


def test_a_take_that_leaves_nothing_cannot_be_shown(many, monkeypatch, tmp_path):
    def broken(rehearsal):
        raise ArithmeticError("all is lost")

    monkeypatch.setattr(takes, "run", broken)
    with pytest.raises(NotPossible, match=r"take 2 cannot be shown — the simulation broke: .*all is lost"):
        replay_take(many[0], "1", take=2, out=tmp_path / "take")


def test_stopped_takes_of_a_table_lie_beside_it(many, quick, monkeypatch):
    film, _ = many
    monkeypatch.setattr(odds, "Asked", functools.partial(Asked, module="stand_in_takes"))
    answer = rehearse_takes(film, "1", takes=14, profile="first-days", workers=1)
    aside = film / "out" / "scenes" / "1" / "odds" / "first-days" / "stopped"
    assert answer.data["stopped"] == [aside / "7.json", aside / "14.json"]
    assert f"to run it again: {aside / '7.json'}" in answer.text
    assert "the simulation did not finish 14 % (4.0 to 40 %)" in answer.text.replace("4 to", "4.0 to")
    assert answer.attention == 1
    (aside / "14").mkdir()
    rehearse_takes(film, "1", takes=7, profile="first-days", workers=1)
    assert [path.name for path in aside.iterdir()] == ["7.json"]
