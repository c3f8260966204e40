"""Mends: tried and checked again, and none smaller that would do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.continuity import BANDS
from offworld.film.shot import look_from
from offworld.frame.continuity import mend
from offworld.frame.continuity.check import Cut, check, has, warnings_of
from offworld.frame.continuity.mend import mended, smallest
from offworld.frame.continuity.side import Body, Side
from offworld.geometry import rotation

X, Y, Z = np.eye(3)


def body(who, eyes, up, gaze):
    return Body(id=who, eyes=np.asarray(eyes, dtype=float), up=up, gaze=gaze, velocity=np.zeros(3))


PEOPLE = (body("ann", np.zeros(3), Z, X), body("ben", X, Z, -X))


def single(on, way, *, people=PEOPLE, up=None, away=1.0, roll=0.0):
    one = next(each for each in people if each.id == on)
    way = np.asarray(way, dtype=float) / np.linalg.norm(way)
    view = look_from(
        tuple(one.eyes + away * way), tuple(one.eyes), tuple(one.up if up is None else up), lens_mm=35.0
    )
    turn = rotation.from_axis_angle(view.forward(), np.array(np.radians(roll)))
    view = replace(view, attitude=tuple(rotation.multiply(turn, view.attitude)))
    return Side(camera=on, view=view, people=people, on=(on,), set_up=Z)


def one_of(cut, kind):
    return next(one for one in warnings_of(cut.before, cut.after) if one.kind == kind)


def test_a_roll_jump_is_mended_by_the_least_roll():
    # 45° are seen; 30° are the bound: 15° less and a bit, in steps of 5°.
    alone = PEOPLE[:1]
    cut = Cut(
        before=single("ann", X - Y, people=alone),
        after=single("ann", X + Y, people=alone, roll=45.0, away=2.0),
    )
    found = smallest(cut, one_of(cut, "roll jump"))
    assert (found.kind, found.text) == ("roll", "roll the second camera by 20° anticlockwise")
    after = replace(cut.after, view=found.view)
    assert not warnings_of(cut.before, after)
    less = rotation.from_axis_angle(cut.after.view.forward(), np.array(np.radians(-10.0)))
    view = replace(cut.after.view, attitude=tuple(rotation.multiply(less, cut.after.view.attitude)))
    assert has(cut.before, replace(cut.after, view=view), "roll jump")


def test_a_line_crossed_wide_is_mended_from_the_other_side():
    cut = Cut(before=single("ann", X - 2.5 * Y), after=single("ben", -X + 2.5 * Y))
    found = smallest(cut, one_of(cut, "line"))
    assert found.kind == "mirror"
    assert found.view.position == pytest.approx(
        (*np.array(cut.after.view.position)[:1], -cut.after.view.position[1], 0.0)
    )
    assert not warnings_of(cut.before, replace(cut.after, view=found.view))


def test_opposite_ups_on_the_same_side_are_mended_across_the_line():
    people = (PEOPLE[0], body("ben", X, -Z, -X))
    before = single("ann", X - 2.5 * Y, people=people)
    cut = Cut(before=before, after=single("ben", -X - 2.5 * Y, people=people))
    found = smallest(cut, one_of(cut, "line"))
    assert found.kind == "mirror"
    assert found.view.position[1] > 0.0


def test_a_jump_cut_is_mended_by_going_round_or_by_size_whichever_is_less():
    near = Cut(before=single("ann", X), after=single("ann", X + 0.45 * Y))
    found = smallest(near, one_of(near, "jump cut"))
    assert (found.kind, found.effort) == ("move", 10.0)
    same = Cut(before=single("ann", X), after=single("ann", X + 0.001 * Y, away=1.15))
    found = smallest(same, one_of(same, "jump cut"))
    assert found.kind == "size"
    assert "farther away" in found.text


def test_where_a_camera_cannot_be_the_next_mend_is_taken():
    cut = Cut(before=single("ann", X - 2.5 * Y), after=single("ben", -X + 2.5 * Y))
    blocked = replace(cut, possible=lambda view: view.position[1] > -0.1)
    found = smallest(blocked, one_of(cut, "line"))
    assert found.kind != "mirror"
    assert found.view.position[1] > -0.1
    assert smallest(replace(cut, possible=lambda _: False), one_of(cut, "line")) is None


def test_another_answer_of_the_solver_is_taken_if_it_is_less():
    cut = Cut(before=single("ann", X - 2.5 * Y), after=single("ben", -X + 2.5 * Y))
    near, far = single("ben", -X - 0.9 * Y).view, single("ben", -X - 2.4 * Y).view
    found = smallest(
        replace(cut, answers=(cut.after.view, far, near), possible=lambda v: v in {near, far}),
        one_of(cut, "line"),
    )
    assert (found.kind, found.view) == ("answer", near)
    assert "number 3" in found.text


def test_a_shot_from_the_line_goes_between_where_nothing_else_may_change():
    cut = Cut(before=single("ann", X - Y), after=single("ben", -X + Y))

    def only_between(view):
        return view.lens_mm == mend.INSERT_MM

    found = smallest(replace(cut, possible=only_between), one_of(cut, "line"))
    assert found.kind == "insert"
    between = replace(cut.after, view=found.view, on=())
    assert not has(cut.before, between, "line")
    assert not has(between, cut.after, "line")


def test_no_mend_turns_a_face_over():
    for step in range(20, 181, 40):
        people = (PEOPLE[0], body("ben", X, np.cos(np.radians(step)) * Z + np.sin(np.radians(step)) * Y, -X))
        cut = Cut(before=single("ann", X - Y, people=people), after=single("ben", -X + Y, people=people))
        for warning in warnings_of(cut.before, cut.after):
            found = smallest(cut, warning)
            if found is not None and found.kind == "roll":
                side = replace(cut.after, view=found.view)
                assert abs(side.arrow(people[1].eyes, people[1].up).roll_deg) <= mend.ROLL_MOST_DEG + 1e-6


def test_every_mend_of_random_cuts_takes_its_warning_away_and_brings_no_other(stage):
    mends = 0
    for number in (1, 2, 12, 15):
        cameras, on, people, up, _ = stage.pair(number)
        sides = [stage.side(camera, who, people, up) for camera, who in zip(cameras, on, strict=True)]
        cut = Cut(before=sides[0], after=sides[1])
        there = {one.kind for one in check(cut).warnings}
        for warning in mended((cut,), BANDS)[0].warnings:
            if warning.mend is None or warning.mend.kind == "insert":
                continue
            left = {one.kind for one in warnings_of(sides[0], replace(sides[1], view=warning.mend.view))}
            assert warning.kind not in left
            assert left <= there | {"look angle", "size step"}
            mends += 1
    assert mends >= 4


def test_a_change_of_up_too_many_is_mended_by_the_up_of_the_shot_before():
    ups = ["ann", "ben", "ann", "ben"]
    sides = [replace(single("ann", way), up=up) for way, up in zip((X, Y, -X, -Y), ups, strict=True)]
    cuts = tuple(Cut(before=sides[k], after=sides[k + 1]) for k in range(3))
    last = mended(cuts)[-1].warnings[-1]
    assert (last.kind, last.mend.kind) == ("change of up", "up")
    assert last.mend.text == "let ann keep the up of the shot before it: up ann"
    assert [each.ups for each in mended(cuts)] == [("ann", "ben"), ("ben", "ann"), ("ann", "ben")]
    # One that is meant is not counted, and none is told.
    meant = (*cuts[:2], replace(cuts[2], after=replace(sides[3], motivated=True)))
    assert [each.warnings for each in mended(meant)] == [(), (), ()]
    assert [each.turn for each in mended(meant)] == [False, False, True]
    empty = replace(sides[0], people=())
    assert mended((Cut(before=empty, after=empty),))[0].warnings == ()


def test_too_many_changes_in_a_short_row_are_not_mended_by_one():
    bands = replace(BANDS, up_changes=0)
    sides = [
        replace(single("ann", way), up=up) for way, up in zip((X, Y, -X), ("ann", "ben", "set"), strict=True)
    ]
    cuts = tuple(Cut(before=sides[k], after=sides[k + 1]) for k in range(2))
    assert [each.warnings[-1].mend.text for each in mended(cuts, bands)] == [
        "let ann keep the up of the shot before it: up ann",
        "let ann keep the up of the shot before it: up ben",
    ]


def test_a_look_through_eyes_is_neither_moved_nor_rolled():
    cut = Cut(before=single("ann", X - 2.5 * Y), after=single("ben", -X + 2.5 * Y), eyes=True)
    found = smallest(cut, one_of(cut, "line"))
    assert found is None or found.kind in {"answer", "insert"}
