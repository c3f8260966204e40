import numpy as np
import pytest

from offworld.film.light_said import Attitude
from offworld.light.condition import intervals, spans
from offworld.light.day import light_days, minutes_of, sun_up
from offworld.light.orbit import Orbit
from offworld.light.pane import passes
from offworld.light.window import direct_sun, window_light, window_lights, window_lux
from offworld.utc import DAY_MS, read_utc

AT = read_utc("2021-10-15 17:10:00")


@pytest.fixture(scope="module")
def level(iss):
    return Orbit(iss[1:], (Attitude(from_ms=None, yaw=0.0, pitch=0.0, roll=0.0),))


def test_the_sun_comes_in_on_its_side_and_no_other(level, box):
    """At a beta of −60 deg it stands to the south all day, which is to starboard."""
    lights = {light.window: light for light in window_lights(level, box, AT)}
    starboard, down, port, up = (lights[f"window.{number}"] for number in (1, 2, 4, 5))
    assert starboard.through == "direct sun"
    assert starboard.patches
    assert starboard.sun_lux > 40_000.0
    assert (port.through, port.sun_lux, port.patches) == ("terminator", 0.0, ())
    assert down.sun_lux == 0.0
    assert down.body_lux > 10.0 * port.body_lux
    assert (up.through, up.lux, up.kelvin, up.day_share, up.filled) == ("space", 0.0, 0.0, 0.0, 0.0)
    assert down.filled == pytest.approx(1.0)


def test_direct_sun_is_what_the_formula_says(level, box):
    outside = level.outside(box, np.array([AT]))
    light = window_light(level, box, box.windows[0], AT, patches=False)
    cosine = float(outside.sun[0] @ (0.0, -1.0, 0.0))
    share = float(passes(cosine, 0.24, 0.12))
    assert light.sun_lux == pytest.approx(outside.lux[0] * cosine * share * 0.70)
    assert (light.sun_share, np.cos(light.sun_angle)) == pytest.approx((share, cosine))
    assert light.lux == light.sun_lux + light.body_lux
    assert light.patches == ()
    assert window_lux(level, box, box.windows[0], np.array([AT])) == pytest.approx([light.lux])


def test_direct_sun_begins_at_the_frame_or_at_the_limb(level, box):
    condition = direct_sun(level, box, box.windows[2])
    begin, end = read_utc("2021-10-15 17:00"), read_utc("2021-10-15 19:00")
    edges = [piece[0] for piece in intervals(condition, begin, end)[1:]]
    outside = level.outside(box, np.array(edges))
    at_frame = outside.sun @ (0.0, -1.0, 0.0) - np.cos(np.arctan(2.0))
    assert np.minimum(np.abs(at_frame), np.abs(outside.height)) == pytest.approx(
        np.zeros(len(edges)), abs=1e-5
    )
    assert spans(condition, begin, end)[0].where == "window.3"


def test_nadir_windows_follow_the_ground_below(level, box):
    day = light_days(level, box, read_utc("2021-10-15"), read_utc("2021-10-16"))[0]
    nadir = day.windows[1]
    assert {span.condition for span in nadir.spans} == {"earth day", "terminator", "earth night"}
    # Every night of the ground in view is longer than that of the station, 400 km above it.
    nights = [
        s.length_s for s in nadir.spans if s.condition == "earth night" and not (s.open_start or s.open_end)
    ]
    assert min(nights) > 24.0 * 60.0
    lit = [span for span in nadir.spans if span.condition == "earth day" and span.lux is not None]
    assert min(span.lux[0] for span in lit) > 100.0
    dark = [span for span in nadir.spans if span.condition == "earth night" and span.lux is not None]
    assert max(span.lux[2] for span in dark) < 0.1


def test_days_have_no_gap_and_follow_each_other(level, box):
    begin, end = read_utc("2021-10-14 06:30"), read_utc("2021-10-16 12:00")
    days = light_days(level, box, begin, end)
    assert [day.date for day in days] == ["2021-10-14", "2021-10-15", "2021-10-16"]
    assert (days[0].start_ms, days[-1].end_ms) == (begin, end)
    for day in days:
        assert [part.window for part in day.windows] == [window.id for window in box.windows]
        for part in day.windows:
            edges = [span.start_ms for span in part.spans] + [part.spans[-1].end_ms]
            assert (edges[0], edges[-1]) == (day.start_ms, day.end_ms)
            assert all(
                one.end_ms == other.start_ms for one, other in zip(part.spans, part.spans[1:], strict=False)
            )
            assert len(part.lux) == len(minutes_of(day))
            assert {span.where for span in part.spans} == {part.window}
    # Two windows that look the same way see the same.
    first, third = days[1].windows[0], days[1].windows[2]
    assert [span.length_s for span in first.spans] == [span.length_s for span in third.spans]
    assert first.lux == third.lux


def test_a_day_cut_from_many_is_the_day_alone(level, box):
    many = light_days(level, box, read_utc("2021-10-05"), read_utc("2021-10-18"))
    alone = light_days(level, box, read_utc("2021-10-15"), read_utc("2021-10-16"))[0]
    same = next(day for day in many if day.date == "2021-10-15")
    assert same.sunrises_ms == pytest.approx(alone.sunrises_ms, abs=1)
    assert len(same.sunrises_ms) + len(same.sunsets_ms) == 31
    for one, other in zip(same.windows, alone.windows, strict=True):
        assert one.lux == pytest.approx(other.lux, rel=1e-9, abs=1e-9)
        assert [span.condition for span in one.spans] == [span.condition for span in other.spans]
        assert [span.start_ms for span in one.spans] == pytest.approx(
            [s.start_ms for s in other.spans], abs=1
        )
    pieces = intervals(sun_up(level, box), read_utc("2021-10-05"), read_utc("2021-10-18"))
    assert [at for day in many for at in day.sunrises_ms] == [low for low, _, up in pieces[1:] if up]
    assert 0.0 < alone.error_s < 60.0


def test_light_within_a_span_is_that_of_its_minutes(level, box):
    day = light_days(level, box, read_utc("2021-10-15"), read_utc("2021-10-15") + DAY_MS // 4)[0]
    times = minutes_of(day)
    for part in day.windows[:2]:
        lux = np.array(part.lux)
        for span in part.spans:
            inside = lux[(times >= span.start_ms) & (times < span.end_ms)]
            if len(inside) == 0:
                assert span.lux is None
                continue
            assert span.lux == pytest.approx((inside.min(), inside.mean(), inside.max()), rel=1e-6, abs=1e-6)
            if len(inside) > 1:
                fastest = np.abs(np.diff(np.log2(np.maximum(inside, 1.0)))).max()
                assert span.stops_per_min == pytest.approx(fastest, abs=1e-9)
                assert span.lux_per_min == pytest.approx(np.abs(np.diff(inside)).max())
            else:
                assert span.stops_per_min is None
