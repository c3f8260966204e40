"""A language as data: patterns of whole sentences and tables of words in the forms that those sentences need.

A pattern is text with gaps, ``{name}`` or ``{name:form}``. What fills a gap is looked up in that form: of a word the
form in its table, of a thing the pattern ``thing.…`` with that form. A form that a language does not tell apart is
left out of its tables. So a sentence is never put together from parts: each is written out in each language, in
``languages/CODE.json``; another language is another file.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from offworld.film.basic import Vec3
from offworld.film.blocking import Target
from offworld.film.cue_card import Amount, Name, Slot, Term, Words
from offworld.report.markup import clock, tag, text

CODES: Final = ("en", "ru")
"""Languages that cards are written in, in this order."""
_GAP: Final = re.compile(r"\{([a-z_]+)(?::([a-z]+))?\}")
_DIGITS: Final[dict[str, int]] = {"s": 1, "m": 1, "cm": 0, "m/s": 2, "mm": 0, "N": 0, "%": 0, "°": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language."""

    code: str
    """For example `en`, as HTML wants it."""
    name: str
    """What it calls itself."""
    decimal: str
    """Between whole and broken part of a number."""
    joint: str
    """Between the last two of several things, with its spaces."""
    units: Mapping[str, str]
    """Each unit as it is written after a number."""
    terms: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Table, word and form (empty for the plain one) to text."""
    patterns: Mapping[str, str]
    """Sentences and other patterns."""
    labels: Mapping[str, str]
    """Headings and other fixed words of the pages."""

    def say(self, words: Words) -> str:
        """A sentence as markup."""
        slots = dict(words.slots)

        def fill(gap: re.Match[str]) -> str:
            return self._slot(slots[gap[1]], gap[2] or "")

        return _GAP.sub(fill, text(self.patterns[words.pattern]))

    def label(self, name: str) -> str:
        """A fixed word of the pages, as markup."""
        return text(self.labels[name])

    def term(self, term: Term, form: str = "") -> str:
        """A word in a form, or in its plain form where the language has no other, as markup."""
        forms = self.terms[term.table].get(term.key)
        if forms is None:
            # What a film has named itself is written as it is.
            return text(term.key)
        return text(forms.get(form, forms[""]))

    def amount(self, amount: Amount) -> str:
        """A number with its unit, as markup."""
        if amount.unit == "clock":
            return tag("b", text(clock(amount.value)), class_="at")
        shown = f"{amount.value:.{_DIGITS[amount.unit]}f}".replace("-", "−").replace(".", self.decimal)
        between = "" if amount.unit == "°" else "\u00a0"
        return text(f"{shown}{between}{self.units[amount.unit]}")

    def _slot(self, slot: Slot, form: str) -> str:
        if isinstance(slot, tuple):
            parts = [self._slot(part, form) for part in slot]
            return self.joint.join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
        if isinstance(slot, Name):
            return _name(slot)
        if isinstance(slot, Term):
            return self.term(slot, form)
        if isinstance(slot, Amount):
            return self.amount(slot)
        return self._thing(slot, form)

    def _thing(self, target: Target, form: str) -> str:
        """A thing or place in a form."""
        slots: list[tuple[str, Slot]] = []
        if target.kind == "nearest":
            return self.term(Term(table="nearest", key=target.name), form)
        key = f"thing.{target.kind}"
        if target.kind == "person" and target.part:
            key += ".part"
            slots.append(("part", Term(table="part", key=target.part)))
        kind = "person" if target.kind in {"person", "camera"} else "thing"
        slots.append(("name", Name(text=target.name, kind="person" if kind == "person" else "thing")))
        slots.append(("place", Name(text=self._vector(target.offset))))
        pattern = f"{key}:{form}" if f"{key}:{form}" in self.patterns else key
        said = self.say(Words(pattern=pattern, slots=tuple(slots)))
        if target.kind != "point" and any(target.offset):
            said = f"{said} {tag('span', text('+ ' + self._vector(target.offset)), class_='offset')}"
        return said

    def _vector(self, vector: Vec3) -> str:
        """Metres along x, y and z as the scene file writes them."""
        inner = ", ".join(f"{value:.2f}".replace("-", "−") for value in vector)
        return f"[{inner}]\u00a0{self.units['m']}"


def _name(name: Name) -> str:
    if name.kind == "quote":
        return tag("q", text(name.text))
    if name.kind == "thing":
        return tag("code", text(name.text))
    return tag("b", text(name.text))


@functools.cache
def language(code: str) -> Language:
    """A language by its code.

    Raises:
        KeyError: there is none of that code.
    """
    if code not in CODES:
        raise KeyError(code)
    file = resources.files("offworld.report.cards") / "languages" / f"{code}.json"
    return Language(code=code, **json.loads(file.read_text(encoding="utf-8")))
