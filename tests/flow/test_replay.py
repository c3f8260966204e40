"""A take that the simulation did not finish, run again from its file alone."""

from __future__ import annotations

import json

import numpy as np
import pytest

from offworld.errors import FilmError, NotPossible, StoreError
from offworld.film.profiles import CALM
from offworld.flow.benches.rehearse import bench_scene
from offworld.flow.records import write_record
from offworld.flow.replay import replay_file
from offworld.flow.steps import takes
from offworld.rehearse.session import Session
from offworld.store.take import read_take


@pytest.fixture
def blows_up(monkeypatch):
    """Takes end at a time that can be set, ms; None: they do not."""
    plan = {"at": 200, "why": "a planted end"}
    advance = Session.advance

    def stumble(self, wishes):
        if plan["at"] is not None and self.tick >= plan["at"]:
            self.system.data.qacc[:] = np.nan
            raise FloatingPointError(plan["why"])
        advance(self, wishes)

    monkeypatch.setattr(Session, "advance", stumble)
    return plan


@pytest.fixture
def stopped(blows_up, tmp_path):
    """The file of take 5, which stopped at 0.2 s."""
    write_record(tmp_path / "rehearsal.json", bench_scene(0.4))
    write_record(tmp_path / "profile.json", CALM)
    (tmp_path / "span.json").write_text("[5, 5]")
    (tmp_path / "made").mkdir()
    given = {name: tmp_path / f"{name}.json" for name in ("rehearsal", "profile", "span")}
    takes.make(given, tmp_path / "made")
    return tmp_path / "made" / "stopped" / "5.json"


def test_it_stops_again_in_the_same_state(stopped):
    answer = replay_file(stopped)
    place = stopped.with_name("5")
    assert answer.made == (place,)
    assert answer.text.splitlines()[0] == str(place)
    assert answer.text.endswith("Take 5 stops as it did before, in the same state to the last bit.")
    assert (answer.data["same"], answer.data["number"]) == (True, 5)
    assert answer.attention >= 1
    assert read_take(place).stopped == answer.data["before"] == "stopped at 0.20 s: a planted end"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": None}, "Take 5 is finished now; before it was: stopped at 0.20 s: a planted end."),
        ({"at": 300}, "Take 5 stops otherwise than before, when it was: stopped at 0.20 s: a planted end."),
    ],
)
def test_it_ends_otherwise_now(stopped, blows_up, tmp_path, changes, words):
    blows_up.update(changes)
    answer = replay_file(stopped, tmp_path / "take")
    assert answer.text.endswith(words)
    assert not answer.data["same"]
    assert read_take(tmp_path / "take").rehearsal.take == 5


def test_another_state_is_told(stopped):
    plain = json.loads(stopped.read_text())
    plain["coordinates"][0] += 1e-12
    stopped.write_text(json.dumps(plain))
    assert "for the same reason as before, in another state" in replay_file(stopped).text


@pytest.mark.parametrize("same", [True, False])
def test_of_some_takes_nothing_is_left(stopped, monkeypatch, same):
    def broken(rehearsal):
        raise ArithmeticError("all is lost")

    monkeypatch.setattr(takes, "run", broken)
    if same:
        plain = json.loads(stopped.read_text())
        stopped.write_text(
            json.dumps({**plain, "reason": "the simulation broke: ArithmeticError: all is lost"})
        )
    words = "as it did before" if same else "where before it was: stopped at 0.20 s: a planted end"
    with pytest.raises(NotPossible, match=f"nothing is left of take 5, {words} — .*all is lost"):
        replay_file(stopped)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Expecting value"),
        ("[]", "5.json"),
        ("{}", "missing required field"),
        ('{"reason": "r", "take": 1}', "5.json"),
        ("\x00\x01", "Expecting value"),
    ],
)
def test_a_wrong_file_is_said(stopped, text, words):
    stopped.write_text(text)
    with pytest.raises(StoreError, match=rf"5.json: is no file of a stopped take \(.*{words}"):
        replay_file(stopped)
    assert not stopped.with_name("5").exists()


def test_bytes_that_are_no_text_are_no_such_file(stopped):
    stopped.write_bytes(b"\xff\xfe\x00PAR1")
    with pytest.raises(StoreError, match="is no file of a stopped take"):
        replay_file(stopped)


def test_wrong_places(stopped, tmp_path):
    with pytest.raises(FilmError, match="this holds something that is no take"):
        replay_file(stopped, tmp_path / "made")
    with pytest.raises(StoreError, match=r"its name does not end in \.json"):
        replay_file(tmp_path / "folder")
    with pytest.raises(FileNotFoundError):
        replay_file(tmp_path / "gone.json")
