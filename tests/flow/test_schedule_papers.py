"""From a planned film to papers, files for other programs, and plans that come from them."""

import shutil
from pathlib import Path

import pytest

from offworld.cli.main import main
from offworld.errors import FilmError, NotPossible
from offworld.exchange.schedule import read_csv, read_uss
from offworld.flow.schedule_import import bring_schedule
from offworld.flow.schedule_papers import export_schedule, papers_film

VISIT = Path(__file__).resolve().parents[2] / "films" / "the-visit"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """The Visit without what was made of it."""
    folder = tmp_path_factory.mktemp("film") / "visit"
    shutil.copytree(VISIT, folder, ignore=shutil.ignore_patterns("out"))
    return folder


@pytest.fixture
def bare(tmp_path):
    """A film of three scenes without a plan, a set or a light."""
    (tmp_path / "film.yaml").write_text(
        "title: Days\ndays: {from: 2021-10-05, to: 2021-10-07}\nscenes: [one]\n"
        "people:\n  zhenya: {sex: female, stature: 1.68 m, mass: 58 kg}\n",
        encoding="utf-8",
    )
    (tmp_path / "days.yaml").write_text("days:\n  2021-10-06: {off: docking}\n", encoding="utf-8")
    script = "\n\n".join(f"INT. ROOM {n} - DAY #{n}#\n\nZHENYA\nSo be it." for n in (1, 2, 3))
    (tmp_path / "script.fountain").write_text(script + "\n", encoding="utf-8")
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "one.yaml").write_text(
        "scene: 1\nset: zvezda\nworld: orbit\nstart: {zhenya: both hands on hatch.rim}\n"
        "beats: [{zhenya: say L1 at 1 s}]\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_visit_has_its_papers(film):
    answer = papers_film(film)
    assert answer.made[0] == film / "out" / "schedule" / "stripboard.en.html"
    assert all(path.is_file() for path in answer.made)
    assert (film / "out" / "schedule" / "call-sheets.ru.pdf").read_bytes().startswith(b"%PDF")
    sheet = (film / "out" / "schedule" / "day-02.en.html").read_text(encoding="utf-8")
    # From the breakdown, days.yaml and the station's element set.
    for words in ("ZHENYA", "director, camera", "flight engineer", "Beta angle", "sunrise"):
        assert words in sheet


@pytest.fixture(scope="module")
def handed(film):
    """What is handed on, by its format."""
    return {to: export_schedule(film, to).made[0] for to in ("uss", "csv")}


def test_what_was_handed_on_comes_home_as_the_same_plan(film, handed):
    answer = bring_schedule(film, handed["uss"])
    assert answer.attention == 0
    # Nobody's plan is written over.
    home = film / "schedule.imported.yaml"
    assert answer.made == (home,)
    new, old = (
        [
            line.split(", minutes")[0]
            for line in path.read_text(encoding="utf-8").splitlines()
            if line[:3] == "  -"
        ]
        for path in (home, film / "schedule.yaml")
    )
    assert new == old


def test_files_read_as_what_they_are(handed):
    uss = read_uss(handed["uss"].read_bytes())
    assert read_csv(handed["csv"].read_bytes(), title=uss.title) == uss
    assert all(one.number and one.start for one in uss.scenes)


def test_a_calendar_of_one_person(film):
    path = export_schedule(film, "ical", person="zhenya").made[0]
    assert path.name == "schedule-zhenya.ics"
    assert "BEGIN:VEVENT" in path.read_text(encoding="utf-8")


def test_without_a_plan_there_are_no_papers(bare):
    with pytest.raises(NotPossible, match="no plan yet"):
        papers_film(bare)


def test_a_table_from_elsewhere_becomes_a_plan(bare):
    table = bare / "board.csv"
    table.write_text("Day,Scene,Start\n1,2,\n1,1,\n2,3,10:00\n2,9,\n2,1,\n3,,\n4,7,\n", encoding="utf-8")
    answer = bring_schedule(bare, table)
    assert answer.made == (bare / "schedule.yaml",)
    # The day of the docking is passed over; scenes follow each other, with time for the kit to move.
    plan = [(one.strip, one.day, one.start) for one in answer.data["plan"]]
    assert [one[:2] for one in plan] == [("S2", 0), ("S1", 0), ("S3", 2)]
    assert plan[2][2] == 600
    first, second = answer.data["plan"][:2]
    assert second.start == first.end + 15
    assert [note for note in answer.data["notes"] if "not in the script" in note]
    assert [note for note in answer.data["notes"] if "twice" in note]
    assert [note for note in answer.data["notes"] if "none of the film's days" in note]


def test_a_look_writes_nothing(bare):
    table = bare / "board.csv"
    table.write_text("Day,Scene\n1,2\n", encoding="utf-8")
    assert bring_schedule(bare, table, write=False).made == ()
    assert not (bare / "schedule.yaml").exists()


@pytest.mark.parametrize(
    ("name", "kind"), [("plan.pdf", "unknown-format"), ("gone.csv", "unreadable"), ("plan.xlsx", "bad-xlsx")]
)
def test_files_that_are_no_schedules_are_refused(bare, name, kind):
    if name != "gone.csv":
        (bare / name).write_bytes(b"%PDF")
    with pytest.raises(FilmError) as caught:
        bring_schedule(bare, bare / name)
    assert caught.value.problems[0].kind == kind


def test_a_file_that_is_too_large_is_not_read(bare, monkeypatch):
    monkeypatch.setattr("offworld.flow.schedule_import._LARGEST", 3)
    (bare / "board.csv").write_text("Scene\n1\n", encoding="utf-8")
    with pytest.raises(FilmError, match="larger than 3 bytes"):
        bring_schedule(bare, bare / "board.csv")


def test_commands(bare, capsys):
    table = bare / "board.csv"
    table.write_text("Day,Scene\n1,2\n", encoding="utf-8")
    assert main(["import", str(bare), "--schedule", str(table), "--quiet"]) == 0
    assert "1 of 3 scenes" in capsys.readouterr().out
    assert main(["papers", str(bare), "--quiet"]) == 0
    assert "stripboard.en.html" in capsys.readouterr().out
    shown = (bare / "out" / "schedule" / "stripboard.en.html").read_text(encoding="utf-8")
    assert "Without a day" in shown
    assert "Would fit:" in shown
    assert main(["export", str(bare), "--to", "ical", "--quiet"]) == 0
    assert capsys.readouterr().out.strip().endswith("schedule.ics")
    assert main(["export", str(bare), "--to", "ical", "--person", "zhenja", "--quiet"]) == 2
    assert main(["export", str(bare), "--to", "csv", "--person", "zhenya", "--quiet"]) == 2
    assert main(["export", str(bare), "1", "--to", "csv", "--quiet"]) == 2
