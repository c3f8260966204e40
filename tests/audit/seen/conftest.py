"""Small hand-made takes for findings: two people of four nodes, a cup, a rail, a loop and a way out."""

from types import SimpleNamespace

import numpy as np
import pytest

from offworld.audit.findings import findings
from offworld.film.assembly import FIXED, Assembly, Joint, Node, Shape, Site
from offworld.film.blocking import Beat, Intent
from offworld.film.person import Person
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Exit, Loop, Rail, Solid, StageSet
from offworld.film.take import BeatOutcome, ContactRecord, HoldRecord, Take
from offworld.film.world import World

LENGTH = 10_000
"""ms."""
TICKS = np.arange(0, LENGTH + 1, 8)
PEOPLE = ("ivan", "anna")


def _person(name, first):
    """A trunk with a head and a right hand on hinges: as few nodes as findings ask for."""
    dof, coordinate = 9 * ((first - 1) // 4), 10 * ((first - 1) // 4)
    rigid = {"attitude": (1.0, 0.0, 0.0, 0.0), "inertia_attitude": (1.0, 0.0, 0.0, 0.0)}

    def hinge(joint, number):
        return Joint(
            id=f"{name}/{joint}", axis=(0.0, 1.0, 0.0), anchor=(0.0, 0.0, 0.0), low=-1.0, high=1.0, torque=10.0,
            dof=dof + 6 + number, coordinate=coordinate + 7 + number,
        )  # fmt: skip

    parts = [
        ("pelvis", -1, (0, 0, 0), 50.0, ()),
        ("chest", 0, (0, 0, 0.3), 20.0, ("waist",)),
        ("head", 1, (0, 0, 0.4), 5.0, ("neck",)),
        ("right_hand", 1, (0.3, 0, 0), 0.5, ("wrist_flexion",)),
    ]
    return [
        Node(
            id=f"{name}/{part}", tree=name, parent=-1 if up < 0 else first + up, position=place, mass_kg=mass,
            centre=(0.0, 0.0, 0.0), inertia=(1.0, 1.0, 1.0),
            joints=tuple(hinge(joint, number - 1) for joint in joints),
            dof=dof if up < 0 else -1, coordinate=coordinate if up < 0 else -1, **rigid,
        )
        for number, (part, up, place, mass, joints) in enumerate(parts)
    ]  # fmt: skip


def _assembly():
    cup = Node(
        id="cup", tree="cup", parent=-1, position=(0.0, 0.0, 0.0), attitude=(1.0, 0.0, 0.0, 0.0), mass_kg=0.5,
        centre=(0.0, 0.0, 0.0), inertia=(1e-3, 1e-3, 1e-3), inertia_attitude=(1.0, 0.0, 0.0, 0.0), dof=18,
        coordinate=20,
    )  # fmt: skip
    nodes = (FIXED, *_person("ivan", 1), *_person("anna", 5), cup)
    index = {node.id: i for i, node in enumerate(nodes)}

    def ball(shape, node, radius, **more):
        return Shape(
            id=shape, node=node, kind="sphere", size=(radius, 0.0, 0.0), position=(0.0, 0.0, 0.0), **more
        )

    shapes = [ball("wall", 0, 0.1), ball("rail.1/bar.0", 0, 0.01), ball("pane", 0, 0.1, no_touch="glass")]
    shapes += [ball("cup/body", index["cup"], 0.05)]
    sites = [Site(id="cup/grip", node=index["cup"], position=(0.0, 0.0, 0.0))]
    for name in PEOPLE:
        for part, radius in (("pelvis", 0.2), ("chest", 0.3), ("head", 0.1), ("right_hand", 0.05)):
            shapes.append(ball(f"{name}/{part}/ball", index[f"{name}/{part}"], radius))
        for site, part in (("face", "head"), ("chest", "chest"), ("right hand", "right_hand")):
            sites.append(Site(id=f"{name}/{site}", node=index[f"{name}/{part}"], position=(0.0, 0.0, 0.0)))
    return Assembly(
        nodes=nodes, shapes=tuple(shapes), sites=tuple(sites), materials=(), coordinates=27, dofs=24
    )


STAGE = StageSet(
    id="room", title="Room", up=(0.0, 0.0, 1.0),
    solids=(Solid(id="wall", shape="box", size_m=(1.0, 1.0, 0.1), position=(0.0, 0.0, -2.0)),),
    rails=(Rail(id="rail.1", points=((0.0, 0.0, -1.0), (1.0, 0.0, -1.0)), normal=(0.0, 0.0, 1.0)),),
    loops=(Loop(id="loop.1", position=(0.0, 2.0, -1.0), normal=(0.0, 0.0, 1.0), toes=(1.0, 0.0, 0.0)),),
    exits=(Exit(id="hatch", position=(5.0, 0.0, 0.0), normal=(-1.0, 0.0, 0.0), diameter_m=0.8),),
)  # fmt: skip


class Paths:
    """Where everybody is: straight ways, each tree as one piece."""

    def __init__(self):
        self.places = {
            "ivan": lambda t: (0.3, 0.0, -0.9),
            "anna": lambda t: (0.3, 2.0, -0.9),
            "cup": lambda t: (0, 0, 0),
        }
        self.turns = {}

    def poses(self, assembly):
        offset = {"chest": (0.0, 0.0, 0.3), "head": (0.0, 0.0, 0.7), "right_hand": (0.3, 0.0, 0.3)}
        out = np.zeros((len(TICKS), len(assembly.nodes), 7), np.float32)
        out[..., 3] = 1.0
        for i, node in enumerate(assembly.nodes[1:], start=1):
            at = np.array([self.places[node.tree](t / 1000.0) for t in TICKS])
            out[:, i, :3] = at + offset.get(node.id.rpartition("/")[2], (0.0, 0.0, 0.0))
            if node.id in self.turns:
                out[:, i, 3:] = self.turns[node.id]
        return out


def make(
    beats=(),
    outcomes=(),
    contacts=(),
    holds=None,
    paths=None,
    world=None,
    stream=None,
    props=None,
    stopped="",
):
    assembly = _assembly()
    scene = Scene(
        id="1", title="T", set_id="room", world_id="w", length_s=None,
        people=tuple(PersonStart(person=name) for name in PEOPLE), props=props or (PropStart(prop="cup"),),
        beats=tuple(beats),
    )  # fmt: skip
    rehearsal = Rehearsal(
        film="F", scene=scene, stage_set=STAGE, world=world or World(kind="orbit"), props=(),
        people=tuple(Person(id=name, sex="male", stature_m=1.8, mass_kg=75.0) for name in PEOPLE),
    )  # fmt: skip
    if holds is None:
        holds = (hold(0, 4, 9, "cup", kind="prop"), hold(1, 4, 0, "rail.1"), hold(2, 8, 0, "loop.1"))
    return Take(
        rehearsal=rehearsal, assembly=assembly, step_ticks=4, control_ticks=20, length=LENGTH, sample_ticks=TICKS,
        poses=(paths or Paths()).poses(assembly), outcomes=tuple(outcomes), events=(), holds=tuple(holds),
        contacts=tuple(contacts), keys=(), ledger=np.zeros((0, 6)), remainder=(), cuts=(), lines=(),
        fingerprint="", stream=stream, stopped=stopped,
    )  # fmt: skip


def hold(number, node, partner, thing, *, kind="hand", start=0, end=None, ended_by="", force=400.0):
    return HoldRecord(
        id=number, node=node, partner=partner, kind=kind, thing=thing, start=start, end=end, ended_by=ended_by,
        anchor=(0.0, 0.0, 0.0), partner_anchor=(0.0, 0.0, 0.0), relative=(1.0, 0.0, 0.0, 0.0), force_limit=force,
        torque_limit=15.0,
    )  # fmt: skip


def touch(a, b, *, speed=0.3, mass=20.0, start=1000, end=1100, impulse=5.0):
    return ContactRecord(
        a=a, b=b, start=start, end=end, position=(0.0, 0.0, 0.0), closing_speed=speed, effective_mass=mass,
        impulse=impulse,
    )  # fmt: skip


def beat(move, who="ivan", channels=("right hand",), name=None, **intent):
    more = {key: intent.pop(key) for key in ("wanted_touch", "wanted_miss", "start") if key in intent}
    return Beat(
        id=name or move, number=1, who=(who,) if isinstance(who, str) else who, channels=channels,
        intent=Intent(move=move, **intent), text=f"{who}: {move}", **more,
    )  # fmt: skip


def out(name, outcome, start=0, end=5000, reason="", otherwise=False):
    return BeatOutcome(beat=name, outcome=outcome, start=start, end=end, reason=reason, otherwise=otherwise)


def found(take, kind):
    return [one for one in findings(take) if one.kind == kind]


def measure(one, name):
    return next(each.value for each in one.measures if each.name == name)


@pytest.fixture(scope="session")
def kit():
    """Makes takes and what is in them, and looks into findings."""
    return SimpleNamespace(
        make=make, hold=hold, touch=touch, beat=beat, out=out, found=found, measure=measure, paths=Paths,
        on_rails=(hold(1, 4, 0, "rail.1"), hold(2, 8, 0, "loop.1")), length=LENGTH,
    )  # fmt: skip
