"""Depth of field of a thin lens (handbook camera, section 3.4).

A point at a distance z, seen by a lens of focal length f and aperture N in focus at s, is a disc of f² |z − s| /
(N z (s − f)) on the sensor. It looks sharp while that is no larger than the circle of confusion.

An anamorphic lens of squeeze S has its focal length f across the height of the picture and f / S across its width; N
is the same both ways, for the cylinder in front narrows the pupil as it shortens the focal length. In the picture as
it is shown, which is S times as wide, the disc is an ellipse, S times as high as wide.
"""

from __future__ import annotations

import math


def hyperfocal_m(focal_mm: float, stop: float, coc_mm: float, squeeze: float = 1.0) -> float:
    """The distance in focus from which on everything farther is sharp, m.

    Args:
        focal_mm: focal length, across the height of the picture.
        stop: aperture N.
        coc_mm: circle of confusion, in the height of the picture.
        squeeze: 1 for sharpness up and down, and for spherical lenses; that of the lens for sharpness across.
    """
    across = focal_mm / squeeze
    # Shown S times as wide, a disc must be as much smaller on the sensor.
    return (across**2 / (stop * coc_mm / squeeze) + across) / 1000.0


def sharp_from_to(
    focal_mm: float, stop: float, coc_mm: float, focus_m: float, squeeze: float = 1.0
) -> tuple[float, float]:
    """From where to where things are sharp, m; to infinity where the focus is at the hyperfocal distance or beyond.

    Args:
        focal_mm: focal length, across the height of the picture.
        stop: aperture N.
        coc_mm: circle of confusion, in the height of the picture.
        focus_m: distance in focus; beyond the focal length.
        squeeze: as for `hyperfocal_m`.
    """
    hyper = hyperfocal_m(focal_mm, stop, coc_mm, squeeze)
    focal = focal_mm / squeeze / 1000.0
    near = focus_m * (hyper - focal) / (hyper + focus_m - 2.0 * focal)
    far = math.inf if focus_m >= hyper else focus_m * (hyper - focal) / (hyper - focus_m)
    return near, far


def view_angle(side_mm: float, focal_mm: float, squeeze: float = 1.0) -> float:
    """Angle that a side of the gate takes in, radians; `squeeze` counts for its width alone."""
    return 2.0 * math.atan(side_mm * squeeze / (2.0 * focal_mm))
