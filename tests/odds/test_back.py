"""Back to one."""

from dataclasses import fields, replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.film.blocking import Target
from offworld.film.habits import Spread
from offworld.film.odds import EndRow, FindingRow, TakeRow
from offworld.film.scene import HoldStart, PersonStart, PropStart
from offworld.film.times import Times
from offworld.odds.back import back_to_one, with_back

TIMES = replace(
    Times(),
    **{
        name: Spread(value=value, source="a test")
        for name, value in {
            "fly_m_s": 0.5, "start_stop_s": 2.0, "turn_deg_s": 10.0, "grip_s": 3.0, "foot_s": 5.0, "strap_s": 40.0,
            "clip_s": 7.0, "hold_person_s": 6.0, "take_s": 4.0, "put_s": 9.0, "stick_s": 1.0, "search_s": 60.0,
            "frame_s": 11.0, "settle_s": 10.0,
        }.items()
    },
)  # fmt: skip
RAIL = Target(kind="fitting", name="rail.1")
ORIGIN = (0.0, 0.0, 0.0)
ANN, BO = PersonStart(person="ann"), PersonStart(person="bo")


def scene(*people, props=()):
    return SimpleNamespace(people=people, props=props)


def end(who, x=0.0, turn=0.0, **more):
    return EndRow(who=who, start=ORIGIN, end=(x, 0.0, 0.0), turn_deg=turn, **more)


def row(*ends, findings=(), stopped=""):
    return TakeRow(
        take=1, seed=1, as_written=False, length=9000, last=7000, beats=(), findings=findings, peak_n=0.0, loads=0,
        gentle=0, touch_m_s=0.0, stopped=stopped, ends=ends,
    )  # fmt: skip


def seconds(people, *ends, props=(), findings=()):
    """Without slate and quiet."""
    back = back_to_one(scene(*people, props=props), row(*ends, findings=findings), TIMES)
    assert back.parts[-1].what == "slate and quiet"
    return back.seconds - 10.0


def test_who_is_where_they_began_only_waits_for_the_slate():
    assert seconds([ANN, BO], end("ann"), end("bo", 0.09, 14.0)) == 0.0


@pytest.mark.parametrize(
    ("x", "turn", "expected"),
    [
        (3.0, 0.0, 3.0 / 0.5 + 2.0),
        (0.0, 90.0, 9.0),
        # One turns on the way: the longer of both.
        (3.0, 60.0, 8.0),
        (3.0, 180.0, 18.0),
    ],
)
def test_the_way_of_one(x, turn, expected):
    assert seconds([ANN], end("ann", x, turn)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((("left hand", "rail.1"),), 3.0),
        ((("left hand", "rail.1"), ("right foot", "loop.2")), 8.0),
        ((("straps", "bed"),), 40.0),
        ((("tether", "rail.1"),), 7.0),
    ],
)
def test_holds_are_taken_again(gone, expected):
    assert seconds([ANN], end("ann", gone=gone)) == pytest.approx(expected)


def test_people_go_back_at_the_same_time():
    assert seconds([ANN, BO], end("ann", 3.0), end("bo", 5.0)) == pytest.approx(12.0)


def test_an_operator_finds_the_frame_again():
    operator = PersonStart(person="ann", operates="A")
    assert seconds([operator], end("ann", 1.0)) == pytest.approx(4.0 + 11.0)


def test_who_holds_somebody_does_so_last():
    held = PersonStart(person="ann", held_by="bo")
    assert seconds([held, BO], end("ann", 3.0), end("bo")) == pytest.approx(8.0 + 6.0)
    # Also where only the hold was lost.
    lost = (("left hand", "ann's left ankle"),)
    assert seconds([held, BO], end("ann"), end("bo", gone=lost)) == pytest.approx(6.0)
    # Held all the time and moved by nobody: nothing to do.
    assert seconds([held, BO], end("ann"), end("bo")) == 0.0


def test_a_chain_is_closed_from_its_far_end():
    people = [
        PersonStart(person="cy"),
        PersonStart(person="ann", held_by="bo"),
        PersonStart(person="bo", held_by="cy"),
    ]
    ends = (end("cy"), end("ann", 3.0), end("bo", 1.0))
    # Ann 8 s, then Bo takes hold of her until 14 s, then Cy of him.
    assert seconds(people, *ends) == pytest.approx(8.0 + 6.0 + 6.0)


def test_a_ring_of_holders_has_an_end():
    people = [PersonStart(person="ann", held_by="bo"), PersonStart(person="bo", held_by="ann")]
    assert seconds(people, end("ann", 3.0), end("bo", 3.0)) < 40.0


PEN = PropStart(prop="pen", position=Target(kind="point"))


def test_a_prop_is_fetched_by_whoever_is_soonest_done():
    ends = (end("ann", 1.0), end("bo", 4.0), end("pen", 4.0))
    back = back_to_one(scene(ANN, BO, props=(PEN,)), row(*ends), TIMES)
    fetch = next(part for part in back.parts if "brings pen" in part.what)
    assert fetch.who == "bo"
    # Bo takes it, flies 4 m with it, leaves it at rest, and is home then.
    assert fetch.seconds == pytest.approx(4.0 + (8.0 + 2.0) + 9.0)
    assert back.seconds == pytest.approx(fetch.seconds + 10.0)


@pytest.mark.parametrize(
    ("prop", "held_by", "expected"),
    [
        (PEN, "", 4.0 + 6.0 + 9.0),
        (replace(PEN, stuck=True), "", 4.0 + 6.0 + 1.0),
        (replace(PEN, stuck=True), "ann", 6.0 + 1.0),
        (replace(PEN, stuck=True), "set", 0.0),
        (PropStart(prop="pen", held_by="ann"), "", 4.0 + 6.0),
        (PropStart(prop="pen", held_by="ann"), "ann", 6.0),
        (PropStart(prop="pen", held_by="bo"), "ann", 6.0 + 4.0),
        (PropStart(prop="pen", held_by="bo"), "bo", 6.0),
    ],
)
def test_where_a_prop_belongs(prop, held_by, expected):
    """Ann and the pen end 2 m off; Bo, who is strapped, stays where he is."""
    bo = PersonStart(person="bo", strapped=RAIL)
    ends = (end("ann", 2.0), end("bo"), end("pen", 2.0, held_by=held_by))
    way_home = 6.0
    assert seconds([ANN, bo], *ends, props=[prop]) == pytest.approx(max(expected, way_home))


def test_a_lost_prop_must_be_searched_for():
    lost = FindingRow(kind="loose prop", weight="care", who=("pen",), beat="", tick=1, end=2)
    ends = (end("ann"), end("pen", 2.0))
    plain = seconds([ANN], *ends, props=[PEN])
    assert seconds([ANN], *ends, props=[PEN], findings=[lost]) == pytest.approx(plain + 60.0)


def test_who_goes_after_a_prop_has_let_go_of_everything():
    holds = (HoldStart(limb="left hand", target=RAIL), HoldStart(limb="right foot", target=RAIL))
    ann = PersonStart(person="ann", holds=holds)
    # The pen's place is Ann's: she is there again when it is, and takes hold with hand and foot.
    assert seconds([ann], end("ann"), end("pen", 2.0), props=[PEN]) == pytest.approx(
        6.0 + 4.0 + 6.0 + 9.0 + 8.0
    )


@pytest.mark.parametrize(
    "person",
    [PersonStart(person="ann", strapped=RAIL), PersonStart(person="ann", operates="A")],
)
def test_where_nobody_is_free_the_crew_fetches(person):
    back = back_to_one(scene(person, props=(PEN,)), row(end("ann"), end("pen", 2.0)), TIMES)
    assert [part.who for part in back.parts if "brings pen" in part.what] == ["crew"]
    assert back.seconds >= 10.0 + 4.0 + 6.0 + 9.0


def test_of_a_take_that_stopped_nothing_is_known():
    assert back_to_one(scene(ANN), row(end("ann"), stopped="it blew up"), TIMES) is None
    assert back_to_one(scene(ANN), row(), TIMES) is None
    timed = with_back(scene(ANN), [row(end("ann", 3.0)), row()], TIMES)
    assert [one.back_s for one in timed] == [pytest.approx(18.0), None]


METRES = st.floats(0.0, 8.0)
ENDS = st.lists(st.tuples(METRES, st.floats(0.0, 180.0)), min_size=3, max_size=3)


@given(ENDS, METRES, st.sampled_from(["", "ann", "bo", "cy"]))
def test_it_takes_no_less_than_the_longest_and_no_more_than_all_in_turn(ends, away, held_by):
    people = [ANN, PersonStart(person="bo", held_by="cy"), PersonStart(person="cy")]
    rows = [end(one.person, *place) for one, place in zip(people, ends, strict=True)]
    back = back_to_one(scene(*people, props=(PEN,)), row(*rows, end("pen", away, held_by=held_by)), TIMES)
    work = [part for part in back.parts if not part.what.startswith("waits for")]
    assert max(part.seconds for part in work) <= back.seconds + 1e-9
    assert back.seconds <= sum(part.seconds for part in work) + 1e-9
    assert all(part.seconds > 0.0 for part in back.parts)


@given(ENDS, st.floats(1.0, 4.0))
def test_slower_people_need_longer(ends, slower):
    rows = [
        end(one.person, *place) for one, place in zip((ANN, BO, PersonStart(person="cy")), ends, strict=True)
    ]
    people = [ANN, PersonStart(person="bo", held_by="cy"), PersonStart(person="cy")]
    slow = replace(
        TIMES,
        fly_m_s=Spread(value=TIMES.fly_m_s.value / slower, source="a test"),
        turn_deg_s=Spread(value=TIMES.turn_deg_s.value / slower, source="a test"),
    )
    plain = back_to_one(scene(*people), row(*rows), TIMES).seconds
    assert back_to_one(scene(*people), row(*rows), slow).seconds >= plain - 1e-9


def test_every_time_has_its_source():
    assert all(getattr(Times(), field.name).source for field in fields(Times))
    assert Times().fly_m_s.value == pytest.approx(0.25)
