"""Writes the page of a scene."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from offworld.film.continuity import CutCheck
from offworld.film.lit import LitScene
from offworld.film.scene import Film
from offworld.film.shot_list import ShotRow
from offworld.film.take import Take
from offworld.flow.kept import read_imagined, read_stills, read_verdict
from offworld.flow.records import read_record
from offworld.flow.scene_odds import many_takes
from offworld.flow.shot_take import read_framed, with_shots
from offworld.flow.variants import COMPARED, groups
from offworld.report.imagined import AsImagined
from offworld.report.in_three import InThree
from offworld.report.light.scene_part import LightShown
from offworld.report.scene_page import Link, scene_page
from offworld.report.shots import ShotsShown
from offworld.store.take import read_take
from offworld.timecode import frames_in

_SCRIPT = "take3d.js"
"""What the viewer writes beside the page."""

LIT = "lit.json"
"""What the pictures of its light show."""
_PAPERS = "cards"
"""Where cue cards and the plan are published, beside the page."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Writes ``index.html`` for the take in `given["take"]`, with links to what is published beside it."""
    plain = read_take(given["take"], with_stream=False)
    framed = read_framed(given.get("framed"))
    take = with_shots(plain, framed)
    report, findings = read_verdict(given["verdict"])
    around = json.loads(given["around"].read_bytes())
    before, after = (
        None if one is None else Link(title=f"{one[0]} {one[1]}".strip(), href=f"../{one[0]}/index.html")
        for one in (around["before"], around["after"])
    )
    video, captions = ("animatic.mp4", "captions.vtt")
    text = scene_page(
        take,
        findings=findings,
        report=report,
        video=video if (given["animatic"] / video).is_file() else None,
        captions=captions if (given["animatic"] / captions).is_file() else None,
        frames=read_stills(given["stills"]),
        film=Link(title=around["film"], href="../../index.html"),
        before=before,
        after=after,
        imagined=_imagined(given["imagined"], given["ghosts"]),
        variants=_variants(around["variants"]),
        papers=_PAPERS,
        three=_in_three(given, take),
        many=many_takes(given["odds"], plain.rehearsal),
        shots=_shots(given.get("shots")),
        cuts=read_record(given["cuts"] / "cuts.json", tuple[CutCheck, ...]),
        light=_light(given.get("lit")),
    )
    (out / "index.html").write_text(text, encoding="utf-8")


def _shots(folder: Path | None) -> ShotsShown | None:
    """The cameras of the scene with their stills; None if it has none."""
    rows = () if folder is None else read_record(folder / "shots.json", tuple[ShotRow, ...])
    if folder is None or not rows:
        return None
    pictures = {name: (folder / "pictures" / name).read_bytes() for row in rows for name in row.pictures}
    return ShotsShown(rows=rows, pictures=pictures, list_href="shots.csv")


def _light(folder: Path | None) -> LightShown | None:
    """The scene in its light; None if it does not say when it is shot."""
    if folder is None or not (folder / LIT).is_file():
        return None
    lit = read_record(folder / LIT, LitScene)
    names = [frame.picture for frame in (lit.now, lit.later, *lit.strip)]
    pictures = {name: (folder / name).read_bytes() for name in names}
    return LightShown(lit=lit, pictures=pictures, days_href="../../light.html")


def _variants(ids: list[str]) -> Link | None:
    """To the page with the scene beside its variants, if it has any."""
    found = groups(ids)
    if not found:
        return None
    shared = next(iter(found))
    return Link(title=f"{' · '.join(ids)} side by side", href=f"../{shared}/{COMPARED}")


def _imagined(folder: Path, ghosts: Path) -> AsImagined:
    imagined, departures = read_imagined(folder)
    return AsImagined(imagined=imagined, departures=departures, frames=read_stills(ghosts))


def _in_three(given: Mapping[str, Path], take: Take) -> InThree | None:
    if not (given["viewer"] / _SCRIPT).is_file():
        return None
    rate = read_record(given["settings"], Film).rate
    return InThree(script=_SCRIPT, rate=rate, frames=frames_in(take.length, rate))
