"""The ledger and the audit hold for lists of beats drawn at random from all moves there are."""

import os

import pytest
from random_scenes import LINES, rehearsals

from offworld.audit import audit
from offworld.audit.findings import findings
from offworld.errors import NotPossible
from offworld.rehearse import run
from offworld.script.moves import RULES

CLOSED = 1e-6
"""N s and N m s left over at most; the audit's own bound is wider where something touches."""
LONG = "OFFWORLD_LONG" in os.environ


def test_every_move_is_drawn():
    assert set(LINES) == set(RULES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200 if LONG else 10))
def test_lists_of_all_moves_are_trusted(tmp_path, seed):
    """Some lists are refused as contradictions, some starts leave no room; the first that is played counts."""
    for text, rehearsal in rehearsals(tmp_path, seed, length=6.0 if LONG else 3.0):
        try:
            take, _ = run(rehearsal)
        except NotPossible:
            continue
        report = audit(take)
        faults = [(one.kind, one.who, one.tick, one.value, one.bound) for one in report.faults]
        assert (faults, take.stopped) == ([], ""), text
        assert all(max(one.momentum, one.angular) < CLOSED for one in report.closures), text
        assert isinstance(findings(take), tuple)
        return
    pytest.fail("no list of sixty could be played")
