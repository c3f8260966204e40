from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.timecode import (
    drops_frames,
    frame_at,
    frames_in,
    parse_rate,
    parse_timecode,
    rate_text,
    start_of,
    timecode,
)

NTSC = Fraction(30000, 1001)
rates = st.sampled_from(
    [Fraction(24), Fraction(25), Fraction(24000, 1001), NTSC, Fraction(60000, 1001), Fraction(120)]
)
frames = st.integers(-5_000_000, 5_000_000)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("24", Fraction(24)),
        (" 25 ", Fraction(25)),
        ("24000/1001", Fraction(24000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("29.97", NTSC),
        ("48000/1000", Fraction(48)),
    ],
)
def test_a_rate_is_an_exact_fraction(text, rate):
    assert parse_rate(text) == rate
    assert parse_rate(rate_text(rate)) == rate


@pytest.mark.parametrize("text", ["", "fast", "-24", "24.5", "24/0", "24/00", "0", "1/2", "1001", "9" * 5000])
def test_a_wrong_rate_is_refused(text):
    with pytest.raises(FilmError, match="is no frame rate — write a whole number or a fraction") as caught:
        parse_rate(text)
    assert len(str(caught.value)) < 200


@given(rates, frames)
def test_a_frame_begins_before_it_is_seen_and_after_the_one_before(rate, frame):
    start = start_of(frame, rate)
    assert frame_at(start.__ceil__(), rate) == frame
    assert frame_at(start.__ceil__() - 1, rate) == frame - 1


def test_ticks_meet_frames_exactly():
    assert frame_at(1000, Fraction(24)) == 24
    assert frame_at(999, Fraction(24)) == 23
    assert frame_at(-1, Fraction(24)) == -1
    assert start_of(24000, Fraction(24000, 1001)) == 1_001_000
    assert frames_in(1000, Fraction(24)) == 24
    assert frames_in(1001, Fraction(24)) == 25


@given(rates, frames, st.booleans())
def test_time_code_and_back(rate, frame, drop):
    drop = drop and drops_frames(rate)
    assert parse_timecode(timecode(frame, rate, drop=drop), rate) == frame


@pytest.mark.parametrize(
    ("frame", "rate", "drop", "text"),
    [
        (0, 24, False, "00:00:00:00"),
        (86400, 24, False, "01:00:00:00"),
        (-25, 25, False, "-00:00:01:00"),
        (25 * 3600 * 30, 25, False, "30:00:00:00"),
        (1799, NTSC, True, "00:00:59;29"),
        (1800, NTSC, True, "00:01:00;02"),
        (17981, NTSC, True, "00:09:59;29"),
        (17982, NTSC, True, "00:10:00;00"),
        (107892, NTSC, True, "01:00:00;00"),
        (3600, Fraction(60000, 1001), True, "00:01:00;04"),
        (119, 120, False, "00:00:00:119"),
    ],
)
def test_time_code_as_editors_write_it(frame, rate, drop, text):
    assert timecode(frame, Fraction(rate), drop=drop) == text


@given(st.integers(0, 24 * 107892))
def test_drop_frame_keeps_to_the_clock(frame):
    """Within two frames of the real time, all day long."""
    hours, minutes, rest = timecode(frame, NTSC, drop=True).split(":")
    seconds, count = rest.split(";")
    shown = int(hours) * 3600 + int(minutes) * 60 + int(seconds) + Fraction(int(count), 30)
    assert abs(shown - frame / NTSC) < Fraction(3, 30)


@pytest.mark.parametrize(
    ("text", "rate", "message"),
    [
        ("1:2:3", Fraction(24), "is no time code — write hours:minutes:seconds:frames"),
        ("00:00:61:00", Fraction(24), "is no time code"),
        ("00:00:00:24", Fraction(24), "asks for frame 24 — at this rate frames count from 0 to 23"),
        ("00:00:00;00", Fraction(24), "only 29.97 and 59.94 do"),
        ("00:01:00;01", NTSC, "leaves out — write ;02"),
    ],
)
def test_a_wrong_time_code_is_refused(text, rate, message):
    with pytest.raises(FilmError, match=message):
        parse_timecode(text, rate)


def test_drop_frame_counting_needs_a_rate_that_has_it():
    with pytest.raises(ValueError, match="leaves no numbers out"):
        timecode(0, Fraction(24), drop=True)
