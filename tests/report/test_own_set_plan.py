"""Plans of a set that was modelled elsewhere: walls that lie across the view do not hide the room."""

import numpy as np

from offworld.report.projection import hull, projections, solid_corners, walls
from offworld.space import read_set


def test_a_wall_in_many_pieces_is_left_out_where_it_lies_across_the_view(tmp_path, own_module):
    made = read_set("module", own_module.film(tmp_path))
    above, side, _ = projections(made, np.zeros((1, 3)))
    window = [one for one in made.solids if one.id.startswith("hull") and abs(one.position[1] - 1.15) < 0.02]
    assert len(window) > 10
    for view, shown in ((above, True), (side, False)):
        outlines = [tuple(np.round(one, 4).ravel()) for one in walls(made, view)]
        mine = [one for one in window if _outline(one, view) in outlines]
        assert bool(mine) == shown
    rack = next(one for one in made.solids if one.id == "rack")
    assert _outline(rack, side) in [tuple(np.round(one, 4).ravel()) for one in walls(made, side)]


def _outline(solid, view):
    return tuple(np.round(hull(view.flat(solid_corners(solid))), 4).ravel())
