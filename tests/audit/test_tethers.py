"""Tethers that lie are found: pulls that no strap gives, ends that are nowhere, lengths that were not so."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit import audit
from offworld.film.blocking import Target
from offworld.film.person import Person
from offworld.film.scene import PersonStart, Rehearsal, Scene, TetherStart
from offworld.film.stage_set import Loop, Rail, StageSet
from offworld.film.take import LedgerKey
from offworld.film.world import World
from offworld.rehearse import run

STAGE = StageSet(
    id="room", title="", up=(0.0, 0.0, 1.0), solids=(),
    rails=(Rail(id="rail", points=((-1.0, 0.0, -1.0), (1.0, 0.0, -1.0)), normal=(0.0, 0.0, 1.0)),),
    loops=(Loop(id="loop", position=(0.0, 0.5, -1.0), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0)),),
)  # fmt: skip


def played(*starts, seconds=1.6):
    people = tuple(Person(id=one.person, sex="male", stature_m=1.78, mass_kg=75.0) for one in starts)
    scene = Scene(
        id="1", title="", set_id="room", world_id="w", length_s=seconds, people=starts, props=(), beats=()
    )
    world = World(kind="orbit", air_density=0.0)
    rehearsal = Rehearsal(
        film="t", scene=scene, stage_set=STAGE, world=world, people=people, props=(), seed=3
    )
    return run(rehearsal)[0]


def at(*place):
    return Target(kind="point", offset=place)


@pytest.fixture(scope="module")
def take():
    """Ann is stopped by a tether to the rail."""
    rail = TetherStart(target=Target(kind="fitting", name="rail"), length_m=0.7)
    return played(PersonStart(person="ann", position=at(0.0, 0.0, -0.6), drift=(0.0, 0.0, 0.5), tether=rail))


def faults(take):
    report = audit(take)
    assert not report.trusted
    return [fault for fault in report.faults if fault.kind == "tether"]


def with_record(take, **change):
    return replace(take, tethers=(replace(take.tethers[0], **change),))


def test_an_honest_tether_is_trusted(take):
    assert take.tethers[0].pulls
    assert audit(take).trusted


@pytest.mark.parametrize("thing", ["loop", "ben"])
def test_so_are_those_to_a_loop_and_to_a_person(thing):
    kind = "person" if thing == "ben" else "fitting"
    tether = TetherStart(target=Target(kind=kind, name=thing), length_m=1.0)
    ann = PersonStart(person="ann", position=at(0.0, 0.0, -0.4), drift=(0.0, 0.0, 0.6), tether=tether)
    take = played(ann, PersonStart(person="ben", position=at(0.0, 0.9, -0.4)), seconds=2.2)
    assert take.tethers[0].pulls
    report = audit(take)
    assert report.trusted, [fault.text for fault in report.faults]


def test_a_pull_that_nothing_is_told_of(take):
    assert any("what no strap gives" in fault.text for fault in faults(replace(take, tethers=())))


@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_a_pull_of_another_size(take, factor):
    rows = take.stream.impulse.copy()
    mine = np.isin(take.stream.impulse_key, [i for i, key in enumerate(take.keys) if key.cause == "tether"])
    rows[mine] *= factor
    assert any(
        "what no strap gives" in fault.text
        for fault in faults(replace(take, stream=replace(take.stream, impulse=rows)))
    )


def test_a_pull_along_another_line(take):
    rows = take.stream.impulse.copy()
    mine = np.isin(take.stream.impulse_key, [i for i, key in enumerate(take.keys) if key.cause == "tether"])
    rows[mine, :3] = rows[mine][:, [1, 2, 0]]
    assert faults(replace(take, stream=replace(take.stream, impulse=rows)))


def test_a_pull_while_it_is_slack(take):
    stream, key = take.stream, next(i for i, key in enumerate(take.keys) if key.cause == "tether")
    more = replace(
        stream, impulse_step=np.append(stream.impulse_step, 2), impulse_key=np.append(stream.impulse_key, key),
        impulse=np.vstack([stream.impulse, [0.0, 0.0, -1e-3, 0.0, 0.0, 0.0]]),
    )  # fmt: skip
    assert any(fault.tick <= 16 for fault in faults(replace(take, stream=more)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"anchor": (0.4, 0.0, 0.0)}, "does not begin on a belt"),
        ({"partner_anchor": (0.0, 0.0, -0.8)}, "does not end on rail"),
        ({"thing": "a cloud"}, "does not end on a cloud"),
        ({"length": 0.3}, "does not reach"),
        ({"length": 0.05}, "longer than a strap can"),
        ({"pulls": ()}, "is not what they were"),
        ({"node": 3}, "does not begin on a belt"),
    ],
)
def test_a_record_that_is_not_so(take, change, words):
    assert any(words in fault.text for fault in faults(with_record(take, **change)))


def test_a_pull_that_is_told_as_a_smaller_one(take):
    (pull, *rest) = take.tethers[0].pulls
    told = with_record(take, pulls=(replace(pull, impulse=0.5 * pull.impulse), *rest))
    assert any("is not what they were" in fault.text for fault in faults(told))


def test_a_tether_from_nobody(take):
    keys = tuple(
        LedgerKey(tree=k.tree, partner="world", cause=k.cause) if k.cause == "tether" else k
        for k in take.keys
    )
    report = audit(replace(take, keys=keys))
    assert any("which cannot be" in fault.text for fault in report.faults)
