"""Depth of field: what a lens of a given stop makes of points that are not in focus.

The circle on the sensor of a point at distance d, with a lens of focal length f and stop N in focus at s, has the
diameter f² |d − s| / (N d (s − f)) (thin lens; handbook camera). The picture is parted by that diameter into a few
layers, each is blurred, and they are laid over each other from far to near, so that what is near and sharp keeps its
edge before a soft background.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from offworld.film.shot import View

Pixels = NDArray[np.uint8]
Reals = NDArray[np.float32]

_LAYERS: Final = (1.1, 2.2, 4.0, 7.0, 12.0, 20.0)
"""Lower ends of the layers, pixels across; smaller circles look like points."""
_EDGES: Final = np.array([*(-edge for edge in reversed(_LAYERS)), *_LAYERS], dtype=np.float32)


def circles(distance: Reals, view: View, height: int) -> Reals:
    """Diameter in pixels of the circle that each point becomes; negative where it is nearer than the focus.

    Of an anamorphic lens it is that up and down; across, the picture is that of a lens shorter by the squeeze, shown
    so much wider: the circle is an ellipse, narrower by the squeeze.

    Args:
        distance: along the lens, metres, any shape.
        view: the lens; its focus must be known.
        height: of the picture, pixels.
    """
    assert view.focus_m is not None
    focal = view.lens_mm / 1000.0
    focus = max(view.focus_m, 2.0 * focal)
    scale = focal * focal / (view.stop * (focus - focal)) * 1000.0 / view.gate_height_mm * height
    return np.asarray(np.float32(scale) - np.float32(scale * focus) / np.maximum(distance, np.float32(1e-3)))


def focused(picture: Pixels, distance: Reals, view: View) -> Pixels:
    """A picture (height, width, 3) as the lens sees it, from one in which all is sharp and its distances."""
    across = circles(distance, view, picture.shape[0])
    layer = np.digitize(across, _EDGES).astype(np.int8) - len(_LAYERS)
    count = np.bincount(layer.ravel() + np.int8(len(_LAYERS)), minlength=2 * len(_LAYERS) + 1)
    if count[len(_LAYERS)] == layer.size:
        return picture.copy()
    # Far layers first, then what is sharp, then near layers, the softest last.
    out = picture.astype(np.float32)
    for index in reversed(range(len(_LAYERS))):
        if count[len(_LAYERS) + 1 + index]:
            _lay(out, picture, layer == index + 1, index, view.squeeze)
    sharp = layer == 0
    out[sharp] = picture[sharp]
    for index in range(len(_LAYERS)):
        if count[len(_LAYERS) - 1 - index]:
            _lay(out, picture, layer == -index - 1, index, view.squeeze)
    return np.asarray(np.rint(out), dtype=np.uint8)


def _lay(out: Reals, picture: Pixels, layer: NDArray[np.bool_], index: int, squeeze: float) -> None:
    """Lays a blurred layer over a picture, within the part of it that the layer reaches."""
    high = _LAYERS[index + 1] if index + 1 < len(_LAYERS) else 1.6 * _LAYERS[index]
    mean = 0.5 * (_LAYERS[index] + high)
    reach = int(mean) + 2
    rows, columns = (np.flatnonzero(layer.any(axis=axis)) for axis in (1, 0))
    part = (
        slice(max(rows[0] - reach, 0), rows[-1] + reach + 1),
        slice(max(columns[0] - reach, 0), columns[-1] + reach + 1),
    )
    cut = np.empty((*layer[part].shape, 4), dtype=np.uint8)
    cut[..., 3] = 255 * layer[part]
    np.multiply(picture[part], layer[part][..., None], out=cut[..., :3])
    # A disc of diameter c has the spread of a Gaussian of c / 4 along each axis.
    soft = Image.fromarray(cut, "RGBA").filter(ImageFilter.GaussianBlur((0.25 * mean / squeeze, 0.25 * mean)))
    blurred = np.asarray(soft, dtype=np.float32)
    below = out[part]
    below *= 1.0 - blurred[..., 3:] / np.float32(255.0)
    below += blurred[..., :3]
