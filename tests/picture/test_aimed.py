"""What a hand-held camera is on while its operator's beats come and go."""

from types import SimpleNamespace

import pytest

from offworld.film.blocking import Beat, Intent, Target
from offworld.film.camera import SetUp
from offworld.film.take import BeatOutcome
from offworld.picture.aimed import aimed

ANN, EVA = (Target(kind="person", name=name) for name in ("ann", "eva"))
HELD = SetUp(id="A", lens_mm=25.0, by="ben", follows=ANN, prop="camera")


def take_of(*moves):
    """A take with beats (who, move, start, end, outcome)."""
    beats = tuple(
        Beat(id=str(n), number=n, who=(who,), channels=("right hand",), intent=Intent(move=move, target=EVA))
        for n, (who, move, *_) in enumerate(moves)
    )
    outcomes = tuple(
        BeatOutcome(beat=str(n), outcome=outcome, start=start, end=end)
        for n, (_, _, start, end, outcome) in enumerate(moves)
    )
    return SimpleNamespace(rehearsal=SimpleNamespace(scene=SimpleNamespace(beats=beats)), outcomes=outcomes)


@pytest.mark.parametrize(
    ("moves", "tick", "follows"),
    [
        ([], 500, ANN),
        ([("ben", "follow", 1000, 2000, "done")], 500, ANN),
        ([("ben", "follow", 1000, 2000, "done")], 1500, EVA),
        # The frame then stands where the follow left it.
        ([("ben", "follow", 1000, 2000, "done")], 2500, None),
        ([("ben", "follow", 1000, None, "running")], 9000, EVA),
        ([("ben", "pan", 1000, 2000, "done")], 1500, None),
        ([("ben", "pan", 1000, 2000, "done"), ("ben", "follow", 3000, 4000, "done")], 3500, EVA),
        ([("ben", "pan", 1000, 1000, "refused")], 1500, ANN),
        ([("ben", "pan", None, None, "waiting")], 1500, ANN),
        ([("cid", "pan", 1000, 2000, "done"), ("ben", "hold", 1000, 2000, "done")], 1500, ANN),
    ],
)
def test_a_camera_is_on_what_the_last_beat_of_its_operator_says(moves, tick, follows):
    assert aimed(take_of(*moves), HELD, tick).follows == follows
