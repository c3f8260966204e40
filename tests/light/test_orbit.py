import math
from dataclasses import replace

import numpy as np
import pytest

from offworld.errors import NotPossible
from offworld.film.light_levels import LightLevels
from offworld.film.light_said import Attitude
from offworld.geometry import rotation
from offworld.light.condition import intervals, spans
from offworld.light.day import sun_up
from offworld.light.orbit import Orbit
from offworld.light.track import Track
from offworld.utc import DAY_MS, read_utc

AT = read_utc("2021-10-15 17:10:00")
LEVEL = Attitude(from_ms=None, yaw=0.0, pitch=0.0, roll=0.0)


@pytest.fixture(scope="module")
def level(iss):
    """The station without the few degrees of its usual attitude."""
    return Orbit(iss[1:], (LEVEL,))


def test_local_axes_are_flight_south_and_earth(level):
    states = level.track.at(np.array([AT]))
    down, ahead = -states.position[0], states.velocity[0]
    down, ahead = down / np.linalg.norm(down), ahead / np.linalg.norm(ahead)
    normal = np.cross(states.position[0], states.velocity[0])
    from offworld.light import sky

    to_sun = sky.sun_teme(AT) - states.position[0]
    to_sun /= np.linalg.norm(to_sun)
    # The orbit is all but round: ahead is square to down within 0.05 deg.
    assert states.sun[0] == pytest.approx(
        (to_sun @ ahead, -to_sun @ normal / np.linalg.norm(normal), to_sun @ down), abs=1e-3
    )


def test_a_set_shows_directions_in_its_own_axes(level, box):
    outside = level.outside(box, np.array([AT]))
    local = level.track.at(np.array([AT])).sun[0]
    # The box has x ahead, z overhead, so y to port: against the station's second and third axes.
    assert outside.sun[0] == pytest.approx((local[0], -local[1], -local[2]))
    shine = level.shine(box, AT)
    assert shine.body.direction == pytest.approx((0.0, 0.0, -1.0))
    assert shine.up == pytest.approx((0.0, 0.0, 1.0))
    assert rotation.rotate(shine.attitude, shine.sun) == pytest.approx(local)


def test_usual_attitude_turns_by_yaw_pitch_roll_in_that_order(iss):
    (usual,) = Track(iss).local_axes
    yaw, pitch = math.radians(-4.0), math.radians(-3.0)
    ahead = (math.cos(pitch) * math.cos(yaw), math.cos(pitch) * math.sin(yaw), -math.sin(pitch))
    assert rotation.rotate(usual, (1.0, 0.0, 0.0)) == pytest.approx(ahead)
    turned = Attitude(from_ms=None, yaw=0.3, pitch=0.0, roll=0.2)
    (both,) = Track(iss, (turned,)).local_axes
    assert rotation.rotate(both, (1.0, 0.0, 0.0)) == pytest.approx((math.cos(0.3), math.sin(0.3), 0.0))


def test_what_shines_at_a_moment(level, box):
    shine = level.shine(box, AT)
    assert (shine.utc, shine.set_id) == ("2021-10-15T17:10:00.000Z", "box")
    assert np.linalg.norm(shine.sun) == pytest.approx(1.0)
    assert shine.sun_share == 1.0
    # 133 100 lux at 1 AU, and the Earth stands at 0.997 of that.
    assert shine.sun_lux == pytest.approx(133_100.0 / 0.99703**2, rel=1e-3)
    assert math.degrees(shine.sun_radius) == pytest.approx(0.2673, abs=0.0005)
    assert math.degrees(shine.beta) == pytest.approx(-60.2, abs=0.1)
    body = shine.body
    assert math.degrees(body.radius) == pytest.approx(69.8, abs=0.6)
    assert body.name == "earth"
    assert math.cos(body.phase) == pytest.approx(-np.dot(body.direction, shine.sun), abs=1e-9)
    assert 3000.0 < body.lux < 5000.0
    assert "element set 0.0 days" in shine.note
    # The sharp round limb leaves out more than the orbit does, so near to its epoch.
    assert 10.0 < shine.error_s < 60.0


def test_night_is_dark_but_for_the_night_earth(level, box):
    shine = level.shine(box, read_utc("2021-10-15 17:36:00"))
    assert (shine.sun_share, shine.sun_lux) == (0.0, 0.0)
    assert shine.sun_height < 0.0
    assert shine.body.lux == pytest.approx(LightLevels().night_earth_lux, abs=0.01)


def test_levels_are_the_films(iss, box):
    bright = Orbit(iss[1:], (LEVEL,), LightLevels(sun_lux=128_000.0, earth_albedo=0.6))
    usual = Orbit(iss[1:], (LEVEL,))
    one, other = bright.shine(box, AT), usual.shine(box, AT)
    assert one.sun_lux / other.sun_lux == pytest.approx(128.0 / 133.1)
    assert one.body.lux / other.body.lux == pytest.approx(128.0 / 133.1 * 2.0, abs=0.001)


def test_the_flattened_earth_moves_the_night_by_seconds(iss, box):
    start, end = read_utc("2021-10-15 17:00"), read_utc("2021-10-15 18:00")
    nights = [
        next((a, b) for a, b, up in intervals(sun_up(Orbit(iss[1:], limb=limb), box), start, end) if not up)
        for limb in ("sphere", "ellipsoid")
    ]
    (round_set, round_rise), (flat_set, flat_rise) = nights
    # The limb is lower away from the equator: night is shorter at both ends.
    assert 2_000 < flat_set - round_set < 25_000
    assert 2_000 < round_rise - flat_rise < 25_000
    stated = Orbit(iss[1:]).error_s(start)
    assert (flat_set - round_set) / 1000.0 < stated
    assert Orbit(iss[1:], limb="ellipsoid").error_s(start) < stated


def test_orbital_night_is_a_condition(level):
    night = level.night()
    found = spans(night, read_utc("2021-10-15 17:00"), read_utc("2021-10-15 21:00"))
    assert [round(span.length_s / 60.0, 1) for span in found] == [23.6, 23.6, 23.7]


def test_the_nearest_set_is_used_and_its_age_makes_the_error(iss, box):
    place = Orbit(iss)
    times = np.array([iss[0].epoch_ms + days * DAY_MS for days in (-3.0, 0.0, 3.0, 4.0, 7.0)], dtype=np.int64)
    assert place.track.ages(times) == pytest.approx([3.0, 0.0, 3.0, 2.97, 0.03], abs=0.01)
    alone = Orbit(iss[:1]).track.at(times[:3]).position
    assert place.track.at(times).position[:3] == pytest.approx(alone)
    later = read_utc("2021-10-25 17:00")
    # Ten days: 1500 km or 196 s along the orbit.
    assert place.error_s(later) == pytest.approx(196.0, rel=0.05)
    assert "element set 10.0 days from its epoch: about 15" in place.shine(box, later).note


def test_too_far_from_any_set_nothing_is_told(iss, box):
    with pytest.raises(NotPossible, match="nearest element set is 77 days away, and 60 are the most"):
        Orbit(iss).shine(box, read_utc("2021-12-31 16:50"))


def test_an_orbit_that_comes_down_is_told(iss, box):
    falling = replace(iss[1], drag=0.9, mean_motion=16.5)
    with pytest.raises(NotPossible, match="SGP4 finds no orbit at 2021-11"):
        Orbit([falling]).shine(box, read_utc("2021-11-30"))
