"""All findings together: none where nothing is, and the weightiest first."""

from dataclasses import replace

import numpy as np

from offworld.audit.findings import findings


def test_a_calm_take_has_no_findings(kit):
    assert findings(kit.make()) == ()


def test_a_stopped_take_says_so_first(kit):
    take = kit.make(
        stopped="stopped at 3.20 s: the state is no longer finite",
        contacts=[kit.touch("ivan/head/ball", "wall")],
    )
    first, second = findings(take)
    assert (first.kind, first.weight) == ("stopped", "danger") or (second.kind == "stopped")
    empty = replace(take, sample_ticks=np.zeros(0, np.int64), poses=np.zeros((0, 10, 7), np.float32))
    assert [one.kind for one in findings(empty)] == ["stopped"]


def test_findings_come_by_weight_and_then_by_time(kit):
    contacts = [
        kit.touch("ivan/chest/ball", "wall", start=100, end=200),
        kit.touch("ivan/head/ball", "wall", start=5000, end=5100, speed=0.5),
        kit.touch("ivan/right_hand/ball", "pane", start=50, end=60, speed=0.1, mass=1.0),
    ]  # fmt: skip
    assert [(one.weight, one.tick) for one in findings(kit.make(contacts=contacts))] == [
        ("danger", 5000), ("care", 50), ("note", 100),
    ]  # fmt: skip
