"""Shares as dots with whiskers, one row each, on one scale from never to always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from offworld.film.odds import Share
from offworld.report.markup import tag, text
from offworld.report.odds_words import of_takes

_TICKS: Final = (0, 25, 50, 75, 100)
_HIGH: Final = 26
"""Pixels of a row's drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One row."""

    label: str
    """Markup."""
    share: Share
    """What is drawn."""
    kind: str
    """Class that gives it its colour: `good`, `note`, `care` or `danger`."""
    under: str = ""
    """Markup in small letters under the label."""


def chart(rows: Iterable[Dot], alt: str) -> str:
    """The rows over a ruler.

    Args:
        rows: from top to bottom.
        alt: what is shown, for those who hear the page.
    """
    drawn = "".join(_row(row) for row in rows)
    ruler = "".join(
        tag("span", f"{tick} %" if tick in {0, 100} else str(tick), style=f"left:{tick}%") for tick in _TICKS
    )
    scale = tag("div", tag("div", ruler, class_="ruler"), class_="dot-row scale", aria_hidden="true")
    return tag("div", drawn, scale, class_="dots", role="group", aria_label=alt)


def _row(row: Dot) -> str:
    low, value, high = (f"{100.0 * end:.2f}%" for end in (row.share.low, row.share.value, row.share.high))
    middle = _HIGH / 2
    whisker = tag("line", x1=low, x2=high, y1=middle, y2=middle, class_="whisker")
    ends = "".join(
        tag("line", x1=end, x2=end, y1=middle - 5, y2=middle + 5, class_="whisker") for end in (low, high)
    )
    dot = tag("circle", cx=value, cy=middle, r=5.5)
    picture = tag("svg", whisker, ends, dot, width="100%", height=_HIGH, aria_hidden="true")
    words = f"{row.share.count:,} of {row.share.of:,} takes"
    label = tag("div", row.label, tag("small", row.under) if row.under else "", class_="label")
    value_words = tag("div", text(of_takes(row.share)), class_="value", title=words)
    return tag("div", label, tag("div", picture, class_="plot"), value_words, class_=f"dot-row {row.kind}")
