"""Takes as the product makes them, from the film that `offworld new` writes."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from offworld.audit import audit
from offworld.audit.findings import findings
from offworld.flow.records import rehearsal_of
from offworld.rehearse.integrate import Stepper
from offworld.rehearse.run import run
from offworld.script.folder import read_film
from offworld.space import read_set

TEMPLATE = Path(str(files("offworld.script"))) / "template"
MOMENT = 300
"""Step of each cheat."""


def _rehearsal(folder):
    film = read_film(folder, read_set)
    whole = rehearsal_of(film, film.scenes[0])
    return replace(whole, scene=replace(whole.scene, length_s=4.0))


@pytest.fixture(scope="module")
def short():
    """The first four seconds of the new film's scene."""
    return _rehearsal(TEMPLATE)


def test_the_new_film_is_trusted(short):
    take, _ = run(short)
    report = audit(take)
    assert [(fault.kind, fault.who, fault.tick) for fault in report.faults] == []
    assert not [one for one in findings(take) if one.weight == "danger"]


def _write_place(data):
    data.qpos[0] += 0.002


def _write_speed(data):
    data.qvel[2] += 0.002


def _push(data):
    data.qfrc_applied[0] = 2.0


@pytest.mark.parametrize(
    ("cheat", "kind"), [(_write_place, "root motion"), (_write_speed, "momentum"), (_push, "field")]
)
def test_a_cheat_inside_the_rehearsal_is_caught(short, monkeypatch, cheat, kind):
    advance, steps = Stepper.advance, []

    def cheating(stepper):
        steps.append(1)
        if len(steps) == MOMENT:
            cheat(stepper.data)
            stepper.look()
        advance(stepper)

    monkeypatch.setattr(Stepper, "advance", cheating)
    take, _ = run(short)
    caught = [fault for fault in audit(take).faults if fault.kind == kind and fault.who == "mira"]
    assert caught
    assert abs(caught[0].tick - 4 * MOMENT) <= 8
