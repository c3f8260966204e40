"""What papers are made from as it lies in the cache: small pictures, and where cameras are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from offworld.film.cue_card import CameraWay, CardPicture
from offworld.flow.files import json_bytes
from offworld.flow.records import read_record, write_record

_PICTURES: Final = "pictures.json"
_CAMERAS: Final = "cameras.json"


def write_views(folder: Path, pictures: Sequence[CardPicture], cameras: Sequence[CameraWay]) -> None:
    """Writes pictures as ``01.jpg`` and so on with a list of what they show, and cameras beside them."""
    for number, picture in enumerate(pictures, 1):
        _file(folder, number).write_bytes(picture.picture)
    rows = [{"person": each.person, "tick": each.tick, "kind": each.kind} for each in pictures]
    (folder / _PICTURES).write_bytes(json_bytes(rows))
    write_record(folder / _CAMERAS, tuple(cameras))


def read_views(folder: Path) -> tuple[tuple[CardPicture, ...], tuple[CameraWay, ...]]:
    """What `write_views` wrote."""
    rows = json.loads((folder / _PICTURES).read_bytes())
    pictures = tuple(
        CardPicture(**row, picture=_file(folder, number).read_bytes()) for number, row in enumerate(rows, 1)
    )
    return pictures, read_record(folder / _CAMERAS, tuple[CameraWay, ...])


def _file(folder: Path, number: int) -> Path:
    return folder / f"{number:02d}.jpg"
