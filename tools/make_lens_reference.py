"""Writes docs/lenses.md, the cameras and lenses that a film may name, from the tables that the reader works by.

Usage: make_lens_reference.py [FILE]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from offworld.flow.kit import about, body_row, lens_row, mode_row, set_row
from offworld.script.kit import bodies, lens_sets

TARGET = Path(__file__).resolve().parent.parent / "docs" / "lenses.md"

HEAD = """# Cameras and lenses

*The tables are written by `make docs` from the data that the reader works by; `offworld cameras NAME` and `offworld
lenses NAME` print them too, with `--json` for programs.*

A film names its camera and lenses in `film.yaml`:

```yaml
camera:
  body: RED KOMODO             # a name from this page, or of the film's own bodies
  mode: 6K 16:9                # the body's first mode if not said
  lenses: Cooke S4/i [18, 25, 35, 50]
  stop: T2.8                   # what is shot at, where the lens is as fast; T2.8 if not said
  clear: 0.17 m                # room about the lens; from the size of the body if not said
  circle of confusion: 0.02 mm # the diagonal of the gate over 1500 if not said
```

| `lenses` | means |
|---|---|
| `Cooke S4/i` | the whole set |
| `Cooke S4/i [18, 25]` or `18, 25 of Cooke S4/i` | these of it |
| `{set: Cooke S4/i, only: [18 mm, 25 mm], also: [{focal: 8 mm, T: 2.8, near: 0.2 m}]}` | these of it, and others |
| `[18 mm, 25 mm]` | lenses of no set; minimum focus is taken as 1 m for every 100 mm, at least 0.2 m; T is not known |
| `[{focal: 24 mm, T: 1.5, N: 1.4, near: 0.25 m}]` | lenses of your own, with what is known of them |

`lenses:` may also stand beside `camera:`. Without a body, `sensor: {width: 24.89 mm}` says the gate. What is not on
this page a film says itself, whole or as far as it differs:

```yaml
bodies:
  station camera: {like: Nikon Z9, clear: 0.2 m}
  odd one: {modes: {4K: {width: 17.6 mm, height: 9.9 mm, pixels: [4096, 2304]}}, size: [90 mm, 90 mm, 110 mm]}
lens sets:
  what is on board: {like: NIKKOR Z stills primes, lenses: [{focal: 58 mm, N: 1.4, near: 0.6 m}], source: the inventory}
  old anamorphics: {squeeze: 2, lenses: [{focal: 50 mm, T: 2.4, near: 0.9 m}]}
```

## What the numbers do

- **The gate** is the part of the mode that the film's aspect leaves: cut above and below, or at the sides.
- **T is for exposure, N for depth of field.** A film shoots at one T; each lens turns it into its own N. Where a
  lens tells only one of the two, the other is taken by N = T / 1.05, a guess (9 % of the light lost in the glass).
- **Minimum focus** is marked from the image plane, and distances of set-ups are from the entrance pupil, 5 to 15 cm
  ahead of it. Taking one for the other errs on the safe side; a lens with `pupil:` is taken exactly.
- **Room**: nothing may come nearer to the entrance pupil than what the body needs. That is a guess from its size,
  from 0.12 to 0.25 m.
- **Anamorphic**: the focal length is that across the height of the picture. The picture is squeeze × width / height
  of the gate, the horizontal angle 2 atan(squeeze × width / 2f), and what is out of focus is drawn squeeze times as
  high as wide. Things are sharp squeeze times deeper across the picture than up and down; lists give the lesser.
  USD and glTF know no squeeze: their cameras get the gate of the spherical lens that takes the same picture, and
  both numbers beside it.
- **Depth of field** is that of a thin lens: hyperfocal distance H = f²/(N c) + f, sharp from s(H−f)/(H+s−2f) to
  s(H−f)/(H−s).

## Which lens a room allows

A head of height hd at a distance z is the share f·hd/(z·h) of a frame of height h. So a size needs a lens no longer
than share · h · z / hd, where z is the longest free line from the eyes to where the camera fits. Across a section
of 2.1 m, with 0.2 m of room, an ALEXA 35 in 16:9 makes an MS of somebody in mid-section with 16 mm or wider, of
somebody at the far wall with 30 mm.

`offworld check` warns where no lens that may be used makes a size anywhere in the set, before there is a take.
`offworld frame` measures the line from where the person is: a shot that no lens can make is refused with the lens
that would do and, if the film names a set, which others of the set are of that kind; the shot list and the page
tell the longest lens that the room allows.

Numbers marked *recalled* are from memory and were not looked up. Those in brackets are worked out from another.
"""


def reference() -> str:
    """The whole page."""
    parts = [HEAD, "## Camera bodies\n"]
    parts.append(
        _table(("camera", "modes", "usual gate", "mass", "clear", ""), map(body_row, bodies().values()))
    )
    for body in bodies().values():
        rows = map(mode_row, body.modes)
        parts.append(f"\n### {body.name}\n\n{'; '.join(about(body))}\n")
        parts.append(_table(("mode", "gate", "pixels", "pitch", "circle of confusion", ""), rows))
        parts.append(_sources(mode.source for mode in body.modes))
    parts.append("\n## Lens sets\n")
    parts.append(
        _table(("lens set", "squeeze", "focal lengths, mm", "T", ""), map(set_row, lens_sets().values()))
    )
    for one in lens_sets().values():
        rows = map(lens_row, one.lenses)
        parts.append(f"\n### {one.name}\n")
        parts.append(_table(("lens", "T", "N", "minimum focus", "front", "length", "mass", ""), rows))
        parts.append(_sources(lens.source for lens in one.lenses))
    return "\n".join(parts).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sources(sources: Iterable[str]) -> str:
    return "\nSource: " + "; ".join(dict.fromkeys(sources)) + "."


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(reference(), encoding="utf-8")
    print(target)
