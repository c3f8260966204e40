"""The shapes and named places of a person: few convex solids that collide, and some that only draw.

Girths are of a man of 1.741 m and 73 kg, estimated from breadths and depths of adults (recalled [R]); they
scale with the square root of mass over stature. A person meets walls and others with seventeen shapes:
capsules for trunk, head and limbs, boxes for hands and feet.
"""

from __future__ import annotations

from dataclasses import dataclass

from offworld.body.anthropometry import SEGMENTS, Segment, kind
from offworld.body.de_leva import ANKLE_FROM_HEEL, ANKLE_HEIGHT_M, TABLES
from offworld.film.assembly import Shape, ShapeKind, Site
from offworld.film.basic import NO_TURN, Quat, Vec3
from offworld.film.person import Person

ALONG_Y: Quat = (0.5**0.5, -(0.5**0.5), 0.0, 0.0)
"""Takes z to y: a capsule that lies across the body."""
BACKWARDS: Quat = (0.0, 0.0, 0.0, 1.0)
"""Takes x to −x."""
LEFT_PALM: Quat = (0.5, -0.5, 0.5, -0.5)
"""Grip axes to left hand: x out of the palm is −y, z towards the thumb is x."""
RIGHT_PALM: Quat = (0.5, 0.5, 0.5, 0.5)
"""Grip axes to right hand: x out of the palm is y, z towards the thumb is x."""
GRIP_ALONG = 0.090
"""Grip centre from the wrist along the hand, m (near the knuckles, MET3 at 0.086)."""
GRIP_OUT = 0.030
"""Grip centre from the hand's middle plane out of the palm, m: half a hand and the radius of a bar."""
INSTEP_ABOVE_SOLE = 0.065
"""Instep, where a loop lies, above the sole, m."""
INSTEP_FROM_HEEL = 0.55
"""Instep ahead of the heel, share of the foot's length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the shapes of one person are made with."""

    person: Person
    """Whose."""
    parts: dict[str, Segment]
    """Segments."""
    tall: float
    """Stature against the reference."""
    wide: float
    """Girth against the reference."""
    nodes: dict[str, int]
    """Node index of each segment."""


def build(person: Person, parts: dict[str, Segment], first_node: int) -> Build:
    """The sizes of a person's shapes.

    Args:
        person: sex, stature, mass.
        parts: its segments, in order.
        first_node: node index of the pelvis.
    """
    tall = person.stature_m / TABLES["male"].stature_m
    wide = ((person.mass_kg / TABLES["male"].mass_kg) / tall) ** 0.5
    nodes = {name: first_node + i for i, name in enumerate(SEGMENTS)}
    return Build(person=person, parts=parts, tall=tall, wide=wide, nodes=nodes)


def shapes(body: Build) -> tuple[Shape, ...]:
    """All shapes of a person, the colliding ones of each node first."""
    suit = body.person.suit
    return (
        *_trunk(body, suit),
        *_head(body),
        *(
            shape
            for side in ("left", "right")
            for shape in (*_arm(body, side, suit), *_leg(body, side, suit))
        ),
    )


def sites(body: Build) -> tuple[Site, ...]:
    """All named places of a person, ids `<person>/<part>`."""
    t, w = body.tall, body.wide
    found = [
        _site(body, "head", "head", (0.01 * t, 0.0, 0.128 * t)),
        _site(body, "face", "head", (0.105 * t, 0.0, 0.105 * t)),
        _site(body, "eyes", "head", (0.095 * t, 0.0, 0.140 * t)),
        _site(body, "chest", "chest", (0.120 * w, 0.0, 0.110 * t)),
        _site(body, "back", "chest", (-0.115 * w, 0.0, 0.110 * t), BACKWARDS),
        _site(body, "hips", "pelvis", (0.0, 0.0, 0.05 * t)),
    ]
    for side, sign, palm in (("left", 1.0, LEFT_PALM), ("right", -1.0, RIGHT_PALM)):
        foot = body.parts[f"{side}_foot"].length
        forearm, shank = body.parts[f"{side}_forearm"].length, body.parts[f"{side}_shank"].length
        found += [
            _site(body, f"{side} shoulder", f"{side}_upper_arm", (0.0, 0.0, 0.0)),
            _site(body, f"{side} elbow", f"{side}_forearm", (0.0, 0.0, 0.0)),
            _site(body, f"{side} wrist", f"{side}_forearm", (0.0, 0.0, 0.03 * t - forearm)),
            _site(body, f"{side} hand", f"{side}_hand", (0.0, -sign * GRIP_OUT, -GRIP_ALONG * t), palm),
            _site(body, f"{side} knee", f"{side}_shank", (0.0, 0.0, 0.0)),
            _site(body, f"{side} ankle", f"{side}_shank", (0.0, 0.0, 0.05 * t - shank)),
            _site(
                body,
                f"{side} foot",
                f"{side}_foot",
                (
                    (INSTEP_FROM_HEEL - ANKLE_FROM_HEEL) * foot,
                    0.0,
                    -ANKLE_HEIGHT_M * t + INSTEP_ABOVE_SOLE,
                ),
            ),
        ]
    return tuple(found)


def _site(body: Build, part: str, segment: str, position: Vec3, attitude: Quat = NO_TURN) -> Site:
    return Site(id=f"{body.person.id}/{part}", node=body.nodes[segment], position=position, attitude=attitude)


def _shape(
    body: Build,
    segment: str,
    name: str,
    kind_: ShapeKind,
    size: Vec3,
    position: Vec3,
    material: str,
    attitude: Quat = NO_TURN,
    *,
    collides: bool = False,
) -> Shape:
    return Shape(
        id=f"{body.person.id}/{segment}/{name}",
        node=body.nodes[segment],
        kind=kind_,
        size=size,
        position=position,
        attitude=attitude,
        material=material,
        collides=collides,
    )


def _across(body: Build, segment: str, name: str, radius: float, half: float, x: float, z: float) -> Shape:
    """A colliding capsule from side to side."""
    return _shape(
        body,
        segment,
        name,
        "capsule",
        (radius * body.wide, half * body.wide, 0.0),
        (x * body.wide, 0.0, z * body.tall),
        body.person.suit,
        ALONG_Y,
        collides=True,
    )


def _trunk(body: Build, suit: str) -> tuple[Shape, ...]:
    t, w = body.tall, body.wide
    half = body.parts["left_upper_arm"].origin[1]
    return (
        _across(body, "pelvis", "hips", 0.105, 0.065, 0.0, 0.050),
        _across(body, "abdomen", "waist", 0.103, 0.045, 0.0, 0.100),
        _across(body, "chest", "ribs", 0.110, 0.050, 0.0, 0.055),
        _across(body, "chest", "shoulders", 0.090, 0.085, 0.0, 0.145),
        _shape(body, "pelvis", "seat", "ellipsoid", (0.115 * w, 0.172 * w, 0.125 * t), (0, 0, 0.045 * t),
        suit), _shape(body, "abdomen", "belly", "ellipsoid", (0.110 * w, 0.150 * w, 0.160 * t), (0, 0, 0.1
        * t), suit), _shape(body, "pelvis", "belt", "ellipsoid", (0.113 * w, 0.158 * w, 0.022), (0, 0,
        0.135 * t), "belt"), _shape(body, "chest", "breast", "ellipsoid", (0.118 * w, 0.170 * w, 0.155 *
        t), (0, 0, 0.095 * t), suit), _shape(
            body, "chest", "yoke", "capsule", (0.058 * w, half, 0.0), (0, 0, 0.160 * t), suit, ALONG_Y
        ),
        _shape(body, "chest", "flag", "box", (0.004, 0.030, 0.020), (0.113 * w, 0.075, 0.120 * t),
        "patch.blue"), _shape(body, "chest", "name", "box", (0.004, 0.035, 0.012), (0.113 * w, -0.075,
        0.120 * t), "patch"),
    )  # fmt: skip


def _head(body: Build) -> tuple[Shape, ...]:
    t = body.tall
    return (
        _shape(
            body, "head", "skull", "capsule", (0.083 * t, 0.030 * t, 0.0), (0.012 * t, 0, 0.130 * t), "skin",
            collides=True,
        ),
        _shape(body, "head", "neck", "capsule", (0.054 * t, 0.050 * t, 0.0), (-0.005 * t, 0, 0.005 * t),
        "skin"), _shape(
            body, "head", "hair", "ellipsoid", (0.094 * t, 0.086 * t, 0.085 * t), (-0.010 * t, 0, 0.168 *
            t), "hair"
        ),
        _shape(
            body, "head", "nape", "ellipsoid", (0.060 * t, 0.078 * t, 0.075 * t), (-0.032 * t, 0, 0.125 *
            t), "hair"
        ),
        _shape(
            body, "head", "nose", "ellipsoid", (0.020 * t, 0.012 * t, 0.022 * t), (0.098 * t, 0, 0.112 *
            t), "skin"
        ),
        _shape(
            body, "head", "mouth", "ellipsoid", (0.010 * t, 0.024 * t, 0.005 * t), (0.088 * t, 0, 0.074 *
            t), "lips"
        ),
        *(
            _shape(
                body, "head", f"{side} eye", "sphere", (0.011 * t, 0.0, 0.0),
                (0.086 * t, sign * 0.032 * t, 0.138 * t), "eye",
            )
            for side, sign in (("left", 1.0), ("right", -1.0))
        ),
        *(
            _shape(
                body, "head", f"{side} ear", "ellipsoid", (0.020 * t, 0.010 * t, 0.030 * t),
                (0.0, sign * 0.086 * t, 0.118 * t), "skin",
            )
            for side, sign in (("left", 1.0), ("right", -1.0))
        ),
    )  # fmt: skip


def _limb(body: Build, segment: str, radius: float, material: str) -> Shape:
    """A colliding capsule from joint to joint; its round ends reach a little beyond."""
    half = 0.5 * body.parts[segment].length
    return _shape(
        body,
        segment,
        kind(segment).replace("_", " "),
        "capsule",
        (radius * body.wide, half, 0.0),
        (0.0, 0.0, -half),
        material,
        collides=True,
    )


def _arm(body: Build, side: str, suit: str) -> tuple[Shape, ...]:
    t, w = body.tall, body.wide
    sign = 1.0 if side == "left" else -1.0
    hand = f"{side}_hand"
    return (
        _limb(body, f"{side}_upper_arm", 0.045, suit),
        _limb(body, f"{side}_forearm", 0.036, suit),
        _shape(
            body, hand, "palm", "box", (0.040 * w, 0.015 * w, 0.048 * t), (0, 0, -0.050 * t), "skin",
        ),
        # What touches is the closed hand: about a bar it must clear the wall behind, which stretched fingers would not.
        _shape(
            body, hand, "fist", "sphere", (0.034 * w, 0, 0), (0, -0.6 * sign * GRIP_OUT, -GRIP_ALONG * t), "skin",
            collides=True
        ),
        _shape(body, f"{side}_upper_arm", "shoulder", "sphere", (0.060 * w, 0, 0), (0, 0, -0.005), suit),
        _shape(
            body, f"{side}_forearm", "cuff", "cylinder", (0.037 * w, 0.012, 0.0),
            (0, 0, 0.02 - body.parts[f"{side}_forearm"].length), "belt",
        ),
        _shape(
            body, hand, "fingers", "ellipsoid", (0.040 * w, 0.026 * w, 0.034 * t),
            (0, -sign * 0.010, -0.112 * t), "skin",
        ),
        _shape(
            body, hand, "thumb", "capsule", (0.012 * w, 0.022 * t, 0.0), (0.042 * w, -sign * 0.014, -0.060
            * t), "skin",
        ),
    )  # fmt: skip


def _leg(body: Build, side: str, suit: str) -> tuple[Shape, ...]:
    t, w = body.tall, body.wide
    foot = body.parts[f"{side}_foot"].length
    middle = (0.5 - ANKLE_FROM_HEEL) * foot
    sole = -ANKLE_HEIGHT_M * t
    return (
        _limb(body, f"{side}_thigh", 0.074, suit),
        _limb(body, f"{side}_shank", 0.049, suit),
        _shape(
            body, f"{side}_foot", "sole", "box", (0.5 * foot, 0.043 * t, 0.028 * t), (middle, 0, sole +
            0.028 * t), "boots", collides=True,
        ),
        _shape(body, f"{side}_thigh", "hip", "sphere", (0.082 * w, 0, 0), (0, 0, -0.02), suit),
        _shape(body, f"{side}_shank", "knee", "sphere", (0.060 * w, 0, 0), (0.006, 0, 0), suit),
        _shape(
            body, f"{side}_foot", "instep", "ellipsoid", (0.30 * foot, 0.042 * t, 0.050 * t),
            (middle - 0.12 * foot, 0, sole + 0.040 * t), "boots",
        ),
    )  # fmt: skip
