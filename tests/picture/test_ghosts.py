from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from offworld.film.imagined import Departure, Ghost, Imagined
from offworld.film.stage_set import StageSet
from offworld.picture.frames import Quality
from offworld.picture.ghosts import PLACE, ghost_stills, laid_over
from offworld.picture.onlooker import onlooker

SMALL = Quality(height=120, samples=0)
ASPECT = Fraction(16, 9)


def departure(who, tick, beat="catch", outcome="missed"):
    return Departure(
        beat=beat, who=who, kind="outcome", tick=tick, imagined=(0, None), taken=(0, None), outcome=outcome,
        away_m=0.6, turned=0.0, late_s=None, why="",
    )  # fmt: skip


@pytest.fixture
def imagined(take):
    """Zhenya and ivan 0.6 m aside from where they are, anton where he is."""
    ticks = np.array([0, take.length], dtype=np.int64)
    ghosts = []
    for who, aside in (("zhenya", 0.6), ("ivan", -0.6), ("anton", 0.0)):
        nodes = np.array([i for i, node in enumerate(take.assembly.nodes) if node.tree == who])
        poses = take.poses[[0, -1]][:, nodes].copy()
        poses[:, :, 0] += aside
        ghosts.append(Ghost(who=who, nodes=nodes, poses=poses))
    return Imagined(length=take.length, beats=(), ticks=ticks, ghosts=tuple(ghosts))


def test_stills_show_the_first_parting_and_the_farthest(take, imagined):
    wanted = [departure("anton", 100), departure("ivan", 900), departure("zhenya", 1000, "")]
    (still,) = ghost_stills(take, imagined, wanted, aspect=ASPECT, quality=SMALL)
    assert (still.tick, still.camera) == (900, PLACE)
    assert still.text == "ivan: catch missed; pale: as imagined"
    picture = np.asarray(Image.open(BytesIO(still.picture)), dtype=float)
    assert picture.shape == (120, 214, 3)
    # Somewhere in it is the pale blue of a ghost.
    assert ((picture[..., 2] - picture[..., 0]) > 25).sum() > 60


def test_without_partings_that_can_be_seen_there_is_no_still(take, imagined):
    assert ghost_stills(take, imagined, [departure("anton", 100)], quality=SMALL) == ()
    assert ghost_stills(take, imagined, [], quality=SMALL) == ()


def test_a_ghost_is_laid_over_only_where_it_is():
    empty = np.full((20, 30, 3), 100, dtype=np.uint8)
    taken, ghost = empty.copy(), empty.copy()
    taken[5:9, 2:6] = (240, 140, 40)
    ghost[5:15, 12:24] = (20, 40, 200)
    out = laid_over(taken, empty, ghost)
    outside = np.ones((20, 30), dtype=bool)
    outside[5:15, 12:24] = False
    np.testing.assert_array_equal(out[outside], taken[outside])
    inside, edge = out[10, 18].astype(int), out[5, 18].astype(int)
    assert inside[2] > inside[0]
    assert edge.sum() > inside.sum()


@pytest.mark.parametrize("room", [True, False], ids=["in a set", "in no room"])
def test_an_onlooker_has_both_in_the_picture(take, imagined, room):
    if not room:
        bare = StageSet(id="none", title="", up=(0.0, 0.0, 1.0), solids=())
        take = replace(take, rehearsal=replace(take.rehearsal, stage_set=bare))
    taken = np.asarray(take.poses[0], dtype=float)
    there = taken.copy()
    there[imagined.ghosts[0].nodes] = imagined.ghosts[0].poses[0]
    view = onlooker(take, taken, there, ("zhenya",), float(ASPECT))
    heads = [i for i, node in enumerate(take.assembly.nodes) if node.id in {"zhenya/head", "zhenya/pelvis"}]
    flat = view.project(np.concatenate([taken[heads, :3], there[heads, :3]]), float(ASPECT))
    assert np.all(flat[:, 2] > 0.3)
    assert np.abs(flat[:, :2]).max() < 1.0
