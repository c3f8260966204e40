"""The exact motion without momentum against handbook physics, section 5: its degrees per cycle and its recipe."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from offworld.film.person import Person
from offworld.geometry import rotation
from offworld.rehearse.crew import hinge_names
from offworld.rehearse.turning.swing import Swing, gauss_points

MAN = Person(id="ann", sex="male", stature_m=1.741, mass_kg=73.0)
WOMAN = Person(id="ann", sex="female", stature_m=1.735, mass_kg=61.9)
TUCKED = {"hip_flexion": 110.0, "knee_flexion": 120.0}


def standing(names, **degrees):
    """The anatomical zero with some hinges of both sides elsewhere."""
    plain = [name.removeprefix("left_").removeprefix("right_") for name in names]
    return np.radians([degrees.get(name, 0.0) for name in plain])


@pytest.mark.parametrize(
    ("person", "legs", "degrees"),
    [(MAN, {}, 20.0), (WOMAN, {}, 18.5), (MAN, TUCKED, 38.2), (WOMAN, TUCKED, 33.9)],
    ids=["man", "woman", "man tucked", "woman tucked"],
)
def test_against_straight_arms_in_a_full_circle(afloat, person, legs, degrees):
    """Ours has a jointed trunk, hands and feet, at rest here: within 1 % of the table's nine segments."""
    actor = afloat(person=person).actor
    names = hinge_names(actor)
    path = np.tile(standing(names, **legs), (121, 1))
    for side in ("left", "right"):
        path[:, names.index(f"{side}_shoulder_flexion")] = np.linspace(0.0, 2.0 * np.pi, 121)
    turned = np.degrees(rotation.log(Swing(actor).turned(path)))
    assert turned == pytest.approx([0.0, degrees, 0.0], abs=0.01 * degrees)


def test_against_the_first_six_rows_of_the_mass_matrix(afloat):
    """v_root = -M_rr⁻¹ M_rj q̇: its turning part is the spin."""
    actor = afloat().actor
    swing, rng = Swing(actor), np.random.default_rng(3)
    tree, model = actor.tree, swing.model
    speeds = rng.uniform(-2.0, 2.0, len(tree.hinges))
    angles = np.clip(actor.neutral + rng.uniform(-0.4, 0.4, len(speeds)), tree.low, tree.high)
    spin = swing.spin(angles, speeds)
    mass = np.zeros((model.nv, model.nv))
    mujoco.mj_fullM(model, swing.data, mass)
    root = slice(tree.dof, tree.dof + 6)
    v = -np.linalg.solve(mass[root, root], mass[root][:, tree.hinges] @ speeds)
    assert spin == pytest.approx(v[3:], abs=1e-12)


def test_a_stiff_body_with_momentum_about_a_principal_axis_turns_evenly(afloat):
    """Both ways of following the path; ω = I⁻¹ L stays."""
    actor = afloat().actor
    swing, angles = Swing(actor), np.zeros(len(actor.tree.hinges))
    momentum = np.array([0.0, 1.5, 0.0])
    rate = swing.spin(angles, angles, momentum)
    times = gauss_points(0.0, 4.0, 60)
    still = np.zeros((120, len(angles)))
    smooth = swing.turned_along(still, still, 4.0 / 60, momentum)
    stepped = swing.turned(np.zeros((400, len(angles))), np.linspace(0.0, 4.0, 400), momentum)
    assert rate[[0, 2]] == pytest.approx(0.0, abs=1e-9)
    for turned in (smooth, stepped):
        assert rotation.log(turned) == pytest.approx(4.0 * rate, abs=1e-6)
    assert len(times) == 120
