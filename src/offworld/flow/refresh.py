"""Pages that were made before are made again at once when odds or advice have come, if nothing else is out of date."""

from __future__ import annotations

from pathlib import Path

from offworld.flow.publish import publish, remember
from offworld.flow.stage import FILM
from offworld.flow.stages import COVER, PAGE
from offworld.flow.work import Work


def refresh_pages(work: Work, out: Path, scene: str) -> bool:
    """Makes the pages of a scene and of the film again; whether that of the scene could be.

    Nothing heavy is done: where a take or a picture would have to be made too, the pages are left to `offworld make`.

    Args:
        work: the film, which was read. Its lock must be held.
        out: the film's ``out/``.
        scene: number of the scene.
    """
    by_name = {stage.name: stage for stage in work.stages}
    page, cover = by_name[PAGE.name], by_name[COVER.name]
    later = [stage for stage in work.stages[1:] if stage.of_scene and stage != page]
    there = {one: all(work.take_up(stage, one) for stage in later) for one in work.scenes}
    if not there[scene]:
        return False
    work.make_here(page, scene)
    if all(there.values()):
        work.make_here(cover, FILM)
    remember(work)
    publish(work, out, whole=False)
    return True
