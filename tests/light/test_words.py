import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.light.condition import spans
from offworld.light.day import light_days, sun_up
from offworld.light.words import LIGHTS, read_words
from offworld.utc import read_utc

BEGIN, END = read_utc("2021-10-15 12:00"), read_utc("2021-10-15 18:00")


@pytest.fixture(scope="module")
def said(orbit, box):
    """Start and end of the spans of a wish."""

    def find(text, least_s=0.0):
        found = read_words(text, orbit, box).spans(BEGIN, END, least_s)
        return [(span.start_ms, span.end_ms) for span in found]

    return find


@pytest.fixture(scope="module")
def windows(orbit, box):
    """Start and end of what each window gives, by window and light."""
    (day,) = light_days(orbit, box, BEGIN, END)

    def find(window, light):
        part = next(part for part in day.windows if part.window == window)
        return [(span.start_ms, span.end_ms) for span in part.spans if span.condition == light]

    return find


@pytest.mark.parametrize(
    ("text", "window", "light"),
    [
        ("direct sun through window.1", "window.1", "direct sun"),
        ("Direct sunlight through the cabin window", "window.1", "direct sun"),
        ("earth day through window.2", "window.2", "earth day"),
        ("the night side through window.2", "window.2", "earth night"),
        ("terminator through window.2 during this take", "window.2", "terminator"),
        ("space through window.5", "window.5", "space"),
    ],
)
def test_light_through_a_window_is_what_its_day_says(said, windows, text, window, light):
    wanted = windows(window, light)
    assert wanted
    assert np.array(said(text)) == pytest.approx(np.array(wanted), abs=1)


def test_a_window_that_gives_something_stronger_does_not_count(said, windows):
    """While the Sun comes in, the Earth behind it is not what the window gives."""
    assert said("earth day through window.1") == windows("window.1", "earth day")


def test_at_least_so_long(said):
    every = said("direct sun through window.1")
    assert said("direct sun through window.1 for at least 4 minutes") == [
        one for one in every if one[1] - one[0] >= 240_000
    ]
    assert said("direct sun through window.1 for at least 5 h") == []
    assert said("earth day through window.2 for at least 30 seconds") == said("earth day through window.2")
    assert said("direct sun through window.1", 4_000.0) == [
        one for one in every if one[1] - one[0] >= 4_000_000
    ]


def test_sun_and_night_outside(said, orbit, box):
    up = [(span.start_ms, span.end_ms) for span in spans(sun_up(orbit, box), BEGIN, END)]
    assert said("sunlight") == said("sun") == said("no night") == said("no orbital night") == up
    assert said("night") == said("no sunlight")
    assert len(said("night")) == len(up) - 1 or len(said("night")) == len(up)


def test_no_terminator_means_through_none_of_the_windows(said):
    clear, any_ = said("no terminator"), said("terminator through any window")
    assert clear
    for start, end in clear:
        assert all(end <= low or start >= high for low, high in any_)
    total = sum(end - start for start, end in clear) + sum(end - start for start, end in any_)
    assert total == pytest.approx(END - BEGIN, abs=10)


def test_every_window_is_fewer_than_any(said):
    every, any_ = (
        sum(e - s for s, e in said(f"earthlight through {which} window")) for which in ("every", "any")
    )
    assert every == 0
    assert any_ > 0
    assert said("no direct sun through all windows") == [(BEGIN, END)]


def test_wishes_join(said):
    both = said("direct sun through window.1 and no terminator through window.2")
    sun, clear = said("direct sun through window.1"), said("no terminator through window.2")
    assert both
    for start, end in both:
        assert any(a <= start and end <= b for a, b in sun)
        assert any(a <= start and end <= b for a, b in clear)


def test_a_condition_is_called_as_it_was_asked(orbit, box):
    asked = read_words(" direct sun through window.1 for at least 4 min ", orbit, box)
    assert asked.condition.name == "direct sun through window.1 for at least 4 min"
    assert asked.condition.where == "window.1"
    assert asked.at_least_s == 240.0


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("direkt sun through window.1", "unknown-light", "did you mean 'direct sun'"),
        ("", "unknown-light", "asks for no light"),
        ("42", "unknown-light", "asks for no light"),
        ("direct sun through windw.1", "unknown-window", "window.1"),
        ("direct sun through cabin windou", "unknown-window", "did you mean 'cabin window'"),
        ("orbital night through window.1", "unknown-light", "does not come through a window"),
        ("direct sun through window.1 for at least 4 parsecs", "bad-quantity", "parsecs"),
    ],
)
def test_what_nobody_understands_is_refused_with_what_can_be_asked(orbit, box, text, kind, words):
    with pytest.raises(FilmError) as error:
        read_words(text, orbit, box)
    assert error.value.problems[0].kind == kind
    assert words in str(error.value)


def test_a_set_without_windows_has_light_of_its_own_only(orbit, box):
    from dataclasses import replace

    bare = replace(box, windows=())
    assert read_words("sunlight", orbit, bare).spans(BEGIN, END)
    with pytest.raises(FilmError, match="the set box has no window"):
        read_words("direct sun", orbit, bare)


@pytest.mark.parametrize("light", LIGHTS)
def test_every_light_can_be_asked_for(orbit, box, light):
    asked = read_words(light, orbit, box)
    assert asked.condition.value(np.array([BEGIN, END])).shape == (2,)
