"""Whether the library of USD is there; it is an extra."""

from __future__ import annotations

import importlib.util

from offworld.errors import NotPossible


def need() -> None:
    """Sees to it that USD can be read and written.

    Raises:
        NotPossible: the library is not installed.
    """
    if importlib.util.find_spec("pxr") is None:
        raise NotPossible(
            "USD needs a library that is not installed — run: pip install 'offworld[usd]' (28 MB, licence TOST 1.0)"
        )
