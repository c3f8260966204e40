"""The flip of a torque-free asymmetric top against its closed form (handbook physics, section 6.1).

Interval between flips of the intermediate axis: 2 K(m) / n with
n² = (I3-I2)(L²-2T I1) / (I1 I2 I3), m = (I2-I1)(2T I3-L²) / ((I3-I2)(L²-2T I1)), for L² > 2T I2; else 1 and 3 swap.
"""

import mujoco
import numpy as np
import pytest
from scipy.special import ellipk

from offworld.body.model import build_model
from offworld.body.posture import composite_posture
from offworld.body.props import prop_tree
from offworld.film.assembly import FIXED, Assembly
from offworld.film.prop import Prop


def flip_interval(moments, spin):
    i1, i2, i3 = moments
    energy, square = float(np.sum(moments * spin**2)), float(np.sum((moments * spin) ** 2))
    if square < energy * i2:
        i1, i3 = i3, i1
    n = np.sqrt((i3 - i2) * (square - energy * i1) / (i1 * i2 * i3))
    m = (i2 - i1) * (energy * i3 - square) / ((i3 - i2) * (square - energy * i1))
    return 2.0 * ellipk(m) / n


def zero_crossings(times, values):
    """Times at which a smooth signal changes its sign, by the cubic through four samples."""
    found = []
    for k in np.nonzero(values[:-1] * values[1:] < 0.0)[0]:
        if 1 <= k < len(values) - 2:
            roots = np.roots(np.polyfit(times[k - 1 : k + 3] - times[k], values[k - 1 : k + 3], 3))
            inside = [
                r.real for r in roots if abs(r.imag) < 1e-9 and -1e-9 <= r.real <= times[1] - times[0] + 1e-9
            ]
            found.append(times[k] + inside[0])
    return np.array(found)


def test_the_top_of_the_handbook_flips_every_11_578_seconds(lab):
    part = prop_tree(
        Prop(id="top", shape="box", size_m=(0.1, 0.1, 0.1), mass_kg=10.0, inertia=(1.0, 2.0, 3.0)), 1
    )
    built = build_model(
        Assembly(
            nodes=(FIXED, *part.nodes), shapes=part.shapes, sites=(), materials=(), coordinates=7, dofs=6
        ),
        lab.still,
    )
    data = built.data()
    data.qvel[3:] = (0.01, 2.0, 0.0)
    spin = []
    for _ in range(7500):
        mujoco.mj_step(built.model, data)
        spin.append(data.qvel[4])
    flips = zero_crossings(0.004 * np.arange(1, 7501), np.array(spin))
    assert np.diff(flips) == pytest.approx(11.5780256, abs=1e-4)
    assert flip_interval(np.array([1.0, 2.0, 3.0]), np.array([0.01, 2.0, 0.0])) == pytest.approx(
        11.5780256, abs=1e-6
    )


@pytest.mark.parametrize("sex", ["male", "female"])
def test_a_person_with_locked_joints_flips_as_the_closed_form_says(lab, sex):
    built = build_model(lab.alone(lab.reference[sex], pose=composite_posture()), lab.still, contacts=False)
    model, data = built.model, built.data()
    mujoco.mj_kinematics(model, data)
    inertia, _ = lab.whole_inertia(model, data)
    moments, axes = np.linalg.eigh(inertia)
    assert abs(axes[1, 1]) > 0.999, "pitch is the intermediate axis"
    spin = np.array([0.15, 2.0, 0.1])
    data.qvel[3:6] = axes @ spin
    times, pitch = 0.004 * np.arange(1, 6001), []
    for _ in times:
        mujoco.mj_step(model, data)
        pitch.append(float(axes[:, 1] @ data.qvel[3:6]))
    flips = zero_crossings(times, np.array(pitch))
    assert len(flips) >= 3
    wanted = flip_interval(moments, spin)
    assert np.diff(flips) == pytest.approx(wanted, rel=1e-4)
