from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from offworld.film.board import board_of
from offworld.film.company import Company
from offworld.report.schedule.colours import COLOURS, colour_of
from offworld.report.schedule.gather import call_sheets
from offworld.report.schedule.glance import lanes, scale
from offworld.report.schedule.papers import FIRST, schedule_papers
from offworld.report.schedule.pdf import sheets_pdf
from offworld.report.schedule.tongue import CODES, tongue


@pytest.fixture(scope="module")
def papers(board, film, company, light):
    return schedule_papers(board, film[0], company, light)


def _shown(page: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", page.decode().split("</head>")[1])


def test_every_paper_is_there_in_every_language(papers):
    days = [f"day-{number:02}" for number in range(1, 7)]
    wanted = {
        f"{stem}.{code}.html"
        for code in CODES
        for stem in ("stripboard", "one-liner", "days", "call-sheets", *days)
    }
    assert set(papers) == wanted | {f"call-sheets.{code}.pdf" for code in CODES}
    assert FIRST in papers


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)
        if tag == "a":
            self.found.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_pages_are_whole_and_lead_only_to_each_other(papers):
    for name, page in papers.items():
        if name.endswith(".html"):
            links = _Links()
            links.feed(page.decode())
            links.close()
            assert links.open == []
            assert set(links.found) <= set(papers), name
            assert b"http" not in page


def test_the_stripboard_tells_days_strips_and_what_has_no_day(papers):
    shown = _shown(papers["stripboard.en.html"])
    for words in ("Day 1 of 6", "Friday, 8 October 2021", "1 7/8 pages", "09:00–10:30", "test of the thrusters",
                  "Pirs is not there any more. Would fit: shoot it in another module.",
                  "Without a day", "earth night"):  # fmt: skip
        assert words in shown
    russian = _shown(papers["stripboard.ru.html"])
    for words in ("День 1 из 6", "пятница, 8 октября 2021", "Без дня", "снято"):
        assert words in russian


def test_strips_have_the_colour_of_their_heading(board):
    labels = {strip.number: colour_of(strip).label for strip in board.strips}
    assert labels == {
        "1": "int day", "2": "int night", "3": "int day", "4": "ext day", "5A": "int night", "6": "ext day",
        "7": "ext night",
    }  # fmt: skip
    assert {one.label for one in COLOURS} == set(labels.values())


def test_a_call_sheet_tells_what_is_peculiar_to_a_station(papers):
    shown = _shown(papers["day-01.en.html"])
    for words in ("08:45", "−23.4°", "LVLH, Zvezda aft", "Space-to-ground 2", "Ku 08:20–09:40", "toilet is repaired",
                  "unloads Progress, Ivan", "sunrise, zvezda, cupola", "Crew medical officer", "Hatches stay clear",
                  "2 h 15 min / 5 h"):  # fmt: skip
        assert words in shown
    russian = _shown(papers["day-01.ru.html"])
    for words in ("Бортовой врач", "−23,4°", "Окна света", "восход", "еда", "нужно сценам"):
        assert words in russian


def test_a_lost_day_says_why(papers):
    assert "Nothing is shot: test of the thrusters" in _shown(papers["day-02.en.html"])


def test_what_comes_from_a_film_is_never_markup(film):
    shooting, plan, breakdown = film
    nasty = replace(breakdown, title="<script>alert(1)</script>")
    for name, page in schedule_papers(board_of(shooting, plan, nasty), shooting).items():
        assert name.endswith(".pdf") or b"<script" not in page


def test_papers_are_made_of_nothing_but_a_plan(film):
    shooting, plan, _ = film
    bare = board_of(shooting, replace(plan, strips=(), left_out=()), title="Bare")
    papers = schedule_papers(bare, shooting, Company(title="Bare"))
    assert papers["call-sheets.en.pdf"].startswith(b"%PDF")
    assert "Nothing is planned" in _shown(papers["day-01.en.html"])


def test_the_same_schedule_gives_the_same_bytes(papers, board, film, company, light):
    assert schedule_papers(board, film[0], company, light) == papers


def test_a_pdf_has_its_typeface_and_its_letters_inside(papers):
    for code in CODES:
        data = papers[f"call-sheets.{code}.pdf"]
        assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") >= 3
        assert b"FiraGO-Regular" in data
        assert b"/ToUnicode" in data


def test_a_pdf_of_days_without_scenes_says_so(board, film):
    empty = [one for one in call_sheets(board, film[0]) if not one.day.strips]
    assert sheets_pdf(empty, tongue("ru")).startswith(b"%PDF")
    assert sheets_pdf([], tongue("en")).startswith(b"%PDF")


def test_the_glance_shows_light_modules_ground_and_people(board, film, company, light):
    first = call_sheets(board, film[0], company, light)[0]
    rows = lanes(first, tongue("en"))
    assert [lane.name for lane in rows] == [
        "direct sun", "earth night", "zvezda", "cupola", "nauka", "Communication", "everybody", "Ivan"
    ]  # fmt: skip
    assert {bar.kind for bar in rows[2].bars} == {"scene", "taken"}
    assert rows[1].bars[0].kind == "night"
    assert scale(rows, first.day.hours) == (420, 1260)
    assert scale(rows, (0, 0)) == (420, 1260)


def test_languages_have_the_same_words():
    english, russian = (tongue(code) for code in CODES)
    assert set(english.labels) == set(russian.labels)
    assert english.lasts(0) == "0 min"
    assert russian.lasts(135) == "2 ч 15 мин"
    assert (english.category("drones"), russian.category("props")) == ("drones", "Реквизит")
    with pytest.raises(KeyError):
        tongue("fr")
