"""The categories of a breakdown with their colours and marks.

Colours differ from book to book; these are the common ones (Wikipedia, Script breakdown; handbook schedule, 2.2).
Where that list has a mark instead of a colour (circle, asterisk, box, underline) a page draws the mark. `ucid` is the
category's number in the Universal Schedule Standard (handbook schedule, 2.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

COMMON: Final = "Wikipedia, Script breakdown"
_NONE: Final = "no common colour: a guess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One category of a breakdown."""

    id: str
    """As breakdown.yaml writes it."""
    title: str
    """For pages, in English."""
    title_ru: str
    """For pages, in Russian."""
    colour: str
    """Name of a colour of CSS."""
    mark: str
    """How the word is marked in a script: underlined in the colour, or `circle`, `asterisk`, `box`, `underline`."""
    source: str
    """Where colour and mark come from."""
    ucid: int | None
    """Number in the Universal Schedule Standard; None: it has no such category that is known here."""


CATEGORIES: Final = (
    Category(id="cast", title="Cast", title_ru="Актёры", colour="red", mark="", source=COMMON, ucid=100),
    Category(id="extras", title="Extras", title_ru="Массовка", colour="green", mark="", source=COMMON, ucid=101),
    Category(id="stunts", title="Stunts", title_ru="Трюки", colour="orange", mark="", source=COMMON, ucid=102),
    Category(
        id="vehicles", title="Vehicles", title_ru="Транспорт", colour="pink", mark="", source=COMMON, ucid=103
    ),
    Category(id="props", title="Props", title_ru="Реквизит", colour="purple", mark="", source=COMMON, ucid=104),
    Category(
        id="effects", title="Special effects", title_ru="Спецэффекты", colour="blue", mark="", source=COMMON, ucid=105
    ),
    Category(
        id="wardrobe", title="Wardrobe", title_ru="Костюмы", colour="teal", mark="circle", source=COMMON, ucid=106
    ),
    Category(
        id="make-up", title="Make-up and hair", title_ru="Грим", colour="maroon", mark="asterisk", source=COMMON,
        ucid=107,
    ),
    Category(
        id="animals", title="Animals", title_ru="Животные", colour="hotpink", mark="", source=COMMON, ucid=108
    ),
    Category(
        id="sound", title="Sound and music", title_ru="Звук и музыка", colour="brown", mark="", source=COMMON,
        ucid=None,
    ),
    Category(
        id="kit", title="Special equipment", title_ru="Спецтехника", colour="slategray", mark="box", source=COMMON,
        ucid=None,
    ),
    Category(
        id="lamps", title="Light", title_ru="Свет", colour="goldenrod", mark="", source=_NONE, ucid=None
    ),
    Category(
        id="set dressing", title="Set dressing", title_ru="Декорация", colour="olive", mark="", source=_NONE,
        ucid=None,
    ),
)  # fmt: skip
"""All of them, in the order of a sheet."""
BY_ID: Final = {one.id: one for one in CATEGORIES}
"""The same by id."""
