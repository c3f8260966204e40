"""HTML and SVG as text: everything that comes from a film is escaped here, once."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable


def text(value: object) -> str:
    """Any value as text that cannot be read as markup, in an element or in a quoted attribute."""
    return html.escape(str(value), quote=True)


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """An element.

    Args:
        name: of the element.
        children: markup, already escaped.
        attributes: values are escaped; a trailing underscore of a name is dropped, others become hyphens; None and
            False leave the attribute out, True gives it no value.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        plain = key.rstrip("_").replace("_", "-")
        parts.append(plain if value is True else f'{plain}="{text(value)}"')
    return f"<{' '.join(parts)}>{''.join(children)}</{name}>"


def void(name: str, /, **attributes: object) -> str:
    """An element without an end tag, such as `img` or `meta`."""
    return tag(name, **attributes).removesuffix(f"</{name}>")


def table(head: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """A table of cells that are already escaped."""
    top = tag("tr", *(tag("th", cell, scope="col") for cell in head))
    body = "".join(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    inner = tag("table", tag("thead", top), tag("tbody", body), class_=kind or None)
    return tag("div", inner, class_="wide")


def data_uri(kind: str, data: bytes) -> str:
    """Bytes as an address inside the page."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def clock(tick: float) -> str:
    """A moment in ms as minutes, seconds and tenths: `0:07.4`."""
    tenths = round(tick / 100.0)
    sign, tenths = ("−", -tenths) if tenths < 0 else ("", tenths)
    minutes, rest = divmod(tenths, 600)
    return f"{sign}{minutes}:{rest // 10:02}.{rest % 10}"


def moment(tick: float, label: str | None = None) -> str:
    """A button that takes the picture to a moment."""
    shown = clock(tick) if label is None else label
    return tag("button", text(shown), type_="button", class_="at", data_t=f"{tick / 1000.0:.3f}")


def number(value: float, digits: int = 3) -> str:
    """A number for people: so many significant digits, a real minus, powers of ten only where they help."""
    if value == 0.0:
        return "0"
    if 1e-3 <= abs(value) < 1e5:
        shown = f"{value:.{digits}g}"
        if "e" in shown:
            shown = f"{value:.0f}"
        return shown.replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa.replace('-', '−')} · 10{power}"
