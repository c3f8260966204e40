import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.light.condition import Condition, evaluate, grid, intervals, partition, spans

HOUR = 3_600_000


def wave(period_s, phase=0.0, offset=0.0, name="wave", step_s=None):
    """Holds where sin(2π t / period + phase) + offset is above zero."""
    return Condition(
        name=name, step_s=step_s or period_s / 20.0,
        value=lambda times: np.sin(2.0 * math.pi * times / (1000.0 * period_s) + phase) + offset,
    )  # fmt: skip


@given(
    st.floats(60.0, 7200.0), st.floats(0.0, 6.28), st.floats(-0.99, 0.99), st.integers(-(10**12), 10**12),
    st.integers(1, 48),
)  # fmt: skip
def test_spans_of_a_wave_are_those_of_the_closed_form(period, phase, offset, start, hours):
    end = start + hours * HOUR // 4
    found = spans(wave(period, phase, offset), start, end)
    asked = period * (0.5 + math.asin(offset) / math.pi)
    for span in found:
        if not span.open_start and not span.open_end:
            assert span.length_s == pytest.approx(asked, abs=0.003)
        middle = np.array([(span.start_ms + span.end_ms) // 2])
        assert wave(period, phase, offset).value(middle)[0] > 0.0
    inside = [span for span in found if not span.open_start]
    for one, other in pairwise(inside):
        assert (other.start_ms - one.start_ms) / 1000.0 == pytest.approx(period, abs=0.003)
    assert abs(len(found) - (end - start) / 1000.0 / period) <= 2.0


def test_a_span_shorter_than_the_step_is_found():
    # Above zero for some 5 s in every hour, looked at once a minute.
    sharp = wave(3600.0, 0.0, -math.cos(math.pi * 5.0 / 3600.0), step_s=60.0)
    found = spans(sharp, 0, 10 * HOUR)
    assert len(found) == 10
    assert all(span.length_s == pytest.approx(5.0, abs=0.01) for span in found)


def test_a_gap_shorter_than_the_step_is_found_too():
    sharp = wave(3600.0, 0.0, math.cos(math.pi * 5.0 / 3600.0), step_s=60.0)
    assert len([piece for piece in intervals(sharp, 0, 10 * HOUR) if not piece[2]]) == 10


def test_short_spans_are_left_out_when_asked():
    condition = wave(600.0)
    assert len(spans(condition, 0, HOUR)) == 6
    assert len(spans(condition, 0, HOUR, at_least_s=299.0)) == 6
    assert spans(condition, 0, HOUR, at_least_s=301.0) == ()


def test_the_ends_say_whether_the_search_cut_them():
    first, *_, last = spans(wave(1000.0, 0.3), 0, 2_800_000)
    assert (first.open_start, last.open_end) == (True, False)
    whole = Condition(name="always", step_s=60.0, value=lambda times: np.ones(len(times)))
    (span,) = spans(whole, 5, 5005)
    assert (span.start_ms, span.end_ms, span.open_start, span.open_end) == (5, 5005, True, True)
    assert spans(~whole, 5, 5005) == ()
    assert intervals(whole, 7, 7) == []


def test_conditions_join():
    one, other = wave(600.0, name="a"), wave(600.0, math.pi / 2.0, name="b", step_s=10.0)
    both, either = one & other, one | other
    assert (both.name, either.name, (~one).name, both.step_s) == ("a and b", "a or b", "no a", 10.0)
    length = sum(span.length_s for span in spans(both, 0, 600_000))
    assert length == pytest.approx(150.0, abs=0.01)
    assert sum(span.length_s for span in spans(either, 0, 600_000)) == pytest.approx(450.0, abs=0.01)
    assert sum(span.length_s for span in spans(~one, 0, 600_000)) == pytest.approx(300.0, abs=0.01)


@given(st.floats(100.0, 3000.0), st.floats(100.0, 3000.0), st.integers(0, 10**9))
def test_a_partition_has_no_gap_and_names_the_first_that_holds(first, second, start):
    end = start + 2 * HOUR
    conditions = [("a", wave(first)), ("b", wave(second))]
    found = partition(conditions, start, end, "none", where="w")
    assert (found[0].start_ms, found[-1].end_ms) == (start, end)
    assert (found[0].open_start, found[-1].open_end) == (True, True)
    for one, other in pairwise(found):
        assert one.end_ms == other.start_ms
        assert one.condition != other.condition
    for span in found:
        assert span.where == "w"
        if span.length_s > 0.01:
            middle = np.array([(span.start_ms + span.end_ms) // 2])
            holds = [name for name, condition in conditions if condition.value(middle)[0] > 0.0]
            assert span.condition == (holds[0] if holds else "none")


def test_a_coarser_tolerance_looks_fewer_times_and_stays_within_it():
    looks = []

    def value(times):
        looks.append(len(times))
        return np.sin(2.0 * math.pi * times / 600_000.0)

    condition = Condition(name="counted", step_s=30.0, value=value)
    coarse = spans(condition, 1, HOUR, tolerance_ms=1000)
    few, looks[:] = len(looks), []
    exact = spans(condition, 1, HOUR)
    assert few < len(looks)
    assert all(abs(a.start_ms - b.start_ms) <= 1000 for a, b in zip(coarse, exact, strict=True))


def test_long_searches_are_looked_at_in_parts():
    lengths = []

    def value(times):
        lengths.append(len(times))
        return np.ones(len(times))

    times = grid(1.0, 0, 40_000_000)
    assert len(evaluate(Condition(name="x", step_s=1.0, value=value), times)) == len(times) == 40_001
    assert max(lengths) <= 16_384
    assert grid(1.0, 0, 40_000_000) is times
