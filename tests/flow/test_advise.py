"""Advice: the search on rows made out of nothing, and six planted scenes with real takes."""

from __future__ import annotations

import functools
import json
import os
import shutil
from pathlib import Path

import pytest

from offworld.cli.output import to_json
from offworld.errors import FilmError, NotPossible
from offworld.film.advice import Advice
from offworld.flow import odds, pool
from offworld.flow.advise import BUDGET, advise
from offworld.flow.odds import rehearse_takes
from offworld.flow.odds_runs import Asked
from offworld.odds.ranking import SMALLEST
from offworld.store.records import from_plain

PLANTED = Path(__file__).parent / "planted"
ADVICE = Path("out") / "scenes" / "1" / "odds" / "trained.advice.json"


def planted(folder, name, **edits):
    """A copy of a planted film, its scene file edited."""
    shutil.copytree(PLANTED / name, folder)
    path = folder / "scenes" / "one.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits.get("edits", ()):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def cures(quick, monkeypatch, tmp_path):
    """Films of which takes cost nothing; the title of the scene says what cures it."""
    monkeypatch.setattr(odds, "Asked", functools.partial(Asked, module="stand_in_cures"))

    def film(title, name="film"):
        edits = [("title: The cup", f"title: {title}"), ("length: 5 s", "length: 0.6 s"), ("0.5 s", "0.1 s")]
        return planted(tmp_path / name, "hold", edits=edits)

    return film


def read(film):
    plain = json.loads((film / ADVICE).read_text(encoding="utf-8"))
    return from_plain(plain, Advice, "advice")


@pytest.mark.parametrize(
    ("title", "kind", "words"),
    [
        ("A hold", "hold", "Ivan starts with the left foot in loop.1"),
        ("A tether", "tether", "Ivan is tethered to"),
        ("A helper", "helper", "Mira, who comes in for it, holds Ivan by the feet"),
    ],
)
def test_what_cures_a_scene_is_first(cures, title, kind, words):
    film = cures(title)
    answer = advise(film, "1", budget=SMALLEST, workers=2)
    assert answer.made == (film / ADVICE,)
    found = read(film)
    best = found.tried[0]
    assert (found.verdict, best.change.kind, best.confirmed.helps) == ("helps", kind, True)
    assert best.change.words.startswith(words)
    assert best.confirmed.risk.high < found.fresh_risk.low
    assert found.takes <= SMALLEST
    assert best.confirmed.paired.fixed > 0
    assert best.confirmed.paired.spoiled == 0
    assert found.fresh_seed != found.seed
    text = answer.text
    assert f"1. {best.change.words}\n     write: ivan: floating at [0, -0.1, -0.25]" in text
    assert "less of: adrift, ivan: 100 %" in text
    assert "a danger in" in text
    assert answer.attention == 1
    assert json.loads(to_json(answer.data))["verdict"] == "helps"


def test_where_nothing_helps_it_is_said_with_what_was_tried(cures):
    film = cures("Nothing")
    answer = advise(film, "1", budget=SMALLEST, workers=2)
    found = read(film)
    assert (found.verdict, found.fresh_risk) == ("nothing helps", None)
    assert "Nothing that was tried can be shown to help." in answer.text
    assert (
        f"Tried 3 changes (1 hold, 1 tether, 1 helper), 1 more left out for want of takes, {found.takes} takes"
        in answer.text
    )
    assert "Not among the best:" in answer.text
    assert all(one.confirmed is None and one.risk.of for one in found.tried)


def test_a_scene_that_is_clean_enough_is_left_alone(cures):
    film = cures("Clean")
    answer = advise(film, "1", budget=SMALLEST, workers=2)
    found = read(film)
    assert (found.verdict, found.tried, answer.attention) == ("clean enough", (), 0)
    assert "That is clean enough" in answer.text


def test_changes_that_have_no_room_are_told_of(cures):
    film = cures("No room")
    answer = advise(film, "1", budget=SMALLEST, workers=1)
    found = read(film)
    assert found.verdict == "nothing helps"
    assert len(found.tried) == 3
    assert found.left_out == 1
    assert all("a foot would be inside a wall" in one.refused for one in found.tried)
    assert "No room for:\n  Ivan starts with the left foot in loop.1 — there is no room" in answer.text


def test_an_interrupted_search_goes_on_to_the_same_advice(cures, monkeypatch):
    film, other = cures("A hold"), cures("A hold", "other")
    advise(other, "1", budget=SMALLEST, workers=1)
    start, started = pool.Pool.start, []

    def stops(self, job, out):
        started.append(job.key)
        if len(started) == 20:
            raise KeyboardInterrupt
        start(self, job, out)

    monkeypatch.setattr(pool.Pool, "start", stops)
    with pytest.raises(KeyboardInterrupt):
        advise(film, "1", budget=SMALLEST, workers=1)
    monkeypatch.setattr(
        pool.Pool, "start", lambda self, job, out: started.append(job.key) or start(self, job, out)
    )
    begun, started[:] = list(started), []
    advise(film, "1", budget=SMALLEST, workers=2)
    assert (film / ADVICE).read_bytes() == (other / ADVICE).read_bytes()
    # Those that were flying when it stopped are made again, and no others.
    assert len(set(begun[:-1]) & set(started)) <= 4
    started.clear()
    advise(film, "1", budget=SMALLEST, workers=1)
    assert not started


def test_takes_as_written_are_those_of_the_odds(cures, monkeypatch):
    film = cures("Clean")
    rehearse_takes(film, "1", takes=24, workers=1)
    monkeypatch.setattr(pool.Pool, "start", lambda *_: pytest.fail("a take was made twice"))
    advise(film, "1", budget=SMALLEST, workers=1)


def test_what_was_made_for_another_state_of_the_scene_goes(cures):
    film = cures("A hold")
    advise(film, "1", budget=SMALLEST, workers=1)
    shelf = film / "out" / "cache" / "takes-1-trained-advice"
    before = {place.name for place in shelf.iterdir()}
    advise(film, "1", budget=SMALLEST, workers=1, seed=12)
    after = {place.name for place in shelf.iterdir()}
    assert before
    assert not before & after


def test_a_scene_in_which_nothing_can_be_thought_out(cures):
    film = cures("Nothing")
    path = film / "scenes" / "one.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "facing +x\n", "facing +x, drifting at 0.1 m/s along +x, limp\n"
    )
    path.write_text(text, encoding="utf-8")
    (film / "sets" / "cabin.yaml").write_text(
        "title: Bare\nup: [0, 0, 1]\nparts:\n"
        "  - {tunnel: hall, from: [-3, 0, 0], to: [3, 0, 0], width: 3, height: 2.4, wall: 0.1}\n",
        encoding="utf-8",
    )
    answer = advise(film, "1", budget=SMALLEST, workers=1)
    assert read(film).verdict == "nothing to try"
    assert "No small change could be thought out" in answer.text


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"budget": SMALLEST - 1}, NotPossible, "nothing can be shown — give --budget 120 or more"),
        ({"workers": 0}, NotPossible, "0 workers can make nothing"),
        ({"profile": "nobody"}, FilmError, "no profile 'nobody'"),
    ],
)
def test_wrong_input(cures, options, error, words):
    with pytest.raises(error, match=words):
        advise(cures("Clean"), "1", **options)


def test_no_such_scene(cures):
    with pytest.raises(FilmError, match="there is no scene '9'"):
        advise(cures("Clean"), "9")


@pytest.mark.slow
@pytest.mark.skipif("OFFWORLD_LONG" not in os.environ, reason="takes many minutes: set OFFWORLD_LONG=1")
@pytest.mark.parametrize("kind", ["hold", "rail", "order", "tether", "speed"])
def test_the_remedy_of_a_planted_scene_is_ranked_first(tmp_path, kind):
    film = planted(tmp_path / "film", kind)
    advise(film, "1", budget=BUDGET)
    found = read(film)
    best = found.tried[0]
    assert (found.verdict, best.change.kind) == ("helps", kind)
    assert best.confirmed.helps
    assert best.confirmed.risk.high < found.fresh_risk.low


@pytest.mark.slow
@pytest.mark.skipif("OFFWORLD_LONG" not in os.environ, reason="takes many minutes: set OFFWORLD_LONG=1")
def test_a_planted_scene_that_nothing_helps_is_called_so(tmp_path):
    film = planted(tmp_path / "film", "nothing")
    answer = advise(film, "1", budget=BUDGET)
    assert read(film).verdict in {"nothing helps", "nothing to try"}
    assert not any(one.confirmed is not None and one.confirmed.helps for one in read(film).tried)
    assert "can be shown to help" in answer.text
