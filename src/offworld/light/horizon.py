"""Where things stand over a horizon: directions as east, north and up of a place on a turning ball.

Elevation is over the level horizon of the place, azimuth from north through east. A ball, not an ellipsoid: latitudes
are those of the local vertical, which is what maps of the Moon and of Mars print (planetographic).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from offworld.geometry.rotation import FloatArray


def from_hour_angle(
    latitude_deg: ArrayLike, declination_deg: ArrayLike, hour_angle_deg: ArrayLike
) -> FloatArray:
    """The direction to what stands over a given latitude, some turn west of the meridian.

    Args:
        latitude_deg: (...) of the place.
        declination_deg: (...) latitude that it stands over.
        hour_angle_deg: (...) how far it has gone west of the meridian; negative before noon.

    Returns:
        (..., 3) unit vectors: east, north, up.
    """
    place, over, turn = np.broadcast_arrays(
        np.radians(latitude_deg), np.radians(declination_deg), np.radians(hour_angle_deg)
    )
    east = -np.cos(over) * np.sin(turn)
    north = np.cos(place) * np.sin(over) - np.sin(place) * np.cos(over) * np.cos(turn)
    up = np.sin(place) * np.sin(over) + np.cos(place) * np.cos(over) * np.cos(turn)
    return np.stack([east, north, up], axis=-1)


def local_axes(latitude_deg: float, longitude_deg: float) -> FloatArray:
    """East, north and up of a place in the axes of its ball: (3, 3), a row each; longitude is east positive."""
    place, turn = np.radians(latitude_deg), np.radians(longitude_deg)
    return np.array([
        [-np.sin(turn), np.cos(turn), 0.0],
        [-np.sin(place) * np.cos(turn), -np.sin(place) * np.sin(turn), np.cos(place)],
        [np.cos(place) * np.cos(turn), np.cos(place) * np.sin(turn), np.sin(place)],
    ])  # fmt: skip


def elevation_azimuth(directions: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Elevation −90 to 90 and azimuth 0 to 360, degrees, of directions (..., 3): east, north, up, of any length."""
    east, north, up = np.moveaxis(np.asarray(directions, dtype=np.float64), -1, 0)
    return np.degrees(np.arctan2(up, np.hypot(east, north))), np.degrees(np.arctan2(east, north)) % 360.0


def direction(elevation_deg: ArrayLike, azimuth_deg: ArrayLike) -> FloatArray:
    """(..., 3) unit vectors east, north, up of an elevation and an azimuth."""
    high, turn = np.broadcast_arrays(np.radians(elevation_deg), np.radians(azimuth_deg))
    return np.stack([np.cos(high) * np.sin(turn), np.cos(high) * np.cos(turn), np.sin(high)], axis=-1)


def below(directions: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Latitude and longitude (−180 to 180), degrees, that directions (..., 3) in a ball's own axes stand over."""
    x, y, z = np.moveaxis(np.asarray(directions, dtype=np.float64), -1, 0)
    return np.degrees(np.arctan2(z, np.hypot(x, y))), np.degrees(np.arctan2(y, x))
