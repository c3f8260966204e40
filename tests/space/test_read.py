"""Set files that are right, and set files that are wrong."""

from pathlib import Path

import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.geometry import rotation
from offworld.space import built_in_sets, read_set

ROOM = "parts:\n  - {tunnel: hall, from: [0, 0, 0], to: [4, 0, 0], width: 2, height: 2}\n"


def film(tmp_path, text, name="mine"):
    folder = tmp_path / "sets"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def read(tmp_path, text):
    return read_set("mine", film(tmp_path, text))


def test_a_tunnel_is_four_walls_and_never_one_hull(tmp_path):
    hall = read(tmp_path, ROOM)
    assert [solid.id for solid in hall.solids] == ["hall.left", "hall.right", "hall.floor", "hall.ceiling"]
    assert (hall.low, hall.high) == ((0.0, -1.0, -1.0), (4.0, 1.0, 1.0))
    left = hall.solids[0]
    assert left.size_m == (4.0, 0.1, 2.0)
    assert left.position == (2.0, 1.05, 0.0)
    assert left.guess
    assert (hall.title, hall.place.file, hall.place.line) == ("mine", "sets/mine.yaml", 1)


def test_the_film_s_own_set_comes_first(tmp_path):
    film(tmp_path, "title: Mine\n" + ROOM, "tunnel")
    assert read_set("tunnel", tmp_path).title == "Mine"


def test_openings_split_a_wall_and_leave_the_hole(tmp_path):
    text = ROOM.replace(
        "height: 2}",
        "height: 2, closed_to: true, openings: [{side: left, from: 1, to: 2, low: -0.5, high: 0.5}]}",
    )
    hall = read(tmp_path, text)
    left = [solid for solid in hall.solids if solid.id.startswith("hall.left")]
    assert len(left) == 4
    area = sum(solid.size_m[0] * solid.size_m[2] for solid in left)
    assert area == pytest.approx(4 * 2 - 1)
    assert hall.solids[-1].id == "hall.end.to"


def test_openings_that_miss_the_wall_change_nothing(tmp_path):
    text = ROOM.replace("height: 2}", "height: 2, openings: [{side: left, from: 9, to: 10}]}")
    assert len(read(tmp_path, text).solids) == 4


def test_units_sources_and_guesses(tmp_path):
    text = ROOM + (
        "  - {box: a, at: [50 cm, 0, 0], size: [10 cm, 10 cm, 20 mm], source: drawing 7}\n"
        "  - {box: b, at: [1, 0, 0], size: [0.1, 0.1, 0.1], source: memory, guess: true}\n"
        "  - {box: c, at: [1.5, 0, 0], size: [0.1, 0.1, 0.1], guess: false, material: steel, no_touch: experiment}\n"
        "  - {ball: d, at: [2, 0, 0], diameter: 0.2, solid: false}\n"
    )
    boxes = {solid.id: solid for solid in read(tmp_path, text).solids}
    assert boxes["a"].size_m == (0.1, 0.1, 0.02)
    assert boxes["a"].position == (0.5, 0.0, 0.0)
    assert [boxes[name].guess for name in "abcd"] == [False, True, False, True]
    assert (boxes["c"].material, boxes["c"].no_touch) == ("steel", "experiment")
    assert not boxes["d"].solid


def test_rows_are_numbered_and_move(tmp_path):
    text = ROOM + (
        '  - {rail: "rail.p#", from: [0.5, 1, 0], to: [1, 1, 0], normal: [0, -2, 0], count: 3, step: [1, 0, 0]}\n'
        '  - {rail: "bent.#", points: [[0, -1, 0], [0.5, -1, 0], [1, -1, 0.5]], normal: [0, 1, 0], count: 2,'
        " step: [2, 0, 0], first: 7}\n"
    )
    rails = {rail.id: rail for rail in read(tmp_path, text).rails}
    assert sorted(rails) == ["bent.7", "bent.8", "rail.p1", "rail.p2", "rail.p3"]
    # A bar stands off its wall along the normal.
    assert rails["rail.p3"].points == ((2.5, 0.945, 0.0), (3.0, 0.945, 0.0))
    assert rails["rail.p3"].normal == (0.0, -1.0, 0.0)
    assert rails["bent.8"].points[2] == (3.0, -0.945, 0.5)


def test_a_rim_is_closed_about_its_axis(tmp_path):
    text = ROOM + "  - {rail: rim, at: [4, 0, 0], normal: [-1, 0, 0], diameter: 1, standoff: 0.1}\n"
    rim = read(tmp_path, text).rails[0]
    assert rim.points[0] == rim.points[-1]
    points = np.array(rim.points)
    np.testing.assert_allclose(points[:, 0], 3.9)
    np.testing.assert_allclose(np.hypot(points[:, 1], points[:, 2]), 0.5)


def test_round_rooms_and_bulkheads_leave_their_circle_free(tmp_path):
    text = (
        "parts:\n"
        "  - {ring: tube, from: [0, 0, 0], to: [0, 3, 0], diameter: 2, panels: 10, closed_from: true}\n"
        "  - {ring: cone, from: [0, 3, 0], to: [0, 4, 0], diameter: 2, to_diameter: 1}\n"
        "  - {bulkhead: wall, at: [0, 1.5, 0], facing: [0, -1, 0], opening: 0.8, width: 2, height: 2}\n"
        "  - {taper: neck, from: [0, 4, 0], to: [0, 5, 0], width: 1, to_width: 2, height: 1, to_height: 2}\n"
        "  - {rod: lamp, at: [0, 0.5, 0.9], axis: [0, 0, 1], diameter: 0.1, length: 0.1}\n"
    )
    made = read(tmp_path, text)
    assert len(made.solids) == 10 + 1 + 12 + 12 + 4 + 1
    from offworld.space import clearance

    angles = np.linspace(0, 2 * np.pi, 60)
    wheel = np.c_[np.cos(angles), 0 * angles, np.sin(angles)]
    for radius, y in ((1.0, 1.0), (0.4, 1.52), (0.75, 3.5), (0.5, 4.0)):
        free, _ = clearance(made, 0.97 * radius * wheel + [0, y, 0])
        blocked, _ = clearance(made, (radius + 0.03) * wheel + [0, y, 0])
        assert free.min() > 0.0, (radius, y)
        assert blocked.max() < 0.03, (radius, y)


def test_fittings_keep_what_was_written(tmp_path):
    text = ROOM + (
        "  - {loop: loop.1, at: [1, 0, -1], normal: [0, 0, 1], toes: [1, 0, 0.5]}\n"
        "  - {window: window.1, at: [1, 1, 0], normal: [0, -1, 0], diameter: 0.3, source: photograph}\n"
        "  - {exit: door, at: [4, 0, 0], normal: [-1, 0, 0], diameter: 0.8}\n"
        "  - {mark: mark.a, at: [2, 0, 0], facing: [0, 1, 0], head: [1, 0, 0]}\n"
        "  - {bed: table, at: [3, 0, 0], normal: [0, 0, 1], head: [0, 3, 1]}\n"
    )
    made = read(tmp_path, text)
    (loop,), (window,), (door,), (mark,), (bed,) = made.loops, made.windows, made.exits, made.marks, made.beds
    assert (loop.toes, loop.position) == ((1.0, 0.0, 0.0), (1.0, 0.0, -0.93))
    assert (window.diameter_m, window.guess) == (0.3, False)
    glass = next(solid for solid in made.solids if solid.id == "window.1.glass")
    assert (glass.no_touch, glass.solid, glass.material) == ("glass", True, "glass")
    assert (door.diameter_m, door.guess) == (0.8, True)
    np.testing.assert_allclose(
        rotation.rotate(mark.attitude, np.eye(3)[[0, 2]]), [[0, 1, 0], [1, 0, 0]], atol=1e-12
    )
    assert bed.head == (0.0, 1.0, 0.0)


def test_station_axes(tmp_path):
    made = read(tmp_path, "station: {forward: [0, 1, 0], earth: [0, 0, -1], position: [5, 0, 2]}\n" + ROOM)
    turned = rotation.rotate(made.station_attitude, np.array([[0, 1, 0], [0, 0, -1.0]]))
    np.testing.assert_allclose(turned, [[1, 0, 0], [0, 0, 1]], atol=1e-12)
    assert made.station_position == (5.0, 0.0, 2.0)


WRONG = [
    # what is written, line, kind, words of the message
    ("parts: []\n", 1, "no-room", "no room"),
    ("just words\n", 1, "not-a-mapping", "mapping"),
    ("parts: tunnel\n", 1, "not-a-list", "list"),
    ("titel: x\n" + ROOM, 1, "unknown-key", "did you mean 'title'"),
    (ROOM.replace("tunnel:", "tunel:"), 2, "unknown-part", "did you mean 'tunnel'"),
    ("parts:\n  - {}\n", 2, "unknown-part", "no kind of part"),
    (ROOM.replace("width: 2,", ""), 2, "missing-key", "'width' is missing"),
    (ROOM.replace("width: 2,", "widht: 2,"), 2, "missing-key", "did you mean it by 'widht'"),
    (ROOM.replace("width: 2,", "width: wide,"), 2, "bad-quantity", "number"),
    (ROOM.replace("width: 2,", "width: 2 kg,"), 2, "bad-quantity", "unit"),
    (ROOM.replace("width: 2,", "width: -2,"), 2, "too-small", "not more than 0"),
    (ROOM.replace("width: 2,", "width: 2e9,"), 2, "too-far", "metres"),
    (ROOM.replace("width: 2,", "width: [2],"), 2, "not-a-number", "number"),
    (ROOM.replace("to: [4, 0, 0]", "to: [4, 0]"), 2, "not-a-vector", "three numbers"),
    (ROOM.replace("to: [4, 0, 0]", "to: [0, 0, 0]"), 2, "no-length", "no length"),
    (ROOM.replace("tunnel: hall", "tunnel: Hall!"), 2, "bad-part-name", "name of a part"),
    (ROOM.replace("tunnel: hall", "tunnel: [hall]"), 2, "not-text", "text"),
    (ROOM.replace("height: 2}", "height: 2, material: wood}"), 2, "unknown-material", "no material 'wood'"),
    (ROOM.replace("height: 2}", "height: 2, floor: flor}"), 2, "unknown-material", "did you mean 'floor'"),
    (ROOM.replace("height: 2}", "height: 2, closed_to: maybe}"), 2, "not-a-flag", "true or false"),
    (ROOM.replace("height: 2}", "height: 2, no_touch: lava}"), 2, "unknown-word", "no no_touch"),
    (ROOM.replace("height: 2}", "height: 2, openings: [{side: left, from: 3, to: 1}]}"), 2, "empty-opening", "empty"),
    (ROOM.replace("height: 2}", "height: 2, openings: [{side: lefft}]}"), 2, "unknown-word", "did you mean 'left'"),
    (ROOM.replace("height: 2}", "height: 2, openings: [{sides: left}]}"), 2, "unknown-key", "did you mean 'side'"),
    (ROOM.replace("height: 2}", "height: 2, count: 3}"), 2, "no-number", "hall#"),
    (ROOM.replace("height: 2}", "height: 2, count: many}"), 2, "bad-count", "whole number"),
    (ROOM.replace("height: 2}", "height: 2, count: 99999999}"), 2, "bad-count", "from 1 to 200"),
    ("up: [0, 0, 0]\n" + ROOM, 1, "no-direction", "no length"),
    ("station: {forward: [1, 0, 0], earth: [1, 0, 0]}\n" + ROOM, 1, "not-square", "right angles"),
    ("station: here\n" + ROOM, 1, "not-a-mapping", "mapping"),
    (ROOM + "  - {box: a, at: [0, 0, 0], size: [1, 0, 1]}\n", 3, "too-small", "not positive"),
    (ROOM + "  - {rail: r, from: [0, 0, 0], to: [0, 0, 0], normal: [0, 0, 1]}\n", 3, "no-length", "lie apart"),
    (ROOM + "  - {rail: r, points: [[0, 0, 0]], normal: [0, 0, 1]}\n", 3, "no-length", "two points"),
    (ROOM + "  - {loop: l, at: [0, 0, 0], normal: [0, 0, 1], toes: [0, 0, 1]}\n", 3, "bad-toes", "along it"),
    (ROOM + "  - {bed: b, at: [0, 0, 0], normal: [0, 0, 1], head: [0, 0, 1]}\n", 3, "bad-bed", "along it"),
    (ROOM + "  - {mark: m, at: [0, 0, 0], facing: [0, 0, 1]}\n", 3, "bad-mark", "differ"),
    (ROOM + "  - {mark: m, at: [0, 0, 0], headd: [0, 0, 1]}\n", 3, "unknown-key", "did you mean 'head'"),
    (
        ROOM + "  - {bulkhead: b, at: [0, 0, 0], facing: [1, 0, 0], opening: 4, width: 2, height: 2}\n",
        3, "opening-too-large", "larger than the wall",
    ),
    (ROOM + "  - {ring: r, from: [0, 0, 0], to: [0, 0, 0], diameter: 1}\n", 3, "no-length", "no length"),
    (
        ROOM + "  - {taper: t, from: [0, 0, 0], to: [0, 0, 0], width: 1, to_width: 1, height: 1, to_height: 1}\n",
        3, "no-length", "no length",
    ),
    (ROOM + "  - {mark: m, at: [0, 0, 0]}\n  - {exit: m, at: [0, 0, 0], normal: [1, 0, 0], diameter: 1}\n", 1,
     "same-name", "two things named 'm'"),
    ("parts: *p\n", 1, "alias", "aliases"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "kind", "words"), WRONG, ids=[f"{k}-{n}" for n, (_, _, k, _) in enumerate(WRONG)]
)
def test_wrong_files_are_named_with_place_and_remedy(tmp_path, text, line, kind, words):
    with pytest.raises(FilmError) as caught:
        read(tmp_path, text)
    problems = [problem for problem in caught.value.problems if problem.kind == kind]
    assert problems, caught.value
    assert words in str(problems[0])
    assert problems[0].file == "sets/mine.yaml"
    assert line is None or problems[0].line == line


def test_too_many_solids_are_refused(tmp_path):
    row = '  - {{box: "b{}.#", at: [0, 0, 0], size: [1, 1, 1], count: 200}}\n'
    with pytest.raises(FilmError, match="more than 2000"):
        read(tmp_path, ROOM + "".join(row.format(k) for k in range(11)))


def test_every_mistake_is_named_at_once(tmp_path):
    with pytest.raises(FilmError) as caught:
        read(tmp_path, ROOM.replace("width: 2", "width: x").replace("height: 2", "height: y"))
    assert len(caught.value.problems) == 2


def test_a_row_that_is_wrong_says_so_once(tmp_path):
    row = '  - {box: "b#", at: [0, 0, 0], size: [1, 0, 1], count: 50}\n'
    with pytest.raises(FilmError) as caught:
        read(tmp_path, ROOM + row)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "Zvezda", "", "a b", "x" * 5000])
def test_names_that_are_none(tmp_path, name):
    with pytest.raises(FilmError, match="no name of a set"):
        read_set(name, tmp_path)


def test_unknown_sets_list_those_there_are(tmp_path):
    film(tmp_path, ROOM, "mine")
    with pytest.raises(FilmError, match="did you mean 'zvezda'"):
        read_set("zvesda", tmp_path)
    with pytest.raises(FilmError, match="mine, tunnel, zvezda"):
        read_set("qqqqq", tmp_path)


def test_every_built_in_set_can_be_read():
    assert built_in_sets() == ("tunnel", "zvezda")
    for name in built_in_sets():
        assert read_set(name, Path()).id == name
