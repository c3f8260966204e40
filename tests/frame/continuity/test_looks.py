"""Left and right across a cut, against geometry done by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from offworld.film.continuity import BANDS
from offworld.film.shot import look_from
from offworld.frame.continuity import looks
from offworld.frame.continuity.check import warnings_of
from offworld.frame.continuity.side import Body, Side
from offworld.geometry import rotation

X, Y, Z = np.eye(3)
STILL = np.zeros(3)
seeds = st.integers(0, 10**6)


def body(who, eyes, up, gaze, velocity=STILL):
    return Body(
        id=who,
        eyes=np.asarray(eyes, dtype=float),
        up=up,
        gaze=gaze,
        velocity=np.asarray(velocity, dtype=float),
    )


def single(name, on, people, way, *, up=None, away=1.0, lens_mm=35.0, **more):
    """A camera that looks at somebody's eyes from a direction, upright by their own head unless told."""
    one = next(each for each in people if each.id == on)
    way = np.asarray(way, dtype=float) / np.linalg.norm(way)
    view = look_from(
        tuple(one.eyes + away * way), tuple(one.eyes), tuple(one.up if up is None else up), lens_mm=lens_mm
    )
    return Side(camera=name, view=view, people=people, on=(on,), **more)


def face_to_face(up):
    """Ann looks along x with her head up z; Ben, a metre away, looks back with another up."""
    return body("ann", STILL, Z, X), body("ben", X, up, -X)


def kinds(before, after):
    return {one.kind for one in warnings_of(before, after)}


def test_heads_the_same_way_up_the_cameras_stay_on_one_side():
    people = face_to_face(Z)
    before = single("A", "ann", people, X - 0.6 * Y)
    assert not kinds(before, single("B", "ben", people, -X - 0.6 * Y)) & {"line", "eyeline"}
    assert {"line", "eyeline"} <= kinds(before, single("B", "ben", people, -X + 0.6 * Y))


def test_opposite_ups_the_second_camera_belongs_across_the_line():
    people = face_to_face(-Z)
    before = single("A", "ann", people, X - 0.6 * Y)
    assert {"line", "eyeline"} <= kinds(before, single("B", "ben", people, -X - 0.6 * Y))
    assert not kinds(before, single("B", "ben", people, -X + 0.6 * Y)) & {"line", "eyeline"}


def test_ups_at_90_degrees_the_reverse_camera_belongs_on_the_third_axis():
    people = face_to_face(Y)
    before = single("A", "ann", people, X - 0.6 * Y)
    right = single("B", "ben", people, -X + 0.6 * Z)
    assert not kinds(before, right) & {"line", "eyeline"}
    assert {"line", "eyeline"} <= kinds(before, single("B", "ben", people, -X - 0.6 * Z))
    # On the axis of the first camera the line runs straight up and down the picture: neither side.
    for y in (-0.6, 0.6):
        on_line = single("B", "ben", people, -X + y * Y)
        assert abs(looks.line_share(on_line, *people, BANDS)) < 1e-9
        assert "line" not in kinds(before, on_line)


def test_a_test_of_half_planes_would_call_the_good_cut_bad():
    # Both cameras of the good cut between opposite ups lie on different sides of the plane of ann's up and the line.
    people = face_to_face(-Z)
    before, after = single("A", "ann", people, X - 0.6 * Y), single("B", "ben", people, -X + 0.6 * Y)
    assert before.view.position[1] * after.view.position[1] < 0.0
    assert "line" not in kinds(before, after)


@given(seeds)
def test_the_side_of_the_line_is_the_order_in_the_picture_and_the_half_plane_of_the_frames_own_up(seed):
    rng = np.random.default_rng(seed)
    a, b = (body(who, rng.normal(size=3), Z, X) for who in ("ann", "ben"))
    place = rng.normal(size=3) * 2.0
    view = look_from(tuple(place), tuple(0.5 * (a.eyes + b.eyes)), tuple(rng.normal(size=3)), lens_mm=14.0)
    side = Side(camera="A", view=view, people=(a, b))
    assume(len(side.seen) == 2)
    spots = view.project(np.stack([a.eyes, b.eyes]), 16 / 9)
    assume(abs(spots[1, 0] - spots[0, 0]) > 1e-6)
    share = looks.line_share(side, a, b, BANDS)
    assert np.sign(share) == np.sign(spots[1, 0] - spots[0, 0])
    half_plane = (place - a.eyes) @ np.cross(b.eyes - a.eyes, view.top())
    assert np.sign(share) == np.sign(half_plane)


def test_camera_right_dotted_with_the_line_is_the_same_for_somebody_in_the_middle():
    people = face_to_face(Z)
    side = single("A", "ann", people, X - 0.6 * Y)
    right = rotation.rotate(side.view.attitude, X)
    assert looks.line_share(side, *people, BANDS) == pytest.approx(right @ X)


@given(seeds)
def test_nothing_changes_when_the_whole_scene_is_turned(seed):
    rng = np.random.default_rng(seed)
    people = tuple(
        body(who, place, rng.normal(size=3), rng.normal(size=3), rng.normal(size=3))
        for who, place in (("ann", STILL), ("ben", X), ("cleo", 0.5 * X + 0.6 * Y))
    )
    people = tuple(replace(one, up=_unit(one.up), gaze=_unit(one.gaze)) for one in people)
    pair = [single(n, on, people, rng.normal(size=3), set_up=Z) for n, on in (("A", "ann"), ("B", "ben"))]
    quat, shift = rotation.random(rng, 1)[0], rng.normal(size=3)
    plain, other = warnings_of(*pair), warnings_of(*(turned_side(side, quat, shift) for side in pair))
    assert [one.kind for one in plain] == [one.kind for one in other]
    assert [one.value for one in plain] == pytest.approx([one.value for one in other], abs=1e-6)


def turned_side(side, quat, shift):
    def turn(way):
        return rotation.rotate(quat, way)

    people = tuple(
        replace(
            one,
            eyes=turn(one.eyes) + shift,
            up=turn(one.up),
            gaze=turn(one.gaze),
            velocity=turn(one.velocity),
        )
        for one in side.people
    )
    view = replace(
        side.view, position=tuple(turn(np.asarray(side.view.position)) + shift),
        attitude=tuple(rotation.multiply(quat, side.view.attitude)),
    )  # fmt: skip
    return replace(side, view=view, people=people, set_up=turn(side.set_up))


def _unit(vector):
    return vector / np.linalg.norm(vector)


def test_a_shot_from_the_line_fits_either_side():
    people = face_to_face(Z)
    neutral = single("N", "ann", people, X - 0.1 * Y)
    assert "line" not in kinds(neutral, single("B", "ben", people, -X + 0.6 * Y))
    assert "line" not in kinds(neutral, single("B", "ben", people, -X - 0.6 * Y))


def test_two_who_are_plainly_left_and_right_are_not_on_the_line_even_from_near_it():
    people = face_to_face(Z)
    view = look_from((1.4, -0.22, 0.3), (0.5, 0.0, 0.0), (0, 0, 1), lens_mm=18.0)
    side = Side(camera="A", view=view, people=people)
    spots = [side.spot(one)[0] for one in people]
    assert abs(spots[1] - spots[0]) > BANDS.apart
    assert abs(looks.line_share(side, *people, BANDS)) > BANDS.neutral


def test_somebody_who_is_not_there_after_the_cut_makes_no_line():
    ann, ben = face_to_face(Z)
    before = single("A", "ann", (ann, ben), X - 0.6 * Y)
    assert kinds(before, single("B", "ann", (ann,), X + 0.6 * Y, away=0.4)) <= {"size step"}


def test_somebody_alone_who_looks_at_a_partner_out_of_the_picture_keeps_the_side():
    people = face_to_face(Z)
    before = single("A", "ann", people, X - 0.7 * Y)
    assert "line" in kinds(before, single("B", "ann", people, X + 0.7 * Y, away=2.2))
    away = (replace(people[0], gaze=-X), people[1])
    assert "line" not in kinds(
        single("A", "ann", away, X - 0.7 * Y), single("B", "ann", away, X + 0.7 * Y, away=2.2)
    )


def test_hidden_faces_are_not_seen():
    people = face_to_face(Z)
    before = single("A", "ann", people, X - 0.6 * Y)
    after = single("B", "ben", people, -X + 0.6 * Y)
    assert "line" not in kinds(before, replace(after, hidden=frozenset({"ann", "ben"})))


def test_faces_that_lie_over_make_it_less_sure():
    people = face_to_face(Z)
    before, after = single("A", "ann", people, X - 0.6 * Y), single("B", "ben", people, -X + 0.6 * Y)
    upright = next(one for one in looks.line(before, after, BANDS))
    # Upside down the side changes too: the other camera is the bad one then.
    over = single("B", "ben", people, -X - 0.6 * Y, up=-Z)
    assert looks.line(before, over, BANDS)[0].confidence == pytest.approx(
        looks.HARD_TO_READ * upright.confidence
    )


@pytest.mark.parametrize(
    ("gaze", "found"),
    [
        (-X, set()),
        # The look is past the partner by more than 25°: nobody is looked at.
        (_unit(-X + 0.6 * Z), set()),
    ],
)
def test_looks_that_meet_or_are_elsewhere_are_no_fault(gaze, found):
    ann, ben = face_to_face(Z)
    people = (ann, replace(ben, gaze=gaze))
    before, after = single("A", "ann", people, X - 0.6 * Y), single("B", "ben", people, -X - 0.6 * Y)
    assert {one.kind for one in looks.eyeline(before, after, BANDS)} == found


def test_a_look_into_the_lens_has_no_side_and_a_turned_head_no_look():
    people = face_to_face(Z)
    into = single("B", "ben", people, -X + 0.2 * Y)
    assert not looks.eyeline(single("A", "ann", people, X - 0.6 * Y), into, BANDS)
    behind = single("B", "ben", people, X + 1.0 * Y)
    assert not looks.eyeline(single("A", "ann", people, X - 0.6 * Y), behind, BANDS)


def test_answers_of_another_size_or_depth_of_look_are_told():
    people = face_to_face(Z)
    before = single("A", "ann", people, X - 0.6 * Y)
    assert not looks.answers(before, single("B", "ben", people, -X - 0.6 * Y), BANDS)
    wide = looks.answers(before, single("B", "ben", people, -X - 0.6 * Y, away=3.0), BANDS)
    assert [one.kind for one in wide] == ["size step"]
    assert wide[0].value == pytest.approx(np.log2(3.0))
    side = looks.answers(before, single("B", "ben", people, -X - 3.0 * Y), BANDS)
    assert [one.kind for one in side] == ["look angle"]
    assert side[0].value == pytest.approx(np.degrees(np.arctan(3.0) - np.arctan(0.6)))


@pytest.mark.parametrize(
    ("velocity", "way", "bad"),
    [
        (X, Y, True),
        (X, -Y + 0.3 * X, False),
        (0.05 * X, Y, False),
        # Straight up the picture from both sides.
        (Z, Y, False),
        # Away from the first camera: it goes nowhere in that picture.
        (Y, Y, False),
        # Steeply up, to the right and then to the left: too steep to have a side, and turned by less than 90°.
        (0.4 * X + Z, Y, False),
    ],
)
def test_who_goes_to_the_right_goes_on_to_the_right(velocity, way, bad):
    people = (body("ann", STILL, Z, X, velocity),)
    before, after = single("A", "ann", people, -Y), single("B", "ann", people, way)
    assert bool(looks.direction(before, after, BANDS)) == bad


def test_somebody_who_rises_and_then_falls_in_the_picture_is_told():
    people = (body("ann", STILL, Z, X, Z),)
    found = looks.direction(single("A", "ann", people, -Y), single("B", "ann", people, -Y, up=-Z), BANDS)
    assert [one.value for one in found] == [pytest.approx(180.0)]
    assert "ann moves up before the cut and down after it" in found[0].reason


@given(seeds)
def test_against_finite_differences_an_arrow_is_how_a_place_moves_in_the_picture(seed):
    rng = np.random.default_rng(seed)
    place, way = rng.normal(size=3), _unit(rng.normal(size=3))
    view = look_from(
        tuple(3.0 * _unit(rng.normal(size=3))), (0, 0, 0), tuple(rng.normal(size=3)), lens_mm=25.0
    )
    side = Side(camera="A", view=view, people=())
    h = 1e-6
    one, other = (view.project((place + k * h * way)[None], 1.0)[0] for k in (-1, 1))
    assume(one[2] > 0.1)
    arrow = side.arrow(place, way)
    assume(arrow.across > 1e-3)
    step = other[:2] - one[:2]
    assert np.degrees(np.arctan2(step[1], step[0])) == pytest.approx(arrow.angle_deg, abs=1e-3)
    ray = _unit(place - np.asarray(view.position))
    assert arrow.across == pytest.approx(np.linalg.norm(np.cross(ray, way)), abs=1e-9)
