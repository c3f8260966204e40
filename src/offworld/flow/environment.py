"""What numbers depend on besides code and input: the locked libraries and the kind of processor."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from offworld.flow.files import digest_of, file_digest
from offworld.flow.source import package_root

_INSTRUCTIONS: Final = re.compile(r"^(sse|ssse|avx|fma|f16c|amx|asimd|sve)")
"""Processor flags that choose which code a numerical library runs."""
_NAME: Final = re.compile(r"^[A-Za-z0-9._-]+")

ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""Environment of whatever computes: a sum in another order is other bytes."""
ONE_PAINTER: Final = {"LP_NUM_THREADS": "1"}
"""Environment of one of several that draw at once: the software rasteriser's bytes are the same for any number of
threads, and two processes of one thread are faster than one of two (measured: 56 and 39 frames a second)."""
WORKERS: Final = "OFFWORLD_WORKERS"
"""Variable that tells a worker how many processes may work at once; unset: as many as there are cores."""


def workers() -> int:
    """How many processes may work at once."""
    told = os.environ.get(WORKERS, "")
    return int(told) if told.isdigit() and int(told) > 0 else len(os.sched_getaffinity(0))


def libraries(lock: Path | None = None) -> str:
    """Digest of the libraries in use.

    Args:
        lock: the lock file; None: that of the source tree which is running, if it is one.

    Returns:
        SHA-256 in hexadecimal over the lock (where there is one), the interpreter, the C library and the
        installed version of everything that the package requires.
    """
    if lock is None:
        lock = package_root().parent.parent / "uv.lock"
    return digest_of(
        {
            "lock": file_digest(lock) if lock.is_file() else "",
            "python": sys.version,
            "libc": platform.libc_ver(),
            "versions": dict(sorted(installed_versions("offworld").items())),
        }
    )


def installed_versions(package: str) -> dict[str, str]:
    """Versions of a distribution's requirements and theirs, by name; what is not installed is left out."""
    found: dict[str, str] = {}
    names = [package]
    while names:
        name = names.pop()
        if name in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = distribution.version
        for requirement in distribution.requires or ():
            match = _NAME.match(requirement)
            if match and "extra ==" not in requirement:
                names.append(match.group().lower())
    return found


@cache
def processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The kind of processor, as far as numerical libraries choose their code by it: short text, steady per kind."""
    fields: dict[str, str] = {}
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            fields.setdefault(key.strip(), value.strip())
    flags = fields.get("flags", fields.get("Features", "")).split()
    instructions = " ".join(sorted({flag for flag in flags if _INSTRUCTIONS.match(flag)}))
    vendor = fields.get("vendor_id", fields.get("CPU implementer", ""))
    return f"{platform.machine()} {vendor} {hashlib.sha256(instructions.encode()).hexdigest()[:12]}"
