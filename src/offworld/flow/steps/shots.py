"""Draws a still through each camera of a scene, and writes its shot list."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Final

from offworld.film.camera import SetUp
from offworld.film.framing import Framed, Placed, ShotList
from offworld.film.lit import SceneLight
from offworld.film.scene import Film
from offworld.film.shot import Shot, View
from offworld.film.shot_list import ShotRow
from offworld.film.take import Take
from offworld.flow.lit import read_light
from offworld.flow.records import read_record, write_record
from offworld.flow.shot_take import read_framed, read_shot_take
from offworld.frame.shot_list import Seen, row_of
from offworld.frame.shots import Floor
from offworld.picture.frames import Camera, Quality
from offworld.picture.keyframes import jpeg
from offworld.picture.shots import own_of, tracks
from offworld.timecode import frame_at, frames_in

STILL: Final = Quality(height=400, samples=8, soft=True)
"""How fine the still of a shot is."""
OTHER: Final = Quality(height=200, samples=8, soft=True)
"""How fine those of other answers are."""
PICTURES: Final = "pictures"
"""Folder of the stills."""
ROWS: Final = "shots.json"
"""The shot list, for programs and for the page."""
LIST: Final = "shots.csv"
"""The shot list, for people."""


def make(given: Mapping[str, Path], out: Path) -> None:
    """Draws the shots of the take in `given["take"]`, framed in `given["framed"]`.

    Writes ``shots.csv``, ``shots.json`` (a list of `ShotRow`) and a folder of stills; of a scene without cameras, or
    of a take without a frame, an empty ``shots.json`` alone.
    """
    make_as(STILL, OTHER, given, out)


def make_as(still: Quality, other: Quality, given: Mapping[str, Path], out: Path) -> None:
    """The same, with the still of each shot and those of its other answers as fine as asked."""
    film = read_record(given["settings"], Film)
    take = read_shot_take(given)
    count = frames_in(take.length, film.rate)
    if not take.rehearsal.scene.set_ups or count < 1:
        write_record(out / ROWS, ())
        return
    framed = {one.framing.id: one for one in read_framed(given.get("framed"))}
    seen = _seen(take, film, framed)
    floor = Floor.of(take, read_record(given["shots"], ShotList).package, film.sensor)
    rows = [row_of(one, floor, film.sensor) for one in seen]
    light = read_light(given.get("light"))
    drawn = _drawn(take, film, light, seen, rows, (out / PICTURES, still, other))
    write_record(out / ROWS, tuple(drawn))
    (out / LIST).write_text(as_csv(rows), encoding="utf-8")


def _seen(take: Take, film: Film, framed: Mapping[str, Framed]) -> list[Seen]:
    """Each camera at its moment."""
    views = tracks(take, film.rate, film.sensor)
    last = frames_in(take.length, film.rate) - 1
    found = []
    for set_up in take.rehearsal.scene.set_ups:
        one = framed.get(set_up.id)
        span = _span(take, set_up, one)
        tick = (span[0] + span[1]) // 2
        view = views[set_up.id][min(frame_at(tick, film.rate), last)].view
        found.append(Seen(set_up=set_up, view=view, tick=tick, span=span, framed=one))
    return found


def _span(take: Take, set_up: SetUp, framed: Framed | None) -> tuple[int, int]:
    """When a camera is wanted: as its words say, else while it first has the picture, else all through."""
    if framed is not None:
        return framed.framing.start or 0, framed.framing.end or take.length
    ends = [tick for tick, _ in take.cuts[1:]] + [take.length]
    on = [
        (tick, end)
        for (tick, name), end in zip(take.cuts, ends, strict=False)
        if name == set_up.id and end > tick
    ]
    return on[0] if on else (0, take.length)


def _drawn(
    take: Take,
    film: Film,
    light: SceneLight | None,
    seen: list[Seen],
    rows: list[ShotRow],
    how: tuple[Path, Quality, Quality],
) -> list[ShotRow]:
    """The rows with their stills, which are drawn here into a folder, in one quality and in that of other answers."""
    folder, still, other = how
    folder.mkdir()
    names: dict[str, list[str]] = {row.camera: [] for row in rows}
    with Camera(take, still, film.aspect, light) as camera:
        for one in seen:
            answers = one.framed.answers if one.framed is not None else ()
            # In focus as the shot list says, and not where somebody would pull it to.
            view = view_of(answers[0], film) if answers else one.view
            names[one.set_up.id].append(_draw(camera, one, view, folder / f"{one.set_up.id}.jpg"))
    with Camera(take, other, film.aspect, light) as camera:
        for one in seen:
            others = one.framed.answers[1:] if one.framed is not None else ()
            for number, placed in enumerate(others, 2):
                view = view_of(placed, film)
                names[one.set_up.id].append(
                    _draw(camera, one, view, folder / f"{one.set_up.id}-{number}.jpg")
                )
    return [replace(row, pictures=tuple(names[row.camera])) for row in rows]


def view_of(placed: Placed, film: Film) -> View:
    """An answer as a lens."""
    return View(
        position=placed.position, attitude=placed.attitude, lens_mm=placed.lens_mm,
        gate_height_mm=film.sensor.height_mm, focus_m=placed.focus_m, stop=placed.stop,
        squeeze=film.sensor.squeeze,
    )  # fmt: skip


def _draw(camera: Camera, one: Seen, view: View, place: Path) -> str:
    shot = Shot(frame=0, tick=float(one.tick), camera=one.set_up.id, view=view, own=own_of(one.set_up))
    place.write_bytes(jpeg(camera.shoot(shot), 82))
    return place.name


COLUMNS: Final = (
    "shot", "asked for", "status", "from s", "to s", "on", "size", "body", "mode", "gate", "lens", "lens mm", "squeeze",
    "stop T", "stop N", "focus m", "sharp from m", "sharp to m", "x m", "y m", "z m", "w", "i", "j", "k", "up",
    "roll °", "distance m", "clearance m", "longest lens mm", "held by", "score", "reason",
)  # fmt: skip
"""Of the shot list; the attitude is the quaternion w, i, j, k. T is for exposure and N for depth of field."""


def as_csv(rows: list[ShotRow]) -> str:
    """The shot list as a table."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        times = [f"{tick / 1000:.2f}" for tick in (row.start, row.end)]
        places = [f"{value:.3f}" for value in row.position] + [f"{value:.6f}" for value in row.attitude]
        writer.writerow([
            row.camera, row.text, row.status, *times, " ".join(row.on), row.size, row.body, row.mode, row.gate,
            row.lens_set, f"{row.lens_mm:g}", f"{row.squeeze:g}", _number(row.t_stop, 1), f"{row.stop:g}",
            _number(row.focus_m, 2), _number(row.sharp_from_m, 2),
            "infinity" if row.sharp_from_m is not None and row.sharp_to_m is None else _number(row.sharp_to_m, 2),
            *places, row.up, _number(row.roll_deg, 1), _number(row.distance_m, 2), _number(row.clearance_m, 2),
            "" if row.longest_mm is None else f"{row.longest_mm:.0f}", row.by,
            "" if row.score is None else f"{row.score.total:.3f}", row.reason,
        ])  # fmt: skip
    return text.getvalue()


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
