"""Odds in plain words."""

from dataclasses import replace

import pytest

from offworld.film.habits import Spread
from offworld.film.odds import Filmed, FindingRow, OddsTable, TakeRow
from offworld.film.profiles import CALM, SPREADS, TRAINED
from offworld.film.times import SetUpTime
from offworld.flow.odds_telling import (
    filmed_lines,
    odds_lines,
    people_words,
    set_up_lines,
    share_words,
    side_by_side,
)
from offworld.odds.interval import wilson
from offworld.odds.results import odds_of

CLEAN = TakeRow(
    take=1, seed=1, as_written=False, length=9000, last=7000, beats=(), findings=(), peak_n=41.0, loads=4, gentle=3,
    touch_m_s=0.0, stopped="",
)  # fmt: skip


def missed(beat):
    return FindingRow(kind="missed", weight="care", who=("ann", "bo"), beat=beat, tick=5, end=9)


def told(*rows):
    table = OddsTable(film="t", scene="7", base="", profile=TRAINED, rows=rows)
    return "\n".join(odds_lines(table, odds_of(table)))


def test_what_is_told_of_takes():
    text = told(CLEAN, replace(CLEAN, take=2, findings=(missed("catch"), missed(""))))
    assert text.splitlines() == [
        "Scene 7, 2 takes with trained people (how much they vary is a guess)",
        "  clean 50 % (9 to 91 %): 2.0 takes until one is (1.1 to 10.6)",
        "  the last beat is over after 7.0 s (P50), 7.0 s (P80)",
        "  holds: at most 41 N, below 60 N 75.00 % of the time",
        "What goes wrong:",
        "  50 % (9 to 91 %)             missed, ann and bo (see take 2)",
        "  50 % (9 to 91 %)             missed, ann and bo, catch (see take 2)",
        "What goes wrong first, of takes that came to it well:",
        "  100 % (21 to 100 %)          catch",
    ]


def test_what_is_told_where_all_goes_wrong():
    rows = [replace(CLEAN, findings=tuple(missed(f"b{n}") for n in range(11)), as_written=True)]
    rows.append(replace(rows[0], take=2, stopped="it blew up"))
    text = told(*rows)
    assert "none was, so at least 1.5 takes until one is" in text
    assert "  and 3 more, in the table" in text
    assert "2 began as written" in text
    assert "did not finish 50 %" in text


def test_what_is_told_where_nothing_was_finished():
    text = told(replace(CLEAN, stopped="it blew up"))
    assert "P50" not in text
    assert "no beat" in text


@pytest.mark.parametrize(
    ("count", "of", "words"),
    [(0, 10, "0 % (0 to 28 %)"), (1, 1000, "0.1 % (0.0 to 0.6 %)"), (10, 10, "100 % (72 to 100 %)")],
)
def test_shares(count, of, words):
    assert share_words(wilson(count, of)) == words


def test_profiles_side_by_side():
    table = OddsTable(film="t", scene="7", base="", profile=CALM, rows=(CLEAN,))
    other = replace(table, profile=TRAINED, rows=(replace(CLEAN, findings=(missed("catch"),), stopped="x"),))
    assert side_by_side([odds_of(table), odds_of(other)]) == [
        "How it depends on the people:",
        "  calm     clean 100 % (21 to 100 %), P80 7.0 s (1 take)",
        "  trained  clean 0 % (0 to 79 %), missed, ann and bo, catch (see take 1) 100 % (21 to 100 %) (1 take)",
    ]


def test_who_plays_is_told_with_what_is_a_guess():
    known = Spread(value=0.2, source="12 pushes on film")
    mixed = replace(TRAINED, name="week two", speed=known, own=(("ann", CALM), ("bo", CALM)))
    assert people_words(mixed) == (
        "week two people; ann: calm; bo: calm (32 of 33 numbers of how they vary are guesses)"
    )
    sure = replace(TRAINED, **dict.fromkeys(SPREADS, known))
    assert people_words(sure) == "trained people"


def set_up(**changes):
    plain = {
        "prepare": (), "prepare_s": 720.0, "strike": (), "strike_s": 210.0, "scene_s": (7.0, 9.0),
        "back_s": (40.0, 60.0), "takes": (1.5, 2.0, 4.0), "takes_p80": 3,
        "total_s": (1000.0, 1024.0, 1206.0), "total_p80_s": 1137.0,
    }  # fmt: skip
    return SetUpTime(**{**plain, **changes})


def test_the_time_of_a_set_up_is_told():
    assert set_up_lines(set_up()) == [
        "Time for the set-up (most times of the crew's work are guesses):",
        "  until a take is clean: 17 min (17 min to 20 min)",
        "  enough in 80 % of cases: 3 takes, 19 min",
        "  ready 12 min, struck 4 min, each take with the way back 47 s",
    ]
    never = set_up_lines(set_up(total_s=(1000.0, None, None), takes_p80=None, total_p80_s=None))
    assert never[1] == "  until a take is clean: no take is clean, so no end can be told (17 min to no end)"
    assert not any("80 %" in line for line in never)
    assert any("1 take, " in line for line in set_up_lines(set_up(takes_p80=1)))


def test_what_was_seen_on_film_is_told():
    filmed = Filmed(beat="catch", filmed=wilson(7, 9), here=wilson(90, 100))
    assert filmed_lines([filmed]) == [
        "Beats that are done, on film and here:",
        "  catch: 78 % (45 to 94 %), here 90 % (83 to 94 %)",
    ]
    assert filmed_lines([]) == []
