"""How many takes until enough are good."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.schedule.length.takes import MOST_TAKES, chance_of, share_after, takes_within


@pytest.mark.parametrize(("share", "takes"), [(0.5, 3), (0.25, 6), (0.12, 13)])
def test_against_geometric_takes_when_the_share_is_certain(share, takes):
    """With a share that is known the count is geometric: the least n with 1 − (1 − p)ⁿ ≥ 0.8."""
    assert takes_within(0.8, share, 1e7) == takes
    assert chance_of(takes, share, 1e7) == pytest.approx(1.0 - (1.0 - share) ** takes, abs=1e-4)


def test_against_drawn_takes():
    """Beta negative-binomial: shares drawn from the beta, takes from each share."""
    draw = random.Random(7)
    hits = 0
    for _ in range(4000):
        share = draw.betavariate(0.3 * 12, 0.7 * 12)
        hits += sum(draw.random() < share for _ in range(9)) >= 2
    assert hits / 4000 == pytest.approx(chance_of(9, 0.3, 12, 2), abs=0.025)


def test_less_certainty_means_more_takes():
    assert takes_within(0.8, 0.25, 5) > takes_within(0.8, 0.25, 1000)
    assert takes_within(0.8, 0.0, 20) == MOST_TAKES
    assert takes_within(0.8, 1.0, 20) == 1


@settings(max_examples=50)
@given(share=st.floats(0.05, 0.95), weight=st.floats(2, 100), wanted=st.integers(1, 4))
def test_the_chance_grows_with_takes_and_the_count_is_the_least(share, weight, wanted):
    count = takes_within(0.8, share, weight, wanted)
    chances = [chance_of(n, share, weight, wanted) for n in range(wanted, min(count, 40) + 1)]
    assert chances == sorted(chances)
    if wanted < count < MOST_TAKES:
        assert (
            chance_of(count - 1, share, weight, wanted)
            < 0.8
            <= chance_of(count, share, weight, wanted) + 1e-9
        )


def test_what_was_shot_teaches():
    assert share_after(0.25, 20, []) == (0.25, 20)
    worse, weight = share_after(0.25, 20, [(40, 2, 1.0)])
    assert (worse, weight) == (pytest.approx(7 / 60), 60)
    better, _ = share_after(0.25, 20, [(10, 8, 0.5)])
    assert better == pytest.approx(13 / 28)
