"""The browser file: the viewer, three.js with its licence, and one take, as a script that a page loads from disk."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib import resources
from typing import Any, Final

from offworld.errors import NotPossible
from offworld.film.finding import Finding
from offworld.film.imagined import Imagined
from offworld.film.shot import Shot
from offworld.film.take import Take
from offworld.look.dressing import Dressing, dress
from offworld.look.figure import Life
from offworld.timecode import frames_in
from offworld.viewer.meshes import add_dressing
from offworld.viewer.motion import add_cameras, add_ghosts, add_life, add_motion
from offworld.viewer.pack import Pack
from offworld.viewer.story import story

SCRIPTS: Final = (
    "codec.js", "shaders.js", "shapes.js", "people.js", "lines.js", "marks.js", "cameras.js", "orbit.js", "stage.js",
    "panel.js", "start.js",
)  # fmt: skip
"""Parts of the viewer in the order in which they are put into one function."""


def viewer_file(
    take: Take,
    tracks: Mapping[str, Sequence[Shot]],
    *,
    rate: Fraction,
    aspect: Fraction,
    findings: Sequence[Finding] = (),
    imagined: Imagined | None = None,
    lives: Sequence[Life] = (),
) -> str:
    """The script that shows a take in the element which it is put into.

    Args:
        take: the take.
        tracks: the shot of each set-up at each frame.
        rate: frames a second.
        aspect: of the film's picture, width over height.
        findings: what is worth attention in the take.
        imagined: the scene as imagined, to be drawn as ghosts; None: none.
        lives: hands and eyes of people at each frame; empty: at rest.

    Raises:
        NotPossible: the take has no length.
    """
    if frames_in(take.length, rate) < 1:
        raise NotPossible("a take without length has nothing to show")
    data = packed(take, tracks, rate=rate, aspect=aspect, findings=findings, imagined=imagined, lives=lives)
    licence = _file("three", "LICENSE").replace("*/", "* /")
    body = "".join(_file("web", name) for name in SCRIPTS)
    style = _file("web", "viewer.css").replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return (
        f"/* A take of Offworld. It holds three.js:\n{licence}*/\n"
        f'(() => {{\n"use strict";\n{_file("three", "three.min.js")}\n'
        f'const STYLE = `{style}`;\n{body}\nstart(document.currentScript, STYLE, "{data}");\n}})();\n'
    )


def packed(
    take: Take,
    tracks: Mapping[str, Sequence[Shot]],
    *,
    rate: Fraction,
    aspect: Fraction,
    findings: Sequence[Finding] = (),
    imagined: Imagined | None = None,
    lives: Sequence[Life] = (),
) -> str:
    """Assembly and take in the compact form that the viewer reads, as text; see `viewer_file`."""
    rehearsal = take.rehearsal
    dressing: Dressing = dress(take.assembly, rehearsal.stage_set.up, rehearsal.people, take.tethers)
    nodes = take.assembly.nodes
    bodies = [nodes[int(each.figure.nodes[0])].tree for each in dressing.people]
    pack = Pack()
    header: dict[str, Any] = {
        "version": 1,
        "rate": (rate.numerator, rate.denominator),
        "frames": frames_in(take.length, rate),
        "aspect": float(aspect),
        **story(take, rate, findings),
        "look": add_dressing(pack, dressing, bodies),
        "motion": add_motion(pack, take, rate),
        "life": add_life(pack, take, rate, dressing.people, lives),
        "cameras": add_cameras(pack, tracks, take),
        "ghosts": add_ghosts(pack, imagined, take, rate),
    }
    return pack.text(header)


@functools.cache
def _file(folder: str, name: str) -> str:
    return resources.files("offworld.viewer").joinpath(folder, name).read_text(encoding="utf-8")
