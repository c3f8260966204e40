"""Writes docs/language.md and the JSON Schemas of the film folder from the tables that the reader works by.

Usage: make_language_reference.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

from offworld.film.habits import OUTCOMES
from offworld.film.person import Sex, Wear
from offworld.film.profiles import PROFILES
from offworld.film.prop import PropShape
from offworld.film.world import WorldKind
from offworld.script.continuity import COUNTS, WRITTEN
from offworld.script.deeds import CONVULSION_S
from offworld.script.implied import BREATH_S, OPENING_S
from offworld.script.kit import bodies, lens_sets
from offworld.script.levels import LEVELS
from offworld.script.limits import FASTEST, LONGEST, MASS, MOST_BEATS, STATURE, STRENGTH
from offworld.script.move_rule import CLAUSES, MoveRule
from offworld.script.moves import RULES
from offworld.script.names import NEAREST, PARTS
from offworld.script.observed import MOST_SEEN
from offworld.script.people import COLOURS
from offworld.script.profiles import NUMBERS, PROFILE_NAME
from offworld.script.scene import LIGHT
from offworld.script.shot_words import HEADS, PHRASES, SIZE_WORDS
from offworld.script.sourced import Sort
from offworld.script.speech import SPEAKING_RATE
from offworld.script.times import WORK

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "language.md"
SHOTS_PAGE = ROOT / "docs" / "shots.md"
SCHEMAS = ROOT / "src" / "offworld" / "script" / "schemas"

CUES = (
    ("on L12", "the line begins"),
    ('on word "where" in L12', "that word of the line is said"),
    ("after L12", "the line has ended"),
    ("1 s after L12", "one second after it has ended"),
    (
        "on catch",
        "the beat `catch` has succeeded (for catch, take and give), or has started (for all others)",
    ),
    ("after give", "the beat `give` has ended, whatever came of it"),
    ("on catch made", "it has succeeded"),
    ("on catch missed", "it was missed or refused"),
    ("on start of give", "it has started"),
    ("on ivan's catch", "that of ivan, if several people have one"),
    ("at 12 s", "twelve seconds after the scene starts"),
    ("when within reach", "the thing of this beat comes within arm's reach"),
    ("when within reach of rail.s2", "that thing does"),
    ("when zhenya within 0.5 m of ivan", "the two are so near"),
    ("when ivan touches rail.s2", "the two touch"),
    ("on contact with zhenya", "the owner of this beat touches that"),
    ("on light sunrise", "that light comes; its moment is in `light:` of the scene or the film"),
    ("from L13 to L18", "from the beginning of one line to the end of the other"),
)
"""Cues as they are written, and when they come."""

ENDS = (
    ("until L18", "the line begins"),
    ("until end of L18", "the line has ended"),
    ("until give", "that beat succeeds or starts, as with `on`"),
    ("until 20 s", "twenty seconds after the scene starts"),
    ("until end", "the scene ends; so does a state for which nothing is said"),
    ("for 3 s", "three seconds after the beat started"),
)
"""What ends a beat, and when that is."""

SHINES = (
    ("in direct sun through window.5", "that light must be there while the beat runs"),
    ("in night", "as it is outside, through whichever window"),
    ("with no terminator", "that light must not be there"),
)
"""What light a beat asks for."""
SHINE_HOW = """No body does anything else for it: what is not there at the scene's moment is warned of
([light](light.md)). The words go to the next comma, or to the cue that follows.
"""

TARGETS = (
    ("hatch.rim", "a fitting of the set: rail, loop, bed, window, exit, mark or solid"),
    (
        "rail.s4 + [0, 0, 0.3]",
        "a place beside it, metres along x, y and z of the set; units may be written: `30 cm`",
    ),
    ("[0.5, 0, 0.2]", "a point of the set"),
    ("zhenya", "a person"),
    ("zhenya's left ankle", "a part of a person"),
    ("scalpel", "a prop"),
    ("camera A", "a camera of the scene"),
    ("nearest rail", f"the nearest of its sort: {', '.join(NEAREST)}"),
)
"""Things and places as they are written."""

PEOPLE_STARTS = (
    ("strapped to the table", "on a bed of the set, held by straps"),
    ("both hands on hatch.rim, up +z", "holding with hands, and where the head points"),
    ("left foot in loop.3, lying across zhenya", "with a foot in a loop, the head at 90° to hers"),
    ("right foot in loop.1 and left hand on rail.s2, facing ivan", "two holds, and what the chest faces"),
    (
        "operates camera A, held by dubrov by the feet",
        "with camera A in the hands and the feet in somebody's hands",
    ),
    ("floating at mark.middle, up -x, facing +y", "free, at rest, at a place (of the hips)"),
    ("floating at [0.5, 0, 0], drifting at 0.2 m/s along +x", "free and under way"),
    ("floating at mark.middle, tethered to rail.p4 by 1.2 m", "on a line from the belt"),
    ("strapped to the table, limp", "without any muscle"),
)
"""How people start."""

PROP_STARTS = (
    ("in zhenya's right hand", "held"),
    ("stuck to table.top + [0.2, 0, 0.02]", "on Velcro until it is taken"),
    ("floating at [0.5, 0, 0.2]", "loose, at rest"),
    ("floating at mark.table, drifting at 0.05 m/s along +x", "loose and under way"),
)
"""How props start."""

CUTS = (
    ("A", "the first: from the start"),
    ("B on catch", "later ones, on a cue"),
    ("A at 12 s", "or at a time"),
    (
        "B turning on catch",
        "the picture turns at this cut, and is meant to: [no warning](continuity.md)",
    ),
)
"""Cuts as they are written."""

HEAD = f"""# The language of blocking

*Written by `make docs` from the grammar and the tables that the reader works by; every example here is read in a
test.*

One line is one beat: who does what, on which cue, until when, and what if it fails.

    who [channel]: move … at/with … on CUE … until CUE … else …

```yaml
beats:
  - zhenya: pull along hatch.rim to table at 0.3 m/s
  - zhenya [left foot]: hold table.loop until end, else hold nearest rail
  - ivan [right hand]: catch zhenya by the left ankle when within reach, else hold nearest rail
  - zhenya, ivan: stay face to face 0.6 m apart, ivan across, from L13 to L18
```

**Who.** One name, or several with commas for a joint beat. In brackets the channels that the beat claims: `gaze`,
`voice`, `left hand`, `right hand`, `left foot`, `right foot`, `body`, `both hands`, `both feet`; without brackets those
of the move. One body does several things at once on different channels. Two beats that provably claim one channel at
one time are a mistake; where only the rehearsal can tell, the later one takes the channel over.

**Its name.** Cues call a beat by its move (`catch`, `push-off`), the second of its kind `catch.2`; or by a label of
your own: `grab = ivan [right hand]: catch zhenya`.

**When.** Without a cue a beat starts when the owner's earlier beats on its channels have ended, and a beat of hand or
foot also waits for the owner's last move of the whole body. States (hold, stay, look, drift, go limp, be held) last
until told, or until another beat takes the channel; all others end by themselves.

**Else.** A beat ends done, missed or refused. `else` and a move say what then; without it a person does what people
do and grabs the nearest thing.

**Meant.** `touch wanted` and `miss wanted` say that a touch or a miss is meant and no finding.

**Lines.** Lines of the script that no beat says are said by their speakers one after the other, {OPENING_S:g} s
after the scene starts and {BREATH_S:g} s after each other, at {SPEAKING_RATE:g} words a minute unless the film says
otherwise or there is a recording `sounds/L12.wav`.
"""


LIMITS = f"""Speeds are at most {FASTEST:g} m/s, times at most {LONGEST:g} s; a scene has at most {MOST_BEATS} beats.
A convulsion lasts {CONVULSION_S:g} s unless said. `stand`, `walk`, `run` and `jump` are understood and refused: balance
on feet is not simulated.
"""
UNSAID = """A prop that a beat gives and that has no start line is in the giving hand if that is free, else stuck to
the set's first bed. A camera is in the right hand of its operator.
"""


def page() -> str:
    """The whole reference of the language."""
    return "\n".join([
        HEAD,
        "## Moves\n",
        *(_move(rule) for rule in RULES.values()),
        LIMITS,
        _table("## Cues: what starts a beat", "cue", CUES),
        _table("## What ends a beat", "end", ENDS),
        _table("## What light a beat asks for", "light", SHINES),
        SHINE_HOW,
        _table("## Things and places", "written", TARGETS),
        f"Parts of a person: {', '.join(PARTS)}.\n",
        f"Light that can always be named: {', '.join(LIGHT)}.\n",
        _table("## How people start", "start", PEOPLE_STARTS),
        _table("## How props start", "start", PROP_STARTS),
        UNSAID,
        _table("## Cuts", "cut", CUTS),
        MAPPING,
    ])  # fmt: skip


MAPPING = """## A beat written out

The same beat as a mapping, for programs and for those who like it so. `target` is what stands right after the move;
`starts`, `relation` and `lying` hold a clause as it is; `speed`, `duration` and `apart` a quantity; all others the word
that begins the clause.

```yaml
- id: grab
  who: ivan
  channel: right hand
  move: catch
  target: zhenya
  by: the left ankle
  when: within reach
  else: {move: hold, target: nearest rail}
- who: [zhenya, ivan]
  move: stay
  relation: face to face
  apart: 0.6 m
  lying: ivan across
  from: L13 to L18
```
"""


def _move(rule: MoveRule) -> str:
    takes = ", ".join(f"`{CLAUSES[kind]}`" for kind in rule.takes if not kind.endswith("_wanted"))
    wanted = "; a touch or miss may be wanted" if "touch_wanted" in rule.takes else ""
    examples = "\n".join(f"    {example}" for example in rule.examples)
    return (
        f"### {rule.move}\n\n{rule.what} Ends: {rule.ends}.\n\n{examples}\n\n"
        f"Takes {takes or 'nothing but when'}{wanted}. Claims {', '.join(rule.claims)}.\n"
    )


def _table(title: str, head: str, rows: tuple[tuple[str, str], ...]) -> str:
    lines = [f"{title}\n", f"| {head} | meaning |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{written}` | {meaning} |" for written, meaning in rows), ""])


TEXT = {"type": ["string", "number"]}
"""A quantity or name: YAML calls it a number when it looks like one."""
TEXTS = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
VECTOR = {"type": "array", "items": TEXT, "minItems": 3, "maxItems": 3}
PLACE = {"anyOf": [{"type": "string"}, VECTOR]}
BUILT_IN = ", ".join(profile.name for profile in PROFILES)
NAME = "^[a-zа-яё][a-zа-яё0-9_-]{0,39}$"
ANY_NAME = "^.{1,60}$"


def mapping(properties: dict[str, Any], required: tuple[str, ...] = (), what: str = "") -> dict[str, Any]:
    """Schema of a mapping that takes nothing else."""
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return (
        schema | ({"required": list(required)} if required else {}) | ({"description": what} if what else {})
    )


def named(values: dict[str, Any], what: str = "", name: str = NAME) -> dict[str, Any]:
    """Schema of a mapping from names that the film gives."""
    schema = {"type": "object", "propertyNames": {"pattern": name}, "additionalProperties": values}
    return schema | ({"description": what} if what else {})


def film_schema() -> dict[str, Any]:
    """Schema of film.yaml."""
    person = mapping(
        {
            "sex": {"enum": list(get_args(Sex))},
            "stature": TEXT | {"description": f"{STATURE[0]:g} to {STATURE[1]:g} m"},
            "mass": TEXT | {"description": f"{MASS[0]:g} to {MASS[1]:g} kg"},
            "strength": {"type": "number", "minimum": STRENGTH[0], "maximum": STRENGTH[1]},
            "suit": {"enum": list(COLOURS)},
            "wear": {"enum": list(get_args(Wear))},
            "cap": {"type": "boolean"},
            "posture": {"enum": [1, 2, 3]},
            "in script": TEXTS,
            "profile": TEXT | {"description": f"how they vary: {BUILT_IN}, or the film's own"},
        },
        ("sex", "stature", "mass"),
    )
    prop = mapping({
        "shape": {"enum": list(get_args(PropShape))},
        "size": {"anyOf": [TEXT, VECTOR]},
        "mass": TEXT,
        "inertia": VECTOR,
        "drag area": {"type": "number"},
        "grip": VECTOR,
        "camera": {"type": "boolean"},
        "colour": {"enum": list(COLOURS)},
    })  # fmt: skip
    row = mapping({"time": TEXT, "load": TEXT, "pitch rate": TEXT}, ("time", "load", "pitch rate"))
    world = mapping(
        {
            "kind": {"enum": list(get_args(WorldKind))},
            "air flow": VECTOR,
            "air density": {"type": "number"},
            "mean motion": {"type": "number"},
            "turn centre": VECTOR,
            "flight": {"type": "array", "items": row},
            "begins at": TEXT,
        },
        ("kind",),
    )
    return _root("film.yaml", {
        "title": {"type": ["string", "number"]},
        "rate": TEXT | {"description": "frames a second: 24, 25, 24000/1001"},
        "aspect": TEXT | {"description": "width over height: 2.39, 16:9"},
        "people": named(person),
        "profiles": named(_profile(), "how people vary from take to take", f"^{PROFILE_NAME.pattern}$"),
        "times": mapping(
            {"source": TEXT, **{name: sourced(sort) for name, (_, sort) in WORK.items()}},
            what="how long the crew's work between takes and around them lasts",
        ),
        "continuity": mapping(
            {
                **{
                    name: TEXT | {"description": f"such as {sort.example}"}
                    for name, (_, sort) in WRITTEN.items()
                },
                **{
                    name: {"type": "integer", "minimum": least, "maximum": most}
                    for name, (_, least, most) in COUNTS.items()
                },
            },
            what="from where on its cuts are called bad",
        ),
        "props": named(prop),
        "worlds": named(world, "variants of the built-in orbit, parabola, earth, moon and mars"),
        "sensor": mapping({"width": TEXT, "height": TEXT}),
        "lenses": _lenses(),
        "camera": mapping(
            {
                "body": {
                    "type": "string",
                    "description": "a name from docs/lenses.md, or of the film's own bodies",
                    "examples": list(bodies()),
                },
                "mode": {
                    "type": "string",
                    "description": "recording mode of the body; its first if not said",
                    "examples": sorted({mode.name for body in bodies().values() for mode in body.modes}),
                },
                "lenses": _lenses(),
                "stop": TEXT | {"description": "T that is shot at: T2.8"},
                "clear": TEXT | {"description": "radius about the lens that must stay clear"},
                "circle of confusion": TEXT | {"description": "diagonal of the gate over 1500 if not said"},
            }
        ),
        "bodies": named(_body(), "camera bodies of the film's own", ANY_NAME),
        "lens sets": named(_lens_set(), "lens sets of the film's own", ANY_NAME),
        "scenes": TEXTS | {"description": "files in scenes/, in film order, without .yaml"},
        "speech": mapping({"words per minute": {"type": "number"}}),
        "light": named(TEXT, "moments of light for all scenes"),
        "days": mapping({"from": TEXT, "to": TEXT}, ("from", "to"), "shooting days, UTC: 2021-10-05"),
        "station": _station(),
        "sites": named(
            mapping(
                {"latitude": TEXT, "longitude": TEXT, "forward": TEXT, "dust": {"type": "number"}},
                ("latitude", "longitude"),
            ),
            "where worlds on the Moon and on Mars are",
        ),
        "light levels": mapping(
            {name: TEXT | {"description": f"such as {sort.example}"} for name, (_, sort) in LEVELS.items()},
            what="how strong and what colour each light is, and how the camera is set for exposure",
        ),
        "seed": {"type": "integer", "minimum": 0},
        "beeps": {"type": "boolean", "description": "false: no beeps for cues in the animatics"},
    }, ("title",))  # fmt: skip


def _station() -> dict[str, Any]:
    """Schema of the station: its element sets and attitude."""
    attitude = mapping({"from": TEXT, "yaw": TEXT, "pitch": TEXT, "roll": TEXT})
    return mapping(
        {
            "elements": TEXT | {"description": "file with element sets: TLE or OMM"},
            "object": {"type": "integer", "minimum": 1},
            "limb": {"enum": ["sphere", "ellipsoid"]},
            "attitude": {"anyOf": [attitude, {"type": "array", "items": attitude}]},
        },
        ("elements",),
    )


def _lens() -> dict[str, Any]:
    """Schema of one lens."""
    numbers = dict.fromkeys(("near", "pupil", "front", "length", "mass", "source"), TEXT)
    stops = {"T": {"type": "number"}, "N": {"type": "number"}}
    return {"anyOf": [TEXT, mapping({"focal": TEXT, **stops, **numbers}, ("focal",))]}


def _lenses() -> dict[str, Any]:
    """Schema of the lenses of a film: a list, the name of a set, or a set cut down."""
    some = {"type": "array", "items": _lens()}
    names = {"examples": list(lens_sets())}
    cut = mapping({"set": {"type": "string"} | names, "only": TEXTS, "also": some}, ("set",))
    return {
        "anyOf": [TEXT | names, some, cut],
        "description": "25 mm; [18 mm, 25 mm]; Cooke S4/i; Cooke S4/i [18, 25]",
    }


def _body() -> dict[str, Any]:
    """Schema of a camera body of the film's own."""
    pair = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    mode = mapping({"width": TEXT, "height": TEXT, "pixels": pair}, ("width", "height"))
    return mapping(
        {
            "like": {"type": "string", "description": "a body that it is like but for what is said here"},
            "modes": named(mode, "the part of the sensor that is recorded, the usual mode first", ANY_NAME),
            "size": VECTOR | {"description": "width, height and length of the body"},
            "mass": TEXT,
            "clear": TEXT
            | {"description": "radius about the lens that must stay clear; from its size if not said"},
            "source": TEXT,
        }
    )


def _lens_set() -> dict[str, Any]:
    """Schema of a lens set of the film's own."""
    return mapping(
        {
            "like": {"type": "string", "description": "a set that it is like but for what is said here"},
            "lenses": {"type": "array", "items": _lens()},
            "squeeze": {"type": "number", "description": "2 for most anamorphic lenses"},
            "zoom": {
                "type": "boolean",
                "description": "true: one lens; its focal lengths are marks on the ring",
            },
            "source": TEXT,
        }
    )


def _profile() -> dict[str, Any]:
    """Schema of a profile: numbers, each with its source or without."""
    return mapping(
        {
            "like": TEXT | {"description": f"{BUILT_IN}, or one before this"},
            "source": TEXT
            | {"description": "of every number here that names none; without one they are guesses"},
            **{name: sourced(sort) for name, (_, sort) in NUMBERS.items()},
            "posture anew": {
                "type": "boolean",
                "description": "false: the resting posture stays the film's own",
            },
        }
    )


def sourced(sort: Sort) -> dict[str, Any]:
    """Schema of a number that may have its source beside it."""
    most = f"{sort.low:g} to {sort.high:g} {sort.unit}".strip()
    one = TEXT | {"description": f"{most}, such as {sort.example}"}
    return {"anyOf": [one, mapping({"value": one, "source": TEXT}, ("value",))]}


def observed_schema() -> dict[str, Any]:
    """Schema of observed.yaml."""
    seen = mapping(
        {
            "scene": TEXT,
            "take": {"type": "integer", "minimum": 1},
            "who": {"type": "string"},
            "beat": {"type": "string"},
            "lag": TEXT | {"description": "from the cue to acting on it: 0.4 s"},
            "speed": TEXT | {"description": "of a push or pull: 0.35 m/s"},
            "asked": TEXT | {"description": "what that was to be, if not as its beat says"},
            "off": TEXT | {"description": "between the direction of a push and what it was to be: 4 deg"},
            "start off": TEXT | {"description": "from where the person was to be at the start: 6 cm"},
            "outcome": {"enum": list(OUTCOMES)},
        },
        ("scene", "take", "who"),
    )
    shot = {
        "scene": TEXT,
        "takes": {"type": "integer", "minimum": 1},
        "good": {"type": "integer", "minimum": 0},
    }
    takes = mapping(shot, ("scene", "takes", "good"))
    return _root(
        "observed.yaml",
        {
            "counts as": {
                "type": "number",
                "minimum": 1,
                "description": "observations that a profile counts as",
            },
            "seen": {"type": "array", "maxItems": MOST_SEEN, "items": seen},
            "takes": {"type": "array", "maxItems": MOST_SEEN, "items": takes},
        },
        (),
    )


QUATERNION: dict[str, Any] = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}


def scene_schema() -> dict[str, Any]:
    """Schema of a scene file."""
    line = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {"type": "string"},
    }
    heads = (
        "at", "along", "to", "towards", "from", "of", "for", "by", "in", "with", "near", "on", "when", "after",
        "until", "starts", "relation", "lying", "way", "speed", "duration", "apart",
    )  # fmt: skip
    deed: dict[str, Any] = {"move": {"enum": list(RULES)}, "target": PLACE}
    deed |= {head: {"anyOf": [TEXT, VECTOR]} for head in heads}
    deed |= {"fumbled": {"type": "boolean"}, "wanted": {"enum": ["touch", "miss"]}}
    beat = mapping(
        deed
        | {
            "id": TEXT,
            "who": TEXTS,
            "channel": TEXTS,
            "else": {"anyOf": [{"type": "string"}, mapping(deed)]},
        },
        ("who", "move"),
    )
    camera = mapping(
        {
            "lens": TEXT, "by": TEXT, "at": PLACE, "looks at": PLACE, "follows": PLACE, "up": PLACE, "prop": TEXT,
            "keep": {"type": "boolean"},
            "attitude": QUATERNION, "light": TEXTS,
        },
        ("lens",),
    )  # fmt: skip
    shot = mapping(
        {
            "shot": {"type": "string", "description": "MS on zhenya, up zhenya, three-quarter left"}, "lens": TEXT,
            "at": VECTOR, "attitude": QUATERNION, "focus": TEXT, "stop": {"type": "number"},
            "score": {"type": "number", "minimum": -1, "maximum": 1}, "keep": {"type": "boolean"},
            "light": TEXTS,
        },
        ("shot",),
    )  # fmt: skip
    words = {"type": "string", "description": "a shot in words: MS on zhenya, up zhenya, three-quarter left"}
    return _root("scenes/*.yaml", {
        "scene": TEXT | {"description": "its number: 7, 12A"},
        "like": TEXT | {"description": "number or file of the scene that this one is a variant of"},
        "title": TEXT,
        "set": TEXT,
        "world": TEXT,
        "length": TEXT,
        "marks": named(PLACE),
        "light": named(TEXT, "moments of light") | {
            "properties": {
                "at": TEXT | {"description": "UTC of the scene's start: 2021-10-15 17:47:36"},
                "lamps": TEXT | {"description": "level of the set's lamps: 35 %"},
                "wants": TEXTS | {"description": "direct sun through window.5 for at least 4 min"},
            }
        },
        "start": named(
            {"type": ["string", "null"]}, "how each person and prop starts; empty: not in this variant"
        ),
        "beats": {"type": "array", "maxItems": MOST_BEATS, "items": {"anyOf": [beat, line]}},
        "cameras": named({"anyOf": [words, shot, camera]}, name="^[A-Z][A-Za-z0-9_-]{0,15}$"),
        "cuts": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    }, ("scene",)) | {"anyOf": [{"required": ["set", "world"]}, {"required": ["like"]}]}  # fmt: skip


def _root(title: str, properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Offworld: {title}"}
    return head | mapping(properties, required)


SHOTS_HEAD = """# Shots in a director's words

*Written by `make docs` from the tables that the reader works by; every example here is read in a test.*

An entry of `cameras:` in a scene file is a camera placed by hand, or one line that says what the picture shall be.
Where the camera goes for it is then found in the take: see [frame.md](frame.md).

```yaml
cameras:
  A: {lens: 25 mm, by: anton, follows: zhenya's face, up: zhenya}
  C: MS on zhenya, up zhenya, three-quarter left, at eye level, 35 mm, from L12 to L18
  D: over ivan on zhenya, CU, up set
  E: two-shot of zhenya and ivan, MS, up line
cuts: [A, C on L12, D on catch]
```

Whoever writes `up zhenya` gets a room that lies as she does not; nothing in Offworld clamps the roll of a camera.
Angles and sides are the person's own: `left` is her left hand's side, and `above` is towards the top of her head.

A scene that has shots and no `cuts:` is cut to each as its time comes.
"""


def shots_page() -> str:
    """The page on shots."""
    sizes: dict[str, list[str]] = {}
    for word, size in SIZE_WORDS.items():
        sizes.setdefault(size, []).append(f"`{word}`")
    rows = "\n".join(f"| `{size}` | {', '.join(words)} |" for size, words in sizes.items())
    return "\n".join([
        SHOTS_HEAD, "## How a shot begins\n", _two_columns(HEADS), "## What may follow\n",
        "In any order, with commas or without; each once.\n", _two_columns(PHRASES), "## Sizes\n",
        f"From the closest to the widest.\n\n| size | may be written |\n|---|---|\n{rows}\n", SHOTS_TAIL,
    ])  # fmt: skip


SHOTS_TAIL = """## Kept

`offworld frame FILM SCENE --keep C` writes what was found into the scene file; the line of words stays:

```yaml
  C: {shot: "MS on zhenya", lens: 35 mm, at: [1.1, 0, 0], attitude: [1, 0, 0, 0], focus: 1.2 m, score: 0.9, keep: true}
```

`at` is the entrance pupil in metres of the set, `attitude` the quaternion (w, x, y, z) that takes the camera's axes (x
right, y to the top of the frame, z back) to those of the set. A `stop` beside them, where it is not 2.8, is the N;
it stays when the stop in `film.yaml` is changed. Nothing moves a kept set-up any more but its writer. If the take
changes so that the picture suffers, that is a finding.
"""


def _two_columns(rows: tuple[tuple[str, str], ...]) -> str:
    told = "\n".join(f"| `{written}` | {meaning} |" for written, meaning in rows)
    return f"| written | meaning |\n|---|---|\n{told}\n"


def outputs() -> dict[Path, str]:
    """Every file that this tool writes, with its content."""
    schemas = {"film": film_schema(), "scene": scene_schema(), "observed": observed_schema()}
    return {PAGE: page(), SHOTS_PAGE: shots_page()} | {
        SCHEMAS / f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def main() -> int:
    """Writes them."""
    for path, text in outputs().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
