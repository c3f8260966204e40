"""Imagines a scene: its beats on the ticks at which their cues would come, its people where they would then be."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from offworld.film.blocking import STATES, Beat, Cue
from offworld.film.imagined import Ghost, Imagined, ImaginedBeat, ImaginedMark
from offworld.film.take import Take
from offworld.geometry.pose import Pose
from offworld.imagine.act import Act
from offworld.imagine.acts import MOVES_BODY, begin, keep_up
from offworld.imagine.cues import HANDS, History, fired, never, wanted_thing
from offworld.imagine.nominal import GHOST_MS, LONGEST_MS, PASSED_M, PASSED_MS, STEP_MS, TAIL_MS
from offworld.imagine.stage import Stage


@dataclass(slots=True, eq=False)
class _Running:
    """One beat as it is imagined."""

    beat: Beat
    why: str = ""
    start: int | None = None
    end: int | None = None
    due: int | None = None
    act: Act | None = None
    marks: list[ImaginedMark] = field(default_factory=list)
    nearest: float = np.inf
    """Least that what is to come within reach was beyond it, m."""
    nearer: int = 0
    """Tick up to which it came nearer, or nobody was under way."""

    def going(self) -> bool:
        return self.start is not None and self.end is None

    def waiting(self) -> bool:
        return self.start is None and not self.why

    def is_state(self) -> bool:
        return self.beat.intent.move in STATES and self.beat.intent.duration_s is None


class _Imagining:
    """The beats of one scene on their stage."""

    def __init__(self, take: Take) -> None:
        self.stage = Stage(take)
        self.scene = take.rehearsal.scene
        self.history = History(
            wanted_misses=frozenset(beat.id for beat in self.scene.beats if beat.wanted_miss)
        )
        self.running = [
            _Running(
                beat=beat,
                why=never(beat.start, self.history)
                or ("" if _present(beat, self.stage) else "nobody is there to do it"),
            )
            for beat in self.scene.beats
        ]

    def tick(self, tick: int) -> None:
        """Everybody one step on, and every beat whose cue has come."""
        self.stage.advance(tick)
        self._marks()
        for one in self.running:
            if one.going():
                self._end_due(one)
        for number, one in enumerate(self.running):
            if one.waiting() and self._is_due(number, one):
                self._start(one)
        for one in self.running:
            if one.going():
                keep_up(one.beat, self.stage)

    def over(self, tick: int) -> bool:
        """Whether the scene has come to its end."""
        if self.scene.length_s is not None:
            return tick >= round(1000 * self.scene.length_s)
        busy = any(one.waiting() or (one.going() and not one.is_state()) for one in self.running)
        last = max((one.end or one.start or 0 for one in self.running), default=0)
        return tick >= LONGEST_MS or (not busy and tick >= last + TAIL_MS)

    def _is_due(self, number: int, one: _Running) -> bool:
        cue, tick = one.beat.start, self.stage.tick
        if one.due is None:
            if cue is None:
                if self._kept_waiting(number, one):
                    return False
                one.due = tick
            else:
                one.due = self._cue(cue, one, settled=self._settled(number, one))
        return one.due is not None and tick >= one.due

    def _cue(self, cue: Cue, one: _Running, *, settled: bool) -> int | None:
        since = fired(cue, one.beat, self.stage, self.history, settled=settled)
        return None if since is None else since + round(1000 * cue.delay_s)

    def _kept_waiting(self, number: int, one: _Running) -> bool:
        """An earlier beat of the same owners on a same channel has not come or not ended; a state does not count."""
        for other in self.running[:number]:
            if not (other.waiting() or other.going()) or not _share(other.beat, one.beat):
                continue
            if other.waiting() or not other.is_state() or other.beat.until is not None:
                return True
            if other.act is not None and self.stage.tick < other.act.settled:
                return True
        return False

    def _settled(self, number: int, one: _Running) -> bool:
        """Whether all whom a cue of reach concerns have come to the end of what earlier beats ask, or are past it."""
        cue = one.beat.start
        if cue is None or cue.kind != "reach":
            return False
        thing = cue.b or wanted_thing(one.beat)
        whom = {*one.beat.who, *((thing.name,) if thing is not None and thing.kind == "person" else ())}
        if any(
            other.waiting() and other.beat.intent.move in MOVES_BODY and whom & set(other.beat.who)
            for other in self.running[:number]
        ):
            return False
        if thing is not None and one.beat.who[0] in self.stage.figures:
            gap, tick = self.stage.short_of(one.beat.who[0], HANDS, thing), self.stage.tick
            if gap < one.nearest - PASSED_M or not any(self.stage.under_way(who) for who in whom):
                one.nearest, one.nearer = min(one.nearest, gap), tick
            if tick >= one.nearer + PASSED_MS:
                return True
        return all(self.stage.rests(who) for who in whom)

    def _start(self, one: _Running) -> None:
        tick = self.stage.tick
        for other in self.running:
            if other is not one and other.going() and _share(other.beat, one.beat):
                self._end(other)
        one.start = tick
        self.history.started[one.beat.id] = tick
        before = dict(self.stage.ways)
        one.act = begin(one.beat, self.stage)
        for who in one.beat.who:
            if self.stage.ways.get(who) is not before.get(who):
                self._taken_over(one, who)
        if one.beat.intent.move == "say" and one.beat.intent.line:
            self.history.said[one.beat.intent.line] = tick
        self._marks()

    def _taken_over(self, by: _Running, who: str) -> None:
        """A person now goes elsewhere: where earlier beats were bringing them is marked as far as it came."""
        for other in self.running:
            if other is by or other.act is None or any(mark.who == who for mark in other.marks):
                continue
            for aim in other.act.aims:
                if aim.who == who and aim.tick is not None and aim.tick > self.stage.tick:
                    self._mark(other, who, "on the way, ")

    def _end_due(self, one: _Running) -> None:
        until, tick = one.beat.until, self.stage.tick
        if one.act is not None and one.act.end is not None and tick >= one.act.end:
            self._end(one)
        elif until is not None and one.start is not None:
            at = self._cue(until, one, settled=False)
            if at is not None and tick >= at:
                self._end(one)

    def _end(self, one: _Running) -> None:
        one.end = self.stage.tick
        self.history.ended[one.beat.id] = self.stage.tick
        self._keep_to_end(one)
        intent = one.beat.intent
        if intent.prop and intent.move == "take":
            hand = next((c for c in (*intent.limbs, *one.beat.channels) if c.endswith("hand")), "right hand")
            self.stage.in_hand[intent.prop] = (one.beat.who[0], hand)
        elif intent.prop and intent.move == "give" and intent.target is not None and not intent.fumbled:
            self.stage.in_hand[intent.prop] = (intent.target.name, intent.to_channel or "right hand")
        elif intent.prop and intent.move == "throw":
            self.stage.in_hand.pop(intent.prop, None)
            if intent.target is not None and intent.target.kind == "person":
                # As imagined it is caught; who is to catch it has it in the hand that is named.
                self.stage.in_hand[intent.prop] = (intent.target.name, intent.to_channel or "right hand")

    def _marks(self) -> None:
        """Marks of all beats that are reached at this tick."""
        for one in self.running:
            for aim in one.act.aims if one.act is not None else ():
                there = aim.tick is not None and self.stage.tick >= aim.tick
                if there and not any(mark.who == aim.who for mark in one.marks):
                    self._mark(one, aim.who)

    def _keep_to_end(self, one: _Running) -> None:
        """Marks that are to be kept to the end of the beat, where it ends."""
        for aim in one.act.aims if one.act is not None else ():
            if aim.tick is None and not any(mark.who == aim.who for mark in one.marks):
                self._mark(one, aim.who)

    def _mark(self, one: _Running, who: str, how: str = "") -> None:
        assert one.act is not None
        aim = next(aim for aim in one.act.aims if aim.who == who)
        pose = self.stage.pose[who]
        if aim.part == "head":
            pose = pose.compose(self.stage.figures[who].head)
        one.marks.append(
            ImaginedMark(
                who=who, tick=self.stage.tick, part="head" if aim.part == "head" else "pelvis",
                position=pose.position, attitude=pose.attitude, source=how + aim.source, to=aim.to,
            )
        )  # fmt: skip

    def close(self) -> None:
        """What lasts to the end of the scene keeps its mark until then."""
        for one in self.running:
            if one.going():
                self._keep_to_end(one)


def imagine(take: Take) -> Imagined:
    """What the beats of a take's scene have in mind, from where the take begins.

    Args:
        take: of it only the rehearsal, the assembly and the first poses are looked at.

    Returns:
        Times and marks of all beats, and where everybody would be ten times a second.
    """
    made = _Imagining(take)
    ticks: list[int] = []
    rows: dict[str, list[Pose]] = {who: [] for who in made.stage.figures}
    tick = 0
    while True:
        made.tick(tick)
        if tick % GHOST_MS == 0:
            ticks.append(tick)
            for who, poses in rows.items():
                poses.append(made.stage.pose[who])
        if made.over(tick):
            break
        tick += STEP_MS
    made.close()
    figures = made.stage.figures
    ghosts = tuple(
        Ghost(
            who=who,
            nodes=figures[who].nodes,
            poses=np.array([figures[who].at(pose) for pose in poses], dtype=np.float32),
        )
        for who, poses in rows.items()
    )
    beats = tuple(_told(one) for one in made.running)
    return Imagined(length=tick, beats=beats, ticks=np.array(ticks, dtype=np.int64), ghosts=ghosts)


def _told(one: _Running) -> ImaginedBeat:
    why = one.why
    if one.start is None and not why:
        why = "its cue does not come even if all goes as written"
    return ImaginedBeat(beat=one.beat.id, start=one.start, end=one.end, marks=tuple(one.marks), why=why)


def _present(beat: Beat, stage: Stage) -> bool:
    return any(who in stage.figures for who in beat.who)


def _share(a: Beat, b: Beat) -> bool:
    """Whether two beats claim a channel of the same person."""
    return bool(set(a.who) & set(b.who)) and bool(set(a.channels) & set(b.channels))
