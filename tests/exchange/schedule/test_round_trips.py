"""What goes out comes back the same."""

from __future__ import annotations

import contextlib
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.exchange.schedule import csv_of, read_csv, read_uss, read_xlsx, uss_of
from offworld.film.categories import CATEGORIES
from offworld.film.outside import OutsideDay, OutsideElement, OutsideScene, OutsideSchedule

_LETTERS = string.ascii_letters + string.digits + "ЖИЁяъ .,;:\"'/()-«»№½"
words = st.text(_LETTERS, max_size=14).map(str.strip)
names = words.filter(bool)
_ORDER = [one.id for one in CATEGORIES]


@st.composite
def elements(draw):
    known = st.builds(
        OutsideElement,
        category=st.sampled_from(_ORDER),
        name=words,
        number=st.sampled_from(["", "1", "12", "7A"]),
    )
    own = st.builds(
        OutsideElement,
        category=st.sampled_from(["Drones", "Ёлки"]),
        name=names,
        number=st.sampled_from(["", "3"]),
    )
    found = draw(st.lists(st.one_of(known, own), max_size=4, unique=True))
    there = [one for one in found if one.name or one.number or one.category in _ORDER]
    return tuple(sorted(there, key=lambda one: _ORDER.index(one.category) if one.category in _ORDER else 99))


@st.composite
def schedules(draw):
    count = draw(st.integers(0, 6))
    scenes = []
    for number in range(count):
        banner = draw(st.integers(0, 5)) == 0
        scenes.append(
            OutsideScene(
                id=f"S{number}", number="" if banner else draw(names), banner=banner, inside=draw(words),
                set_words=draw(words), time_words=draw(words), script_day=draw(words), place=draw(words),
                light=draw(words), eighths=draw(st.none() | st.integers(0, 80)),
                minutes=draw(st.none() | st.integers(0, 900)), synopsis=draw(words), comments=draw(words),
                script_page=draw(words), elements=draw(elements()),
                start=draw(st.none() | st.integers(0, 1439)),
            )
        )  # fmt: skip
    ids = [one.id for one in scenes]
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=1, max_size=4)))
    parts = [ids[a:b] for a, b in zip([0, *cuts[:-1]], cuts, strict=True)]
    dated = draw(st.booleans())
    gaps = draw(st.lists(st.integers(1, 3), min_size=len(parts), max_size=len(parts)))
    days = tuple(
        OutsideDay(date=f"2021-10-{sum(gaps[: i + 1]):02}" if dated else "", scenes=tuple(part))
        for i, part in enumerate(parts)
    )
    return OutsideSchedule(title="The Visit", scenes=tuple(scenes), days=days, left=tuple(ids[cuts[-1] :]))


@settings(max_examples=50, deadline=None)
@given(schedules())
def test_uss_comes_back_the_same(schedule):
    text = uss_of(schedule)
    assert read_uss(text.encode()) == schedule
    assert uss_of(schedule) == text


@settings(max_examples=50, deadline=None)
@given(schedules())
def test_csv_comes_back_the_same(schedule):
    assert read_csv(csv_of(schedule).encode(), title=schedule.title) == schedule


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_make_a_reader_stumble(data):
    for read in (read_uss, read_csv, read_xlsx):
        with contextlib.suppress(FilmError):
            assert read(data).title == ""
