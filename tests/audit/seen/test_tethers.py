"""Tethers that come taut are told with their speed, and those that are on keep people from being adrift."""

from dataclasses import replace

import pytest

from offworld.film.take import Pull, TetherRecord


def tether(*pulls, partner=0, thing="rail.1", end=None):
    return TetherRecord(
        id=0, node=1, partner=partner, thing=thing, start=0, end=end, length=1.2, anchor=(0.1, 0.0, 0.0),
        partner_anchor=(0.0, 0.0, 0.0), pulls=pulls,
    )  # fmt: skip


def pull(speed=0.4, peak=35.0):
    return Pull(start=1000, end=1400, closing_speed=speed, effective_mass=12.0, impulse=20.0, peak=peak)


def test_a_tether_that_comes_taut_is_told_with_its_numbers(kit):
    (one,) = kit.found(replace(kit.make(), tethers=(tether(pull()),)), "tether")
    assert one.text == "Ivan's tether to rail.1 comes taut at 0.40 m/s, about 35 N."
    assert (one.weight, one.who, one.tick, one.end) == ("note", ("ivan",), 1000, 1400)
    assert kit.measure(one, "effective mass") == 12.0
    assert kit.measure(one, "impulse") == 20.0
    assert "2 kN/m" in next(each.note for each in one.measures if each.name == "peak force")


@pytest.mark.parametrize(("peak", "weight"), [(150.0, "note"), (210.0, "care"), (340.0, "danger")])
def test_how_hard_it_pulls_decides_the_weight(kit, peak, weight):
    (one,) = kit.found(replace(kit.make(), tethers=(tether(pull(peak=peak)),)), "tether")
    assert one.weight == weight
    assert bool(one.remedy) == (weight != "note")


def test_one_that_comes_taut_gently_is_not_told_and_both_ends_are_named(kit):
    take = replace(kit.make(), tethers=(tether(pull(speed=0.01), pull(), partner=5, thing="anna"),))
    (one,) = kit.found(take, "tether")
    assert one.who == ("ivan", "anna")


def test_nobody_on_a_tether_is_adrift_while_it_is_on(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (0.3, -0.3 * t, -0.9)
    loose = kit.make(holds=(kit.hold(2, 8, 0, "loop.1"), kit.hold(0, 4, 9, "cup", kind="prop")), paths=paths)
    assert kit.found(loose, "adrift")
    assert kit.found(replace(loose, tethers=(tether(),)), "adrift") == []
    assert kit.found(replace(loose, tethers=(tether(end=2000),)), "adrift")
    # A prop on a line ties nobody to anything.
    assert kit.found(replace(loose, tethers=(tether(partner=9, thing="cup"),)), "adrift")
