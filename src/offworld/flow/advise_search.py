"""The search for advice: changes compared by successive halving on the same takes, the best confirmed on fresh ones.

Changes are thought out (`offworld.odds.changes`) and read as if they had been written. All are played with the same
take numbers, and so with the same random draws. The best few, and the scene as written, are then played on takes that
had no part in choosing them. Budgets are counted in takes; every run of takes is kept as it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from offworld.errors import FilmError
from offworld.flow.advise_runs import Contender, aside, clear, contender, make_some, rows
from offworld.flow.answer import PROGRESS
from offworld.flow.odds import asked_for
from offworld.flow.records import read_record, rehearsal_of
from offworld.flow.runner import Runner
from offworld.flow.scene_odds import rehearsal_digest
from offworld.flow.stages import TAKE
from offworld.flow.work import Work
from offworld.odds.ranking import (
    CLEAN,
    FINALISTS,
    HOPELESS,
    LOOK,
    Entry,
    Plan,
    hopeless,
    kept,
    plan,
    ranked,
    survivors,
    tried_with,
)
from offworld.odds.risk import apart, danger_of, faulty, paired, risk_of, shifts

if TYPE_CHECKING:
    from offworld.film.advice import Advice, Change, Confirmed, Tried, Verdict
    from offworld.film.blocking import Beat
    from offworld.film.habits import Profile
    from offworld.film.odds import TakeRow
    from offworld.film.scene import Rehearsal
    from offworld.script.changed import Rewrite

FRESH: Final = 1_000_003
"""Added to the seed for takes that confirm; any other number would do."""


@dataclass(slots=True, kw_only=True, eq=False)
class Run:
    """A change in the search."""

    change: Change
    contender: Contender
    entry: Entry | None = None
    """Of the takes it has so far; None: none."""


class Search:
    """One search from the first look at a scene to what is shown on fresh takes."""

    def __init__(
        self, work: Work, scene: str, who: Profile, crew: Runner, *, budget: int, seed: int | None
    ) -> None:
        from offworld.film.scene import Rehearsal

        self.work, self.scene, self.who, self.crew, self.budget = work, scene, who, crew, budget
        self.base, self.written = asked_for(work, scene, self.who, seed, crew.kinds)
        self.rehearsal = read_record(self.written.given["rehearsal"], Rehearsal)
        self.beats: tuple[Beat, ...] = self.rehearsal.scene.beats
        self.takes = 0
        self.left_out = 0
        """Changes that were thought out and not tried, for want of takes."""
        self.as_written = Contender(change=None, asked=self.written)

    def run(self) -> Advice:
        """The whole search."""
        before = self._some(self.as_written, LOOK)
        if risk_of(before, self.beats).value <= CLEAN:
            return self._advice("clean enough", before)
        PROGRESS.info("thinking out changes")
        runs = self._runs(before)
        if not any(not run.contender.refused for run in runs):
            return self._advice("nothing to try", before, runs)
        how = plan(self.budget, len(runs))
        before, left = self._halve(runs, how)
        finalists = [run for run in left if self._gain(run, before) > 0.0][:FINALISTS]
        if not finalists:
            clear([self.as_written, *(run.contender for run in runs)], self.work.cache)
            return self._advice("nothing helps", before, runs)
        return self._confirm(before, runs, finalists, how)

    def _some(self, one: Contender, takes: int) -> tuple[TakeRow, ...]:
        self.takes += make_some([(one, takes)], self.work.cache, self.crew)
        return rows(one, takes, self.work.cache)

    def _runs(self, before: tuple[TakeRow, ...]) -> list[Run]:
        """Changes that read as they should, each once."""
        from offworld.odds.changes.catalogue import offers
        from offworld.odds.changes.situation import Situation
        from offworld.script.folder import open_scene as open_text
        from offworld.space import read_set
        from offworld.store.take import read_take

        text = open_text(self.work.film, read_set, self.scene)
        here = {person.id for person in self.rehearsal.people}
        situation = Situation(
            rehearsal=self.rehearsal,
            lines=text.lines,
            take=read_take(self.work.make_here(TAKE, self.scene).folder / "take"),
            rows=before,
            others=tuple(person for person in text.film.people if person.id not in here),
        )
        runs: list[Run] = []
        keys = {self.written.key}
        most = tried_with(self.budget)
        for change in offers(situation):
            with suppress(FilmError):
                film = text.read(change_rewrite(change))
                changed = replace(rehearsal_of(film, film.scenes[0]), seed=self.rehearsal.seed)
                one = contender(change, changed, self.written, self.work.cache)
                if one.asked.key not in keys and _keeps_names(self.rehearsal, changed):
                    keys.add(one.asked.key)
                    runs.append(Run(change=change, contender=one))
        self.left_out = max(0, len(runs) - most)
        return runs[:most]

    def _halve(self, runs: list[Run], how: Plan) -> tuple[tuple[TakeRow, ...], list[Run]]:
        """Plays all, then the better half twice as often, and so on until few are left.

        Returns:
            The takes as written that changes were compared with, and the changes left, the best first.
        """
        left = runs
        for takes in how.rounds:
            wanted = [(self.as_written, takes), *((run.contender, takes) for run in left)]
            self.takes += make_some(wanted, self.work.cache, self.crew)
            for run in left:
                if not run.contender.refused:
                    faults = self._faults(rows(run.contender, takes, self.work.cache))
                    run.entry = Entry(change=run.change, faults=faults)
            before = self._faults(rows(self.as_written, takes, self.work.cache))
            entries = [run.entry for run in left if run.entry is not None and not hopeless(before, run.entry)]
            by_change = {id(run.change): run for run in left}
            left = [by_change[id(entry.change)] for entry in survivors(entries, kept(len(left)))]
            if len(left) <= FINALISTS and takes >= HOPELESS:
                # All that are left go on to fresh takes, which tell more than further ones of the search.
                break
        return rows(self.as_written, self.as_written.made, self.work.cache), left

    def _faults(self, some: Sequence[TakeRow]) -> tuple[bool, ...]:
        return tuple(faulty(row, self.beats) for row in some)

    def _gain(self, run: Run, before: Sequence[TakeRow]) -> float:
        return 0.0 if run.entry is None else paired(self._faults(before), run.entry.faults).gain

    def _confirm(
        self, before: tuple[TakeRow, ...], runs: list[Run], finalists: list[Run], how: Plan
    ) -> Advice:
        """Plays the best few and the scene as written on fresh takes."""
        from offworld.film.scene import Rehearsal

        seed = self.rehearsal.seed + FRESH
        _, asked = asked_for(self.work, self.scene, self.who, seed, self.crew.kinds)
        written = Contender(change=None, asked=aside(asked))
        fresh: list[Contender] = []
        for run in finalists:
            changed = read_record(run.contender.asked.given["rehearsal"], Rehearsal)
            fresh.append(contender(run.change, replace(changed, seed=seed), asked, self.work.cache))
        wanted = [(one, how.confirm) for one in (written, *fresh)]
        self.takes += make_some(wanted, self.work.cache, self.crew)
        old = rows(written, how.confirm, self.work.cache)
        entries, confirmed = [], {}
        for one in fresh:
            if one.refused or one.change is None:
                continue
            new = rows(one, how.confirm, self.work.cache)
            entries.append(Entry(change=one.change, faults=self._faults(new)))
            confirmed[id(one.change)] = self._confirmed(old, new)
        clear([self.as_written, written, *fresh, *(run.contender for run in runs)], self.work.cache)
        best = [entry.change for entry in ranked(entries)]
        first = sorted(best, key=lambda change: not confirmed[id(change)].helps)
        helps = any(one.helps for one in confirmed.values())
        advice = self._advice("helps" if helps else "nothing helps", before, runs, old)
        tried = {id(one.change): one for one in advice.tried}
        top = tuple(replace(tried.pop(id(change)), confirmed=confirmed[id(change)]) for change in first)
        return replace(advice, tried=(*top, *tried.values()))

    def _confirmed(self, old: Sequence[TakeRow], new: Sequence[TakeRow]) -> Confirmed:
        from offworld.film.advice import Confirmed

        before, after = risk_of(old, self.beats), risk_of(new, self.beats)
        return Confirmed(
            risk=after,
            danger=danger_of(new),
            paired=paired(self._faults(old), self._faults(new)),
            helps=apart(before, after),
            shifts=shifts(old, new),
        )

    def _advice(
        self,
        verdict: Verdict,
        before: tuple[TakeRow, ...],
        runs: Sequence[Run] = (),
        fresh: tuple[TakeRow, ...] | None = None,
    ) -> Advice:
        from offworld.film.advice import Advice

        tried = [self._tried(run, before) for run in runs]
        tried.sort(key=lambda one: (bool(one.refused), -one.risk.of, one.risk.value))
        return Advice(
            film=self.rehearsal.film,
            scene=self.scene,
            profile=self.who.name,
            base=self.base,
            seed=self.rehearsal.seed,
            fresh_seed=self.rehearsal.seed + FRESH,
            takes=self.takes,
            verdict=verdict,
            risk=risk_of(before, self.beats),
            danger=danger_of(before),
            fresh_risk=None if fresh is None else risk_of(fresh, self.beats),
            fresh_danger=None if fresh is None else danger_of(fresh),
            tried=tuple(tried),
            left_out=self.left_out,
            rehearsal=rehearsal_digest(self.rehearsal),
        )

    def _tried(self, run: Run, before: tuple[TakeRow, ...]) -> Tried:
        from offworld.film.advice import Tried

        one = run.contender
        mine = () if one.refused else rows(one, one.made, self.work.cache)
        return Tried(
            change=run.change,
            risk=risk_of(mine, self.beats),
            danger=danger_of(mine),
            paired=paired(self._faults(before), self._faults(mine)),
            refused=one.refused,
        )


def change_rewrite(change: Change) -> Rewrite:
    """A change as lines for the reader."""
    from offworld.script.changed import Rewrite
    from offworld.script.lines import BeatLine

    return Rewrite(
        starts={line.name: line.new for line in change.lines if line.part == "start"},
        beats=tuple(
            BeatLine(id=line.name, who=line.key, deed=line.new)
            for line in change.lines
            if line.part == "beats"
        ),
        order=change.order,
    )


def _keeps_names(written: Rehearsal, changed: Rehearsal) -> bool:
    """Whether every beat is still called as before, so that it keeps its random numbers and its cues."""
    return {beat.id for beat in written.scene.beats} == {beat.id for beat in changed.scene.beats}
