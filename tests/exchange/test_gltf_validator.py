"""The Khronos validator of glTF has nothing to say of our files, and would have seen a fault."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import playwright
import pytest

from offworld.exchange.gltf.container import packed, unpacked

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
