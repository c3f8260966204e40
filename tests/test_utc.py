import pytest

from offworld.errors import FilmError
from offworld.utc import DAY_MS, date_of, read_utc, to_text


@pytest.mark.parametrize(
    ("text", "utc_ms"),
    [
        ("1972-01-01", 63_072_000_000),
        ("2021-10-15", 1_634_256_000_000),
        ("2021-10-15 17:24:22", 1_634_318_662_000),
        (" 2021-10-15T17:24:22.5Z ", 1_634_318_662_500),
        ("2021-10-15 17:24 UTC", 1_634_318_640_000),
        ("2020-02-29 23:59:59.999", 1_583_020_799_999),
    ],
)
def test_moments_are_read(text, utc_ms):
    assert read_utc(text) == utc_ms


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2021-02-30", "2021-13-01", "2021-10-15 24:00", "2021-10-15 17:60", "2021-10-15 17:24:60",
     "2021-10-15 17", "1971-12-31", "2050-01-01", "15.10.2021", "2021-10-15T17:24:22+03:00", "２021-10-15"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_the_way_to_write_one(text):
    with pytest.raises(FilmError, match=r"is no moment — write UTC as 2021-10-15 17:24:22"):
        read_utc(text)


def test_text_and_back():
    at = read_utc("2021-10-15 17:24:22.489")
    assert to_text(at) == "2021-10-15T17:24:22.489Z"
    assert to_text(at, places=0) == "2021-10-15T17:24:22Z"
    assert to_text(at, places=1) == "2021-10-15T17:24:22.5Z"
    assert to_text(at + 12, places=0) == "2021-10-15T17:24:23Z"
    assert read_utc(to_text(at)) == at
    assert date_of(at) == "2021-10-15"
    assert date_of(at + DAY_MS) == "2021-10-16"
