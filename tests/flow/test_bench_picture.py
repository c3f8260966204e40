from __future__ import annotations

import pytest

from offworld.flow.benches import picture
from offworld.picture.filament import vulkan


@pytest.mark.slow
def test_both_qualities_are_told_beside_the_bare_renderer_and_two_processes_beside_one(monkeypatch):
    monkeypatch.setattr(picture, "browser_figures", lambda _: ())
    figures = picture.measure(6)
    names = ["draft", "draft"] if vulkan.missing() else ["draft", "draft", "final", "final"]
    assert [figure.name.split()[0] for figure in figures] == names
    for figure in figures:
        assert figure.value > 0.0
        assert figure.baseline > 0.0
        assert figure.unit == "frames/s"
        assert (figure.bar.sense, figure.bar.of) == ("at least", "ratio")
    assert {figure.bar.limit for figure in figures} == {0.85, 1.7}


def test_where_there_is_no_vulkan_final_pictures_are_left_out_with_a_word(monkeypatch):
    told = []
    monkeypatch.setattr(picture.PROGRESS, "info", lambda text, *parts: told.append(text % parts))
    monkeypatch.setattr(picture, "browser_figures", lambda _: ())
    monkeypatch.setattr(picture, "missing", lambda: "there is none")
    monkeypatch.setattr(picture, "_take", lambda *_: None)
    monkeypatch.setattr(picture, "_beside_bare", lambda *_: iter(()))
    monkeypatch.setattr(picture, "_two_beside_one", lambda *_: None)
    assert len(picture.measure(5)) == 1
    assert "final pictures are left out: there is none" in told
