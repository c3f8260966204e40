"""The same picture again, rolled, or turned over."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from offworld.film.continuity import BANDS, CutBands
from offworld.film.framing import Up
from offworld.film.shot import look_from
from offworld.frame.continuity import pictures
from offworld.frame.continuity.check import Cut, check, check_all, has, warnings_of
from offworld.frame.continuity.side import Body, Side, policy
from offworld.geometry import rotation

X, Y, Z = np.eye(3)
ANN = Body(id="ann", eyes=np.zeros(3), up=Z, gaze=X, velocity=np.zeros(3))


def shot(degrees=0.0, *, away=1.5, roll=0.0, people=(ANN,), set_up=None, up="", **more):
    """Ann from so many degrees round, so far away, rolled clockwise as the camera's operator sees it."""
    way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees)), 0.0])
    view = look_from(tuple(away * way), (0.0, 0.0, 0.0), (0, 0, 1), lens_mm=25.0)
    turn = rotation.from_axis_angle(view.forward(), np.array(np.radians(roll)))
    view = replace(view, attitude=tuple(rotation.multiply(turn, view.attitude)))
    return Side(camera=f"{degrees:g}", view=view, people=people, set_up=set_up, up=up, **more)


@pytest.mark.parametrize(
    ("degrees", "away", "roll", "bad"),
    [
        (20.0, 1.5, 0.0, True),
        (31.0, 1.5, 0.0, False),
        (20.0, 3.0, 0.0, False),
        (20.0, 0.75, 0.0, False),
        (20.0, 2.2, 0.0, True),
        # Rolling the camera does not make it another angle.
        (0.0, 1.5, 80.0, True),
    ],
)
def test_the_same_person_from_the_same_side_in_the_same_size_jumps(degrees, away, roll, bad):
    found = pictures.jump(shot(), shot(degrees, away=away, roll=roll), BANDS)
    assert bool(found) == bad
    if found:
        assert found[0].value == pytest.approx(degrees, abs=1e-4)
        assert ("rolls" in found[0].reason) == (roll != 0.0)


def test_another_person_is_another_picture():
    ben = replace(ANN, id="ben")
    assert not pictures.jump(shot(), shot(people=(ben,)), BANDS)
    assert not pictures.jump(shot(), shot(people=()), BANDS)


def test_whom_a_shot_is_on_is_named_or_else_largest():
    far = Body(id="ben", eyes=-X, up=Z, gaze=X, velocity=np.zeros(3))
    assert shot(people=(far, ANN)).subject.id == "ann"
    assert shot(people=(far, ANN), on=("ben",)).subject.id == "ben"
    assert shot(people=(far, ANN), on=("nobody",)).subject.id == "ann"
    assert shot(people=(), on=("ann",)).subject is None


@pytest.mark.parametrize(
    ("roll", "kind"),
    [(9.0, None), (29.0, None), (31.0, "roll jump"), (61.0, "reorientation"), (170.0, "reorientation")],
)
def test_rolls_are_told_by_how_far_they_go(roll, kind):
    for way in (1.0, -1.0):
        found = pictures.roll(shot(), shot(90.0, roll=way * roll), BANDS)
        assert [one.kind for one in found] == ([kind] if kind else [])


def test_the_roll_that_is_told_has_the_way_that_is_seen():
    # The camera turns clockwise: what it sees leans anticlockwise.
    told = pictures.roll_between(shot(), shot(roll=40.0), BANDS)
    assert told[1] == ("ann",)
    assert told[2][0] == pytest.approx(-40.0)


def test_what_lies_along_the_lens_tells_no_roll():
    along = replace(ANN, up=X)
    assert pictures.roll_between(shot(people=(along,)), shot(people=(along,), roll=80.0), BANDS) is None
    assert not pictures.roll(shot(people=(along,)), shot(people=(along,), roll=80.0), BANDS)
    # Then the set does.
    found = pictures.roll(shot(people=(along,), set_up=Z), shot(people=(along,), roll=80.0, set_up=Z), BANDS)
    assert found[0].who == ("set",)


def test_people_count_more_than_the_set():
    # From the other side of somebody who lies across, the room turns over while they do not.
    lying = replace(ANN, up=Z, gaze=X)
    before, after = (
        shot(people=(lying,), set_up=X + 0.01 * Y),
        shot(180.0, people=(lying,), set_up=X + 0.01 * Y),
    )
    assert pictures.roll(before, after, BANDS) == []
    one = shot(-90.0, people=(lying,), set_up=X)
    value, who, turns = pictures.roll_between(one, shot(90.0, people=(lying,), set_up=X), BANDS)
    assert who == ("ann", "set")
    assert np.abs(turns) == pytest.approx([0.0, 180.0], abs=1e-6)
    assert value == pytest.approx(10.0 + 80.0 * 0.5 / 1.5)


def test_a_turn_that_is_meant_is_not_told():
    assert not pictures.roll(shot(), shot(90.0, roll=80.0, motivated=True), BANDS)


@pytest.mark.parametrize(
    ("ups", "found"),
    [
        ([], []),
        (["ann", "ben", "ann"], []),
        (["ann", "ben", "ann", "ben"], [2]),
        (["ann", "ben", "set", "ann", "ben"], [2, 3]),
        (["ann", "", "ben", "", "ann", "", "ben"], [5]),
        (["ann", "ben", "ann", "ann", "ann", "ann", "ben", "ann"], []),
        (["", "", "ann", "ann"], []),
    ],
)
def test_the_up_may_change_hands_twice_in_six_shots(ups, found):
    assert pictures.changes_of_up(ups, BANDS) == found


def test_a_scene_is_told_of_its_cuts_in_order():
    ups = ["ann", "ben", "ann", "ben"]
    sides = [shot(90.0 * k, up=up) for k, up in enumerate(ups)]
    cuts = [Cut(before=a, after=b, tick=1000 * k) for k, (a, b) in enumerate(pairwise(sides))]
    checks = check_all(cuts)
    assert [(one.before, one.after, one.tick) for one in checks] == [
        ("0", "90", 0),
        ("90", "180", 1000),
        ("180", "270", 2000),
    ]
    assert [[one.kind for one in each.warnings] for each in checks] == [[], [], ["change of up"]]
    assert "ann, ben, ann, ben" in checks[2].warnings[0].reason
    assert check_all([]) == ()


def test_a_film_may_set_its_own_bands():
    before, after = shot(), shot(25.0)
    assert [one.kind for one in warnings_of(before, after)] == ["jump cut"]
    assert not warnings_of(before, after, CutBands(jump_deg=20.0))
    assert has(before, after, "jump cut")
    assert not has(before, after, "line")


def test_a_cut_to_the_line_is_neutral():
    ben = Body(id="ben", eyes=X, up=Z, gaze=-X, velocity=np.zeros(3))
    cut = Cut(before=shot(40.0, people=(ANN, ben)), after=shot(3.0, people=(ANN, ben), away=0.5))
    assert check(cut).neutral
    assert not check(Cut(before=shot(40.0), after=shot(80.0))).neutral


@pytest.mark.parametrize(
    ("up", "word"),
    [(Up(kind="actor", person="ann"), "ann"), (Up(kind="free"), ""), (Up(kind="set"), "set")],
)
def test_whose_up_as_one_word(up, word):
    assert policy(up) == word
