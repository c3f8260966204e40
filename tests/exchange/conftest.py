from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

pytest.importorskip("pxr", reason="the extra 'usd' is not installed")

from offworld.exchange.gltf.read import read_gltf
from offworld.exchange.gltf.scene import scene_file
from offworld.exchange.usd.scene import artist_file, scene_files
from offworld.geometry.track import poses_at
from offworld.look.dressing import dress
from offworld.picture.life import Lives
from offworld.picture.shots import tracks
from offworld.timecode import frames_in, start_of

RATE = Fraction(25)
ASPECT = Fraction(2489, 1400)


def files_of(take, rate=RATE):
    return scene_files(take, tracks(take, rate), rate=rate, aspect=ASPECT, lives=lives_of(take, rate))


def glb_of(take, rate=RATE):
    return scene_file(take, tracks(take, rate), rate=rate, aspect=ASPECT, lives=lives_of(take, rate))


def lives_of(take, rate=RATE):
    lives = Lives(take)
    return [lives.at(poses_at(take.sample_ticks, take.poses, tick), tick) for tick in ticks_of(take, rate)]


def ticks_of(take, rate=RATE):
    return [float(start_of(frame, rate)) for frame in range(frames_in(take.length, rate))]


@pytest.fixture(scope="session")
def usd(hand_made, tmp_path_factory):
    """A take and its export: `take`, `tracks`, `lives`, `ticks`, `dressing`, the folder `place`, and `files_of`."""
    take = hand_made.make_take(1200, "tunnel")
    place = tmp_path_factory.mktemp("usd")
    write(place, take)
    rehearsal = take.rehearsal
    return SimpleNamespace(
        take=take,
        tracks=tracks(take, RATE),
        lives=lives_of(take),
        ticks=ticks_of(take),
        dressing=dress(take.assembly, rehearsal.stage_set.up, rehearsal.people, take.tethers),
        place=place,
        files_of=files_of,
        write=write,
        rate=RATE,
        aspect=ASPECT,
    )


def write(place, take):
    for name, data in files_of(take).items():
        (place / name).write_bytes(data)
    (place / "artist.usda").write_bytes(artist_file(take, RATE, "./scene.usda"))


@pytest.fixture(scope="session")
def gltf(usd, tmp_path_factory):
    """The same take as glTF: the file at `path`, `read`, and `glb_of` for others."""
    path = tmp_path_factory.mktemp("gltf") / "scene.glb"
    path.write_bytes(glb_of(usd.take))
    return SimpleNamespace(path=path, read=read_gltf(path), glb_of=glb_of)
