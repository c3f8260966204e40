"""Writes a found set-up into a scene file: one line changes, everything else stays as it is, comments and all."""

from __future__ import annotations

import re
from typing import Final

from offworld.errors import FilmError, Problem
from offworld.film.camera import USUAL_STOP
from offworld.film.framing import AskedShot, Kept

_KEY: Final = re.compile(r"(?P<head>\s*(?P<key>[A-Z][A-Za-z0-9_-]*)\s*:\s+)(?P<rest>\S.*)")
_LIGHT: Final = re.compile(r"""[{,]\s*light:\s*(?P<asked>"[^"]*"|'[^']*'|\[[^\]]*\]|[^,}]+)""")
_DIGITS: Final = 6
"""Digits after the point of an attitude."""


def with_kept(text: str, asked: AskedShot, kept: Kept) -> str:
    """A scene file with the set-up of one shot written into it.

    Args:
        text: the file.
        asked: the shot, as it was read from that file; it stands on one line.
        kept: what to write.

    Raises:
        FilmError: the shot does not stand on a line of its own.
    """
    lines = text.splitlines(keepends=True)
    place = asked.framing.place
    row = place.line - 1
    line = lines[row] if 0 <= row < len(lines) else ""
    match = _KEY.fullmatch(line.rstrip("\r\n"))
    length = None if match is None or match["key"] != asked.framing.id else value_length(match["rest"])
    if match is None or length is None:
        problem = Problem(
            what=f"shot {asked.framing.id} does not stand on a line of its own",
            remedy=f"write it as one line, '{asked.framing.id}: {asked.framing.text}', and keep it again",
            kind="keep",
        )
        raise FilmError(problem.at(place.file, place.line, place.column))
    ending = line[len(line.rstrip("\r\n")) :]
    old = match["rest"][:length]
    light = _LIGHT.search(old) if old.startswith("{") else None
    new = mapping_of(asked.framing.text, kept, light["asked"].strip() if light is not None else "")
    lines[row] = match["head"] + new + match["rest"][length:] + ending
    return "".join(lines)


def mapping_of(words: str, kept: Kept, light: str = "") -> str:
    """A kept set-up as it is written, with the light that its shot asks for in a field of its own, as it stands."""
    at = ", ".join(_short(value, 4) for value in kept.position)
    attitude = ", ".join(_short(value, _DIGITS) for value in kept.attitude)
    fields = [
        f"shot: {_quoted(words)}", f"lens: {kept.lens_mm:g} mm", f"at: [{at}]", f"attitude: [{attitude}]",
        f"focus: {_short(kept.focus_m, 3)} m",
    ]  # fmt: skip
    fields[1:1] = [f"light: {light}"] if light else []
    fields += [f"stop: {kept.stop:g}"] if kept.stop != USUAL_STOP else []
    fields += [] if kept.score is None else [f"score: {_short(kept.score, 3)}"]
    return "{" + ", ".join([*fields, "keep: true"]) + "}"


def as_written(kept: Kept) -> Kept:
    """The set-up with its numbers as they will stand in the file, so that what is judged is what is kept."""
    x, y, z = (round(value, 4) for value in kept.position)
    w, i, j, k = (round(value, _DIGITS) for value in kept.attitude)
    return Kept(
        position=(x, y, z), attitude=(w, i, j, k), lens_mm=kept.lens_mm, focus_m=round(kept.focus_m, 3),
        stop=kept.stop, score=None if kept.score is None else round(kept.score, 3),
    )  # fmt: skip


def value_length(rest: str) -> int | None:
    """How many characters of the end of a line are its value, the others a comment; None if it goes on below."""
    if rest[0] in "'\"":
        end = _quote_end(rest, 0)
        return None if end is None else end + 1
    if rest[0] in "{[":
        return _bracket_end(rest)
    if rest[0] in "|>&*!":
        return None
    comment = re.search(r"\s+#", rest)
    return len(rest.rstrip()) if comment is None else comment.start()


def _bracket_end(rest: str) -> int | None:
    depth, index = 0, 0
    while index < len(rest):
        letter = rest[index]
        if letter in "'\"" and rest[index - 1] in " {[,:":
            end = _quote_end(rest, index)
            if end is None:
                return None
            index = end
        depth += (letter in "{[") - (letter in "}]")
        index += 1
        if depth == 0:
            return index
    return None


def _quote_end(rest: str, start: int) -> int | None:
    """Index of the quote that closes the one at `start`; in single quotes a pair of them is one of the text."""
    quote, index = rest[start], start + 1
    while index < len(rest):
        if quote == '"' and rest[index] == "\\":
            index += 1
        elif rest[index] == quote:
            if quote == '"' or rest[index + 1 : index + 2] != quote:
                return index
            index += 1
        index += 1
    return None


def _quoted(words: str) -> str:
    """Words in quotes that YAML takes as they are."""
    if '"' in words or "\\" in words:
        return "'" + words.replace("'", "''") + "'"
    return f'"{words}"'


def _short(value: float, digits: int) -> str:
    """A number without zeros that say nothing, and never a negative nought."""
    return f"{round(value, digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")
