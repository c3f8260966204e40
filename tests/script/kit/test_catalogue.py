"""The tables of bodies and lenses that come with Offworld."""

from __future__ import annotations

import pytest

from offworld.film.kit import RECALLED, Mode
from offworld.script.kit import bodies, lens_sets
from offworld.script.kit.catalogue import PITCH_UM, checked

HANDBOOK_SENSORS = {
    ("ARRI ALEXA 35", "4.6K 3:2 Open Gate"): (28.0, 19.2),
    ("ARRI ALEXA 35", "4.6K 16:9"): (28.0, 15.7),
    ("ARRI ALEXA 35", "3.3K 6:5"): (20.22, 16.95),
    ("ARRI ALEXA Mini LF", "4.5K 2.39:1"): (36.7, 15.31),
    ("ARRI ALEXA 265", "6.5K Open Gate"): (54.12, 25.58),
    ("ARRI ALEXA Mini", "2.8K 4:3"): (23.76, 17.82),
    ("RED V-RAPTOR 8K VV", "8K 2.4:1"): (40.96, 17.28),
    ("RED KOMODO", "6K 17:9"): (27.03, 14.26),
    ("Sony VENICE 2 8K", "5.8K 6:5"): (24.09, 20.19),
    ("Sony FX30", "4K 16:9"): (23.3, 13.1),
    ("Canon EOS C500 Mark II", "5.9K 17:9"): (38.1, 20.1),
    ("Blackmagic PYXIS 6K", "6K 3:2"): (36.0, 24.0),
}
"""Handbook camera, section 3.1."""
HANDBOOK_LENSES = {
    "Cooke S4/i": ([14, 16, 18, 21, 25, 27, 32, 35, 40, 50, 65, 75, 100, 135], 2.0, 1.0),
    "ARRI Signature Prime": ([12, 15, 18, 21, 25, 29, 35, 40, 47, 58, 75, 95, 125], 1.8, 1.0),
    "ZEISS Supreme Prime": ([18, 21, 25, 29, 35, 40, 50, 65, 85, 100, 135], 1.5, 1.0),
    "Cooke Anamorphic/i": ([25, 32, 40, 50, 65, 75, 100, 135], 2.3, 2.0),
}
"""Handbook camera, section 3.2: focal lengths, T and squeeze; the T of the anamorphics is this table's own."""


def test_against_the_handbooks_sensors():
    for (body, name), size in HANDBOOK_SENSORS.items():
        mode = next(one for one in bodies()[body].modes if one.name == name)
        assert (mode.width_mm, mode.height_mm) == size, (body, name)


def test_against_the_handbooks_lens_sets():
    for name, (focals, t_stop, squeeze) in HANDBOOK_LENSES.items():
        lens_set = lens_sets()[name]
        speeds = {lens.focal_mm: lens.t_stop for lens in lens_set.lenses}
        assert dict.fromkeys(focals, t_stop).items() <= speeds.items(), name
        assert lens_set.squeeze == squeeze


def test_every_row_has_its_source():
    for body in bodies().values():
        assert all(mode.source for mode in body.modes)
        assert body.about or (body.size_m is None and body.mass_kg is None), body.name
    for lens_set in lens_sets().values():
        assert all(lens.source for lens in lens_set.lenses)
    assert RECALLED in lens_sets()["Cooke S4/i"].source
    assert RECALLED not in lens_sets()["ARRI Signature Prime"].source


def test_photosites_are_square_and_from_3_to_9_micrometres():
    pitches = [
        mode.pitch_um for body in bodies().values() for mode in body.modes if mode.pitch_um is not None
    ]
    assert len(pitches) > 50
    assert PITCH_UM[0] <= min(pitches) <= max(pitches) <= PITCH_UM[1]


@pytest.mark.parametrize(
    "mode",
    [
        # Rows of the database that the tables are from, with pixels where millimetres should be.
        Mode(name="8K 2.4:1", width_mm=8192.0, height_mm=3456.0, pixels=(8192, 3456)),
        Mode(name="8K 1:1", width_mm=4320.0, height_mm=4320.0, pixels=(4320, 4320)),
        # A row with a digit lost, and one of a telephone.
        Mode(name="4K 17:9", width_mm=17.0, height_mm=9.0, pixels=(4096, 216)),
        Mode(name="small", width_mm=5.6, height_mm=4.2, pixels=(4032, 3024)),
    ],
    ids=lambda mode: mode.name,
)
def test_pixels_in_place_of_millimetres_are_refused(mode):
    with pytest.raises(ValueError, match="micrometres"):
        checked(mode)


def test_lenses_are_sensible():
    for lens_set in lens_sets().values():
        focals = [lens.focal_mm for lens in lens_set.lenses]
        assert focals == sorted(set(focals)), lens_set.name
        for lens in lens_set.lenses:
            assert lens.widest_t is not None
            assert 1.0 < lens.widest_t < 6.0
            assert lens.stops(0.0)[0] < lens.widest_t
            assert 0.15 <= lens.near_m <= 6.0
