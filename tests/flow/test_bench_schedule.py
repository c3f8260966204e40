"""The bench of schedules: small films in place of the published ones, the same figures."""

from __future__ import annotations

import math

from offworld.flow.benches.schedule import films, measure


def test_all_figures_of_small_films(monkeypatch):
    frozen = films.drawn_film

    def small(scenes, *, seed=films.SEED, days=6):
        return frozen(max(4, scenes // 6), seed=seed, days=days)

    monkeypatch.setattr(measure, "drawn_film", small)
    monkeypatch.setattr(measure, "drawn_order", lambda seed, scenes: films.drawn_order(seed, min(scenes, 8)))
    monkeypatch.setattr(measure, "BUDGET", 3.0)
    monkeypatch.setattr(measure, "LARGE_BUDGET", 0.5)
    monkeypatch.setattr(measure, "TABLE", (24,))
    monkeypatch.setattr(measure, "LOST", 1)
    figures = {figure.name: figure for figure in measure.measure(1)}
    assert len(figures) == 15
    for figure in figures.values():
        assert math.isfinite(figure.value)
    assert figures["40 scenes on 12 days, gap of the part that varies"].value < 0.2
    assert figures["orders of 20 and 21 casts proved"].value == 1
    assert figures["orders of 11 casts on which both ways agree"].value == 1


def test_films_are_the_same_for_a_seed():
    assert films.drawn_film(12) == films.drawn_film(12)
    assert films.drawn_film(12, seed=1) != films.drawn_film(12)
