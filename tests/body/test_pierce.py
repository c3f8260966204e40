"""A limb that runs through a box is found, and brought out towards the middle of its person."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from offworld.body.pierce import Unpierced, pierced

WORLD = """
<mujoco>
  <worldbody>
    <geom name="wall" type="box" size="0.1 2 2" pos="0.1 0 0"/>
    <body name="limb" pos="{x} 0 0">
      <freejoint/>
      <geom name="shank" type="capsule" size="0.05 0.2" quat="0.70710678 0 0.70710678 0" mass="1"/>
    </body>
  </worldbody>
</mujoco>
"""


def at(x: float):
    model = mujoco.MjModel.from_xml_string(WORLD.format(x=x))
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    return model, data


def test_a_limb_beside_the_wall_runs_through_nothing():
    assert pierced(*at(-0.3)) == []


@pytest.mark.parametrize("x", [-0.15, -0.1, -0.05])
def test_depth_is_from_the_far_side_of_the_limb_to_the_face_on_its_own_side(x):
    (one,) = pierced(*at(x))
    assert one.depth == pytest.approx(0.2 + x + 0.05)
    np.testing.assert_allclose(one.way_out, [-1, 0, 0])


def test_the_task_points_the_way_out_and_is_met_outside():
    model, data = at(-0.1)
    task = Unpierced(margin=0.01, weight=10.0)
    residual, derivative = task.rows(model, data)
    assert residual == pytest.approx([10.0 * (0.15 + 0.01)])
    step = np.zeros(model.nv)
    step[0] = -1.0
    assert (derivative @ step)[0] < 0.0
    assert task.rows(*at(-0.4))[0].size == 0
