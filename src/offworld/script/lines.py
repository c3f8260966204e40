"""Lines of blocking as they are written, and the same lines with one thing changed.

What is changed is a piece of the writer's own words, found by the grammar: everything else in the line stays as it
is, and whatever the language learns later is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lark import Token, Tree

from offworld.script.language import parser
from offworld.script.move_rule import TIMING
from offworld.script.names import words_of
from offworld.script.rough import AFTERWARDS, HEADS, WHOLE, RoughBeat, plain_text
from offworld.text import Items, Mapping, Node, Scalar

Span = tuple[int, int]
"""First character of a piece of a line, and the one after its last."""
_CUES: Final = ("begins", "from_line")
"""Clauses that say when a beat begins and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatLine:
    """One beat as one line."""

    id: str
    """Label, or move with a number."""
    who: str
    """Before the colon: `grab = ivan [right hand]`."""
    deed: str
    """After it."""

    @property
    def text(self) -> str:
        """The line."""
        return f"{self.who}: {self.deed}"


def beat_line(node: Node, rough: RoughBeat) -> BeatLine:
    """The line of a beat that was read; one written as a mapping is put into a line.

    Args:
        node: what is written.
        rough: what was read of it.
    """
    assert isinstance(node, Mapping)
    if not any(key.text == "move" for key, _ in node.pairs):
        (key, value), = node.pairs  # fmt: skip
        return BeatLine(id=rough.id, who=key.text, deed=plain_text(value))
    fields = {key.text: value for key, value in node.pairs}
    who = ", ".join(name for name, _ in rough.owners)
    who += f" [{', '.join(rough.channels)}]" if rough.channels else ""
    label = f"{plain_text(fields['id'])} = " if "id" in fields else ""
    return BeatLine(id=rough.id, who=label + who, deed=_deed_of(fields))


def _deed_of(fields: dict[str, Node]) -> str:
    words = [plain_text(fields["move"])]
    words += [plain_text(fields["target"])] if "target" in fields else []
    for name, node in fields.items():
        head = name if name in HEADS else AFTERWARDS.get(name)
        if head is not None:
            words.append(f"{head} {plain_text(node)}")
        elif name in WHOLE:
            # `ivan across` begins with a name and needs a comma before it.
            named = name == "lying" and " " in plain_text(node).strip()
            words.append((", " if named else "") + plain_text(node))
        elif name == "apart":
            words.append(f"{plain_text(node)} apart")
        elif name == "wanted":
            words.append(f"{plain_text(node)} wanted")
        elif name == "fumbled" and plain_text(node) == "true":
            words.append("fumbled")
    other = fields.get("else")
    if isinstance(other, Mapping):
        words.append("else " + _deed_of({key.text: value for key, value in other.pairs}))
    elif other is not None:
        words.append(f"else {plain_text(other)}")
    return " ".join(words).replace(" , ", ", ")


def labelled(line: BeatLine) -> BeatLine:
    """The line with its name written out, so that it keeps it wherever it stands."""
    tree = parser().parse(line.who, start="who")
    label = tree.children[0]
    return line if isinstance(label, Tree) else replace(line, who=f"{line.id} = {line.who}")


def things_named(text: str, start: str) -> tuple[str, ...]:
    """Things that a line names as whole things, in order and each once: ``rail.s4``, ``nearest rail``.

    Args:
        text: a deed, or how a person starts.
        start: ``action`` or ``person_start``.
    """
    return tuple(dict.fromkeys(name for name, _ in _things(parser().parse(text, start=start))))


def renamed(text: str, start: str, old: str, new: str) -> str:
    """The line with another thing in place of one, wherever it is named but in its else."""
    spans = [span for name, span in _things(parser().parse(text, start=start)) if name == old]
    for first, after in sorted(spans, reverse=True):
        text = text[:first] + new + text[after:]
    return text


def with_speed(deed: str, speed: float) -> str:
    """The deed at a speed, m/s, in place of what it says of one."""
    tree = parser().parse(deed, start="action")
    words = f"{speed:.3g} m/s"
    token = next((token for clause in _clauses(tree, "speed") for token in _tokens(clause)), None)
    if token is not None:
        return deed[: token.start_pos] + words + deed[token.end_pos :]
    before = [child for child in tree.children if isinstance(child, Tree) and not _is_timing(child)]
    at = max(child.meta.end_pos for child in before if child.data != "otherwise")
    return f"{deed[:at]} at {words}{deed[at:]}"


def with_cue(deed: str, cue: str) -> str | None:
    """The deed with another cue, such as ``after catch``; None if it says when it begins and ends in one."""
    tree = parser().parse(deed, start="action")
    if any(True for _ in _clauses(tree, "spans")):
        return None
    gone = [_span(tail) for tail in tree.children if isinstance(tail, Tree) and _kind(tail) in _CUES]
    for first, after in sorted(gone, reverse=True):
        deed = deed[:first].rstrip(" ,") + deed[after:]
    last = parser().parse(deed, start="action").children[-1]
    at = last.meta.start_pos if isinstance(last, Tree) and last.data == "otherwise" else len(deed)
    return f"{deed[:at].rstrip()}, {cue}{deed[at:]}"


def phrases(start_line: str) -> tuple[tuple[str, str], ...]:
    """The phrases of a start line with the name of each in the grammar: ``grips``, ``floating``, ``drifting``."""
    tree = parser().parse(start_line, start="person_start")
    found = [child for child in tree.children if isinstance(child, Tree)]
    return tuple((str(one.data), start_line[slice(*_span(one))]) for one in found)


def changed_root(
    root: Mapping,
    starts: dict[str, str],
    beats: dict[str, BeatLine],
    ids: tuple[str, ...],
    order: tuple[str, ...],
) -> Mapping:
    """The content of a scene with lines in place of others; places stay those of the lines that they replace.

    Args:
        root: what is written.
        starts: start lines by person, which replace one or are added.
        beats: changed beats by id; one of a new id is added where the order has it.
        ids: of the beats as written.
        order: of all beats.
    """
    pairs = []
    fields = {key.text: value for key, value in root.pairs}
    for key, value in root.pairs:
        if key.text == "start" and isinstance(value, Mapping):
            value = _with_starts(value, starts)  # noqa: PLW2901
        elif key.text == "beats" and isinstance(value, Items):
            value = _with_beats(value, beats, ids, order)  # noqa: PLW2901
        pairs.append((key, value))
    if starts and not isinstance(fields.get("start"), Mapping):
        pairs = [pair for pair in pairs if pair[0].text != "start"]
        empty = Mapping(pairs=(), line=root.line, column=root.column)
        pairs.append((_word("start", root), _with_starts(empty, starts)))
    return Mapping(pairs=tuple(pairs), line=root.line, column=root.column)


def _with_starts(node: Mapping, starts: dict[str, str]) -> Mapping:
    left = dict(starts)
    pairs = [
        (key, _word(left.pop(key.text), value) if key.text in left else value) for key, value in node.pairs
    ]
    pairs += [(_word(who, node), _word(line, node)) for who, line in left.items()]
    return Mapping(pairs=tuple(pairs), line=node.line, column=node.column)


def _with_beats(
    node: Items, beats: dict[str, BeatLine], ids: tuple[str, ...], order: tuple[str, ...]
) -> Items:
    written = dict(zip(ids, node.nodes, strict=True))
    found = [
        _beat(beats[name], written.get(name, node)) if name in beats else written[name] for name in order
    ]
    return Items(nodes=tuple(found), line=node.line, column=node.column)


def _beat(line: BeatLine, where: Node) -> Mapping:
    pair = (_word(line.who, where), _word(line.deed, where))
    return Mapping(pairs=(pair,), line=where.line, column=where.column)


def _word(text: str, where: Node) -> Scalar:
    return Scalar(text=text, line=where.line, column=where.column, exact=False)


def _things(tree: Tree[Token]) -> Iterator[tuple[str, Span]]:
    """Fittings, people, props and nearest things named in a tree, but for its else."""
    for child in tree.children:
        if not isinstance(child, Tree) or child.data == "otherwise":
            continue
        if child.data in {"thing", "nearest"}:
            yield ("nearest " if child.data == "nearest" else "") + words_of(child.children[-1]), _span(child)
        else:
            yield from _things(child)


def _clauses(tree: Tree[Token], kind: str) -> Iterator[Tree[Token]]:
    for tail in tree.children:
        if isinstance(tail, Tree) and _kind(tail) == kind:
            inner = tail.children[-1]
            assert isinstance(inner, Tree)
            yield inner


def _kind(tail: Tree[Token]) -> str:
    inner = tail.children[-1] if tail.data == "tail" else None
    return str(inner.data) if isinstance(inner, Tree) else ""


def _is_timing(child: Tree[Token]) -> bool:
    return _kind(child) in TIMING


def _tokens(tree: Tree[Token]) -> list[Token]:
    return [token for token in tree.children if isinstance(token, Token)]


def _span(tree: Tree[Token]) -> Span:
    return tree.meta.start_pos, tree.meta.end_pos
