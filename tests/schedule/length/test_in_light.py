"""Strips whose takes wait for the light."""

from offworld.film.shoot import StripLength
from offworld.schedule.length.in_light import in_light

LENGTH = StripLength(
    scene="S1", minutes=30, runs=1, takes=4, take_s=60.0, back_s=60.0, prepare_s=600.0, strike_s=300.0, clean=1.0,
    good=1.0, source="",
)  # fmt: skip


def found(spans, **changed):
    from dataclasses import replace

    return in_light(replace(LENGTH, **changed), "sun", "zvezda", spans, 5)


def test_takes_wait_for_the_light_and_preparation_does_not():
    lit = found({0: [(100, 120)]})
    # Begun at 90 it is in the light when it is ready; begun at 100 it has four takes of two minutes left.
    assert lit.length.minutes == 30
    assert [one.minutes for one in lit.times] == [(85, 130)]
    assert [(one.condition, one.place, one.day) for one in lit.times] == [("sun", "zvezda", 0)]


def test_what_is_left_waits_for_the_next_orbit():
    lit = found({0: [(100, 104), (193, 197)]})
    # Two takes in each light: begun at 90 until 202; those begun up to 10 min before take no tenth more.
    assert lit.length.minutes == 125
    assert [one.minutes for one in lit.times] == [(80, 215)]


def test_no_light_is_enough():
    assert found({0: [(100, 101)], 1: []}).times == ()
    assert found({0: [(1436, 1440)]}).times == ()


def test_a_take_must_lie_in_one_span():
    assert found({0: [(100, 102), (110, 112)]}, take_s=180.0).times == ()


def test_all_day_light_makes_nothing_longer():
    lit = found({0: [(0, 1440)]})
    assert lit.length.minutes == 30
    assert [one.minutes for one in lit.times] == [(0, 1440)]
