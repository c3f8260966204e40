"""Advice in words, from records made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offworld.film.advice import Advice, Change, Confirmed, NewLine, Shift, Tried
from offworld.flow.advise_telling import advice_lines
from offworld.odds.interval import wilson
from offworld.odds.risk import paired

LINE = NewLine(part="beats", name="catch", key="mira [left hand]", old="catch rail.s3", new="catch rail.p3")
RAIL = Change(kind="rail", who=("mira",), words="Mira takes rail.p3 in place of rail.s3", lines=(LINE,))
SWAP = Change(kind="order", who=("mira",), words="Mira: catch before pull", lines=(), order=("catch", "pull"))
HOLD = Change(kind="hold", who=("mira",), words="Mira starts with the left foot in loop.1", lines=())


def confirmed(faults, *, helps, shifts=()):
    return Confirmed(
        risk=wilson(faults, 30),
        danger=wilson(0, 30),
        paired=paired([True] * 30, [n < faults for n in range(30)]),
        helps=helps,
        shifts=shifts,
    )


def tried(change, **more):
    nothing = paired([True] * 8, [True] * 8)
    return Tried(change=change, **{"risk": wilson(4, 8), "danger": wilson(1, 8), "paired": nothing} | more)


GONE = Shift(
    kind="missed", weight="care", who=("mira",), beat="catch", before=wilson(28, 30), after=wilson(1, 30)
)
COME = replace(GONE, kind="contact", beat="", before=wilson(0, 30), after=wilson(6, 30))
ADVICE = Advice(
    film="A film",
    scene="4",
    profile="calm",
    base="b",
    seed=1,
    fresh_seed=2,
    takes=210,
    verdict="helps",
    risk=wilson(22, 24),
    danger=wilson(3, 24),
    fresh_risk=wilson(28, 30),
    fresh_danger=wilson(0, 30),
    tried=(
        tried(RAIL, confirmed=confirmed(2, helps=True, shifts=(GONE, COME))),
        tried(SWAP, confirmed=confirmed(24, helps=False)),
        tried(HOLD, refused="there is no room for this start"),
    ),
    left_out=4,
)


def test_what_helps_what_does_not_and_what_has_no_room():
    assert advice_lines(ADVICE) == [
        "Scene 4 with calm people (how much they vary is a guess)",
        "As written something goes wrong in 92 % (74 to 98 %) of takes, a danger in 12 % (4 to 31 %).",
        "Tried 3 changes (1 hold, 1 other rail, 1 other order), 4 more left out for want of takes, 210 takes in all.",
        "On 30 fresh takes as written: 93 % (79 to 98.2 %) of takes.",
        "",
        "1. Mira takes rail.p3 in place of rail.s3",
        "     write: mira [left hand]: catch rail.p3",
        "     then something goes wrong in 7 % (1.8 to 21 %) of takes",
        "     of 30 takes 28 are put right and 0 spoiled",
        "     less of: missed, mira, catch: 93 % → 3 %",
        "     more of: contact, mira: 0 % → 20 %",
        "",
        "Looked better in the search, but not shown on fresh takes:",
        "  Mira: catch before pull — wrong in 80 % (63 to 90 %) of takes",
        "",
        "No room for:",
        "  Mira starts with the left foot in loop.1 — there is no room for this start",
    ]


def test_another_order_is_written_out():
    first = tried(SWAP, confirmed=confirmed(1, helps=True))
    assert "     in the order: catch, pull" in advice_lines(replace(ADVICE, tried=(first,)))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("nothing helps", "Nothing that was tried can be shown to help."),
        ("clean enough", "That is clean enough: no change could be shown to be better (1 take made)."),
        ("nothing to try", "No small change could be thought out that the scene has room for."),
    ],
)
def test_where_there_is_nothing_to_advise(verdict, words):
    lines = advice_lines(
        replace(ADVICE, verdict=verdict, takes=1, tried=(tried(HOLD),), fresh_risk=None, fresh_danger=None)
    )
    assert words in lines
