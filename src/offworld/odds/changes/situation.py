"""What changes are thought out from: the scene as written, a take of it, and what many takes came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from offworld.film.advice import NewLine
from offworld.film.blocking import Beat, Channel
from offworld.film.odds import TakeRow
from offworld.film.person import Person
from offworld.film.scene import PersonStart, Rehearsal
from offworld.film.take import BeatOutcome, Take
from offworld.geometry import rotation
from offworld.odds.risk import cut_off
from offworld.script.changed import SceneLines
from offworld.script.lines import BeatLine

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Situation:
    """A scene whose odds are known."""

    rehearsal: Rehearsal
    """As written."""
    lines: SceneLines
    """Its lines."""
    take: Take
    """One take of it as written, which shows where everybody is."""
    rows: tuple[TakeRow, ...]
    """Many takes of it."""
    others: tuple[Person, ...] = ()
    """People of the film who are not in the scene."""

    @cached_property
    def concern(self) -> Mapping[str, float]:
        """How many takes have something wrong that names a person or a beat, as a share, by either's name."""
        owners = {beat.id: beat.who for beat in self.beats}
        found = dict.fromkeys([*(start.person for start in self.starts), *owners], 0.0)
        for row in self.rows:
            wrong = [one for one in row.findings if one.weight != "note"]
            beats = {one.beat for one in wrong} | cut_off(row, self.beats)
            named = beats | {who for one in wrong for who in one.who}
            named |= {who for beat in beats for who in owners.get(beat, ())}
            for name in named & set(found):
                found[name] += 1.0 / len(self.rows)
        return found

    @property
    def beats(self) -> tuple[Beat, ...]:
        """Beats as written."""
        return self.rehearsal.scene.beats

    @property
    def starts(self) -> tuple[PersonStart, ...]:
        """How people start."""
        return self.rehearsal.scene.people

    def people(self) -> tuple[PersonStart, ...]:
        """Everybody, those first whom most of what goes wrong concerns."""
        return tuple(sorted(self.starts, key=lambda start: -self.concern[start.person]))

    def stature(self, who: str) -> float:
        """Standing height of a person, m."""
        return next(person.stature_m for person in self.rehearsal.people if person.id == who)

    def site(self, name: str) -> Floats:
        """Where a named place of a body is at each sample of the take, (t, 3) m, set frame."""
        site = next(one for one in self.take.assembly.sites if one.id == name)
        poses = np.asarray(self.take.poses[:, site.node], dtype=float)
        return np.asarray(poses[:, :3] + rotation.rotate(poses[:, 3:], site.position))

    def outcome(self, beat: str) -> BeatOutcome:
        """How a beat came out in the take."""
        return next(one for one in self.take.outcomes if one.beat == beat)

    def written(self, beat: str) -> BeatLine | None:
        """The line of a beat; None: nobody wrote it."""
        return next((line for line in self.lines.beats if line.id == beat), None)

    def busy(self, start: PersonStart) -> set[Channel]:
        """Hands and feet that hold something, or are held, when the scene starts."""
        limbs = {hold.limb for hold in start.holds}
        carried = [prop for prop in self.rehearsal.scene.props if prop.held_by == start.person]
        limbs |= {prop.hand or "right hand" for prop in carried}
        limbs |= {"right hand"} if start.operates else set()
        if start.held_by is not None:
            limbs |= {"left foot", "right foot"}
        if any(other.held_by == start.person for other in self.starts):
            limbs |= {"left hand", "right hand"}
        return limbs

    def start_line(self, who: str, words: str) -> NewLine:
        """A person's start line with more words."""
        old = self.lines.starts.get(who, "")
        return NewLine(part="start", name=who, key=who, old=old, new=f"{old}, {words}" if old else words)


def beat_change(old: BeatLine, new: BeatLine) -> NewLine:
    """A beat's line in place of another."""
    return NewLine(part="beats", name=old.id, key=new.who, old=old.deed, new=new.deed)


def called(who: str) -> str:
    """A person's name for people."""
    return who[:1].upper() + who[1:]
