"""Results of stages, addressed by content: stage, its code, what it was given, libraries and kind of processor.

An entry is a folder ``cache/<stage>/<key>`` that holds what the stage made below ``files`` and the digest of each
file in ``entry.json``. It is made elsewhere and renamed into place, so it is there whole or not at all; a file in it
that was changed or removed later is found by its digest, and the entry then counts as never made. Time stamps play no
part. Everything in the cache may be deleted at any time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offworld.flow.files import digest_files, digest_of, json_bytes

_HEAD: Final = "entry.json"
_FILES: Final = "files"
_PARTIAL: Final = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One result that is whole."""

    key: str
    """Digest of everything that it depends on."""
    folder: Path
    """Holds its files."""
    files: Mapping[str, str]
    """Relative path of each file to the digest of its content."""

    def digest(self, below: str = "") -> str:
        """Digest of its files, or of the one file or folder `below`."""
        return digest_of({path: self.files[path] for path in self.files if not below or _is_in(path, below)})


class Cache:
    """The results kept for one film. Only the process that holds the film's lock may write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Usually ``out/cache``."""
        self._verified: dict[Path, Entry | None] = {}

    def find(self, stage: str, key: str) -> Entry | None:
        """The whole entry of that key, each file compared with its digest (once a run); None: there is none."""
        place = self._place(stage, key)
        if place not in self._verified:
            self._verified[place] = _read(place, key)
        return self._verified[place]

    def workplace(self) -> Path:
        """A new, empty folder in which a result can be made."""
        parent = self.folder / _PARTIAL
        parent.mkdir(parents=True, exist_ok=True)
        number = 0
        while True:
            place = parent / f"{os.getpid()}-{number}"
            try:
                place.mkdir()
            except FileExistsError:
                number += 1
            else:
                (place / _FILES).mkdir()
                return place / _FILES

    def keep(self, stage: str, key: str, made: Path) -> Entry:
        """Takes what was made in a workplace as the entry of that key, in place of a broken one."""
        files = digest_files(made)
        head = {"stage": stage, "key": key, "files": files}
        (made.parent / _HEAD).write_bytes(json_bytes(head))
        place = self._place(stage, key)
        self.drop(stage, key)
        place.parent.mkdir(parents=True, exist_ok=True)
        made.parent.rename(place)
        entry = Entry(key=key, folder=place / _FILES, files=files)
        self._verified[place] = entry
        return entry

    def drop(self, stage: str, key: str) -> None:
        """Removes an entry, if there is one; at no moment is there half of it."""
        place = self._place(stage, key)
        self._verified.pop(place, None)
        if place.exists():
            gone = self.workplace().parent / "gone"
            place.rename(gone)
            shutil.rmtree(gone.parent, ignore_errors=True)

    def sweep(self) -> None:
        """Removes what killed runs left half made."""
        shutil.rmtree(self.folder / _PARTIAL, ignore_errors=True)

    def prune(self, stage: str, wanted: Callable[[str], bool]) -> None:
        """Drops the entries of a stage whose key is not wanted any more."""
        parent = self.folder / stage
        if parent.is_dir():
            for place in sorted(parent.iterdir()):
                if not wanted(place.name):
                    self.drop(stage, place.name)

    def _place(self, stage: str, key: str) -> Path:
        return self.folder / stage / key


@contextmanager
def swept(folder: Path) -> Iterator[None]:
    """Leaves nothing half made in a cache, neither of killed runs before nor of this one when it is interrupted."""
    cache = Cache(folder)
    cache.sweep()
    try:
        yield
    finally:
        cache.sweep()


def _is_in(path: str, below: str) -> bool:
    return path == below or path.startswith(f"{below}/")


def _read(place: Path, key: str) -> Entry | None:
    try:
        head = json.loads((place / _HEAD).read_bytes())
        expected = head["files"]
        whole = head["key"] == key and digest_files(place / _FILES) == expected
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Entry(key=key, folder=place / _FILES, files=expected) if whole else None
