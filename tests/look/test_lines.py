from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.take import TetherRecord
from offworld.geometry import rotation
from offworld.look.lines import RADIUS_M, SWAY_M, curve, link_meshes, links, with_links

AXIS = st.floats(-1.0, 1.0)
POSES = np.array([[0.0, 0, 0, 1, 0, 0, 0], [0.5, 0, 0, 1, 0, 0, 0], [1.5, 0, 0, 1, 0, 0, 0]])


def tether(length=1.0, **more):
    return TetherRecord(
        id=0, node=1, partner=2, thing="ben", start=100, end=900, length=length, anchor=(0.1, 0.0, 0.0),
        partner_anchor=(0.0, 0.0, 0.0), **more,
    )  # fmt: skip


def long(line):
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


@given(start=st.tuples(AXIS, AXIS, AXIS), way=st.tuples(AXIS, AXIS, AXIS), slack=st.floats(0.0, 0.04))
def test_a_slack_line_is_drawn_as_long_as_it_is(start, way, slack):
    first, last = np.array(start), np.array(start) + np.array(way)
    distance = float(np.linalg.norm(way))
    if distance < 0.3:
        return
    line = curve(first, last, distance + slack)
    assert line[0] == pytest.approx(first)
    assert line[-1] == pytest.approx(last)
    assert long(line) == pytest.approx(distance + slack, abs=2e-3)


def test_a_taut_line_is_straight_and_much_slack_stays_near():
    first, last = np.zeros(3), np.array([1.0, 0.0, 0.0])
    assert np.abs(curve(first, last, 0.9)[:, 1:]).max() == 0.0
    line = curve(first, last, 5.0)
    assert np.linalg.norm(line[:, 1:], axis=1).max() < 1.5 * SWAY_M


def test_the_rods_hang_together_from_the_belt_to_the_other_end():
    one = tether()
    count = links(one)
    rods = with_links(POSES, (one,), 500.0)[3:]
    assert rods.shape == (count, 7)
    half = 0.5 * one.length / count
    tip = rods[:, :3] + rotation.rotate(rods[:, 3:], np.array([0.0, 0.0, half]))
    tail = rods[:, :3] - rotation.rotate(rods[:, 3:], np.array([0.0, 0.0, half]))
    # Where a line bends its straight rods overlap a little.
    assert np.linalg.norm(tail[1:] - tip[:-1], axis=1).max() < 2.0 * RADIUS_M
    assert tail[0] == pytest.approx([0.6, 0.0, 0.0], abs=2.0 * RADIUS_M)
    assert tip[-1] == pytest.approx([1.5, 0.0, 0.0], abs=2.0 * RADIUS_M)


@pytest.mark.parametrize("tick", [99.0, 900.0])
def test_before_and_after_the_rods_are_inside_the_body(tick):
    assert with_links(POSES, (tether(),), tick)[3:] == pytest.approx(np.tile(POSES[1], (20, 1)))


def test_every_rod_has_its_mesh_and_nobody_without_tethers_has_any():
    meshes = link_meshes((tether(), tether(length=0.5)), 7, 3)
    assert [node for node, _ in meshes] == list(range(7, 37))
    assert with_links(POSES, (), 0.0) is POSES
