"""Both searches for the cheapest order: against each other, against all orders, and against published optima."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.film.hold import HoldProblem, HoldScene, cost_of
from offworld.schedule.hold.pairs import best_order_by_pairs
from offworld.schedule.hold.reduce import merged_problem
from offworld.schedule.hold.sets import MOST, best_order

PEOPLE = "abcde"
# Optima from the talent scheduling literature; the handbook (schedule, 1.1) names the source of each.
PUBLISHED = {
    "tiny": 29, "small": 54, "concert": 111, "csplib_rehearsal": 109, "film-10": 352, "csplib_film1": 871,
    "MobStory": 871, "film103": 1031, "film105": 849, "film114": 867, "film118": 853, "film119": 790,
}  # fmt: skip


def problem(days, casts, pay):
    scenes = [
        HoldScene(name=f"s{i}", days=day, cast=frozenset(cast))
        for i, (day, cast) in enumerate(zip(days, casts, strict=True))
    ]
    return HoldProblem(scenes=tuple(scenes), pay=pay)


problems = st.integers(1, 6).flatmap(
    lambda n: st.builds(
        problem,
        st.lists(st.integers(1, 4), min_size=n, max_size=n),
        st.lists(st.sets(st.sampled_from(PEOPLE)), min_size=n, max_size=n),
        st.fixed_dictionaries({who: st.integers(0, 9) for who in PEOPLE}),
    )
)


def cheapest(of):
    return min(cost_of(of, order) for order in permutations(scene.name for scene in of.scenes))


@settings(max_examples=60)
@given(problems)
def test_against_all_orders(of):
    for found in (best_order(of), best_order_by_pairs(of)):
        assert found.status == "optimal"
        assert sorted(found.scenes) == sorted(scene.name for scene in of.scenes)
        assert found.cost == cost_of(of, found.scenes) == cheapest(of) == found.bound
        assert found.hold == found.cost - of.worked


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_the_two_agree_where_there_are_too_many_orders_to_try(seed):
    import random

    draw = random.Random(seed)
    casts = [draw.sample(PEOPLE, draw.randint(1, 4)) for _ in range(10)]
    of = problem([draw.randint(1, 3) for _ in casts], casts, {who: draw.randint(1, 40) for who in PEOPLE})
    assert best_order(of).cost == best_order_by_pairs(of).cost


def test_too_many_different_casts_are_said_not_to_be_proved():
    casts = [[w for i, w in enumerate(PEOPLE) if k >> i & 1] for k in range(1, 32)]
    of = problem([1] * len(casts), casts, dict.fromkeys(PEOPLE, 3))
    found = best_order(of)
    assert len(casts) > MOST
    assert found.status == "found"
    assert found.bound < found.cost == cost_of(of, found.scenes)


def test_a_solver_without_time_says_so():
    casts = [[w for i, w in enumerate(PEOPLE) if k >> i & 1] for k in range(1, 20)]
    found = best_order_by_pairs(problem([1] * len(casts), casts, dict.fromkeys(PEOPLE, 3)), budget=1e-6)
    assert found.status == "out of budget"
    assert found.bound <= found.cost


@pytest.fixture(scope="module")
def talent():
    folder = Path(__file__).resolve().parents[4] / "shared/data/talent"
    if not folder.is_dir():
        pytest.skip("the public talent instances are not on this machine")
    return folder


def read(path):
    text = path.read_text()
    if path.suffix != ".dzn":
        words = text.split()
        scenes, people = int(words[1]), int(words[2])
        rows = [[int(word) for word in words[3 + i * (scenes + 1) :][: scenes + 1]] for i in range(people)]
        days = [int(word) for word in words[3 + people * (scenes + 1) :][:scenes]]
        needed, pay = [row[:-1] for row in rows], [row[-1] for row in rows]
    else:
        field = {
            key: [int(x) for x in re.findall(r"\d+", inside)]
            for key, inside in re.findall(r"(\w+)\s*=\s*([^;]*);", text)
        }
        (scenes,), (people,), days, pay = field["numScenes"], field["numActors"], field["d"], field["c"]
        flat = field["ia"][-scenes * people :]
        needed = [flat[i * scenes : (i + 1) * scenes] for i in range(people)]
    casts = [[f"p{i}" for i in range(people) if needed[i][j]] for j in range(scenes)]
    return problem(days, casts, {f"p{i}": one for i, one in enumerate(pay)})


@pytest.mark.parametrize("name", PUBLISHED)
def test_against_published_optima(talent, name):
    path = talent / (name if name == "film-10" else f"{name}.dzn")
    of = read(path)
    found = best_order(of)
    assert (found.status, found.cost) == ("optimal", PUBLISHED[name])
    assert cost_of(of, found.scenes) == PUBLISHED[name]


@pytest.mark.parametrize("name", ["small", "concert", "film-10", "film105", "film114", "film119"])
def test_against_published_optima_by_pairs(talent, name):
    of = read(talent / (name if name == "film-10" else f"{name}.dzn"))
    small = merged_problem(of)
    found = best_order_by_pairs(small)
    assert found.status == "optimal"
    order = tuple(one for group in found.scenes for one in group.split("+"))
    assert cost_of(of, order) == PUBLISHED[name]
