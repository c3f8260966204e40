"""From the words of a scene to its cuts: two face to face whose ups agree, lie across or are opposite."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from offworld.film.continuity import CutRules
from offworld.film.framing import ShotList
from offworld.flow.check import load_film
from offworld.flow.cuts import check_cuts, met
from offworld.flow.records import rules_of
from offworld.flow.shot_take import with_shots
from offworld.flow.together import together
from offworld.frame.from_take import Cast
from offworld.frame.shots import frame_shots
from offworld.geometry import rotation

FILM = """\
title: Face to face
rate: 25
aspect: 2.39
lenses: [18 mm, 25 mm, 35 mm, 50 mm]
people:
  zhenya: {sex: female, stature: 1.7 m, mass: 68 kg}
  ivan: {sex: male, stature: 1.7 m, mass: 68 kg}
"""
SCENE = """\
scene: 1
set: zvezda
world: orbit
length: 1.2 s
start:
  zhenya: up +z, facing +x, floating at [0.6, 0, 0]
  ivan: up +z, facing -x, floating at [1.5, 0, 0]
beats:
  - zhenya, ivan: drift
cameras:
  A: MCU on zhenya, up zhenya, three-quarter, from 0 s to 0.6 s
  B: MCU on ivan, up ivan, three-quarter, from 0.6 s to 1.2 s
cuts: [A, B CUE]
"""
MIDDLE = np.array([1.0, 0.0, 0.0])
APART_M = 0.9
X, Y, Z = np.eye(3)


def axes(forward, up):
    return rotation.from_matrix(np.stack([forward, np.cross(up, forward), up], axis=1))


@pytest.fixture(scope="module")
def facing(hand_made):
    """A take of two who float face to face, the second rolled about the line between them: `facing(90.0)`."""
    base = hand_made.make_take(1200, "zvezda")

    def pose(roll_deg):
        lean = np.radians(roll_deg)
        turns = {"zhenya": axes(X, Z), "ivan": axes(-X, np.cos(lean) * Z + np.sin(lean) * Y)}
        roots = {name: np.concatenate([np.zeros(3), turn]) for name, turn in turns.items()}
        take = base
        far = np.concatenate([[-3.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
        # Once to see where the eyes come to lie, and once more so that they meet.
        for _ in range(2):
            still = hand_made.moved(base.assembly, lambda tree, _: roots.get(tree, far), 0.0)
            for name, turn in turns.items():
                # Heads held level, whatever the posture does to them.
                still[base.node(f"{name}/head"), 3:] = turn
            take = replace(base, poses=np.repeat(still[None], len(base.poses), axis=0).astype(np.float32))
            people = {one.id: one for one in Cast(take).at(300)}
            for name, side in (("zhenya", -0.5), ("ivan", 0.5)):
                roots[name] = roots[name].copy()
                roots[name][:3] += MIDDLE + side * APART_M * X - people[name].eyes
        return take

    return pose


def cut_together(facing, folder, roll_deg, cue):
    """What the words come to in that take: the choice, the cut, the pictures that meet, the cut by other rules."""
    (folder / "scenes").mkdir(parents=True)
    (folder / "film.yaml").write_text(FILM, encoding="utf-8")
    (folder / "scenes" / "one.yaml").write_text(SCENE.replace("CUE", cue), encoding="utf-8")
    film = load_film(folder)
    (scene,) = film.scenes
    take = facing(roll_deg)
    bare = replace(scene, framings=(), set_ups=(), people=take.rehearsal.scene.people, beats=())
    take = replace(
        take,
        rehearsal=replace(take.rehearsal, scene=bare),
        cuts=((0, "A"), (600, "B")),
        outcomes=(),
        lines=(),
    )
    shots = ShotList(shots=scene.framings, package=film.package)
    framed = frame_shots(shots, take, film.sensor, budget=2000)
    assert [one.status for one in framed] == ["found", "found"]
    seen, rules = with_shots(take, framed), rules_of(film, scene)
    choice = together(seen, film, framed, rules, shots)
    chosen = tuple(replace(one, answers=(choice.chosen[one.framing.id],)) for one in framed)
    seen = with_shots(take, chosen)
    (pair,) = met(seen, film, chosen, rules)

    def again(by):
        return check_cuts(seen, film, chosen, by)[0]

    return choice, again(rules), pair, again


def beside(pair, who):
    """Unit direction beside the line from her eyes to his, square to somebody's own up."""
    line = pair.before.body("ivan").eyes - pair.before.body("zhenya").eyes
    across = np.cross(line, pair.before.body(who).up)
    return across / np.linalg.norm(across)


def offset(side, axis):
    """How far, m, a lens is off along an axis from the face that it sees."""
    return float((np.asarray(side.view.position) - side.subject.eyes) @ axis)


def test_with_ups_that_agree_both_cameras_stay_on_one_side(facing, tmp_path):
    choice, check, pair, _ = cut_together(facing, tmp_path / "film", 0.0, "at 0.6 s")
    assert not {one.kind for one in check.warnings} & {"line", "eyeline", "roll jump", "reorientation"}
    axis = beside(pair, "zhenya")
    assert offset(pair.before, axis) * offset(pair.after, axis) > 0.0
    assert choice.best <= choice.first


def test_at_90_degrees_the_reverse_camera_is_on_the_third_axis_and_the_turn_is_meant(facing, tmp_path):
    _, check, pair, again = cut_together(facing, tmp_path / "film", 90.0, "turning at 0.6 s")
    assert check.turn
    assert not {one.kind for one in check.warnings} & {"line", "eyeline", "roll jump", "reorientation"}
    # Each camera stands beside the line by the up of the one it sees: the reverse one on the axis that is left.
    hers, his = beside(pair, "zhenya"), beside(pair, "ivan")
    assert abs(hers @ his) < 0.1
    assert abs(offset(pair.before, hers)) > abs(offset(pair.before, his))
    assert abs(offset(pair.after, his)) > abs(offset(pair.after, hers))
    # Were the turn not meant, it would be told, and nothing else.
    told = {one.kind for one in again(CutRules()).warnings} - {one.kind for one in check.warnings}
    assert told
    assert told <= {"roll jump", "reorientation"}


def test_with_opposite_ups_the_reverse_camera_is_across_the_line(facing, tmp_path):
    _, check, pair, _ = cut_together(facing, tmp_path / "film", 180.0, "turning at 0.6 s")
    assert not {one.kind for one in check.warnings} & {"line", "eyeline", "roll jump", "reorientation"}
    axis = beside(pair, "zhenya")
    assert offset(pair.before, axis) * offset(pair.after, axis) < 0.0
    assert check.ups == ("zhenya", "ivan")
