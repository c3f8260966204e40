"""Whole-body inertia per pose against the table of the handbook (physics, section 1), for de Leva's reference people.

The table puts shoulders at 0.18 m. Straight poses agree within 1 %. Its neutral posture does not say how far the legs
are apart nor which way the bent forearms point, so there the short axes are held to 3 % and the long one to 9 %.
"""

import mujoco
import numpy as np
import pytest

from offworld.body.model import build_model

STRAIGHT = [
    ("male", {}, (12.42, 11.82, 0.91)),
    ("male", {"shoulder_flexion": 180}, (15.98, 15.38, 0.91)),
    ("male", {"shoulder_abduction": 90}, (15.04, 12.80, 2.55)),
    ("female", {}, (9.84, 9.38, 0.69)),
    ("female", {"shoulder_flexion": 180}, (12.30, 11.84, 0.69)),
    ("female", {"shoulder_abduction": 90}, (11.68, 10.04, 1.87)),
]
NEUTRAL = {
    "neck_flexion": 24, "shoulder_flexion": 36, "shoulder_abduction": 39, "elbow_flexion": 58, "hip_flexion": 52,
    "knee_flexion": 47, "ankle_flexion": -21,
}  # fmt: skip


def inertia_of(lab, sex, angles):
    built = build_model(lab.alone(lab.reference[sex], shoulder_half=0.18), lab.still)
    data = built.data()
    data.qpos[7:] = lab.pose(**angles)
    mujoco.mj_kinematics(built.model, data)
    return lab.whole_inertia(built.model, data)


@pytest.mark.parametrize(("sex", "angles", "table"), STRAIGHT)
def test_straight_poses_have_the_moments_of_the_table(lab, sex, angles, table):
    inertia, _ = inertia_of(lab, sex, angles)
    assert np.diag(inertia) == pytest.approx(table, rel=0.01)
    # The feet point forward: a small product of inertia is left, and none across the midline.
    assert np.abs(inertia[[0, 1], [1, 2]]).max() < 1e-9


@pytest.mark.parametrize(("sex", "height"), [("male", 0.072), ("female", 0.085)])
def test_the_centre_of_mass_of_one_standing_is_just_above_the_hips(lab, sex, height):
    _, centre = inertia_of(lab, sex, {})
    assert centre[2] == pytest.approx(height, abs=0.002)
    assert abs(centre[0]) < 0.002


@pytest.mark.parametrize(
    ("sex", "principal"), [("male", (2.39, 10.62, 11.46)), ("female", (1.79, 8.45, 9.09))]
)
def test_the_neutral_posture_is_an_asymmetric_top_with_pitch_between(lab, sex, principal):
    inertia, _ = inertia_of(lab, sex, NEUTRAL)
    moments, axes = np.linalg.eigh(inertia)
    assert moments[0] == pytest.approx(principal[0], rel=0.09)
    assert moments[1:] == pytest.approx(principal[1:], rel=0.03)
    assert abs(axes[1, 1]) > 0.999
    tilt = np.degrees(np.arccos(abs(axes[2, 0])))
    assert tilt == pytest.approx(16.0, abs=2.5)


def test_masses_add_up_and_scale():
    from offworld.body.anthropometry import segments
    from offworld.film.person import Person

    for sex in ("male", "female"):
        for stature, mass in ((1.5, 45.0), (1.741, 73.0), (1.95, 110.0)):
            found = segments(Person(id="x", sex=sex, stature_m=stature, mass_kg=mass))
            assert sum(one.mass for one in found.values()) == pytest.approx(mass, rel=1e-12)
            assert found["left_thigh"].mass == found["right_thigh"].mass
    tall = segments(Person(id="x", sex="male", stature_m=2.0, mass_kg=73.0))
    short = segments(Person(id="x", sex="male", stature_m=1.6, mass_kg=73.0))
    assert tall["left_shank"].length / short["left_shank"].length == pytest.approx(2.0 / 1.6)
    assert tall["chest"].inertia[0] / short["chest"].inertia[0] == pytest.approx((2.0 / 1.6) ** 2)
