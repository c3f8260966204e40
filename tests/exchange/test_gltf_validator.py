"""The Khronos validator of glTF has nothing to say of our files, and would have seen a fault."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import playwright
import pytest

from offworld.exchange.gltf.container import packed, unpacked
from offworld.exchange.gltf.read import read_gltf
from offworld.film.assembly import Surface
from offworld.geometry.packed import pack

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".tools" / "gltf-validator"
NODE = Path(playwright.__file__).parent / "driver" / "node"
"""The interpreter that the driver of the browser brings."""


@pytest.fixture(scope="module")
def validate():
    """Reports of the validator on files."""
    if not (PLACE / "node_modules").is_dir():
        why = "the validator of glTF is not there: scripts/setup.sh tests installs it"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)

    def run(*files):
        ran = subprocess.run(
            [str(NODE), str(ROOT / "tests/exchange/validator/validate.cjs"), str(PLACE), *map(str, files)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [json.loads(line) for line in ran.stdout.splitlines()]

    return run


def test_against_the_validator_of_khronos(gltf, validate):
    (told,) = validate(gltf.path)
    assert told["validatorVersion"] == "2.0.0-dev.3.10"
    assert told["issues"] == {
        "numErrors": 0, "numWarnings": 0, "numInfos": 0, "numHints": 0, "messages": [], "truncated": False,
    }  # fmt: skip
    assert told["info"]["animationCount"] == 1
    assert told["info"]["hasSkins"]
    assert told["info"]["hasMorphTargets"]


def test_a_set_that_was_modelled_elsewhere_goes_out_without_a_fault(usd, gltf, validate, tmp_path):
    """With a corner that faces nowhere, as careless models have them."""
    corners = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    normals = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]])
    mesh = pack(corners, normals, np.array([[0, 1, 2]]))
    surface = Surface(id="hull.1", material="steel", mesh=mesh, no_touch="sharp")
    take = replace(usd.take, assembly=replace(usd.take.assembly, surfaces=(surface,)))
    (tmp_path / "modelled.glb").write_bytes(gltf.glb_of(take))
    (told,) = validate(tmp_path / "modelled.glb")
    assert told["issues"]["messages"] == []
    read = read_gltf(tmp_path / "modelled.glb")
    (node,) = [one for one in read.nodes if one.plain.get("extras", {}).get("offworld:id") == "hull.1"]
    assert node.plain["extras"]["offworld:no_touch"] == "sharp"
    (piece,) = read.plain["meshes"][node.plain["mesh"]]["primitives"]
    np.testing.assert_allclose(read.numbers(piece["attributes"]["POSITION"]), corners)
    assert read.plain["materials"][piece["material"]]["name"] == "steel"


def _index_too_high(plain, binary):
    view = plain["bufferViews"][
        plain["accessors"][plain["meshes"][0]["primitives"][0]["indices"]]["bufferView"]
    ]
    binary[view["byteOffset"] : view["byteOffset"] + 2] = b"\xfe\xff"


def _wide_field(plain, _):
    plain["cameras"][0]["perspective"]["aspectRatio"] = -1.0


def _long_quaternion(plain, _):
    plain["nodes"][0]["rotation"] = [0.9, 0.0, 0.0, 0.9]


def _shares_of_joints(plain, binary):
    piece = next(mesh for mesh in plain["meshes"] if "JOINTS_0" in mesh["primitives"][0]["attributes"])
    accessor = plain["accessors"][piece["primitives"][0]["attributes"]["WEIGHTS_0"]]
    start = plain["bufferViews"][accessor["bufferView"]]["byteOffset"]
    binary[start : start + 2] = b"\0\0"


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (_index_too_high, "ACCESSOR_INDEX_OOB"),
        (_wide_field, "VALUE_NOT_IN_RANGE"),
        (_long_quaternion, "ROTATION_NON_UNIT"),
        (_shares_of_joints, "ACCESSOR_WEIGHTS_NON_NORMALIZED"),
    ],
)
def test_the_validator_sees_a_planted_fault(gltf, validate, tmp_path, plant, code):
    plain, (held,) = unpacked(gltf.path)
    binary = bytearray(held)
    plant(plain, binary)
    (tmp_path / "wrong.glb").write_bytes(packed(plain, bytes(binary)))
    (told,) = validate(tmp_path / "wrong.glb")
    assert code in {each["code"] for each in told["issues"]["messages"]}
    assert told["issues"]["numErrors"] >= 1
