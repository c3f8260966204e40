from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.look.dressing import dress
from offworld.look.figure import PARTS, SEGMENTS
from offworld.look.fit import figure_of
from offworld.look.wear import head_wear, patches


@pytest.fixture(scope="module")
def people(take):
    return {person.id: person for person in take.rehearsal.people}


def materials_of(take, person):
    dressing = dress(take.assembly, (0.0, 0.0, 1.0), (person,))
    dressed = dressing.people[0]
    return dressed.figure, [dressing.materials[number].name for number in dressed.materials]


def test_patches_lie_on_the_chest_left_and_right(take, people):
    figure = figure_of(take.assembly, people["ivan"])
    worn = patches(figure, 3, 4)
    assert [segment for segment, _ in worn] == ["chest", "chest"]
    cloth = figure.ties[SEGMENTS.index("chest")][2][0]
    for (_, mesh), side in zip(worn, (1.0, -1.0), strict=True):
        middle = mesh.vertices.mean(axis=0)
        assert side * middle[1] > 0.04
        assert np.linalg.norm(cloth - middle, axis=-1).min() < 0.03
        assert middle[0] > 0.0
    assert {int(mesh.materials[0]) for _, mesh in worn} == {3, 4}


def test_a_cap_is_worn_only_by_those_who_wear_one(take, people):
    figure = figure_of(take.assembly, people["ivan"])
    bare = head_wear(figure, people["ivan"], 1, 2)
    capped = head_wear(figure, replace(people["ivan"], cap=True), 1, 2)
    assert not np.any(bare.materials == 2)
    cap = capped.vertices[capped.materials == 2]
    head = figure.ties[SEGMENTS.index("head")]
    hair = head[2][0][figure.parts[head[0]] == PARTS.index("hair")]
    assert cap[:, 2].max() > hair[:, 2].max()
    assert cap[:, 0].max() > hair[:, 0].max()


def test_a_t_shirt_leaves_forearms_bare_and_legs_in_trousers(take, people):
    suited, plain = materials_of(take, people["ivan"])
    figure, shirt = materials_of(take, replace(people["ivan"], wear="T-shirt"))
    forearm = np.isin(figure.segments, [SEGMENTS.index("left_forearm"), SEGMENTS.index("right_forearm")])
    chest = figure.segments == SEGMENTS.index("chest")
    thigh = figure.segments == SEGMENTS.index("left_thigh")
    suit = people["ivan"].suit
    assert {plain[i] for i in np.flatnonzero(forearm)} == {suit}
    assert all(shirt[i].startswith("skin") for i in np.flatnonzero(forearm))
    assert suit in {shirt[i] for i in np.flatnonzero(chest)}
    assert {shirt[i] for i in np.flatnonzero(thigh)} == {"trousers"}
    assert suited.count == figure.count
