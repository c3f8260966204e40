"""The picture itself across a cut: the same again, turned a little, or turned over (handbook camera, section 2.4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from offworld.film.continuity import CutBands, CutWarning
from offworld.film.framing import SIZES
from offworld.frame.continuity.looks import sure
from offworld.frame.continuity.side import Arrow, Side, turned

FULL_DEG: Final = 90.0
"""Degrees of roll from which a further turn makes no difference [I: handbook camera, section 2.4]."""


def jump(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """The same person, or the same several, from nearly the same side in nearly the same size, rolled or not."""
    one, same = before.subject, after.subject
    if one is None or same is None:
        return []
    if one.id != same.id:
        if before.seen.keys() != after.seen.keys():
            return []
        same = after.seen[one.id]
    cosine = float(np.clip(before.way(one) @ after.way(same), -1.0, 1.0))
    angle = float(np.degrees(np.arccos(cosine)))
    sizes = before.size(one), after.size(same)
    step = abs(float(np.log2(after.share(same) / before.share(one))))
    if angle >= bands.jump_deg or step > bands.jump_octaves:
        return []
    size = SIZES[sizes[0]] if sizes[0] == sizes[1] else f"{SIZES[sizes[0]]} and then {SIZES[sizes[1]]}"
    roll = roll_between(before, after, bands)
    note = (
        "; that the picture rolls makes it no other shot"
        if roll is not None and roll[0] > bands.roll_deg
        else ""
    )
    reason = f"{one.id} in {size} from only {angle:.0f}° farther round{note}"
    return [
        CutWarning(
            kind="jump cut", confidence=sure(bands.jump_deg - angle, bands.jump_deg), value=angle, unit="°",
            threshold=bands.jump_deg, who=(one.id,), reason=reason,
        )
    ]  # fmt: skip


def roll(before: Side, after: Side, bands: CutBands) -> list[CutWarning]:
    """The picture turns about the lens, as told by everything that is seen on both sides."""
    between = roll_between(before, after, bands)
    if after.motivated or between is None or between[0] < bands.roll_deg:
        return []
    value, who, turns = between
    over = value >= bands.turn_deg
    threshold = bands.turn_deg if over else bands.roll_deg
    told = ", ".join(
        f"{'the set' if name == 'set' else name} by {abs(by):.0f}°"
        for name, by in zip(who, turns, strict=True)
    )
    reason = f"the picture {'turns over' if over else 'rolls'} at the cut: {told}"
    return [
        CutWarning(
            kind="reorientation" if over else "roll jump", confidence=sure(value - threshold, 30.0), value=value,
            unit="°", threshold=threshold, who=who, reason=reason,
        )
    ]  # fmt: skip


def roll_between(
    before: Side, after: Side, bands: CutBands
) -> tuple[float, tuple[str, ...], tuple[float, ...]] | None:
    """How far a picture seems to roll at a cut.

    Returns:
        Degrees, weighed over what tells it by how clearly it does and counted from nought to `FULL_DEG`; what tells it;
        and by how much each, clockwise as seen. None if nothing is seen in both that tells the roll.
    """
    told = [
        (name, turned(now.roll_deg - was.roll_deg), weight * min(was.across, now.across))
        for name, was, now, weight in _references(before, after, bands)
        if min(was.across, now.across) >= bands.across
    ]
    if not told:
        return None
    span = FULL_DEG - bands.roll_free_deg
    shares = [min(max((abs(by) - bands.roll_free_deg) / span, 0.0), 1.0) for _, by, _ in told]
    weights = [weight for _, _, weight in told]
    cost = float(np.average(shares, weights=weights))
    value = bands.roll_free_deg + span * cost if cost > 0.0 else max(abs(by) for _, by, _ in told)
    return value, tuple(name for name, _, _ in told), tuple(by for _, by, _ in told)


def changes_of_up(ups: Sequence[str], bands: CutBands, meant: Collection[int] = ()) -> list[int]:
    """Which cuts (0 is that between the first two shots) change whose up it is once too often in so many shots.

    A shot whose up is not known, or free, changes nothing; one in ``meant`` (0 is the first) changes it on purpose, and
    is not counted.
    """
    changed: list[int] = []
    last, found = "", []
    for shot, up in enumerate(ups):
        if up and last and up != last and shot not in meant:
            changed.append(shot)
            if len([one for one in changed if one > shot - bands.up_shots + 1]) > bands.up_changes:
                found.append(shot - 1)
        last = up or last
    return found


def _references(before: Side, after: Side, bands: CutBands) -> list[tuple[str, Arrow, Arrow, float]]:
    """All that is seen on both sides and has an up: its name, how it lies in each, and how much it counts."""
    found = [
        (who, _head(before, who), _head(after, who), 1.0)
        for who in sorted(before.seen.keys() & after.seen.keys())
    ]
    was, now = before.set_arrow(), after.set_arrow()
    if was is not None and now is not None:
        found.append(("set", was, now, bands.set_weight))
    return found


def _head(side: Side, who: str) -> Arrow:
    body = side.seen[who]
    return side.arrow(body.eyes, body.up)
