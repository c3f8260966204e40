"""Times of day."""

import pytest

from offworld.script.days.clock import minute_of, read_day, read_span, shown, without
from offworld.text import Scalar, Sheet


@pytest.mark.parametrize(
    ("text", "minute"),
    [("9:05", 545), ("00:00", 0), ("24:00", 1440), ("24:01", None), ("9:60", None), ("nine", None)],
)
def test_a_minute(text, minute):
    assert minute_of(text) == minute
    if minute is not None:
        assert minute_of(shown(minute)) == minute


def span(text):
    sheet = Sheet(file="days.yaml")
    found = read_span(Scalar(text=text, line=3, column=1), sheet)
    return found, [one.what for one in sheet.problems]


def test_spans():
    assert span("09:00-13:00") == (((540, 780), ""), [])
    assert span("09:00 – 13:00 a talk with the ground") == (((540, 780), "a talk with the ground"), [])
    assert span("13:00-09:00") == (None, ["'13:00-09:00' ends before it begins"])
    assert span("9 to 13") == (None, ["'9 to 13' is no span of a day"])
    assert span("09:00-13:99") == (None, ["'09:00-13:99' is no span of a day"])


def test_a_day_is_named_by_its_date():
    sheet = Sheet(file="days.yaml")
    dates = ["2021-10-05", "2021-10-06"]
    assert read_day(Scalar(text="2021-10-06", line=1, column=1), sheet, dates) == 1
    assert read_day(None, sheet, dates) is None
    assert read_day(Scalar(text="2021-10-07", line=1, column=1), sheet, dates) is None
    assert sheet.problems[0].remedy.startswith("did you mean '2021-10-0")


def test_what_is_left_of_spans():
    assert without([(480, 780), (840, 1020)], [(600, 660), (760, 900)]) == (
        (480, 600),
        (660, 760),
        (900, 1020),
    )
    assert without([(480, 780)], [(400, 900)]) == ()
    assert without([(480, 780)], []) == ((480, 780),)
