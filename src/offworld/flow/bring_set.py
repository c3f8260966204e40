"""``offworld import --set``: a set that was modelled in another program comes into a film."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from offworld.errors import FilmError, Problem
from offworld.flow.answer import Answer
from offworld.flow.files import write_whole
from offworld.flow.lock import film_lock
from offworld.flow.make import out_of

if TYPE_CHECKING:
    from offworld.film.stage_set import StageSet
    from offworld.space.modelled.model import Model

_GLTF: Final = (".glb", ".gltf")
_USD: Final = (".usd", ".usda", ".usdc", ".usdz")
_SMALL_M, _LARGE_M = 1.0, 60.0
"""Sets that are smaller or larger than this were likely modelled in another unit, m."""


_ONE: Final = {
    "rails": "rail", "windows": "window", "hatches": "hatch", "tables": "table", "loops": "loop",
    "no-touch surfaces": "no-touch surface",
}  # fmt: skip


def bring_set(folder: Path, file: Path, *, name: str = "", write: bool = True) -> Answer:
    """Takes a model into a film: as ``sets/NAME.glb``, with a text beside it that names what is what.

    A text that is there already is kept; a first one is made from the names and forms of the model's objects.

    Args:
        folder: the film folder.
        file: what another program wrote, glTF or USD.
        name: what scenes will call the set; empty: after the file.
        write: False: only say what would come.

    Raises:
        FilmError: there is no such film or file, the model cannot be taken, or the text does not fit it.
        NotPossible: it is USD, and its library is not installed.
    """
    from offworld.space import read_set
    from offworld.space.naming import is_name

    if not (folder / "film.yaml").is_file():
        raise _wrong("there is no film here", "make one with 'offworld new DIR'", str(folder))
    called = name or _slug(file.stem)
    if not is_name(called):
        remedy = "use lower-case letters and digits, for example --name module"
        raise _wrong(f"{called[:60]!r} is no name of a set", remedy, str(file))
    model, packed = _read(file, called)
    _check(model, file)
    text = folder / "sets" / f"{called}.yaml"
    kept = text.is_file()
    words = text.read_bytes() if kept else _draft(model, called)
    with TemporaryDirectory() as place:
        desk = Path(place) / "sets"
        desk.mkdir()
        (desk / f"{called}.glb").write_bytes(packed)
        (desk / text.name).write_bytes(words)
        stage_set = read_set(called, Path(place))
    if not stage_set.surfaces:
        remedy = "take another --name, or remove that file"
        raise _wrong(f"sets/{text.name} is a set without this model", remedy, str(text))
    if write:
        with film_lock(out_of(folder)):
            write_whole(folder / "sets" / f"{called}.glb", packed)
            if not kept:
                write_whole(text, words)
    return _answer(folder, called, model, stage_set, kept=kept, wrote=write)


def _slug(stem: str) -> str:
    return re.sub(r"[^a-zа-яё0-9]+", "-", stem.lower()).strip("-")


def _read(file: Path, name: str) -> tuple[Model, bytes]:
    """The model, and the bytes that it will have in the film."""
    from offworld.exchange.sets.pack import glb_of
    from offworld.space.modelled.glb import read_gltf

    if not file.is_file():
        raise _wrong("there is no such file", "name the file that the other program wrote", str(file))
    suffix = file.suffix.lower()
    if suffix in _GLTF:
        model = read_gltf(file, str(file))
        return model, file.read_bytes() if suffix == ".glb" else glb_of(model, name)
    if suffix not in _USD:
        remedy = "export it as .glb, .gltf, .usd, .usda, .usdc or .usdz"
        raise _wrong(
            f"{file.suffix or 'a file without an ending'} is no form of a set that is read", remedy, str(file)
        )
    from offworld.exchange.usd.library import need

    need()
    from offworld.exchange.sets.usd import read_usd

    model = read_usd(file)
    return model, glb_of(model, name)


def _check(model: Model, file: Path) -> None:
    if not model.triangles:
        raise _wrong(
            "there are no faces in it", "export meshes, not only cameras, lamps or curves", str(file)
        )


def _draft(model: Model, name: str) -> bytes:
    import numpy as np

    from offworld.exchange.sets.draft import draft
    from offworld.space.modelled.room import middle_of

    found = middle_of([thing for thing in model.things if len(thing.faces)])
    inside = None if found is None else tuple(float(value) for value in np.round(found, 2) + 0.0)
    title = name.replace("-", " ").capitalize()
    return draft(title, f"{name}.glb", model, inside).encode()  # type: ignore[arg-type]


def _answer(folder: Path, name: str, model: Model, stage_set: StageSet, *, kept: bool, wrote: bool) -> Answer:
    import numpy as np

    from offworld.space.modelled.compare import apart, pieces_in

    size = np.array(stage_set.high) - np.array(stage_set.low)
    far = apart(stage_set)
    off = float(np.quantile(far, 0.99)) if len(far) else 0.0
    solids = pieces_in(stage_set)
    remarks = [*model.remarks, *_odd_size(size)]
    counts = {
        "rails": len(stage_set.rails), "windows": len(stage_set.windows), "hatches": len(stage_set.exits),
        "tables": len(stage_set.beds), "loops": len(stage_set.loops),
        "no-touch surfaces": sum(one.no_touch not in {None, "glass"} for one in stage_set.solids),
    }  # fmt: skip
    files = [folder / "sets" / f"{name}.yaml", folder / "sets" / f"{name}.glb"]
    room = " x ".join(f"{value:.2f}" for value in size)
    exact = f"{max(1000.0 * off, 0.1):.1f} mm of what is seen"
    said = [f"{n} {_ONE[what] if n == 1 else what}" for what, n in counts.items() if n]
    lines = [
        f"{name}: the room is {room} m (x, y, z), {len(model.things)} objects, {model.triangles} triangles",
        f"{len(solids)} solids stand for it; 99 of 100 rays from inside meet them within {exact}",
        f"named: {', '.join(said) or 'nothing yet'}",
        *(f"note: {remark}" for remark in remarks),
        f"kept as it was: {files[0]}"
        if kept
        else f"written: {files[0]} (a first text: say there what is what)",
        f"written: {files[1]}",
    ]
    if not wrote:
        lines[-2:] = ["nothing was written"]
    data: dict[str, Any] = {
        "set": name, "size_m": size.tolist(), "objects": [thing.name for thing in model.things],
        "triangles": model.triangles, "solids": len(solids), "apart_m": off, "named": counts, "remarks": remarks,
        "written": wrote, "text_kept": kept,
    }  # fmt: skip
    return Answer(
        text="\n".join(lines), data=data, attention=len(remarks), made=tuple(files) if wrote else ()
    )


def _odd_size(size: Any) -> list[str]:
    """A remark on a room that is no size for people."""
    largest = float(size.max())
    if _SMALL_M <= largest <= _LARGE_M:
        return []
    kind = "smaller" if largest < _SMALL_M else "larger"
    return [
        f"the room is {largest:.3g} m long, {kind} than sets are: if the unit was another one write 'scale:'"
    ]


def _wrong(what: str, remedy: str, file: str) -> FilmError:
    return FilmError(Problem(what=what, remedy=remedy, file=file, kind="bad-model"))
