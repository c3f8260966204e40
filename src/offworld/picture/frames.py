"""Frames: a take as the pictures of an animatic, one after the other, with slate line and speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from offworld.film.camera import Sensor
from offworld.film.lit import SceneLight
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.geometry.rotation import FloatArray
from offworld.geometry.track import poses_at
from offworld.look.dressing import dress
from offworld.look.lines import with_links
from offworld.picture.daylight.stage import Daylight
from offworld.picture.filament.stage import FinalStage
from offworld.picture.lettering import write_slate, write_speech
from offworld.picture.life import Lives
from offworld.picture.shots import shots
from offworld.picture.stage import Stage
from offworld.timecode import TICKS_PER_SECOND, timecode

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How fine a picture is."""

    height: int
    """Pixels, even."""
    samples: int
    """Samples a pixel of the classic renderer, for smooth edges; 0 none."""
    thin: int = 1
    """Only every so-many-th frame of the film's rate is drawn."""
    final: bool = False
    """True: drawn by Filament, with soft shadows and depth of field; False: by the classic renderer."""

    quick: bool = False
    """True: light of the moment is worked out coarsely where it is soft."""
    soft: bool = False
    """True: with the depth of field of the lens by the classic renderer as well."""

    def width(self, aspect: Fraction) -> int:
        """Pixels, even, for a picture of that shape."""
        return 2 * round(self.height * aspect / 2)


DRAFT: Final = Quality(height=320, samples=0, thin=2)
"""Within seconds."""
ANIMATIC: Final = Quality(height=540, samples=4, quick=True)
"""Every frame, at the film's rate."""
FINAL: Final = Quality(height=540, samples=4, final=True)
"""The same, as well as can be."""
WIDESCREEN: Final = Fraction(16, 9)


def frames(
    take: Take,
    rate: Fraction,
    *,
    quality: Quality = ANIMATIC,
    aspect: Fraction = WIDESCREEN,
    sensor: Sensor | None = None,
    begin: int = 0,
    only: range | None = None,
    light: SceneLight | None = None,
) -> Iterator[Pixels]:
    """The pictures of a take in order, (height, width, 3) each; see `shots` for the arguments.

    Args:
        take: the take.
        rate: frames a second of the film.
        quality: how fine.
        aspect: width over height.
        sensor: the cameras' gate; the usual one if None.
        begin: tick to begin at.
        only: numbers of the frames that are drawn; None: all.
        light: that the take is drawn in; None: that of its set's lamps alone.

    Raises:
        NotPossible: a camera cannot be placed.
        MissingLibrary: there is no OpenGL, or no Vulkan for pictures of final quality.
    """
    plan = shots(take, rate / quality.thin, sensor, begin=begin)
    plan = plan if only is None else plan[only.start : only.stop : only.step]
    with Camera(take, quality, aspect, light) as camera:
        for shot in plan:
            moment = Fraction(begin, TICKS_PER_SECOND) * rate + shot.frame * quality.thin
            yield lettered(camera.shoot(shot), take, shot, timecode(int(moment), rate))


def lettered(picture: Pixels, take: Take, shot: Shot, code: str) -> Pixels:
    """A picture with its slate line, its time code and what is being said written into it."""
    write_slate(picture, slate(take, shot), code)
    said = speech(take, shot.tick)
    if said:
        write_speech(picture, said)
    return picture


class Camera:
    """A take on its stage, from which shots are drawn without any lettering."""

    def __init__(
        self,
        take: Take,
        quality: Quality = ANIMATIC,
        aspect: Fraction = WIDESCREEN,
        light: SceneLight | None = None,
    ) -> None:
        """Makes ready.

        Args:
            take: the take.
            quality: how fine.
            aspect: width over height.
            light: that it is drawn in; None: that of its set's lamps alone.
        """
        self._take = take
        dressing = dress(take.assembly, take.rehearsal.stage_set.up, take.rehearsal.people, take.tethers)
        size = quality.width(aspect), quality.height
        self._stage: Stage | FinalStage
        if quality.final:
            self._stage = FinalStage(dressing, *size)
        else:
            deep = quality.quick and light is not None
            self._stage = Stage(dressing, *size, samples=quality.samples, soft=quality.soft, deep=deep)
        self._daylight: Daylight | None = None
        if light is not None:
            stage_set = take.rehearsal.stage_set
            self._daylight = Daylight(
                dressing, stage_set, light, *size, samples=quality.samples, quick=quality.quick
            )
        self._lives = Lives(take)
        self._own: dict[str, list[int]] = {}
        for number, node in enumerate(take.assembly.nodes):
            self._own.setdefault(node.tree, []).append(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._daylight is not None:
            self._daylight.close()
        self._stage.close()

    def shoot(self, shot: Shot) -> Pixels:
        """The picture of a shot, (height, width, 3)."""
        poses = self._poses(shot)
        life = self._lives.at(poses, shot.tick)
        if self._daylight is None:
            return self._stage.draw(poses, shot.view, life)
        return self._daylight.draw(self._stage, poses, shot, life)

    def relight(self, light: SceneLight) -> None:
        """Draws in another light from now on; only a camera that was given a light can."""
        if self._daylight is None:
            raise ValueError("this camera was given no light to begin with")
        self._daylight.relight(light)

    def again(self, shot: Shot) -> Pixels:
        """The picture of a shot with everybody as they were in the last one: the renderer's work and nothing else."""
        return self._stage.again(shot.view)

    def _poses(self, shot: Shot) -> FloatArray:
        """Poses of all nodes; what looks, a camera or a person, is put out of its own sight."""
        poses = poses_at(self._take.sample_ticks, self._take.poses, shot.tick)
        for number in self._own.get(shot.own, ()):
            poses[number, :3] = (0.0, 0.0, -1e3)
        return with_links(poses, self._take.tethers, shot.tick)


def slate(take: Take, shot: Shot) -> str:
    """The left of the slate line: scene, take, camera and lens, and whether a shot was not found."""
    rehearsal = take.rehearsal
    lost = any(one.id == shot.camera and one.at is None and one.by is None for one in rehearsal.scene.set_ups)
    camera = f"{shot.camera}: not found, wide" if lost else shot.camera
    return f"{rehearsal.scene.id} / {rehearsal.take}     {camera}     {shot.view.lens_mm:g} mm"


def speech(take: Take, tick: float) -> str:
    """What is being said at a tick, with who says it; empty if nobody speaks."""
    lines = {line.id: line for line in take.rehearsal.scene.lines}
    said = []
    for start, name in take.lines:
        line = lines.get(name)
        if line is not None and start <= tick < start + TICKS_PER_SECOND * line.duration_s:
            said.append(f"{line.character}: {line.text}")
    return " — ".join(said)
