from __future__ import annotations

import wave
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from offworld.errors import FilmError
from offworld.media.probe import picture_at, video_facts
from offworld.picture import lettering
from offworld.picture.animatic import animatic, captions, draft
from offworld.picture.frames import Camera, Quality, frames, slate, speech
from offworld.picture.keyframes import MOST, key_frames, moments
from offworld.picture.shots import shots
from offworld.timecode import frames_in

RATE = Fraction(25)
SMALL = Quality(height=90, samples=0)


def test_a_draft_is_half_the_rate_and_as_long_as_the_take(take, tmp_path):
    facts = video_facts(draft(take, tmp_path / "draft.mp4", RATE))
    assert facts.rate == Fraction(25, 2)
    assert facts.frames == frames_in(take.length, Fraction(25, 2)) == 15
    assert facts.duration == Fraction(6, 5)
    assert facts.timecode == "00:00:00:00"
    assert facts.sound
    assert list(tmp_path.iterdir()) == [tmp_path / "draft.mp4"]


def test_a_draft_from_a_moment_is_what_the_whole_shows_from_there(take, tmp_path):
    whole = list(frames(take, RATE, quality=SMALL))
    late = list(frames(take, RATE, quality=SMALL, begin=600))
    assert len(late) == len(whole) - 15
    assert np.array_equal(late[3], whole[18])
    facts = video_facts(draft(take, tmp_path / "late.mp4", RATE, begin=400))
    assert facts.timecode == "00:00:00:05"
    assert facts.captions[0].start == 100


def test_the_same_take_gives_the_same_bytes_at_a_broken_rate(take, tmp_path):
    rate = Fraction(24000, 1001)
    one = animatic(take, tmp_path / "one.mp4", rate, quality=SMALL)
    two = animatic(take, tmp_path / "two.mp4", rate, quality=SMALL)
    assert one.read_bytes() == two.read_bytes()
    facts = video_facts(one)
    assert facts.rate == rate
    assert facts.frames == 29
    assert facts.duration == Fraction(29) / rate
    assert (facts.width, facts.height, facts.codec) == (160, 90, "h264")
    assert [(c.start, c.end, c.text) for c in facts.captions] == [(500, 1209, "ЖЕНЯ: Where is he? Где он?")]


def test_scratch_recordings_are_heard(take, tmp_path):
    with wave.open(str(tmp_path / "l12.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes((8000 * np.sin(np.arange(4000) / 3)).astype("<i2").tobytes())
    path = animatic(take, tmp_path / "a.mp4", RATE, quality=SMALL, sounds={"L12": tmp_path / "l12.wav"})
    assert video_facts(path).sound
    with pytest.raises(FilmError, match="cannot be read"):
        animatic(take, tmp_path / "b.mp4", RATE, quality=SMALL, sounds={"L12": tmp_path / "none.wav"})
    assert not (tmp_path / "b.mp4").exists()


def test_a_camera_does_not_see_itself(take):
    plan = shots(replace(take, cuts=((0, "A"),)), RATE)
    with Camera(take, SMALL) as camera:
        clean = camera.shoot(plan[0])
        own = camera.shoot(replace(plan[0], own=""))
    assert not np.array_equal(clean, own)


def test_the_slate_and_what_is_said(take):
    plan = shots(take, RATE)
    assert slate(take, plan[0]).split() == ["7", "/", "1", "B", "24", "mm"]
    assert speech(take, 499) == ""
    assert speech(take, 500) == "ЖЕНЯ: Where is he? Где он?"
    unknown = replace(take, lines=((0, "L99"), (500, "L12")))
    assert speech(unknown, 100) == ""
    assert [caption.start for caption in captions(unknown)] == [500]


def test_words_are_broken_into_lines_and_written_at_the_bottom():
    picture = np.full((270, 480, 3), 128, dtype=np.uint8)
    lettering.write_speech(picture, "a word " * 20)
    changed = np.nonzero(np.any(picture != 128, axis=(1, 2)))[0]
    assert changed.min() > 135
    assert lettering.broken("supercalifragilistic yes", 20, 30) == ["supercalifragilistic", "yes"]
    before = picture.copy()
    lettering.write_slate(picture, "7 / 1", "00:00:00:00")
    rows = np.nonzero(np.any(picture != before, axis=(1, 2)))[0]
    assert rows.max() < 40


def test_cyrillic_is_lettered_and_not_boxed():
    masks = [lettering._line(letter, 32, "Regular", 0.5)[..., 0] for letter in "ЖЩЯ"]
    boxes = [mask[:, mask.max(axis=0) > 0.5] for mask in masks]
    assert len({box.shape[1] for box in boxes}) > 1 or not np.array_equal(boxes[0], boxes[1])
    missing = lettering._line("\u4e2d", 32, "Regular", 0.5)[..., 0]
    assert not np.array_equal(masks[0], missing)


def test_letters_beyond_the_edge_are_left_out():
    picture = np.full((20, 30, 3), 100, dtype=np.uint8)
    lettering.write_slate(picture, "much too long for it", "00:00:00:00")
    lettering._blend(picture, np.ones((4, 4, 2), dtype=np.float32), 40, 5, 1.0)
    assert picture.shape == (20, 30, 3)


def test_key_frames_are_few_apart_and_told(hand_made):
    long = hand_made.make_take(4000, "tunnel")
    chosen = moments(long)
    ticks = [tick for tick, _ in chosen]
    assert ticks == sorted(ticks)
    assert ticks[0] == 0
    assert len(chosen) <= MOST
    assert min(np.diff(ticks)) >= 500
    told = " / ".join(text for _, text in chosen)
    assert "catch missed" in told
    assert "zhenya's right hand touches window.1.pane" in told
    assert len(moments(long, most=2)) == 2
    bare = replace(long, outcomes=(), contacts=(), cuts=(), length=100)
    assert [text for _, text in moments(bare)] == ["start"]


def test_key_frames_are_jpegs_of_their_moments(take, tmp_path):
    made = key_frames(take, RATE, quality=Quality(height=90, samples=0), most=3)
    assert 1 <= len(made) <= 3
    for frame in made:
        with Image.open(BytesIO(frame.picture)) as image:
            assert (image.format, image.size) == ("JPEG", (160, 90))
        assert frame.camera in {"A", "B", "C"}


def test_the_picture_in_the_file_is_the_picture_that_was_drawn(take, tmp_path):
    drawn = list(frames(take, RATE, quality=SMALL))[10]
    path = animatic(take, tmp_path / "a.mp4", RATE, quality=SMALL)
    read = picture_at(path, 10)
    assert np.abs(read.astype(int) - drawn.astype(int)).mean() < 6.0
