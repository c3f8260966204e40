"""Plans of a scene's cameras."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from offworld.film.shot_list import ShotRow
from offworld.report.shot_plan import shot_plan

BOX = re.compile(r'viewBox="([^"]+)"')
WORD = re.compile(r'<text x="([^"]+)" y="([^"]+)" class="halo[^"]*"[^>]*>([^<]+)<')


def row(camera, position, eyes, on="zhenya", **more):
    return ShotRow(
        camera=camera, text="", status="found", tick=0, start=0, end=1000, gate="", lens_mm=25.0, stop=2.8,
        focus_m=1.0, position=position, attitude=(1.0, 0.0, 0.0, 0.0), up="set", roll_deg=0.0, on=(on,), eyes=(eyes,),
        **more,
    )  # fmt: skip


@pytest.fixture
def close(take):
    """Cameras and eyes about the middle of the room."""
    stage_set = take.rehearsal.stage_set
    middle = 0.5 * (np.array(stage_set.low) + np.array(stage_set.high))
    who = take.rehearsal.people[0].id

    def at(x, y, z):
        return tuple(float(value) for value in middle + np.array([x, y, z]))

    return [
        row("A", at(-0.5, 0.1, 0.0), at(0.3, 0.0, 0.1), who),
        row("B", at(-0.5, 0.12, 0.02), at(0.3, 0.05, 0.1), who),
    ]


def boxes(text):
    return [tuple(float(value) for value in found.split()) for found in BOX.findall(text)]


def test_a_plan_shows_the_part_of_the_room_where_the_cameras_are(take, close):
    stage_set = take.rehearsal.stage_set
    long = float(np.ptp(np.array([stage_set.low, stage_set.high]), axis=0).max())
    text = shot_plan(take, close)
    assert len(boxes(text)) == 2
    near = all(width < 0.75 * (long + 0.6) for _, _, width, _ in boxes(text))
    assert near == (long > 4.5)
    far = replace(close[1], position=tuple(float(value) for value in np.array(stage_set.low) + 0.1))
    ends = replace(close[0], position=tuple(float(value) for value in np.array(stage_set.high) - 0.1))
    whole = boxes(shot_plan(take, [far, ends]))
    assert all(width > long for _, _, width, _ in whole)


def test_words_stand_beside_each_other_and_name_everybody(take, close):
    text = shot_plan(take, close)
    above = text.split("</svg>")[0]
    words = [(float(x), float(y), word) for x, y, word in WORD.findall(above)]
    assert {word for *_, word in words} == {"A", "B", close[0].on[0]}
    for i, (x, y, _) in enumerate(words):
        assert all(abs(x - a) > 0.08 or abs(y - b) > 0.12 for a, b, _ in words[:i])


def test_a_shot_that_cannot_be_had_is_in_no_plan(take, close):
    lost = [replace(one, status="impossible") for one in close]
    assert shot_plan(take, lost) == ""
    assert "<b>" not in shot_plan(take, [close[0], lost[1]])
    assert ">B<" not in shot_plan(take, [close[0], lost[1]])
