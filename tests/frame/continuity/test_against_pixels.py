"""The checker against labels that were judged from pixels by code that shares nothing with it: 200 pairs."""

from __future__ import annotations

from collections import Counter

import pytest

from offworld.frame.continuity.check import warnings_of

PAIRS = 200
KINDS = ("line", "eyeline", "screen direction", "jump cut", "size step", "roll jump", "reorientation")
BAR = 0.95


@pytest.fixture(scope="module")
def tally(labeller, stage):
    """How often (group, kind) is right, found where nothing is, and not found, in that order."""
    counts = Counter()
    for number in range(PAIRS):
        cameras, on, people, up, group = stage.pair(number)
        shots = [
            labeller.Shot(place, axes, lens, stage.GATE, people, who, up)
            for (place, axes, lens), who in zip(cameras, on, strict=True)
        ]
        truth = labeller.labels(*shots)
        sides = [stage.side(camera, who, people, up) for camera, who in zip(cameras, on, strict=True)]
        found = {one.kind for one in warnings_of(*sides)} & set(KINDS)
        for kind in truth | found:
            outcome = "right" if kind in truth & found else "extra" if kind in found else "missed"
            counts[group, kind, outcome] += 1
    return counts


def shares(tally, wanted):
    count = Counter()
    for (group, kind, outcome), number in tally.items():
        if wanted(group, kind):
            count[outcome] += number
    right = count["right"]
    return right / (right + count["extra"]), right / (right + count["missed"]), right


def test_against_labels_of_pixels(tally):
    precision, recall, right = shares(tally, lambda _group, _kind: True)
    assert right > 300
    assert precision >= BAR
    assert recall >= BAR


@pytest.mark.parametrize("group", ["across", "opposite"])
def test_against_labels_of_pixels_where_ups_differ(tally, group):
    precision, recall, right = shares(tally, lambda one, _kind: one == group)
    assert right > 60
    assert precision >= BAR
    assert recall >= BAR


@pytest.mark.parametrize("kind", KINDS)
def test_against_labels_of_pixels_of_each_kind(tally, kind):
    # With twenty-odd pairs of a kind one alone is 4 %.
    precision, recall, right = shares(tally, lambda _group, one: one == kind)
    assert right >= 20
    assert precision >= 0.9
    assert recall >= 0.9
