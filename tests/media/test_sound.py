from __future__ import annotations

import struct
import wave
from fractions import Fraction

import av
import numpy as np
import pytest

from offworld.errors import FilmError
from offworld.media.sound import BEEP_DBFS, BEEP_HZ, BEEP_MS, SOUND_RATE, beep, mix, read_wav
from offworld.media.video import write_video

RATE = Fraction(25)
MS = SOUND_RATE // 1000


def write_wav(path, samples, rate=SOUND_RATE, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def heard(path):
    """The sound of a video file as its players hear it, and its exact length in samples."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.sample_rate, stream.start_time) == (SOUND_RATE, 0)
        frames = list(container.decode(stream))
        assert frames[0].pts == 0
        length = Fraction(stream.duration) * stream.time_base * SOUND_RATE
        sound = np.concatenate([frame.to_ndarray()[0] for frame in frames])
    assert length.denominator == 1
    return sound[: int(length)], int(length)


def write(path, sound, frames=50):
    write_video(path, iter([np.zeros((32, 48, 3), dtype=np.uint8)] * frames), RATE, sound=sound)
    return path


def onset(sound, level):
    """The first sample that is louder than a level."""
    return int(np.nonzero(np.abs(sound) > level)[0][0])


def best_place(sound, piece):
    """Where a piece of sound lies in another: the peak of their correlation."""
    return int(np.argmax(np.correlate(sound, piece, mode="valid")))


def test_a_beep_is_a_soft_sine_of_its_pitch_level_and_length():
    sound = beep()
    assert len(sound) == BEEP_MS * MS
    assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(BEEP_DBFS, abs=0.1)
    spectrum = np.abs(np.fft.rfft(sound, n=SOUND_RATE))
    assert int(np.argmax(spectrum)) == pytest.approx(BEEP_HZ, abs=2)
    # It swells: neither end jumps, and the whole of it is symmetrical in loudness.
    assert np.abs(sound[:12]).max() < 0.1 * np.abs(sound).max()
    assert np.abs(sound[-12:]).max() < 0.1 * np.abs(sound).max()
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * BEEP_HZ / SOUND_RATE * 10 ** (BEEP_DBFS / 20) * 1.05


@pytest.mark.parametrize("tick", [0, 1, 333, 1000, 1517, 1919])
def test_a_beep_in_the_file_starts_within_a_millisecond_of_its_tick(tmp_path, tick):
    sound, length = heard(write(tmp_path / "a.mp4", mix((), 2000, [tick])))
    assert length == 2 * SOUND_RATE
    assert abs(best_place(sound, beep()) - tick * MS) <= MS
    # The first tenth of a beep's loudness is reached after a millisecond of its swell.
    loud = onset(sound, 0.1 * 10 ** (BEEP_DBFS / 20))
    assert tick * MS <= loud + MS
    assert loud <= (tick + 1) * MS + MS // 2


def test_a_recording_in_the_file_starts_within_a_millisecond_of_its_line(tmp_path):
    click = np.zeros(4800)
    click[: 20 * MS] = 12000 * np.sign(np.sin(np.arange(20 * MS) / 7))
    path = write_wav(tmp_path / "l1.wav", click)
    sound, _ = heard(write(tmp_path / "a.mp4", mix([(700, path)], 2000)))
    piece = (click[: 20 * MS] / 32768).astype(np.float32)
    assert abs(best_place(sound, piece) - 700 * MS) <= MS
    assert abs(onset(sound, 0.15) - 700 * MS) <= MS


def test_silence_is_silent_and_exactly_as_long_as_asked(tmp_path):
    sound, length = heard(write(tmp_path / "a.mp4", mix((), 1234), frames=31))
    assert length == 1234 * MS
    assert not np.any(sound)


def test_the_same_sound_gives_the_same_bytes(tmp_path):
    written = set()
    kept = []
    for number in range(8):
        kept.append(np.zeros(1000 + 4099 * number, dtype=np.uint8))
        path = write(tmp_path / f"{number}.mp4", mix((), 2000, [100, 900, 1500]))
        written.add(path.read_bytes())
    assert len(written) == 1


def test_beeps_within_a_beep_are_one_and_those_past_the_end_are_cut():
    one = mix((), 1000, [100])
    assert np.array_equal(mix((), 1000, [100, 100 + BEEP_MS - 1, 100]), one)
    two = mix((), 1000, [100 + BEEP_MS, 100])
    assert np.count_nonzero(two) == pytest.approx(2 * np.count_nonzero(one), abs=4)
    late = mix((), 1000, [990, 5000])
    assert len(late) == 1000 * MS
    assert np.array_equal(late[990 * MS :], beep()[: 10 * MS])


def test_a_beep_is_laid_over_a_line_and_nothing_is_louder_than_full_scale(tmp_path):
    path = write_wav(tmp_path / "a.wav", np.full(SOUND_RATE, 32000))
    mixed = mix([(0, path)], 1000, [200])
    assert mixed.max() == 1.0
    assert mixed[100 * MS] == pytest.approx(32000 / 32768, abs=1e-4)
    assert not np.allclose(mixed[200 * MS : 260 * MS], mixed[0])


@pytest.mark.parametrize("rate", [8000, 22050, 44100, 96000])
def test_a_recording_of_another_rate_keeps_its_moments(tmp_path, rate):
    samples = np.zeros(rate)
    samples[rate // 2 :] = 10000
    heard_at = onset(read_wav(write_wav(tmp_path / "a.wav", samples, rate)), 0.25)
    assert abs(heard_at - SOUND_RATE // 2) <= MS


def cut_short(path):
    write_wav(path, np.ones(1000))
    path.write_bytes(path.read_bytes()[:-301])


def endless(path):
    """A header that promises far more than there is."""
    write_wav(path, np.ones(1000))
    data = bytearray(path.read_bytes())
    data[40:44] = struct.pack("<I", 2_000_000)
    path.write_bytes(bytes(data))


def float_samples(path):
    data = bytearray(write_wav(path, np.ones(10)).read_bytes())
    data[20:22] = struct.pack("<H", 3)
    path.write_bytes(bytes(data))


def eight_bytes_a_sample(path):
    data = bytearray(write_wav(path, np.ones(16)).read_bytes())
    data[32:36] = struct.pack("<HH", 8, 64)
    path.write_bytes(bytes(data))


def no_rate(path):
    data = bytearray(write_wav(path, np.ones(16)).read_bytes())
    data[24:28] = struct.pack("<I", 0)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("spoil", [cut_short, endless, float_samples, eight_bytes_a_sample, no_rate])
def test_a_broken_recording_is_named_with_its_remedy(tmp_path, spoil):
    path = tmp_path / "l1.wav"
    spoil(path)
    with pytest.raises(FilmError) as caught:
        read_wav(path)
    assert str(path) in str(caught.value)
    assert "plain PCM samples, or leave the recording out" in str(caught.value)
