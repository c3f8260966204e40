"""The checker against forty pairs of stills that were labelled by eye before there was a checker.

Drawn by tools/make_cut_pairs.py from a take of films/the-visit; docs/continuity.md explains every disagreement.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from offworld.film.shot import View
from offworld.frame.continuity.check import Cut, check
from offworld.frame.continuity.side import Body, Side

DATA = Path(__file__).parent / "data"
PAIRS = json.loads((DATA / "pairs.json").read_text(encoding="utf-8"))
LABELS = json.loads((DATA / "by_eye.json").read_text(encoding="utf-8"))
SET_UP = np.array([0.0, 0.0, 1.0])


def side(plain, people):
    view = View(
        position=tuple(plain["position"]),
        attitude=tuple(plain["attitude"]),
        lens_mm=plain["lens_mm"],
        gate_height_mm=14.0,
    )
    eyes = {who: np.array(one["eyes"]) for who, one in people.items()}
    bodies = []
    for who, one in people.items():
        # In the stills the eyes of each are on the other.
        way = next(place for name, place in eyes.items() if name != who) - eyes[who]
        bodies.append(
            Body(
                id=who,
                eyes=eyes[who],
                up=np.array(one["up"]),
                gaze=way / np.linalg.norm(way),
                velocity=np.zeros(3),
            )
        )
    return Side(camera=plain["on"], view=view, people=tuple(bodies), set_up=SET_UP, on=(plain["on"],))


def said(pair):
    """What the checker says of a pair, in the words of the labels."""
    result = check(
        Cut(before=side(pair["before"], pair["people"]), after=side(pair["after"], pair["people"]))
    )
    kinds = {one.kind for one in result.warnings}
    return {
        "line": "crossed" if "line" in kinds else "kept",
        "jump": "yes" if "jump cut" in kinds else "no",
        "eyeline": "bad" if "eyeline" in kinds else "ok",
        "roll": "turned" if "reorientation" in kinds else "jump" if "roll jump" in kinds else "none",
    }


def differences():
    found = {}
    for pair, label in zip(PAIRS, LABELS, strict=True):
        for what, now in said(pair).items():
            seen = {"on": "kept"}.get(label[what], label[what])
            if seen not in {"unclear", "-", now}:
                found[pair["number"], what] = (seen, now)
    return found


EXPLAINED = {
    (2, "roll"), (7, "roll"), (13, "eyeline"), (15, "roll"), (9, "jump"), (23, "roll"), (24, "line"), (24, "eyeline"),
    (26, "jump"), (28, "line"), (35, "jump"), (37, "roll"), (38, "roll"),
}  # fmt: skip
"""Each has its paragraph in docs/continuity.md."""


def test_every_difference_from_the_eye_is_explained():
    page = (Path(__file__).parents[3] / "docs" / "continuity.md").read_text(encoding="utf-8")
    assert set(differences()) == EXPLAINED
    for number, what in EXPLAINED:
        assert f"| {number} | {what} |" in page


def test_the_eye_and_the_checker_mostly_agree():
    judged = sum(
        label[what] not in {"unclear", "-"}
        for label in LABELS
        for what in ("line", "jump", "eyeline", "roll")
    )
    assert judged == 130
    assert len(differences()) / judged <= 0.1
