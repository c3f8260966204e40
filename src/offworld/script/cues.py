"""Cues: what starts or ends a beat, or brings a cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lark import Token, Tree

from offworld.film.blocking import Cue, CueKind, Move, Target
from offworld.script.language import Piece, Writing
from offworld.script.limits import FARTHEST_APART, LONGEST
from offworld.script.names import Names, read_quantity, read_target
from offworld.text import remedy_for

MADE: Final[tuple[Move, ...]] = ("catch", "take", "give")
"""Moves for which ``on NAME`` means the moment they succeed; for all others it means their start."""


@dataclass(slots=True, kw_only=True)
class Cueing:
    """What is needed to read the cues of one scene."""

    names: Names
    """What can be named."""
    beats: Mapping[str, Move] = field(default_factory=dict)
    """Moves of the scene's beats by id, all of them: a cue may name a later beat."""
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Owners of those beats."""


def read_when(tree: Tree[Token], cueing: Cueing, me: Target | None, writing: Writing) -> Cue | None:
    """The cue of a ``when`` tree (``on …``, ``after …``, ``1 s after …``, ``at 12 s``).

    Args:
        tree: the tree.
        cueing: names and beats.
        me: the one that ``within reach`` and ``contact`` mean; None in a cut, where nobody is meant.
        writing: where it stands.

    Returns:
        The cue, or None if it is wrong, which is then noted.
    """
    if tree.data == "at_time":
        return _time(tree.children[0], writing)
    delay: float | None = 0.0
    if tree.data == "delayed":
        delay = read_quantity(tree.children[0], "s", 0.0, LONGEST, "delay", writing)
    cue = read_cue(tree.children[-1], cueing, me, writing, ended=tree.data != "on")
    if cue is None or delay is None:
        return None
    return replace(cue, delay_s=cue.delay_s + delay, place=writing.place(tree))


def read_cue(
    piece: Piece | None, cueing: Cueing, me: Target | None, writing: Writing, *, ended: bool
) -> Cue | None:
    """The cue of a ``cue`` tree; ``ended``: a beat or line named bare means its end."""
    assert isinstance(piece, Tree)
    read = _READERS[str(piece.data)]
    return read(piece, cueing, me, writing, ended)


def _time(token: Piece | None, writing: Writing) -> Cue | None:
    seconds = read_quantity(token, "s", 0.0, LONGEST, "time", writing)
    return None if seconds is None else Cue(kind="time", delay_s=seconds, place=writing.place(token))


def _time_cue(tree: Tree[Token], _c: Cueing, _m: Target | None, writing: Writing, _e: bool) -> Cue | None:
    return _time(tree.children[0], writing)


def _word_cue(tree: Tree[Token], cueing: Cueing, _m: Target | None, writing: Writing, _e: bool) -> Cue | None:
    quoted, line = tree.children
    word = str(quoted)[1:-1].strip()
    if not known_line(line, cueing.names, writing):
        return None
    spoken = [plain_word(said) for said, _ in cueing.names.lines[str(line)].words]
    if plain_word(word) not in spoken:
        remedy = remedy_for(plain_word(word), spoken, name="its words")
        writing.wrong(quoted, f"{line} has no word {word[:40]!r}", remedy, kind="unknown-word-in-line")
        return None
    return Cue(kind="word", ref=str(line), word=word, place=writing.place(tree))


def plain_word(text: str) -> str:
    """A word without its punctuation and case, as cues compare it."""
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter in "'-").strip("'-")


def _line_cue(
    tree: Tree[Token], cueing: Cueing, _m: Target | None, writing: Writing, ended: bool
) -> Cue | None:
    if not known_line(tree.children[0], cueing.names, writing):
        return None
    kind: CueKind = "line end" if ended or tree.data == "line_end_cue" else "line"
    return Cue(kind=kind, ref=str(tree.children[0]), place=writing.place(tree))


def known_line(token: Piece | None, names: Names, writing: Writing) -> bool:
    """Whether the script has the line; if not, that is noted."""
    if str(token) in names.lines:
        return True
    remedy = remedy_for(str(token), names.lines, name="lines of script.fountain")
    writing.wrong(token, f"the script has no line {token}", remedy, kind="unknown-line")
    return False


def _beat_cue(
    tree: Tree[Token], cueing: Cueing, _m: Target | None, writing: Writing, ended: bool
) -> Cue | None:
    ref = _find_beat(tree.children[0], cueing, writing)
    if ref is None:
        return None
    kinds: dict[str, CueKind] = {
        "start_cue": "start", "end_cue": "end", "made_cue": "caught", "missed_cue": "missed",
    }  # fmt: skip
    kind = kinds.get(str(tree.data))
    if kind is None:
        kind = "end" if ended else "caught" if cueing.beats[ref] in MADE else "start"
    return Cue(kind=kind, ref=ref, place=writing.place(tree))


def _find_beat(piece: Piece | None, cueing: Cueing, writing: Writing) -> str | None:
    """Id of the beat that ``catch``, ``hold.2`` or ``ivan's catch`` names."""
    assert isinstance(piece, Tree)
    words = [str(token) for token in piece.children if str(token)[:1] not in "'’"]
    if len(words) == 1:
        if words[0] in cueing.beats:
            return words[0]
        remedy = remedy_for(words[0], cueing.beats, name="beats of this scene")
        writing.wrong(piece, f"no beat is called {words[0][:40]!r}", remedy, kind="unknown-beat")
        return None
    person, name = words
    for ref, move in cueing.beats.items():
        if person in cueing.owners[ref] and name in {ref, move.replace(" ", "-")}:
            return ref
    own = [ref for ref in cueing.beats if person in cueing.owners[ref]]
    remedy = remedy_for(name, own, name=f"beats of {person[:40]}")
    writing.wrong(piece, f"{person[:40]} has no beat {name[:40]!r}", remedy, kind="unknown-beat")
    return None


def _light_cue(
    tree: Tree[Token], cueing: Cueing, _m: Target | None, writing: Writing, _e: bool
) -> Cue | None:
    name, on = tree.children
    if str(name) not in cueing.names.light:
        remedy = remedy_for(str(name), cueing.names.light, name="light")
        writing.wrong(name, f"no light is called {str(name)[:40]!r}", remedy, kind="unknown-light")
        return None
    target = read_target(on, cueing.names, writing) if isinstance(on, Tree) else None
    if isinstance(on, Tree) and target is None:
        return None
    return Cue(kind="light", ref=str(name), b=target, place=writing.place(tree))


def _reach_cue(
    tree: Tree[Token], cueing: Cueing, me: Target | None, writing: Writing, _e: bool
) -> Cue | None:
    if not _somebody(me, tree, writing):
        return None
    on = tree.children[0]
    target = read_target(on, cueing.names, writing) if isinstance(on, Tree) else None
    if isinstance(on, Tree) and target is None:
        return None
    return Cue(kind="reach", b=target, place=writing.place(tree))


def _contact_cue(
    tree: Tree[Token], cueing: Cueing, me: Target | None, writing: Writing, _e: bool
) -> Cue | None:
    pair = _pair(tree, cueing, me, writing)
    return None if pair is None else Cue(kind="contact", a=pair[0], b=pair[1], place=writing.place(tree))


def _distance_cue(
    tree: Tree[Token], cueing: Cueing, me: Target | None, writing: Writing, _e: bool
) -> Cue | None:
    length = next(child for child in tree.children if isinstance(child, Token))
    metres = read_quantity(length, "m", 0.001, FARTHEST_APART, "distance", writing)
    pair = _pair(tree, cueing, me, writing)
    if pair is None or metres is None:
        return None
    return Cue(kind="distance", a=pair[0], b=pair[1], distance_m=metres, place=writing.place(tree))


def _pair(
    tree: Tree[Token], cueing: Cueing, me: Target | None, writing: Writing
) -> tuple[Target, Target] | None:
    """The two things of a cue; the first is the beat's own owner where only one is written."""
    written = [child for child in tree.children if isinstance(child, Tree)]
    if len(written) == 1 and not _somebody(me, tree, writing):
        return None
    read = [read_target(child, cueing.names, writing) for child in written]
    both = read if len(read) == 2 else [me, *read]
    first, second = both
    return None if first is None or second is None else (first, second)


def _somebody(me: Target | None, tree: Tree[Token], writing: Writing) -> bool:
    if me is not None:
        return True
    remedy = "name both: 'when zhenya touches rail.s2', 'when ivan within 0.5 m of zhenya'"
    writing.wrong(tree, "a cut has no body of its own to touch or reach with", remedy, kind="whose")
    return False


_Reader = Callable[[Tree[Token], Cueing, Target | None, Writing, bool], Cue | None]
_READERS: Final[dict[str, _Reader]] = {
    "time_cue": _time_cue,
    "word_cue": _word_cue,
    "line_cue": _line_cue,
    "line_end_cue": _line_cue,
    "beat_cue": _beat_cue,
    "start_cue": _beat_cue,
    "end_cue": _beat_cue,
    "made_cue": _beat_cue,
    "missed_cue": _beat_cue,
    "light_cue": _light_cue,
    "reach_cue": _reach_cue,
    "contact_cue": _contact_cue,
    "distance_cue": _distance_cue,
}
