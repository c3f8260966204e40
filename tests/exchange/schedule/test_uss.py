from __future__ import annotations

import json
from pathlib import Path

import pytest

from offworld.errors import FilmError
from offworld.exchange.schedule import read_uss, uss_of
from offworld.film.outside import OutsideDay, OutsideElement, OutsideScene, OutsideSchedule

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "uss" / "small_sample_schedule.uss"


def _file(**root):
    return json.dumps({"universalScheduleStandard": {"breakdowns": [], **root}}).encode()


def _board(ids, key="breakdownIds", **more):
    return {"name": "One", "boards": [{"name": "stripboard", key: ids}], **more}


@pytest.fixture
def sample():
    if not SAMPLE.is_file():
        pytest.skip("the sample of the standard's publisher lies in ../shared/data/uss, which is not there")
    return SAMPLE.read_bytes()


def test_against_the_publishers_sample(sample):
    read = read_uss(sample)
    assert read.title == "It's A Wonderful Life"
    banner, scene = read.scenes
    assert banner.banner
    assert banner.synopsis == "It's A Wonderful Life Production Schedule"
    assert (scene.number, scene.inside, scene.set_words, scene.time_words) == (
        "89PT1", "EXT", "BEDFORD FALLS BRIDGE", "NIGHT"
    )  # fmt: skip
    assert (scene.eighths, scene.minutes, scene.script_page) == (2, 95, "112")
    assert scene.elements == (
        OutsideElement(category="cast", name="GEORGE", number="1"),
        OutsideElement(category="props", name="Zuzu's Petals"),
        OutsideElement(category="cast", name="CLARENCE", number="2"),
    )
    # The last board has its day as a list within the list; its calendar starts on a Monday.
    assert read.days == (OutsideDay(date="2022-06-20", scenes=(banner.id, scene.id)),)
    assert "2 stripboards" in read.notes[0]


def test_a_board_of_the_sample_without_days_keeps_its_order(sample):
    read = read_uss(sample, board="Script Order")
    assert read.days == ()
    assert len(read.left) == 2
    assert any("no day breaks" in note for note in read.notes)


def test_the_sample_comes_back_after_it_was_written(sample):
    from dataclasses import replace

    once = replace(read_uss(sample), notes=())
    assert read_uss(uss_of(once).encode()) == once


def test_keys_of_larger_samples_and_of_the_documentation_are_understood():
    breakdowns = [
        {
            "id": "a",
            "type": "strip",
            "scene": 1,
            "pages": "1 4/8",
            "time": 5_400_000,
            "elements": ["e", "gone"],
        },
        {"id": "b", "type": "scene", "scene": "2", "pages": 3, "duration": None, "elements": None},
        {"id": "c", "type": "strip", "scene": "3"},
        {"id": "d1", "type": "day"},
        {"id": "d2", "type": "day"},
        "nonsense",
    ]
    elements = [{"id": "e", "name": "GEORGE", "elementId": 4}]
    categories = [{"id": "k", "ucid": 100, "name": "Cast", "elements": ["e"]}]
    root = {"breakdowns": breakdowns, "elements": elements, "categories": categories}
    nested = read_uss(_file(**root, stripboards=[_board([["a"], ["b", "c"]], "breakdownArrays")]))
    flat = read_uss(_file(**root, stripboards=[_board(["a", "d1", "b", "d2", "c"])]))
    assert [day.scenes for day in nested.days] == [("a",), ("b", "c")]
    assert [day.scenes for day in flat.days] == [("a",), ("b",)]
    assert flat.left == ("c",)
    first = nested.scenes[0]
    assert (first.number, first.eighths, first.minutes) == ("1", 12, 90)
    assert first.elements == (OutsideElement(category="cast", name="GEORGE", number="4"),)
    assert nested.scenes[1].eighths == 24


def test_weekends_holidays_and_days_off_are_stepped_over():
    breakdowns = [{"id": str(i), "scene": str(i), "type": "scene"} for i in range(3)]
    events = [
        {"type": "start", "date": "2022-08-05T07:00:00.000+0000"},
        {"type": "event", "name": "holiday", "date": "2022-08-08T07:00:00.000Z"},
        {"type": "dayOff", "date": "2022-08-09"},
    ]
    calendar = {"id": "c", "daysOff": [6, 0], "events": events}
    board = _board([["0"], ["1"], ["2"]], calendar="c")
    read = read_uss(_file(breakdowns=breakdowns, stripboards=[board], calendars=[calendar]))
    # A Friday; then the weekend, a holiday and a day off.
    assert [day.date for day in read.days] == ["2022-08-05", "2022-08-10", "2022-08-11"]


def test_a_calendar_of_days_off_alone_gives_no_dates():
    calendar = {
        "id": "c",
        "daysOff": [0, 1, 2, 3, 4, 5, 6],
        "events": [{"type": "start", "date": "2022-08-05"}],
    }
    board = _board([["0"]], calendar="c")
    read = read_uss(_file(breakdowns=[{"id": "0"}], stripboards=[board], calendars=[calendar]))
    assert [day.date for day in read.days] == [""]


def test_a_breakdown_without_boards_has_no_days():
    read = read_uss(_file(breakdowns=[{"id": "0", "scene": "1"}]))
    assert (read.days, read.left) == ((), ("0",))


def test_strips_twice_missing_or_on_no_board_are_told():
    board = _board([["0", "0", "9"]])
    read = read_uss(_file(breakdowns=[{"id": "0"}, {"id": "1", "scene": "7"}], stripboards=[board]))
    assert read.days[0].scenes == ("0",)
    assert [note.split()[-2:] for note in read.notes[:2]] == [["there", "twice"], ["not", "there"]]
    assert "left away: 7" in read.notes[2]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "bad-uss"),
        (b"{", "bad-uss"),
        (b"[1]", "bad-uss"),
        (b'{"universalScheduleStandard": 3}', "bad-uss"),
        (b'{"breakdowns": {}}', "bad-uss"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"[" * 100_000, "bad-uss"),
    ],
)
def test_what_is_no_such_file_is_said_so(data, kind):
    with pytest.raises(FilmError) as caught:
        read_uss(data, "plan.uss")
    assert (caught.value.problems[0].file, caught.value.problems[0].kind) == ("plan.uss", kind)


def test_a_board_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(FilmError, match="name one of: One"):
        read_uss(_file(stripboards=[_board([])]), board="Two")


def test_every_key_of_the_standard_is_written():
    scene = OutsideScene(id="S1", number="1", eighths=3, minutes=45, start=540)
    days = (OutsideDay(date="2021-10-08", scenes=("S1",)), OutsideDay(date="2021-10-11"))
    text = uss_of(OutsideSchedule(title="Визит", scenes=(scene,), days=days))
    root = json.loads(text)["universalScheduleStandard"]
    keys = {"id", "bannerText", "comments", "created", "description", "elements", "pages", "scene", "scriptPage",
            "duration", "type"}  # fmt: skip
    assert keys <= set(root["breakdowns"][0])
    assert root["breakdowns"][0]["pages"] == 0.375
    assert root["breakdowns"][0]["duration"] == 2_700_000
    assert [event["type"] for event in root["calendars"][0]["events"]] == ["start", "dayOff", "dayOff"]
    assert {one["ucid"] for one in root["categories"]} >= {0, 1, 2, 3, 6, 100, 104}
    assert len({one["ucid"] for one in root["categories"]}) == len(root["categories"])
    # Keys of our own begin with an underscore, as the standard asks.
    assert {key for key in root["breakdowns"][0] if "ffworld" in key} == {
        "_offworldId", "_offworldStart", "_offworldLight"
    }  # fmt: skip
