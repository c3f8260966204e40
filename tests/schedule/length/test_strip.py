"""How long strips take."""

from types import SimpleNamespace

import pytest

from offworld.film.breakdown import SceneSheet
from offworld.film.company import Company
from offworld.film.shoot import ShootRules, TakeRules, TakesShot
from offworld.schedule.length.strip import strip_length

RULES = ShootRules(days=(), people=(), company=Company(title="x"))


def sheet(**changed):
    known = {
        "id": "S1", "number": "1", "heading": "INT. A", "inside": "INT", "set_words": "A", "set_id": "", "time": "",
        "time_words": "", "eighths": 8, "line": 1, "needs": (), "set_ups": 2,
    }  # fmt: skip
    return SceneSheet(**{**known, **changed})


def odds(clean=0.9):
    set_up = SimpleNamespace(prepare_s=900.0, strike_s=450.0, scene_s=(20.0, 24.0), back_s=(50.0, 66.0))
    return SimpleNamespace(
        odds=SimpleNamespace(clean=SimpleNamespace(value=clean)), set_up=set_up,
        profile=SimpleNamespace(name="trained"),
    )  # fmt: skip


def test_a_scene_that_was_never_rehearsed_is_guessed_from_its_pages():
    found = strip_length(sheet(), RULES, {}, [sheet()])
    assert (found.runs, found.takes, found.take_s, found.back_s) == (2, 11, 50.0, 60.0)
    assert found.minutes == 5 * -(-(1200 + 2 * 11 * 110 + 600) // 300)
    assert "guesses" in found.source


def test_a_rehearsed_scene_takes_its_own_times():
    found = strip_length(sheet(blocked=("1",)), RULES, {"1": odds()}, [sheet(blocked=("1",))])
    assert (found.prepare_s, found.strike_s, found.take_s, found.back_s, found.clean) == (
        900,
        450,
        24,
        66,
        0.9,
    )
    assert "'trained'" in found.source
    worse = strip_length(sheet(blocked=("1",)), RULES, {"1": odds(0.3)}, [sheet(blocked=("1",))])
    assert worse.takes > found.takes


def test_by_hand_comes_first_and_meets_the_grid():
    found = strip_length(sheet(minutes=47), RULES, {}, [sheet()])
    assert (found.minutes, found.source) == (50, "by hand")


def test_cameras_at_once_save_runs():
    from dataclasses import replace

    two = replace(RULES, takes=replace(TakeRules(), cameras=2))
    assert strip_length(sheet(), two, {}, [sheet()]).runs == 1


@pytest.mark.parametrize(("good", "more"), [(1, True), (30, False)])
def test_takes_of_alike_scenes_teach(good, more):
    from dataclasses import replace

    sheets = [sheet(), sheet(id="S2"), sheet(id="S3", difficulty="easy")]
    taught = replace(RULES, shot=(TakesShot(scene="S2", takes=40, good=good),))
    before = strip_length(sheets[0], RULES, {}, sheets).takes
    after = strip_length(sheets[0], taught, {}, sheets).takes
    assert (after > before) is more
    assert strip_length(sheets[2], taught, {}, sheets) == strip_length(sheets[2], RULES, {}, sheets)
