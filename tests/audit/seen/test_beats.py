"""Beats that were missed, refused or never begun."""

from math import sqrt

import pytest

from offworld.audit.findings import findings
from offworld.film.blocking import Cue, Target


def test_a_missed_catch_says_by_how_much(kit):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (-1.5 + 0.3 * t, 0.25, -1.3)
    catch = kit.beat("catch", target=Target(kind="point", offset=(0.0, 0.0, -1.0)))
    take = kit.make([catch], [kit.out("catch", "missed", 0, 8000, otherwise=True)], paths=paths)
    (one,) = kit.found(take, "missed")
    assert kit.measure(one, "nearest distance") == pytest.approx(25.0, abs=0.1)
    assert kit.measure(one, "speed past it") == pytest.approx(0.3, abs=1e-3)
    assert kit.measure(one, "when nearest") == pytest.approx(4.0, abs=0.01)
    assert "within 25 cm at 4.0 s; what was to be done else was done." in one.text
    assert one.remedy == "Begin 25 cm nearer, or push off towards it."
    assert (one.tick, one.beat, one.weight) == (8000, "catch", "care")


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        (Target(kind="fitting", name="rail.1"), 0.40),
        (Target(kind="fitting", name="loop.1"), sqrt(0.6**2 + 2.0**2 + 0.4**2)),
        (Target(kind="nearest", name="rail"), 0.40),
        (Target(kind="nearest", name="loop"), sqrt(0.6**2 + 2.0**2 + 0.4**2)),
        (Target(kind="nearest", name="handhold"), 0.40),
        (Target(kind="person", name="anna", part="chest"), sqrt(0.3**2 + 2.0**2)),
        (Target(kind="prop", name="cup"), sqrt(0.6**2 + 0.6**2)),
        (Target(kind="fitting", name="wall"), sqrt(0.6**2 + 1.4**2)),
    ],
)
def test_the_miss_is_measured_to_every_kind_of_target(kit, target, gap):
    (one,) = kit.found(kit.make([kit.beat("hold", target=target)], [kit.out("hold", "missed")]), "missed")
    assert kit.measure(one, "nearest distance") == pytest.approx(100.0 * gap, abs=0.1)


def test_a_give_is_measured_to_the_hand_and_a_take_to_the_prop(kit):
    give = kit.beat("give", prop="cup", target=Target(kind="person", name="anna"), to_channel="right hand")
    (one,) = kit.found(kit.make([give], [kit.out("give", "missed")]), "missed")
    assert kit.measure(one, "nearest distance") == pytest.approx(200.0)
    take = kit.beat("take", prop="cup", source=Target(kind="person", name="anna"))
    (one,) = kit.found(kit.make([take], [kit.out("take", "missed")]), "missed")
    assert kit.measure(one, "nearest distance") == pytest.approx(100.0 * sqrt(0.6**2 + 0.6**2), abs=0.1)


@pytest.mark.parametrize(
    ("speed", "remedy"), [(0.9, "Come slower: hands close below 0.45 m/s."), (0.1, "Give it more time")]
)
def test_a_near_miss_is_one_of_speed_or_time(kit, speed, remedy):
    paths = kit.paths()
    paths.places["ivan"] = lambda t: (-0.3 - 5.0 * speed + speed * t, 0.1, -1.3)
    catch = kit.beat("catch", target=Target(kind="point", offset=(0.0, 0.0, -1.0)))
    (one,) = kit.found(kit.make([catch], [kit.out("catch", "missed", 0, 9000)], paths=paths), "missed")
    assert one.remedy.startswith(remedy)


def test_a_miss_without_a_place_gives_its_reason(kit):
    (one,) = kit.found(
        kit.make([kit.beat("look")], [kit.out("look", "missed", reason="it was behind")]), "missed"
    )
    assert one.text == "Ivan missed “ivan: look”: it was behind."
    (one,) = kit.found(
        kit.make([kit.beat("hold", target=Target(kind="fitting", name="gone"))], [kit.out("hold", "missed")]),
        "missed",
    )
    assert one.measures == ()
    catch = kit.beat("catch", target=Target(kind="fitting", name="rail.1"))
    (one,) = kit.found(kit.make([catch], [kit.out("catch", "missed", start=None)]), "missed")
    assert one.measures == ()


def test_a_wanted_miss_is_told_only_if_it_does_not_miss(kit):
    catch = kit.beat("catch", target=Target(kind="fitting", name="rail.1"), wanted_miss=True)
    assert findings(kit.make([catch], [kit.out("catch", "missed")])) == ()
    (one,) = findings(kit.make([catch], [kit.out("catch", "done")]))
    assert "meant to be missed" in one.text


def test_refusals_and_cues_that_never_came(kit):
    late = kit.beat("say", channels=("voice",), start=Cue(kind="word", ref="L1", word="where"))
    take = kit.make(
        [kit.beat("push off"), late],
        [
            kit.out("push off", "refused", 0, 20, reason="3 m/s is faster than any arm can push"),
            kit.out("say", "waiting", None, None),
        ],
    )
    (refused,) = kit.found(take, "refused")
    assert refused.text == "Ivan could not do “ivan: push off”: 3 m/s is faster than any arm can push."
    (never,) = kit.found(take, "never came")
    assert never.text == "The cue of “ivan: say” never came, so Ivan did not begin."
    assert never.tick == kit.length


def test_outcomes_of_beats_that_are_not_there_are_passed_over(kit):
    assert findings(kit.make([], [kit.out("ghost", "missed")])) == ()
