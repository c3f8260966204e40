"""Makes stand-in takes in a process of its own, which a test may kill: FOLDER TAKES WORKERS."""

import sys
from pathlib import Path

from offworld.film.odds import OddsTable
from offworld.film.profiles import CALM
from offworld.flow.cache import Cache, swept
from offworld.flow.files import write_whole
from offworld.flow.odds_runs import Asked, make_takes, rows_of
from offworld.flow.pool import Pool
from offworld.store.odds_table import table_bytes

if __name__ == "__main__":
    folder, takes = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(exist_ok=True)
    (folder / "words").write_text('"w"')
    given = {"rehearsal": folder / "words", "profile": folder / "words"}
    asked = Asked(scene="1", profile="calm", key="k", given=given, module="stand_in_takes")
    with swept(folder / "cache"), Pool(int(sys.argv[3])) as pool:
        cache = Cache(folder / "cache")
        make_takes(asked, takes, cache, pool)
        rows, _ = rows_of(asked, takes, cache)
    table = OddsTable(film="t", scene="1", base="k", profile=CALM, rows=rows)
    write_whole(folder / "calm.parquet", table_bytes(table))
