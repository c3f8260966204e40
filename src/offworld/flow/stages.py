"""The stages of a film as a table: what each is given, where its results go, and nothing of how it works.

A stage is a function ``make(given, out)`` in a module of its own, found by name and imported only where it must run:
`given` holds the path of a file or folder under each name, `out` is an empty folder for what it makes. What it makes
may depend on nothing but its code, what it is given, the libraries and the kind of processor.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from offworld.flow.stage import Given, Stage

_REHEARSAL: Final = Given(name="rehearsal", stage="read", path="scenes/{scene}.json")
_SETTINGS: Final = Given(name="settings", stage="read", path="settings.json")
_TAKE: Final = Given(name="take", stage="take", path="take")
_ODDS: Final = Given(name="odds", stage="odds")
_FRAMED: Final = Given(name="framed", stage="frame")
_OUTSIDE: Final = Given(name="outside", stage="read", path="light.json")
_ASKED_SHOTS: Final = Given(name="shots", stage="read", path="shots/{scene}.json")
_LIGHT: Final = Given(name="light", stage="light")

READ: Final = Stage(
    name="read",
    doing="reading",
    module="offworld.flow.steps.read",
    given=(Given(name="film", stage="film"),),
    of_scene=False,
)
TAKE: Final = Stage(
    name="take",
    doing="rehearsing",
    module="offworld.flow.steps.take",
    given=(_REHEARSAL,),
    numeric=True,
    aside="restarts",
    publish=(("take", "scenes/{scene}/take"),),
)
FRAME: Final = Stage(
    name="frame",
    doing="framing its shots",
    module="offworld.flow.steps.frame",
    given=(_TAKE, _SETTINGS, _ASKED_SHOTS),
    numeric=True,
)
CUTS: Final = Stage(
    name="cuts",
    doing="checking its cuts",
    module="offworld.flow.steps.cuts",
    given=(_TAKE, _SETTINGS, _FRAMED, Given(name="rules", stage="read", path="cuts/{scene}.json")),
    numeric=True,
    publish=(("cuts.json", "scenes/{scene}/cuts.json"),),
)
LIGHT: Final = Stage(
    name="light",
    doing="working out its light",
    module="offworld.flow.steps.light",
    given=(_TAKE, _SETTINGS, _REHEARSAL, _OUTSIDE),
    numeric=True,
    publish=(("light.json", "scenes/{scene}/light.json"),),
)
ASKED: Final = Stage(
    name="asked",
    doing="looking for the light that it asks for",
    module="offworld.flow.steps.asked",
    given=(_TAKE, _SETTINGS, _FRAMED, _REHEARSAL, _OUTSIDE, _ASKED_SHOTS),
    numeric=True,
)
LIT: Final = Stage(
    name="lit",
    doing="drawing its light",
    module="offworld.flow.steps.lit",
    given=(_TAKE, _SETTINGS, _FRAMED, _REHEARSAL, _OUTSIDE, _LIGHT),
    numeric=True,
    publish=(("", "scenes/{scene}/light"),),
)
DAYS: Final = Stage(
    name="days",
    doing="writing the page of its light",
    module="offworld.flow.steps.days",
    given=(
        _SETTINGS,
        _OUTSIDE,
        Given(name="film", stage="read", path="film.json"),
        Given(name="rehearsals", stage="read", path="scenes"),
    ),
    of_scene=False,
    numeric=True,
    publish=(("light.html", "light.html"),),
)
VERDICT: Final = Stage(
    name="verdict",
    doing="auditing",
    module="offworld.flow.steps.verdict",
    given=(_TAKE, _FRAMED, Given(name="asked", stage="asked")),
    numeric=True,
    publish=(("", "scenes/{scene}"),),
)
ANIMATIC: Final = Stage(
    name="animatic",
    doing="drawing the animatic",
    module="offworld.flow.steps.animatic",
    given=(_TAKE, _SETTINGS, _FRAMED, _LIGHT, Given(name="sounds", stage="read", path="sounds/{scene}")),
    numeric=True,
    publish=(("", "scenes/{scene}"),),
)
STILLS: Final = Stage(
    name="stills",
    doing="drawing key frames",
    module="offworld.flow.steps.stills",
    given=(_TAKE, _SETTINGS, _FRAMED, _LIGHT),
    numeric=True,
    publish=(("", "scenes/{scene}/frames"),),
)
IMAGINED: Final = Stage(
    name="imagined",
    doing="laying it beside what was imagined",
    module="offworld.flow.steps.imagined",
    given=(_TAKE,),
    numeric=True,
    publish=(
        ("imagined.json", "scenes/{scene}/imagined.json"),
        ("departures.json", "scenes/{scene}/departures.json"),
    ),
)
GHOSTS: Final = Stage(
    name="ghosts",
    doing="drawing it beside what was imagined",
    module="offworld.flow.steps.ghosts",
    given=(_TAKE, _SETTINGS, Given(name="imagined", stage="imagined")),
    numeric=True,
    publish=(("", "scenes/{scene}/imagined"),),
)
VIEWER: Final = Stage(
    name="viewer",
    doing="writing the take in 3D",
    module="offworld.flow.steps.viewer",
    given=(
        _TAKE,
        _SETTINGS,
        _FRAMED,
        Given(name="verdict", stage="verdict"),
        Given(name="imagined", stage="imagined"),
    ),
    numeric=True,
    publish=(("", "scenes/{scene}"),),
)
VIEWS: Final = Stage(
    name="views",
    doing="drawing its cue cards",
    module="offworld.flow.steps.views",
    given=(_TAKE, _SETTINGS, _FRAMED),
    numeric=True,
)
CARDS: Final = Stage(
    name="cards",
    doing="writing its cue cards",
    module="offworld.flow.steps.cards",
    given=(_TAKE, _FRAMED, Given(name="verdict", stage="verdict"), Given(name="views", stage="views")),
    publish=(("", "scenes/{scene}/cards"),),
)
SHOTS: Final = Stage(
    name="shots",
    doing="drawing its shots",
    module="offworld.flow.steps.shots",
    given=(_TAKE, _SETTINGS, _FRAMED, _LIGHT, _ASKED_SHOTS),
    numeric=True,
    publish=(
        ("shots.csv", "scenes/{scene}/shots.csv"),
        ("shots.json", "scenes/{scene}/shots.json"),
        ("pictures", "scenes/{scene}/shots"),
    ),
)
PAGE: Final = Stage(
    name="page",
    doing="writing its page",
    module="offworld.flow.steps.page",
    given=(
        _TAKE,
        Given(name="around", stage="read", path="around/{scene}.json"),
        Given(name="verdict", stage="verdict"),
        Given(name="animatic", stage="animatic"),
        Given(name="stills", stage="stills"),
        Given(name="imagined", stage="imagined"),
        Given(name="ghosts", stage="ghosts"),
        Given(name="viewer", stage="viewer"),
        Given(name="shots", stage="shots"),
        Given(name="cuts", stage="cuts"),
        Given(name="lit", stage="lit"),
        _FRAMED,
        _SETTINGS,
        _ODDS,
    ),
    publish=(("index.html", "scenes/{scene}/index.html"),),
)
COVER: Final = Stage(
    name="cover",
    doing="writing the film's page",
    module="offworld.flow.steps.cover",
    given=(
        Given(name="film", stage="read", path="film.json"),
        Given(name="scenes", stage="read", path="scenes.json"),
        Given(name="verdict", stage="verdict"),
        Given(name="stills", stage="stills"),
        Given(name="rehearsals", stage="read", path="scenes"),
        Given(name="days", stage="days"),
        _ODDS,
    ),
    of_scene=False,
    publish=(("index.html", "index.html"),),
)
VARIANTS: Final = Stage(
    name="variants",
    doing="laying variants side by side",
    module="offworld.flow.steps.variants",
    given=(
        Given(name="film", stage="read", path="film.json"),
        Given(name="scenes", stage="read", path="scenes.json"),
        _TAKE,
        Given(name="verdict", stage="verdict"),
        Given(name="animatic", stage="animatic"),
    ),
    of_scene=False,
    publish=(("", "scenes"),),
)

DRAFT: Final = Stage(
    name="draft",
    doing="drawing a draft",
    module="offworld.flow.steps.draft",
    given=(_TAKE, _SETTINGS, _FRAMED),
    numeric=True,
    publish=(("draft.mp4", "drafts/{scene}.mp4"),),
)
"""Made on demand, never by a whole run."""

STAGES: Final = (
    READ,
    TAKE,
    FRAME,
    LIGHT,
    ANIMATIC,
    STILLS,
    ASKED,
    VERDICT,
    IMAGINED,
    GHOSTS,
    VIEWER,
    VIEWS,
    CARDS,
    SHOTS,
    CUTS,
    LIT,
    DAYS,
    PAGE,
    VARIANTS,
    COVER,
)
"""In an order in which each comes after all that it is given."""

FINAL_STAGES: Final = tuple(
    replace(stage, module=f"offworld.flow.steps.final_{stage.name}")
    if stage in {ANIMATIC, STILLS, SHOTS}
    else stage
    for stage in STAGES
)
"""The same, with pictures drawn as well as can be."""
