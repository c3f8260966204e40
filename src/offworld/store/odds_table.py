"""The table of many takes as one Parquet file: a row for each take, and in its head what all of them share.

The same table gives the same bytes: one row group, no time stamps, the writer's version fixed by the lock.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from offworld.errors import StoreError
from offworld.film.odds import OddsTable
from offworld.store.records import from_plain, to_plain

_HEAD: Final = b"offworld.odds"
SCHEMA: Final = 1
"""Raised when a field changes its meaning."""
_BEAT: Final = pa.struct(
    [
        ("beat", pa.string()), ("outcome", pa.string()), ("start", pa.int64()), ("end", pa.int64()),
        ("otherwise", pa.bool_()),
    ]
)  # fmt: skip
_FINDING: Final = pa.struct(
    [
        ("kind", pa.string()), ("weight", pa.string()), ("who", pa.list_(pa.string())), ("beat", pa.string()),
        ("tick", pa.int64()), ("end", pa.int64()),
    ]
)  # fmt: skip
_END: Final = pa.struct(
    [
        ("who", pa.string()), ("start", pa.list_(pa.float64())), ("end", pa.list_(pa.float64())),
        ("turn_deg", pa.float64()), ("gone", pa.list_(pa.list_(pa.string()))), ("held_by", pa.string()),
    ]
)  # fmt: skip
_ROW: Final = [
    ("take", pa.int64()), ("seed", pa.int64()), ("as_written", pa.bool_()), ("length", pa.int64()),
    ("last", pa.int64()),
    ("beats", pa.list_(_BEAT)), ("findings", pa.list_(_FINDING)), ("peak_n", pa.float64()), ("loads", pa.int64()),
    ("gentle", pa.int64()), ("touch_m_s", pa.float64()), ("stopped", pa.string()),
    ("ends", pa.list_(_END)), ("back_s", pa.float64()),
]  # fmt: skip


def table_bytes(table: OddsTable) -> bytes:
    """The file's content."""
    plain = to_plain(table)
    rows = plain.pop("rows")
    head = json.dumps({"schema": SCHEMA, **plain}, sort_keys=True, ensure_ascii=False).encode()
    # One column more than a row has, for those who read the file with other tools.
    for row, record in zip(rows, table.rows, strict=True):
        row["clean"] = record.clean
    schema = pa.schema([*_ROW, ("clean", pa.bool_())], metadata={_HEAD: head})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, row_group_size=max(1, len(rows)))
    return out.getvalue()


def read_table(path: Path) -> OddsTable:
    """The table that `table_bytes` wrote.

    Raises:
        StoreError: the file is missing, cut short, or no such table.
    """
    try:
        found = pq.ParquetFile(io.BytesIO(path.read_bytes())).read()
        head: dict[str, Any] = json.loads((found.schema.metadata or {})[_HEAD])
        rows = found.drop_columns(["clean"]).to_pylist()
        if head.pop("schema") != SCHEMA:
            raise StoreError("is a table of takes of another version of Offworld", path)
        return from_plain({**head, "rows": rows}, OddsTable, path.name)
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise StoreError(f"is no table of takes that can be read ({error})", path) from error
