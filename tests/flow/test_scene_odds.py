"""What is kept of the odds of a scene, and the pages that depend on it."""

from dataclasses import replace

import pytest

from offworld.film.advice import Advice
from offworld.film.odds import OddsTable, TakeRow
from offworld.film.profiles import CALM, TRAINED
from offworld.film.times import Times
from offworld.flow.files import json_bytes
from offworld.flow.make import make_film, open_film
from offworld.flow.refresh import refresh_pages
from offworld.flow.scene_odds import keep_odds, kept_odds, many_takes, rehearsal_digest, scene_odds
from offworld.flow.stages import COVER, PAGE, Given, Stage
from offworld.flow.steps.cover import _odds
from offworld.odds.interval import wilson
from offworld.store.records import to_plain


@pytest.fixture(scope="module")
def rehearsal(real, tmp_path_factory):
    from offworld.flow.check import load_film
    from offworld.flow.records import rehearsal_of

    film = load_film(real.short_film(tmp_path_factory.mktemp("kept") / "film"))
    return rehearsal_of(film, film.scenes[0])


def told(rehearsal, profile=TRAINED):
    row = TakeRow(
        take=1, seed=1, as_written=False, length=9000, last=7000, beats=(), findings=(), peak_n=0.0, loads=0, gentle=0,
        touch_m_s=0.0, stopped="", back_s=30.0,
    )  # fmt: skip
    table = OddsTable(film="t", scene="1", base="b", profile=profile, rows=(row,))
    return scene_odds(table, rehearsal, Times())


def advice(rehearsal, **more):
    none = wilson(0, 20)
    return Advice(
        film="t", scene="1", profile="trained", base="b", seed=1, fresh_seed=2, takes=60, verdict="clean enough",
        risk=none, danger=none, fresh_risk=None, fresh_danger=None, tried=(), rehearsal=rehearsal_digest(rehearsal),
        **more,
    )  # fmt: skip


def test_what_was_kept_is_read_again(rehearsal, tmp_path):
    one, other = told(rehearsal), told(rehearsal, CALM)
    keep_odds(tmp_path, one)
    assert keep_odds(tmp_path, other).name == "calm.json"
    assert kept_odds(tmp_path) == (other, one)
    assert one.set_up is not None
    assert kept_odds(tmp_path / "none") == ()


def test_another_seed_is_the_same_scene_and_another_beat_is_not(rehearsal):
    assert rehearsal_digest(rehearsal) == rehearsal_digest(replace(rehearsal, seed=99))
    other = replace(rehearsal, scene=replace(rehearsal.scene, length_s=99.0))
    assert rehearsal_digest(rehearsal) != rehearsal_digest(other)


def test_odds_of_a_former_state_give_way_to_those_of_the_present_one(rehearsal, tmp_path):
    assert many_takes(tmp_path, rehearsal) is None
    former = replace(rehearsal, scene=replace(rehearsal.scene, length_s=99.0))
    keep_odds(tmp_path, told(former))
    stale = many_takes(tmp_path, rehearsal)
    assert (stale.stale, len(stale.kept)) == (True, 1)
    keep_odds(tmp_path, told(rehearsal, CALM))
    fresh = many_takes(tmp_path, rehearsal)
    assert (fresh.stale, [one.profile.name for one in fresh.kept]) == (False, ["calm"])


def test_advice_is_shown_for_the_present_state_alone(rehearsal, tmp_path):
    place = tmp_path / "trained.advice.json"
    place.write_bytes(json_bytes(to_plain(advice(rehearsal))))
    assert many_takes(tmp_path, rehearsal).advice == (advice(rehearsal),)
    former = replace(rehearsal, scene=replace(rehearsal.scene, length_s=99.0))
    assert many_takes(tmp_path, former) is None
    place.write_text('{"of another version": 1}')
    assert many_takes(tmp_path, rehearsal) is None


def test_the_page_of_the_film_tells_of_each_scene(rehearsal, tmp_path):
    (tmp_path / "rehearsals").mkdir()
    (tmp_path / "rehearsals" / "1.json").write_bytes(json_bytes(to_plain(rehearsal)))
    given = {"rehearsals": tmp_path / "rehearsals", "odds/1": tmp_path / "odds"}
    assert _odds(given, "1") == ""
    keep_odds(tmp_path / "odds", told(rehearsal))
    assert _odds(given, "1") == "clean in 100 % of takes (21–100), trained people"
    keep_odds(tmp_path / "odds", told(replace(rehearsal, scene=replace(rehearsal.scene, length_s=99.0))))
    assert _odds(given, "1").endswith(" (before it was changed)")


def test_pages_depend_on_the_odds_by_content(film, weather, quick):
    def stage(of_scene):
        return Stage(
            name="x", doing="", module="m", given=(Given(name="odds", stage="odds"),), of_scene=of_scene
        )

    work = open_film(film, quick.QUICK, weather)
    before = {one: work.job(stage(True), one).key for one in ("1", "2")}
    whole = work.job(stage(False), "").key
    folder = film / "out" / "scenes" / "1" / "odds"
    folder.mkdir(parents=True)
    (folder / "trained.json").write_text("1")
    (folder / "trained.parquet").write_text("1")
    after = {one: work.job(stage(True), one).key for one in ("1", "2")}
    assert after["1"] != before["1"]
    assert after["2"] == before["2"]
    assert work.job(stage(False), "").key != whole
    assert set(work.job(stage(False), "").given) == {f"odds/{scene}" for scene in work.scenes}
    # The table itself is on no page.
    (folder / "trained.parquet").write_text("2")
    assert work.job(stage(True), "1").key == after["1"]
    (folder / "trained.json").write_text("2")
    assert work.job(stage(True), "1").key != after["1"]


def test_both_pages_are_given_the_odds():
    assert all(any(one.stage == "odds" for one in page.given) for page in (PAGE, COVER))


@pytest.fixture
def paged(quick):
    """Quick stages with a page that depends on the odds."""
    given = (Given(name="take", stage="take", path="take"), Given(name="odds", stage="odds"))
    page = Stage(
        name="page", doing="the page", module="stand_in_verdict", given=given,
        publish=(("verdict.json", "scenes/{scene}/index.html"),),
    )  # fmt: skip
    return (*quick.QUICK[:-1], page, quick.QUICK[-1])


def test_pages_are_made_again_when_odds_have_come(film, weather, paged):
    make_film(film, stages=paged, conditions=weather, workers=1)
    folder = film / "out" / "scenes" / "1" / "odds"
    folder.mkdir()
    (folder / "trained.json").write_text("1")
    work = open_film(film, paged, weather)
    assert refresh_pages(work, film / "out", "1")
    assert work.made == [("page", "1")]
    # Nothing is left for the next whole run.
    assert "Nothing has changed." in make_film(film, stages=paged, conditions=weather, workers=1).text


def test_pages_wait_where_a_take_would_have_to_be_made(film, weather, paged, quick):
    make_film(film, stages=paged, conditions=weather, workers=1)
    quick.write_film(film, {"1": "one", "2": "two, changed", "2A": "three"})
    work = open_film(film, paged, weather)
    assert not refresh_pages(work, film / "out", "2")
    assert {stage for stage, _ in work.made} == {"read"}
    assert refresh_pages(open_film(film, paged, weather), film / "out", "1")
