"""Honest takes are trusted, whatever happens in them."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit import audit, text
from offworld.film.prop import Prop
from offworld.film.world import FlightPoint, World
from offworld.store.take import read_take, write_take

PARABOLA = World(
    kind="parabola",
    flight=(
        FlightPoint(time_s=0.0, load_g=1.8, pitch_rate=0.05),
        FlightPoint(time_s=0.5, load_g=0.0, pitch_rate=-0.07),
        FlightPoint(time_s=9.0, load_g=0.0, pitch_rate=-0.07),
    ),
    turn_centre=(1.0, 0.0, -0.5),
)


def _told(report):
    return [(fault.kind, fault.who, fault.tick, fault.value, fault.bound) for fault in report.faults]


def test_a_busy_take_is_trusted(honest):
    report = audit(honest)
    assert _told(report) == []
    assert report.trusted
    assert len(honest.contacts) > 2
    assert {closure.tree for closure in report.closures} == {"ivan", "anna", "cup", "ball"}
    assert all(check.count > 0 and check.worst < 1.0 for check in report.checks if "clock" not in check.name)


def test_the_verdict_is_the_same_from_the_files(honest, tmp_path):
    write_take(honest, tmp_path / "take")
    assert audit(read_take(tmp_path / "take")) == audit(honest)


@pytest.mark.parametrize(
    "world",
    [
        PARABOLA,
        World(kind="earth", gravity=(0.0, 0.0, -9.80665)),
        World(kind="moon", gravity=(0.0, 0.0, -1.62), air_density=0.0),
        World(kind="orbit", air_flow=(0.2, 0.0, 0.1)),
    ],
    ids=["parabola", "earth", "moon", "draught"],
)
def test_things_in_every_world_are_trusted(stage, world):
    sheet = Prop(id="sheet", shape="box", size_m=(0.2, 0.3, 0.01), mass_kg=0.05, drag_area_m2=0.05)
    ball = Prop(id="ball", shape="sphere", size_m=(0.2, 0.2, 0.2), mass_kg=1.0)
    play = stage(people=(), props=(sheet, ball), world=world)
    play.place("sheet", (0.0, 0.0, 0.0), velocity=(0.3, 0.1, 0.0), spin=(1.0, 2.0, 0.5))
    play.place("ball", (0.5, 0.5, -1.5), velocity=(0.0, 1.0, 0.5))
    assert _told(audit(play.run(1.0).take())) == []


def test_one_who_waves_in_a_parabola_is_trusted(stage, wave):
    play = stage(world=replace(PARABOLA, flight=PARABOLA.flight[1:]))
    play.bend(left_elbow_flexion=0.8, right_elbow_flexion=0.8, left_knee_flexion=0.8, right_knee_flexion=0.8)
    assert _told(audit(play.run(2.0, wave).take())) == []


def test_a_grip_that_slips_is_honest(scene, wave):
    take = scene(strength=0.2, speed=2.0).run(1.0, wave).take()
    assert "slip" in {hold.ended_by for hold in take.holds}
    assert _told(audit(take)) == []


def test_a_take_without_its_stream_is_not_trusted(honest):
    report = audit(replace(honest, stream=None))
    assert not report.trusted
    assert report.faults[0].kind == "no stream"
    assert "without its audit stream" in text(report)


def test_the_verdict_in_words(honest, edit):
    good = text(audit(honest))
    assert good.startswith("Trusted: 2.0 s")
    assert "  anna (" in good
    rates = honest.stream.velocities.copy()
    rates[100:, 0] += np.linspace(0.0, 5.0, len(rates) - 100)
    bad = text(audit(edit(honest, velocities=rates)))
    assert bad.startswith("Not trusted: ")
    assert "0.404 s to" in bad
