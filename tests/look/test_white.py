from __future__ import annotations

import numpy as np
import pytest

from offworld.look.white import WHITE_K, luminance, planckian, white

TO_XYZ = np.linalg.inv([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])


@pytest.mark.parametrize(
    ("kelvin", "x", "y"), [(2856.0, 0.4476, 0.4075), (5000.0, 0.3451, 0.3516), (6500.0, 0.3135, 0.3237)]
)
def test_against_tables_the_colour_of_a_black_body(kelvin, x, y):
    # Illuminant A and two points of the Planckian locus (CIE 15).
    xyz = TO_XYZ @ planckian(kelvin)
    assert xyz[:2] / xyz.sum() == pytest.approx((x, y), abs=0.001)


def test_white_is_white_and_others_are_warmer_or_colder():
    assert white(WHITE_K) == pytest.approx((1.0, 1.0, 1.0))
    warm, cold = white(2500.0), white(7000.0)
    assert warm[0] > warm[1] > warm[2]
    assert cold[2] > cold[1] > cold[0]
    assert luminance([warm, cold]) == pytest.approx((1.0, 1.0))
    assert np.all(white(1.0) > 0.0)
