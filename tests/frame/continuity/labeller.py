"""Labels of cuts from pictures: landmarks are drawn into pixels, and every judgement is made of pixels alone.

Numpy only, on purpose: it shares no projection, no attitude and no code with the checker. What it knows of a person
are the points of a head of known size, a stick before the eyes along the look, and a stick towards each other person;
what it knows of a room is a rod along its up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

WIDTH, HEIGHT, OVER = 1280, 720, 2
STICK = 0.12
# The head in its own axes (forward, left, up), m, from the middle of the eyes.
HEAD = np.array([
    [0, 0.032, 0], [0, -0.032, 0], [0.02, 0, -0.035], [-0.01, 0, -0.135], [-0.095, 0, 0.095], [-0.085, 0.085, -0.02],
    [-0.085, -0.085, -0.02], [-0.19, 0, 0.0],
])  # fmt: skip
HEAD_M = 0.23
TICK = 0.04


@dataclass
class Shot:
    """A camera (its place, rows right, top and back, lens and gate) and the people before it."""

    place: np.ndarray
    axes: np.ndarray
    lens: float
    gate: float
    people: dict[str, dict[str, np.ndarray]]
    on: str
    room_up: np.ndarray | None


@dataclass
class Picture:
    """Where what was drawn is found in the pixels: name of the landmark to its middle (x right, y up), pixels."""

    spots: dict[str, np.ndarray] = field(default_factory=dict)

    def inside(self, name: str) -> bool:
        if name not in self.spots:
            return False
        x, y = self.spots[name]
        return abs(x) <= WIDTH / 2 and abs(y) <= HEIGHT / 2


def draw(shot: Shot, ahead: float = 0.0) -> Picture:
    """Every landmark as a disc of its own layer, and the middle of the pixels that it covers."""
    picture = Picture()
    for who, one in shot.people.items():
        eyes = one["eyes"] + ahead * one["velocity"]
        left = np.cross(one["up"], one["forward"])
        turn = np.column_stack([one["forward"], left, one["up"]])
        points = {f"{who} {k}": eyes + turn @ HEAD[k] for k in range(len(HEAD))}
        points |= {f"{who} eyes": eyes, f"{who} look": eyes + STICK * one["gaze"]}
        for other, partner in shot.people.items():
            if other != who:
                way = partner["eyes"] - one["eyes"]
                points[f"{who} to {other}"] = eyes + STICK * way / np.linalg.norm(way)
        for name, point in points.items():
            _disc(picture, shot, name, point)
    if shot.room_up is not None:
        middle = shot.place - 2.0 * shot.axes[2]
        _disc(picture, shot, "room low", middle - 0.1 * shot.room_up)
        _disc(picture, shot, "room high", middle + 0.1 * shot.room_up)
        picture.spots["lens over gate"] = np.array(shot.lens / shot.gate)
    return picture


def _disc(picture: Picture, shot: Shot, name: str, point: np.ndarray) -> None:
    x, y, z = shot.axes @ (point - shot.place)
    if z > -0.05:
        return
    scale = HEIGHT * shot.lens / shot.gate / -z
    px, py, radius = x * scale, y * scale, min(max(0.012 * scale, 2.0), 14.0)
    if abs(px) > OVER * WIDTH / 2 - radius or abs(py) > OVER * HEIGHT / 2 - radius:
        return
    rows = np.arange(int(py - radius) - 1, int(py + radius) + 3)
    columns = np.arange(int(px - radius) - 1, int(px + radius) + 3)
    ink = (columns[None, :] - px) ** 2 + (rows[:, None] - py) ** 2 <= radius**2
    if ink.any():
        picture.spots[name] = np.array(
            [np.mean(np.nonzero(ink)[1]) + columns[0], np.mean(np.nonzero(ink)[0]) + rows[0]]
        )


def fitted(picture: Picture, who: str) -> np.ndarray | None:
    """(2, 3) pixels per metre along the head's own axes: what best lays the points of a head on the pixels."""
    known = [k for k in range(len(HEAD)) if f"{who} {k}" in picture.spots]
    if len(known) < 6:
        return None
    flat = np.array([picture.spots[f"{who} {k}"] for k in known])
    solid = np.column_stack([HEAD[known], np.ones(len(known))])
    return np.linalg.lstsq(solid, flat, rcond=None)[0][:3].T


def scale_of(picture: Picture, who: str) -> float:
    """Pixels a metre at a head."""
    fit = fitted(picture, who)
    return 0.0 if fit is None else float(np.sqrt((fit**2).sum() / 2.0))


def seen(picture: Picture, shot: Shot) -> list[str]:
    return [who for who in shot.people if picture.inside(f"{who} eyes") and fitted(picture, who) is not None]


def stick(picture: Picture, who: str, end: str) -> np.ndarray | None:
    """A stick as it lies in the picture over its whole length: (right, up), shorter than 1 where foreshortened."""
    if end not in picture.spots:
        return None
    return (picture.spots[end] - picture.spots[f"{who} eyes"]) / (STICK * scale_of(picture, who))


def circle(angle: float) -> float:
    return abs((angle + 180.0) % 360.0 - 180.0)


def angle_of(way: np.ndarray) -> float:
    return float(np.degrees(np.arctan2(way[1], way[0])))


def labels(before: Shot, after: Shot) -> set[str]:
    """What is wrong with a cut, by name."""
    shots, pictures = (before, after), (draw(before), draw(after))
    visible = [seen(picture, shot) for picture, shot in zip(pictures, shots, strict=True)]
    found = set()
    if _crossed(shots, pictures, visible):
        found.add("line")
    if _looks_miss(shots, pictures, visible):
        found.add("eyeline")
    if _reversed(shots, pictures, visible):
        found.add("screen direction")
    found |= _subject(shots, pictures, visible)
    roll = _roll(pictures, set(visible[0]) & set(visible[1]))
    if roll >= 0.25:
        found.add("reorientation" if roll >= 0.625 else "roll jump")
    return found


def _crossed(shots, pictures, visible):
    names = sorted(shots[0].people)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            both = {a, b} & (set(visible[0]) | set(visible[1]))
            if len(both) < 2 and not all(
                _looks_at(shot, both.copy().pop() if both else a, {a, b}) for shot in shots
            ):
                continue
            sides = [
                _side(picture, present, a, b) for picture, present in zip(pictures, visible, strict=True)
            ]
            if None not in sides and min(map(abs, sides)) >= 0.2 and sides[0] * sides[1] < 0:
                return True
    return False


def _side(picture, present, a, b):
    """To which side of A B is: by the order of the faces if both are there, else by the stick of whoever is."""
    if a not in present and b not in present:
        return None
    sticks = []
    for one, other, sign in ((a, b, 1.0), (b, a, -1.0)):
        if one in present:
            way = stick(picture, one, f"{one} to {other}")
            # A stick that points at the lens ends nowhere in the picture.
            sticks.append(0.0 if way is None else sign * way[0])
    size = min(map(abs, sticks))
    if a in present and b in present:
        size = max(size, abs(picture.spots[f"{b} eyes"][0] - picture.spots[f"{a} eyes"][0]) / WIDTH)
        return size * np.sign(picture.spots[f"{b} eyes"][0] - picture.spots[f"{a} eyes"][0])
    return sticks[0]


def _looks_at(shot, who, pair):
    other = (pair - {who}).pop()
    way = shot.people[other]["eyes"] - shot.people[who]["eyes"]
    return shot.people[who]["gaze"] @ way >= np.cos(np.radians(25.0)) * np.linalg.norm(way)


def _looks_miss(shots, pictures, visible):
    for a in visible[0]:
        for b in visible[1]:
            if a == b or not (_looks_at(shots[0], a, {a, b}) and _looks_at(shots[1], b, {a, b})):
                continue
            first, second = stick(pictures[0], a, f"{a} look"), stick(pictures[1], b, f"{b} look")
            if first is None or second is None or min(np.linalg.norm(first), np.linalg.norm(second)) < 0.35:
                continue
            if _turned_away(pictures[0], a) or _turned_away(pictures[1], b):
                continue
            if 180.0 - circle(angle_of(first) - angle_of(second)) > 60.0:
                return True
    return False


def _turned_away(picture, who):
    """Whether a face is turned from the lens by more than 110°, by how its points lie."""
    fit = fitted(picture, who)
    towards = np.cross(fit[0], fit[1])
    return towards[0] / np.linalg.norm(towards) < np.cos(np.radians(110.0))


def _reversed(shots, pictures, visible):
    later = [draw(shot, TICK) for shot in shots]
    for who in set(visible[0]) & set(visible[1]):
        ways = [
            late.spots[f"{who} eyes"] - now.spots[f"{who} eyes"]
            for late, now in zip(later, pictures, strict=True)
        ]
        speeds = [
            np.linalg.norm(way) / scale_of(now, who) / TICK for way, now in zip(ways, pictures, strict=True)
        ]
        if min(speeds) < 0.1:
            continue
        angles = [angle_of(way) for way in ways]
        level = all(min(abs(angle), 180.0 - abs(angle)) < 60.0 for angle in angles)
        if (ways[0][0] * ways[1][0] < 0.0) if level else circle(angles[0] - angles[1]) > 90.0:
            return True
    return False


def _subject(shots, pictures, visible):
    """Jump cuts, and steps of size between two who answer each other."""
    on = [shot.on if shot.on in present else None for shot, present in zip(shots, visible, strict=True)]
    if None in on:
        return set()
    # The same several again: whoever the first is on tells whether it is the same picture.
    several = on[0] != on[1] and sorted(visible[0]) == sorted(visible[1])
    if several and _alike([fitted(picture, on[0]) for picture in pictures]):
        return {"jump cut"}
    fits = [fitted(picture, who) for picture, who in zip(pictures, on, strict=True)]
    shares = [np.sqrt((fit**2).sum() / 2.0) * HEAD_M / HEIGHT for fit in fits]
    step = abs(np.log2(shares[0] / shares[1]))
    if on[0] == on[1]:
        return {"jump cut"} if _alike(fits) else set()
    pair = set(on)
    answer = _looks_at(shots[0], on[0], pair) and _looks_at(shots[1], on[1], pair)
    return {"size step"} if answer and step > 0.75 else set()


def _alike(fits):
    """Whether a head is seen from within 30° of the same side, and within 0.75 octaves as large."""
    ways = [np.cross(fit[0], fit[1]) for fit in fits]
    cosine = ways[0] @ ways[1] / np.linalg.norm(ways[0]) / np.linalg.norm(ways[1])
    step = abs(np.log2((fits[0] ** 2).sum() / (fits[1] ** 2).sum())) / 2.0
    return np.degrees(np.arccos(np.clip(cosine, -1, 1))) < 30.0 and step <= 0.75


def _roll(pictures, shared):
    """How far the picture turns, 0 to 1, by heads and by the rod in the room."""
    told, weights = [], []
    for who in shared:
        fits = [fitted(picture, who) for picture in pictures]
        ups = [fit[:, 2] / np.sqrt((fit**2).sum() / 2.0) for fit in fits]
        told.append(ups)
        weights.append(1.0)
    if all("room low" in picture.spots and "room high" in picture.spots for picture in pictures):
        scales = [0.2 / 2.0 * HEIGHT * picture.spots["lens over gate"] for picture in pictures]
        told.append([
            (picture.spots["room high"] - picture.spots["room low"]) / scale
            for picture, scale in zip(pictures, scales, strict=True)
        ])  # fmt: skip
        weights.append(0.5)
    total = weight = 0.0
    for ups, share in zip(told, weights, strict=True):
        clear = min(np.linalg.norm(ups[0]), np.linalg.norm(ups[1]))
        if clear >= 0.35:
            turn = circle(angle_of(ups[0]) - angle_of(ups[1]))
            total += share * clear * np.clip((turn - 10.0) / 80.0, 0.0, 1.0)
            weight += share * clear
    return total / weight if weight else 0.0
