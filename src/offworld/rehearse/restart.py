"""Restart points: the whole state of a running rehearsal at a control tick, so that a take goes on to the same bytes.

The simulator's own state is not enough: which bodies the holds join lives in the model, and beats, filters and plans
in objects. Those objects refer to the session's fixed parts (system, people, tables), which are named instead of
stored and found again in the session that goes on.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np

from offworld.errors import StoreError
from offworld.rehearse.actor import Actor
from offworld.rehearse.beats import RunningBeat
from offworld.rehearse.director import Director
from offworld.rehearse.session import Session
from offworld.rehearse.system import Tree

_SEEN = ("contact", "distance", "reach")
"""Cues whose condition is seen in the moment and nowhere written down."""
_ALLOWED = frozenset({
    ("builtins", "set"), ("builtins", "frozenset"), ("collections", "deque"), ("collections", "defaultdict"),
    ("numpy", "dtype"), ("numpy", "ndarray"), ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"), ("numpy._core.numeric", "_frombuffer"),
})  # fmt: skip
"""What a state may hold besides records and moves of this program: a film that came from elsewhere may bring a cache
along, and a pickle that may name any function could run anything."""
_STATE = int(mujoco.mjtState.mjSTATE_INTEGRATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """Everything needed to go on from a tick."""

    tick: int
    """ms."""
    beat: str
    """Id of the beat whose end made this point; empty: the clock."""
    state: bytes
    """Opaque; for the same code, assembly and kind of processor."""
    written: tuple[bytes, ...]
    """What was written down until then, opaque: one piece from each point to the next, shared by the points after."""


class Saver:
    """Makes the restart points of one run. What is only ever added to is stored once, not again at each point."""

    def __init__(self, session: Session, director: Director, restart: Restart | None) -> None:
        self._session = session
        self._director = director
        self._written = restart.written if restart is not None else ()
        self._marks = [len(rows) for rows in _growing(session)]

    def save(self, beat: str) -> Restart:
        """The state now, between two control steps."""
        rows = _growing(self._session)
        new = [_packed(one[mark:]) for one, mark in zip(rows, self._marks, strict=True)]
        self._written = (*self._written, _pickled(self._session, new))
        self._marks = [len(one) for one in rows]
        state = _pickled(self._session, _content(self._session, self._director))
        return Restart(tick=self._session.floor.tick, beat=beat, state=state, written=self._written)


def _growing(session: Session) -> tuple[list[Any], ...]:
    """Lists that are only ever added to."""
    track, books = session.track, session.ledger.books
    return (
        track.coordinates, track.velocities, track.torques, track.momenta, track.centres, track.loads,
        books.steps, books.keys, books.rows,
    )  # fmt: skip


def _packed(rows: list[Any]) -> Any:
    """Rows of one shape as one array, which is read back as its rows: a tenth of the time of many small arrays."""
    alike = rows and all(isinstance(row, np.ndarray) and row.shape == rows[0].shape for row in rows)
    return np.array(rows) if alike else rows


def _pickled(session: Session, content: Any) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, session).dump(content)
    return buffer.getvalue()


def _content(session: Session, director: Director) -> dict[str, Any]:
    data, model = session.system.data, session.system.model
    state = np.empty(mujoco.mj_stateSize(model, _STATE))
    mujoco.mj_getState(model, data, state, _STATE)
    ledger, floor = session.ledger, session.floor
    return {
        "state": state,
        "gravity": model.opt.gravity.copy(),
        "holds": (
            model.eq_obj1id.copy(),
            model.eq_obj2id.copy(),
            model.eq_data.copy(),
            data.eq_active.copy(),
        ),
        "table": (session.table.active, session.table.records),
        "tethers": (
            session.tethers.active,
            session.tethers.records,
            session.tethers.steady,
            session.tethers.live,
        ),
        "actors": {name: (actor.limp, actor.strapped) for name, actor in session.actors.items()},
        "ledger": (ledger.keys, ledger.step),
        "contacts": (session.contacts.going, session.contacts.records),
        "effort": session.crew.effort,
        "floor": (floor.tick, floor.touching),
        "slipped": session.slipped,
        "history": director.history,
        "running": director.running,
        "recoveries": director.recoveries,
        "kept frames": {operator.set_up.id: operator.kept for operator in director.operators},
        "told": (director.events, director.cuts, director.lines),
        "cuts_made": [cut for cut in director.scene.cuts if cut not in director.cuts_left],
    }


def load(session: Session, director: Director, restart: Restart) -> None:
    """Put a fresh session and director into a saved state.

    Beats that had not started when the state was saved are taken from the director's own scene.
    """
    content = _Unpickler(io.BytesIO(restart.state), session).load()
    data, model = session.system.data, session.system.model
    model.eq_obj1id[:], model.eq_obj2id[:], model.eq_data[:] = content["holds"][:3]
    mujoco.mj_setState(model, data, content["state"], _STATE)
    model.opt.gravity[:] = content["gravity"]
    data.eq_active[:] = content["holds"][3]
    session.table.active, session.table.records = content["table"]
    tethers = session.tethers
    tethers.active, tethers.records, tethers.steady[:], tethers.live = content["tethers"]
    for name, (limp, strapped) in content["actors"].items():
        session.actors[name].limp, session.actors[name].strapped = limp, strapped
    ledger, floor = session.ledger, session.floor
    ledger.keys, ledger.step = content["ledger"]
    session.contacts.going, session.contacts.records = content["contacts"]
    session.slipped = content["slipped"]
    for piece in restart.written:
        for rows, new in zip(_growing(session), _Unpickler(io.BytesIO(piece), session).load(), strict=True):
            rows.extend(new)
    session.crew.effort = content["effort"]
    floor.tick, floor.touching = content["floor"]
    director.history, director.recoveries = content["history"], content["recoveries"]
    director.events, director.cuts, director.lines = content["told"]
    for operator in director.operators:
        operator.kept = content["kept frames"].get(operator.set_up.id)
    director.cuts_left = [cut for cut in director.scene.cuts if cut not in content["cuts_made"]]
    director.running = [_resumed(beat, content["running"]) for beat in director.running]


def _resumed(fresh: RunningBeat, saved: list[RunningBeat]) -> RunningBeat:
    for one in saved:
        if one.beat.id != fresh.beat.id:
            continue
        if one.state != "waiting":
            one.beat = fresh.beat
            return one
        if one.beat.start == fresh.beat.start and one.beat.start is not None and one.beat.start.kind in _SEEN:
            # Its condition may have come true already; all other conditions are found again in the history.
            fresh.due = one.due
    return fresh


class _Pickler(pickle.Pickler):
    """Names the fixed parts of a session instead of storing them."""

    def __init__(self, file: io.BytesIO, session: Session) -> None:
        super().__init__(file, protocol=5)
        self.fixed = {id(session.system): "system", id(session.table): "table", id(session.floor): "floor"}

    def persistent_id(self, obj: Any) -> Any:
        """A name for what is not stored; None for what is."""
        if isinstance(obj, Actor):
            return ("actor", obj.name)
        if isinstance(obj, Tree):
            return ("tree", obj.name)
        return self.fixed.get(id(obj))


class _Unpickler(pickle.Unpickler):
    """Finds the fixed parts again, and refuses what no state holds."""

    def __init__(self, file: io.BytesIO, session: Session) -> None:
        super().__init__(file)
        self.session = session

    def find_class(self, module: str, name: str) -> Any:
        """A class of this program, or one of the few others that a state is made of."""
        if (module, name) in _ALLOWED:
            return super().find_class(module, name)
        if module.split(".", maxsplit=1)[0] == "offworld" and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise StoreError(
            f"a saved state names {module}.{name}, which no state holds — delete out/ and run again"
        )

    def persistent_load(self, pid: Any) -> Any:
        """What a name stands for in this session."""
        if isinstance(pid, tuple):
            sort, name = pid
            return self.session.actors[name] if sort == "actor" else self.session.system.tree(name)
        return getattr(self.session, pid)
