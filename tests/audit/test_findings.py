"""Findings: each kind in a small hand-made take that has it, and not in one that has not."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from offworld.audit.findings import findings
from offworld.film.assembly import FIXED, Assembly, Joint, Node, Shape, Site
from offworld.film.blocking import Beat, Cue, Intent, Target
from offworld.film.person import Person
from offworld.film.scene import PersonStart, PropStart, Rehearsal, Scene
from offworld.film.stage_set import Exit, Loop, Rail, Solid, StageSet
from offworld.film.take import BeatOutcome, ContactRecord, HoldRecord, Stream, Take
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


def test_a_calm_take_has_no_findings():
    assert findings(make()) == ()


def test_a_blow_is_told_with_its_numbers():
    (one,) = found(make(contacts=[touch("ivan/chest/ball", "wall", speed=0.3, mass=20.0)]), "contact")
    assert one.text == "Ivan's chest bumps into wall at 0.30 m/s."
    assert one.weight == "note"
    assert one.who == ("ivan",)
    assert measure(one, "peak force") == pytest.approx(0.3 * sqrt(20.0 * 10_000.0))
    assert measure(one, "impulse") == 5.0
    assert "guess" in next(each.note for each in one.measures if each.name == "peak force")


@pytest.mark.parametrize(
    ("a", "b", "speed", "mass", "weight"),
    [
        ("ivan/chest/ball", "wall", 0.2, 20.0, "note"),
        ("ivan/chest/ball", "wall", 0.5, 30.0, "care"),
        ("ivan/chest/ball", "wall", 1.5, 40.0, "danger"),
        ("ivan/head/ball", "wall", 0.1, 5.0, "care"),
        ("ivan/head/ball", "wall", 0.3, 5.0, "danger"),
        ("ivan/right_hand/ball", "anna/head/ball", 0.3, 1.0, "care"),
        ("ivan/chest/ball", "anna/head/ball", 0.3, 20.0, "danger"),
        ("ivan/right_hand/ball", "anna/chest/ball", 0.2, 1.0, "note"),
    ],
)
def test_blows_are_weighed_by_crew_loads_and_heads(a, b, speed, mass, weight):
    (one,) = found(make(contacts=[touch(a, b, speed=speed, mass=mass)]), "contact")
    assert one.weight == weight


def test_glass_is_not_touched_however_softly():
    (one,) = found(make(contacts=[touch("ivan/right_hand/ball", "pane", speed=0.01)]), "no-touch")
    assert one.text == "Ivan's right hand touches glass, pane at 0.01 m/s. It must not be touched."
    assert one.weight == "care"


def test_a_hard_blow_on_glass_is_a_danger():
    (one,) = found(make(contacts=[touch("cup/body", "pane", speed=2.0, mass=2.0)]), "no-touch")
    assert one.weight == "danger"
    assert one.text.startswith("The cup hits glass")


def test_touches_of_one_blow_are_one_finding():
    several = [
        touch("ivan/chest/ball", "wall", start=s, end=s + 50, speed=v)
        for s, v in ((0, 0.2), (300, 0.4), (5000, 0.1))
    ]
    first, second = found(make(contacts=several), "contact")
    assert (first.tick, first.end, measure(first, "closing speed")) == (0, 350, 0.4)
    assert second.tick == 5000


@pytest.mark.parametrize(
    "contact",
    [
        touch("ivan/chest/ball", "wall", speed=0.04),
        touch("ivan/right_hand/ball", "rail.1/bar.0", speed=0.2),
        touch("cup/body", "ivan/chest/ball", speed=0.2),
        touch("nobody", "wall"),
    ],
)
def test_slight_touches_and_those_of_holds_are_not_told(contact):
    assert found(make(contacts=[contact]), "contact") == []


def test_one_who_is_strapped_lies_on_the_bed():
    strapped = [
        hold(0, 1, 0, "wall", kind="strap"),
        hold(1, 4, 9, "cup", kind="prop"),
        hold(2, 8, 0, "loop.1"),
    ]
    contacts = [touch("ivan/pelvis/ball", "wall", speed=0.1)]
    assert found(make(contacts=contacts, holds=strapped), "contact") == []


@pytest.mark.parametrize(("wanted", "count"), [(True, 0), (False, 1)])
def test_a_wanted_touch_is_no_finding(wanted, count):
    asked = beat("reach", target=Target(kind="person", name="anna", part="chest"), wanted_touch=wanted)
    take = make(
        [asked],
        [out("reach", "done", 0, 900)],
        [touch("ivan/right_hand/ball", "anna/chest/ball", speed=0.35)],
    )
    assert len(found(take, "contact")) == count


def test_a_missed_catch_says_by_how_much():
    paths = Paths()
    paths.places["ivan"] = lambda t: (-1.5 + 0.3 * t, 0.25, -1.3)
    catch = beat("catch", target=Target(kind="point", offset=(0.0, 0.0, -1.0)))
    take = make([catch], [out("catch", "missed", 0, 8000, otherwise=True)], paths=paths)
    (one,) = found(take, "missed")
    assert measure(one, "nearest distance") == pytest.approx(25.0, abs=0.1)
    assert measure(one, "speed past it") == pytest.approx(0.3, abs=1e-3)
    assert measure(one, "when nearest") == pytest.approx(4.0, abs=0.01)
    assert "within 25 cm at 4.0 s; what was to be done else was done." in one.text
    assert one.remedy == "Begin 25 cm nearer, or push off towards it."
    assert (one.tick, one.beat, one.weight) == (8000, "catch", "care")


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        (Target(kind="fitting", name="rail.1"), 0.40),
        (Target(kind="fitting", name="loop.1"), sqrt(0.6**2 + 2.0**2 + 0.4**2)),
        (Target(kind="nearest", name="rail"), 0.40),
        (Target(kind="nearest", name="loop"), sqrt(0.6**2 + 2.0**2 + 0.4**2)),
        (Target(kind="nearest", name="handhold"), 0.40),
        (Target(kind="person", name="anna", part="chest"), sqrt(0.3**2 + 2.0**2)),
        (Target(kind="prop", name="cup"), sqrt(0.6**2 + 0.6**2)),
        (Target(kind="fitting", name="wall"), sqrt(0.6**2 + 1.4**2)),
    ],
)
def test_the_miss_is_measured_to_every_kind_of_target(target, gap):
    (one,) = found(make([beat("hold", target=target)], [out("hold", "missed")]), "missed")
    assert measure(one, "nearest distance") == pytest.approx(100.0 * gap, abs=0.1)


def test_a_give_is_measured_to_the_hand_and_a_take_to_the_prop():
    give = beat("give", prop="cup", target=Target(kind="person", name="anna"), to_channel="right hand")
    (one,) = found(make([give], [out("give", "missed")]), "missed")
    assert measure(one, "nearest distance") == pytest.approx(200.0)
    take = beat("take", prop="cup", source=Target(kind="person", name="anna"))
    (one,) = found(make([take], [out("take", "missed")]), "missed")
    assert measure(one, "nearest distance") == pytest.approx(100.0 * sqrt(0.6**2 + 0.6**2), abs=0.1)


@pytest.mark.parametrize(
    ("speed", "remedy"), [(0.9, "Come slower: hands close below 0.45 m/s."), (0.1, "Give it more time")]
)
def test_a_near_miss_is_one_of_speed_or_time(speed, remedy):
    paths = Paths()
    paths.places["ivan"] = lambda t: (-0.3 - 5.0 * speed + speed * t, 0.1, -1.3)
    catch = beat("catch", target=Target(kind="point", offset=(0.0, 0.0, -1.0)))
    (one,) = found(make([catch], [out("catch", "missed", 0, 9000)], paths=paths), "missed")
    assert one.remedy.startswith(remedy)


def test_a_miss_without_a_place_gives_its_reason():
    (one,) = found(make([beat("look")], [out("look", "missed", reason="it was behind")]), "missed")
    assert one.text == "Ivan missed “ivan: look”: it was behind."
    (one,) = found(
        make([beat("hold", target=Target(kind="fitting", name="gone"))], [out("hold", "missed")]), "missed"
    )
    assert one.measures == ()
    catch = beat("catch", target=Target(kind="fitting", name="rail.1"))
    (one,) = found(make([catch], [out("catch", "missed", start=None)]), "missed")
    assert one.measures == ()


def test_a_wanted_miss_is_told_only_if_it_does_not_miss():
    catch = beat("catch", target=Target(kind="fitting", name="rail.1"), wanted_miss=True)
    assert findings(make([catch], [out("catch", "missed")])) == ()
    (one,) = findings(make([catch], [out("catch", "done")]))
    assert "meant to be missed" in one.text


def test_refusals_and_cues_that_never_came():
    late = beat("say", channels=("voice",), start=Cue(kind="word", ref="L1", word="where"))
    take = make(
        [beat("push off"), late],
        [
            out("push off", "refused", 0, 20, reason="3 m/s is faster than any arm can push"),
            out("say", "waiting", None, None),
        ],
    )
    (refused,) = found(take, "refused")
    assert refused.text == "Ivan could not do “ivan: push off”: 3 m/s is faster than any arm can push."
    (never,) = found(take, "never came")
    assert never.text == "The cue of “ivan: say” never came, so Ivan did not begin."
    assert never.tick == LENGTH


def test_outcomes_of_beats_that_are_not_there_are_passed_over():
    assert findings(make([], [out("ghost", "missed")])) == ()


def test_a_grip_that_slips_is_told():
    slipped = [
        hold(0, 4, 0, "rail.1", start=1000, end=2500, ended_by="slip"), hold(1, 4, 9, "cup", kind="prop"),
        hold(2, 8, 0, "loop.1"), hold(3, 4, 0, "rail.1", start=2600),
        hold(4, 9, 0, "wall", kind="velcro", end=10, ended_by="slip"),
    ]  # fmt: skip
    velcro, one = found(make(holds=slipped), "grip lost")
    assert one.text == "Ivan's right hand slips off rail.1 after 1.5 s."
    assert (one.tick, measure(one, "held for"), measure(one, "it can carry")) == (2500, 1.5, 400.0)
    assert velcro.text.startswith("The cup slips off wall")


def _stream(torque=0.0, load=0.0, during=slice(0, 0)):
    steps = LENGTH // 4
    torques, loads = np.zeros((steps, 6)), np.zeros((steps, 6))
    torques[during, 2] = torque
    loads[during, 0] = load
    return Stream(
        ticks=4 * np.arange(steps + 1), coordinates=np.zeros((steps + 1, 27)), velocities=np.zeros((steps + 1, 24)),
        torques=torques, joint_dofs=np.array([6, 7, 8, 15, 16, 17]), impulse_step=np.zeros(0, np.int64),
        impulse_key=np.zeros(0, np.int64), impulse=np.zeros((0, 6)), hold_step=np.arange(steps),
        hold_id=np.full(steps, 1), hold_load=loads,
    )  # fmt: skip


def test_muscles_and_grips_at_their_limit_for_long():
    take = make(stream=_stream(torque=9.9, load=380.0, during=slice(250, 500)))
    grip, muscle = found(take, "limit")
    assert muscle.text == "Ivan gives all there is for 1.0 s (wrist flexion)."
    assert grip.text.startswith("Ivan's right hand is near to losing rail.1 for 0.")
    assert measure(grip, "load") == pytest.approx(95.0, abs=0.1)
    assert found(make(stream=_stream(torque=9.9, load=380.0, during=slice(250, 300))), "limit") == []
    assert found(make(stream=_stream(torque=5.0, load=200.0, during=slice(250, 500))), "limit") == []


def test_one_who_is_pressed_against_a_wall_is_pinned():
    press = touch("anna/chest/ball", "wall", speed=0.01, start=1000, end=4000, impulse=300.0)
    (one,) = found(make(contacts=[press]), "pinned")
    assert one.text == "Anna's chest is pressed against wall for 3.0 s."
    assert measure(one, "mean force") == pytest.approx(100.0)
    assert found(make(contacts=[replace(press, impulse=30.0)]), "pinned") == []
    assert found(make(contacts=[replace(press, a="cup/body")]), "pinned") == []
    assert found(make(contacts=[press], world=World(kind="moon", gravity=(0.0, 0.0, -1.62))), "pinned") == []


def test_where_a_push_came_to():
    paths = Paths()
    paths.places["ivan"] = lambda t: (-2.0 + 0.4 * t, 0.5, -0.4)
    push = beat("push off", channels=("body",), target=Target(kind="point", offset=(0.0, 0.0, -0.4)))
    (one,) = found(make([push], [out("push off", "done", 0, 1000)], paths=paths), "mark")
    assert measure(one, "when") == pytest.approx(5.0, abs=0.01)
    assert one.text.startswith("Ivan comes within 5")
    assert one.weight == "note"
    far = beat("push off", channels=("body",), target=Target(kind="fitting", name="loop.1"))
    (one,) = found(make([far], [out("push off", "done", 0, 1000)], paths=paths), "mark")
    assert one.weight == "care"
    assert one.text.endswith("out of reach of it.")
    assert found(make([push], [out("push off", "refused", 0, 1000)], paths=paths), "mark") == []


def test_a_way_counts_until_the_next_move():
    paths = Paths()
    paths.places["ivan"] = lambda t: (-2.0 + 0.4 * t, 0.5, -0.4)
    there = Target(kind="person", name="anna", part="chest")
    beats = [
        beat("push off", channels=("body",), target=there),
        beat("drift", channels=("body",), target=there),
    ]
    take = make(beats, [out("push off", "done", 0, 1000), out("drift", "running", 2000, None)], paths=paths)
    ticks = {one.beat: one.tick for one in found(take, "mark")}
    assert ticks == {"push off": 2000, "drift": pytest.approx(5752, abs=24)}


def _facing(distance, turn):
    paths = Paths()
    paths.places["ivan"] = lambda t: (0.0, 0.0, -0.9)
    paths.places["anna"] = lambda t: (distance, 0.0, -0.9)
    paths.turns["anna/head"] = turn
    return paths


STAY = {
    "channels": ("body",),
    "relation": "face to face",
    "distance_m": 0.6,
    "target": Target(kind="person", name="anna"),
}
ABOUT_Z = (0.0, 0.0, 0.0, 1.0)
ABOUT_DIAGONAL = (0.0, 0.0, sqrt(0.5), sqrt(0.5))
"""Half a turn about y + z: x against x, and z across."""


@pytest.mark.parametrize(
    ("distance", "turn", "more", "away", "angle", "weight"),
    [
        (0.65, ABOUT_Z, {}, 5.0, 0.0, "note"),
        (0.9, ABOUT_Z, {}, 30.0, 0.0, "care"),
        (0.6, (1.0, 0.0, 0.0, 0.0), {}, 0.0, 180.0, "care"),
        (0.6, ABOUT_Z, {"lie": "across"}, 0.0, 90.0, "care"),
        (0.6, ABOUT_DIAGONAL, {"lie": "across"}, 0.0, 0.0, "note"),
        (0.6, (1.0, 0.0, 0.0, 0.0), {"relation": "side by side"}, 0.0, 0.0, "note"),
    ],
)
def test_how_two_stay_in_centimetres_and_degrees(distance, turn, more, away, angle, weight):
    stay = beat("stay", who=("ivan", "anna"), **{**STAY, **more})
    (one,) = found(make([stay], [out("stay", "done", 1000, 5000)], paths=_facing(distance, turn)), "mark")
    assert measure(one, "from the distance asked for") == pytest.approx(away, abs=0.1)
    assert measure(one, "from the attitude asked for") == pytest.approx(angle, abs=0.1)
    assert measure(one, "kept for") == pytest.approx(4.0 if weight == "note" else 0.0)
    assert one.weight == weight


def test_a_stay_by_a_place_is_not_measured_between_people():
    stay = beat("stay", channels=("body",), target=Target(kind="fitting", name="rail.1"))
    assert found(make([stay], [out("stay", "done")]), "mark") == []
    cup = beat("pull", who="cup", channels=("body",), target=Target(kind="fitting", name="rail.1"))
    gone = beat("pull", channels=("body",), target=Target(kind="fitting", name="gone"), name="gone")
    assert found(make([cup, gone], [out("pull", "done"), out("gone", "done")]), "mark") == []


ON_RAILS = (hold(1, 4, 0, "rail.1"), hold(2, 8, 0, "loop.1"))


def test_a_prop_that_is_let_go_is_loose():
    paths = Paths()
    paths.places["cup"] = lambda t: (0.1 * t, 0.0, 0.0)
    (one,) = found(make(holds=(*ON_RAILS, hold(0, 4, 9, "cup", end=4000)), paths=paths), "loose prop")
    assert one.text == "The cup floats loose from 4.0 s to the end and drifts 60 cm."
    assert measure(one, "mean speed") == pytest.approx(0.1)
    assert one.weight == "care"


@pytest.mark.parametrize(
    ("change", "weights"),
    [
        ({"holds": ON_RAILS}, ["note"]),
        ({"holds": ON_RAILS, "props": (PropStart(prop="cup", stuck=True),)}, []),
        ({"holds": ON_RAILS, "world": World(kind="moon", gravity=(0.0, 0.0, -1.62))}, []),
        ({"holds": (*ON_RAILS, hold(0, 4, 9, "cup", end=4000), hold(3, 8, 9, "cup", start=5000))}, []),
        ({"holds": (*ON_RAILS, hold(0, 4, 9, "cup", end=4000), hold(3, 8, 9, "cup", start=7000))}, ["care"]),
    ],
)
def test_when_a_prop_is_loose(change, weights):
    assert [one.weight for one in found(make(**change), "loose prop")] == weights


def test_a_prop_that_is_released_on_purpose_is_only_noted():
    let_go = beat("release", prop="cup")
    take = make(
        [let_go], [out("release", "done", 4000, 4020)], holds=(*ON_RAILS, hold(0, 4, 9, "cup", end=4000))
    )
    assert [one.weight for one in found(take, "loose prop")] == ["note"]


def test_one_who_floats_out_of_reach_is_adrift():
    paths = Paths()
    paths.places["ivan"] = lambda t: (0.3, -0.3 * t, -0.9)
    take = make(holds=(hold(2, 8, 0, "loop.1"), hold(0, 4, 9, "cup", kind="prop")), paths=paths)
    (one,) = found(take, "adrift")
    assert one.text.startswith("Ivan floats out of reach of everything for 7")
    assert one.text.endswith("and still does at the end.")
    assert (one.weight, one.who) == ("care", ("ivan",))
    assert measure(one, "farthest from a handhold") == pytest.approx(3.01, abs=0.05)
    assert found(make(), "adrift") == []


def test_one_who_stands_in_the_way_out_blocks_it():
    paths = Paths()
    paths.places["ivan"] = lambda t: (5.0, 0.0, -0.3) if 2.0 <= t <= 7.0 else (0.3, 0.0, -0.9)
    (one,) = found(make(paths=paths), "exit blocked")
    assert one.who == ("ivan",)
    assert one.text.startswith("The way out through hatch is blocked by Ivan for 4.9 s")
    quick = Paths()
    quick.places["ivan"] = lambda t: (5.0, 0.0, -0.3) if 2.0 <= t <= 4.0 else (0.3, 0.0, -0.9)
    assert found(make(paths=quick), "exit blocked") == []
    small = Paths()
    small.places["cup"] = lambda t: (5.0, 0.0, 0.0)
    assert found(make(paths=small), "exit blocked") == []


def test_a_stopped_take_says_so_first():
    take = make(
        stopped="stopped at 3.20 s: the state is no longer finite", contacts=[touch("ivan/head/ball", "wall")]
    )
    first, second = findings(take)
    assert (first.kind, first.weight) == ("stopped", "danger") or (second.kind == "stopped")
    empty = replace(take, sample_ticks=np.zeros(0, np.int64), poses=np.zeros((0, 10, 7), np.float32))
    assert [one.kind for one in findings(empty)] == ["stopped"]


def test_findings_come_by_weight_and_then_by_time():
    contacts = [
        touch("ivan/chest/ball", "wall", start=100, end=200),
        touch("ivan/head/ball", "wall", start=5000, end=5100, speed=0.5),
        touch("ivan/right_hand/ball", "pane", start=50, end=60, speed=0.1, mass=1.0),
    ]  # fmt: skip
    assert [(one.weight, one.tick) for one in findings(make(contacts=contacts))] == [
        ("danger", 5000), ("care", 50), ("note", 100),
    ]  # fmt: skip
