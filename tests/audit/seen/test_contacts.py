"""Contacts: who hit what, what is meant, and what is told."""

from math import sqrt

import pytest

from offworld.film.blocking import Target


def test_a_blow_is_told_with_its_numbers(kit):
    (one,) = kit.found(
        kit.make(contacts=[kit.touch("ivan/chest/ball", "wall", speed=0.3, mass=20.0)]), "contact"
    )
    assert one.text == "Ivan's chest bumps into wall at 0.30 m/s."
    assert one.weight == "note"
    assert one.who == ("ivan",)
    assert kit.measure(one, "peak force") == pytest.approx(0.3 * sqrt(20.0 * 10_000.0))
    assert kit.measure(one, "impulse") == 5.0
    assert "guess" in next(each.note for each in one.measures if each.name == "peak force")


@pytest.mark.parametrize(
    ("a", "b", "speed", "mass", "weight"),
    [
        ("ivan/chest/ball", "wall", 0.2, 20.0, "note"),
        ("ivan/chest/ball", "wall", 0.5, 30.0, "care"),
        ("ivan/chest/ball", "wall", 1.5, 40.0, "danger"),
        ("ivan/head/ball", "wall", 0.1, 5.0, "care"),
        ("ivan/head/ball", "wall", 0.3, 5.0, "danger"),
        ("ivan/right_hand/ball", "anna/head/ball", 0.3, 1.0, "care"),
        ("ivan/chest/ball", "anna/head/ball", 0.3, 20.0, "danger"),
        ("ivan/right_hand/ball", "anna/chest/ball", 0.2, 1.0, "note"),
    ],
)
def test_blows_are_weighed_by_crew_loads_and_heads(kit, a, b, speed, mass, weight):
    (one,) = kit.found(kit.make(contacts=[kit.touch(a, b, speed=speed, mass=mass)]), "contact")
    assert one.weight == weight


def test_glass_is_not_touched_however_softly(kit):
    (one,) = kit.found(kit.make(contacts=[kit.touch("ivan/right_hand/ball", "pane", speed=0.01)]), "no-touch")
    assert one.text == "Ivan's right hand touches glass, pane at 0.01 m/s. It must not be touched."
    assert one.weight == "care"


def test_a_hard_blow_on_glass_is_a_danger(kit):
    (one,) = kit.found(kit.make(contacts=[kit.touch("cup/body", "pane", speed=2.0, mass=2.0)]), "no-touch")
    assert one.weight == "danger"
    assert one.text.startswith("The cup hits glass")


def test_touches_of_one_blow_are_one_finding(kit):
    several = [
        kit.touch("ivan/chest/ball", "wall", start=s, end=s + 50, speed=v)
        for s, v in ((0, 0.2), (300, 0.4), (5000, 0.1))
    ]
    first, second = kit.found(kit.make(contacts=several), "contact")
    assert (first.tick, first.end, kit.measure(first, "closing speed")) == (0, 350, 0.4)
    assert second.tick == 5000


@pytest.mark.parametrize(
    ("a", "b", "speed"),
    [
        ("ivan/chest/ball", "wall", 0.04),
        ("ivan/right_hand/ball", "rail.1/bar.0", 0.2),
        ("cup/body", "ivan/chest/ball", 0.2),
        ("nobody", "wall", 0.3),
    ],
)
def test_slight_touches_and_those_of_holds_are_not_told(kit, a, b, speed):
    contact = kit.touch(a, b, speed=speed)
    assert kit.found(kit.make(contacts=[contact]), "contact") == []


def test_one_who_is_strapped_lies_on_the_bed(kit):
    strapped = [
        kit.hold(0, 1, 0, "wall", kind="strap"),
        kit.hold(1, 4, 9, "cup", kind="prop"),
        kit.hold(2, 8, 0, "loop.1"),
    ]
    contacts = [kit.touch("ivan/pelvis/ball", "wall", speed=0.1)]
    assert kit.found(kit.make(contacts=contacts, holds=strapped), "contact") == []


@pytest.mark.parametrize(("wanted", "count"), [(True, 0), (False, 1)])
def test_a_wanted_touch_is_no_finding(kit, wanted, count):
    asked = kit.beat("reach", target=Target(kind="person", name="anna", part="chest"), wanted_touch=wanted)
    take = kit.make(
        [asked],
        [kit.out("reach", "done", 0, 900)],
        [kit.touch("ivan/right_hand/ball", "anna/chest/ball", speed=0.35)],
    )
    assert len(kit.found(take, "contact")) == count
