from __future__ import annotations

import struct
import wave
from fractions import Fraction

import numpy as np
import pytest

from offworld.errors import FilmError, StoreError
from offworld.media.captions import Caption, in_order, webvtt
from offworld.media.probe import picture_at, video_facts
from offworld.media.sound import SOUND_RATE, mix, read_wav
from offworld.media.video import QUICK, _steady, write_video

RATES = [
    Fraction(24),
    Fraction(25),
    Fraction(24000, 1001),
    Fraction(30000, 1001),
    Fraction(60),
    Fraction(25, 2),
]


def pictures(count, height=48, width=64):
    for number in range(count):
        picture = np.zeros((height, width, 3), dtype=np.uint8)
        picture[:, : 8 + number] = (200, 80, 40)
        yield picture


@pytest.mark.parametrize("rate", RATES)
def test_frames_rate_and_length_are_exact(tmp_path, rate):
    path = tmp_path / "a.mp4"
    assert write_video(path, pictures(31), rate) == 31
    facts = video_facts(path)
    assert facts.rate == rate
    assert facts.frames == 31
    assert facts.duration == 31 / rate
    assert (facts.width, facts.height) == (64, 48)


def test_the_same_pictures_give_the_same_bytes(tmp_path):
    said = (Caption(start=100, end=900, text="Где он?"),)
    tone = (0.2 * np.sin(np.arange(SOUND_RATE) / 20)).astype(np.float32)
    for name in ("a.mp4", "b.mp4"):
        write_video(
            tmp_path / name, pictures(25), Fraction(25), captions=said, sound=tone, timecode="01:00:00:00"
        )
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    facts = video_facts(tmp_path / "a.mp4")
    assert facts.timecode == "01:00:00:00"
    assert facts.captions == said
    assert facts.sound


def test_bytes_do_not_depend_on_where_memory_lies(tmp_path):
    kept, written = [], set()
    for number in range(12):
        kept.append(np.zeros(1000 + 4099 * number, dtype=np.uint8))
        path = tmp_path / f"{number}.mp4"
        write_video(path, pictures(25), Fraction(25))
        written.add(path.read_bytes())
    assert len(written) == 1


def test_x264_is_kept_from_code_that_is_not_steady(tmp_path):
    file = tmp_path / "cpuinfo"
    assert _steady(file) == ""
    for flags, expected in (("fpu avx2 avx512f", ":asm=AVX2"), ("fpu avx avx2", "")):
        named = tmp_path / flags.replace(" ", "-")
        named.write_text(f"flags : {flags}")
        assert _steady(named) == expected


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    def broken():
        yield from pictures(5)
        raise KeyboardInterrupt

    path = tmp_path / "a.mp4"
    path.write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        write_video(path, broken(), Fraction(25))
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ValueError, match="at least one picture"):
        write_video(path, iter(()), Fraction(25))
    write_video(path, pictures(2), Fraction(25), coding=QUICK)
    assert video_facts(path).frames == 2


def test_pictures_come_back_as_they_went_in(tmp_path):
    path = tmp_path / "a.mp4"
    write_video(path, pictures(12), Fraction(25))
    read = picture_at(path, 7)
    assert np.abs(read[:, :10].astype(int) - (200, 80, 40)).mean() < 6
    with pytest.raises(StoreError, match="no picture 12"):
        picture_at(path, 12)


def test_what_is_no_video_is_named(tmp_path):
    path = tmp_path / "a.mp4"
    with pytest.raises(StoreError, match=r"a\.mp4"):
        video_facts(path)
    with pytest.raises(StoreError, match="cannot be read"):
        picture_at(path, 0)
    write_video(path, pictures(12), Fraction(25))
    path.write_bytes(path.read_bytes()[:700])
    with pytest.raises(StoreError, match="cannot be read"):
        video_facts(path)


def test_captions_are_ordered_and_give_way():
    said = [
        Caption(start=500, end=2000, text="b"),
        Caption(start=-300, end=400, text="a"),
        Caption(start=1500, end=9000, text="c"),
        Caption(start=7000, end=9000, text="too late"),
        Caption(start=0, end=100, text="  "),
        Caption(start=-900, end=-100, text="too early"),
    ]
    assert in_order(said, 5000) == (
        Caption(start=0, end=400, text="a"),
        Caption(start=500, end=1500, text="b"),
        Caption(start=1500, end=5000, text="c"),
    )


def test_webvtt_escapes_and_keeps_time():
    text = webvtt((Caption(start=3_723_004, end=3_724_000, text="a <b> & c\n\n --> d"),))
    assert text.startswith("WEBVTT\n\n01:02:03.004 --> 01:02:04.000\n")
    assert "a &lt;b&gt; &amp; c\n--&gt; d\n" in text


def write_wav(path, samples, width, channels, rate):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples)


ENCODED = [
    (1, bytes([128, 192] * 50), 0.5),
    (2, struct.pack("<100h", *([0, 16384] * 50)), 0.5),
    (3, (b"\x00\x00\x00" + b"\x00\x00\x40") * 50, 0.5),
    (4, struct.pack("<100i", *([0, 2**30] * 50)), 0.5),
]


@pytest.mark.parametrize(("width", "data", "right"), ENCODED)
def test_recordings_of_every_width_are_read(tmp_path, width, data, right):
    write_wav(tmp_path / "a.wav", data, width, 2, SOUND_RATE)
    samples = read_wav(tmp_path / "a.wav")
    assert len(samples) == 50
    assert samples == pytest.approx(np.full(50, right / 2), abs=1e-6)


def test_other_rates_keep_their_length_in_time(tmp_path):
    write_wav(tmp_path / "a.wav", struct.pack("<800h", *range(800)), 2, 1, 8000)
    samples = read_wav(tmp_path / "a.wav")
    assert len(samples) == SOUND_RATE // 10
    assert np.all(np.diff(samples) >= 0)
    write_wav(tmp_path / "b.wav", b"", 2, 1, 8000)
    assert len(read_wav(tmp_path / "b.wav")) == 0


def test_a_mix_lays_cuts_and_clips(tmp_path):
    write_wav(tmp_path / "a.wav", struct.pack("<4800h", *([20000] * 4800)), 2, 1, SOUND_RATE)
    path = tmp_path / "a.wav"
    mixed = mix([(10, path), (50, path), (950, path), (-50, path), (2000, path)], 1000)
    assert len(mixed) == SOUND_RATE
    assert mixed[0] == pytest.approx(20000 / 32768, abs=1e-4)
    assert mixed.max() == 1.0
    assert mixed[SOUND_RATE // 2] == 0.0
    assert mixed[-1] == pytest.approx(20000 / 32768, abs=1e-4)


@pytest.mark.parametrize("content", [None, b"", b"RIFFxxxx", b"OggS and so on" * 10])
def test_what_is_no_recording_is_named_with_a_remedy(tmp_path, content):
    path = tmp_path / "l1.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FilmError) as caught:
        read_wav(path)
    assert str(path) in str(caught.value)
    assert "PCM" in str(caught.value)
