"""Files of the flow, told apart by their content. Light: nothing here imports an array library."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(value: Any) -> str:
    """SHA-256 of plain data (what JSON can hold), the same for any order of keys, in hexadecimal."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def files_below(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, relative to it with forward slashes, in a fixed order."""
    for directory, names, files in os.walk(folder):
        names.sort()
        here = Path(directory)
        for name in sorted(files):
            yield (here / name).relative_to(folder).as_posix()


def digest_files(folder: Path) -> dict[str, str]:
    """Digest of the content of each file below a folder, by its relative path."""
    return {path: file_digest(folder / path) for path in files_below(folder)}


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all; the store, which brings array libraries along, is imported only now."""
    from offworld.store import whole

    whole.write_whole(path, data)


def link_whole(source: Path, path: Path) -> None:
    """Makes `path` a second name of `source` (a copy where the file system has no links), whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        try:
            partial.hardlink_to(source)
        except OSError:
            partial.write_bytes(source.read_bytes())
        partial.replace(path)
    finally:
        # Replacing one name of a file by another name of the same file leaves both, by the rules of rename.
        partial.unlink(missing_ok=True)


def json_bytes(data: Any) -> bytes:
    """Plain data as a JSON file, the same bytes for the same data."""
    return (json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()
