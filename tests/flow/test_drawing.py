from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest

from offworld.film.scene import Film
from offworld.flow.drawing import drawn
from offworld.flow.environment import WORKERS, workers
from offworld.picture.filament import vulkan
from offworld.picture.frames import Quality
from offworld.store.take import read_take, write_take

SMALL = Quality(height=72, samples=0)


@pytest.fixture(scope="module")
def lying(tmp_path_factory, hand_made):
    """A take of a second, the folder in which it lies, and a film for it."""
    folder = tmp_path_factory.mktemp("lying") / "take"
    write_take(hand_made.make_take(800, "tunnel"), folder, digests={})
    take = read_take(folder, with_stream=False)
    film = Film(
        title="x",
        rate=Fraction(25),
        aspect=Fraction(16, 9),
        people=(),
        props=(),
        sets=(),
        worlds=(),
        scenes=(),
    )
    return take, folder, film


def digest(pictures):
    whole = hashlib.sha256()
    count = 0
    for picture in pictures:
        whole.update(picture.tobytes())
        count += 1
    return count, whole.hexdigest()


@pytest.mark.parametrize("quality", [SMALL, replace(SMALL, final=True)], ids=["classic", "final"])
def test_any_number_of_processes_draws_the_same_bytes(lying, quality, tmp_path, monkeypatch):
    if quality.final and (why := vulkan.missing()):
        pytest.skip(f"no Vulkan here ({why}); {vulkan.COMMAND}")
    take, folder, film = lying
    found = []
    for number in ("1", "2"):
        monkeypatch.setenv(WORKERS, number)
        found.append(digest(drawn(take, folder, film, quality, tmp_path, part=8)))
    assert found[0][0] == 20
    assert found[0] == found[1]
    assert list(tmp_path.iterdir()) == []


def test_how_many_may_work_is_told_or_counted(monkeypatch):
    monkeypatch.setenv(WORKERS, "3")
    assert workers() == 3
    for told in ("", "0", "many"):
        monkeypatch.setenv(WORKERS, told)
        assert workers() >= 1
