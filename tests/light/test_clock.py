import numpy as np
import pytest

from offworld.light.clock import julian_tt, julian_utc, tai_utc, tt_j2000
from offworld.utc import read_utc


@pytest.mark.parametrize(
    ("day", "seconds"),
    [("1972-01-01", 10), ("1998-12-31", 31), ("1999-01-01", 32), ("2015-06-30", 35), ("2016-12-31", 36),
     ("2017-01-01", 37), ("2021-10-15", 37)],
)  # fmt: skip
def test_leap_seconds(day, seconds):
    assert tai_utc(read_utc(day)) == seconds


def test_julian_dates():
    assert julian_utc(read_utc("2000-01-01 12:00")) == 2451545.0
    assert julian_utc(np.array([0.0])) == pytest.approx([2440587.5])
    # 32 leap seconds and 32.184 s: the epoch itself came 64.184 s before noon UTC.
    assert tt_j2000(read_utc("2000-01-01 12:00")) * 86_400.0 == pytest.approx(64.184, abs=1e-4)
    assert julian_tt(read_utc("2021-10-15")) == pytest.approx(2459502.5 + 69.184 / 86_400.0, abs=1e-9)
