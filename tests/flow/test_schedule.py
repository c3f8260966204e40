"""From a film folder to a plan, its verdict, and a new plan."""

import json
import shutil
from pathlib import Path

import pytest

from offworld.cli.main import main
from offworld.errors import FilmError, NotPossible
from offworld.film.days import PlannedStrip
from offworld.flow.check import check_film, load_film
from offworld.flow.replan import News, replan_film
from offworld.flow.schedule import schedule_film
from offworld.flow.shooting import shooting_of
from offworld.schedule.check.plan import check_plan

VISIT = Path(__file__).resolve().parents[2] / "films" / "the-visit"
FILM = """\
title: Days
days: {from: 2021-10-05, to: 2021-10-08}
people:
  zhenya: {sex: female, stature: 1.68 m, mass: 58 kg}
  ivan: {sex: male, stature: 1.78 m, mass: 76 kg}
scenes: [one]
"""
SCRIPT = "\n\n".join(
    f"INT. {place} - DAY #{number}#\n\n{who} works.\n\n{who}\nSo be it."
    for number, (place, who) in enumerate(
        [("ZVEZDA", "ZHENYA"), ("ZVEZDA", "IVAN"), ("NAUKA", "ZHENYA"), ("NAUKA", "IVAN")], 1
    )
)
SCENE = """\
scene: 1
set: zvezda
world: orbit
start: {zhenya: both hands on hatch.rim}
beats: [{zhenya: say L1 at 1 s}]
"""
HAND = """\
scenes:
  S1: {minutes: 120}
  S2: {minutes: 180, priority: 5}
  S3: {minutes: 120, after: [S1]}
  S4: {minutes: 60, kit: [slider]}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "scenes").mkdir()
    (tmp_path / "film.yaml").write_text(FILM, encoding="utf-8")
    (tmp_path / "script.fountain").write_text(SCRIPT + "\n", encoding="utf-8")
    (tmp_path / "scenes" / "one.yaml").write_text(SCENE, encoding="utf-8")
    (tmp_path / "breakdown.yaml").write_text(HAND, encoding="utf-8")
    return tmp_path


def planned(answer):
    return {one["scene"]: (one["date"], one["start"]) for one in answer.data["plan"]}


def test_a_plan_is_made_kept_and_judged(folder):
    answer = schedule_film(folder, budget=2.0)
    assert set(planned(answer)) == {"S1", "S2", "S3", "S4"}
    assert answer.data["violations"] == ()
    assert {path.name for path in answer.made} == {"schedule.yaml", "script.names.txt"}
    assert "proved: no plan is worth more" in answer.text
    assert "by hand" in answer.text
    judged = schedule_film(folder, check=folder / "schedule.yaml")
    assert "Nothing wrong." in judged.text
    assert [one for one in check_film(folder) if not one.warning] == []
    assert schedule_film(folder, budget=2.0).data["plan"] == answer.data["plan"]


def test_one_camera_crew_is_in_one_place_and_two_may_be_in_two(folder):
    def together(answer):
        spans = [(one["date"], one["start"], one["end"]) for one in answer.data["plan"]]
        return [(a, b) for a in spans for b in spans if a < b and a[0] == b[0] and a[2] > b[1]]

    assert together(schedule_film(folder, budget=2.0)) == []
    (folder / "days.yaml").write_text("units: 2\n", encoding="utf-8")
    assert together(schedule_film(folder, budget=2.0)) != []


def test_a_plan_by_hand_is_judged(folder):
    path = folder / "mine.yaml"
    path.write_text(
        "plan:\n  - {scene: S3, day: 2021-10-05, at: 08:00}\n"
        "  - {scene: S2, day: 2021-10-05, at: 11:00, minutes: 60}\n",
        encoding="utf-8",
    )
    answer = schedule_film(folder, check=path)
    assert {one.kind for one in answer.data["violations"]} == {"order", "length"}
    assert answer.attention == len(answer.data["violations"])
    assert "not in it: S1, S4" in answer.text
    with pytest.raises(FilmError, match="is not there"):
        schedule_film(folder, check=folder / "no.yaml")
    path.write_text("plan:\n  - {scene: S9, day: 2021-10-05, at: 08:00}\n", encoding="utf-8")
    with pytest.raises(FilmError, match="there is no scene 'S9'"):
        schedule_film(folder, check=path)


def test_what_is_locked_and_shot_stays(folder):
    (folder / "schedule.yaml").write_text(
        "plan:\n  - {scene: S4, day: 2021-10-08, at: 15:00, minutes: 60, locked: true}\n"
        "  - {scene: S2, day: 2021-10-05, at: 06:00, minutes: 200, shot: true}\n",
        encoding="utf-8",
    )
    for _ in range(2):
        answer = schedule_film(folder, budget=2.0)
        assert planned(answer)["S4"] == ("2021-10-08", 900)
        assert planned(answer)["S2"] == ("2021-10-05", 360)
    text = (folder / "schedule.yaml").read_text(encoding="utf-8")
    assert "at: 15:00, minutes: 60, locked: true}    # 4  INT. NAUKA - DAY" in text
    assert "minutes: 200, shot: true" in text
    (folder / "schedule.yaml").write_text(
        "plan:\n  - {scene: S4, day: 2021-10-08, at: 02:00, locked: true}\n", encoding="utf-8"
    )
    with pytest.raises(NotPossible):
        schedule_film(folder, budget=2.0)


def test_a_lost_day_moves_little_and_says_why(folder):
    before = planned(schedule_film(folder, budget=2.0))
    lost = before["S1"][0]
    answer = replan_film(folder, News(today="2021-10-05", lost=(lost,)), budget=2.0)
    after = planned(answer)
    assert lost not in {date for date, _ in after.values()}
    assert set(after) == set(before)
    assert any("is lost" in one.reason for one in answer.data["moved"])
    stayed = {name for name, (date, _) in before.items() if date != lost}
    assert all(after[name] == before[name] for name in stayed if name != "S3")
    again = replan_film(folder, News(today="2021-10-05", lost=(lost,)), budget=2.0, write=False)
    assert "nothing moves" in again.text
    assert again.made == ()


def test_news_of_people_and_scenes(folder):
    (folder / "schedule.yaml").write_text(
        "plan:\n  - {scene: S1, day: 2021-10-05, at: 08:00}\n  - {scene: S2, day: 2021-10-05, at: 10:00}\n"
        "  - {scene: S4, day: 2021-10-06, at: 08:00}\n",
        encoding="utf-8",
    )
    news = News(today="2021-10-06", ill=("ivan:2021-10-07",), done=("3",), not_got=("S2",))
    answer = replan_film(folder, news, budget=2.0)
    after = planned(answer)
    assert after["S1"] == ("2021-10-05", 480)
    assert after["S3"][0] == "2021-10-06"
    assert after["S2"][0] == after["S4"][0] == "2021-10-08"
    reasons = {one.strip: one.reason for one in answer.data["moved"]}
    assert reasons["S2"].startswith("it was not got on")
    assert reasons == {"S2": reasons["S2"], "S4": "ivan does not work on day 2"}
    assert {one["scene"]: one["shot"] for one in answer.data["plan"]} == {
        "S1": True, "S2": False, "S3": True, "S4": False,
    }  # fmt: skip
    assert "S3 is both" in _refused(folder, News(today="2021-10-06", done=("3",), not_got=("S3",)))
    done_early = replan_film(folder, News(today="2021-10-07", done=("S2",)), budget=2.0)
    assert planned(done_early)["S2"][0] == "2021-10-07"


def _refused(folder, news):
    with pytest.raises(FilmError) as error:
        replan_film(folder, news)
    return str(error.value)


def test_wrong_news_are_named(folder):
    with pytest.raises(NotPossible, match="there is no plan yet"):
        replan_film(folder, News(today="2021-10-06"))
    schedule_film(folder, budget=2.0)
    assert "'2021-10-16' is no day of the film" in _refused(folder, News(today="2021-10-16"))
    assert "did you mean 'ivan'?" in _refused(folder, News(today="2021-10-06", ill=("iwan",)))
    assert "there is no scene 'S8'" in _refused(folder, News(today="2021-10-06", done=("S8",)))
    locked = (
        (folder / "schedule.yaml").read_text(encoding="utf-8").replace("}    # 4", ", locked: true}    # 4")
    )
    (folder / "schedule.yaml").write_text(locked, encoding="utf-8")
    date = planned(schedule_film(folder, check=None, budget=2.0))["S4"][0]
    with pytest.raises(NotPossible):
        replan_film(folder, News(today="2021-10-05", lost=(date,)), budget=2.0)


def test_a_film_without_days_or_script_has_no_plan(folder):
    (folder / "script.fountain").rename(folder / "old.fountain")
    (folder / "breakdown.yaml").unlink()
    (folder / "scenes" / "one.yaml").write_text(
        SCENE.replace("beats: [{zhenya: say L1 at 1 s}]", "length: 5 s")
    )
    with pytest.raises(NotPossible, match="nothing to plan"):
        schedule_film(folder)
    (folder / "film.yaml").write_text(
        FILM.replace("days: {from: 2021-10-05, to: 2021-10-08}\n", ""), encoding="utf-8"
    )
    with pytest.raises(FilmError, match="does not say its days"):
        schedule_film(folder)
    (folder / "days.yaml").write_text("hours: 08:00-12:00\n", encoding="utf-8")
    assert [one.kind for one in check_film(folder)] == ["no-days"]


def test_mistakes_in_days_are_found_by_check(folder):
    (folder / "days.yaml").write_text("hour: 08:00-12:00\n", encoding="utf-8")
    assert [(one.file, one.line) for one in check_film(folder)] == [("days.yaml", 1)]
    (folder / "days.yaml").unlink()
    (folder / "schedule.yaml").write_text("plan: [{scene: S9}]\n", encoding="utf-8")
    assert {one.file for one in check_film(folder)} == {"schedule.yaml"}


def test_what_was_shot_makes_strips_longer(folder):
    (folder / "breakdown.yaml").write_text("scenes: {S1: {kit: [slider]}}\n", encoding="utf-8")
    (folder / "days.yaml").write_text(
        "camera: {gigabytes a minute: 2, watts: 60, gigabytes a card: 1}\n", encoding="utf-8"
    )
    before = shooting_of(load_film(folder), folder).shooting.strips[0]
    assert before.gigabytes > 0
    assert before.cards >= before.gigabytes
    assert before.watt_hours == before.minutes
    assert before.kit == {"slider", "camera crew"}
    (folder / "observed.yaml").write_text("takes: [{scene: 2, takes: 60, good: 2}]\n", encoding="utf-8")
    assert shooting_of(load_film(folder), folder).shooting.strips[0].minutes > before.minutes


def test_what_has_no_place_is_named_with_a_remedy(folder):
    (folder / "days.yaml").write_text("people: {ivan: {most: 2 h}}\n", encoding="utf-8")
    answer = schedule_film(folder, budget=2.0)
    (out,) = answer.data["left_out"]
    assert out.strip == "S2"
    assert out.reason
    assert out.remedy
    assert f"scene 2 has no place: {out.reason} — {out.remedy}" in answer.text
    assert answer.attention == 1


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """The example film, planned once."""
    folder = tmp_path_factory.mktemp("visit") / "film"
    shutil.copytree(VISIT, folder, ignore=shutil.ignore_patterns("out"))
    return folder, schedule_film(folder, budget=3.0)


def test_the_example_film_is_shot_within_three_days_in_its_light(visit):
    folder, answer = visit
    assert set(planned(answer)) == {"S1", "S2", "S3"}
    assert len({date for date, _ in planned(answer).values()}) <= 3
    assert answer.data["violations"] == ()
    assert answer.data["warnings"] == ()
    read = shooting_of(load_film(folder), folder)
    assert check_plan(read.shooting, read.kept.strips) == ()
    lit = {one.light for one in read.shooting.strips}
    assert lit == {"direct sun through window.11 for scene 1", "night for scene 2", ""}
    moved = [PlannedStrip(strip="S2", day=one.day, start=one.start + 40, end=one.end + 40)
             for one in read.kept.strips if one.strip == "S2"]  # fmt: skip
    assert "light" in {one.kind for one in check_plan(read.shooting, moved)}


def test_light_that_is_not_understood_or_too_short_is_told(visit, tmp_path):
    folder = tmp_path / "film"
    shutil.copytree(visit[0], folder)
    for light, kind in (
        ("moonlight", "unknown-light"),
        ("direct sun through window.11 for at least 170 min", "too-little-light"),
    ):
        text = (
            (VISIT / "breakdown.yaml")
            .read_text(encoding="utf-8")
            .replace("difficulty: easy", f"light: {light}", 1)
        )
        (folder / "breakdown.yaml").write_text(text, encoding="utf-8")
        film = load_film(folder)
        assert [one.kind for one in shooting_of(film, folder).warnings] == [kind]
    text = (VISIT / "film.yaml").read_text(encoding="utf-8").replace("station: {elements: station.omm}", "")
    (folder / "film.yaml").write_text(text, encoding="utf-8")
    for path in (folder / "scenes").glob("*.yaml"):
        rows = [row for row in path.read_text(encoding="utf-8").split("\n") if not row.startswith("light:")]
        bare = (
            "\n".join(rows).replace(" on light sunrise on zhenya's face", "").replace(", light: night}", "}")
        )
        path.write_text(bare, encoding="utf-8")
    assert [one.kind for one in shooting_of(load_film(folder), folder).warnings] == ["no-light"]


def test_the_commands(folder, capsys):
    assert main(["breakdown", str(folder)]) == 0
    assert "S1  scene 1  INT. ZVEZDA - DAY" in capsys.readouterr().out
    assert main(["schedule", str(folder), "--budget", "1", "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["status"] == "optimal"
    date = plan["plan"][0]["date"]
    assert (
        main(
            ["replan", str(folder), "--today", "2021-10-05", "--lost-day", date, "--budget", "1", "--dry-run"]
        )
        == 0
    )
    assert "moves from" in capsys.readouterr().out
    assert main(["schedule", str(folder), "--check", str(folder / "schedule.yaml"), "--strict"]) == 0
    assert main(["replan", str(folder), "--today", "never"]) == 2
