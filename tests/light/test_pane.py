import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.light.pane import cut_off, diffuse_rays, passes, rim_rays

D, L = 0.24, 0.12


def test_a_beam_along_the_axis_passes_whole_and_one_at_the_cut_off_not_at_all():
    assert math.degrees(cut_off(D, L)) == pytest.approx(63.435, abs=0.001)
    cosines = np.cos([0.0, cut_off(D, L), cut_off(D, L) + 0.01, math.pi / 2.0, math.pi])
    assert passes(cosines, D, L) == pytest.approx([1.0, 0.0, 0.0, 0.0, 0.0], abs=1e-6)


@given(st.floats(0.0, 1.1), st.floats(0.05, 0.6), st.floats(0.01, 0.4))
def test_the_share_is_the_overlap_of_two_discs(angle, diameter, depth):
    drawn = (np.random.default_rng(7).random((4000, 2)) - 0.5) * diameter
    inside = np.hypot(*drawn.T) <= diameter / 2.0
    other = np.hypot(drawn[:, 0] + depth * math.tan(angle), drawn[:, 1]) <= diameter / 2.0
    share = np.count_nonzero(inside & other) / np.count_nonzero(inside)
    assert float(passes(math.cos(angle), diameter, depth)) == pytest.approx(share, abs=0.04)


def test_an_even_sky_gives_pi_times_its_luminance_without_a_frame():
    rays, weight = diffuse_rays((0.0, 0.6, 0.8), 1.0, 1e-9)
    assert weight.sum() == pytest.approx(math.pi)
    assert np.linalg.norm(rays, axis=1) == pytest.approx(np.ones(len(rays)))
    # The mean direction of a cosine lobe is 2/3 of its axis.
    assert (rays * weight[:, None]).sum(axis=0) / math.pi == pytest.approx(
        (0.0, 0.4, 0.8 * 2.0 / 3.0), abs=0.01
    )


def test_a_tube_takes_its_share_of_the_sky():
    """Two coaxial discs of radius r at a distance L: the view factor of the textbooks."""
    _, weight = diffuse_rays((0.0, 0.0, 1.0), D, L)
    x = 1.0 + (1.0 + (D / 2.0 / L) ** 2) / (D / 2.0 / L) ** 2
    factor = 0.5 * (x - math.sqrt(x * x - 4.0))
    assert weight.sum() / math.pi == pytest.approx(factor, rel=0.02)


def test_rays_round_an_axis():
    rays = rim_rays((0.0, 1.0, 0.0), 0.3, count=8)
    assert rays @ (0.0, 1.0, 0.0) == pytest.approx(np.full(8, math.cos(0.3)))
