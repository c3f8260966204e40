"""What a writer of beats takes for granted: paces and durations, where the blocking says none. All are guesses."""

from __future__ import annotations

from typing import Final

STEP_MS: Final = 20
"""Cues are looked at this often."""
GHOST_MS: Final = 100
"""Poses of ghosts are kept this often."""
PACE: Final = 0.3
"""m/s of a body when the blocking says none: everyday moves are 0.15 to 0.4 (handbook physics, section 4)."""
TURN_RATE: Final = 0.8
"""rad/s with which a body turns into an attitude, unhurried."""
GATHER_S: Final = 2.0
"""s for which a body gathers before a push or a pull leaves its hold."""
DRIVE_S: Final = 0.6
"""s of the push itself: none is quicker (docs: moves)."""
HAND_SPEED: Final = 0.5
"""m/s of a hand that goes to something."""
GRIP_S: Final = 0.3
"""s until a hand that has come to a thing holds it."""
CATCH_S: Final = 1.0
"""s from the grip until a body that caught something is at rest."""
HAND_OVER_S: Final = 0.5
"""s for which both have what is handed over, and look at it."""
THROW_S = 1.0
"""s from the wish until a thrown prop has left the hand: 0.4 to 1.6 in rehearsals."""
CAMERA_MOVE_S: Final = 3.0
"""s of a pan, a tilt, a roll or a dolly whose time is not said, a guess."""
TURN_CYCLE_S: Final = 4.0
"""s of one swing of the limbs there and back by which one turns in free flight."""
TURN_CYCLE_DEG: Final = (10.0, 30.0, 75.0)
"""Degrees about the own forward, left and head direction that one such swing turns by, about (docs: moves)."""
CONVULSE_S: Final = 1.5
"""s when the blocking says none."""
COMFORT: Final = 0.8
"""Share of a limb's length at which a body that comes to hold something stops from it."""
REACH: Final = 0.98
"""Share of a limb's length within which a thing counts as within reach, as for cues of a rehearsal."""
SHORT_OF_M: Final = 0.6
"""m from a thing, a person or a rail at which a body that goes there has come to it."""
TOUCH_M: Final = 0.3
"""m between two things that are imagined to touch: about half the breadth of a body."""
PASSED_M: Final = 0.02
"""m by which one must come nearer to a thing, to be still on the way to it."""
PASSED_MS: Final = 500
"""One who is under way and has not come nearer for so long is as near as they will be."""
FACE_M: Final = 0.7
"""m between faces when the blocking says none."""
TAIL_MS: Final = 1500
"""A scene without an asked length goes on this long after its last beat."""
LONGEST_MS: Final = 120_000
"""No scene without an asked length is longer."""
