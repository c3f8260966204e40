"""Scenes drawn at random, of every move there is: what people ask for is not always wise."""

import random
import shutil
from importlib.resources import files
from pathlib import Path

from offworld.errors import OffworldError
from offworld.flow.records import rehearsal_of
from offworld.script.folder import read_film
from offworld.space import read_set

TEMPLATE = Path(str(files("offworld.script"))) / "template"
RAILS = [
    f"rail.{wall}{n}" for wall, count in (("p", 5), ("s", 4), ("o", 3), ("f", 3)) for n in range(1, count + 1)
]
LOOPS = [f"loop.{n}" for n in range(1, 7)]
LIES = ("across", "upright", "inverted")
FILM = """\
title: Random
rate: 25
aspect: 1.85
lenses: [18 mm, 25 mm]
people:
  mira: {sex: female, stature: 1.68 m, mass: 60 kg}
  tomas: {sex: male, stature: 1.80 m, mass: 77 kg}
  ivan: {sex: male, stature: 1.74 m, mass: 72 kg}
props:
  notebook: {shape: box, size: [0.14 m, 0.02 m, 0.20 m], mass: 180 g}
  camera: {camera: true}
scenes: [meeting]
"""


class Drawing:
    """The random choices of one scene."""

    def __init__(self, seed, length):
        self.rng, self.length = random.Random(seed), length
        self.rail = self.rng.choice(RAILS)

    def pick(self, *options):
        return self.rng.choice(options)

    def rails(self):
        return self.rng.choice(RAILS)

    def speed(self):
        return f"{self.rng.uniform(0.1, 0.6):.2f} m/s"

    def angle(self, low, high):
        return f"{self.rng.uniform(low, high):.0f}°"

    def seconds(self, low, high):
        return f"{self.rng.uniform(low, high):.1f} s"

    def when(self):
        return f"at {self.rng.uniform(0.2, 0.7 * self.length):.1f} s"


LINES = {
    "push off": lambda d: f"mira: push off towards {d.pick(d.rails(), 'tomas', '+x', '-y')} at {d.speed()}",
    "push apart": lambda d: f"mira, tomas: push apart at {d.speed()}",
    "pull": lambda d: f"mira: pull along {d.rail} to {d.rails()} at {d.speed()}",
    "drift": lambda d: f"mira: drift to {d.rails()}",
    "hold": lambda d: f"mira [left hand]: hold {d.rails()} {d.when()}, else hold nearest rail",
    "catch": lambda d: (
        f"mira [right hand]: catch {d.pick(d.rails(), 'tomas by the left ankle', 'notebook')} "
        f"{d.pick('when within reach', d.when())}, else hold nearest rail"
    ),
    "let go": lambda d: f"tomas [left foot]: let go {d.when()}",
    "release": lambda d: f"tomas [right hand]: release notebook {d.when()}",
    "stay": lambda d: f"mira, tomas: stay face to face 0.6 m apart, mira {d.pick(*LIES)}, from L1",
    "reach": lambda d: f"tomas [left hand]: reach for {d.pick(d.rails(), 'mira')} {d.when()}",
    "look": lambda d: f"mira [gaze]: look at tomas's face {d.when()}",
    "give": lambda d: (
        f"tomas [right hand]: give notebook to mira [left hand]{d.pick('', ', fumbled')} {d.when()}"
    ),
    "take": lambda d: f"mira [left hand]: take notebook {d.when()}",
    "say": lambda d: f"mira [voice]: say L1 {d.when()}",
    "go limp": lambda d: f"mira: go limp {d.when()}",
    "convulse": lambda d: f"{d.pick('mira', 'tomas')}: convulse for {d.seconds(0.5, 2.0)} {d.when()}",
    "be held": lambda d: f"ivan: be held by tomas by the feet {d.when()}",
    "throw": lambda d: (
        f"tomas [right hand]: throw notebook {d.pick('to mira', 'towards +x', 'towards ' + d.rails())} "
        f"at {d.speed()}, {d.when()}"
    ),
    "brake": lambda d: (
        f"mira [right hand]: brake on {d.rails()} to {d.pick('0.05', '0.1', '0.2')} m/s {d.when()}"
    ),
    "carry": lambda d: (
        f"mira [left hand]: carry tomas by the left wrist along {d.rail} to {d.rails()} at {d.speed()}"
    ),
    "chain": lambda d: f"mira, tomas: chain from {d.rail} towards {d.pick('notebook', d.rails())}",
    "turn": lambda d: (
        f"mira: turn {d.pick('left', 'right', 'forward', 'backward')} by {d.angle(10, 90)} "
        f"in {d.seconds(3, 10)} {d.when()}"
    ),
    "tuck": lambda d: f"mira: tuck {d.when()}",
    "open": lambda d: f"mira: open {d.when()}",
    "clip tether": lambda d: f"mira [left hand]: clip tether to {d.rails()} by 1.2 m {d.when()}",
    "unclip tether": lambda d: f"ivan [left hand]: unclip tether from {d.tied} {d.when()}",
    "follow": lambda d: f"ivan: follow {d.pick('mira', 'tomas')} {d.when()}",
    "pan": lambda d: (
        f"ivan: pan {d.pick('left', 'right')} by {d.angle(10, 60)} in {d.seconds(1, 4)} {d.when()}"
    ),
    "tilt": lambda d: f"ivan: tilt {d.pick('up', 'down')} by {d.angle(5, 30)} {d.when()}",
    "roll": lambda d: f"ivan: roll {d.pick('clockwise', 'anticlockwise')} by {d.angle(5, 30)} {d.when()}",
    "dolly": lambda d: f"ivan: dolly {d.pick('towards mira', 'backward', 'up')} by 0.2 m {d.when()}",
}
"""One line of each move."""


def scene(drawing, most):
    """A scene file with a random start and two to so many random beats."""
    d = drawing
    mira = d.pick(
        f"both hands on {d.rail}", f"left hand on {d.rail}", f"left hand on {d.rail}",
        "right hand on tomas's left wrist",
        f"floating at [{d.rng.uniform(-2, 2):.1f}, 0, {d.rng.uniform(-0.3, 0.3):.1f}], "
        f"drifting at {d.rng.uniform(0.1, 0.5):.2f} m/s along {d.pick('+x', '-x', '+y', '+z')}",
    )  # fmt: skip
    d.tied = d.rails()
    ivan = d.pick("floating at [2.6, 0, 0]", f"left foot in {d.rng.choice(LOOPS)}")
    tied = d.pick("", f", tethered to {d.tied} by {d.rng.uniform(0.8, 3.0):.1f} m")
    lines = d.rng.sample(sorted(LINES), d.rng.randint(2, most))
    beats = "".join(f"  - {LINES[move](d)}\n" for move in lines)
    return (
        "scene: 1\ntitle: Random\nset: tunnel\n"
        f"world: {d.pick('orbit', 'orbit', 'orbit', 'parabola')}\nlength: {d.length:g} s\nstart:\n"
        f"  mira: {mira}\n  tomas: left foot in loop.4\n  ivan: operates camera A, {ivan}{tied}\n"
        f"  notebook: in tomas's right hand\n  camera: in ivan's right hand\nbeats:\n{beats}"
        "cameras:\n  A: {lens: 18 mm, by: ivan, prop: camera, looks at: tomas's chest, up: set}\n"
        "  B: {lens: 18 mm, at: '[2.9, -0.4, 0.3]', looks at: mira's chest, up: set}\ncuts: [B]\n"
    )


def rehearsal_from(film, text):
    """The rehearsal of one scene file, in a film folder that is made for it."""
    shutil.copytree(TEMPLATE, film)
    for path in film.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (film / "film.yaml").write_text(FILM)
    (film / "scenes" / "meeting.yaml").write_text(text)
    read = read_film(film, read_set)
    return rehearsal_of(read, read.scenes[0])


def rehearsals(folder, seed, *, length, most=6, tries=60):
    """Rehearsals of lists that the reader takes, one after the other, with their text; some are contradictions."""
    for number in range(tries):
        text = scene(Drawing(seed * 1000 + number, length), most)
        try:
            yield text, rehearsal_from(folder / f"{seed}-{number}", text)
        except OffworldError:
            continue
