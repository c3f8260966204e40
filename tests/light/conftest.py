from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from offworld.film.stage_set import Solid, StageSet, Window
from offworld.light.elements import read_elements
from offworld.light.orbit import Orbit

VISIT = Path(__file__).resolve().parents[2] / "films" / "the-visit"


@pytest.fixture(scope="session")
def iss():
    """The element sets of 8 and 15 October 2021, as the film has them."""
    return read_elements(VISIT, "station.omm", 25544)


@pytest.fixture(scope="session")
def orbit(iss):
    """The station by the set of 15 October, with its axes along those of the orbit."""
    return Orbit(iss[1:])


@pytest.fixture(scope="session")
def box():
    """A room 4 m long, 2 m wide and high, x ahead, y to port, z overhead; one window in each of three walls."""
    walls = [
        ("floor", (4.4, 2.4, 0.2), (0.0, 0.0, -1.1)), ("ceiling", (4.4, 2.4, 0.2), (0.0, 0.0, 1.1)),
        ("port", (4.4, 0.2, 2.4), (0.0, 1.1, 0.0)), ("starboard", (4.4, 0.2, 2.4), (0.0, -1.1, 0.0)),
        ("ahead", (0.2, 2.4, 2.4), (2.1, 0.0, 0.0)), ("behind", (0.2, 2.4, 2.4), (-2.1, 0.0, 0.0)),
    ]  # fmt: skip
    window = Window(id="window.1", position=(0.0, -0.999, 0.0), normal=(0.0, 1.0, 0.0), diameter_m=0.24)
    return StageSet(
        id="box", title="Box", up=(0.0, 0.0, 1.0),
        solids=tuple(Solid(id=name, shape="box", size_m=size, position=at) for name, size, at in walls),
        windows=(
            replace(window, called="cabin window"),
            replace(window, id="window.2", position=(0.0, 0.0, -0.999), normal=(0.0, 0.0, 1.0)),
            replace(window, id="window.3", position=(1.0, -0.999, 0.0)),
            replace(window, id="window.4", position=(0.0, 0.999, 0.0), normal=(0.0, -1.0, 0.0)),
            replace(window, id="window.5", position=(0.0, 0.0, 0.999), normal=(0.0, 0.0, -1.0)),
        ),
        low=(-2.0, -1.0, -1.0), high=(2.0, 1.0, 1.0),
        # x ahead, z to the Earth below.
        station_attitude=(0.0, 1.0, 0.0, 0.0),
    )  # fmt: skip


@pytest.fixture(scope="session")
def habitat():
    """A box with a window to three sides, and one that looks at the ground."""
    return StageSet(
        id="habitat", title="Habitat", up=(0.0, 0.0, 1.0), solids=(), low=(-2.0, -2.0, 0.0), high=(2.0, 2.0, 2.5),
        windows=(
            Window(id="ahead", position=(2.0, 0.0, 1.2), normal=(-1.0, 0.0, 0.0), diameter_m=0.5),
            Window(id="left", position=(0.0, 2.0, 1.2), normal=(0.0, -1.0, 0.0), diameter_m=0.5),
            Window(id="roof", position=(0.0, 0.0, 2.5), normal=(0.0, 0.0, -1.0), diameter_m=0.5),
            Window(id="floor", position=(0.0, 0.0, 0.0), normal=(0.0, 0.0, 1.0), diameter_m=0.5),
        ),
    )  # fmt: skip
