"""Tables of takes as Parquet files."""

import pyarrow.parquet as pq
import pytest

from offworld.errors import StoreError
from offworld.film.odds import BeatRow, FindingRow, OddsTable, TakeRow
from offworld.film.profiles import PROFILES
from offworld.store.odds_table import read_table, table_bytes

FINDING = FindingRow(kind="contact", weight="care", who=("ann", "bo"), beat="", tick=3, end=9)
BEAT = BeatRow(beat="push", outcome="waiting", start=None, end=None, otherwise=True)


def row(take, **changes):
    plain = {
        "take": take, "seed": 2**31 - take, "as_written": False, "length": 9000, "last": 7000, "beats": (BEAT,),
        "findings": (), "peak_n": 0.1 + take, "loads": 10, "gentle": 10, "touch_m_s": 0.0, "stopped": "",
    }  # fmt: skip
    return TakeRow(**{**plain, **changes})


TABLE = OddsTable(
    film="Гость", scene="12A", base="ab", profile=PROFILES[1],
    rows=(row(1), row(2, findings=(FINDING,)), row(3, beats=(), stopped="came to nothing")),
)  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.name)
def test_a_table_comes_back_as_it_was(tmp_path, profile):
    table = OddsTable(film=TABLE.film, scene="1", base="", profile=profile, rows=TABLE.rows)
    (tmp_path / "t.parquet").write_bytes(table_bytes(table))
    assert read_table(tmp_path / "t.parquet") == table


def test_the_same_table_is_the_same_bytes():
    assert table_bytes(TABLE) == table_bytes(TABLE)


def test_others_can_read_it(tmp_path):
    (tmp_path / "t.parquet").write_bytes(table_bytes(TABLE))
    plain = pq.read_table(tmp_path / "t.parquet").to_pydict()
    assert plain["take"] == [1, 2, 3]
    assert plain["clean"] == [True, False, False]


def test_a_file_that_is_missing_cut_or_other_is_said_to_be(tmp_path):
    data = table_bytes(TABLE)
    for name, content in {"cut": data[:-40], "other": b"PAR1 and so on", "none": None}.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(StoreError, match=f"{name}: is no table of takes that can be read"):
            read_table(tmp_path / name)


def test_a_table_of_another_version_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("offworld.store.odds_table.SCHEMA", 99)
    (tmp_path / "t").write_bytes(table_bytes(TABLE))
    monkeypatch.undo()
    with pytest.raises(StoreError, match="of another version"):
        read_table(tmp_path / "t")
