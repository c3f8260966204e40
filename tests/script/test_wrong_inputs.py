"""Each wrong input with its place and remedy, all through `offworld check`.

A row says what is changed in a film that is right: a file, the text that goes and the text that comes. A `‸` in the
text that comes is not written: it marks the place that the message must name. Without one, the message names the
file as a whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from offworld.cli.main import main
from offworld.flow.check import check_film

SCENE = "scenes/operation.yaml"
FILM = "film.yaml"
SCRIPT = "script.fountain"
PULL = "  - zhenya: pull along hatch.rim to table at 0.3 m/s\n"


class Row(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    what: str
    remedy: str


def beat(name: str, line: str, what: str, remedy: str) -> Row:
    """One more beat at the end of the list."""
    last = "  - zhenya [voice]: say L19 on light sunrise on zhenya's face\n"
    return Row(name, SCENE, last, f"{last}  - {line}\n", what, remedy)


def start(name: str, line: str, what: str, remedy: str) -> Row:
    """Another start line for anton."""
    return Row(
        name, SCENE, "  anton: operates camera A, held by dubrov by the feet\n", f"  {line}\n", what, remedy
    )


ROWS = [
    # ---- the text of a file
    Row("tab", SCENE, "  zhenya: both", "‸\t  zhenya: both", "a tab", "use spaces"),
    Row("second colon", SCENE, "at 0.3 m/s", "at 0.3 m/s now‸: yes", "a second ': '", "quotes"),
    Row("open bracket", SCENE, "cuts: [A, B on catch, A on L19]", "cuts: [A, B on catch", "'['", "close it"),
    Row("open quote", FILM, "title: The Base", "title: 'The Base", "a quote that is not closed", "close"),
    Row("depth", SCENE, "  - ivan [gaze]", " ‸- ivan [gaze]", "depth", "line it up"),
    Row("duplicate key", SCENE, "set: zvezda", "set: zvezda\n‸set: tunnel", "a second time", "keep one"),
    Row("anchor", SCENE, "set: zvezda", "set: ‸&here zvezda", "anchors and aliases", "write the thing out"),
    Row("tag", SCENE, "set: zvezda", "set: ‸!!python/object zvezda", "a tag", "quote"),
    Row("two documents", SCENE, "set: zvezda", "‸--- \nset: zvezda", "second document", "take '---' out"),
    Row("control character", SCENE, "set: zvezda", "set: zve‸\x07zda", "U+0007", "take it out"),
    Row("deep lists", SCENE, "set: zvezda", "set: " + "[" * 39 + "‸[" + "[" * 30, "inside each other", "flatter"),
    # ---- fields
    Row("unknown field", SCENE, "world: orbit", "world: orbit\n‸wrold: orbit", "no field 'wrold'", "'world'"),
    Row("no title", FILM, "title: The Base\n", "‸", "has no 'title'", "add 'title: "),
    Row("no scene number", SCENE, "scene: 7\n", "‸", "has no 'scene'", "add 'scene: 7'"),
    Row("bad scene number", SCENE, "scene: 7", "scene: ‸seven", "'seven' is no scene number", "12A"),
    Row("no set", SCENE, "set: zvezda\n", "", "has no 'set'", "add 'set: zvezda'"),
    Row("unknown set", SCENE, "set: zvezda", "set: ‸zvesda", "no set 'zvesda'", "zvezda"),
    Row("set out of folder", SCENE, "set: zvezda", "set: ‸../zvezda", "cannot be the name of a set", "letters"),
    Row("unknown world", SCENE, "world: orbit", "world: ‸orbti", "no world 'orbti'", "'orbit'"),
    Row("bad rate", FILM, "24000/1001", "‸fast", "no frame rate", "24000/1001"),
    Row("rate zero", FILM, "24000/1001", "‸24/0", "no frame rate", "24000/1001"),
    Row("bad aspect", FILM, "2.39", "‸wide", "no aspect", "16:9"),
    Row("aspect too wide", FILM, "2.39", "‸9.5", "no aspect", "from 1 to 4"),
    Row("beeps loud", FILM, "aspect: 2.39", "aspect: 2.39\nbeeps: ‸loud", "neither true nor false", "write true"),
    Row("title a list", FILM, "title: The Base", "title: ‸[The, Base]", "must be a text", "one line"),
    Row("people a list", FILM, "people:\n", "people: ‸[]\nwas:\n", "must be a mapping", "name: …"),
    Row("length negative", SCENE, "set: zvezda", "set: zvezda\nlength: ‸-3 s", "not from 0.5", "between"),
    Row("length nan", SCENE, "set: zvezda", "set: zvezda\nlength: ‸nan s", "is not a number", "ms, min"),
    Row("length inf", SCENE, "set: zvezda", "set: zvezda\nlength: ‸.inf", "is not a number", "ms, min"),
    Row("length unit", SCENE, "set: zvezda", "set: zvezda\nlength: ‸3 sec", "no unit of time", "ms, min"),
    Row("seed not whole", FILM, "seed: 7", "seed: ‸7.5", "whole number", "write it so"),
    # ---- people and props
    Row("markup in name", FILM, "  ivan:", "  ‸<b>ivan</b>:", "cannot be the name of a person", "small letters"),
    Row("name climbs", FILM, "  ivan:", "  ‸../ivan:", "cannot be the name of a person", "small letters"),
    Row("name is a word", FILM, "  ivan:", "  ‸across:", "word of the language", "choose another"),
    Row("no sex", FILM, "{sex: male, stature: 1.78 m", "‸{stature: 1.78 m", "ivan has no 'sex'", "add 'sex: "),
    Row("unknown sex", FILM, "sex: female", "sex: ‸femal", "no sex of zhenya", "'female'"),
    Row("absurd mass", FILM, "58 kg", "‸5800 kg", "not from 30 to 200 kg", "between"),
    Row("absurd stature", FILM, "1.68 m,", "‸168 m,", "not from 1.2 to 2.3 m", "between"),
    Row("mass in metres", FILM, "58 kg", "‸58 m", "no unit of mass", "kg"),
    Row("unknown suit", FILM, "suit: orange", "suit: ‸ornage", "no suit of zhenya", "'orange'"),
    Row("person not a mapping", FILM, "{sex: female, stature: 1.68 m, mass: 58 kg, suit: orange}", "‸female",
        "must be a mapping", "name: value"),
    Row("prop size", FILM, "[0.012, 0.012, 0.15]", "‸[0.012, 0.15]", "three lengths", "[0.1 m"),
    Row("prop shape", FILM, "shape: cylinder", "shape: ‸cilinder", "no shape of scalpel", "'cylinder'"),
    Row("prop weightless", FILM, "mass: 40 g", "mass: ‸0 g", "not from 0.001", "between"),
    Row("prop inertia", FILM, "mass: 40 g}", "mass: 40 g, inertia: ‸[1, 1, 9]}", "no solid has the inertia",
        "three moments"),
    Row("prop is a person", FILM, "  scalpel:", "  ‸ivan:", "is a person already", "another name"),
    # ---- profiles
    Row("profile of nobody", FILM, "suit: orange", "suit: orange, profile: ‸frist days", "no profile 'frist days'",
        "'first days'"),
    Row("profile built in", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  ‸first-days: {lag: 1 s}",
        "profile 'first days' is built in", "its own name"),
    Row("profile twice", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {lag: 1 s}\n  ‸day-two: {lag: 1 s}",
        "profile 'day two' is there already", "its own name"),
    Row("profile name", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  ‸../calm: {lag: 1 s}",
        "cannot be the name of a profile", "small letters"),
    Row("profile like none", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {like: ‸day three}",
        "no profile 'day three'", "profiles"),
    Row("profile field", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {‸lagg: 1 s}", "no field 'lagg'",
        "'lag'"),
    Row("profile unit", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {lag: ‸1 m}", "no unit of time",
        "ms"),
    Row("profile share", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {speed: ‸fast}", "is no share",
        "12 %"),
    Row("profile nan", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {speed: ‸nan}", "speed nan",
        "between"),
    Row("profile beyond", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {speed: ‸120 %}",
        "not from 0 to 1", "between"),
    Row("profile no value", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: {lag: ‸{source: x}}",
        "has no 'value'", "0.35 s"),
    Row("profile long source", FILM, "aspect: 2.39",
        f"aspect: 2.39\nprofiles:\n  day two: {{source: ‸{'x' * 201}}}", "201 characters", "at most 200"),
    Row("profile no mapping", FILM, "aspect: 2.39", "aspect: 2.39\nprofiles:\n  day two: ‸steady",
        "must be a mapping", "name: value"),
    # ---- times of the crew
    Row("times field", FILM, "aspect: 2.39", "aspect: 2.39\ntimes: {‸stap: 40 s}", "the times has no field 'stap'",
        "'strap'"),
    Row("times standing still", FILM, "aspect: 2.39", "aspect: 2.39\ntimes: {fly: ‸0 m/s}", "not from 0.02 to 2 m/s",
        "between"),
    Row("times unit", FILM, "aspect: 2.39", "aspect: 2.39\ntimes: {strap: ‸40 m}", "no unit of time", "ms"),
    Row("times a list", FILM, "aspect: 2.39", "aspect: 2.39\ntimes: ‸[40 s]", "must be a mapping", "name: value"),
    # ---- worlds
    Row("world built in", FILM, "  flight: {", "  ‸orbit: {", "built in", "its own name"),
    Row("world kind", FILM, "kind: parabola", "kind: ‸parabolla", "no kind", "'parabola'"),
    Row("flight order", FILM, "begins at: -2 s",
        "flight: [{time: 1 s, load: 1, pitch rate: 0}, ‸{time: 0 s, load: 1, pitch rate: 0}]",
        "not later than the one before", "order"),
    Row("field of another world", FILM, "begins at: -2 s", "‸mean motion: 0.001", "no field", "fields"),
    # ---- which scenes
    Row("unknown scene file", FILM, "[operation]", "[‸operaton]", "no file scenes/operaton", "'operation'"),
    Row("scene out of folder", FILM, "[operation]", "[‸../operation]", "name of a scene file", "without folder"),
    Row("scene twice", FILM, "[operation]", "[operation, ‸operation]", "listed twice", "keep one"),
    # ---- start lines
    Row("start of nobody", SCENE, "  ivan: left", "  ‸ivna: left", "called 'ivna'", "'ivan'"),
    Row("unknown fitting", SCENE, "on hatch.rim, up", "on ‸hatch.rin, up", "called 'hatch.rin'", "'hatch.rim'"),
    Row("strapped to a rail", SCENE, "strapped to the table", "strapped to ‸rail.s1", "strapped to 'rail.s1'", "table"),
    start("limb twice", "anton: ‸left foot in loop.1, left foot in loop.2", "in two places", "keep one"),
    start("unknown camera", "anton: operates camera ‸C", "no camera 'C'", "A, B"),
    start("wrong operator", "anton: ‸operates camera B", "fixed", "by: anton"),
    start("held by oneself", "anton: ‸held by anton by the feet", "another person is needed", "keep one"),
    start("up twice", "anton: floating at mark.middle, up +z, ‸up +x", "a second up", "keep one"),
    start("no direction", "anton: floating at mark.middle, up ‸[0, 0, 0]", "no direction", "+x"),
    start("too fast a drift", "anton: floating at mark.middle, drifting at ‸30 m/s along +x", "0 to 5 m/s", "between"),
    start("standing", "anton: ‸standing", "nobody stands or walks yet", "strapped, seated or held"),
    start("start ends early", "anton: both hands on‸", "ends too early", "a name"),
    start("start misspelt", "anton: ‸floatign at mark.middle", "'floatign'", "'floating'"),
    start("unknown part", "scalpel: in zhenya's ‸left knee", "holds no prop", "which hand"),
    start("prop nowhere", "scalpel: ‸drifting at 0.1 m/s along +x", "either in a hand or at one place", "stuck to"),
    Row("hand holds two", SCENE, "  anton: op", "  scalpel: ‸in zhenya's right hand\n  anton: op",
        "holds hatch.rim and scalpel", "other hand"),
    Row("not on the ground", SCENE, "world: orbit", "world: moon", "nobody stands or walks yet", "orbit"),
    # ---- beats: the language
    beat("unknown move", "ivan: ‸puull along rail.s2", "'puull'", "'pull'"),
    beat("walk", "ivan: ‸walk to table", "nobody stands or walks yet", "strapped, seated or held"),
    beat("turn up", "ivan: turn ‸up by 5°", "does not go up", "left"),
    beat("turn how far", "ivan: ‸turn left", "needs 'by ANGLE'", "turn left by 90°"),
    beat("turn which way", "ivan: ‸turn by 20°", "needs 'left, right", "turn left by 90°"),
    beat("turn bare", "ivan: turn left by ‸20", "not understood", "° for an angle"),
    beat("face how far", "ivan: turn to face zhenya ‸by 20°", "says how far already", "take the angle out"),
    beat("face forward", "ivan: turn ‸forward to face zhenya", "left or right to face", "which way round"),
    beat("no person", "‸ivna: look at zhenya", "no person 'ivna'", "'ivan'"),
    beat("unknown channel", "ivan [left ‸leg]: hold rail.s2", "'leg'", "foot"),
    beat("wrong channel", "ivan [voice]: ‸hold rail.s2", "not done with voice", "left hand"),
    beat("nothing to do", "‸ivan:", "nothing to do", "move"),
    beat("not a beat", "‸ivan looks at zhenya", "no beat", "who: move"),
    beat("two lines in one", "‸{ivan: drift, zhenya: drift}", "no beat", "one line a beat"),
    beat("unknown target", "ivan: look at ‸zhenia", "called 'zhenia'", "'zhenya'"),
    beat("unknown body part", "ivan: look at zhenya's ‸nose", "'nose'", "face"),
    beat("no nearest", "ivan: hold nearest ‸window", "no nearest 'window'", "rail, loop, handhold"),
    beat("no unit", "ivan: pull along rail.s2 at ‸0.3 after give", "'0.3'", "m/s"),
    beat("unknown unit", "ivan: pull along rail.s2 at ‸0.3 knots after give", "'0.3'", "m/s"),
    beat("too fast", "ivan: pull along rail.s2 at ‸30 m/s after give", "not from 0.001 to 5 m/s", "between"),
    beat("backwards", "ivan: pull along rail.s2 at ‸-0.3 m/s after give", "not from 0.001 to 5 m/s", "between"),
    beat("negative duration", "patient: convulse for ‸-2 s at 50 s", "not from 0.01", "between"),
    beat("missing rail", "ivan: ‸pull to table at 0.3 m/s after give", "'pull' needs 'along RAIL'", "for example"),
    beat("alien argument", "ivan: look at zhenya ‸along rail.s2", "does not take 'along RAIL'", "at THING"),
    beat("said twice", "ivan: pull along rail.s2 at 0.3 m/s ‸at 0.4 m/s after give", "a second speed", "keep one"),
    beat("two starts", "ivan: hold rail.s2 on L12 ‸after give", "a second start", "keep one"),
    beat("cue in else", "ivan: hold rail.s2 on L12, else hold rail.s3 ‸after give", "no cue of its own", "take it out"),
    beat("unknown beat", "ivan: hold rail.s2 after ‸gvie", "called 'gvie'", "'give'"),
    beat("unknown line", "ivan: hold rail.s2 on ‸L91", "no line L91", "L19"),
    beat("unknown word", 'ivan: hold rail.s2 on word ‸"were" in L12', "no word 'were'", "'where'"),
    beat("unknown light", "ivan: hold rail.s2 on light ‸sunrice", "called 'sunrice'", "'sunrise'"),
    beat("say no line", "ivan: say ‸zhenya at 50 s", "followed by a line", "L12"),
    beat("line said again", "‸ivan: say L19 at 60 s", "L19 is said a second time", "said once"),
    beat("unknown prop", "ivan: take ‸scalple after give", "no prop 'scalple'", "'scalpel'"),
    beat("give to a rail", "ivan: give scalpel to ‸rail.s2 after give", "only a person", "release"),
    beat("feet are two", "ivan: catch zhenya by the ‸feet after give", "'feet' are two", "left foot"),
    beat("part of a rail", "ivan: catch rail.s2 by the ‸left ankle after give", "has no left ankle", "person"),
    beat("owner twice", "‸ivan, ivan: drift at 50 s", "named twice", "once"),
    beat("who lies", "zhenya, ivan: stay face to face, ‸anton across, at 50 s", "no owner", "zhenya, ivan"),
    beat("label twice", "go = ivan: drift at 50 s\n  - ‸go = ivan: drift at 60 s", "beats are called 'go'", "label"),
    beat("too long a line", "ivan: ‸hold " + "nearest rail " * 60, "characters", "split it"),
    beat("strapped mover", "‸patient: drift at 50 s", "is strapped", "start line"),
    # ---- beats as mappings
    beat("mapping without who", "‸{move: drift}", "no 'who'", "who: zhenya"),
    beat("mapping unknown move", "{who: ivan, move: ‸glide}", "no move 'glide'", "'give'"),
    beat("mapping bad clause", "{who: ivan, move: hold, target: ‸rail.s99, on: L12}", "called 'rail.s99'", "rail.s"),
    beat("mapping unknown field", "{who: ivan, move: drift, ‸hwo: ivan}", "no field 'hwo'", "'who'"),
    # ---- clashes and cycles
    beat("same cue", '‸ivan: look at anton on word "where" in L12', "claims the gaze of ivan", "until"),
    beat("no cue after a state", "‸ivan: look at anton", "'look' has it", "until"),
    beat("times overlap", "zhenya [left hand]: hold rail.s2 at 50 s until 58 s\n"
         "  - ‸zhenya [left hand]: hold rail.s3 at 54 s until 60 s", "their times overlap", "until"),
    beat("bodies overlap", "ivan: drift at 50 s until 60 s\n  - ‸ivan: stay near zhenya at 55 s until 70 s",
         "their times overlap", "until"),
    beat("voice overlaps", "ivan: say L13 at 1 s\n  - ‸ivan: say L18 at 1.5 s",
         "claims the voice of ivan", "until"),
    beat("lines overlap", "‸ivan: stay near anton from L14 to L18", "their times overlap", "until"),
    beat("waits for itself", "x = ivan: drift ‸after x", "waits for itself", "another cue"),
    beat("cycle", "x = ivan: drift ‸after y\n  - y = dubrov: drift after x", "x → y → x", "another cue"),
    beat("cycle through an end", "z = dubrov: drift ‸after w\n  - w = dubrov [gaze]: look at ivan on z until z ends",
         "z → w → z", "another cue"),
    # ---- cameras and cuts
    Row("camera name", SCENE, "  A: {lens", "  ‸a: {lens", "name of a camera", "capital letter"),
    Row("no lens", SCENE, "B: {lens: 35 mm, ", "B: ‸{", "has no 'lens'", "25 mm"),
    Row("lens not packed", SCENE, "lens: 35 mm", "lens: ‸40 mm", "not in the lens package", "25 mm, 35 mm"),
    Row("camera nowhere", SCENE, "at: rail.s4 + [0, 0, 0.3], ", "", "neither 'at' a place", "by:"),
    Row("camera twice placed", SCENE, "by: anton,", "by: anton, at: mark.middle,", "both 'at' a place", "one of"),
    Row("nothing to look at", SCENE, "looks at: ivan's eyes, ", "", "nothing to look at", "looks at"),
    Row("camera by nobody", SCENE, "by: anton", "by: ‸antn", "no person 'antn'", "'anton'"),
    Row("unknown up", SCENE, "up: set", "up: ‸sett", "nobody's up", "'set'"),
    Row("no gravity", SCENE, "up: set", "up: ‸gravity", "no gravity", "up: set"),
    Row("no camera prop", SCENE, "by: anton,", "by: anton, prop: ‸scalpel,", "is no camera", "camera: true"),
    Row("cut to no camera", SCENE, "B on catch", "‸C on catch", "no camera C", "A, B"),
    Row("cut without cue", SCENE, "B on catch", "‸B", "only the first cut", "B on L12"),
    Row("first cut with cue", SCENE, "cuts: [A, ", "cuts: [A ‸on L12, ", "from the start", "begin with"),
    Row("first cut turning", SCENE, "cuts: [A, ", "cuts: [A ‸turning, ", "no picture is before", "camera alone: A"),
    Row("cut touches", SCENE, "B on catch", "B on ‸contact with ivan", "no body of its own", "name both"),
    # ---- the script
    Row("line twice", SCRIPT, "[[L13]]", "[[L12]]", "two lines are called L12", "another id"),
    Row("speaker not there", SCRIPT, "IVAN\n[[L13]]", "HOUSTON\n‸[[L13]]", "HOUSTON, who says L13", "give L13"),
]  # fmt: skip


def change(film: Path, row: Row) -> tuple[int, int] | None:
    """Makes the change; returns line and column of its mark."""
    path = film / row.file
    text = path.read_text(encoding="utf-8")
    assert text.count(row.old) >= 1, "the row no longer fits the film"
    text = text.replace(row.old, row.new, 1)
    place = None
    if "‸" in text:
        before, after = text.split("‸")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        text = before + after
    path.write_text(text, encoding="utf-8")
    return place


def test_the_film_that_is_changed_is_right(base_film):
    assert check_film(base_film) == ()


def test_there_are_at_least_sixty_kinds():
    assert len({row.name for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_wrong_input_is_named_with_place_and_remedy(base_film, row):
    place = change(base_film, row)
    problems = check_film(base_film)
    told = "\n".join(map(str, problems))
    fitting = [problem for problem in problems if row.what in problem.what and row.remedy in problem.remedy]
    assert fitting, told
    if place is not None:
        assert place in [(problem.line, problem.column) for problem in fitting], told
        assert fitting[0].file == row.file
    assert all(problem.kind for problem in problems)


HOSTILE = {
    "not utf-8": (SCENE, b"scene: \xff7", "not UTF-8"),
    "empty": (SCENE, b"", "is empty"),
    "only a comment": (FILM, b"# nothing\n", "is empty"),
    "a list": (FILM, b"- title\n", "must hold"),
    "a text": (FILM, b"title\n", "must hold"),
    "too large": (SCENE, b"# " + b"x" * 1_000_001, "larger than"),
    "a million beats": (SCENE, b"beats:\n" + b"  - zhenya: drift\n" * 1_000_000, "larger than"),
    "too many beats": (SCENE, b"scene: 7\nbeats:\n" + b"- ivan: drift\n" * 5000, "at most 400"),
    "alias bomb": (SCENE, b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", "anchors and aliases"),
    "recursive alias": (SCENE, b"a: &a [*a]\n", "anchors and aliases"),
    "binary": (SCENE, bytes(range(256)), "is not UTF-8"),
    "zeros": (SCENE, bytes(100), "is no text"),
    "script not utf-8": (SCRIPT, b"\xff\xfe\x00", "not UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_quickly(base_film, name):
    file, content, what = HOSTILE[name]
    (base_film / file).write_bytes(content)
    problems = check_film(base_film)
    assert any(what in problem.what and problem.file == file for problem in problems), problems


def test_no_film_is_said_so(tmp_path):
    assert "is no folder" in check_film(tmp_path / "none")[0].what
    (tmp_path / "film.yaml").mkdir()
    assert "is not there" in check_film(tmp_path)[0].what


def test_links_do_not_lead_out_of_the_folder(base_film, tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: 1\n")
    for file in (SCENE, SCRIPT, FILM):
        (base_film / file).unlink()
        (base_film / file).symlink_to(outside)
        told = [problem.what for problem in check_film(base_film)]
        assert f"{file} leads out of the film folder" in told


def test_a_film_without_scenes_is_said_so(base_film):
    (base_film / SCENE).unlink()
    film = base_film / FILM
    film.write_text(film.read_text().replace("scenes: [operation]\n", ""))
    assert check_film(base_film)[0].what == "the film has no scene"


def test_two_scenes_with_one_number_and_a_bad_file_name_are_named(base_film):
    film = base_film / FILM
    film.write_text(film.read_text().replace("scenes: [operation]\n", ""))
    scene = (base_film / SCENE).read_text()
    (base_film / "scenes" / "again.yaml").write_text(scene)
    (base_film / "scenes" / "Bad name.yaml").write_text(scene)
    told = {problem.kind for problem in check_film(base_film)}
    assert told == {"duplicate-scene", "bad-name"}


def test_a_sound_that_is_none_is_named(base_film):
    (base_film / "sounds").mkdir()
    (base_film / "sounds" / "L12.wav").write_bytes(b"RIFF....")
    (problem,) = check_film(base_film)
    assert (problem.file, problem.kind) == ("sounds/L12.wav", "bad-sound")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(base_film, capsys):
    for row in ROWS:
        if row.name in {"bad rate", "unknown world", "unknown fitting", "unknown move", "no lens"}:
            change(base_film, row)
    problems = check_film(base_film)
    places = [(problem.file != FILM, problem.line) for problem in problems]
    assert places == sorted(places)
    assert len(problems) >= 5
    assert main(["check", str(base_film)]) == 2
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert f"{len(problems)} mistakes" in told.out
