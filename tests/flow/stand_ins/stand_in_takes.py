"""Rows of takes out of nothing: those of numbers in a multiple of 7 stop.

In place of a rehearsal they are given words, or a table that says how long each take lasts (`lasts`, s), from which
take on something befalls (`from` and `words`), and a file in which to write down who begins what (`log`).
"""

import json
import os
import sys
import time
from pathlib import Path

from offworld.errors import NotPossible
from offworld.film.odds import TakeRow
from offworld.store.records import to_plain


def make(given, out):
    words = json.loads(given["rehearsal"].read_text())
    first, last = json.loads(given["span"].read_bytes())
    lasts = 0.01
    if isinstance(words, dict) and "lasts" in words:
        lasts = words["lasts"]
        with Path(words["log"]).open("a") as file:
            threads = f"{os.environ['OMP_NUM_THREADS']} {os.environ['OPENBLAS_NUM_THREADS']}"
            file.write(f"{first} {os.getpid()} {threads} {sys.flags.hash_randomization}\n")
        words = words["words"] if first >= words["from"] else ""
    rows = []
    for number in range(first, last + 1):
        time.sleep(lasts)
        if words == "no room":
            raise NotPossible("there is no room for this start")
        if words == "fault":
            raise ZeroDivisionError
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
