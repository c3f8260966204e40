from __future__ import annotations

import pytest

from offworld.film.board import board_of, clock_words, pages_words
from offworld.film.day_out_of_days import day_out_of_days
from offworld.report.schedule.gather import call_sheets


def test_the_board_puts_strips_under_their_days_in_order_of_time(board):
    assert [[strip.number for strip in day.strips] for day in board.days] == [
        ["1", "2"], [], ["3"], [], ["4", "5A"], []
    ]  # fmt: skip
    assert [strip.number for strip in board.left_out] == ["6", "7"]
    assert board.left_out[0].remedy == "shoot it in another module"
    assert board.days[0].strips[0].state == "shot"
    assert board.days[1].off
    assert (board.days[0].eighths, board.days[0].minutes) == (15, 135)
    assert {strip.id for strip in board.strips} == {"S1", "S2", "S3", "S4", "S5A", "S6", "S7"}


def test_parts_with_most_scenes_come_first(board):
    assert [(one.number, one.name, one.person) for one in board.cast] == [
        ("1", "ZHENYA", "zhenya"), ("2", "IVAN", "ivan"), ("3", "SERGEI", "patient")
    ]  # fmt: skip


def test_without_a_breakdown_people_are_the_parts(film):
    shooting, plan, _ = film
    bare = board_of(shooting, plan, title="Bare")
    assert {one.name for one in bare.cast} == {"anton", "zhenya", "ivan", "patient"}
    assert bare.days[0].strips[0].set_words == "INT. ZVEZDA - DAY"


def test_day_out_of_days(board, company):
    rows = {row.name: row for row in day_out_of_days(board, company)}
    assert rows["ZHENYA"].codes == ("SW", "", "WF", "", "", "")
    assert rows["IVAN"].codes == ("SW", "", "W", "H", "WF", "")
    # Sergei's contract has no hold; a day that the company has off is never one.
    assert rows["SERGEI"].codes == ("", "", "SW", "", "WF", "")
    assert (rows["IVAN"].worked, rows["IVAN"].held) == (3, 1)
    assert (rows["IVAN"].day("S"), rows["IVAN"].day("F")) == (0, 4)
    assert rows["anton"].number == ""


def test_a_part_that_never_works_has_no_codes(film):
    from dataclasses import replace

    shooting, plan, breakdown = film
    nobody = board_of(shooting, replace(plan, strips=()), breakdown)
    assert all(row.worked == 0 and row.day("S") is None for row in day_out_of_days(nobody))


def test_only_day_of_work_is_start_and_finish(film):
    from dataclasses import replace

    shooting, plan, breakdown = film
    one = board_of(shooting, replace(plan, strips=plan.strips[:1]), breakdown)
    assert day_out_of_days(one)[0].codes[0] == "SWF"


def test_a_call_sheet_knows_the_day(board, film, company, light):
    sheet = call_sheets(board, film[0], company, light)[0]
    assert (sheet.call, sheet.shooting, sheet.wrap, sheet.of) == (525, 540, 745, 6)
    assert [(one.number, one.person, one.status, one.call, one.scenes) for one in sheet.cast] == [
        ("1", "Zhenya", "SW", 525, ("1", "2")), ("2", "Ivan", "SW", 525, ("1",))
    ]  # fmt: skip
    assert [(one.person, one.part, one.filming, one.most) for one in sheet.crew] == [
        ("Anton", "director, camera", 135, 300)
    ]
    assert sheet.places[0].ours
    assert sheet.places[0].place == "zvezda"
    assert not sheet.places[1].ours
    wanted = sheet.light[0]
    assert (wanted.condition, wanted.scenes) == ("direct sun", ("1",))
    assert all(end > 480 and start < 1200 for start, end in wanted.times)
    assert {one.condition for one in sheet.light} == {"direct sun", "earth night", "sunrise", "sunset"}
    assert sheet.beta == pytest.approx(-0.4084, abs=1e-3)
    assert [day.date for day in sheet.advance] == ["2021-10-09", "2021-10-10", "2021-10-11"]
    assert [one.kind for one in sheet.routines] == ["meal", "duty", "exercise", "sleep"]
    assert [one.channel for one in sheet.comm] == ["Ku", "Luch"]
    assert [place for place, _ in sheet.kit] == ["zvezda", "cupola"]


def test_requirements_are_told_by_department_with_their_scenes(board, film, company):
    sheet = call_sheets(board, film[0], company)[2]
    assert [(one.category, one.items) for one in sheet.requirements] == [
        ("props", (("scalpel", ("3",)),)), ("make-up", (("wound, stage 2", ("3",)),))
    ]  # fmt: skip


def test_a_day_without_a_strip_has_a_sheet_too(board, film):
    lost = call_sheets(board, film[0])[1]
    assert (lost.call, lost.shooting, lost.wrap, lost.cast) == (None, None, None, ())
    assert lost.day.why == "test of the thrusters"


@pytest.mark.parametrize(("eighths", "words"), [(0, "0"), (5, "5/8"), (8, "1"), (12, "1 4/8")])
def test_lengths_are_written_as_schedules_write_them(eighths, words):
    assert pages_words(eighths) == words


def test_a_clock_goes_on_after_midnight():
    assert clock_words(1800) == "06:00"


def test_who_plays_in_one_scene_and_films_another_is_both(film):
    from dataclasses import replace

    from offworld.film.breakdown import Need

    shooting, plan, breakdown = film
    first, *others = breakdown.sheets
    part = Need(category="cast", name="DOCTOR", source="script", person="anton")
    both = replace(breakdown, sheets=(replace(first, needs=(*first.needs, part)), *others))
    twice = board_of(shooting, plan, both)
    rows = {(row.name, bool(row.number)): row.codes for row in day_out_of_days(twice)}
    assert rows["DOCTOR", True] == ("SWF", "", "", "", "", "")
    assert rows["anton", False] == ("SW", "", "W", "H", "WF", "")
    sheet = call_sheets(twice, shooting)[0]
    assert [(one.scenes, one.call) for one in sheet.crew] == [(("2",), 685)]
    assert [one.scenes for one in sheet.cast if one.part == "DOCTOR"] == [("1",)]
