"""The orbit against the digits of the handbook (light, sections 2.2 and 2.3), printed there as constants.

No refraction, no penumbra, the Earth a sphere of its equatorial radius.
"""

from pathlib import Path

import numpy as np
import pytest

from offworld.film.light_said import Attitude
from offworld.light.condition import intervals
from offworld.light.day import light_days, sun_up
from offworld.light.elements import read_elements
from offworld.light.orbit import Orbit
from offworld.light.second import eclipse_share
from offworld.light.track import beta, gcrs, sub_point
from offworld.utc import DAY_MS, read_utc

DAYS = range(5, 16)
BETA = (-29.5, -34.0, -38.4, -42.7, -46.7, -50.4, -53.7, -56.4, -58.5, -59.8, -60.2)
SUNLIT = (62.0, 64.4, 63.5, 66.7, 65.8, 69.0, 69.0, 72.4, 72.3, 75.1, 73.9)
SUNRISES = (16, 15, 16, 15, 16, 15, 16, 15, 16, 15, 15)
TERMINATOR = (("17:24:22", "17:48:00"), ("18:57:29", "19:21:07"), ("20:30:35", "20:54:15"))
FIRST_OF_SECOND_SET = 12


def test_sunset_and_sunrise_come_within_two_seconds(orbit, box):
    pieces = intervals(sun_up(orbit, box), read_utc("2021-10-15 17:00"), read_utc("2021-10-15 21:00"))
    nights = [(start, end) for start, end, up in pieces if not up]
    assert len(nights) == len(TERMINATOR)
    for (start, end), (sunset, sunrise) in zip(nights, TERMINATOR, strict=True):
        assert start == pytest.approx(read_utc(f"2021-10-15 {sunset}"), abs=2000)
        assert end == pytest.approx(read_utc(f"2021-10-15 {sunrise}"), abs=2000)


def test_position_and_the_point_below(orbit):
    states = orbit.track.at(np.array([read_utc("2021-10-15 17:00")]))
    assert gcrs(states)[0] / 1000.0 == pytest.approx((-1238.648, -5661.112, 3543.304), abs=0.01)
    latitude, longitude = np.degrees(sub_point(states))
    assert latitude[0] == pytest.approx(31.577, abs=0.001)
    # Sidereal time takes UTC for UT1: within 0.9 s or 0.004 deg.
    assert longitude[0] == pytest.approx(-21.581, abs=0.005)


@pytest.mark.parametrize(
    ("day", "angle", "sunlit", "sunrises"), [*zip(DAYS, BETA, SUNLIT, SUNRISES, strict=True)]
)
def test_beta_sunlit_share_and_sunrises(iss, box, day, angle, sunlit, sunrises):
    place = Orbit(iss[1:] if day >= FIRST_OF_SECOND_SET else iss[:1])
    start = read_utc(f"2021-10-{day:02d}")
    found = [piece for piece in intervals(sun_up(place, box), start, start + DAY_MS) if piece[2]]
    noon = place.beta(np.array([start + DAY_MS // 2]))
    assert np.degrees(noon[0]) == pytest.approx(angle, abs=0.1)
    assert 100.0 * sum(end - begin for begin, end, _ in found) / DAY_MS == pytest.approx(sunlit, abs=0.5)
    assert sum(begin > start for begin, _, _ in found) == sunrises


def test_a_day_says_the_same(iss, box):
    day = light_days(Orbit(iss), box, read_utc("2021-10-14"), read_utc("2021-10-15"))[0]
    assert (day.date, len(day.sunrises_ms)) == ("2021-10-14", 15)
    assert np.degrees(day.beta) == pytest.approx(-59.8, abs=0.1)
    assert 100.0 * day.sunlit == pytest.approx(75.1, abs=0.5)


@pytest.mark.parametrize(
    ("angle", "share"), [(0.0, 0.388), (29.5, 0.370), (46.7, 0.332), (60.2, 0.255), (69.0, 0.084)]
)
def test_eclipse_share_of_a_round_orbit(angle, share):
    assert eclipse_share(np.radians(angle), 420e3) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize("day", [5, 9, 15])
def test_night_of_an_orbit_agrees_with_the_closed_form(iss, box, day):
    place = Orbit(iss[1:] if day >= FIRST_OF_SECOND_SET else iss[:1])
    noon = read_utc(f"2021-10-{day:02d} 12:00")
    pieces = intervals(sun_up(place, box), noon - 6 * 3_600_000, noon + 6 * 3_600_000)
    night = next(end - start for start, end, up in pieces[1:-1] if not up)
    period = DAY_MS / place.track.elements[0].mean_motion
    angle = float(beta(place.track.at(np.array([noon])))[0])
    # A round orbit at 420 km: the true one goes from 415 to 430 km.
    assert night / period == pytest.approx(eclipse_share(angle, 420e3), abs=0.006)


def test_no_night_beyond_69_8_degrees():
    assert eclipse_share(np.radians(69.9), 420e3) == 0.0
    assert eclipse_share(np.radians(69.7), 420e3) > 0.0


def test_sets_of_that_week_agree_at_the_end_of_it():
    """The two published lines beside the handbook, if they are there, are the sets that the film has."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "data"
    if not (folder / "iss_oct2021.tle").is_file():
        pytest.skip("the element sets beside the handbook are not here")
    published = read_elements(folder, "iss_oct2021.tle", 25544)
    own = read_elements(Path(__file__).resolve().parents[2] / "films" / "the-visit", "station.omm", 25544)
    at = np.array([read_utc("2021-10-15 17:00")])
    for one, other in zip(published, own, strict=True):
        apart = Orbit([one]).track.at(at).position - Orbit([other]).track.at(at).position
        assert np.linalg.norm(apart) < 1.0


def test_a_table_of_attitudes_turns_the_set_and_not_the_night(iss, box):
    steady = Attitude(from_ms=None, yaw=0.0, pitch=0.0, roll=0.0)
    at = read_utc("2021-10-15 18:00")
    turned = Orbit(iss[1:], (steady, Attitude(from_ms=at, yaw=0.0, pitch=np.pi / 2.0, roll=0.0)))
    times = np.array([at - 1000, at])
    before, after = turned.outside(box, times).sun
    # Pitch is about the axis across the flight: what looked ahead looks up now, and to the sides nothing changes.
    assert after[1] == pytest.approx(before[1], abs=2e-3)
    assert abs(after[0] - before[0]) > 0.1
    assert turned.outside(box, times).height == pytest.approx(Orbit(iss[1:]).outside(box, times).height)
