import hashlib
import pickle

import pytest
from small_rehearsals import BALL, rehearsal, wall

from offworld.errors import StoreError
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.scene import HoldStart, Line, PersonStart
from offworld.film.world import World
from offworld.rehearse import restart as points
from offworld.rehearse import run
from offworld.rehearse.director import Director
from offworld.rehearse.session import Session
from offworld.store.take import write_take

RAIL = Target(kind="fitting", name="rail")
HELD = PersonStart(
    person="ann", holds=(HoldStart(limb="left hand", target=RAIL), HoldStart(limb="right hand", target=RAIL))
)


def beat(name, number, move, channels=("body",), start=None, **intent):
    return Beat(
        id=name,
        number=number,
        who=("ann",),
        channels=channels,
        start=start,
        intent=Intent(move=move, **intent),
    )


BEATS = (
    beat("say", 1, "say", ("voice",), line="L1"),
    beat("free", 2, "let go", ("left hand",), Cue(kind="time", delay_s=0.3), limbs=("left hand",)),
    beat("off", 3, "let go", ("right hand",), Cue(kind="time", delay_s=0.7), limbs=("right hand",)),
)
LINE = Line(id="L1", character="ANN", text="now", duration_s=0.2)


def scene(kind):
    world = World(kind="parabola") if kind == "parabola" else World(kind="orbit")
    solids = (wall(0.5),) if kind == "touching" else ()
    return rehearsal(
        ("ann",), (BALL,) if kind == "thing" else (), world=world, solids=solids, starts=(HELD,), beats=BEATS,
        lines=(LINE,), length_s=1.3,
    )  # fmt: skip


def bytes_of(take, folder):
    write_take(take, folder)
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("kind", ["touching", "thing", "parabola"])
def test_a_take_goes_on_from_every_point_to_the_same_bytes(kind, tmp_path):
    what = scene(kind)
    whole, kept = run(what, keep_restarts=True)
    wanted = bytes_of(whole, tmp_path / "whole")
    assert [point.tick for point in kept] == [240, 320, 720, 1000]
    assert [point.beat for point in kept] == ["say", "free", "off", ""]
    for point in kept:
        take, later = run(what, restart=point, keep_restarts=True)
        assert bytes_of(take, tmp_path / f"from {point.tick}") == wanted
        assert [one.tick for one in later] == [one.tick for one in kept if one.tick > point.tick]


def test_a_point_of_a_point_is_the_same_point():
    what = scene("thing")
    _, kept = run(what, keep_restarts=True, stream=False)
    take, _ = run(what, restart=kept[0])
    assert take.length == 1300
    assert len(kept[-1].written) == len(kept)


@pytest.mark.parametrize("named", [eval, print, hashlib.sha256])
def test_a_state_that_names_what_none_holds_is_refused(named):
    session = Session(scene("thing"))
    point = points.Restart(tick=20, beat="", state=pickle.dumps(named), written=())
    with pytest.raises(StoreError, match="which no state holds"):
        points.load(session, Director(session), point)
