"""One run at a time in a film's out/: a lock that dies with the process which holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offworld.errors import NotPossible


@contextmanager
def film_lock(out: Path) -> Iterator[None]:
    """Holds a film's out/ for this process.

    The kernel lets go of the lock when the process ends in any way. The file itself is never removed: removing it
    would let two runs hold locks on two files of the same name. Worker processes do not inherit it.

    Raises:
        NotPossible: another run holds it; the message names its process.
    """
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode("ascii", errors="replace").strip() or "unknown"
            raise NotPossible(
                f"{out.parent}: another run is at work on this film (process {holder}) — wait for it, or end it"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)
