"""Beats as they are written, one line each or as a mapping, before their names are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lark import Token, Tree

from offworld.film.blocking import Channel, Move
from offworld.script.deeds import clauses_of
from offworld.script.language import Writing
from offworld.script.moves import NOT_YET, NOT_YET_REMEDY, NOT_YET_WHY, RULES
from offworld.script.names import limbs_of, words_of
from offworld.script.said import Deed, Said
from offworld.text import Fields, Items, Mapping, Node, Scalar, Sheet, remedy_for

HEADS: Final = (
    "at", "along", "to", "towards", "from", "of", "for", "by", "in", "with", "near", "on", "when", "after",
    "until",
)  # fmt: skip
"""Fields of a mapping that are read as the clause `NAME VALUE`."""
WHOLE: Final = ("starts", "relation", "lying", "way")
"""Fields whose value is a clause by itself."""
AFTERWARDS: Final = {"speed": "at", "duration": "for"}
"""Fields with a quantity, and the word that goes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughBeat:
    """One beat, parsed but not understood."""

    id: str
    """Label, or move with a number."""
    number: int
    """From 1."""
    owners: tuple[tuple[str, Token | None], ...]
    """Names as written, with their token; no token in a mapping."""
    channels: tuple[Channel, ...]
    """Named in brackets; empty: none."""
    deed: Deed
    """What is done."""
    otherwise: Deed | None
    """What is done instead."""
    who: Writing
    """Where the owners stand."""
    text: str
    """The line, put together."""

    @property
    def move(self) -> Move:
        """Its move."""
        return RULES[self.deed.verb].move


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A beat before it has an id."""

    label: tuple[str, Token | None] | None
    owners: tuple[tuple[str, Token | None], ...]
    channels: tuple[Channel, ...]
    deed: Deed
    otherwise: Deed | None
    who: Writing
    text: str


def read_rough_beats(nodes: Sequence[Node], sheet: Sheet) -> tuple[RoughBeat, ...]:
    """The beats of a scene with their ids; those that are wrong are noted and left out."""
    drafts = [_read_draft(node, sheet) for node in nodes]
    labels = {draft.label[0] for draft in drafts if draft is not None and draft.label is not None}
    taken: set[str] = set()
    counts: dict[str, int] = {}
    beats: list[RoughBeat] = []
    for number, draft in enumerate(drafts, 1):
        if draft is None:
            continue
        if draft.label is None:
            name = _next_id(draft.deed.verb.replace(" ", "-"), counts, labels)
        else:
            name, token = draft.label
            if name in taken:
                what = f"two beats are called {name[:40]!r}"
                draft.who.wrong(token, what, "give one another label", kind="duplicate-beat")
                continue
        taken.add(name)
        beats.append(
            RoughBeat(
                id=name, number=number, owners=draft.owners, channels=draft.channels, deed=draft.deed,
                otherwise=draft.otherwise, who=draft.who, text=draft.text,
            )
        )  # fmt: skip
    return tuple(beats)


def _next_id(stem: str, counts: dict[str, int], labels: set[str]) -> str:
    while True:
        counts[stem] = counts.get(stem, 0) + 1
        name = stem if counts[stem] == 1 else f"{stem}.{counts[stem]}"
        if name not in labels:
            return name


def _read_draft(node: Node, sheet: Sheet) -> _Draft | None:
    if isinstance(node, Mapping) and any(key.text == "move" for key, _ in node.pairs):
        return _from_mapping(node, sheet)
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        if isinstance(value, Scalar) and not value.empty:
            return _from_line(key, value, sheet)
        sheet.wrong(
            key, f"{key.text[:40]!r} has nothing to do", "write 'who: move …' on one line", kind="empty-beat"
        )
        return None
    remedy = "write '- who: move …', one line a beat, or a mapping with 'who' and 'move'"
    sheet.wrong(node, "this is no beat", remedy, kind="no-beat")
    return None


def _from_line(key: Scalar, value: Scalar, sheet: Sheet) -> _Draft | None:
    who = Writing(sheet=sheet, node=key)
    what = Writing(sheet=sheet, node=value)
    left, right = who.parse("who"), what.parse("action")
    if left is None or right is None:
        return None
    label, *owners, channels = left.children
    deed, otherwise = _deed(right, what), None
    other = right.children[-1]
    if isinstance(other, Tree) and other.data == "otherwise":
        inner = other.children[0]
        assert isinstance(inner, Tree)
        otherwise = _deed(inner, what)
        if otherwise is None:
            return None
    if deed is None:
        return None
    named = label.children[0] if isinstance(label, Tree) else None
    return _Draft(
        label=(str(named), named) if isinstance(named, Token) else None,
        owners=tuple((words_of(owner), _first(owner)) for owner in owners),
        channels=_channels(channels),
        deed=deed,
        otherwise=otherwise,
        who=who,
        text=f"{key.text}: {value.text}",
    )


def _first(piece: Tree[Token] | Token) -> Token | None:
    inner = piece.children[0] if isinstance(piece, Tree) else piece
    return inner if isinstance(inner, Token) else None


def _channels(piece: Tree[Token] | Token | None) -> tuple[Channel, ...]:
    if not isinstance(piece, Tree):
        return ()
    return tuple(dict.fromkeys(limb for channel in piece.children for limb in limbs_of(channel)))


def _deed(tree: Tree[Token], writing: Writing) -> Deed | None:
    """The deed of an ``action`` or ``deed`` tree."""
    verb = words_of(tree.children[0]).removesuffix(" on")
    if verb in NOT_YET:
        writing.wrong(tree.children[0], f"{verb!r}: {NOT_YET_WHY}", NOT_YET_REMEDY, kind="not-yet")
        return None
    return Deed(verb=verb, said=clauses_of(tree, writing), writing=writing)


def _from_mapping(node: Mapping, sheet: Sheet) -> _Draft | None:
    before = len(sheet.problems)
    fields = Fields(node, sheet, "this beat")
    who = fields.need("who", "zhenya")
    owners = _names(who, sheet)
    label = fields.scalar("id")
    channels = _mapped_channels(fields.get("channel"), sheet)
    deed = _mapped_deed(fields, sheet)
    otherwise = _mapped_else(fields.get("else"), sheet)
    fields.done()
    if len(sheet.problems) > before or deed is None or who is None:
        return None
    place = who if isinstance(who, Scalar) else deed.writing.node
    return _Draft(
        label=None if label is None else (label.text, None),
        owners=owners, channels=channels, deed=deed, otherwise=otherwise,
        who=Writing(sheet=sheet, node=place),
        text="; ".join(f"{key.text}: {plain_text(value)}" for key, value in node.pairs),
    )  # fmt: skip


def _names(node: Node | None, sheet: Sheet) -> tuple[tuple[str, Token | None], ...]:
    nodes = node.nodes if isinstance(node, Items) else () if node is None else (node,)
    if any(not isinstance(item, Scalar) for item in nodes):
        assert node is not None
        sheet.wrong(node, "'who' must be a name or a list of names", "write 'who: zhenya'", kind="wrong-type")
        return ()
    texts = [item.text for item in nodes if isinstance(item, Scalar)]
    return tuple((name.strip(), None) for text in texts for name in text.split(","))


def _mapped_channels(node: Node | None, sheet: Sheet) -> tuple[Channel, ...]:
    if node is None:
        return ()
    text = plain_text(node).strip("[]")
    scalar = Scalar(text=text, line=node.line, column=node.column, exact=False)
    tree = Writing(sheet=sheet, node=scalar).parse("who", f"x [{text}]")
    return () if tree is None else _channels(tree.children[-1])


def _mapped_deed(fields: Fields, sheet: Sheet) -> Deed | None:
    move = fields.scalar("move")
    if move is None:
        return None
    writing = Writing(sheet=sheet, node=move)
    if move.text in NOT_YET:
        writing.wrong(None, f"{move.text!r}: {NOT_YET_WHY}", NOT_YET_REMEDY, kind="not-yet")
        return None
    if move.text not in RULES:
        remedy = remedy_for(move.text, RULES, name="moves")
        writing.wrong(None, f"there is no move {move.text[:40]!r}", remedy, kind="unknown-move")
        return None
    said: list[Said] = []
    for name in ("target", *HEADS, *WHOLE, *AFTERWARDS, "apart"):
        node = fields.get(name)
        if node is not None:
            said += _mapped_clause(name, node, sheet)
    said += [
        Said(kind="fumbled", tree=Tree("fumbled", []), writing=writing)
        for fumbled in (fields.flag("fumbled"),)
        if fumbled
    ]
    wanted = fields.choice("wanted", ("touch", "miss"))
    if wanted is not None:
        said.append(Said(kind=f"{wanted}_wanted", tree=Tree(f"{wanted}_wanted", []), writing=writing))
    return Deed(verb=move.text, said=tuple(said), writing=writing)


def _mapped_clause(name: str, node: Node, sheet: Sheet) -> list[Said]:
    text = plain_text(node)
    exact = isinstance(node, Scalar) and node.exact
    scalar = Scalar(text=text, line=node.line, column=node.column, exact=exact)
    head = name if name in HEADS else AFTERWARDS.get(name, "")
    source = f"{head} {text}" if head else f"{text} apart" if name == "apart" else text
    writing = Writing(sheet=sheet, node=scalar, shift=len(head) + 1 if head else 0)
    if name == "target":
        tree = writing.parse("object", source)
        return [] if tree is None else [Said(kind="object", tree=tree, writing=writing)]
    if name == "lying" and " " in text.strip():
        tree = writing.parse("owner_lies", source)
        return [] if tree is None else [Said(kind="lying", tree=tree, writing=writing)]
    tree = writing.parse("clause", source)
    return [] if tree is None else [Said(kind=str(tree.data), tree=tree, writing=writing)]


def _mapped_else(node: Node | None, sheet: Sheet) -> Deed | None:
    if node is None:
        return None
    if isinstance(node, Mapping):
        fields = Fields(node, sheet, "the else of this beat")
        deed = _mapped_deed(fields, sheet)
        fields.done()
        return deed
    text = plain_text(node)
    exact = isinstance(node, Scalar) and node.exact
    scalar = Scalar(text=text, line=node.line, column=node.column, exact=exact)
    writing = Writing(sheet=sheet, node=scalar)
    tree = writing.parse("action")
    return None if tree is None else _deed(tree, writing)


def plain_text(node: Node) -> str:
    """A node as one line of text; lists in brackets."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return "[" + ", ".join(plain_text(item) for item in node.nodes) + "]"
    return "{" + ", ".join(f"{key.text}: {plain_text(value)}" for key, value in node.pairs) + "}"
