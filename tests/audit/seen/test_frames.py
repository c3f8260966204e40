"""Hand-held frames: what a pan, a dolly or a follow left the picture off. The cup of the kit is the camera."""

from dataclasses import replace

import numpy as np
import pytest

from offworld.audit.seen.frames import shake
from offworld.film.assembly import Site
from offworld.film.blocking import Target
from offworld.film.camera import SetUp
from offworld.geometry import rotation
from offworld.geometry.least_jerk import least_jerk

POINT = Target(kind="point", offset=(0.0, 0.0, -3.0))


def shot(kit, beat, end, *, turns=None, places=None, outcome="done", by="ivan"):
    """The findings of a beat of ivan's from 1 s to an end, ms, with the camera turned and placed so."""
    paths = kit.paths()
    ticks = np.arange(0, kit.length + 1, 8) / 1000.0
    if places is not None:
        paths.places["cup"] = places
    if turns is not None:
        paths.turns["cup"] = turns(ticks)
    take = kit.make([beat], [kit.out(beat.intent.move, outcome, 1000, end)], paths=paths)
    cup = next(i for i, node in enumerate(take.assembly.nodes) if node.id == "cup")
    lens = Site(id="cup/lens", node=cup, position=(0.0, 0.0, 0.0))
    set_up = SetUp(id="A", lens_mm=25.0, by=by, looks_at=POINT, prop="cup")
    return kit.found(
        replace(
            take, assembly=replace(take.assembly, sites=(*take.assembly.sites, lens)),
            rehearsal=replace(take.rehearsal, scene=replace(take.rehearsal.scene, set_ups=(set_up,))),
        ),
        "frame",
    )  # fmt: skip


def panned(degrees, wobble=0.0):
    """Attitudes of a pan to the left from 1 s to 3 s, with a tremor of 5 Hz about the lens."""

    def turns(seconds):
        share = least_jerk((seconds - 1.0) / 2.0)[0]
        pan = rotation.exp(np.radians(degrees) * share[:, None] * np.array([0.0, 1.0, 0.0]))
        tremor = np.radians(wobble) * np.sin(10 * np.pi * seconds)
        return rotation.multiply(pan, rotation.exp(tremor[:, None] * np.array([0.0, 0.0, 1.0])))

    return turns


def pan(kit, **more):
    """Ivan's pan by 60° in 2 s."""
    return kit.beat("pan", sense="left", angle_rad=np.radians(60), within_s=2.0, **more)


@pytest.mark.parametrize(("came", "told"), [(60.0, 0), (57.5, 0), (50.0, 1), (75.0, 1)])
def test_a_pan_is_told_of_when_it_is_off_by_a_share_of_the_frame(kit, came, told):
    found = shot(kit, pan(kit), 3000, turns=panned(came))
    assert len(found) == told
    for one in found:
        assert kit.measure(one, "off at the end") == pytest.approx(abs(60 - came), abs=0.05)
        assert kit.measure(one, "off at most") == pytest.approx(abs(60 - came), abs=0.05)
        share = 100 * 25 * np.tan(np.radians(abs(60 - came))) / 24.89
        assert kit.measure(one, "share of the frame's width") == pytest.approx(share, abs=0.5)
        assert (one.tick, one.end, one.beat, one.who) == (1000, 3000, "pan", ("ivan",))
        assert one.text.startswith("Ivan's pan by 60° leaves the frame of camera A ")


def test_shake_is_what_a_smooth_hand_would_not_do(kit):
    (one,) = shot(kit, pan(kit), 3000, turns=panned(50.0, wobble=4.0))
    assert kit.measure(one, "shake") == pytest.approx(4.0 / np.sqrt(2), rel=0.15)
    (smooth,) = shot(kit, pan(kit), 3000, turns=panned(50.0))
    assert kit.measure(smooth, "shake") < 0.5
    seconds = np.linspace(0.0, 2.0, 251)
    slow = np.stack([np.sin(seconds), np.cos(seconds), seconds], axis=1)
    assert shake(slow, seconds) < 0.1
    assert shake(slow[:3], seconds[:3]) < 1.0


@pytest.mark.parametrize(
    "intent",
    [
        {"sense": "forward"},
        {"direction": (0.0, 0.0, -1.0)},
        {"target": POINT},
    ],
)
@pytest.mark.parametrize(("came", "told"), [(0.40, 0), (0.30, 1)])
def test_a_dolly_is_told_of_when_the_camera_is_off_its_place(kit, intent, came, told):
    beat = kit.beat("dolly", distance_m=0.4, within_s=2.0, **intent)
    found = shot(
        kit, beat, 3000, places=lambda t: (0.0, 0.0, -came * float(least_jerk((t - 1.0) / 2.0)[0])),
        turns=panned(0.0),
    )  # fmt: skip
    assert len(found) == told
    for one in found:
        assert kit.measure(one, "off at the end") == pytest.approx(10.0, abs=0.1)
        assert "by 40 cm" in one.text


@pytest.mark.parametrize(
    ("pace", "inside", "words"),
    [(0.0, None, ""), (0.4, 100.0, "off the middle"), (1.0, 65.0, "off the middle")],
)
def test_a_follow_is_told_of_when_the_subject_leaves_the_middle(kit, pace, inside, words):
    """The lens looks along −z at the cup's place; the cup slides away from a subject 3 m ahead."""
    beat = kit.beat("follow", target=POINT)
    found = shot(kit, beat, 3000, places=lambda t: (pace * max(t - 1.0, 0.0), 0.0, 0.0), turns=panned(0.0))
    assert len(found) == (inside is not None)
    for one in found:
        assert words in one.text
        assert kit.measure(one, "in the frame") == pytest.approx(inside, abs=12)


def test_a_subject_behind_the_lens_is_told_without_a_number(kit):
    beat = kit.beat("follow", target=Target(kind="point", offset=(0.0, 0.0, 3.0)))
    (one,) = shot(kit, beat, 3000, turns=panned(0.0))
    assert "behind the lens" in one.text
    assert [measure.name for measure in one.measures] == ["in the frame"]


def test_what_is_followed_is_the_face_of_one_named_whole(kit):
    beat = kit.beat("follow", target=Target(kind="person", name="anna"))
    aimed = rotation.looking([0.3, 2.0, -0.2], [0.0, 0.0, 1.0])
    assert shot(kit, beat, 3000, turns=lambda seconds: np.tile(aimed, (len(seconds), 1))) == []


def test_nothing_is_told_of_moves_that_did_not_happen(kit):
    turns = panned(10.0)
    assert shot(kit, pan(kit), 3000, turns=turns, outcome="refused") == []
    assert shot(kit, pan(kit), 3000, turns=turns, outcome="missed") == []
    assert shot(kit, pan(kit), 1000, turns=turns) == []
    assert shot(kit, pan(kit), 3000, turns=turns, by="anna") == []
    nobody = kit.beat("dolly", distance_m=0.4, within_s=2.0, target=Target(kind="person", name="eva"))
    assert shot(kit, nobody, 3000, turns=turns) == []
    assert shot(kit, kit.beat("follow"), 3000, turns=turns) == []
