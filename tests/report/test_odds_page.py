"""What many takes came to, on the pages of scene and film."""

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from offworld.film.advice import Advice, Change, Confirmed, NewLine, Paired, Tried
from offworld.film.finding import FindingKind
from offworld.film.habits import Spread
from offworld.film.odds import BeatRow, Filmed, FindingOdds, FindingRow, OddsTable, TakeRow
from offworld.film.profiles import CALM, FIRST_DAYS, SPREADS, TRAINED
from offworld.film.scene import Film
from offworld.film.times import Times
from offworld.flow.scene_odds import scene_odds
from offworld.odds.interval import wilson
from offworld.report import SceneEntry, film_page, scene_page
from offworld.report.odds import ManyTakes, odds_part
from offworld.report.odds_chart import Dot, chart
from offworld.report.odds_words import (
    clean_words,
    guess_warning,
    learned_words,
    of_takes,
    percent,
    span,
    what,
)

NASTY = "<script>alert(1)</script>\"'&"


def finding(kind, who=("ann",), beat="catch", weight="care"):
    return FindingRow(kind=kind, weight=weight, who=who, beat=beat, tick=500, end=900)


def row(number, *findings, **changes):
    plain = {
        "take": number, "seed": 1, "as_written": False, "length": 9000, "last": 7000, "findings": findings,
        "beats": (BeatRow(beat="catch", outcome="done", start=0, end=900, otherwise=False),), "peak_n": 80.0,
        "loads": 10, "gentle": 9, "touch_m_s": 0.1, "stopped": "", "back_s": 40.0,
    }  # fmt: skip
    return TakeRow(**{**plain, **changes})


@pytest.fixture
def told(take):
    """Odds of rows with a profile, as a page is given them."""

    def tell(*rows, profile=TRAINED):
        table = OddsTable(film="t", scene="1", base="b", profile=profile, rows=rows)
        return scene_odds(table, take.rehearsal, Times())

    return tell


@pytest.fixture
def some(told):
    return told(
        *(row(n) for n in range(1, 7)),
        row(7, finding("missed")),
        row(8, finding("contact", ("ann", "bo"), "")),
    )


def test_a_page_without_odds_says_nothing_of_them(take):
    assert "What usually happens" not in scene_page(take)


def test_a_page_shows_what_usually_happens(take, some):
    html = scene_page(take, many=ManyTakes(kept=(some,)))
    assert "<h2>What usually happens</h2>" in html
    assert "75 %</strong>" in html
    assert "of 8 takes with trained people are clean" in html
    assert "On average 1.3 takes until one is (1.1 to 2.4)." in html
    assert "How much people vary is a guess" in html
    assert "Ann misses what was to be done" in html
    assert "Ann and Bo bump into each other" in html
    assert "see take 7" in html
    assert "The beat to blame" in html
    assert "The hardest pull on a hold" in html
    assert "Back to one takes" in html
    assert "Time for the set-up" in html
    assert "What would make it safer" not in html


def test_everybody_is_told_but_everyday_people_at_length(told, some):
    nobody = told(row(1, finding("missed")), profile=FIRST_DAYS)
    always = told(row(1), row(2), profile=CALM)
    many = ManyTakes(kept=(nobody, some, always))
    assert many.main() is some
    html = odds_part(many)
    assert "Clean takes, by who plays" in html
    order = [html.index(f">{name}<small>") for name in ("Calm", "Trained", "First days")]
    assert order == sorted(order)
    assert ManyTakes(kept=(nobody, always)).main() is always
    own = told(row(1), profile=replace(TRAINED, name="week two"))
    assert ManyTakes(kept=(own, nobody)).main() is nobody
    assert ManyTakes().main() is None


def test_where_nothing_goes_wrong_and_where_all_does(told):
    assert "Nothing went wrong in any of them." in odds_part(ManyTakes(kept=(told(row(1), row(2)),)))
    kinds = list(get_args(FindingKind))
    all_wrong = odds_part(ManyTakes(kept=(told(row(1, *(finding(kind) for kind in kinds))),)))
    assert "None was: at least 1.3 takes on average until one is." in all_wrong
    assert f"and {len(kinds) - 7} more" in all_wrong
    assert "No take was clean, so no end can be told" in all_wrong


def test_takes_that_stopped_or_began_as_written_are_counted(told):
    html = odds_part(ManyTakes(kept=(told(row(1, stopped="x"), row(2, as_written=True)),)))
    assert "The simulation did not finish" in html
    assert "Began as written" in html
    only = odds_part(ManyTakes(kept=(told(row(1, stopped="x", back_s=None)),)))
    assert "The last beat is over" not in only
    assert "Back to one takes" not in only
    assert "Time for the set-up" not in only


def test_odds_of_a_former_state_say_so(some):
    html = odds_part(ManyTakes(kept=(some,), stale=True))
    assert "The scene has changed since these takes were made" in html
    assert "offworld rehearse FILM 1 --takes 8" in html


def test_names_of_a_film_stay_text(told):
    profile = replace(TRAINED, name=NASTY, own=((NASTY, replace(CALM, name=NASTY)),))
    html = odds_part(ManyTakes(kept=(told(row(1, finding("missed", (NASTY,), NASTY)), profile=profile),)))
    assert "<script>" not in html
    assert "alert(1)" in html


def test_a_dot_and_its_whisker_are_where_the_share_is():
    html = chart([Dot(label="a", share=wilson(5, 10), kind="good")], "shares")
    share = wilson(5, 10)
    assert 'cx="50.00%"' in html
    assert f'x1="{100 * share.low:.2f}%" x2="{100 * share.high:.2f}%"' in html
    assert 'aria-label="shares"' in html


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 s"),
        (99.4, "99 s"),
        (100.0, "2 min"),
        (5400.0, "90 min"),
        (6000.0, "1 h 40 min"),
        (7500.0, "2 h 05 min"),
    ],
)
def test_times_as_a_crew_says_them(seconds, words):
    assert span(seconds) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0"), (0.004, "0.4"), (0.62, "62"), (0.995, "99.5"), (1.0, "100")]
)
def test_percents(value, words):
    assert percent(value) == words


def test_shares_in_words():
    assert of_takes(wilson(62, 100)) == "62 % (52–71)"
    assert clean_words(wilson(62, 100)) == "clean in 62 % of takes (52–71)"


@pytest.mark.parametrize("kind", get_args(FindingKind))
def test_everything_that_goes_wrong_has_words(kind):
    one = FindingOdds(kind=kind, weight="care", who=("ann",), beat="", share=wilson(1, 2), first=1)
    assert what(one).startswith("Ann ")
    assert what(one) != f"Ann {kind}"
    assert what(replace(one, who=()))[0].isupper()


def test_what_is_a_guess_is_said():
    known = Spread(value=0.2, source="12 pushes on film")
    assert guess_warning(TRAINED).startswith("How much people vary is a guess: ")
    assert guess_warning(replace(TRAINED, speed=known)).startswith("10 of 11 numbers that say")
    assert guess_warning(replace(TRAINED, **dict.fromkeys(SPREADS, known))) == ""


def tried(words, after, *, helps=True, refused="", confirmed=True, lines=(), order=()):
    pair = Paired(of=200, fixed=60, spoiled=4, gain=0.28, low=0.2, high=0.36, p=1e-9)
    fresh = Confirmed(risk=wilson(after, 200), danger=wilson(0, 200), paired=pair, helps=helps, shifts=())
    return Tried(
        change=Change(kind="hold", who=("ann",), words=words, lines=lines, order=order), risk=wilson(after, 100),
        danger=wilson(0, 100), paired=pair, confirmed=fresh if confirmed else None, refused=refused,
    )  # fmt: skip


def advice(verdict, *changes, **more):
    plain = {
        "film": "t", "scene": "1", "profile": "trained", "base": "b", "seed": 1, "fresh_seed": 2, "takes": 600,
        "verdict": verdict, "risk": wilson(90, 200), "danger": wilson(9, 200), "fresh_risk": wilson(88, 200),
        "fresh_danger": wilson(9, 200), "tried": changes,
    }  # fmt: skip
    return Advice(**{**plain, **more})


def test_advice_is_shown_before_and_after():
    line = NewLine(part="start", name="ann", key="ann", old="", new=f"held by bo {NASTY}")
    given = advice(
        "helps",
        tried("bo holds ann by the feet", 20, lines=(line,)),
        tried("ann goes first", 30, order=("catch", "push")),
        tried("ann takes rail.2", 80, helps=False),
        tried("ann pushes more slowly", 50, confirmed=False),
        tried("a tether for ann", 0, confirmed=False, refused="no rail is near"),
    )
    html = odds_part(ManyTakes(advice=(given,)))
    assert "What would make it safer" in html
    assert "As written" in html
    assert "44 % (37–51)" in html
    assert "1. Bo holds ann by the feet." in html
    assert "Of 200 takes 60 are put right and 4 spoiled." in html
    assert "ann: held by bo &lt;script&gt;" in html
    assert "in the order: catch, push" in html
    assert "no room: no rail is near" in html
    assert "wrong in 50 % (40–60)" in html
    assert "wrong in 40 %" in html


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("clean enough", "As written it is clean enough"),
        ("nothing helps", "Nothing that was tried can be shown to help."),
        ("nothing to try", "No small change could be thought out"),
    ],
)
def test_where_there_is_no_advice_it_is_said(verdict, words):
    html = odds_part(ManyTakes(advice=(advice(verdict, fresh_risk=None, fresh_danger=None),)))
    assert words in html
    assert "What else was tried" not in html


def test_advice_of_everyday_people_goes_first(some):
    other = advice("nothing helps", profile="calm")
    html = odds_part(ManyTakes(kept=(some,), advice=(other, advice("clean enough"))))
    assert "clean enough" in html
    assert "can be shown to help" not in html


def test_the_page_of_the_film_has_a_line_for_each_scene():
    film = Film(
        title="T", rate=Fraction(24), aspect=Fraction(2), people=(), props=(), sets=(), worlds=(), scenes=()
    )
    entries = [
        SceneEntry(id="1", title="One", href="1", length=1000, odds="clean in 62 % of takes (52–71)"),
        SceneEntry(id="2", title="Two", href="2", length=1000),
    ]
    html = film_page(film, entries)
    assert html.count("of takes") == 1
    assert "clean in 62 % of takes (52–71)" in html


def test_what_film_has_taught_is_told(told):
    learned = replace(TRAINED.lag_s, value=0.41, low=0.36, high=0.472, seen=14)
    first = replace(FIRST_DAYS, aim_deg=Spread(value=7.0, source="1 filmed take", low=5.0, high=9.0, seen=1))
    profile = replace(TRAINED, lag_s=learned, own=(("ann", first), ("bo", first)))
    assert learned_words(profile) == [
        "trained, learned from filmed takes: answer to a cue 0.41 s (0.36–0.47; seen 14 times)",
        "first days, learned from filmed takes: of directions 7 ° (5–9; seen once)",
    ]
    html = odds_part(ManyTakes(kept=(told(row(1), profile=profile),)))
    assert "Trained, learned from filmed takes: answer to a cue 0.41 s" in html
    assert learned_words(TRAINED) == []


def test_beats_on_film_are_drawn_beside_those_here(some):
    filmed = (Filmed(beat="catch", filmed=wilson(7, 9), here=wilson(90, 100)),)
    html = odds_part(ManyTakes(kept=(replace(some, filmed=filmed),)))
    assert "On film" in html
    assert "78 % (45–94)" in html
    assert "90 % (83–94)" in html
    assert "On film" not in odds_part(ManyTakes(kept=(some,)))
