"""Intervals of shares, against published ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from offworld.odds.interval import wilson

# R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998), 857-872, table I,
# method 3 (score, no continuity correction), as recalled.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("count", "of", "low", "high"), PUBLISHED)
def test_against_newcombe(count, of, low, high):
    share = wilson(count, of)
    assert share.low == pytest.approx(low, abs=6e-5)
    assert share.high == pytest.approx(high, abs=6e-5)


@given(st.integers(1, 2000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_against_scipy(pair):
    count, of = pair
    other = binomtest(count, of).proportion_ci(0.95, method="wilson")
    share = wilson(count, of)
    assert share.low == pytest.approx(other.low, abs=1e-12)
    assert share.high == pytest.approx(other.high, abs=1e-12)
    assert share.low <= share.value <= share.high


def test_of_nothing_nothing_is_known():
    share = wilson(0, 0)
    assert (share.low, share.high, share.value) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize(("count", "of"), [(-1, 3), (4, 3)])
def test_what_is_no_share(count, of):
    with pytest.raises(ValueError, match=f"{count} of {of} is no share"):
        wilson(count, of)
