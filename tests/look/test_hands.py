from __future__ import annotations

from dataclasses import replace

import pytest

from offworld.film.take import HoldRecord
from offworld.look.hands import RELAXED, Hands, closing


def hold(take, partner, start, end):
    return HoldRecord(
        id=0, node=take.node("zhenya/left_hand"), partner=partner, kind="hand", thing="rail", start=start, end=end,
        ended_by="", anchor=(0, 0, 0), partner_anchor=(0, 0, 0), relative=(1, 0, 0, 0), force_limit=1.0,
        torque_limit=1.0,
    )  # fmt: skip


def test_the_thicker_a_thing_the_more_open_the_hand():
    shares = [closing(thick) for thick in (0.0, 0.034, 0.09, 0.3)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0
    assert shares[1] == pytest.approx(0.883, abs=0.001)


def test_a_hand_closes_as_it_grips_and_opens_after_it_lets_go(take):
    held = replace(take, holds=(hold(take, 0, 400, 800),), length=2000)
    at = [Hands(held).at(tick)["zhenya/left_hand"] for tick in (0, 300, 400, 600, 800, 900, 1500)]
    assert at[0] == at[-1] == RELAXED
    assert at[2] == at[3] == at[4] == pytest.approx(closing(0.034))
    assert RELAXED < at[1] < at[2]
    assert RELAXED < at[5] < at[4]


def test_a_hold_that_lasts_keeps_the_hand_closed_and_a_limb_opens_it(take):
    ankle = hold(take, take.node("ivan/left_shank"), 0, None)
    hands = Hands(replace(take, holds=(ankle,), length=1000)).at(1000)
    assert hands["zhenya/left_hand"] == pytest.approx(closing(0.09))
    assert RELAXED < hands["zhenya/left_hand"] < closing(0.034)


def test_a_prop_is_gripped_by_its_thinnest_side_and_feet_close_nothing(take):
    prop = next(
        number for number, node in enumerate(take.assembly.nodes) if "/" not in node.id and number > 0
    )
    hands = Hands(replace(take, holds=(hold(take, prop, 0, None),)))
    assert RELAXED < hands.at(10)["zhenya/left_hand"] <= 1.0
    foot = replace(hold(take, 0, 0, None), node=take.node("zhenya/left_foot"), kind="foot")
    assert Hands(replace(take, holds=(foot,))).at(10) == {}
