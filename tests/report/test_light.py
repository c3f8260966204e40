"""Ribbons of days, and the light of a scene, as pages show them."""

from __future__ import annotations

import re

import pytest

from offworld.film.exposure import InFrame
from offworld.film.light import LightDay, Span, WindowDay
from offworld.film.lit import LitFrame, LitScene
from offworld.film.stage_set import StageSet, Window
from offworld.report.light.page import SetLight, light_page
from offworld.report.light.ribbon import Moment, groups, legend, over_days, over_windows
from offworld.report.light.scene_part import LightShown, frame_words, stops_words
from offworld.report.light.words import clock_utc, date_utc, day_name, lasts, lux_words

DAY = 86_400_000
START = 18_915 * DAY  # 2021-10-15


def span(begin, end, condition, lux=None):
    return Span(
        start_ms=START + begin * 60_000, end_ms=START + end * 60_000, condition=condition, lux=lux,
        stops_per_min=2.5 if lux else None,
    )  # fmt: skip


def window_day(name, *spans):
    return WindowDay(
        window=name, spans=spans, lux=tuple(100.0 if 100 <= m < 700 else 0.0 for m in range(1440))
    )


def light_day(shift=0, date="2021-10-15"):
    sunny = (
        span(0, 100, "space"),
        span(100, 700, "direct sun", (5.0, 60.0, 20_000.0)),
        span(700, 1440, "space"),
    )
    earth = (
        span(0, 720, "earth day", (0.0, 0.0, 0.0)), span(720, 730, "terminator"), span(730, 1440, "earth night")
    )  # fmt: skip
    return LightDay(
        date=date, start_ms=START + shift * DAY, end_ms=START + (shift + 1) * DAY, beta=-1.05, sunlit=0.74,
        sunrises_ms=(START,), sunsets_ms=(START + 1, START + 2),
        windows=(window_day("window.2", *sunny), window_day("window.9", *earth), window_day("window.5", *sunny)),
    )  # fmt: skip


def test_windows_alike_stand_together():
    assert groups([light_day()]) == [["window.2", "window.5"], ["window.9"]]
    assert groups([]) == []


def test_a_ribbon_has_every_span_where_it_is_and_says_what_it_is():
    shown = over_windows(light_day(), [Moment(utc_ms=START + 360 * 60_000, name="scene 1")])
    assert "windows 2, 5" in shown
    assert 'x="100.0" width="600.0"' in shown
    assert "01:40–11:40 direct sun, 10 h, 5.0 lx to 20\u202f000 lx, up to 2.5 stops a minute" in shown
    assert "00:00–12:00 Earth by day, 12 h, no light" in shown
    assert 'style="left:25.000%"' in shown
    assert "scene 1, 06:00" in shown
    # All of a day is there, for those who cannot see it too.
    widths = [float(one) for one in re.findall(r'width="([\d.]+)"', shown)]
    assert sum(widths) == pytest.approx(2 * 1440.0)
    assert "black sky 14 h, direct sun 10 h" in shown.replace("black sky 14 h 0 min", "black sky 14 h")


def test_many_days_have_one_scale_and_fewer_words():
    few = over_days([light_day()] * 3, "window.9", [Moment(utc_ms=START + 1, name="scene 2")])
    assert few.count("<title>") == 9
    assert "terminator, 10 min" in few
    assert "β −60° · 2 sunsets · 74 % sun" in few
    assert few.count(">24<") == 1
    many = over_days([light_day()] * 20, "window.9")
    assert "<title>" not in many
    assert many.count("<rect") == 60
    assert "ribbon many" in many


def test_the_legend_names_what_there_is_and_nothing_else():
    shown = legend([light_day()])
    assert "direct sun" in shown
    assert "terminator" in shown
    assert ">night<" not in shown


def test_the_page_of_light_shows_the_days_of_scenes_first_and_escapes():
    days = (light_day(-1, "2021-10-14"), light_day())
    one = SetLight(
        title="Zvezda <b>", place="in orbit", days=days, moments=(Moment(utc_ms=START + 5, name="scene 1"),),
        note="good to 24 s",
    )  # fmt: skip
    shown = light_page("A & B", [one])
    assert "Zvezda &lt;b&gt;, in orbit" in shown
    assert shown.index("15 Oct, all windows") < shown.index("14 Oct, all windows")
    assert "The Sun sets 2 times a day; 74 % of the day has sun outside." in shown
    assert "good to 24 s" in shown
    assert "src=" not in shown
    assert "No set of this film" in light_page("A", [])


def frame(name, after=0.0, **changes):
    plain = {
        "utc_ms": START + 60_000_000 + int(1000 * after), "after_s": after, "picture": name, "through": "direct sun",
        "windows": ("window.2", "window.5", "window.9"), "lasts_s": 480.0, "room_lux": 91.0, "lamps_lux": 105.0,
        "ev100": 6.3, "stop": "T2.8", "off": 0.0,
    }  # fmt: skip
    return LitFrame(**{**plain, **changes})


def shown_light(**changes):
    night = frame(
        "later.jpg",
        1200.0,
        through="earth night",
        windows=(),
        lasts_s=None,
        room_lux=0.0,
        lamps_lux=0.0,
        off=-1.0,
    )
    strip = (frame("01.jpg", -60.0), frame("02.jpg", 60.0, off=0.6))
    plain = {
        "tick": 1500, "camera": "A", "now": frame("now.jpg"), "later": night, "strip": strip,
        "turn_ms": START + 60_000_000, "sets": True, "camera_words": "ISO 800",
    }  # fmt: skip
    lit = LitScene(**{**plain, **changes})
    pictures = dict.fromkeys(("now.jpg", "later.jpg", "01.jpg", "02.jpg"), b"jpeg")
    return LightShown(lit=lit, pictures=pictures, days_href="../../light.html")


WINDOWS = StageSet(
    id="z", title="z", up=(0, 0, 1), solids=(),
    windows=tuple(
        Window(id=name, position=(0, 0, 0), normal=(0, 0, 1), diameter_m=0.2, called=called)
        for name, called in (("window.2", ""), ("window.5", ""), ("window.9", "big window"))
    ),
)  # fmt: skip


def test_the_light_of_a_scene_is_told_beside_its_pictures():
    shown = shown_light().part(WINDOWS)
    assert "Shot on 15 Oct 2021 at 16:40:00 UTC" in shown
    assert "Direct sun through window 2, window 5 and big window, for another 8 min" in shown
    assert "91 lx from the windows" in shown
    assert "EV 6.3, T2.8; as exposed" in shown
    assert "20 min later, 17:00:00" in shown
    assert "Night: no sun" in shown
    assert "the lamps are off" in shown
    assert "1.0 stop under" in shown
    assert "through the sunset at 16:40:00" in shown
    assert "1 min before" in shown
    assert "0.6 stops over" in shown
    assert shown.count("data:image/jpeg") == 4
    assert "../../light.html" in shown


@pytest.mark.parametrize(
    ("stops", "share", "words"),
    [
        (6.12, 1.0, " In frame: big window (Earth by day), its view 6.1 stops brighter than the room."),
        (-2.0, 0.5, " In frame: big window (Earth by day), its view 2.0 stops darker than the room."),
        (0.1, 1.0, " In frame: big window (Earth by day), as bright as the room."),
        (-12.0, 1.0, " In frame: big window (Earth by day), dark."),
        (12.0, 1.0, " In frame: big window (Earth by day), far brighter than the room."),
        (None, 1.0, " In frame: big window (Earth by day), dark."),
        (6.0, 0.1, ""),
    ],
)
def test_windows_in_frame_are_told(stops, share, words):
    seen = InFrame(window="window.9", through="earth day", share=share, lux=700.0, over_stops=stops)
    assert frame_words(frame("now.jpg", in_frame=(seen,)), {"window.9": "big window"}) == words


def test_without_a_turn_of_the_sun_the_strip_only_goes_on():
    light = shown_light(turn_ms=None, now=frame("now.jpg", windows=("window.2", "window.5")))
    shown = LightShown(lit=light.lit, pictures=light.pictures).part(WINDOWS)
    assert "The same frame every two minutes<" in shown
    assert "windows 2 and 5" in shown
    assert "light.html" not in shown
    one = shown_light(now=frame("now.jpg", windows=("window.2",)), sets=False).part(WINDOWS)
    assert "through window 2, for" in one
    assert "through the sunrise" in one


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(40, "40 s"), (99.4, "99 s"), (100, "2 min"), (1320, "22 min"), (7200, "2 h"), (11_400, "3 h 10 min")],
)
def test_lengths_as_people_say_them(seconds, words):
    assert lasts(seconds) == words


def test_amounts_and_times():
    assert lux_words(0.0) == "no light"
    assert lux_words(2.34) == "2.3 lx"
    assert lux_words(56_416.0) == "56\u202f000 lx"
    assert clock_utc(START + 59_999) == "00:01"
    assert clock_utc(START + 59_999, seconds=True) == "00:00:59"
    assert date_utc(START) == "15 Oct 2021"
    assert day_name("2021-10-05") == "5 Oct"
    assert stops_words(0.1) == "as exposed"
    assert stops_words(-2.04) == "2.0 stops under"
