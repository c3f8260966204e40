"""Loose props, people adrift and blocked ways out."""

import pytest

from offworld.film.scene import PropStart
from offworld.film.world import World


def test_a_prop_that_is_let_go_is_loose(kit):
    paths = kit.paths()
    paths.places["cup"] = lambda t: (0.1 * t, 0.0, 0.0)
    (one,) = kit.found(
        kit.make(holds=(*kit.on_rails, kit.hold(0, 4, 9, "cup", end=4000)), paths=paths), "loose prop"
    )
    assert one.text == "The cup floats loose from 4.0 s to the end and drifts 60 cm."
    assert kit.measure(one, "mean speed") == pytest.approx(0.1)
    assert one.weight == "care"


@pytest.mark.parametrize(
    ("change", "weights"),
    [
        ({"held": None}, ["note"]),
        ({"held": None, "props": (PropStart(prop="cup", stuck=True),)}, []),
        ({"held": None, "world": World(kind="moon", gravity=(0.0, 0.0, -1.62))}, []),
        ({"held": 5000}, []),
        ({"held": 7000}, ["care"]),
    ],
)
def test_when_a_prop_is_loose(kit, change, weights):
    """`held`: when Anna takes the cup that Ivan has let go at 4 s; None: it never was in a hand."""
    given = dict(change)
    again = given.pop("held")
    holds = (
        kit.on_rails
        if again is None
        else (*kit.on_rails, kit.hold(0, 4, 9, "cup", end=4000), kit.hold(3, 8, 9, "cup", start=again))
    )
    assert [one.weight for one in kit.found(kit.make(holds=holds, **given), "loose prop")] == weights


def test_a_prop_that_is_released_on_purpose_is_only_noted(kit):
    let_go = kit.beat("release", prop="cup")
    take = kit.make(
        [let_go],
        [kit.out("release", "done", 4000, 4020)],
        holds=(*kit.on_rails, kit.hold(0, 4, 9, "cup", end=4000)),
    )
    assert [one.weight for one in kit.found(take, "loose prop")] == ["note"]


def test_one_who_floats_out_of_reach_is_adrift(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (0.3, -0.3 * t, -0.9)
    take = kit.make(holds=(kit.hold(2, 8, 0, "loop.1"), kit.hold(0, 4, 9, "cup", kind="prop")), paths=paths)
    (one,) = kit.found(take, "adrift")
    assert one.text.startswith("Ivan floats out of reach of everything for 7")
    assert one.text.endswith("and still does at the end.")
    assert (one.weight, one.who) == ("care", ("ivan",))
    assert kit.measure(one, "farthest from a handhold") == pytest.approx(3.01, abs=0.05)
    assert kit.found(kit.make(), "adrift") == []


def test_one_who_stands_in_the_way_out_blocks_it(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (5.0, 0.0, -0.3) if 2.0 <= t <= 7.0 else (0.3, 0.0, -0.9)
    (one,) = kit.found(kit.make(paths=paths), "exit blocked")
    assert one.who == ("ivan",)
    assert one.text.startswith("The way out through hatch is blocked by Ivan for 4.9 s")
    quick = kit.paths()
    quick.places["ivan"] = lambda t: (5.0, 0.0, -0.3) if 2.0 <= t <= 4.0 else (0.3, 0.0, -0.9)
    assert kit.found(kit.make(paths=quick), "exit blocked") == []
    small = kit.paths()
    small.places["cup"] = lambda t: (5.0, 0.0, 0.0)
    assert kit.found(kit.make(paths=small), "exit blocked") == []
