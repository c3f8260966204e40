"""Files and folders that appear whole or not at all, whatever kills the run that writes them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all: beside it, forced to the disk, then renamed over it.

    Args:
        path: the file; its folder is made if it is not there.
        data: its content.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part_of(path)
    _write_through(part, data)
    part.replace(path)
    _sync_folder(path.parent)


def write_whole_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a folder of files whole or not at all, in place of what was there before.

    The files are written to a folder beside it, which then takes its name. Between the two renames of a
    replacement there is no folder of that name: whoever looks finds it missing, never mixed or cut short.

    Args:
        folder: what is written; its parent is made if it is not there.
        files: name in the folder to content.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    part = _part_of(folder)
    part.mkdir()
    for name, data in files.items():
        _write_through(part / name, data)
    _sync_folder(part)
    if folder.exists():
        old = part.with_suffix(".old")
        folder.rename(old)
        part.rename(folder)
        shutil.rmtree(old)
    else:
        part.rename(folder)
    _sync_folder(folder.parent)


def _part_of(path: Path) -> Path:
    """A name beside the path that no other running process uses."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _sweep(path: Path) -> None:
    """Removes what killed runs, or this one before an error, left beside the path."""
    for stale in sorted(path.parent.glob(f".{path.name}.*")):
        owner = stale.name.removeprefix(f".{path.name}.").split(".")[0]
        if stale.suffix in {".part", ".old"} and owner.isdecimal() and not _is_other_process(int(owner)):
            shutil.rmtree(stale) if stale.is_dir() else stale.unlink()


def _is_other_process(number: int) -> bool:
    """Whether another process of that number is running."""
    if number == os.getpid():
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Forces the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
