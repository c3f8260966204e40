"""Where grips may be: on the fittings of a set."""

import pytest

from offworld.audit.grips import RAIL, _gap_to_fitting, _least_over
from offworld.film.stage_set import Bed, Loop, Rail, StageSet
from offworld.film.take import HoldRecord

STAGE = StageSet(
    id="s", title="S", up=(0.0, 0.0, 1.0), solids=(),
    rails=(Rail(id="rail", points=((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), normal=(0.0, 0.0, 1.0)),),
    loops=(Loop(id="loop", position=(0.0, 1.0, 0.0), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0)),),
    beds=(Bed(id="table", position=(0.0, 0.0, 2.0), normal=(0.0, 0.0, 1.0), head=(1.0, 0.0, 0.0)),),
)  # fmt: skip


def held(thing, point, kind="hand", partner=0):
    return HoldRecord(
        id=0, node=1, partner=partner, kind=kind, thing=thing, start=0, end=None, ended_by="", anchor=(0.0, 0.0, 0.0),
        partner_anchor=point, relative=(1.0, 0.0, 0.0, 0.0), force_limit=1.0, torque_limit=1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hold", "gap", "allowed"),
    [
        (held("rail", (0.5, 0.03, 0.0)), 0.03, 0.014 + RAIL),
        (held("loop", (0.06, 1.0, 0.0), "foot"), 0.06, 0.095),
        (held("table", (0.9, 0.1, 2.0), "strap"), 0.1, 0.40),
        (held("table", (0.9, 0.1, 2.0), "hand"), 0.0, 0.0),
        (held("ivan's left ankle", (0.0, 0.0, 0.0), partner=3), 0.0, 0.0),
    ],
)
def test_the_place_of_a_grip_is_measured_to_its_fitting(hold, gap, allowed):
    assert _gap_to_fitting(STAGE, hold) == pytest.approx((gap, allowed))


def test_what_was_over_all_the_time():
    import numpy as np

    shares = np.array([0.5, 1.5, 2.0, 1.2, 0.9])
    assert _least_over(shares, 3) == pytest.approx([0.5, 1.2, 0.9])
    assert len(_least_over(shares, 6)) == 0
