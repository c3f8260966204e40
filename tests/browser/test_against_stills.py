"""The canvas of the browser against the stills of the pictures: the same take, camera and frame, two renderers."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from offworld.film.assembly import Material
from offworld.geometry import rotation
from offworld.geometry.track import poses_at
from offworld.look.dressing import Dressed, dress
from offworld.picture.life import Lives
from offworld.picture.stage import Stage

HIGH, WIDE = 540, 960
FRAME = 20
NEAR_PX = 2.0
FLAT = {"zhenya": (1, 0, 0), "ivan": (0, 1, 0), "anton": (0, 0, 1)}


@pytest.fixture(scope="module")
def shown(browser, page, request):
    from importlib import util
    from pathlib import Path

    spec = util.spec_from_file_location("browser_conftest", Path(__file__).with_name("conftest.py"))
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    it = module.Opened(browser, page, show="#3d")
    yield it
    it.context.close()
    assert it.complaints == []


@pytest.fixture(scope="module", params=["A", "B", "C"])
def through(request, shown, take, plans):
    """Camera, its shot, poses without the camera itself, hands and eyes."""
    shot = plans[request.param][FRAME]
    poses = poses_at(take.sample_ticks, take.poses, shot.tick)
    life = Lives(take).at(poses, shot.tick)
    if shot.own:
        poses[take.node(shot.own), :3] = (0.0, 0.0, -1e3)
    return request.param, shot, poses, life


def still(dressing, shot, poses, life):
    with Stage(dressing, WIDE, HIGH, samples=8) as stage:
        return stage.draw(poses, shot.view, life)


def canvas(shown, camera, flat=None):
    return drawn(shown, {"width": WIDE, "frame": FRAME, "eye": f"camera {camera}", "flat": flat})


def drawn(shown, asked):
    """A picture of the canvas (height, width, 3)."""
    url = shown.ask("return it.picture(given)", asked)
    return np.asarray(Image.open(BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB"))


def in_pixels(seen):
    """Pixels (n, 2) from the top left corner of what `View.project` gives."""
    return np.stack([0.5 + 0.5 * seen[:, 0], 0.5 - 0.5 * seen[:, 1]], axis=-1) * (WIDE, HIGH)


def named_points(take):
    """Node, local place and set place of all named things: sites, segments, ends of rails, corners of the set."""
    points = [(take.assembly.nodes[site.node].id, site.position) for site in take.assembly.sites]
    points += [(node.id, (0.0, 0.0, 0.0)) for node in take.assembly.nodes[1:]]
    rails = take.rehearsal.stage_set.rails
    return points + [
        ("set", tuple(map(float, end))) for rail in rails for end in (rail.points[0], rail.points[-1])
    ]


def test_twenty_landmarks_lie_where_the_still_has_them(shown, through, take):
    camera, shot, *_ = through
    poses = poses_at(take.sample_ticks, take.poses, shot.tick)
    points = named_points(take)
    numbers = {node.id: number for number, node in enumerate(take.assembly.nodes)}
    placed = np.array(
        [poses[numbers[n], :3] + rotation.rotate(poses[numbers[n], 3:], local) for n, local in points]
    )
    seen = shot.view.project(placed, WIDE / HIGH)
    inside = (seen[:, 2] > 0.1) & np.all(np.abs(seen[:, :2]) < 1.0, axis=-1)
    assert inside.sum() >= 20
    shown.ask("it.look(given)", {"frame": FRAME, "eye": f"camera {camera}"})
    found = np.array(shown.ask("return it.project(given)", [[n, list(local)] for n, local in points]))
    away = np.linalg.norm(found[inside, :2] * (WIDE, HIGH) - in_pixels(seen)[inside], axis=-1)
    assert away.max() < NEAR_PX
    assert found[inside, 2] == pytest.approx(seen[inside, 2], abs=1e-3)


def test_twenty_corners_of_the_picture_are_drawn_where_the_still_has_them(shown, through, take):
    camera, *seen = through
    dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people)
    one, other = (image.mean(axis=-1) for image in (still(dressing, *seen), canvas(shown, camera)))
    assert np.abs(one - other).mean() < 4.0, "of 255: the same light, nearly"
    corners = strong_corners(one)
    assert len(corners) >= 20
    moved = np.array([np.hypot(*best_offset(one, other, y, x)) for y, x in corners])
    assert np.sort(moved)[19] <= NEAR_PX, moved
    assert np.mean(moved <= NEAR_PX) > 0.9, moved


def strong_corners(image, apart=24, most=60):
    """The strongest corners of a grey picture (y, x), by the lesser eigenvalue of the structure tensor."""
    smooth = ndimage.gaussian_filter(image, 1.5)
    dy, dx = np.gradient(smooth)
    a, b, c = (ndimage.gaussian_filter(each, 3.0) for each in (dy * dy, dx * dx, dx * dy))
    least = 0.5 * (a + b) - np.sqrt(0.25 * (a - b) ** 2 + c * c)
    least[:24] = least[-24:] = least[:, :24] = least[:, -24:] = 0.0
    peaks = np.argwhere((least == ndimage.maximum_filter(least, apart)) & (least > 2.0))
    order = np.argsort(-least[tuple(peaks.T)])
    return peaks[order][:most]


def best_offset(one, other, y, x, half=10, reach=6):
    """Where a patch of one picture is found in the other, by normalised correlation."""
    patch = one[y - half : y + half + 1, x - half : x + half + 1]
    patch = (patch - patch.mean()) / patch.std()
    best, found = -2.0, (0, 0)
    for v in range(-reach, reach + 1):
        for u in range(-reach, reach + 1):
            piece = other[y + v - half : y + v + half + 1, x + u - half : x + u + half + 1]
            score = float(np.mean(patch * (piece - piece.mean()) / (piece.std() + 1e-9)))
            if score > best:
                best, found = score, (v, u)
    return found


def test_people_have_the_same_outlines_in_both(shown, through, take):
    camera, *seen = through
    one = still(flat_dressing(take), *seen).astype(float)
    other = canvas(shown, camera, FLAT).astype(float)
    people = 0
    for channel in range(3):
        a, b = (mask(image, channel) for image in (one, other))
        if a.sum() < 2000:
            continue
        people += 1
        assert (a & b).sum() / (a | b).sum() > 0.98
        for axis in (0, 1):
            ends = [np.flatnonzero(each.any(axis=axis))[[0, -1]] for each in (a, b)]
            assert np.abs(ends[0] - ends[1]).max() <= NEAR_PX
        middles = [np.argwhere(each).mean(axis=0) for each in (a, b)]
        assert np.linalg.norm(middles[0] - middles[1]) < NEAR_PX
    assert people == {"A": 2, "B": 2, "C": 0}[camera], (
        "nobody but anton is before camera C, and he is a speck"
    )


def mask(image, channel):
    """Where one colour by far outshines the others, without specks."""
    others = np.delete(image, channel, axis=-1).max(axis=-1)
    return ndimage.binary_opening(image[..., channel] > 2.0 * others + 20.0)


def flat_dressing(take):
    """Everything black but people, who are red, green and blue from head to foot."""
    dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people)
    black = [replace(each, colour=(0.0, 0.0, 0.0), roughness=1.0, glow=0.0) for each in dressing.materials]
    first = len(black)
    paints = [
        Material(name=name, colour=tuple(map(float, colour)), roughness=1.0) for name, colour in FLAT.items()
    ]
    index = {name: first + number for number, name in enumerate(FLAT)}
    people = tuple(
        Dressed(figure=each.figure, materials=np.full_like(each.materials, index[person.id]))
        for each, person in zip(dressing.people, take.rehearsal.people, strict=True)
    )
    moving = []
    for node, mesh in dressing.moving:
        who = take.assembly.nodes[node].tree
        materials = np.full_like(mesh.materials, index[who]) if who in index else mesh.materials
        moving.append((node, replace(mesh, materials=materials)))
    return replace(dressing, materials=(*black, *paints), people=people, moving=tuple(moving))
