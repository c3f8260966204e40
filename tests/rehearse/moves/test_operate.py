"""A camera in somebody's hands keeps its lens on its subject, with the frame's top where it is asked to be."""

from __future__ import annotations

import numpy as np
import pytest

from offworld.geometry import rotation

START = (
    "  ann: floating at [1.3, 0.2, 0], up +z\n"
    "  ben: left foot in loop.3 and right foot in loop.2, up +z, operates camera A"
)


def frame(take, tick):
    """Axes of the camera (right, top, back) and the way from it to ann's face, set frame."""
    row = take.row(tick)
    prop = next(i for i, node in enumerate(take.assembly.nodes) if node.tree.startswith("camera"))
    pose = take.poses[row, prop].astype(float)
    head = take.poses[row, take.node("ann/head")].astype(float)
    site = next(site for site in take.assembly.sites if site.id == "ann/face")
    face = head[:3] + rotation.rotate(head[3:], np.array(site.position))
    way = face - pose[:3]
    return rotation.matrix(pose[3:]), way / np.linalg.norm(way)


@pytest.mark.parametrize("up", ["set", "ann", "free"])
def test_the_lens_stays_on_the_face(rehearse, up):
    take = rehearse(
        START,
        "  - ben [gaze]: look at ann\n",
        3,
        extra=f"cameras:\n  A: {{lens: 25 mm, by: ben, follows: ann's face, up: {up}}}\ncuts: [A]\n",
    )
    axes, way = frame(take, 3000)
    assert -axes[:, 2] @ way > np.cos(np.radians(6))
    if up == "set":
        assert axes[:, 1] @ [0, 0, 1] > 0.8


def test_who_has_gone_limp_aims_no_more(rehearse):
    take = rehearse(
        START,
        "  - ben: go limp at 0.5 s\n",
        1.5,
        extra="cameras:\n  A: {lens: 25 mm, by: ben, follows: ann's face, up: set}\ncuts: [A]\n",
    )
    # Ann's hinges come first, then ben's.
    assert np.any(take.stream.torques[:100, 35:])
    assert not np.any(take.stream.torques[150:, 35:])
