"""Stills of pairs of shots, to be labelled by eye: `make_cut_pairs.py TAKE OUT`.

TAKE is a take of two people in the set Zvezda (scene 2 of films/the-visit). Each pair is drawn from its own seed: the
two as they were, or put face to face with ups that agree, lie across or are opposite; then two cameras that a director
might ask for, good or bad. OUT receives sheets of pictures and pairs.json, the geometry that a checker needs. Nothing
here knows of any rule of continuity: whoever labels looks at the pictures alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from offworld.film.basic import Vec3
from offworld.film.shot import View, look_from
from offworld.film.take import Take
from offworld.frame.room import Room
from offworld.geometry import rotation
from offworld.geometry.rotation import FloatArray
from offworld.look.figure import Life
from offworld.picture.frames import Camera, Quality
from offworld.store.take import read_take

HEAD_M = 0.23
LENSES = (18.0, 25.0, 35.0)
SIZES = {"CU": 0.6, "MCU": 0.40, "MS": 0.28, "cowboy": 0.20}
GATE_MM = 14.0
PATTERNS = (
    "single single", "single single", "single single", "over over", "over over", "same same", "same same",
    "two single", "single two", "two two",
)  # fmt: skip
UPS = ("same", "across", "opposite", "any", "as taken")
ROW = 300


class Staging:
    """Two people of a take put where a pair of shots wants them."""

    def __init__(self, take: Take) -> None:
        self.take = take
        self.ids = [node.id for node in take.assembly.nodes]
        self.sites = {site.id: site for site in take.assembly.sites}
        self.room = Room.of(take.rehearsal.stage_set)
        self.names = ("zhenya", "ivan")

    def poses(self, rng: np.random.Generator, ups: str) -> FloatArray:
        """Poses of all nodes; whoever else is there is put out of sight."""
        tick = int(rng.integers(2, 24)) * 1000
        row = int(np.searchsorted(self.take.sample_ticks, tick))
        poses = self.take.poses[row].astype(np.float64)
        for k, name in enumerate(self.ids):
            if name != "set" and name.split("/")[0] not in self.names:
                poses[k, :3] = (0.0, 0.0, -1e3)
        if ups == "as taken":
            return poses
        way = np.array([1.0, 0.0, 0.0]) + 0.35 * rng.standard_normal(3)
        way /= np.linalg.norm(way)
        first = (
            rotation.rotate(rotation.random(rng, 1)[0], [0.0, 0.0, 1.0])
            if ups == "any"
            else np.array([0, 0, 1.0])
        )
        first = _square(first + 0.15 * rng.standard_normal(3), way)
        turn = {
            "same": 0.0,
            "across": 90.0 * rng.choice([-1, 1]),
            "opposite": 180.0,
            "any": rng.uniform(0, 360),
        }[ups]
        second = rotation.rotate(
            rotation.from_axis_angle(way, np.array(np.radians(turn + rng.normal(0, 8)))), first
        )
        half = 0.5 * rng.uniform(0.75, 1.15)
        middle = np.array([rng.uniform(0.3, 1.8), rng.uniform(-0.15, 0.15), rng.uniform(-0.1, 0.2)])
        self._put(poses, "zhenya", middle - half * way, way, first)
        self._put(poses, "ivan", middle + half * way, -way, second)
        return poses

    def _put(self, poses: FloatArray, who: str, eyes: FloatArray, way: FloatArray, up: FloatArray) -> None:
        now = self.person(poses, who)
        old = np.column_stack([now["forward"], rotation.cross(now["up"], now["forward"]), now["up"]])
        new = np.column_stack([way, rotation.cross(up, way), up])
        turn = rotation.from_matrix(new @ old.T)
        for k, name in enumerate(self.ids):
            if name.startswith(f"{who}/"):
                poses[k, :3] = rotation.rotate(turn, poses[k, :3] - now["eyes"]) + eyes
                poses[k, 3:] = rotation.multiply(turn, poses[k, 3:])

    def person(self, poses: FloatArray, who: str) -> dict[str, FloatArray]:
        """Eyes, up and forward of somebody, set frame."""
        head = poses[self.ids.index(f"{who}/head")]
        site = self.sites[f"{who}/eyes"]
        return {
            "eyes": head[:3] + rotation.rotate(head[3:], site.position),
            "up": rotation.rotate(head[3:], [0.0, 0.0, 1.0]),
            "forward": rotation.rotate(head[3:], [1.0, 0.0, 0.0]),
        }


def _square(vector: FloatArray, to: FloatArray) -> FloatArray:
    out = vector - (vector @ to) * to
    return np.asarray(out / np.linalg.norm(out))


def _view(place: FloatArray, at: FloatArray, up: FloatArray, lens: float) -> View:
    return look_from(_vec(place), _vec(at), _vec(up), lens_mm=lens, gate_height_mm=GATE_MM)


def _vec(values: FloatArray) -> Vec3:
    return (float(values[0]), float(values[1]), float(values[2]))


def _frame_up(
    rng: np.random.Generator, own: FloatArray, other: FloatArray, before: FloatArray | None
) -> FloatArray:
    kind = rng.choice(["own", "own", "own", "set", "other", "free"])
    if before is not None and rng.random() < 0.15:
        return before
    ups = {"own": own, "other": other, "set": np.array([0.0, 0.0, 1.0])}
    return ups[kind] if kind in ups else rotation.rotate(rotation.random(rng, 1)[0], [0.0, 0.0, 1.0])


def _single(rng, person, other, before):  # noqa: ANN001, ANN202
    left = rotation.cross(person["up"], person["forward"])
    across, high = np.radians(rng.choice([-1, 1]) * rng.uniform(12, 75)), np.radians(rng.normal(0, 12))
    way = (
        np.cos(high) * (np.cos(across) * person["forward"] + np.sin(across) * left)
        + np.sin(high) * person["up"]
    )
    lens, size = float(rng.choice(LENSES)), float(rng.choice([0.6, 0.4, 0.4, 0.28]))
    place = person["eyes"] + lens * HEAD_M / (size * GATE_MM) * way
    at = person["eyes"] - 0.06 * person["up"] + 0.04 * rng.standard_normal(3)
    return _view(place, at, _frame_up(rng, person["up"], other["up"], before), lens)


def _over(rng, person, other, before):  # noqa: ANN001, ANN202
    line = person["eyes"] - other["eyes"]
    line = line / np.linalg.norm(line)
    side = _square(rng.standard_normal(3), line)
    place = other["eyes"] - rng.uniform(0.35, 0.6) * line + rng.uniform(0.25, 0.4) * side
    return _view(
        place,
        person["eyes"] - 0.1 * side,
        _frame_up(rng, person["up"], other["up"], before),
        float(rng.choice([25, 35])),
    )


def _two(rng, person, other, before):  # noqa: ANN001, ANN202
    line = person["eyes"] - other["eyes"]
    middle = 0.5 * (person["eyes"] + other["eyes"])
    way = _square(rng.standard_normal(3), line / np.linalg.norm(line)) + rng.normal(0, 0.35) * line
    place = middle + rng.uniform(0.9, 1.4) * way / np.linalg.norm(way)
    return _view(
        place, middle, _frame_up(rng, person["up"], other["up"], before), float(rng.choice([16, 18, 25]))
    )


def _again(rng, person, view):  # noqa: ANN001, ANN202
    way = np.asarray(view.position) - person["eyes"]
    axis = _square(rng.standard_normal(3), way / np.linalg.norm(way))
    turned = rotation.rotate(rotation.from_axis_angle(axis, np.array(np.radians(rng.uniform(0, 65)))), way)
    place = person["eyes"] + turned * float(rng.choice([1.0, 1.0, 1.25, 0.5, 1.8]))
    top = view.top()
    if rng.random() < 0.45:
        top = rotation.rotate(
            rotation.from_axis_angle(view.forward(), np.array(rng.uniform(-np.pi, np.pi))), top
        )
    return _view(place, person["eyes"] - 0.06 * person["up"], top, view.lens_mm)


SHOTS = {"single": _single, "over": _over, "two": _two}


def pair(staging: Staging, number: int) -> tuple[FloatArray, tuple[View, View], tuple[str, str], str]:
    """Poses, views, whom each is on, and how it was put together; the same for the same number."""
    pattern, ups = PATTERNS[number % len(PATTERNS)], UPS[(number // 2) % len(UPS)]
    for attempt in range(400):
        rng = np.random.default_rng([40, number, attempt])
        poses = staging.poses(rng, ups)
        people = [staging.person(poses, who) for who in staging.names]
        first = int(rng.integers(2))
        one, other = people[first], people[1 - first]
        kinds = pattern.split()
        if pattern == "same same":
            view = _single(rng, one, other, None)
            views, on = (view, _again(rng, one, view)), (first, first)
        else:
            on = (first, 1 - first) if kinds[0] == kinds[1] else (first, first)
            before = SHOTS[kinds[0]](rng, one, other, None)
            after = SHOTS[kinds[1]](rng, people[on[1]], people[1 - on[1]], before.top())
            views = (before, after)
        places = np.array([view.position for view in views])
        if (
            staging.room.clearance(places).min() > 0.08
            and _far(places, people) > 0.2
            and _seen(views, people, on)
        ):
            return poses, views, (staging.names[on[0]], staging.names[on[1]]), f"{pattern}, ups {ups}"
    raise SystemExit(f"pair {number} has no room")


def _far(places: FloatArray, people: list[dict[str, FloatArray]]) -> float:
    eyes = np.array([one["eyes"] for one in people])
    return float(np.linalg.norm(places[:, None] - eyes, axis=-1).min())


def _seen(views, people, on):  # noqa: ANN001, ANN202
    spots = [view.project(people[k]["eyes"][None, :], 16 / 9)[0] for view, k in zip(views, on, strict=True)]
    return all(depth > 0.15 and max(abs(x), abs(y)) < 0.85 for x, y, depth in spots)


def main(folder: Path, out: Path, numbers: range) -> None:
    """Draws sheets of four pairs each."""
    take = read_take(folder, with_stream=False)
    staging = Staging(take)
    out.mkdir(parents=True, exist_ok=True)
    plain, rows = [], []
    with Camera(take, Quality(height=ROW, samples=4)) as camera:
        for number in numbers:
            poses, views, on, made = pair(staging, number)
            people = {who: staging.person(poses, who) for who in staging.names}
            gaze = {who: people[other]["eyes"] for who, other in (staging.names, staging.names[::-1])}
            life = Life(closing=camera._lives.at(poses, 12000.0).closing, gaze=gaze)  # noqa: SLF001
            rows.append([camera._stage.draw(poses, view, life) for view in views])  # noqa: SLF001
            plain.append(_plain(number, made, views, on, people))
    (out / "pairs.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    for first in range(0, len(rows), 4):
        sheet = np.concatenate([np.concatenate(row, axis=1) for row in rows[first : first + 4]])
        image = Image.fromarray(sheet)
        draw = ImageDraw.Draw(image)
        for k in range(len(rows[first : first + 4])):
            draw.text((6, k * ROW + 4), f"{numbers[first + k]}", fill=(255, 255, 0), font_size=26)
        image.save(out / f"sheet-{numbers[first]:02}.png")


def _plain(number, made, views, on, people):  # noqa: ANN001, ANN202
    def rounded(values: object) -> list[float]:
        return [round(float(value), 5) for value in np.asarray(values)]

    sides = [
        {
            "on": who,
            "position": rounded(view.position),
            "attitude": rounded(view.attitude),
            "lens_mm": view.lens_mm,
        }
        for view, who in zip(views, on, strict=True)
    ]
    who = {name: {key: rounded(value) for key, value in one.items()} for name, one in people.items()}
    return {"number": number, "made": made, "before": sides[0], "after": sides[1], "people": who}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), range(*map(int, (sys.argv[3:5] or ["0", "40"]))))
