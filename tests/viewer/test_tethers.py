"""Tethers come into the browser file as nodes behind those of the assembly: a mesh, a name and a way for each rod."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from offworld.film.take import TetherRecord
from offworld.look.lines import links
from offworld.picture.shots import tracks
from offworld.viewer.file import packed

RATE = Fraction(25)


@pytest.fixture(scope="module")
def tied(take):
    pelvis = next(n for n, node in enumerate(take.assembly.nodes) if node.id == "ivan/pelvis")
    return replace(
        take,
        tethers=(
            TetherRecord(
                id=0, node=pelvis, partner=0, thing="rail", start=400, end=None, length=1.0, anchor=(0.1, 0.0, 0.1),
                partner_anchor=(0.3, 0.8, 0.2),
            ),
        ),
    )  # fmt: skip


def test_every_rod_is_told_with_its_name_its_mesh_and_its_way(tied):
    spec = importlib.util.spec_from_file_location("test_pack", Path(__file__).with_name("test_pack.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    header, arrays = module.unpacked(packed(tied, tracks(tied, RATE), rate=RATE, aspect=Fraction(16, 9)))
    first, count = len(tied.assembly.nodes), links(tied.tethers[0])
    assert header["nodes"][first:] == [f"ivan/tether.0/{n}" for n in range(count)]
    meshes = [each["node"] for each in header["look"]["moving"]]
    assert meshes[-count:] == list(range(first, first + count))
    places = header["motion"]["places"]
    way = places["low"] + places["step"] * np.asarray(arrays[places["array"]], dtype=float)
    way = way.reshape(len(way), first + count, 3)
    pelvis = tied.tethers[0].node
    # Before it is clipped it is out of sight, in the body; then its last rod is at the rail.
    assert way[2, first:] == pytest.approx(np.tile(way[2, pelvis], (count, 1)), abs=1e-3)
    assert way[-1, -1] == pytest.approx([0.3, 0.8, 0.2], abs=0.04)
