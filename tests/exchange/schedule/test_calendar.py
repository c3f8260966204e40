"""Calendars, read by an independent parser."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from offworld.exchange.schedule import calendar_of
from offworld.film.board import Board, BoardDay, BoardStrip, CastMember


@pytest.fixture
def board():
    strip = BoardStrip(
        id="S1", number="1", heading="ИНТ. ЗВЕЗДА; ДЕНЬ, УТРО", eighths=12, minutes=90, place="zvezda, aft",
        light="direct sun", synopsis="Женя входит через люк и видит всех, кто ждал её; " * 4, cast=("1",),
        people=("anton", "zhenya"), notes=("line one\nline \\ two",), start=540, end=630, state="locked",
    )  # fmt: skip
    late = BoardStrip(
        id="S2", number="2", inside="INT", set_words="CUPOLA", eighths=1, minutes=60, place="cupola",
        people=("anton",), start=1410, end=1470,
    )  # fmt: skip
    days = (
        BoardDay(day=0, date="2021-10-31", hours=(480, 1440), strips=(strip, late)),
        BoardDay(day=1, date="2021-11-01", hours=(0, 0), why="test of the thrusters"),
        BoardDay(day=2, date="2021-11-02", hours=(480, 1440)),
    )
    cast = (CastMember(number="1", name="ЖЕНЯ", person="zhenya"),)
    return Board(title="Визит", days=days, cast=cast)


def _events(text):
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_against_an_independent_parser(board):
    text = calendar_of(board)
    whole, first, second, lost = _events(text)
    assert whole["DTSTART"].dt == dt.date(2021, 10, 31)
    assert whole["DTEND"].dt == dt.date(2021, 11, 1)
    assert "scenes 1, 2" in whole["SUMMARY"]
    assert first["DTSTART"].dt == dt.datetime(2021, 10, 31, 9, 0, tzinfo=dt.UTC)
    assert first["DTEND"].dt == dt.datetime(2021, 10, 31, 10, 30, tzinfo=dt.UTC)
    assert str(first["SUMMARY"]) == "1 ИНТ. ЗВЕЗДА; ДЕНЬ, УТРО"
    assert str(first["LOCATION"]) == "zvezda, aft"
    assert "line one\nline \\ two" in str(first["DESCRIPTION"])
    assert "1. ЖЕНЯ" in str(first["DESCRIPTION"])
    assert (str(first["STATUS"]), str(second["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    # A strip that ends after midnight ends on the next day.
    assert second["DTEND"].dt == dt.datetime(2021, 11, 1, 0, 30, tzinfo=dt.UTC)
    assert "thrusters" in lost["SUMMARY"]
    assert len({str(one["UID"]) for one in _events(text)}) == 4
    assert all("DTSTAMP" in one for one in _events(text))


def test_lines_are_folded_at_75_bytes_and_end_as_they_must(board):
    text = calendar_of(board)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    assert any(line.startswith(" ") for line in lines)


def test_one_person_gets_their_own(board):
    assert [str(one["SUMMARY"])[:5] for one in _events(calendar_of(board, person="zhenya"))] == [
        "Day 1",
        "1 ИНТ",
    ]


def test_a_strip_keeps_its_name_wherever_it_goes(board):
    later = Board(
        title=board.title,
        cast=board.cast,
        days=(BoardDay(day=0, date="2021-11-02", hours=(480, 1440), strips=board.days[0].strips[:1]),),
    )  # fmt: skip
    moved = _events(calendar_of(later, sequence=1, stamp="20211101T080000Z"))[1]
    assert moved["UID"] == _events(calendar_of(board))[1]["UID"]
    assert moved["SEQUENCE"] == 1


def test_no_days_make_an_empty_calendar():
    assert _events(calendar_of(Board(title="", days=()))) == []
