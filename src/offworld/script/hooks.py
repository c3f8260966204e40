"""What a tether can be clipped to."""

from __future__ import annotations

from lark import Token, Tree

from offworld.film.blocking import Target
from offworld.script.language import Writing
from offworld.script.names import Names, read_target, words_of
from offworld.text import remedy_for

SHORTEST_M = 0.2
"""Shortest tether, m: a hook at each end."""
LONGEST_M = 20.0
"""Longest, m: farther than across any room here."""


def read_hook(tree: Tree[Token], names: Names, writing: Writing) -> Target | None:
    """The rail, loop, person or prop that a tether is clipped to; None if it is none, which is then noted."""
    target = read_target(tree, names, writing)
    if target is None or target.kind in {"prop", "camera", "nearest"}:
        return target
    if target.kind == "person" and not target.part:
        return target
    stage = names.stage_set
    hooks: tuple[str, ...] = ()
    if stage is not None:
        hooks = (*(rail.id for rail in stage.rails), *(loop.id for loop in stage.loops))
    if target.kind == "fitting" and (stage is None or target.name in hooks):
        return target
    remedy = "name the person: it goes to the belt" if target.kind == "person" else ""
    what = f"a tether cannot be clipped to {words_of(tree)[:60]!r}"
    writing.wrong(
        tree, what, remedy or remedy_for(target.name, hooks, name="rails and loops"), kind="no-hook"
    )
    return None
