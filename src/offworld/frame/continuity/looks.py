"""Left and right across a cut: the line of action, looks that meet, and ways that go on (handbook camera, section 2.4).

The line between A and B runs to the right or to the left in a picture. At the place of whichever of the two is seen,
its share to the right has the sign of u · (ray × AB), u being the top of the frame: one sign for both of them, which is
also the order in which they stand in the picture if both are in it. So the test needs nobody's up, and holds for
singles, whose partner may be behind the lens. Camera-right dotted with the line is the same where the one seen is in
the middle of the picture.
"""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np

from offworld.film.continuity import CutBands, CutWarning
from offworld.film.framing import SIZES
from offworld.frame.continuity.side import Body, Side, turned
from offworld.geometry.rotation import FloatArray

FACE_OVER_DEG = 90.0
"""Roll beyond which a face's looks are hard to read (handbook camera, sections 2.4 and 2.5)."""
HARD_TO_READ = 0.7
"""What is left of the confidence then [I]."""
LOOK_CONFIDENCE, STEP_CONFIDENCE = 0.3, 0.4
"""Of differences that editors often accept [I]."""
CLEAR_WAY_M_S = 0.5
"""m/s across the lens from which a motion is as clear as can be [I]."""


def sure(over: float, span: float) -> float:
    """Confidence, 0.5 at a threshold and 1 where it is passed by ``span``."""
    return 0.5 + 0.5 * min(max(over / span, 0.0), 1.0)


def line_share(side: Side, a: Body, b: Body, bands: CutBands) -> float | None:
    """How far the line from A to B runs to the right, −1 to 1; None if neither is seen.

    Of two who are seen, the one at whose place it runs less across the lens counts, or the distance of their faces in
    the picture if that tells more.
    """
    way = b.eyes - a.eyes
    shares = [side.arrow(one.eyes, way).rightwards for one in (a, b) if one.id in side.seen]
    if not shares:
        return None
    least = min(shares, key=abs)
    if len(shares) == 2:
        apart = bands.neutral * float(abs(side.spot(b)[0] - side.spot(a)[0])) / bands.apart
        least = float(np.sign(least)) * min(max(abs(least), apart), 1.0)
    return least


def line_shares(before: Side, after: Side, bands: CutBands) -> list[tuple[tuple[str, str], float, float]]:
    """Every pair of people whose line counts at a cut, with its share to the right before and after."""
    found = []
    for a, b in combinations(sorted({one.id for one in before.people} & {one.id for one in after.people}), 2):
        sides = [(side, _body(side, a), _body(side, b)) for side in (before, after)]
        if not _counts(a, b, sides, bands):
            continue
        shares = [line_share(*one, bands) for one in sides]
        if shares[0] is not None and shares[1] is not None:
            found.append(((a, b), shares[0], shares[1]))
    return found


def line(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """Who was on the left is on the right."""
    found = []
    for (a, b), first, second in line_shares(before, after, bands):
        least = min(abs(first), abs(second))
        if first * second >= 0.0 or least < bands.neutral:
            continue
        right, left = (b, a) if first > 0.0 else (a, b)
        reason = (
            f"{right} is to the right of {left} before the cut and to the left after it "
            f"(the line between them runs {abs(first):.0%} and {abs(second):.0%} across the picture)"
        )
        found.append(
            CutWarning(
                kind="line", confidence=sure(least - bands.neutral, 0.3) * legible((before, after), (a, b)),
                value=least, threshold=bands.neutral, unit="", who=(a, b), reason=reason,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.confidence)[:1]


def eyeline(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """Two who look at each other, one before and one after the cut, and whose looks do not meet."""
    found = []
    for one, other in _answering(before, after, bands):
        seen = (before, one), (after, other)
        looks = [side.arrow(body.eyes, body.gaze) for side, body in seen]
        away = max(_degrees(body.gaze, side.way(body)) for side, body in seen)
        if min(look.across for look in looks) < bands.across or away > bands.face_deg:
            continue
        miss = 180.0 - abs(turned(looks[0].angle_deg - looks[1].angle_deg))
        if miss <= bands.eyeline_deg:
            continue
        reason = (
            f"{one.id} looks {side_of(looks[0].angle_deg)} and {other.id} looks {side_of(looks[1].angle_deg)}: "
            f"the looks miss each other by {miss:.0f}°"
        )
        found.append(
            CutWarning(
                kind="eyeline",
                confidence=sure(miss - bands.eyeline_deg, 60.0) * legible((before, after), (one.id, other.id)),
                value=miss, threshold=bands.eyeline_deg, unit="°", who=(one.id, other.id), reason=reason,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -one.confidence)[:1]


def answers(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """Shots of two who look at each other: alike in how far the looks pass the lens, and in size."""
    found = []
    for one, other in _answering(before, after, bands):
        if before.subject is not one or after.subject is not other:
            continue
        off = [_degrees(body.gaze, side.way(body)) for side, body in ((before, one), (after, other))]
        if abs(off[0] - off[1]) > bands.look_deg:
            reason = f"{one.id} looks {off[0]:.0f}° past the lens and {other.id} {off[1]:.0f}°"
            found.append(
                CutWarning(
                    kind="look angle", confidence=LOOK_CONFIDENCE, value=abs(off[0] - off[1]), unit="°",
                    threshold=bands.look_deg, who=(one.id, other.id), reason=reason,
                )
            )  # fmt: skip
        step = abs(float(np.log2(after.share(other) / before.share(one))))
        if step > bands.step_octaves:
            sizes = SIZES[before.size(one)], SIZES[after.size(other)]
            reason = f"{one.id} is seen in {sizes[0]} and {other.id}, who answers, in {sizes[1]}"
            found.append(
                CutWarning(
                    kind="size step", confidence=STEP_CONFIDENCE, value=step, unit="octaves",
                    threshold=bands.step_octaves, who=(one.id, other.id), reason=reason,
                )
            )  # fmt: skip
    return found


def direction(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """Somebody who goes one way before the cut and another way after it."""
    found = []
    for who in sorted(before.seen.keys() & after.seen.keys()):
        arrows, speeds = [], []
        for side in (before, after):
            body = side.seen[who]
            arrow = side.arrow(body.eyes, body.velocity)
            arrows.append(arrow.angle_deg)
            speeds.append(arrow.across * float(np.linalg.norm(body.velocity)))
        if min(speeds) < bands.speed_m_s:
            continue
        turn = abs(turned(arrows[0] - arrows[1]))
        lean = [abs(turned(angle)) for angle in arrows]
        level = all(min(angle, 180.0 - angle) < bands.level_deg for angle in lean)
        wrong = (lean[0] < 90.0) != (lean[1] < 90.0) if level else turn > bands.motion_deg
        if not wrong:
            continue
        cost = 0.5 * (1.0 - float(np.cos(np.radians(turn)))) * min(1.0, min(speeds) / CLEAR_WAY_M_S)
        reason = f"{who} moves {side_of(arrows[0])} before the cut and {side_of(arrows[1])} after it"
        found.append(
            CutWarning(
                kind="screen direction", confidence=0.5 + 0.5 * cost, value=turn, unit="°", who=(who,), reason=reason,
                threshold=bands.level_deg if level else bands.motion_deg,
            )
        )  # fmt: skip
    return found


def side_of(angle_deg: float) -> str:
    """A direction of the picture in words."""
    names = (
        "right",
        "up to the right",
        "up",
        "up to the left",
        "left",
        "down to the left",
        "down",
        "down to the right",
    )
    return names[round(angle_deg / 45.0) % 8]


def legible(sides: tuple[Side, ...], who: tuple[str, ...]) -> float:
    """What is left of a confidence where one of these faces lies so far over that its look is hard to read."""
    rolls = [
        abs(side.arrow(body.eyes, body.up).roll_deg)
        for side in sides
        for body in side.seen.values()
        if body.id in who
    ]
    return HARD_TO_READ if max(rolls, default=0.0) > FACE_OVER_DEG else 1.0


def looks_at(one: Body, other: Body, bands: CutBands) -> bool:
    """Whether somebody's look is at somebody else's eyes."""
    return _degrees(one.gaze, other.eyes - one.eyes) <= bands.facing_deg


def _answering(before: Side, after: Side, bands: CutBands) -> list[tuple[Body, Body]]:
    """Somebody seen before the cut and somebody seen after it who look at each other."""
    found = []
    for a, b in permutations(sorted(before.seen.keys() | after.seen.keys()), 2):
        if a not in before.seen or b not in after.seen:
            continue
        there, back = before.body(b), after.body(a)
        one, other = before.seen[a], after.seen[b]
        if (
            there is not None
            and back is not None
            and looks_at(one, there, bands)
            and looks_at(other, back, bands)
        ):
            found.append((one, other))
    return found


def _counts(a: str, b: str, sides: list[tuple[Side, Body, Body]], bands: CutBands) -> bool:
    """Whether two make a line at a cut: each is seen on one side at least, or whoever is seen looks at the other."""
    seen = {name for side, _, _ in sides for name in (a, b) if name in side.seen}
    if len(seen) == 2:
        return True
    return all(
        looks_at(one, other, bands)
        for _, first, second in sides
        for one, other in ((first, second), (second, first))
        if one.id in seen
    )


def _body(side: Side, who: str) -> Body:
    return next(one for one in side.people if one.id == who)


def _degrees(u: FloatArray, v: FloatArray) -> float:
    """Angle between two directions (3,), degrees."""
    lengths = float(np.linalg.norm(u)) * float(np.linalg.norm(v))
    return float(np.degrees(np.arccos(np.clip(float(u @ v) / max(lengths, 1e-12), -1.0, 1.0))))
