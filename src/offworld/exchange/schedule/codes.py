"""Numbers of categories in the Universal Schedule Standard, and what is ours in its files.

Numbers from the handbook, schedule 2.1. The standard lets a file carry keys of its own if they begin with an
underscore.
"""

from __future__ import annotations

from typing import Final

from offworld.film.categories import BY_ID, CATEGORIES

SET: Final = 0
INSIDE: Final = 1
TIME: Final = 2
SCRIPT_DAY: Final = 3
PLACE: Final = 6
HEADINGS: Final = {
    SET: "Set",
    INSIDE: "INT/EXT",
    TIME: "Day/Night",
    SCRIPT_DAY: "Script Day",
    PLACE: "Location",
}
"""Categories that say of a scene what stands in its heading, and where it is shot."""
OWN: Final = 1000
"""Categories that have no number there get one from here on; that the range is free is a guess."""
STEADY: Final = "_offworldId"
"""Key of a scene's steady name."""
START: Final = "_offworldStart"
"""Key of the first minute of its day, UTC."""
LIGHT: Final = "_offworldLight"
"""Key of the light that it wants."""


def ucid_of(category: str) -> int | None:
    """The standard's number of one of our categories; None: it has none."""
    known = BY_ID.get(category)
    return known.ucid if known else None


def category_of(ucid: object, name: str) -> str:
    """Our category for one of theirs: by number, else by name, else as written."""
    for one in CATEGORIES:
        if one.ucid is not None and one.ucid == ucid:
            return one.id
    plain = " ".join(name.casefold().split())
    for one in CATEGORIES:
        if plain in {one.id, one.title.casefold(), one.title_ru.casefold()}:
            return one.id
    return name.strip()
