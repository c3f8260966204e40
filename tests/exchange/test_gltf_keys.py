from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from offworld.exchange.gltf.keys import PLACE_M, TURN, needed, place
from offworld.exchange.gltf.motion import Channel, value_at
from offworld.exchange.gltf.writer import Writer
from offworld.geometry import rotation

TIMES = np.arange(40) / 25.0


@given(st.integers(0, 2**32 - 1), st.floats(1e-6, 1e-2))
def test_what_is_left_out_lies_on_the_way_between_its_neighbours(seed, least):
    rng = np.random.default_rng(seed)
    # A path that is now straight and now not.
    values = np.cumsum(np.repeat(rng.normal(size=(8, 3)), 5, axis=0), axis=0) * 0.01
    kept = needed(values, TIMES, "translation", least)
    made = value_at(Channel(times=TIMES[kept], values=values[kept], way="LINEAR"), TIMES, "translation")
    assert np.abs(made - values).max() <= least
    assert {0, 39} <= set(kept)


@given(st.integers(0, 2**32 - 1))
def test_the_same_for_attitudes(seed):
    rng = np.random.default_rng(seed)
    step = rotation.exp(np.repeat(rng.normal(scale=0.05, size=(4, 3)), 10, axis=0))
    turns = [rotation.identity()]
    for one in step[1:]:
        turns.append(rotation.multiply(one, turns[-1]))
    values = np.roll(np.array(turns), -1, axis=-1)
    kept = needed(values, TIMES, "rotation", TURN)
    made = value_at(Channel(times=TIMES[kept], values=values[kept], way="LINEAR"), TIMES, "rotation")
    assert rotation.angle_between(np.roll(made, 1, axis=-1), np.array(turns)).max() < 8 * TURN


def test_what_drifts_evenly_has_two_keys_and_what_rests_has_none():
    writer = Writer()
    drifting = np.tile([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], (40, 1))
    drifting[:, 0] = 0.3 * TIMES
    told = place(writer, writer.node("/drifts"), drifting, TIMES)
    assert told == {}
    resting = np.tile([0.1, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], (40, 1))
    resting[::2, 1] += 0.9 * PLACE_M
    told = place(writer, writer.node("/rests"), resting, TIMES)
    assert told == {"translation": [0.1, 0.9 * PLACE_M, 0.0]}
    assert [(channel["target"]["node"], channel["target"]["path"]) for channel in writer._channels] == [
        (0, "translation")
    ]
    assert writer._lists["accessors"][0]["count"] == 2


def test_what_must_be_exact_has_a_key_at_every_frame():
    writer = Writer()
    drifting = np.tile([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], (40, 1))
    drifting[:, 0] = 0.3 * TIMES
    place(writer, writer.node("/drifts"), drifting, TIMES, exact=True)
    assert writer._lists["accessors"][0]["count"] == 40
