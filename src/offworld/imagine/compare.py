"""Where a take parts from what was imagined: when, who, how far, why; the first one is where it began."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from offworld.film.blocking import Beat
from offworld.film.imagined import Departure, Imagined, ImaginedBeat, ImaginedMark
from offworld.film.take import BeatOutcome, Take
from offworld.geometry import rotation
from offworld.geometry.pose import Pose
from offworld.imagine.acts import MOVES_BODY
from offworld.imagine.roots import with_roots
from offworld.imagine.why import why_late, why_not_there, why_of_outcome

SLACK_MS = 1000
"""One who passes the mark within this time of it counts as there: nobody imagines a moment more closely (a guess)."""
FAR_M = 0.5
"""m from a mark from which a body is somewhere else: its own width beside it (a guess)."""
FAR_OFF_M = 0.3
"""m from where one was to stay with another: a framing of two faces no longer holds (a guess)."""
TURNED = 0.8
"""rad, 46°, from which an attitude is another one (a guess)."""
LATE_S = 2.0
"""s from which a beat runs at another time than was imagined: a body gathers so long or not at all (a guess)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What a comparison looks at."""

    imagined: Imagined
    take: Take

    def pose(self, who: str, part: str, tick: int) -> Pose | None:
        """Of a person's part in the take; None if there is no such body."""
        name = f"{who}/{part}"
        node = next((i for i, one in enumerate(self.take.assembly.nodes) if one.id == name), None)
        if node is None or not len(self.take.sample_ticks):
            return None
        row = np.asarray(self.take.poses[max(0, self.take.row(tick)), node], dtype=np.float64)
        return Pose.of(row[:3], row[3:])

    def ghost(self, who: str, part: str, tick: int) -> Pose | None:
        """Of a person's part as imagined."""
        ghost = next((one for one in self.imagined.ghosts if one.who == who), None)
        if ghost is None:
            return None
        names = [self.take.assembly.nodes[int(node)].id for node in ghost.nodes]
        k = int(np.clip(np.searchsorted(self.imagined.ticks, tick), 0, len(self.imagined.ticks) - 1))
        row = np.asarray(ghost.poses[k, names.index(f"{who}/{part}")], dtype=np.float64)
        return Pose.of(row[:3], row[3:])


def compare(imagined: Imagined, take: Take) -> tuple[Departure, ...]:
    """All beats of a take that came out otherwise than imagined, one row an owner.

    Args:
        imagined: of the same scene, by `imagine`.
        take: the take.

    Returns:
        In order of time, what led to another before it; the first is where they parted.
    """
    seen = _Seen(imagined=imagined, take=take)
    outcomes = {outcome.beat: outcome for outcome in take.outcomes}
    thought = {one.beat: one for one in imagined.beats}
    found: list[Departure] = []
    for beat in take.rehearsal.scene.beats:
        outcome, wanted = outcomes.get(beat.id), thought.get(beat.id)
        if outcome is not None and wanted is not None and wanted.start is not None:
            found += _of_beat(seen, beat, wanted, outcome)
    # One who was to come somewhere is judged there; one who already parted need not be told again.
    told = {mark.who for one in imagined.beats for mark in one.marks} | {one.who for one in found}
    for ghost in imagined.ghosts:
        if ghost.who not in told:
            found += _carried_off(seen, ghost.who)
    return with_roots(take.rehearsal.scene.beats, tuple(found))


def _of_beat(seen: _Seen, beat: Beat, wanted: ImaginedBeat, outcome: BeatOutcome) -> list[Departure]:
    take = seen.take
    failed = _failed(take, beat, wanted, outcome)
    late = _late(take, wanted, outcome)
    found = []
    for who in beat.who:
        mark = next((one for one in wanted.marks if one.who == who and one.tick <= take.length), None)
        away, turned = (None, None) if mark is None else _from_mark(seen, mark)
        one = Departure(
            beat=beat.id, who=who, kind="outcome", tick=_due(take, wanted, outcome, away),
            imagined=(wanted.start, wanted.end), taken=(outcome.start, outcome.end),
            outcome=outcome.outcome, away_m=away, turned=turned, late_s=late,
            why=why_of_outcome(outcome),
        )  # fmt: skip
        if failed:
            found.append(one)
        elif (
            mark is not None and away is not None and turned is not None and _is_far(mark, beat, away, turned)
        ):
            why = why_not_there(take, beat, who, mark, outcome)
            found.append(replace(one, kind="place", tick=mark.tick, why=why))
        elif late is not None and abs(late) > LATE_S:
            tick = outcome.start if late < 0.0 or outcome.end is None else outcome.end
            begun = ((outcome.start or 0) - (wanted.start or 0)) / 1000.0
            found.append(replace(one, kind="time", tick=tick or 0, why=why_late(begun, late)))
    return found


def _failed(take: Take, beat: Beat, wanted: ImaginedBeat, outcome: BeatOutcome) -> bool:
    """Whether a beat came out otherwise than written."""
    if outcome.outcome in {"missed", "refused"}:
        return not beat.wanted_miss
    if outcome.outcome == "done":
        return beat.wanted_miss
    due = wanted.end if outcome.outcome == "running" else wanted.start
    return due is not None and due + 1000 * LATE_S <= take.length


def _due(take: Take, wanted: ImaginedBeat, outcome: BeatOutcome, away: float | None) -> int:
    """When it is seen that a beat came out otherwise: when it ended, or before, when it should have been there."""
    if outcome.start is None:
        return min(wanted.start or 0, take.length)
    ends = [outcome.end] if outcome.end is not None else [take.length]
    if away is None or away > FAR_M:
        ends += [mark.tick for mark in wanted.marks]
        ends += [wanted.end] if wanted.end is not None else []
    return min(*ends, take.length)


def _late(take: Take, wanted: ImaginedBeat, outcome: BeatOutcome) -> float | None:
    """Seconds that a beat began or ended later than imagined, whichever is more; None: it never ran."""
    if outcome.start is None or wanted.start is None:
        return None
    begun = outcome.start - wanted.start
    ended = 0
    if outcome.end is not None and wanted.end is not None:
        ended = outcome.end - wanted.end
    elif wanted.end is not None:
        ended = max(0, take.length - wanted.end)
    return max(begun, ended, key=abs) / 1000.0


def _from_mark(seen: _Seen, mark: ImaginedMark) -> tuple[float | None, float | None]:
    """Metres and radians from a mark at the moment about its own at which the body came nearest to it."""
    wanted = (
        _to_partner(seen.ghost(mark.to, mark.part, mark.tick), _pose_of(mark)) if mark.to else _pose_of(mark)
    )
    best: tuple[float, float] | None = None
    for tick in range(mark.tick - SLACK_MS, mark.tick + SLACK_MS + 1, 40):
        pose = seen.pose(mark.who, mark.part, min(max(tick, 0), seen.take.length))
        if mark.to and pose is not None:
            pose = _to_partner(seen.pose(mark.to, mark.part, min(max(tick, 0), seen.take.length)), pose)
        if pose is None or wanted is None:
            return None, None
        away = float(np.linalg.norm(np.subtract(pose.position, wanted.position)))
        if best is None or away < best[0]:
            best = away, float(rotation.angle_between(pose.attitude, wanted.attitude))
    return best if best is not None else (None, None)


def _pose_of(mark: ImaginedMark) -> Pose:
    return Pose.of(mark.position, mark.attitude)


def _to_partner(partner: Pose | None, pose: Pose) -> Pose | None:
    return None if partner is None else partner.inverse().compose(pose)


def _is_far(mark: ImaginedMark, beat: Beat, away: float, turned: float) -> bool:
    if mark.to:
        return away > FAR_OFF_M or (beat.intent.lie != "any" and turned > TURNED)
    # A body that goes to hold something is asked to be there, not how it lies.
    return away > FAR_M


def _carried_off(seen: _Seen, who: str) -> list[Departure]:
    """One whom no beat brings to a place, and who does not stay with their ghost."""
    length = min(seen.take.length, seen.imagined.length)
    for tick in range(0, length + 1, 100):
        here, there = seen.pose(who, "pelvis", tick), seen.ghost(who, "pelvis", tick)
        if here is None or there is None:
            return []
        away = float(np.linalg.norm(np.subtract(here.position, there.position)))
        if away > FAR_M:
            return [_away(seen, who, tick, away, here, there)]
    return []


def _away(seen: _Seen, who: str, tick: int, away: float, here: Pose, there: Pose) -> Departure:
    """A person who is elsewhere at a tick without having been asked to come anywhere."""
    beat = _doing(seen, who, tick)
    wanted = next((one for one in seen.imagined.beats if one.beat == beat), None)
    outcome = next((one for one in seen.take.outcomes if one.beat == beat), None)
    mark = ImaginedMark(
        who=who, tick=tick, part="pelvis", position=there.position, attitude=there.attitude, source=""
    )
    return Departure(
        beat=beat,
        who=who,
        kind="place",
        tick=tick,
        imagined=(0, None) if wanted is None else (wanted.start, wanted.end),
        taken=(0, None) if outcome is None else (outcome.start, outcome.end),
        outcome="" if outcome is None else outcome.outcome,
        away_m=away,
        turned=float(rotation.angle_between(here.attitude, there.attitude)),
        late_s=None,
        why=why_not_there(seen.take, None, who, mark, None),
    )


def _doing(seen: _Seen, who: str, tick: int) -> str:
    """What a person was imagined to do last with the body before a tick; empty if nothing."""
    thought = {one.beat: one.start for one in seen.imagined.beats}
    begun = [
        (start, beat.id)
        for beat in seen.take.rehearsal.scene.beats
        if who in beat.who and beat.intent.move in MOVES_BODY
        and (start := thought.get(beat.id)) is not None and start <= tick
    ]  # fmt: skip
    return max(begun, default=(0, ""))[1]
