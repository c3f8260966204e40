"""One scene file: its parts put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from offworld.film.blocking import Beat
from offworld.film.camera import Cut, SetUp
from offworld.film.framing import AskedShot
from offworld.film.light_said import AskedLight, PartWish
from offworld.film.prop import Prop
from offworld.film.scene import Line, PersonStart, PropStart, Scene
from offworld.film.stage_set import StageSet
from offworld.film.world import World
from offworld.script.around import Around
from offworld.script.beats import cueing_of, read_beats
from offworld.script.cameras import read_cuts, read_set_ups
from offworld.script.checks import check_scene
from offworld.script.cues import Cueing
from offworld.script.implied import (
    say_the_rest,
    speaker_of,
    with_all_props,
    with_camera_props,
    with_everybody,
)
from offworld.script.light import read_scene_light
from offworld.script.light_wishes import beat_wishes, camera_wishes
from offworld.script.limits import LONGEST, MOST_BEATS, MOST_CUTS
from offworld.script.names import Names
from offworld.script.people import place_of, seconds
from offworld.script.rough import read_rough_beats
from offworld.script.scene_parts import (
    read_camera_entries,
    read_marks,
    read_scene_id,
    read_scene_world,
    read_stage,
    read_starts,
)
from offworld.script.shot_reading import Scenery
from offworld.script.shots import is_shot, read_shots
from offworld.script.variants import LIKE, numbers_for_lines
from offworld.text import Fields, Node, Scalar, Sheet, remedy_for

LIGHT: Final = ("sunrise", "sunset", "day", "night")
"""Light that a cue may always name; its moment comes from the scene or the film."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRead:
    """A scene and what it brings to the film."""

    scene: Scene
    """The scene."""
    stage_set: StageSet
    """Its set."""
    made: Mapping[str, Prop]
    """Camera props that had to be made for it."""
    light: AskedLight | None = None
    """The light it is shot in, where it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Action:
    """What happens in the scene."""

    people: tuple[PersonStart, ...]
    props: tuple[PropStart, ...]
    beats: tuple[Beat, ...]
    set_ups: tuple[SetUp, ...]
    framings: tuple[AskedShot, ...]
    cuts: tuple[Cut, ...]
    made: Mapping[str, Prop]
    wishes: tuple[PartWish, ...]


def read_scene(
    root: Node, sheet: Sheet, around: Around, title: str, like: tuple[str, ...] = ()
) -> SceneRead | None:
    """Reads one scene.

    Args:
        root: content of the file.
        sheet: the file, which gathers the mistakes.
        around: the rest of the film.
        title: the scene's title if it gives none.
        like: numbers of the scenes that it is a variant of and whose content is in `root`.

    Returns:
        The scene, or None if anything in it is wrong.
    """
    before = len(sheet.problems)
    fields = Fields(root, sheet, "this scene")
    # What it is like was put in before; the field is known all the same.
    fields.get(LIKE)
    scene_id = read_scene_id(fields)
    own = _own_lines(numbers_for_lines(scene_id, like), around)
    stage = read_stage(fields, around)
    world_id, world = read_scene_world(fields, around)
    length = fields.measure("length", seconds, 0.5, LONGEST, "s")
    asked = read_scene_light(fields)
    light = {**around.light, **asked.moments}
    action = _read_action(fields, around, stage, world, (scene_id, own), tuple(light))
    title = fields.text("title") or title
    fields.done()
    scene = Scene(
        id=scene_id, title=title, set_id=stage.id if stage else "", world_id=world_id, length_s=length,
        people=action.people, props=action.props, beats=action.beats, set_ups=action.set_ups,
        cuts=action.cuts, lines=_lines_of(own, action, around), light=tuple(light.items()),
        framings=action.framings, place=place_of(root, sheet),
    )  # fmt: skip
    check_scene(scene, world, stage, sheet)
    if len(sheet.problems) > before or stage is None:
        return None
    return SceneRead(
        scene=scene,
        stage_set=stage,
        made=action.made,
        light=asked.asked(scene_id, root, fields, action.wishes),
    )


def _read_action(
    fields: Fields, around: Around, stage: StageSet | None, world: World | None, spoken: tuple[str, list[Line]],
    light: Sequence[str],
) -> _Action:  # fmt: skip
    sheet, before = fields.sheet, len(fields.sheet.problems)
    entries = read_camera_entries(fields)
    names = Names(
        people=around.people, props=around.props, stage_set=stage, lines=around.lines,
        light=tuple(dict.fromkeys((*light, *LIGHT))),
        cameras=tuple(key.text for key, node in entries if not is_shot(node)),
        shots=tuple(key.text for key, node in entries if is_shot(node)),
    )  # fmt: skip
    names = replace(names, marks=read_marks(fields, names))
    people, props = read_starts(fields, names)
    rough = read_rough_beats(fields.items("beats", MOST_BEATS) or (), sheet)
    beats = read_beats(rough, names)
    weight = world is not None and world.kind != "orbit"
    set_ups = read_set_ups(entries, names, sheet, around.package, weight=weight)
    set_ups, made = with_camera_props(set_ups, around.props)
    people = with_everybody(people, beats, set_ups)
    if len(sheet.problems) == before:
        # Asked only of a scene that is right so far: a beat that could not be read would be missed here again.
        beats = (*beats, *_unsaid(*spoken, beats, people, around, sheet))
        props = with_all_props(props, beats, people, set_ups, stage, sheet, fields.node)
    cueing = _cueing(cueing_of(rough, names), beats)
    scenery = Scenery(
        cueing=cueing,
        people=tuple(one.person for one in people),
        lenses=around.package.lenses_mm,
        weight=weight,
    )
    framings = read_shots(entries, scenery, sheet)
    cuts = read_cuts(fields.items("cuts", MOST_CUTS) or (), cueing, sheet)
    return _Action(
        people=people, props=props, beats=beats, set_ups=set_ups, framings=framings, cuts=cuts, made=made,
        wishes=(*beat_wishes(rough), *scenery.wishes, *camera_wishes(entries, sheet)),
    )  # fmt: skip


def _cueing(written: Cueing, beats: Sequence[Beat]) -> Cueing:
    """Cuts may also name the beats that nobody wrote: lines said of themselves."""
    moves = {beat.id: beat.intent.move for beat in beats}
    owners = {beat.id: beat.who for beat in beats}
    return replace(written, beats={**written.beats, **moves}, owners={**written.owners, **owners})


def _own_lines(numbers: Sequence[str], around: Around) -> list[Line]:
    """The lines that stand in the script under the first of these numbers that has any."""
    for number in numbers:
        found = [line for line in around.lines.values() if around.line_scenes[line.id] == number]
        if found:
            return found
    return []


def _unsaid(
    scene_id: str,
    lines: list[Line],
    beats: Sequence[Beat],
    people: Sequence[PersonStart],
    around: Around,
    sheet: Sheet,
) -> tuple[Beat, ...]:
    """Beats for lines of the scene that no beat says; a speaker who is not there is a mistake in the script."""
    said = {beat.intent.line for beat in beats}
    present = {start.person for start in people}
    speakers: dict[str, str] = {}
    for line in lines:
        speaker = speaker_of(line.character, around.people, around.called)
        if speaker in present and speaker is not None:
            speakers[line.id] = speaker
        elif line.id not in said:
            place = around.line_places[line.id]
            known = [name for person in present for name in around.called.get(person, (person,))]
            remedy = remedy_for(line.character.casefold(), known, name="there are")
            what = f"{line.character[:40]}, who says {line.id}, is not in scene {scene_id}"
            script = Sheet(file=place.file, problems=sheet.problems)
            where = Scalar(text="", line=place.line, column=1)
            script.wrong(where, what, f"{remedy} (or give {line.id} to a beat)", kind="speaker")
    return say_the_rest(lines, beats, speakers, around.line_places)


def _lines_of(own: list[Line], action: _Action, around: Around) -> tuple[Line, ...]:
    """The scene's own lines and all others that its beats and cuts name, in order of the script."""
    named = {line.id for line in own}
    for beat in action.beats:
        cues = (beat.start, beat.until)
        named |= {beat.intent.line or ""} | {cue.ref for cue in cues if cue is not None}
    named |= {cut.on.ref for cut in action.cuts if cut.on is not None}
    named |= {cue.ref for one in action.framings for cue in (one.begins, one.until) if cue is not None}
    return tuple(line for line in around.lines.values() if line.id in named)
