from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

import offworld

STAND_INS = Path(__file__).parent / "stand_ins"


@dataclass
class Weather:
    """Conditions that a test can change."""

    codes: dict[str, str] = field(default_factory=dict)
    lock: str = "lock 1"
    kind: str = "processor 1"

    def code(self, module: str) -> str:
        return self.codes.get(module, "code 1")

    def libraries(self) -> str:
        return self.lock

    def processor(self) -> str:
        return self.kind


@pytest.fixture
def weather():
    return Weather()


@pytest.fixture
def quick(monkeypatch):
    """The module of stand-in stages; worker processes find it too, by the same search path."""
    monkeypatch.syspath_prepend(str(STAND_INS))
    import stand_in_stages

    return stand_in_stages


@pytest.fixture
def film(quick, tmp_path):
    return quick.write_film(tmp_path / "film", {"1": "one", "2": "two, with care", "2A": "three"})


@pytest.fixture
def stand_ins():
    return STAND_INS


TEMPLATE = Path(offworld.__file__).parent / "script" / "template"
"""The film that `offworld new` begins with; its one scene is cut short here."""


def short_film(folder, length="3 s"):
    shutil.copytree(TEMPLATE, folder)
    edit(folder, "length: 20 s", f"length: {length}")
    return folder


def edit(film, old, new):
    path = film / "scenes" / "meeting.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="session")
def real():
    """How to write and edit a real film."""
    return SimpleNamespace(short_film=short_film, edit=edit)
