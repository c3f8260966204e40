"""Names survive edits: drawn edits whose truth is known."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offworld.script.screenplay.fountain import read_fountain
from offworld.script.screenplay.kept_names import named

WORDS = "air light rail hatch slowly hand never sun window hold night blood camera knife again".split()  # noqa: SIM905


def script(scenes):
    """Fountain text of (heading, lines) pairs."""
    return "\n\n".join("\n\n".join([heading, *lines]) for heading, lines in scenes)


def names(of):
    return {line.text: line.name for scene in of.scenes for line in scene.lines}


def drawn(random_, scenes=5, lines=8):
    def sentence():
        return " ".join(random_.choices(WORDS, k=9)).capitalize() + f" {random_.random():.6f}."

    return [(f"INT. ROOM {i} - DAY", [sentence() for _ in range(lines)]) for i in range(scenes)]


def edited(random_, scenes):
    """The script with scenes moved, added and lost, and lines changed, moved, added and lost."""
    out = [(heading, list(lines)) for heading, lines in scenes]
    for _ in range(random_.randint(1, 6)):
        kind = random_.choice(
            ["line gone", "line new", "line moved", "scene moved", "scene gone", "scene new", "heading"]
        )
        at = random_.randrange(len(out))
        if kind == "line gone" and out[at][1]:
            out[at][1].pop(random_.randrange(len(out[at][1])))
        elif kind == "line new":
            out[at][1].insert(random_.randint(0, len(out[at][1])), f"New {random_.random():.9f}.")
        elif kind == "line moved" and out[at][1]:
            line = out[at][1].pop(random_.randrange(len(out[at][1])))
            random_.choice(out)[1].append(line)
        elif kind == "scene moved":
            out.insert(random_.randint(0, len(out) - 1), out.pop(at))
        elif kind == "scene gone" and len(out) > 1:
            out.pop(at)
        elif kind == "scene new":
            out.insert(at, (f"EXT. NEW {random_.random():.4f}", ["Something new."]))
        elif kind == "heading":
            out[at] = (f"EXT. ELSEWHERE {random_.random():.4f}", out[at][1])
    return out


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_unchanged_lines_keep_their_names(seed):
    random_ = random.Random(seed)
    before = drawn(random_)
    first = named(read_fountain(script(before)))
    second = named(read_fountain(script(edited(random_, before))), first)
    old, new = names(first), names(second)
    for text in set(old) & set(new) - {"Something new."}:
        assert new[text] == old[text]
    every = [line.name for scene in second.scenes for line in scene.lines]
    assert len(every) == len(set(every))
    scenes = [scene.name for scene in second.scenes]
    assert len(scenes) == len(set(scenes))


def test_nothing_changed_changes_no_name():
    script_ = read_fountain(script(drawn(random.Random(1))))
    first = named(script_)
    assert named(script_, first) == first


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("INT. A\n\nHe comes in slowly.", "INT. A\n\nHe comes in very slowly.", True),
        ("INT. A\n\nHe comes in slowly.", "INT. A\n\nAn airlock bursts.", False),
        ("INT. A\n\nYes.\n\nNo.\n\nYes.", "INT. A\n\nYes.\n\nMaybe.\n\nYes.", True),
    ],
)
def test_a_changed_line_keeps_its_name_if_it_is_the_same_line(before, after, kept):
    first = named(read_fountain(before))
    second = named(read_fountain(after), first)
    assert (second.scenes[0].lines[0].name == first.scenes[0].lines[0].name) == kept
    assert second.scenes[0].name == first.scenes[0].name


def test_a_name_is_never_given_twice():
    first = named(read_fountain("INT. A\n\none thing\n\nEXT. B\n\nanother"))
    second = named(read_fountain("INT. A\n\none thing"), first)
    third = named(read_fountain("INT. A\n\none thing\n\nEXT. C\n\nsomething else altogether"), second)
    assert third.scenes[1].name == "S3"
    assert third.scenes[1].lines[0].name == "T3"


def test_scenes_with_written_numbers_keep_their_names_when_all_else_changes():
    first = named(read_fountain("INT. A #1#\n\nabc\n\nINT. B #2#\n\nxyz"))
    second = named(read_fountain("EXT. C #2#\n\nqqq\n\nEXT. D #1#\n\nrrr"), first)
    assert [(scene.number, scene.name) for scene in second.scenes] == [("2", "S2"), ("1", "S1")]
