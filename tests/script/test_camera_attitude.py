from __future__ import annotations

import pytest

from offworld.errors import FilmError
from offworld.flow.check import load_film

LINE = "  B: {lens: 35 mm, at: rail.s4 + [0, 0, 0.3], looks at: ivan's eyes, up: set, keep: true}"


def film_with(folder, line):
    path = folder / "scenes" / "operation.yaml"
    text = path.read_text(encoding="utf-8")
    assert LINE in text
    path.write_text(text.replace(LINE, line), encoding="utf-8")
    return folder


def test_a_camera_lies_as_its_attitude_says_and_needs_nothing_to_look_at(base_film):
    line = "  B: {lens: 35 mm, at: [1, 0.2, 0.3], attitude: [0.5, 0.5, 0.5, 0.5], keep: true}"
    (scene,) = load_film(film_with(base_film, line)).scenes
    camera = next(one for one in scene.set_ups if one.id == "B")
    assert (camera.attitude, camera.looks_at, camera.at.offset) == (
        (0.5, 0.5, 0.5, 0.5),
        None,
        (1.0, 0.2, 0.3),
    )
    # The top of its frame, y of the camera, is the set's z.
    assert camera.up == "vector"
    assert camera.up_vector == pytest.approx((0.0, 0.0, 1.0))


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("attitude: [1, 0, 0, 0], up: set", "not as 'up' does"),
        ("attitude: [1, 0, 0, 0], follows: ivan's face", "not as 'follows' does"),
        ("attitude: [1, 0, 0, 0], by: ivan", "not as 'by' does"),
        ("attitude: [1, 0, 0, 1]", "has the length 1.414, not 1"),
        ("attitude: [1, 0, 0]", "must be four numbers"),
        ("attitude: ivan", "must be four numbers"),
        ("keep: true", "nothing to look at"),
    ],
)
def test_what_contradicts_an_attitude_is_named(base_film, rest, said):
    with pytest.raises(FilmError, match=said):
        load_film(film_with(base_film, f"  B: {{lens: 35 mm, at: [1, 0.2, 0.3], {rest}}}"))
