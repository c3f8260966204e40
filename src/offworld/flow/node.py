"""What runs on the nodes of a cluster: tells what a node is, and makes one job there. Ray itself is not needed here."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from offworld.errors import NotPossible, OffworldError
from offworld.flow import environment, source
from offworld.flow.files import files_below
from offworld.flow.pool import perform


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What numbers made somewhere depend on, besides what is given."""

    code: str
    """Digest of the code that makes them."""
    libraries: str
    """Digest of the libraries in use and their lock."""
    kind: str
    """The kind of processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a node must be to be given work."""

    code: str
    """Digest of the code."""
    libraries: str
    """Digest of the libraries and their lock."""
    kinds: tuple[str, ...]
    """Kinds of processor that take part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of a job on a node."""

    files: Mapping[str, bytes]
    """Relative path to content of each file made; empty where something went wrong."""
    seconds: float
    """How long it took, s."""
    error: OffworldError | None
    """What went wrong, to be told to people; None: nothing."""


def conditions(module: str) -> Conditions:
    """The conditions of this process, for the code of a module."""
    return Conditions(
        code=source.code_digest([module]), libraries=environment.libraries(), kind=environment.processor()
    )


def unlike(here: Conditions, wanted: Wanted) -> str:
    """In what a node is not as wanted, as the end of a sentence about it; empty: in nothing that counts."""
    if here.code != wanted.code:
        return "runs other code of Offworld than this machine"
    if here.libraries != wanted.libraries:
        return "has other libraries, or another lock of them, than this machine"
    if here.kind not in wanted.kinds:
        return f"has a processor of another kind ({here.kind})"
    return ""


def make_there(module: str, wanted: Wanted, given: tuple[tuple[str, str], ...], *contents: bytes) -> Made:
    """Makes a job in a folder that is gone afterwards.

    Args:
        module: with the function ``make`` that does the work.
        wanted: what this node must be; one that has come later is asked only here.
        given: name and file name of each thing that the job is given.
        contents: of those files, in the same order.
    """
    begun = time.monotonic()
    os.environ[environment.WORKERS] = "1"
    if why := unlike(conditions(module), wanted):
        refusal = NotPossible(f"the node {platform.node()} {why} — what was finished is kept")
        return Made(files={}, seconds=0.0, error=refusal)
    with tempfile.TemporaryDirectory(prefix="offworld-") as place:
        desk, out = Path(place) / "given", Path(place) / "made"
        desk.mkdir()
        out.mkdir()
        paths: dict[str, Path] = {}
        for number, ((name, file), content) in enumerate(zip(given, contents, strict=True)):
            paths[name] = desk / f"{number}-{file}"
            paths[name].write_bytes(content)
        try:
            perform(module, paths, out)
        except OffworldError as error:
            return Made(files={}, seconds=time.monotonic() - begun, error=error)
        files = {path: (out / path).read_bytes() for path in files_below(out)}
    return Made(files=files, seconds=time.monotonic() - begun, error=None)
