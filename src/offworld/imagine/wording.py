"""Names of people and things in the words of a director."""

from __future__ import annotations

from offworld.film.blocking import Target


def called(name: str) -> str:
    """A person by name."""
    return name[:1].upper() + name[1:]


def thing_words(target: Target) -> str:
    """A target as one says it."""
    if target.kind == "point":
        return f"[{', '.join(f'{value:g}' for value in target.offset)}]"
    if target.kind == "person":
        return f"{called(target.name)}'s {target.part}" if target.part else called(target.name)
    if target.kind == "nearest":
        return f"the nearest {target.name}"
    return target.name


def place_words(target: Target) -> str:
    """Where one is meant to be when told to go to a target."""
    return f"at {thing_words(target)}"


def shape_words(shape: str) -> str:
    """A shape's id as one says it: `ivan/left_hand/palm` is Ivan's left hand, `locker.3` is locker.3."""
    tree, _, rest = shape.partition("/")
    part = rest.partition("/")[0]
    if not part or part.startswith("bar"):
        return tree
    return f"{called(tree)}'s {part.replace('_', ' ')}"
