"""What has changed in a script since its names were kept: scenes new, changed, moved and gone."""

from __future__ import annotations

from difflib import SequenceMatcher

from offworld.film.breakdown import ScriptChange
from offworld.script.screenplay.kept_names import Named, NamedScene


def changes_between(old: Named, new: Named) -> tuple[ScriptChange, ...]:
    """What happened to each scene, in order of the script as it is now; then those that are gone."""
    before = {scene.name: scene for scene in old.scenes if scene.heading}
    after = [scene for scene in new.scenes if scene.heading]
    moved = _moved([one.name for one in old.scenes], [one.name for one in after])
    out = []
    for place, scene in enumerate(after):
        was = before.get(scene.name)
        number = scene.number or str(place + 1)
        if was is None:
            out.append(_change("new", scene, number, f"scene {number} is new: {scene.heading}"))
            continue
        if scene.name in moved:
            before_it = f"after {after[place - 1].name}" if place else "at the beginning"
            out.append(_change("moved", scene, number, f"scene {number} stands elsewhere now: {before_it}"))
        if words := _changed(was, scene):
            out.append(_change("changed", scene, number, f"scene {number}: {words}"))
    there = {scene.name for scene in after}
    for name, scene in before.items():
        if name not in there:
            what = f"scene {scene.number or name} has gone from the script: {scene.heading}"
            out.append(_change("gone", scene, scene.number, what))
    return tuple(out)


def _change(kind: str, scene: NamedScene, number: str, what: str) -> ScriptChange:
    return ScriptChange(kind=kind, scene=scene.name, number=number, what=what)  # type: ignore[arg-type]


def _changed(was: NamedScene, now: NamedScene) -> str:
    """What is otherwise inside a scene, in words; empty: nothing."""
    parts = []
    if was.heading != now.heading:
        parts.append(f"heading now {now.heading!r}")
    if was.number != now.number:
        parts.append(f"number now {now.number or 'by count'}, was {was.number or 'by count'}")
    old, new = {one.name: one.text for one in was.lines}, {one.name: one.text for one in now.lines}
    counts = (
        (len(new.keys() - old.keys()), "new"),
        (sum(old[name] != new[name] for name in old.keys() & new.keys()), "changed"),
        (len(old.keys() - new.keys()), "gone"),
    )
    told = [f"{count} {word}" for count, word in counts if count]
    if told:
        parts.append(f"parts {', '.join(told)}")
    elif list(old) != list(new):
        parts.append("parts in another order")
    return "; ".join(parts)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Scenes that stand in another order among those that are in both."""
    both = set(old) & set(new)
    first, second = [one for one in old if one in both], [one for one in new if one in both]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    stayed = {first[block.a + k] for block in blocks for k in range(block.size)}
    return both - stayed
