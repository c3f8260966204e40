"""Day and night by a path of its own: almanac Sun, an ellipse turned by J₂, a cylinder for a shadow."""

import numpy as np
import pytest

from offworld.light import second, sky
from offworld.light.condition import Condition, intervals
from offworld.light.day import sun_up
from offworld.light.orbit import Orbit
from offworld.utc import DAY_MS, read_utc


@pytest.mark.parametrize("index", [0, 1])
def test_sunrises_and_sunsets_agree_within_its_stated_error(iss, box, index):
    one = iss[index]
    middle = int(one.epoch_ms)
    first = intervals(sun_up(Orbit([one]), box), middle - DAY_MS, middle + DAY_MS)
    plain = Condition(name="plain", step_s=60.0, value=lambda times: second.sun_height(one, times))
    other = intervals(plain, middle - DAY_MS, middle + DAY_MS)
    assert [up for _, _, up in first] == [up for _, _, up in other]
    apart = [abs(a[0] - b[0]) / 1000.0 for a, b in zip(first, other, strict=True)]
    assert max(apart) < second.ERROR_S
    assert max(apart) > 0.1


def test_the_almanac_sun_is_within_its_hundredth_of_a_degree():
    times = np.arange(read_utc("2015-01-01"), read_utc("2031-01-01"), 149 * DAY_MS + 12_345)
    true = sky.sun_teme(times)
    cosine = np.sum(true * second.sun_direction(times), axis=1) / np.linalg.norm(true, axis=1)
    assert np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))).max() < 0.011


def test_beta_agrees(iss, orbit):
    times = np.array([int(iss[1].epoch_ms) + hours * 3_600_000 for hours in range(-24, 25, 3)])
    assert np.degrees(second.beta(iss[1], times)) == pytest.approx(np.degrees(orbit.beta(times)), abs=0.05)


def test_positions_agree_within_what_it_leaves_out(iss, orbit):
    times = int(iss[1].epoch_ms) + np.arange(-DAY_MS, DAY_MS, 600_000)
    apart = np.linalg.norm(second.station(iss[1], times) - orbit.track.at(times).position, axis=1)
    assert 1e3 < apart.max() < 20e3
