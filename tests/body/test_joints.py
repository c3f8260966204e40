"""Axes by what they do, ranges, strength, Hill's fall, and the resting posture."""

import mujoco
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.body.anthropometry import PARENTS, SEGMENTS, check_person
from offworld.body.joints import HILL_STOP, body_joints, hill, joint_names, torque_limit
from offworld.body.model import build_model
from offworld.body.posture import FAMILIES, SPREAD, neutral_posture, personal_generator, softness
from offworld.errors import NotPossible
from offworld.film.person import Person

ORDER = [
    "pelvis", "abdomen", "chest", "head", "left_upper_arm", "left_forearm", "left_hand", "right_upper_arm",
    "right_forearm", "right_hand", "left_thigh", "left_shank", "left_foot", "right_thigh", "right_shank", "right_foot",
]  # fmt: skip

# Joint, angle in degrees, site that moves, and where to: axis (x forward, y left, z head) and sign.
DEEDS = [
    ("lumbar_flexion", 30, "head", 0, +1), ("thorax_flexion", 20, "head", 0, +1), ("neck_flexion", 40, "face", 2, -1),
    ("lumbar_side", 20, "head", 1, -1), ("neck_twist", 50, "face", 1, +1),
    ("left_shoulder_flexion", 80, "left elbow", 0, +1), ("right_shoulder_flexion", 80, "right elbow", 0, +1),
    ("left_shoulder_abduction", 80, "left elbow", 1, +1), ("right_shoulder_abduction", 80, "right elbow", 1, -1),
    ("left_elbow_flexion", 80, "left hand", 0, +1), ("right_elbow_flexion", 80, "right hand", 0, +1),
    ("left_wrist_flexion", 60, "left hand", 1, -1), ("right_wrist_flexion", 60, "right hand", 1, +1),
    ("left_hip_flexion", 80, "left knee", 0, +1), ("right_hip_flexion", 80, "right knee", 0, +1),
    ("left_hip_abduction", 40, "left knee", 1, +1), ("right_hip_abduction", 40, "right knee", 1, -1),
    ("left_knee_flexion", 80, "left foot", 0, -1), ("right_knee_flexion", 80, "right foot", 0, -1),
    ("left_ankle_flexion", 13, "left foot", 2, +1), ("right_ankle_flexion", 13, "right foot", 2, +1),
]  # fmt: skip


@pytest.fixture(scope="module")
def standing(lab):
    built = build_model(lab.alone(lab.anna), lab.still, contacts=False, holds=False)
    return built.model, built.data()


def where(model, data, part, **angles):
    data.qpos[7:] = [np.radians(angles.get(name, 0.0)) for name in joint_names()]
    mujoco.mj_kinematics(model, data)
    site = model.site(f"anna/{part}").id
    return data.site_xpos[site].copy(), data.site_xmat[site].reshape(3, 3).copy()


def test_segments_and_joints_are_in_the_agreed_order():
    assert list(SEGMENTS) == ORDER
    assert len(joint_names()) == 35
    assert joint_names()[:4] == ("lumbar_flexion", "lumbar_side", "lumbar_twist", "thorax_flexion")
    assert joint_names()[9:16] == (
        "left_shoulder_flexion", "left_shoulder_abduction", "left_shoulder_rotation", "left_elbow_flexion",
        "left_forearm_twist", "left_wrist_flexion", "left_wrist_deviation",
    )  # fmt: skip
    assert all(SEGMENTS.index(parent) < SEGMENTS.index(child) for child, parent in PARENTS.items())


@pytest.mark.parametrize(("joint", "angle", "part", "axis", "sign"), DEEDS)
def test_a_positive_angle_does_what_its_name_says(standing, joint, angle, part, axis, sign):
    model, data = standing
    moved = where(model, data, part, **{joint: angle})[0] - where(model, data, part)[0]
    assert sign * moved[axis] > 0.01
    back = where(model, data, part, **{joint: -angle})[0] - where(model, data, part)[0]
    assert sign * back[axis] < sign * moved[axis]


@pytest.mark.parametrize("side", ["left", "right"])
def test_turning_inwards_is_positive(standing, side):
    model, data = standing
    inwards = -1.0 if side == "left" else 1.0
    bent = {f"{side}_elbow_flexion": 90}
    hand = where(model, data, f"{side} hand", **bent)[0]
    turned = where(model, data, f"{side} hand", **bent, **{f"{side}_shoulder_rotation": 40})[0]
    assert inwards * (turned - hand)[1] > 0.05
    toes = where(model, data, f"{side} foot", **{f"{side}_hip_rotation": 30})[1][:, 0]
    assert inwards * toes[1] > 0.3
    # Pronation: the palm, which faces the thigh, turns to look backwards.
    palm = where(model, data, f"{side} hand", **{f"{side}_forearm_twist": 70})[1][:, 0]
    assert palm[0] < -0.8
    # Radial deviation lifts the thumb's side: the fingers swing forward.
    knuckles = where(model, data, f"{side} hand", **{f"{side}_wrist_deviation": 20})[0]
    assert knuckles[0] > where(model, data, f"{side} hand")[0][0] + 0.01
    sole = where(model, data, f"{side} foot", **{f"{side}_ankle_inversion": 25})[1][:, 2]
    assert inwards * sole[1] < -0.3, "the sole turns in, its top side out"


def test_the_palms_face_the_thighs(standing):
    model, data = standing
    for side, inwards in (("left", -1.0), ("right", 1.0)):
        axes = where(model, data, f"{side} hand")[1]
        assert axes[:, 0] == pytest.approx((0, inwards, 0))
        assert axes[:, 2] == pytest.approx((1, 0, 0)), "across the palm, towards the thumb"
        assert np.linalg.det(axes) == pytest.approx(1.0)


@given(
    speed=st.floats(-30, 30), sign=st.sampled_from([-1.0, 1.0]), isometric=st.floats(0.1, 300),
)  # fmt: skip
def test_strength_falls_only_where_muscles_shorten(speed, sign, isometric):
    limit = float(torque_limit(isometric, speed, sign))
    assert 0.0 <= limit <= isometric
    if speed * sign <= 0.0:
        assert limit == isometric
    faster = float(torque_limit(isometric, speed * 1.5, sign))
    assert faster <= limit


def test_hill_has_half_its_strength_at_five_radians_a_second():
    assert hill([0.0, 5.0, HILL_STOP, 20.0]) == pytest.approx([1.0, 0.5, 0.0, 0.0], abs=0.005)


def test_women_and_strength_scale_torque(lab):
    man = {joint.name: joint.torque for joint in body_joints(lab.reference["male"])}
    woman = {joint.name: joint.torque for joint in body_joints(lab.reference["female"])}
    assert woman["left_shoulder_flexion"] / man["left_shoulder_flexion"] == pytest.approx(0.60)
    assert woman["left_hip_flexion"] / man["left_hip_flexion"] == pytest.approx(0.70)
    assert man["left_elbow_flexion"] == pytest.approx(0.67 * 73.0)
    weak = Person(id="w", sex="male", stature_m=1.741, mass_kg=73.0, strength=0.5)
    assert [joint.torque for joint in body_joints(weak)] == pytest.approx(
        [0.5 * value for value in man.values()]
    )


@pytest.mark.parametrize("family", [1, 2, 3])
@pytest.mark.parametrize("seed", range(5))
def test_everyone_rests_within_range_and_one_standard_deviation(family, seed):
    person = Person(id="x", sex="female", stature_m=1.7, mass_kg=60.0, posture=family)
    angles = np.degrees(neutral_posture(person, personal_generator(seed, "x")))
    for joint, angle in zip(body_joints(person), angles, strict=True):
        mean, spread = FAMILIES[family].get(joint.hinge.name, 0.0), SPREAD.get(joint.hinge.name, 0.0)
        assert np.degrees(joint.low) <= angle <= np.degrees(joint.high)
        assert abs(angle - mean) <= spread + 1e-9


def test_posture_is_personal_and_repeats():
    person = Person(id="x", sex="female", stature_m=1.7, mass_kg=60.0)
    once = neutral_posture(person, personal_generator(1, "x"))
    assert np.array_equal(once, neutral_posture(person, personal_generator(1, "x")))
    assert not np.array_equal(once, neutral_posture(person, personal_generator(1, "y")))
    assert not np.array_equal(once, neutral_posture(person, personal_generator(2, "x")))
    assert softness("left_knee_flexion") == softness("knee_flexion")


def test_left_alone_a_person_settles_in_the_resting_posture(lab):
    built = build_model(lab.alone(lab.anna), lab.still, contacts=False)
    data = built.data()
    rest = np.array([joint.rest for node in built.assembly.nodes for joint in node.joints])
    data.qpos[built.joint_coordinate] = 0.5 * rest
    mujoco.mj_step(built.model, data, 6000)
    assert np.degrees(data.qpos[built.joint_coordinate]) == pytest.approx(np.degrees(rest), abs=1.0)


@pytest.mark.parametrize(
    ("stature", "mass", "said"),
    [(1.7, 3.0, "of 3 kg: people of 35 to 160 kg"), (17.0, 60.0, "of 17 m: people of 1.3 to 2.2 m")],
)
def test_bodies_outside_the_table_are_refused(stature, mass, said):
    with pytest.raises(NotPossible, match=said):
        check_person(Person(id="x", sex="male", stature_m=stature, mass_kg=mass))
