"""The door of ``offworld audit``."""

import numpy as np
import pytest

from offworld.errors import BadTake
from offworld.film.assembly import FIXED, Assembly
from offworld.film.scene import Rehearsal, Scene
from offworld.film.stage_set import StageSet
from offworld.film.take import Stream, Take
from offworld.film.world import World
from offworld.flow.audit import audit_take
from offworld.store.take import write_take


@pytest.fixture
def empty_room():
    """A take of an empty room, 20 ms long."""
    scene = Scene(
        id="1", title="T", set_id="r", world_id="orbit", length_s=None, people=(), props=(), beats=()
    )
    room = StageSet(id="r", title="R", up=(0.0, 0.0, 1.0), solids=())
    stream = Stream(
        ticks=4 * np.arange(6), coordinates=np.zeros((6, 0)), velocities=np.zeros((6, 0)), torques=np.zeros((5, 0)),
        joint_dofs=np.zeros(0, np.int64), impulse_step=np.zeros(0, np.int64), impulse_key=np.zeros(0, np.int64),
        impulse=np.zeros((0, 6)), hold_step=np.zeros(0, np.int64), hold_id=np.zeros(0, np.int64),
        hold_load=np.zeros((0, 6)),
    )  # fmt: skip
    return Take(
        rehearsal=Rehearsal(film="F", scene=scene, stage_set=room, world=World(kind="orbit"), people=(), props=()),
        assembly=Assembly(nodes=(FIXED,), shapes=(), sites=(), materials=(), coordinates=0, dofs=0),
        step_ticks=4, control_ticks=20, length=20, sample_ticks=8 * np.arange(3),
        poses=np.zeros((3, 1, 7), np.float32), outcomes=(), events=(), holds=(), contacts=(), keys=(),
        ledger=np.zeros((0, 6)), remainder=(), cuts=(), lines=(), fingerprint="", stream=stream,
    )  # fmt: skip


@pytest.mark.parametrize("named", ["take", "take/take.json"])
def test_a_take_is_audited_by_its_folder_or_file(empty_room, tmp_path, named):
    write_take(empty_room, tmp_path / "take")
    answer = audit_take(tmp_path / named)
    assert answer.text.startswith("Trusted: 0.0 s")
    assert answer.attention == 0
    assert answer.data.trusted


def test_a_take_without_proof_demands_attention(empty_room, tmp_path):
    write_take(empty_room, tmp_path / "take", keep_stream=False)
    answer = audit_take(tmp_path / "take")
    assert answer.attention == 1
    assert answer.text.startswith("Not trusted: 1 fault")


def test_a_changed_take_is_wrong_input(empty_room, tmp_path):
    write_take(empty_room, tmp_path / "take")
    path = tmp_path / "take" / "arrays.npz"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BadTake, match=r"arrays\.npz: has \d+ bytes where"):
        audit_take(tmp_path / "take")
