from __future__ import annotations

import dataclasses
import shutil
from math import inf

import numpy as np
import pytest

from offworld.errors import FilmError, NotPossible
from offworld.film.take import BeatOutcome
from offworld.flow.cache import Cache
from offworld.flow.draft import TakenUp, begin_at, draft_scene
from offworld.flow.restart import Past
from offworld.media.probe import video_facts
from offworld.store.take import read_take


@pytest.fixture(scope="module")
def drafted(real, tmp_path_factory):
    """A film drafted once, its scene edited late, and drafted again."""
    film = real.short_film(tmp_path_factory.mktemp("draft") / "film")
    first = draft_scene(film, "1")
    before = newest_take(film)
    real.edit(film, "tomas's face at 2 s", "tomas's face at 2.5 s")
    second = draft_scene(film, "1")
    return film, first, before, second


def newest_take(film):
    from offworld.flow.publish import history

    cache = Cache(film / "out" / "cache")
    key = history(cache)["1/take"][0]
    return cache.find("take", key).folder / "take"


def test_a_first_draft_plays_the_whole_scene(drafted):
    film, first, _, _ = drafted
    assert first.data["begin"] == 0
    assert first.data["resumed"] == 0
    assert first.made == (film / "out" / "drafts" / "1.mp4",)
    assert "from the start" in first.text


def test_an_edited_scene_is_run_and_played_from_where_it_differs(drafted):
    _, first, _, second = drafted
    starts = {outcome.beat: outcome.start for outcome in first.data["outcomes"]}
    assert second.data["changed"] == ("look.2",)
    assert second.data["begin"] == starts["look.2"] == 2000
    assert 0 < second.data["resumed"] <= 2000
    assert "Changed: look.2." in second.text
    assert "from the state saved at" in second.text
    facts = video_facts(second.made[0])
    assert float(facts.duration) == pytest.approx(1.0, abs=0.09)


def test_everything_before_the_edit_is_the_same_to_the_byte(drafted):
    film, _, before, second = drafted
    old, new = read_take(before), read_take(newest_take(film))
    rows = old.sample_ticks <= second.data["begin"]
    assert rows.sum() > 100
    assert old.poses[rows].tobytes() == new.poses[rows].tobytes()
    steps = old.stream.ticks <= second.data["begin"]
    assert old.stream.coordinates[steps].tobytes() == new.stream.coordinates[steps].tobytes()
    assert not np.array_equal(old.stream.coordinates, new.stream.coordinates)


def test_a_take_run_on_is_the_take_run_whole(drafted, real, tmp_path):
    film, *_ = drafted
    whole = real.short_film(tmp_path / "whole")
    real.edit(whole, "tomas's face at 2 s", "tomas's face at 2.5 s")
    draft_scene(whole, "1")
    for name in ("take.json", "arrays.npz", "stream.npz"):
        assert (newest_take(whole) / name).read_bytes() == (newest_take(film) / name).read_bytes()


def test_a_draft_that_is_there_is_not_made_again(drafted):
    film, *_ = drafted
    again = draft_scene(film, "1", from_beat="say")
    assert again.data["resumed"] is None
    assert "rehearsal was there" in again.text
    assert again.data["begin"] == 2000
    video = again.made[0].read_bytes()
    assert draft_scene(film, "1", from_beat="say").made[0].read_bytes() == video


def test_lost_saved_states_are_made_again(drafted, tmp_path):
    film = shutil.copytree(drafted[0], tmp_path / "film")
    shutil.rmtree(film / "out" / "cache" / "restarts")
    answer = draft_scene(film, "1")
    assert answer.data["resumed"] == 0
    assert draft_scene(film, "1").data["resumed"] is None


def test_what_there_is_not_is_told(drafted):
    film, *_ = drafted
    with pytest.raises(FilmError, match="there is no scene '7'"):
        draft_scene(film, "7")
    with pytest.raises(FilmError, match="there is no beat 'loook'"):
        draft_scene(film, "1", from_beat="loook")


def taken(rehearsal, differs=inf, outcomes=()):
    past = Past(rehearsal=rehearsal, outcomes=outcomes, lines=(), cuts=(), length=5000)
    return TakenUp(past=past, differs=differs, resumed=0, changed=())


def test_where_a_draft_begins():
    waiting = BeatOutcome(beat="catch", outcome="waiting", start=None, end=None, reason="nobody came near")
    began = BeatOutcome(beat="hold", outcome="done", start=1200, end=1300)
    one = taken(None, outcomes=(waiting, began))
    assert begin_at(one, None) == 0
    assert begin_at(one, "hold") == 1200
    assert begin_at(dataclasses.replace(one, differs=700), None) == 700
    # A change that only shortens the scene still shows its last second.
    assert begin_at(dataclasses.replace(one, differs=5000), None) == 4000
    with pytest.raises(NotPossible, match=r"never started \(waiting: nobody came near\)"):
        begin_at(one, "catch")
