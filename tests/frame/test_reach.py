"""Which lens a size needs in a room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.framing import Framing
from offworld.film.kit import LensData, Package
from offworld.film.stage_set import StageSet
from offworld.frame.problem import EyesSeen, Lens, Problem, Rig
from offworld.frame.reach import free_line, longest_for, longest_mm, needs, rounded, widest_m
from offworld.frame.room import Room, box_room
from offworld.script.kit import bodies

ALEXA = next(mode for mode in bodies()["ARRI ALEXA 35"].modes if mode.name == "4.6K 16:9")
HEAD_M = 0.23
ASIDE, ALONG = np.array([0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0])


def box(x, y, z):
    """A room of that size about the origin, with nothing in it."""
    half = 0.5 * np.array([x, y, z])
    walls = np.concatenate([np.eye(3), -np.eye(3)]), np.concatenate([half, half])
    return box_room(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 3, 3)), walls)


def section(free_m):
    """The longest lens for an MS by an ALEXA 35 from so far away."""
    return longest_mm("MS", HEAD_M, ALEXA.height_mm, free_m)


def test_against_the_handbooks_distances():
    """Handbook camera, section 3.3: z = f hd / (s h) for an ALEXA 35 in 16:9."""
    for size, focal, distance in (("MS", 25, 1.31), ("MS", 35, 1.83), ("MS", 50, 2.6), ("CU", 50, 1.22)):
        assert longest_mm(size, HEAD_M, ALEXA.height_mm, distance) == pytest.approx(focal, rel=0.01)


def test_against_the_handbooks_section_of_a_module():
    """Handbook camera, section 3.3: across 2.1 m with 0.2 m of room, at most 16 mm in the middle and 30 mm at a wall.

    The middle leaves 1.05 − 0.2 m. Somebody near a wall has the eyes a head's depth and a hand from it: 0.3 m.
    """
    assert rounded(section(1.05 - 0.2)) == "16"
    assert rounded(section(2.1 - 0.2 - 0.3)) == "30"
    # The same from the room itself, whose other walls are too near to matter: the line lies across.
    room = box(0.5, 2.1, 0.5)
    middle = free_line(room, np.zeros(3), ASIDE, -1.0, 0.2)
    wall = free_line(room, np.array([0.0, 0.75, 0.0]), -ASIDE, -1.0, 0.2)
    # Nearer to a wall than the camera may come to one, the whole section is free all the same.
    against = free_line(room, np.array([0.0, 0.95, 0.0]), -ASIDE, -1.0, 0.2)
    assert against == pytest.approx(1.8, abs=0.02)
    assert rounded(section(middle)) in {"16", "17"}
    assert rounded(section(wall)) in {"30", "31"}


def test_the_longest_line_is_found_along_a_module_and_stops_at_what_is_in_the_way():
    room = box(8.0, 2.0, 2.0)
    assert free_line(room, np.array([-3.0, 0.0, 0.0]), ALONG, 0.1, 0.2) == pytest.approx(6.87, abs=0.03)
    # Behind the head there is one metre: a lens that sees the face has no use for the seven before it.
    assert free_line(room, np.array([-3.0, 0.0, 0.0]), -ALONG, 0.1, 0.2) < 1.4
    panel = box_room(
        np.array([[0.0, 0.0, 0.0]]),
        np.array([[0.05, 1.0, 1.0]]),
        np.eye(3)[None],
        (room.normals, room.offsets),
    )
    assert free_line(panel, np.array([-3.0, 0.0, 0.0]), ALONG, 0.1, 0.2) == pytest.approx(2.8, abs=0.15)


def test_a_room_with_no_place_for_the_camera_has_no_line():
    assert free_line(box(0.3, 0.3, 0.3), np.zeros(3), ALONG, 0.1, 0.2) == pytest.approx(0.15)


def test_no_line_is_longer_than_the_rooms_diagonal_allows():
    stage_set = StageSet(id="x", title="x", up=(0, 0, 1), solids=(), low=(-1, -1, -1), high=(1, 1, 1))
    bound = widest_m(stage_set, 0.2)
    assert bound == pytest.approx(np.sqrt(3.0) * 1.72)
    corner = np.full(3, -0.92)
    assert free_line(box(2.0, 2.0, 2.0), corner, np.ones(3) / np.sqrt(3.0), 0.1, 0.2) <= bound + 1e-9


@pytest.fixture
def asked(shots):
    """An MS of somebody in a room of two metres, with a lens of so many mm: `asked(75.0)`."""

    def make(*focals, size="MS", kind="single", room=None):
        problem: Problem = shots[0].problem
        person = problem.moments[0][0]
        here = replace(person, face=person.face - person.eyes)
        return replace(
            problem, framing=Framing(id="C", kind=kind, on=(person.id,), size=size), moments=((here,),),
            room=room or box(2.0, 2.0, 2.0), lenses=tuple(Lens(focal_mm=one) for one in focals),
            rig=Rig(clear_m=0.2), eyes=(EyesSeen(subject=0, count=1),),
        )  # fmt: skip

    return make


def package(*focals, others=()):
    lenses = tuple(LensData(focal_mm=one, near_m=0.3) for one in focals)
    return Package(lenses=lenses, lens_set="Old glass", others_mm=others)


def test_a_size_that_no_lens_makes_is_refused_with_the_lens_that_would_do(asked):
    limit = longest_for(asked(75.0, 100.0), package(75.0, 100.0, others=(18.0, 25.0, 50.0)))
    assert 0.8 < limit.free_m < 1.8
    assert limit.refused.startswith(f"no lens gets more than {limit.free_m:.2f} m away from the eyes of ")
    assert f"an MS here needs {rounded(limit.longest_mm)} mm or wider" in limit.refused
    assert limit.refused.endswith("the package has 75 to 100 mm; Old glass has 18, 25 mm too")


def test_a_lens_a_little_too_long_is_left_to_the_search(asked):
    limit = longest_for(asked(75.0), package(75.0))
    near = asked(limit.longest_mm * 1.3)
    assert longest_for(near, package(limit.longest_mm * 1.3)).refused == ""
    far = asked(limit.longest_mm * 1.5)
    assert longest_for(far, package(limit.longest_mm * 1.5)).refused


@pytest.mark.parametrize(
    "change", [{"size": None}, {"kind": "pov"}, {"focals": ()}], ids=["no size", "through eyes", "no lens"]
)
def test_a_shot_without_a_size_or_a_lens_has_no_limit(asked, change):
    focals = change.pop("focals", (75.0,))
    limit = longest_for(asked(*focals, **change), package(75.0))
    assert (limit.free_m, limit.longest_mm, limit.refused) == (None, None, "")


def test_what_would_do_is_told_from_the_package_first():
    assert needs("MS", 20.4, [50.0], package(18.0, 50.0)) == (
        "an MS here needs 20 mm or wider, not the 50 mm asked for; the package has 18 mm"
    )
    assert needs("CU", 20.4, [50.0], package(25.0, 50.0)) == (
        "a CU here needs 20 mm or wider, and the package has 25 to 50 mm"
    )
    assert (
        needs("FS", 7.89, [50.0], Package()) == "an FS here needs 7.8 mm or wider, and the package has 50 mm"
    )


def test_a_room_of_the_set_is_a_room():
    stage_set = StageSet(id="x", title="x", up=(0, 0, 1), solids=(), low=(-1, -1, -1), high=(1, 1, 1))
    assert free_line(Room.of(stage_set), np.zeros(3), ALONG, -1.0, 0.2) > 0.8
