"""Light of a moment in a box with one window: the Sun's spot lies where geometry says, and night takes it away."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from offworld.film.assembly import FIXED, Assembly, Material, Node, Shape
from offworld.film.light import Patch, Shine, SkyBody, WindowLight
from offworld.film.lit import LitMoment, SceneLight
from offworld.film.shot import Shot, look_from
from offworld.film.stage_set import StageSet, Window
from offworld.look.dressing import dress
from offworld.look.figure import AT_REST
from offworld.picture.daylight import edges, outside, soft, tone
from offworld.picture.daylight.beams import Beam
from offworld.picture.daylight.develop import USUAL_LUX
from offworld.picture.daylight.moment import at_tick, fallen
from offworld.picture.daylight.stage import Daylight
from offworld.picture.filament import vulkan
from offworld.picture.filament.stage import FinalStage
from offworld.picture.frames import Camera, Quality
from offworld.picture.shots import shots
from offworld.picture.stage import Stage

WIDTH, HEIGHT = 480, 270
PANE = Window(id="window.1", position=(0.2, -1.0, 0.1), normal=(0.0, 1.0, 0.0), diameter_m=0.4, depth_m=0.0)
BOX = StageSet(
    id="box", title="box", up=(0, 0, 1), solids=(), windows=(PANE,), low=(-1.5, -1, -1), high=(1.5, 1, 1)
)
SUN = np.array([-0.25, -0.9, -0.2]) / np.linalg.norm([-0.25, -0.9, -0.2])
VIEW = look_from((-0.9, -0.85, 0.55), (0.5, 1.0, 0.3), (0, 0, 1), lens_mm=12.0)
SUN_RADIUS = 0.00465


def wall(name, size, place):
    return Shape(id=name, node=0, kind="box", size=size, position=place, material="panel")


def assembly(radius=0.1):
    walls = (
        wall("a", (1.6, 0.05, 1.1), (0, 1.05, 0)), wall("b", (1.6, 0.05, 1.1), (0, -1.05, 0)),
        wall("c", (0.05, 1.1, 1.1), (1.55, 0, 0)), wall("d", (0.05, 1.1, 1.1), (-1.55, 0, 0)),
        wall("e", (1.6, 1.1, 0.05), (0, 0, 1.05)), wall("f", (1.6, 1.1, 0.05), (0, 0, -1.05)),
    )  # fmt: skip
    ball = Node(
        id="ball", tree="ball", parent=-1, position=(0, 0, 0), attitude=(1, 0, 0, 0), mass_kg=1.0, centre=(0, 0, 0),
        inertia=(1, 1, 1), inertia_attitude=(1, 0, 0, 0),
    )  # fmt: skip
    shape = Shape(
        id="ball/b", node=1, kind="sphere", size=(radius, 0, 0), position=(0, 0, 0), material="panel"
    )
    return Assembly(
        nodes=(FIXED, ball), shapes=(*walls, shape), sites=(), coordinates=7, dofs=6,
        materials=(Material(name="panel", colour=(0.5, 0.5, 0.5)),),
    )  # fmt: skip


def shine(sun=SUN, share=1.0, lux=100_000.0):
    body = SkyBody(
        name="earth", direction=(0, 0, -1), radius=math.radians(69.8), sun=tuple(sun), phase=1.0, lux=0.0, kelvin=7000.0
    )  # fmt: skip
    return Shine(
        utc_ms=0, utc="", set_id="box", sun=tuple(sun), sun_height=0.0, sun_share=share, sun_lux=lux * share,
        sun_kelvin=5900.0, sun_radius=SUN_RADIUS, body=body, beta=0.0,
    )  # fmt: skip


def given(sun_lux=0.0, body_lux=0.0, patches=()):
    return WindowLight(
        window="window.1", through="direct sun", sun_angle=0.0, sun_share=1.0, sun_lux=sun_lux, body_lux=body_lux,
        kelvin=5900.0, day_share=0.0, patches=patches,
    )  # fmt: skip


def light(window, outer=None, *, lamps=0.0, ev100=9.0, tick=0.0):
    return SceneLight(
        moments=(LitMoment(tick=tick, shine=outer or shine(), windows=(window,)),), ev100=ev100, lamps=lamps
    )


def poses(place=(0.0, 0.0, -900.0)):
    return np.array([[0, 0, 0, 1, 0, 0, 0], [*place, 1, 0, 0, 0]], dtype=float)


SHOT = Shot(frame=0, tick=0.0, camera="A", view=VIEW, own="")


@pytest.fixture(scope="module")
def dressing():
    return dress(assembly())


@pytest.fixture(scope="module")
def stage(dressing):
    with Stage(dressing, WIDTH, HEIGHT, samples=0) as made:
        yield made


@pytest.fixture
def lit(dressing, stage):
    def draw(scene_light, where=(0.0, 0.0, -900.0), window=PANE, view=VIEW):
        stage_set = replace(BOX, windows=(window,))
        daylight = Daylight(dressing, stage_set, scene_light, WIDTH, HEIGHT, samples=0)
        try:
            shot = replace(SHOT, view=view)
            return daylight.draw(stage, poses(where), shot, AT_REST).astype(float)
        finally:
            daylight.close()

    return draw


def outline(centre, radius):
    """Pixels (n, 2) of a circle on the wall y = 1."""
    angle = np.linspace(0.0, 2.0 * np.pi, 240, endpoint=False)
    points = np.stack(
        [
            centre[0] + radius * np.cos(angle),
            np.full(240, 1.0),
            centre[2] + radius * np.sin(angle),
        ],
        axis=-1,
    )
    flat = VIEW.project(points, WIDTH / HEIGHT)
    return np.stack([(flat[:, 0] + 1) / 2 * WIDTH, (1 - flat[:, 1]) / 2 * HEIGHT], axis=-1)


def area_and_middle(points):
    """Of a polygon of pixels (Gauss's formula)."""
    x, y = points.T
    u, v = np.roll(x, -1), np.roll(y, -1)
    cross = x * v - u * y
    area = 0.5 * cross.sum()
    return abs(area), np.array([((x + u) * cross).sum(), ((y + v) * cross).sum()]) / (6.0 * area)


def bright(picture):
    """Pixels that have more than half of the light that the brightest has."""
    level = tone.light_of(picture.max(axis=-1).astype(np.uint8))
    return level > 0.5 * level.max()


def spot(picture):
    rows, columns = np.nonzero(bright(picture))
    return len(rows), np.array([columns.mean() + 0.5, rows.mean() + 0.5])


def landing():
    """Where the middle of the beam meets the wall y = 1."""
    return np.asarray(PANE.position) - SUN * (2.0 / -SUN[1])


def test_against_geometry_the_spot_of_sun_lies_where_it_must(lit):
    picture = lit(light(given(sun_lux=2_000.0)))
    # Opposite a parallel wall the spot is the pane's own circle, shifted along the light.
    area, middle = area_and_middle(outline(landing(), 0.2))
    count, found = spot(picture)
    assert found == pytest.approx(middle, abs=0.8)
    assert count == pytest.approx(area, rel=0.04)


def test_in_orbital_night_the_spot_is_gone(lit):
    night = lit(light(given(), shine(share=0.0)))
    assert night.max() <= 12
    day = lit(light(given(sun_lux=20_000.0)))
    assert day.max() > 200


def test_against_geometry_a_ball_in_the_beam_takes_its_shadow_out_of_the_spot(lit):
    whole = lit(light(given(sun_lux=2_000.0)))
    ball = np.asarray(PANE.position) - SUN * 0.9
    cut = lit(light(given(sun_lux=2_000.0)), ball)
    hidden = bright(whole) & ~bright(cut)
    # The shadow of a ball of 0.1 m on a wall that the light meets at an angle is that much longer.
    area, middle = area_and_middle(outline(landing(), 0.1))
    rows, columns = np.nonzero(hidden)
    assert len(rows) == pytest.approx(area / -SUN[1], rel=0.12)
    assert np.array([columns.mean() + 0.5, rows.mean() + 0.5]) == pytest.approx(middle, abs=3.0)
    # The ball itself is lit where it faces the Sun.
    x, y, _ = VIEW.project((ball + 0.1 * SUN)[None], WIDTH / HEIGHT)[0]
    assert bright(cut)[int((1 - y) / 2 * HEIGHT), int((x + 1) / 2 * WIDTH)]


def test_a_deep_porthole_cuts_the_spot_to_the_overlap_of_its_rims():
    deep = replace(PANE, depth_m=0.3)
    points = np.stack(np.meshgrid(np.linspace(-0.6, 2.2, 500), [1.0], np.linspace(-0.8, 2.0, 500)), -1)
    places = points.reshape(-1, 3).T.astype(np.float32)
    beam = Beam(window=deep, sun=SUN, radius=1e-6)
    cell = (2.8 / 499) ** 2
    # Two circles of diameter d whose middles lie L tan θ apart (the closed form of their overlap).
    q = 0.3 * math.tan(math.acos(-SUN[1])) / 0.4
    share = 2 / math.pi * (math.acos(q) - q * math.sqrt(1 - q * q))
    assert beam.share(places).sum() * cell == pytest.approx(share * math.pi * 0.04, rel=0.02)
    assert not Beam(window=deep, sun=-SUN, radius=1e-6).share(places).any()


def test_the_edge_of_a_spot_is_as_soft_as_the_sun_is_wide():
    beam = Beam(window=PANE, sun=np.array([0.0, -1.0, 0.0]), radius=SUN_RADIUS)
    x = np.linspace(0.35, 0.45, 2001)
    share = beam.share(np.stack([x, np.ones(2001), np.full(2001, 0.1)]).astype(np.float32))
    soft_edge = x[(share > 0.01) & (share < 0.99)]
    # At 2 m the Sun's disc of 0.53 deg is 18.6 mm wide.
    assert np.ptp(soft_edge) == pytest.approx(2 * 2.0 * SUN_RADIUS, rel=0.05)
    assert float(np.interp(0.4, x, share)) == pytest.approx(0.5, abs=0.02)


def test_spots_of_sun_light_the_room_about_them(lit):
    corners = tuple((x, 1.0, z) for x, z in ((0.5, 0.3), (0.9, 0.3), (0.9, 0.7), (0.5, 0.7)))
    patch = Patch(window="window.1", solid="a", points=corners, normal=(0.0, -1.0, 0.0), lux=20_000.0)
    assert soft.spot(patch).area == pytest.approx(0.16)
    without = lit(light(given(sun_lux=2_000.0)))
    thrown = lit(light(given(sun_lux=2_000.0, patches=(patch,))))
    assert thrown.mean() > without.mean() + 3.0


def test_earthlight_comes_from_the_pane_and_is_blue(lit):
    noon = shine(sun=(0.0, 0.0, 1.0))
    view = look_from((-1.2, 0.8, -0.5), (0.2, -1.0, 0.1), (0, 0, 1), lens_mm=12.0)
    picture = lit(light(given(body_lux=3000.0), noon, ev100=8.0), view=view)
    dark = lit(light(given(), shine(share=0.0), ev100=8.0), view=view)
    assert picture.mean() > dark.mean() + 5.0
    shaded = (picture.max(axis=-1) > 20) & (picture.max(axis=-1) < 160)
    assert picture[shaded][:, 2].mean() > picture[shaded][:, 0].mean()


def test_lamps_alone_at_the_usual_exposure_give_the_picture_without_a_moment(lit, stage):
    plain = stage.draw(poses(), VIEW).astype(float)
    picture = lit(light(given(), shine(share=0.0), lamps=1.0, ev100=math.log2(USUAL_LUX / 2.5)))
    below = plain.max(axis=-1) < 150
    assert np.abs(picture - plain)[below].max() <= 3.0
    dimmed = lit(light(given(), shine(share=0.0), lamps=0.25, ev100=math.log2(USUAL_LUX / 2.5)))
    assert dimmed[below].mean() < 0.8 * plain[below].mean()


def test_against_the_handbook_earthlight_on_a_nadir_window_at_noon():
    nadir = replace(PANE, normal=(0.0, 0.0, 1.0))
    # About 35 000 lx (handbook light, section 5); clouds of the drawing make some of a difference.
    assert 1.0 / fallen(shine(sun=(0.0, 0.0, 1.0)), nadir, 1.0) == pytest.approx(35_000.0, rel=0.2)
    assert fallen(shine(sun=(0.0, 0.0, -1.0)), nadir, 0.0) == 0.0
    zenith = replace(PANE, normal=(0.0, 0.0, -1.0))
    assert fallen(shine(sun=(0.0, 0.0, 1.0)), zenith, 5.0) == 0.0


def test_outside_there_is_a_sun_of_its_size_and_ground_where_one_stands():
    ways = np.array(
        [[0.0, -1.0, 0.0], [0.0, -math.cos(0.004), math.sin(0.004)], [0.0, -math.cos(0.006), math.sin(0.006)]]
    )
    disc = outside.sun_disc(ways, shine(sun=(0.0, -1.0, 0.0)))
    assert disc[0] == disc[1] > 1e9
    assert disc[2] == 0.0
    assert not outside.sun_disc(ways, shine(share=0.0)).any()
    mars = replace(
        shine(sun=(0.6, 0.0, 0.8)),
        body=None,
        beta=None,
        up=(0.0, 0.0, 1.0),
        sky_lux=6000.0,
        sky_kelvin=4000.0,
    )
    low, high = outside.luminance(np.array([[0.0, 0.6, -0.8], [0.0, 0.6, 0.8]]), mars)
    assert low[0] > low[2]
    assert high @ [0.2126, 0.7152, 0.0722] == pytest.approx(6000.0 / math.pi, rel=0.03)
    moon = replace(mars, sky_lux=0.0)
    ground = outside.luminance(np.array([[0.0, 0.6, -0.8]]), moon)[0]
    assert ground == pytest.approx(np.full(3, 0.12 * 0.8 * 100_000.0 / math.pi), rel=0.01)


def test_between_known_moments_light_changes_evenly():
    first = LitMoment(
        tick=1000.0, shine=shine(sun=(0.0, -1.0, 0.0), lux=1000.0), windows=(given(sun_lux=100.0),)
    )
    second = LitMoment(
        tick=2000.0, shine=shine(sun=(0.0, 0.0, -1.0), lux=3000.0), windows=(given(sun_lux=300.0),)
    )
    track = SceneLight(moments=(first, second), ev100=5.0)
    assert at_tick(track, 0.0) is first
    assert at_tick(track, 9999.0) is second
    half = at_tick(track, 1500.0)
    assert half.windows[0].sun_lux == pytest.approx(200.0)
    assert half.shine.sun_lux == pytest.approx(2000.0)
    assert half.shine.sun == pytest.approx((0.0, -math.sqrt(0.5), -math.sqrt(0.5)))


def test_against_form_factors_light_of_a_disc_on_its_axis():
    glow = soft.Glow(place=np.zeros(3), facing=np.array([0.0, 0.0, 1.0]), area=math.pi * 0.25)
    places = np.array([[0.0, 0.0], [0.0, 0.0], [0.3, 2.0]], dtype=np.float32)
    normals = np.array([[0.0, 0.0], [0.0, 0.0], [-1.0, -1.0]], dtype=np.float32)
    # π L R² / (R² + h²), for a disc of radius R seen straight from a distance h.
    exact = [math.pi * 0.25 / (0.25 + h * h) for h in (0.3, 2.0)]
    assert soft.falling(glow, places, normals) == pytest.approx(exact, rel=1e-4)
    assert not soft.falling(glow, places, -normals).any()


def test_the_curve_never_turns_back_and_the_way_back_is_its_inverse():
    levels = np.linspace(0.0, 40.0, 4000, dtype=np.float32)
    curve = tone.curve(levels)
    assert np.all(np.diff(curve) > 0.0)
    assert curve[-1] < 1.0
    grey = np.arange(256, dtype=np.uint8)
    back = tone.light_of(grey)
    assert np.all(np.diff(back) > 0.0)
    low = back < tone.KNEE
    assert np.array_equal(tone.pixels(tone.curve(back[low])), grey[low])
    # Light far too bright keeps a breath of its colour, and its brightest channel stays the brightest.
    red = tone.shown(np.array([[60.0], [20.0], [6.0]], dtype=np.float32))[:, 0]
    assert red[0] > red[1] > red[2] > 0.5


def test_final_pictures_have_the_spot_in_the_same_place(dressing):
    if why := vulkan.missing():
        pytest.skip(f"Filament cannot draw here: {why}; {vulkan.COMMAND}")
    view = replace(VIEW, focus_m=2.0, stop=2.8)
    daylight = Daylight(dressing, BOX, light(given(sun_lux=2_000.0)), WIDTH, HEIGHT, samples=0)
    with FinalStage(dressing, WIDTH, HEIGHT) as final:
        shot = replace(SHOT, view=view)
        lit_picture = daylight.draw(final, poses(), shot, AT_REST)
        daylight.relight(light(given(), shine(share=0.0)))
        night = daylight.draw(final, poses(), shot, AT_REST)
    daylight.close()
    _, middle = area_and_middle(outline(landing(), 0.2))
    _, found = spot(lit_picture.astype(float))
    assert found == pytest.approx(middle, abs=2.0)
    assert night.max() <= 12


def test_a_camera_draws_a_take_in_another_light_from_then_on(take):
    known = scene_light_of(take, 20_000.0)
    small = Quality(height=96, samples=0)
    shot = shots(take, Fraction(25))[3]
    with Camera(take, small, light=known) as camera:
        bright_one = camera.shoot(shot).astype(float)
        camera.relight(scene_light_of(take, 0.0))
        dark_one = camera.shoot(shot).astype(float)
    assert bright_one.mean() > dark_one.mean() + 5.0
    with Camera(take, small) as plain, pytest.raises(ValueError, match="given no light"):
        plain.relight(known)


def scene_light_of(take, lux):
    """Earthlight through every window of the set of a take."""
    windows = tuple(
        replace(given(body_lux=lux), window=window.id) for window in take.rehearsal.stage_set.windows
    )
    noon = shine(sun=(0.0, 0.0, 1.0))
    return SceneLight(moments=(LitMoment(tick=0.0, shine=noon, windows=windows),), ev100=7.0, lamps=0.2)


BALL = tuple(np.asarray(BOX.windows[0].position) - SUN * 0.9)


@pytest.fixture(scope="module")
def both(dressing):
    with Stage(dressing, WIDTH, HEIGHT, samples=0, deep=True) as stage:

        def draw(scene_light, where, *, view=VIEW):
            pictures = []
            for quick in (False, True):
                lit = Daylight(dressing, BOX, scene_light, WIDTH, HEIGHT, samples=0, quick=quick)
                try:
                    shot = replace(SHOT, view=view)
                    pictures.append(lit.draw(stage, poses(where), shot, AT_REST).astype(float))
                finally:
                    lit.close()
            return pictures

        yield draw


@pytest.mark.parametrize(
    ("window", "outer", "lamps"),
    [
        (given(sun_lux=2_000.0), shine(), 0.3),
        (given(body_lux=3_000.0), shine(sun=(0.0, 0.0, 1.0)), 0.3),
        (given(), shine(share=0.0), 1.0),
    ],
)
def test_the_quick_way_shows_what_the_fine_way_shows(both, window, outer, lamps):
    fine, quick = both(light(window, outer, lamps=lamps, ev100=7.5), BALL)
    off = np.abs(fine - quick).max(axis=-1)
    assert off.mean() < 2.5
    assert (off > 20).mean() < 0.02


def test_against_geometry_the_quick_spot_of_sun_lies_where_it_must(both):
    _, picture = both(light(given(sun_lux=2_000.0)), (0.0, 0.0, -900.0))
    area, middle = area_and_middle(outline(landing(), 0.2))
    count, found = spot(picture)
    assert found == pytest.approx(middle, abs=0.8)
    assert count == pytest.approx(area, rel=0.04)


def test_a_value_of_a_mixed_pixel_is_that_of_its_own_surface_beside_it():
    values = np.ones((3, 3, 4), dtype=np.float32)
    values[:, :, 2:] = 5.0
    values[:, 1, 1] = 3.0
    own = np.where(values > 4.0, 0.9, 0.2).astype(np.float32)
    where = np.zeros((3, 4), dtype=bool)
    where[1, 1] = True
    facing = np.zeros((3, 3, 4), dtype=np.float32)
    facing[2] = 1.0
    held = edges.of_own_surface(values, where, own, np.ones((3, 4), dtype=np.float32), facing)
    assert held[:, 1, 1].tolist() == [1.0, 1.0, 1.0]
    assert np.array_equal(
        np.delete(held.reshape(3, -1), 5, axis=1), np.delete(values.reshape(3, -1), 5, axis=1)
    )


def test_mixed_pixels_lie_between_those_on_both_sides():
    picture = np.array([[10, 10, 60, 110, 110, 110]] * 5, dtype=np.uint8)
    found = edges.mixed(picture, np.array([2]), np.arange(6))
    assert found[0].tolist() == [False, False, True, False, False, False]


def test_a_fine_pixel_takes_the_coarse_one_as_far_away_as_itself():
    depth = np.array([[1.0, 1.0, 3.0]], dtype=np.float32)
    root = np.full((1, 3), 0.5, dtype=np.float32)
    seen = (np.array([2.9, 1.0], dtype=np.float32), np.array([0.5, 0.5], dtype=np.float32))
    row, column = edges.nearest(np.zeros(2, dtype=np.int64), np.array([1, 1]), seen, (depth, root))
    assert row.tolist() == [0, 0]
    assert column.tolist() == [2, 1]
    assert edges.jumps(depth, 0.1)[0].tolist() == [False, True, True]


def test_the_curve_can_be_undone():
    levels = np.linspace(0.001, 9.0, 500, dtype=np.float32)
    assert tone.uncurved(tone.curve(levels)) == pytest.approx(levels, rel=2e-3)
    grey = np.arange(256, dtype=np.uint8)
    dim = grey[: int((tone.light_of(grey) < tone.KNEE).sum())]
    assert np.abs(tone.of_root(tone.root_of(dim)).astype(int) - dim).max() <= 1


def test_a_stage_that_keeps_no_distances_says_so():
    with (
        Stage(dress(assembly()), 32, 32, samples=0) as stage,
        pytest.raises(ValueError, match="no distances"),
    ):
        stage.depth()
