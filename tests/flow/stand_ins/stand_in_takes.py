"""Rows of takes out of nothing: those of numbers in a multiple of 7 stop."""

import json
import os
import time

from offworld.errors import NotPossible
from offworld.film.odds import TakeRow
from offworld.store.records import to_plain


def make(given, out):
    words = json.loads(given["rehearsal"].read_text())
    first, last = json.loads(given["span"].read_bytes())
    rows = []
    for number in range(first, last + 1):
        time.sleep(0.01)
        if words == "no room":
            raise NotPossible("there is no room for this start")
        if words == "die":
            os._exit(9)
        stopped = "it blew up" if number % 7 == 0 else ""
        if stopped:
            (out / "stopped").mkdir(exist_ok=True)
            (out / "stopped" / f"{number}.json").write_text(json.dumps(number))
        rows.append(
            TakeRow(
                take=number,
                seed=number * 13,
                as_written=False,
                length=1000 + number,
                last=number,
                beats=(),
                findings=(),
                peak_n=0.0,
                loads=0,
                gentle=0,
                touch_m_s=0.0,
                stopped=stopped,
            )
        )
    (out / "rows.json").write_text(json.dumps(to_plain(tuple(rows))))
