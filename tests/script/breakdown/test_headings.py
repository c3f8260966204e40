"""What headings say."""

import pytest

from offworld.script.breakdown.headings import read_heading

ROWS = [
    ("INT. ZVEZDA, HATCH - NIGHT", "INT", "ZVEZDA, HATCH", "night", "NIGHT", False),
    ("EXT. STEEL'S BACKYARD - DAY", "EXT", "STEEL'S BACKYARD", "day", "DAY", False),
    ("INT./EXT. CAR — LATE AFTERNOON", "INT/EXT", "CAR", "day", "LATE AFTERNOON", False),
    ("I/E. CAR - DUSK", "INT/EXT", "CAR", "evening", "DUSK", False),
    ("ИНТ. МОДУЛЬ «НАУКА» - НОЧЬ", "INT", "МОДУЛЬ «НАУКА»", "night", "НОЧЬ", False),
    ("НАТ. БАЙКОНУР – УТРО", "EXT", "БАЙКОНУР", "morning", "УТРО", False),
    ("INT. HOUSE - KITCHEN", "INT", "HOUSE - KITCHEN", "", "", False),
    ("INT. HOUSE - KITCHEN - CONTINUOUS", "INT", "HOUSE - KITCHEN", "", "CONTINUOUS", True),
    ("INT. ZVEZDA, THE OPERATION - BEFORE SUNRISE", "INT", "ZVEZDA, THE OPERATION", "night", "BEFORE SUNRISE", False),
    ("SOMEWHERE ELSE", "", "SOMEWHERE ELSE", "", "", False),
    ("INTERSTELLAR SPACE - DAY", "", "INTERSTELLAR SPACE", "day", "DAY", False),
    ("", "", "", "", "", False),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0] or "nothing")
def test_a_heading_in_its_parts(row):
    found = read_heading(row[0])
    assert (found.inside, found.set_words, found.time, found.time_words, found.same) == row[1:]
