"""What filmed takes teach of how people vary."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from offworld.film.habits import Observed, Spread
from offworld.film.profiles import A_GUESS, FIRST_DAYS, SPREADS, TRAINED, guesses
from offworld.odds.learn import learn

LEARNED = {"lag_s", "lag_sd_s", "speed", "aim_deg", "start_m"}


def seen(n, **what):
    return Observed(scene="1", take=n + 1, person="ann", beat="push", move="push off", **what)


def lags(rng, count, mean, deviation):
    sigma = np.sqrt(np.log(1.0 + (deviation / mean) ** 2))
    draws = mean * np.exp(sigma * rng.standard_normal(count) - 0.5 * sigma**2)
    return [seen(n, lag_s=float(lag)) for n, lag in enumerate(draws)]


def speeds(rng, count, deviation, asked=0.4):
    factors = np.maximum(0.05, 1.0 + deviation * rng.standard_normal(count))
    return [seen(n, speed_m_s=float(asked * one), asked_m_s=asked) for n, one in enumerate(factors)]


def aims(rng, count, deviation):
    angles = np.linalg.norm(deviation * rng.standard_normal((count, 2)), axis=1)
    return [seen(n, off_deg=float(angle)) for n, angle in enumerate(angles)]


def starts(rng, count, deviation):
    ways = np.linalg.norm(deviation * rng.standard_normal((count, 3)), axis=1)
    return [seen(n, start_m=float(way)) for n, way in enumerate(ways)]


def test_planted_spreads_are_found():
    rng = np.random.default_rng(4)
    many = lags(rng, 600, 0.8, 0.3) + speeds(rng, 600, 0.25) + aims(rng, 600, 7.0) + starts(rng, 600, 0.1)
    found = learn(TRAINED, many, 10.0)
    planted = {"lag_s": 0.8, "lag_sd_s": 0.3, "speed": 0.25, "aim_deg": 7.0, "start_m": 0.1}
    for name, value in planted.items():
        number = getattr(found, name)
        assert number.value == pytest.approx(value, rel=0.08), name
        # Of five intervals of 95 % each, one may just miss it.
        assert 0.97 * number.low < value < 1.03 * number.high, name
        assert number.seen == 600
    for name in set(SPREADS) - LEARNED:
        assert getattr(found, name) == getattr(TRAINED, name)


def test_few_observations_stay_near_what_was_thought():
    rng = np.random.default_rng(5)
    one = learn(TRAINED, aims(rng, 1, 9.0), 10.0)
    assert abs(one.aim_deg.value - TRAINED.aim_deg.value) < 0.35 * (9.0 - TRAINED.aim_deg.value)
    assert one.speed == TRAINED.speed
    # The less the guess counts, the more one observation does.
    bold = learn(TRAINED, [seen(0, off_deg=9.0)], 1.0)
    wary = learn(TRAINED, [seen(0, off_deg=9.0)], 100.0)
    assert TRAINED.aim_deg.value < wary.aim_deg.value < bold.aim_deg.value


def test_what_fits_what_was_thought_changes_only_how_sure_one_is():
    at_it = [seen(n, start_m=float(np.sqrt(3.0) * TRAINED.start_m.value)) for n in range(40)]
    few, many = learn(TRAINED, at_it[:4], 10.0).start_m, learn(TRAINED, at_it, 10.0).start_m
    assert few.value == pytest.approx(TRAINED.start_m.value)
    assert many.value == pytest.approx(TRAINED.start_m.value)
    assert many.high - many.low < few.high - few.low


def test_nothing_seen_changes_nothing():
    assert learn(TRAINED, [], 10.0) == TRAINED
    assert learn(TRAINED, [seen(0, outcome="done")], 10.0) == TRAINED


def test_each_number_says_where_it_comes_from():
    two = [seen(0, off_deg=4.0), seen(0, off_deg=2.0), seen(1, off_deg=3.0)]
    found = learn(TRAINED, two, 12.0)
    assert (
        found.aim_deg.source
        == f"2 filmed takes, and before them with the weight of 12: {A_GUESS}: no measurement was found"
    )
    assert learn(TRAINED, two[:1], 12.0).aim_deg.source.startswith("1 filmed take, ")
    assert guesses(found) == guesses(TRAINED) - 1


def test_late_catches_say_nothing_of_the_answer_to_a_cue():
    late = Observed(scene="1", take=1, person="ann", beat="catch", move="catch", lag_s=3.0)
    assert learn(TRAINED, [late], 1.0) == TRAINED


def test_a_speed_that_nobody_wrote_was_to_be_that_of_everyday():
    written = learn(TRAINED, [seen(0, speed_m_s=0.45, asked_m_s=0.3)], 5.0)
    assert learn(TRAINED, [seen(0, speed_m_s=0.45)], 5.0) == written


def test_who_was_thought_to_answer_at_once_is_learned_from_film_alone():
    still = replace(
        TRAINED, lag_s=Spread(value=0.0, source="a test"), lag_sd_s=Spread(value=0.0, source="a test")
    )
    assert learn(still, [seen(0, lag_s=0.5)], 10.0) == still
    found = learn(still, [seen(0, lag_s=0.4), seen(1, lag_s=0.5), seen(2, lag_s=0.6)], 10.0)
    assert found.lag_s.value == pytest.approx(0.5, rel=0.05)


def test_own_profiles_are_left_to_their_people():
    mixed = replace(TRAINED, own=(("bo", FIRST_DAYS),))
    assert learn(mixed, [seen(0, off_deg=9.0)], 10.0).own == mixed.own


@pytest.mark.parametrize(
    ("name", "axes", "field"),
    [("speed", 1, "speed_m_s"), ("aim_deg", 2, "off_deg"), ("start_m", 3, "start_m")],
)
def test_coverage_of_intervals_of_spreads(name, axes, field):
    """The interval holds the true spread in 95 % of worlds in which what was thought is right on the whole."""
    rng = np.random.default_rng(11)
    weight, count, inside, worlds = 8.0, 6, 0, 1500
    before = getattr(TRAINED, name).value
    for _ in range(worlds):
        freedom = axes * weight
        true = before * np.sqrt(freedom / rng.chisquare(freedom))
        sizes = np.linalg.norm(true * rng.standard_normal((count, axes)), axis=1)
        # A speed is seen as such; its deviation has a sign, which the square forgets.
        said = [
            seen(n, **{field: float(1.0 + one if axes == 1 else one), "asked_m_s": 1.0})
            for n, one in enumerate(sizes)
        ]
        number = getattr(learn(TRAINED, said, weight), name)
        inside += number.low <= true <= number.high
    assert inside / worlds == pytest.approx(0.95, abs=0.02)


def test_coverage_of_the_interval_of_the_answer_to_a_cue():
    rng = np.random.default_rng(12)
    weight, count, worlds, inside, inside_middle = 8.0, 6, 1500, 0, 0
    spread = np.log(1.0 + (TRAINED.lag_sd_s.value / TRAINED.lag_s.value) ** 2)
    middle = np.log(TRAINED.lag_s.value) - 0.5 * spread
    for _ in range(worlds):
        variance = weight * spread / rng.chisquare(weight)
        mu = middle + np.sqrt(variance / weight) * rng.standard_normal()
        logs = mu + np.sqrt(variance) * rng.standard_normal(count)
        found = learn(TRAINED, [seen(n, lag_s=float(np.exp(log))) for n, log in enumerate(logs)], weight)
        low, high = (
            np.log1p((end / found.lag_s.value) ** 2) for end in (found.lag_sd_s.low, found.lag_sd_s.high)
        )
        inside += low <= variance <= high
        ratio = 0.5 * np.log1p((found.lag_sd_s.value / found.lag_s.value) ** 2)
        inside_middle += np.log(found.lag_s.low) - ratio <= mu <= np.log(found.lag_s.high) - ratio
    assert inside / worlds == pytest.approx(0.95, abs=0.02)
    assert inside_middle / worlds == pytest.approx(0.95, abs=0.02)


def test_against_scipy_the_posterior_of_a_spread():
    """Inverse gamma with shape (n0 + n) / 2 and scale half the sum of squares."""
    offs = [0.1, -0.2, 0.05]
    found = learn(
        TRAINED, [seen(n, speed_m_s=1.0 + off, asked_m_s=1.0) for n, off in enumerate(offs)], 10.0
    ).speed
    squares = 10.0 * TRAINED.speed.value**2 + sum(off**2 for off in offs)
    posterior = stats.invgamma(13.0 / 2.0, scale=squares / 2.0)
    assert found.low == pytest.approx(np.sqrt(posterior.ppf(0.025)))
    assert found.high == pytest.approx(np.sqrt(posterior.ppf(0.975)))


@given(st.lists(st.floats(0.02, 10.0), min_size=1, max_size=30), st.floats(1.0, 50.0))
def test_what_is_learned_lies_in_its_interval(delays, weight):
    found = learn(
        TRAINED, [seen(n, lag_s=lag, off_deg=lag, start_m=lag) for n, lag in enumerate(delays)], weight
    )
    for name in ("lag_s", "lag_sd_s", "aim_deg", "start_m"):
        number = getattr(found, name)
        assert 0.0 < number.low <= number.value <= number.high
