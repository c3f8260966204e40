"""Rows and tables without a simulator."""

from types import SimpleNamespace

import pytest

from offworld.film.odds import BeatRow, FindingRow, OddsTable, TakeRow
from offworld.film.profiles import TRAINED


def beat(name, start, end=None, outcome="done"):
    return BeatRow(beat=name, outcome=outcome, start=start, end=end, otherwise=False)


def finding(beat_id, tick, weight="care", kind="missed", who=("ann",)):
    return FindingRow(kind=kind, weight=weight, who=who, beat=beat_id, tick=tick, end=tick + 5)


def row(take, **changes):
    plain = {
        "take": take, "seed": 40 + take, "as_written": False, "length": 9000, "last": 7000, "findings": (),
        "beats": (beat("push", 100, 2000), beat("catch", 3000, 4000)), "peak_n": 40.0, "loads": 10, "gentle": 10,
        "touch_m_s": 0.0, "stopped": "",
    }  # fmt: skip
    return TakeRow(**{**plain, **changes})


def table(rows, profile=TRAINED, base="b"):
    return OddsTable(film="t", scene="1", base=base, profile=profile, rows=tuple(rows))


@pytest.fixture
def make():
    return SimpleNamespace(beat=beat, finding=finding, row=row, table=table)
