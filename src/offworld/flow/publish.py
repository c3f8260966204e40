"""Where results go in a film's ``out/``: second names of files in the cache, under names for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from offworld.flow.cache import Cache
from offworld.flow.files import file_digest, json_bytes, link_whole, write_whole
from offworld.flow.work import Work

_LIST: Final = "published.json"
_HISTORY: Final = "history.json"
_DRAFTS: Final = "drafts/"
_KEPT: Final = 3
"""How many results of a stage are kept for each scene, so that taking an edit back costs nothing."""


def publish(work: Work, out: Path, *, whole: bool) -> tuple[Path, ...]:
    """Puts the results of this run in their places.

    Args:
        work: the results.
        out: the film's ``out/``.
        whole: whether these are all results of the film; then what former runs put there and is no more is taken
            away, but for drafts, which no whole run makes.

    Returns:
        The files that had to be put there, because they were missing, other or changed.
    """
    wanted = _places(work)
    before = _read_list(out / "cache" / _LIST)
    stale = {path for path in before - wanted.keys() if whole and not path.startswith(_DRAFTS)}
    # What may be there is listed before it is put there, so that a killed run loses track of nothing.
    if not before >= wanted.keys():
        write_whole(out / "cache" / _LIST, json_bytes(sorted(before | wanted.keys())))
    put: list[Path] = []
    for path, (source, content) in sorted(wanted.items()):
        if not _is_same(out / path, source, content):
            link_whole(source, out / path)
            put.append(out / path)
    for path in sorted(stale):
        _take_away(out, path)
    if stale:
        write_whole(out / "cache" / _LIST, json_bytes(sorted((before | wanted.keys()) - stale)))
    return tuple(put)


def remember(work: Work) -> None:
    """Notes which results are the newest of each scene, and drops those that are too old to be wanted again."""
    before = history(work.cache)
    after: dict[str, list[str]] = {}
    for (stage, scene), entry in work.results.items():
        name = f"{scene}/{stage}"
        after[name] = [entry.key, *(key for key in before.get(name, []) if key != entry.key)][:_KEPT]
    known = {name: keys for name, keys in before.items() if name.split("/")[0] in {"", *work.scenes}}
    after = {**known, **after}
    if after == before:
        return
    write_whole(work.cache.folder / _HISTORY, json_bytes(after))
    for kind in work.stages:
        wanted = {key for name, keys in after.items() if name.endswith(f"/{kind.name}") for key in keys}
        for folder in filter(None, (kind.name, kind.aside)):
            work.cache.prune(folder, wanted.__contains__)


def history(cache: Cache) -> dict[str, list[str]]:
    """``scene/stage`` to the keys of its results, the newest first."""
    try:
        kept = json.loads((cache.folder / _HISTORY).read_bytes())
        return {str(name): [str(key) for key in keys] for name, keys in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _places(work: Work) -> dict[str, tuple[Path, str]]:
    """Place in ``out/`` to the file that belongs there and the digest of its content."""
    places: dict[str, tuple[Path, str]] = {}
    for stage in work.stages:
        for (name, scene), entry in work.results.items():
            if name != stage.name:
                continue
            for below, place in stage.publish:
                target = place.format(scene=scene)
                for path, content in entry.files.items():
                    if path == below or not below or path.startswith(f"{below}/"):
                        rest = path.removeprefix(below).lstrip("/")
                        places[f"{target}/{rest}" if rest else target] = (entry.folder / path, content)
    return places


def _is_same(path: Path, source: Path, content: str) -> bool:
    """Whether a file in place has the right content: the very file just verified, or one with its digest."""
    try:
        return path.samefile(source) or file_digest(path) == content
    except OSError:
        return False


def _take_away(out: Path, path: str) -> None:
    """Removes a file that a former run put there, and folders that it leaves empty."""
    if not Path(path).is_absolute() and ".." not in Path(path).parts:
        (out / path).unlink(missing_ok=True)
        for folder in (out / path).parents:
            if folder == out or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _read_list(path: Path) -> set[str]:
    try:
        return {str(item) for item in json.loads(path.read_bytes())}
    except (OSError, ValueError, TypeError):
        return set()
