from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from offworld.film.take import TetherRecord
from offworld.picture.frames import Camera, Quality
from offworld.picture.shots import shots


def test_a_tether_is_seen_from_when_it_is_on(take):
    pelvis = next(n for n, node in enumerate(take.assembly.nodes) if node.id.endswith("/pelvis"))
    plan = shots(take, Fraction(25))
    view = plan[0].view
    ahead = np.asarray(view.position) + 0.8 * np.asarray(view.forward())
    anchor = tuple(float(v) for v in ahead)
    line = TetherRecord(
        id=0, node=pelvis, partner=0, thing="rail", start=40, end=None, length=0.4, anchor=(0.1, 0.0, 0.1),
        partner_anchor=anchor,
    )  # fmt: skip
    seen = []
    for tethers in ((), (line,)):
        with Camera(replace(take, tethers=tethers), Quality(height=180, samples=0)) as camera:
            seen.append([camera.shoot(plan[number]).astype(int) for number in (0, 2)])
    (bare, bare_later), (off, on) = seen
    np.testing.assert_array_equal(bare, off)
    assert np.any(np.abs(on - bare_later) > 30)
