"""Bounds beyond which a number is taken for a slip of the pen. They are no physics: a rehearsal judges that."""

from __future__ import annotations

from typing import Final

FASTEST: Final = 5.0
"""m/s of a person; recalled: people inside a station move at 0.1 to 1 m/s, the record about 3."""
LONGEST: Final = 3600.0
"""Seconds in a cue, a duration or a scene."""
FARTHEST_APART: Final = 50.0
"""Metres between people or things that a cue or a stay names."""
TURNS: Final = (0.1, 360.0)
"""Degrees of one turn; farther is two beats."""
STATURE: Final = (1.2, 2.3)
"""Metres, standing height of an adult that the segment tables can stand for."""
MASS: Final = (30.0, 200.0)
"""Kilograms of a person."""
STRENGTH: Final = (0.1, 3.0)
"""Factor on the strength of the table's adult."""
PROP_MASS: Final = (0.001, 500.0)
"""Kilograms of a prop: lighter ones cannot be stepped, heavier ones are fittings."""
PROP_SIZE: Final = (0.002, 5.0)
"""Metres along each side of a prop."""
AIR_SPEED: Final = 20.0
"""m/s of cabin air."""
LENS: Final = (4.0, 1200.0)
"""Millimetres of focal length."""
SENSOR: Final = (2.0, 80.0)
"""Millimetres of a gate's side."""
MOST_PEOPLE: Final = 12
"""In a film; the simulator is made for a handful."""
MOST_PROPS: Final = 60
"""In a film."""
MOST_PROFILES: Final = 20
"""In a film, besides the built-in ones."""
MOST_SCENES: Final = 400
"""In a film."""
MOST_BEATS: Final = 400
"""In a scene; more are refused before they are read."""
MOST_CUTS: Final = 400
"""In a scene."""
MOST_MARKS: Final = 100
"""In a scene."""
