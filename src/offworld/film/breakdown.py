"""The breakdown of a screenplay: what each scene needs, found in the script or written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offworld.film.basic import NOWHERE, Place

Source = Literal["script", "blocking", "hand"]
"""Where a need was found: in the words of the script, in the blocking of the scene, or written by hand."""
Difficulty = Literal["easy", "usual", "hard"]
"""How many takes a set-up is thought to need."""
TimeOfDay = Literal["", "day", "night", "morning", "evening"]
"""Time of day of a scene, as its heading has it; empty: it says none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing or person that a scene needs."""

    category: str
    """Id of its category, as in `offworld.film.categories`."""
    name: str
    """What it is called: for cast the name in the script, for props that of film.yaml where it is one."""
    source: Source
    """Where it was found."""
    person: str = ""
    """Cast only: id of the film's person who plays it; empty: nobody yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHand:
    """What is written by hand for one scene; empty or None where nothing is."""

    scene: str
    """Steady name of the scene, `S12`."""
    needs: tuple[Need, ...] = ()
    """Added to what is found."""
    leave_out: frozenset[str] = frozenset()
    """Names, in small letters, of what is found and is not needed."""
    synopsis: str = ""
    """What happens, in a line."""
    notes: tuple[str, ...] = ()
    """For the crew."""
    place: str = ""
    """Set or module where it is shot."""
    light: str = ""
    """Light that it wants, in the words of `light: wants`."""
    priority: int | None = None
    """1 to 5."""
    minutes: int | None = None
    """How long it takes, set-up to strike, whatever is reckoned."""
    set_ups: int | None = None
    """How many."""
    difficulty: Difficulty | None = None
    """Of its takes."""
    after: tuple[str, ...] = ()
    """Scenes that must be shot before it."""
    together: str = ""
    """Continuity group."""
    script_day: str = ""
    """Day of the story."""
    where: Place = NOWHERE
    """Where it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSheet:
    """The breakdown sheet of one scene."""

    id: str
    """Steady name of the scene, `S12`: it outlives its number."""
    number: str
    """As written, or counted from 1."""
    heading: str
    """As written, without its number."""
    inside: Literal["INT", "EXT", "INT/EXT", ""]
    """Inside or outside, from the heading."""
    set_words: str
    """The set, as the heading has it."""
    set_id: str
    """Set of the film that this is; empty: none of them."""
    time: TimeOfDay
    """Time of day, from the heading. Light off the Earth is another thing: see `light`."""
    time_words: str
    """The same as written."""
    eighths: int
    """Length in eighths of a page."""
    line: int
    """Line of the heading in the script, from 1; 0 where the file has no lines."""
    needs: tuple[Need, ...]
    """Cast, props and all else, in order of categories; each once."""
    candidates: tuple[str, ...] = ()
    """Words in capitals that are neither cast nor anything known: somebody should look at them."""
    people: frozenset[str] = frozenset()
    """Ids of all people of the film who must be there: cast, operator, who holds whom."""
    blocked: tuple[str, ...] = ()
    """Ids of the blocked scenes that play it, variants among them."""
    synopsis: str = ""
    """From the script's synopsis, or by hand."""
    notes: tuple[str, ...] = ()
    """By hand."""
    place: str = ""
    """Where it is shot: by hand, else the set; else the words of the heading."""
    light: str = ""
    """Light that it wants: by hand, else as its blocking says; empty: any."""
    priority: int = 3
    """1 to 5, 5 for what the film is not a film without."""
    minutes: int | None = None
    """By hand; None: reckoned from its set-ups."""
    set_ups: int = 1
    """By hand, else the cameras of its blocking, else reckoned from its length."""
    difficulty: Difficulty = "usual"
    """Of its takes."""
    after: tuple[str, ...] = ()
    """Steady names of scenes that must be shot before it."""
    together: str = ""
    """Continuity group; empty: none."""
    script_day: str = ""
    """Day of the story, by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptChange:
    """What became of a scene since the names were kept last."""

    kind: Literal["new", "changed", "moved", "gone"]
    """What happened; a scene that was both moved and changed is told twice."""
    scene: str
    """Its steady name."""
    number: str
    """Its number now; for one that is gone, its last one."""
    what: str
    """In plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The breakdown of a whole film."""

    title: str
    """Of the film."""
    script: str
    """Name of the script's file; empty: the film has none."""
    sheets: tuple[SceneSheet, ...]
    """In order of the script."""
    changes: tuple[ScriptChange, ...] = ()
    """What is otherwise in the script than when names were kept last."""
    gone: tuple[SheetHand, ...] = ()
    """What was written by hand for scenes that are not in the script any more; it is kept."""
