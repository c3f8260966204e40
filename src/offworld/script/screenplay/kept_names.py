"""Names of scenes and lines that stay theirs when the script is edited.

A name (`S12`, `T340`) is given once and never again. What it stood for is kept beside the script as the text it had;
after an edit the texts are laid side by side: first the scenes, then the lines in each, then lines that wandered.
An unchanged line keeps its name, a changed one too if it is more alike to what it was than to anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from offworld.film.screenplay import Screenplay, ScriptElement, ScriptScene, scenes_of
from offworld.script.screenplay.emphasis import plain

ALIKE: Final = 0.6
"""Ratio of shared letters from which on a changed line is the same line [I]."""
SCENE_ALIKE: Final = 0.35
"""The same for the lines of a scene under a changed heading [I]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """A part of the script with its name."""

    name: str
    """`T` and a number."""
    text: str
    """What was read, without emphasis, blanks as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedScene:
    """A scene with its name and those of its lines."""

    name: str
    """`S` and a number; before the first heading there is one without a heading, `S0`."""
    number: str
    """As written or counted."""
    heading: str
    """As written."""
    lines: tuple[NamedLine, ...]
    """In order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A whole script with names."""

    scenes: tuple[NamedScene, ...]
    """In order."""
    next_scene: int = 1
    """First number no scene ever had."""
    next_line: int = 1
    """First number no line ever had."""


def named(screenplay: Screenplay, before: Named | None = None) -> Named:
    """Names for all scenes and lines.

    Args:
        screenplay: as it is now.
        before: names as they were; None for a script that has none yet.
    """
    before = before or Named(scenes=())
    now = _bare(screenplay)
    partner = _scenes_paired(before.scenes, now)
    lines = _lines_paired(before.scenes, now, partner)
    next_scene, next_line = before.next_scene, before.next_line
    scenes = []
    for index, scene in enumerate(now):
        name = before.scenes[partner[index]].name if index in partner else ""
        if not name:
            name = "S0" if scene.name == "S0" else f"S{next_scene}"
            next_scene += name != "S0"
        kept = []
        for place, one in enumerate(scene.lines):
            known = lines.get((index, place))
            if known is None:
                known = f"T{next_line}"
                next_line += 1
            kept.append(NamedLine(name=known, text=one.text))
        scenes.append(NamedScene(name=name, number=scene.number, heading=scene.heading, lines=tuple(kept)))
    return Named(scenes=tuple(scenes), next_scene=next_scene, next_line=next_line)


def read_text(element: ScriptElement) -> str:
    """What is compared of a part: its words, without emphasis, blanks as one."""
    return " ".join(plain(element.text).split())


def _bare(screenplay: Screenplay) -> list[NamedScene]:
    scenes = scenes_of(screenplay)
    before = []
    for one in screenplay.elements:
        if one.kind == "scene heading":
            break
        before.append(one)
    out = [NamedScene(name="S0", number="", heading="", lines=_lines(before))] if _lines(before) else []
    return out + [_scene(one) for one in scenes]


def _scene(scene: ScriptScene) -> NamedScene:
    heading = read_text(scene.heading)
    return NamedScene(name="", number=scene.heading.number, heading=heading, lines=_lines(scene.elements))


def _lines(elements: Sequence[ScriptElement]) -> tuple[NamedLine, ...]:
    texts = [read_text(one) for one in elements if one.kind not in {"title page", "blank"}]
    return tuple(NamedLine(name="", text=text) for text in texts if text)


def _scenes_paired(old: Sequence[NamedScene], new: Sequence[NamedScene]) -> dict[int, int]:
    """New scene to old scene: by numbers that were written, by order, then by what is said in them."""
    pairs: dict[int, int] = {}

    def take(first: Sequence[str], second: Sequence[str]) -> None:
        left = [i for i in range(len(new)) if i not in pairs]
        right = [i for i in range(len(old)) if i not in pairs.values()]
        pairs.update(
            (left[j], right[i])
            for i, j in _in_order([second[k] for k in right], [first[k] for k in left])
            if first[left[j]]
        )
        _once_each(pairs, first, second)

    texts = ["\n".join([one.heading, *(line.text for line in one.lines)]) for one in (*new, *old)]
    take(texts[: len(new)], texts[len(new) :])
    take([one.number for one in new], [one.number for one in old])
    _by_likeness(pairs, old, new)
    take([one.heading for one in new], [one.heading for one in old])
    return pairs


def _once_each(pairs: dict[int, int], first: Sequence[str], second: Sequence[str]) -> None:
    """Pairs what is left and stands once on each side, wherever it stands."""
    left = [i for i in range(len(first)) if i not in pairs and first[i]]
    right = [i for i in range(len(second)) if i not in set(pairs.values())]
    for i in left:
        same = [j for j in right if second[j] == first[i]]
        if len(same) == 1 and sum(first[k] == first[i] for k in left) == 1:
            pairs[i] = same[0]


def _by_likeness(pairs: dict[int, int], old: Sequence[NamedScene], new: Sequence[NamedScene]) -> None:
    left = [i for i in range(len(new)) if i not in pairs]
    right = [i for i in range(len(old)) if i not in set(pairs.values())]
    scored = []
    for i in left:
        for j in right:
            shares = SequenceMatcher(
                None, [one.text for one in old[j].lines], [one.text for one in new[i].lines], autojunk=False
            ).ratio()
            same = 0.5 if old[j].heading == new[i].heading else 0.0
            if shares + same >= SCENE_ALIKE:
                scored.append((shares + same, -abs(i - j), i, j))
    for _, _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j


def _lines_paired(
    old: Sequence[NamedScene], new: Sequence[NamedScene], partner: dict[int, int]
) -> dict[tuple[int, int], str]:
    """Place of each line that has a name already, and the name."""
    out: dict[tuple[int, int], str] = {}
    used: set[str] = set()

    def give(place: tuple[int, int], line: NamedLine) -> None:
        if place not in out and line.name not in used:
            out[place] = line.name
            used.add(line.name)

    for i, j in partner.items():
        first, second = [one.text for one in old[j].lines], [one.text for one in new[i].lines]
        for a, b in _in_order(first, second):
            give((i, b), old[j].lines[a])
    left = [one for scene in old for one in scene.lines if one.name not in used]
    places = [(i, k) for i, scene in enumerate(new) for k in range(len(scene.lines)) if (i, k) not in out]
    by_text: dict[str, list[NamedLine]] = {}
    for one in left:
        by_text.setdefault(one.text, []).append(one)
    for i, k in places:
        if same := by_text.get(new[i].lines[k].text):
            give((i, k), same.pop(0))
    for i, j in partner.items():
        _changed(i, old[j], new[i], out, used)
    return out


def _changed(
    i: int, old: NamedScene, new: NamedScene, out: dict[tuple[int, int], str], used: set[str]
) -> None:
    """Lines of a scene that were changed keep their names, the most alike first."""
    left = [one for one in old.lines if one.name not in used]
    scored = []
    for k, line in enumerate(new.lines):
        if (i, k) not in out:
            for a, one in enumerate(left):
                ratio = SequenceMatcher(None, one.text, line.text, autojunk=False).ratio()
                if ratio >= ALIKE:
                    scored.append((ratio, -abs(a - k), k, one.name))
    for _, _, k, name in sorted(scored, reverse=True):
        if (i, k) not in out and name not in used:
            out[i, k] = name
            used.add(name)


def _in_order(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(one.a + k, one.b + k) for one in blocks for k in range(one.size)]
