"""Quick stages that take the place of the real ones: a film is a few lines "number: title: words"."""

from __future__ import annotations

import json
from pathlib import Path

from offworld.flow.stages import READ, STAGES, TAKE, VERDICT, Given, Stage

QUICK = (
    Stage(name="read", doing="reading", module="stand_in_read", given=READ.given, of_scene=False),
    Stage(
        name="take", doing="rehearsing", module="stand_in_take", given=TAKE.given, numeric=True,
        aside="restarts", publish=TAKE.publish,
    ),
    Stage(
        name="verdict", doing="auditing", module="stand_in_verdict",
        given=(Given(name="take", stage="take", path="take"),), publish=VERDICT.publish,
    ),
    Stage(
        name="cover", doing="the cover", module="stand_in_cover", of_scene=False, publish=STAGES[-1].publish,
        given=(
            Given(name="settings", stage="read", path="settings.json"),
            Given(name="verdict", stage="verdict", path="verdict.json"),
        ),
    ),
)  # fmt: skip


def write_film(folder: Path, scenes: dict[str, str], title: str = "stand-in") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "film.yaml").write_text(json.dumps({"title": title, "scenes": scenes}))
    return folder
