"""Takes as the product makes them: from the film that `offworld new` writes, and from random beat lists."""

import random
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from offworld.audit import audit
from offworld.audit.findings import findings
from offworld.errors import OffworldError
from offworld.flow.records import rehearsal_of
from offworld.rehearse.integrate import Stepper
from offworld.rehearse.run import run
from offworld.script.folder import read_film
from offworld.space import read_set

TEMPLATE = Path(str(files("offworld.script"))) / "template"
MOMENT = 300
"""Step of each cheat."""
RAILS = [
    f"rail.{wall}{n}" for wall, count in (("p", 5), ("s", 4), ("o", 3), ("f", 3)) for n in range(1, count + 1)
]


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


def _scene(rng):
    """A scene file with a random start and two to five random beats."""

    def speed():
        return f"{rng.uniform(0.1, 0.6):.2f} m/s"

    def when():
        return f"at {rng.uniform(0.2, 2.5):.1f} s"

    rail = rng.choice(RAILS)
    beats = [
        f"mira: push off towards {rng.choice([*RAILS, 'tomas'])} at {speed()}",
        f"mira: pull along {rail} to {rng.choice(RAILS)} at {speed()}",
        f"mira [right hand]: catch tomas by the left ankle {when()}, else hold nearest rail",
        f"mira [left hand]: hold {rng.choice(RAILS)} {when()}, else hold nearest rail",
        f"mira [gaze]: look at tomas's face {when()}",
        f"mira: go limp {when()}",
        f"tomas: convulse for {rng.uniform(0.5, 1.5):.1f} s {when()}",
        f"tomas [right hand]: give notebook to mira [left hand] {when()}",
        f"tomas [right hand]: release notebook {when()}",
        f"mira, tomas: push apart at {speed()} {when()}",
        f"mira [right hand]: brake on {rng.choice(RAILS)} to 0.1 m/s {when()}",
        f"mira: carry tomas along {rail} at {speed()} {when()}",
        f"mira, tomas: chain from {rail} towards notebook {when()}",
    ]
    lines = "".join(f"  - {line}\n" for line in rng.sample(beats, rng.randint(2, 5)))
    return (
        "scene: 1\ntitle: Random\nset: tunnel\n"
        f"world: {rng.choice(['orbit', 'parabola'])}\nlength: 4 s\nstart:\n"
        f"  mira: both hands on {rail}\n  tomas: left foot in loop.4\n  notebook: in tomas's right hand\n"
        f"beats:\n{lines}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_beat_lists_are_trusted(tmp_path, seed):
    """Some lists are refused as contradictions; the first that is not is rehearsed."""
    rng = random.Random(seed)
    for number in range(50):
        folder = tmp_path / str(number)
        shutil.copytree(TEMPLATE, folder)
        path = folder / "scenes" / "meeting.yaml"
        path.chmod(0o644)
        path.write_text(_scene(rng))
        try:
            take, _ = run(_rehearsal(folder))
        except OffworldError:
            continue
        faults = audit(take).faults
        assert [(one.kind, one.who, one.tick, one.value, one.bound) for one in faults] == [], path.read_text()
        return
    pytest.fail("no list of fifty could be rehearsed")
