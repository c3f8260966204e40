from __future__ import annotations

import wave
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.film.blocking import Cue
from offworld.media.sound import SOUND_RATE, beep
from offworld.picture.animatic import animatic, draft
from offworld.picture.frames import Quality

RATE = Fraction(25)
SMALL = Quality(height=32, samples=0)
MS = SOUND_RATE // 1000


def heard(path):
    """The sound of a file as players hear it (the coder's run-in is left out by the file's own edit list)."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        length = stream.duration * stream.time_base * SOUND_RATE
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    return sound[: int(length)], length


def place(sound, piece):
    return int(np.argmax(np.correlate(sound, piece, mode="valid")))


@pytest.fixture
def cued(take):
    """The take with a beat at 0.7 s that somebody must be told of, and one within reach that they see."""
    scene = take.rehearsal.scene
    drift, catch = scene.beats
    beats = (replace(drift, start=Cue(kind="time", delay_s=0.7)), replace(catch, start=Cue(kind="reach")))
    outcomes = (replace(take.outcomes[0], start=700), replace(take.outcomes[1], start=200))
    rehearsal = replace(take.rehearsal, scene=replace(scene, beats=beats))
    return replace(take, rehearsal=rehearsal, outcomes=outcomes, lines=((100, "L12"),))


def scratch(path):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(24000)
        file.writeframes((9000 * np.sign(np.sin(np.arange(4800) / 5))).astype("<i2").tobytes())
    return path


def test_a_beep_and_a_line_are_heard_at_their_ticks(cued, tmp_path):
    path = animatic(
        cued, tmp_path / "a.mp4", RATE, quality=SMALL, sounds={"L12": scratch(tmp_path / "l.wav")}
    )
    sound, length = heard(path)
    assert length == cued.length * MS
    assert abs(place(sound[400 * MS :], beep()) + 400 * MS - 700 * MS) <= MS
    loud = np.nonzero(np.abs(sound) > 0.1)[0]
    assert abs(int(loud[0]) - 100 * MS) <= MS
    # Nothing else: quiet between the line's end (300 ms) and the beep, and after it.
    assert np.abs(sound[330 * MS : 690 * MS]).max() < 0.01
    assert np.abs(sound[800 * MS :]).max() < 0.01


def test_beeps_can_be_switched_off_and_silence_is_as_long_as_the_take(cued, tmp_path):
    sound, length = heard(animatic(cued, tmp_path / "a.mp4", RATE, quality=SMALL, beeps=False))
    assert length == cued.length * MS
    assert not np.any(sound)


def test_a_scene_without_lines_or_cues_is_silent(take, tmp_path):
    bare = replace(take, lines=(), outcomes=())
    sound, length = heard(animatic(bare, tmp_path / "a.mp4", Fraction(24000, 1001), quality=SMALL))
    assert length == bare.length * MS
    assert not np.any(sound)


def test_a_draft_from_a_moment_beeps_at_the_same_moment_of_the_scene(cued, tmp_path):
    sound, length = heard(draft(cued, tmp_path / "late.mp4", RATE, begin=400))
    assert length == (cued.length - 400) * MS
    assert abs(place(sound, beep()) - 300 * MS) <= MS
    after, _ = heard(draft(cued, tmp_path / "after.mp4", RATE, begin=720))
    assert not np.any(after)


def test_a_broken_recording_stops_the_animatic_with_a_remedy(cued, tmp_path):
    path = scratch(tmp_path / "l.wav")
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(FilmError, match="cut short") as caught:
        animatic(cued, tmp_path / "a.mp4", RATE, quality=SMALL, sounds={"L12": path})
    assert "leave the recording out" in str(caught.value)
    assert not (tmp_path / "a.mp4").exists()
