"""The director: at each control tick decides which beats run, asks their moves, and has grips closed and opened.

Beats form a graph evaluated on control ticks. Every beat ends: done, missed or refused with a reason; what is missed
or refused goes on with its `else`, and without one with what people do: get hold of the nearest thing.
"""

from __future__ import annotations

import numpy as np

from offworld.film.blocking import CAMERA_MOVES, STATES, Beat, Intent
from offworld.film.take import Event
from offworld.rehearse.beats import PATIENCE_S, RunningBeat, due_tick, is_state, waits_for_own
from offworld.rehearse.cues import History
from offworld.rehearse.floor import Floor
from offworld.rehearse.holds import Hold
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.catalogue import make_move
from offworld.rehearse.moves.keep_off import keep_off
from offworld.rehearse.moves.operate import Operator
from offworld.rehearse.moves.stay import Stay
from offworld.rehearse.moves.wish import GripWish, Wish
from offworld.rehearse.recovery import what_else
from offworld.rehearse.session import Session

TAIL_MS = 1500
"""A scene without an asked length goes on this long after its last beat."""
AT_REST = 0.05
"""m/s below which one who has caught something is at rest."""
REST_MS = 3000
"""A catch is done this long after the grip even if the body still swings."""
NUMB_MS = 400
"""A limb that slipped off closes on nothing for so long; a guess."""
LONGEST_MS = 120_000
"""No scene without an asked length is longer."""


class Director:
    """Runs the beats of one scene."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.floor: Floor = session.floor
        self.scene = session.rehearsal.scene
        self.history = History()
        self.running = [RunningBeat(beat) for beat in self.scene.beats]
        self.recoveries: list[RunningBeat] = []
        self.events: list[Event] = []
        self.cuts: list[tuple[int, str]] = []
        self.lines: list[tuple[int, str]] = []
        self.ended_now: list[str] = []
        self.cuts_left = list(self.scene.cuts)
        self.operators = [
            Operator(session.actors[s.by], s) for s in self.scene.set_ups if s.by in session.actors
        ]

    def tick(self) -> dict[str, list[Wish]]:
        """One control tick: what everybody's muscles should do now."""
        self.ended_now = []
        self._slips()
        self._start_due()
        wishes: dict[str, list[Wish]] = {name: [] for name in self.session.actors}
        for running in (*self.running, *self.recoveries):
            if running.state == "running" or running.moves:
                self._run(running, wishes)
        self.recoveries = [one for one in self.recoveries if one.moves]
        for operator in self.operators:
            asked = next((w.frame for w in wishes[operator.actor.name] if w.frame is not None), None)
            wish = operator.wish(self.floor, asked)
            if wish:
                wishes[operator.actor.name].insert(0, wish)
        self._ease(wishes)
        self._cut()
        return wishes

    def _ease(self, wishes: dict[str, list[Wish]]) -> None:
        """Everybody who holds on and has nothing else to do keeps off the walls."""
        for name, actor in self.session.actors.items():
            idle = (
                not actor.limp
                and not actor.strapped
                and not any(wish.moves_body or wish.at_rest for wish in wishes[name])
            )
            if idle and self.session.contacts.going and actor.anchored():
                wish = keep_off(actor, self.session.contacts)
                if wish is not None:
                    wishes[name].append(wish)

    def over(self) -> bool:
        """True when the scene has come to its end."""
        if self.scene.length_s is not None:
            return self.floor.tick >= round(1000 * self.scene.length_s)
        if self.floor.tick >= LONGEST_MS:
            return True
        busy = [
            r for r in self.running
            if r.state == "waiting" or (r.state == "running" and not is_state(r.beat.intent))
        ]  # fmt: skip
        last = max((r.end or r.start or 0 for r in self.running), default=0)
        return not busy and self.floor.tick >= last + TAIL_MS

    def note(self, kind: str, who: str, what: str, beat: str = "") -> None:
        """Write an event down."""
        self.events.append(Event(tick=self.floor.tick, kind=kind, who=who, what=what, beat=beat))

    def _slips(self) -> None:
        table = self.session.table
        for hold in self.session.slipped:
            if hold.slot in table.active and table.active[hold.slot] is hold:
                table.release(self.floor.tick, hold, "slip")
                who = self.session.system.trees[hold.holder].name
                self.history.slipped[f"{who}/{hold.limb}"] = self.floor.tick
                self.note("slip", who, f"the {hold.limb} slips off {hold.record.thing}")
        self.session.slipped = []

    def _start_due(self) -> None:
        for number, running in enumerate(self.running):
            if running.state != "waiting":
                continue
            if running.due is None:
                if running.beat.start is None and waits_for_own(running, self.running[:number]):
                    continue
                running.due = due_tick(
                    running.beat, running.beat.start, self.floor, self.history, self.session.actors
                )
            if running.due is not None and self.floor.tick >= running.due:
                self._start(running)

    def _start(self, running: RunningBeat) -> None:
        beat = running.beat
        for other in (*self.running, *self.recoveries):
            if other is not running and other.moves and self._clash(other, running):
                self._end(other, "done", self._last_words(other, "the next beat took over"))
        running.state, running.start = "running", self.floor.tick
        self.history.started[beat.id] = self.floor.tick
        for who in beat.who:
            running.moves[who] = make_move(self.session.actors[who], beat.intent, beat, beat.channels)
        for move in running.moves.values():
            move.join(running.moves)
        self.note("beat start", ", ".join(beat.who), beat.text or beat.intent.move, beat.id)
        if beat.intent.move == "say" and beat.intent.line:
            self.history.said[beat.intent.line] = self.floor.tick
            self.lines.append((self.floor.tick, beat.intent.line))

    def _clash(self, other: RunningBeat, running: RunningBeat) -> bool:
        owners = set(other.moves) & set(running.beat.who)
        return bool(owners) and bool(set(other.beat.channels) & set(running.beat.channels))

    def _run(self, running: RunningBeat, wishes: dict[str, list[Wish]]) -> None:
        if running.state == "running" and self._told_to_end(running):
            self._end(running, *self._as_told(running))
            return
        for who in list(running.moves):
            move = running.moves[who]
            wish = move.step(self.floor)
            move.age += self.floor.control_s
            if wish.status == "running" and self._out_of_patience(move):
                wish = Wish(status="missed", reason=wish.reason or f"not done after {PATIENCE_S:.0f} s")
            self._obey(who, wish, running.beat)
            wishes[who].append(wish)
            for other, asked in wish.others.items():
                self._obey(other, asked, running.beat)
                wishes[other].append(asked)
            if wish.status != "running":
                self._move_over(running, who, wish)

    def _out_of_patience(self, move: Move) -> bool:
        lasting = is_state(move.intent) and getattr(move, "settled", True)
        timed = move.intent.move in {"say", "convulse", "turn", *CAMERA_MOVES}
        return not lasting and not timed and move.age > PATIENCE_S

    def _told_to_end(self, running: RunningBeat) -> bool:
        """True when a lasting beat has come to its time or cue, or a catch to rest."""
        beat, intent = running.beat, running.beat.intent
        if intent.move == "catch" and self._caught(running):
            return True
        if intent.move in STATES and intent.duration_s is not None:
            age = self.floor.tick - (running.start or 0)
            return age >= round(1000 * intent.duration_s)
        if beat.until is None:
            return False
        if running.until_due is None:
            running.until_due = due_tick(beat, beat.until, self.floor, self.history, self.session.actors)
        return running.until_due is not None and self.floor.tick >= running.until_due

    def _caught(self, running: RunningBeat) -> bool:
        """Everything is held, and who caught is at rest to it or has had time to be."""
        if not all(getattr(move, "settled", True) for move in running.moves.values()):
            return False
        running.settled_at = running.settled_at if running.settled_at is not None else self.floor.tick
        slow = all(
            float(np.linalg.norm(self.session.actors[who].momentum()[0])) < AT_REST for who in running.moves
        )
        return slow or self.floor.tick - running.settled_at >= REST_MS

    def _as_told(self, running: RunningBeat) -> tuple[str, str]:
        """How a beat that was ended came out; a hold that was told to end lets go."""
        words = self._last_words(running, "")
        for who, move in running.moves.items():
            if isinstance(move, Stay) and not move.kept():
                return "missed", words
            if not getattr(move, "settled", True):
                return "missed", "its time was over before it was there"
            if running.beat.intent.move == "hold":
                self._obey(who, Wish(releases=list(move.limbs())), running.beat)
        if running.beat.intent.move == "catch":
            return "done", "held"
        return "done", words

    def _last_words(self, running: RunningBeat, default: str) -> str:
        words = [move.words() for move in running.moves.values()]
        return "; ".join(word for word in words if word) or default

    def _move_over(self, running: RunningBeat, who: str, wish: Wish) -> None:
        running.results.append((wish.status, wish.reason))
        del running.moves[who]
        beat = running.beat
        if wish.status in {"missed", "refused"} and not running.otherwise:
            self._else(running, who, wish)
        if not running.moves and running.state == "running":
            worst = next((r for r in running.results if r[0] != "done"), running.results[-1])
            self._end(running, *worst)
        if wish.status in {"missed", "refused"} and beat.wanted_miss:
            running.reason = f"missed as written: {wish.reason}"

    def _else(self, running: RunningBeat, who: str, wish: Wish) -> None:
        after = what_else(running.beat, self.session.actors[who], self.floor)
        if after is None:
            return
        running.otherwise = True
        self.recoveries.append(after)
        self.note("recovery", who, f"{after.beat.intent.move}: {wish.reason}", running.beat.id)

    def _end(self, running: RunningBeat, state: str, reason: str) -> None:
        if running.state == "running":
            running.state, running.end = state, self.floor.tick  # type: ignore[assignment]
            running.reason = running.reason or reason
            self.history.ended[running.beat.id] = (self.floor.tick, state)
            words = f"{state}: {reason}" if reason else state
            self.note("beat end", ", ".join(running.beat.who), words, running.beat.id)
            self.ended_now.append(running.beat.id)
            if running.beat.intent.move == "go limp":
                for who in running.beat.who:
                    self.session.actors[who].limp = False
        running.moves.clear()

    def _obey(self, who: str, wish: Wish, beat: Beat) -> None:
        """Open and close what a move asked for."""
        session, table = self.session, self.session.table
        actor = session.actors[who]
        if wish.limp is not None:
            actor.limp = wish.limp
        for limb in wish.releases:
            hold = actor.hold(limb)
            if hold is not None:
                self._open(who, hold, beat.id)
        for grip in wish.grips:
            self._close(who, grip, beat.id)
        for kind, words in session.tie(who, wish):
            self.note(kind, who, words, beat.id)
        for name, limb in wish.others_release:
            hold = table.of(name, limb)
            if hold is not None:
                self._open(name, hold, beat.id)

    def _open(self, who: str, hold: Hold, beat: str) -> None:
        self.session.table.release(self.floor.tick, hold)
        self.note("let go", who, f"{hold.limb} lets go of {hold.record.thing}", beat)

    def _close(self, who: str, grip: GripWish, beat: str) -> None:
        if self.floor.tick < self.history.slipped.get(f"{who}/{grip.limb}", -NUMB_MS) + NUMB_MS:
            return
        if self.session.table.of(who, grip.limb) is None:
            self.session.close(who, grip)
            self.note("grip", who, f"{grip.limb} closes on {grip.thing}", beat)

    def _cut(self) -> None:
        for cut in list(self.cuts_left):
            due = due_tick(_AS_BEAT, cut.on, self.floor, self.history, self.session.actors)
            if due is None or self.floor.tick < due:
                continue
            self.cuts.append((self.floor.tick, cut.camera))
            self.cuts_left.remove(cut)


_AS_BEAT = Beat(id="", number=0, who=("",), channels=(), intent=Intent(move="drift"))
"""Cuts use the cues of beats."""
