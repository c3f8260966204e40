from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import wave
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from offworld.errors import FilmError
from offworld.film.basic import Place
from offworld.flow.answer import PROGRESS
from offworld.flow.files import digest_files
from offworld.flow.kept import read_stills
from offworld.flow.make import make_film
from offworld.flow.rehearse import rehearse_scene
from offworld.flow.steps import animatic, read, stills
from offworld.media.probe import video_facts
from offworld.picture.filament import vulkan
from offworld.store.take import read_take, write_take

FAST = "1.2 s"
"""Length of the scene: as short as all stages still have something to do."""


def outputs(film):
    found = digest_files(film / "out")
    return {name: content for name, content in found.items() if not name.startswith((".lock", "cache/"))}


@pytest.fixture(scope="module")
def made(real, tmp_path_factory):
    film = write_film(real, tmp_path_factory.mktemp("real") / "film")
    return film, make_film(film, workers=2)


def write_film(real, folder):
    """A film of one short scene in which a recorded line is said."""
    film = real.short_film(folder, FAST)
    real.edit(film, "say L1 at 2 s", "say L1 at 0.2 s")
    (film / "sounds").mkdir()
    with wave.open(str(film / "sounds" / "L1.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(range(250)) * 16)
    return film


def test_a_film_is_made_to_its_page(made):
    film, answer = made
    assert answer.made == (film / "out" / "index.html",)
    assert set(outputs(film)) >= {
        "index.html",
        *(
            f"scenes/1/{name}"
            for name in (
                "index.html", "animatic.mp4", "captions.vtt", "frames/01.jpg", "verdict.json", "audit.json",
                "take/take.json", "take/arrays.npz", "take/stream.npz", "take3d.js", "cards/index.html",
                "cards/plan.ru.html",
            )
        ),
    }  # fmt: skip
    assert answer.data["scenes"][0]["scene"] == "1"
    assert "Scene 1 — The meeting, 1.2 s: " in answer.text


def test_the_animatic_has_the_exact_rate_and_length(made):
    film, _ = made
    facts = video_facts(film / "out" / "scenes" / "1" / "animatic.mp4")
    assert facts.rate == 24
    assert facts.frames == 29
    assert facts.height == 540
    assert facts.sound
    assert [caption.start for caption in facts.captions] == [200]


def test_every_link_of_the_pages_leads_to_a_file(made):
    film, _ = made
    scene = film / "out" / "scenes" / "1"
    for page in (film / "out" / "index.html", scene / "index.html", *scene.glob("cards/*.html")):
        links = re.findall(r'(?:href|src)="([^"#:]+)"', page.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (page.parent / unquote(link)).resolve().is_file()] == []


def test_the_take_says_what_it_was_made_with(made):
    film, _ = made
    head = json.loads((film / "out/scenes/1/take/take.json").read_text())
    assert set(head["digests"]) == {"rehearsal", "code", "libraries", "processor"}


def test_a_comment_or_an_inserted_blank_line_makes_nothing_anew(made, tmp_path):
    film = shutil.copytree(made[0], tmp_path / "film")
    before = outputs(film)
    for path in [film / "film.yaml", *film.glob("scenes/*.yaml")]:
        path.write_text("# a comment\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    answer = make_film(film, workers=2)
    assert answer.data["made"] == {"": ["read"], "1": []}
    assert outputs(film) == before


UNCHANGED = """
import sys
from offworld.cli.main import main
code = main(["make", sys.argv[1], "--quality", "draft"])
heavy = {"mujoco", "numpy", "scipy", "av", "lark", "ruamel", "msgspec", "PIL"}
print(code, sorted(heavy & set(sys.modules)), sorted(m for m in sys.modules if m.startswith("offworld.")
    and m.split(".")[1] not in {"cli", "flow", "errors"}))
"""


def test_with_nothing_changed_no_stage_is_imported(made):
    film, _ = made
    before = outputs(film)
    run = subprocess.run(
        [sys.executable, "-c", UNCHANGED, str(film)], capture_output=True, text=True, check=True
    )
    assert "Nothing has changed." in run.stdout
    assert run.stdout.splitlines()[-1] == "0 [] []"
    assert outputs(film) == before


def test_a_harmed_picture_is_found_and_drawn_again_to_the_same_bytes(made, tmp_path):
    film = shutil.copytree(made[0], tmp_path / "film")
    before = outputs(film)
    # A copied folder has no links, so both the picture and what is kept of it must be harmed.
    for path in (film / "out/scenes/1/frames/01.jpg", *film.glob("out/cache/stills/*/files/01.jpg")):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    answer = make_film(film, workers=1)
    assert answer.data["made"] == {"": [], "1": ["stills"]}
    assert outputs(film) == before


def test_pictures_of_final_quality_take_the_place_of_drafts_and_give_it_back(made, tmp_path, monkeypatch):
    if why := vulkan.missing():
        pytest.skip(f"no Vulkan here ({why}); {vulkan.COMMAND}")
    film = shutil.copytree(made[0], tmp_path / "film")
    before = outputs(film)
    answer = make_film(film, workers=2, quality="final")
    assert set(answer.data["made"]["1"]) >= {"animatic", "stills", "page"}
    assert "take" not in answer.data["made"]["1"]
    after = outputs(film)
    assert after["scenes/1/animatic.mp4"] != before["scenes/1/animatic.mp4"]
    facts = video_facts(film / "out/scenes/1/animatic.mp4")
    assert (facts.frames, facts.height) == (29, 540)
    assert make_film(film, workers=2, quality="draft").data["made"] == {"": [], "1": []}
    assert outputs(film) == before


def test_where_final_quality_cannot_be_had_drafts_are_drawn_with_a_word(made, monkeypatch):
    monkeypatch.setattr(vulkan, "missing", lambda: "there is no Vulkan")
    told = []
    monkeypatch.setattr(PROGRESS, "info", lambda text, *parts: told.append(text % parts))
    before = outputs(made[0])
    answer = make_film(made[0], workers=1, quality="final")
    assert answer.data["made"] == {"": [], "1": []}
    assert outputs(made[0]) == before
    assert any(
        "drawn plainly, because there is no Vulkan" in line and vulkan.COMMAND in line for line in told
    )


def test_rehearsing_tells_what_was_found_and_leaves_a_copy(made, tmp_path):
    film = shutil.copytree(made[0], tmp_path / "film")
    answer = rehearse_scene(film, "1")
    assert answer.made == (film / "out/scenes/1/take",)
    assert "Scene 1 — The meeting" in answer.text
    assert answer.data["trusted"] is True
    copy = tmp_path / "copy"
    rehearse_scene(film, "1", out=copy)
    assert rehearse_scene(film, "1", out=copy).made == (copy,)
    assert digest_files(copy) == digest_files(film / "out/scenes/1/take")
    assert read_take(copy).rehearsal.scene.id == "1"


def test_rehearsing_does_not_write_over_other_things(made, tmp_path):
    film, _ = made
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(FilmError, match="no take"):
        rehearse_scene(film, "1", out=tmp_path / "mine")
    with pytest.raises(FilmError, match="there is no scene '9'"):
        rehearse_scene(film, "9")


def test_mistakes_in_a_film_are_told_and_nothing_is_made(real, tmp_path):
    film = real.short_film(tmp_path / "film")
    real.edit(film, "mira: pull", "mirra: pull")
    with pytest.raises(FilmError, match="mirra"):
        make_film(film)
    assert outputs(film) == {}


def test_a_take_without_a_single_frame_has_no_picture(made, tmp_path):
    film, _ = made
    take = dataclasses.replace(read_take(film / "out/scenes/1/take"), length=0)
    write_take(take, tmp_path / "take")
    settings = next(film.glob("out/cache/read/*/files/settings.json"))
    given = {"take": tmp_path / "take", "settings": settings, "sounds": tmp_path / "none"}
    for stage in (animatic, stills):
        (tmp_path / stage.__name__).mkdir()
        stage.make(given, tmp_path / stage.__name__)
    assert list((tmp_path / animatic.__name__).iterdir()) == []
    assert read_stills(tmp_path / stills.__name__) == ()


def test_a_recording_must_lie_in_the_film(tmp_path):
    (tmp_path / "film").mkdir()
    (tmp_path / "secret.wav").write_bytes(b"RIFF")
    for name in ("../secret.wav", "none.wav", str(tmp_path / "secret.wav")):
        with pytest.raises(FilmError, match="no recording"):
            read.copy_sound(tmp_path / "film", name, tmp_path / "out.wav")
    assert not (tmp_path / "out.wav").exists()


@pytest.mark.parametrize("number", ["", "..", "a/b", "/etc", ".hidden", "x" * 40, "1\n"])
def test_a_scene_whose_number_cannot_name_a_folder_is_refused(number):
    scene = SimpleNamespace(id=number, place=Place(file="scenes/x.yaml", line=1, column=8))
    with pytest.raises(FilmError, match=r"scenes/x\.yaml:1:8: a scene cannot be numbered"):
        read.check_numbers(SimpleNamespace(scenes=(scene,)))


def kill_often(film, whole, kills, seed):
    """Kills `offworld make` at random moments; after each few, a whole run must give the same bytes."""
    command = [sys.executable, "-m", "offworld", "make", "--quiet", "--workers", "2", "--quality", "draft"]
    wanted = outputs(whole)
    moments = random.Random(seed)
    cut_short = 0
    begun = time.monotonic()
    assert subprocess.run([*command, str(film)], stdout=subprocess.DEVNULL, check=False).returncode == 0
    lasts = time.monotonic() - begun
    assert outputs(film) == wanted
    shutil.rmtree(film / "out")
    for number in range(1, kills + 1):
        with subprocess.Popen([*command, str(film)], stdout=subprocess.DEVNULL) as run:
            time.sleep(moments.uniform(0.05, lasts))
            run.kill()
            cut_short += run.wait() != 0
        if number % 3 == 0:
            assert (
                subprocess.run([*command, str(film)], stdout=subprocess.DEVNULL, check=False).returncode == 0
            )
            assert outputs(film) == wanted
            shutil.rmtree(film / "out")
    assert cut_short > kills // 3


def test_a_killed_make_goes_on_to_the_same_bytes(made, real, tmp_path):
    kill_often(write_film(real, tmp_path / "film"), made[0], kills=3, seed=11)


@pytest.mark.slow
@pytest.mark.skipif("OFFWORLD_LONG" not in os.environ, reason="takes many minutes: set OFFWORLD_LONG=1")
def test_fifty_killed_makes_go_on_to_the_same_bytes(made, real, tmp_path):
    kill_often(write_film(real, tmp_path / "film"), made[0], kills=50, seed=12)
