from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from offworld.errors import FilmError
from offworld.exchange.schedule import read_csv, read_xlsx
from offworld.exchange.schedule.values import eighths_of, iso_date, minutes_of, words_of
from offworld.film.outside import OutsideDay, OutsideElement

MOVIE_MAGIC = """\
The Visit,,,,,,,
Sheet #,Scenes,INT/EXT,Set,Day/Night,Pages,Cast Members,Est. Time
12,1,INT,ZVEZDA,Day,1 4/8,"1, 2",1:30
13,2,INT,CUPOLA,Night,3/8,1,0:45
"End of Day # 1 -- Friday, October 8, 2021 -- Total Pages: 1 7/8",,,,,,,
14,4,EXT,STATION,Day,2/8,"1. ZHENYA, 2. IVAN",x
End of Day 2 -- 10/11/2021,,,,,,,
15,6,INT,PIRS,Day,,,
"""
STUDIO_BINDER = (
    "Shoot Day;Shoot Date;Scene;Int/Ext;Set;Time of Day;Page Count;Sinopsis;Characters;Props;Colour of the moon\n"
    "1;Oct 8, 2021;1;INT;Звезда;DAY;12/8;Женя входит;Zhenya, Ivan;scalpel;red\n"
    "2;Oct 9, 2021;1;INT;Купол;NIGHT;0.5;;;;\n"
    "2;;;;;;;;;;\n"
    ";;3;INT;Купол;;;;;;\n"
    ";;;INT;;;;;;;\n"
)


def test_a_print_of_movie_magic_is_read():
    read = read_csv(MOVIE_MAGIC.encode(), title="The Visit")
    assert [(day.date, day.scenes) for day in read.days] == [
        ("2021-10-08", ("S1", "S2")), ("2021-10-11", ("S4",))
    ]  # fmt: skip
    assert read.left == ("S6",)
    first, _, third, _ = read.scenes
    assert (first.eighths, first.minutes, first.set_words) == (12, 90, "ZVEZDA")
    assert [(one.name, one.number) for one in first.elements] == [("1", "1"), ("2", "2")]
    assert [(one.name, one.number) for one in third.elements] == [("ZHENYA", "1"), ("IVAN", "2")]
    assert any("'x' is not a length of time" in note for note in read.notes)


def test_a_print_of_studio_binder_is_read_with_its_nearest_names():
    read = read_csv(STUDIO_BINDER.encode("utf-8-sig"))
    assert [(day.date, len(day.scenes)) for day in read.days] == [("2021-10-08", 1), ("2021-10-09", 1)]
    assert read.scenes[0].synopsis == "Женя входит"
    assert read.scenes[0].elements == (
        OutsideElement(category="cast", name="Zhenya"),
        OutsideElement(category="cast", name="Ivan"),
        OutsideElement(category="props", name="scalpel"),
    )
    assert read.scenes[1].eighths == 4
    assert read.left == ("S3",)
    notes = " | ".join(read.notes)
    for told in ("'Sinopsis' was read as 'synopsis'", "'Colour of the moon' is not known", "there twice",
                 "row 6 has no scene number"):  # fmt: skip
        assert told in notes


@pytest.mark.parametrize("coding", ["utf-16", "cp1251"])
def test_files_of_spreadsheets_in_russian_are_read(coding):
    text = "День;Сцена;Инт/Нат;Объект;Содержание\n1;1;ИНТ;Звезда;Женя входит\n"
    read = read_csv(text.encode(coding))
    assert (read.scenes[0].set_words, read.scenes[0].synopsis) == ("Звезда", "Женя входит")
    assert bool(read.notes) == (coding == "cp1251")


def test_dates_that_do_not_rise_are_left_away():
    read = read_csv(b"Scene,Day,Date\n1,1,2021-10-09\n2,2,2021-10-08\n")
    assert [day.date for day in read.days] == ["", ""]
    assert "only the order of days" in read.notes[0]


def test_tabs_part_cells_too():
    assert read_csv(b"Scene\tPages\n1\t1/8\n").scenes[0].eighths == 1


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\x00\x01", b"Scene\n" * 1 + b"x\n" * 20_001])
def test_what_is_no_schedule_is_said_so(data):
    with pytest.raises(FilmError) as caught:
        read_csv(data, "plan.csv")
    assert caught.value.problems[0].file == "plan.csv"


def _book(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet_is_read_from_its_first_sheet_with_scenes():
    data = _book(
        [["Notes"], ["bring water"]],
        [
            ["Day", "Date", "Scene", "Pages", "Est. Time", "Set", "Script Day"],
            [1, dt.date(2021, 10, 8), 1, 1.5, dt.time(1, 30), "ZVEZDA", 2.5],
            # A spreadsheet took 4/8 for 4 August.
            [
                2,
                dt.datetime.fromisoformat("2021-10-09"),
                "2A",
                dt.datetime.fromisoformat("2026-04-08"),
                dt.timedelta(minutes=45),
                None,
                None,
            ],
        ],
    )
    read = read_xlsx(data, title="The Visit")
    assert read.days == (
        OutsideDay(date="2021-10-08", scenes=("S1",)),
        OutsideDay(date="2021-10-09", scenes=("S2A",)),
    )
    assert [(one.number, one.eighths, one.minutes) for one in read.scenes] == [("1", 12, 90), ("2A", 4, 45)]
    assert read.scenes[0].script_day == "2.5"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no zip", b"Scene,Pages\n", _book([[]]), _book([["Notes"], ["water"]])]
)
def test_what_is_no_spreadsheet_is_said_so(data):
    with pytest.raises(FilmError) as caught:
        read_xlsx(data, "plan.xlsx")
    assert caught.value.problems[0].file == "plan.xlsx"


def test_a_spreadsheet_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr("offworld.exchange.schedule.xlsx_in.LARGEST", 3)
    with pytest.raises(FilmError, match="larger than 3 bytes"):
        read_xlsx(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("value", "eighths"),
    [
        ("1 4/8", 12), ("12/8", 12), ("1/8", 1), ("1/4", 2), ("1.5", 12), ("1,5", 12), (0.125, 1), (2, 16),
        ("2026-04-08", 4), ("2026-08-03", 3), ("", None), ("x", None), ("3/0", None), (True, None), (-1, None),
        (float("nan"), None), (None, None),
    ],
)  # fmt: skip
def test_lengths_in_pages(value, eighths):
    assert eighths_of(value) == eighths


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("1:30", 90), ("1:30:00", 90), ("90", 90), ("1h 30m", 90), ("90 min", 90), ("2 часа", 120), ("", None),
     ("long", None)],
)  # fmt: skip
def test_lengths_of_time(words, minutes):
    assert minutes_of(words) == minutes


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2021-10-08", "2021-10-08"), ("10/8/2021", "2021-10-08"), ("25/12/2021", "2021-12-25"),
        ("08.10.2021", "2021-10-08"), ("Fri, Oct 8, 2021", "2021-10-08"), ("8th October 2021", "2021-10-08"),
        ("31/31/2021", ""), ("Foo 8, 2021", ""), ("soon", ""),
    ],
)  # fmt: skip
def test_dates(words, date):
    assert iso_date(words) == date


def test_words_of_values():
    assert [words_of(one) for one in (None, True, 3.0, 2.5, " a ", [])] == ["", "", "3", "2.5", "a", ""]


def test_a_cell_with_a_quote_left_open_is_read_as_it_stands():
    assert [one.name for one in read_csv(b'Scene,Props\n1,"cup; ""torn"\n').scenes[0].elements] == [
        "cup",
        '"torn',
    ]


def test_a_cell_that_is_too_long_for_a_table_is_said_so():
    with pytest.raises(FilmError, match="it is no table"):
        read_csv(b'Scene\n"' + b"x" * 140_000 + b'"\n')
