from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offworld.errors import FilmError
from offworld.light.elements import checksum, parse_elements, read_elements
from offworld.light.elements_check import age_words, error_km, error_s, precession, problems_of
from offworld.utc import DAY_MS, read_utc, to_text

ONE = "1 25544U 98067A   21288.70144628  .00006635  00000-0  12985-3 0  9991"
TWO = "2 25544  51.6430 106.8285 0003768 107.2156 352.5939 15.48692786307278"


def line(text):
    """A line with its checksum put right."""
    return text[:68] + str(checksum(text))


def found(text):
    problems = []
    return parse_elements(text, "station.tle", problems), problems


def reading(tmp_path, text, object_id=25544):
    (tmp_path / "station.tle").write_text(text, encoding="utf-8")
    return read_elements(tmp_path, "station.tle", object_id)


def refused(tmp_path, text, object_id=25544):
    with pytest.raises(FilmError) as error:
        reading(tmp_path, text, object_id)
    return error.value.problems


def test_two_lines_are_read(tmp_path):
    (one,) = reading(tmp_path, f"# a comment\nISS (ZARYA)\n{ONE}\n{TWO}\n")
    assert (one.object_id, one.name, one.revolution, one.place.line) == (25544, "ISS (ZARYA)", 30727, 3)
    assert to_text(one.epoch_ms) == "2021-10-15T16:50:04.959Z"
    assert (one.mean_motion, one.eccentricity, one.drag) == pytest.approx(
        (15.48692786, 0.0003768, 0.00012985)
    )
    angles = [math.degrees(value) for value in (one.inclination, one.raan, one.perigee, one.anomaly)]
    assert angles == pytest.approx([51.6430, 106.8285, 107.2156, 352.5939])


def test_the_checksum_counts_a_minus_as_one():
    assert checksum(ONE) == 1
    assert checksum(TWO) == 8
    assert checksum("-" * 68) == 8


def test_epochs_of_the_last_century():
    early = line(ONE.replace("21288.70144628", "99001.00000000"))
    (one,), problems = found(f"{early}\n{TWO}")
    assert problems == []
    assert to_text(one.epoch_ms)[:10] == "1999-01-01"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        (f"{ONE}\n{TWO[:-1]}9", "bad-checksum", "checksum of this line is 8, and it says '9'"),
        (f"{ONE[:20]}9{ONE[21:]}\n{TWO}", "bad-checksum", "a digit was changed"),
        (f"{ONE}\n{TWO[:60]}", "bad-elements", "69 columns, this one 60"),
        (ONE, "half-elements", "no other half"),
        (TWO, "half-elements", "no other half"),
        (f"{ONE}\n{ONE}\n{TWO}", "half-elements", "no other half"),
        (f"{ONE}\n{line(TWO.replace('25544', '25545'))}", "mixed-elements", "object 25544, line 2 of 25545"),
        (f"{line(ONE.replace('21288.7', '21400.7'))}\n{TWO}", "bad-elements", "cannot be read"),
        (f"{line(ONE.replace('12985-3', '1298x-3'))}\n{TWO}", "bad-elements", "cannot be read"),
        ("only words", "no-elements", "no element set in this file"),
    ],
)
def test_what_is_no_element_set_is_refused_with_its_line(tmp_path, text, kind, words):
    problems = refused(tmp_path, text)
    assert problems[0].kind == kind
    assert words in str(problems[0])
    assert problems[0].file == "station.tle"


def test_the_bad_line_is_named(tmp_path):
    (problem,) = refused(tmp_path, f"# first\n\n{ONE}\n{TWO[:-1]}9\n")
    assert problem.line == 4


def test_another_object_is_refused(tmp_path):
    (problem,) = refused(tmp_path, f"{ONE}\n{TWO}", object_id=48274)
    assert problem.kind == "wrong-object"
    assert "of object 25544, not of 48274" in problem.what


def test_a_set_of_another_object_may_be_asked_for(tmp_path):
    other = [line(text.replace("25544", "48274")) for text in (ONE, TWO)]
    # Its plane is not that of the ISS, and need not be.
    other[1] = line(other[1].replace("106.8285", "200.0000"))
    (one,) = reading(tmp_path, "\n".join(other), object_id=48274)
    assert one.object_id == 48274


# What circulates for the days of the shoot: right checksums, wrong planes (handbook light, section 2.2).
@pytest.mark.parametrize(
    ("epoch", "raan", "kind"),
    [
        ("21281.53000000", "172.0000", "no-such-orbit"),
        ("21280.50000000", "100.0000", "no-such-orbit"),
        ("21275.50000000", "346.0000", "no-such-orbit"),
        ("21275.50000000", "172.1000", None),
        ("21288.70144628", "108.7000", "no-such-orbit"),
        ("21288.70144628", "107.6000", None),
        ("21330.50000000", "260.0000", None),
        ("21330.50000000", "255.0000", "no-such-orbit"),
    ],
)
def test_a_plane_where_the_station_was_not_is_refused(tmp_path, epoch, raan, kind):
    text = f"{line(ONE.replace('21288.70144628', epoch))}\n{line(TWO.replace('106.8285', raan))}"
    if kind is None:
        assert len(reading(tmp_path, text)) == 1
    else:
        (problem,) = refused(tmp_path, text)
        assert problem.kind == kind
        assert "km off" in problem.what
        assert "invented" in problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (" 51.6430", " 28.5000", "inclination 28.5 deg is not from 51.5 to 51.8"),
        ("15.48692786", "14.20000000", "mean motion 14.2 a day is not from 15.3"),
        ("0003768", "0537680", "eccentricity 0.05377 is not from 0 to 0.004"),
    ],
)
def test_an_orbit_that_the_station_never_had_is_refused(tmp_path, old, new, words):
    (problem,) = refused(tmp_path, f"{ONE}\n{line(TWO.replace(old, new))}")
    assert problem.kind == "no-such-orbit"
    assert words in problem.what


def test_two_sets_must_follow_from_each_other(iss):
    other = replace(iss[0], object_id=7, raan=iss[0].raan + math.radians(3.0))
    (problem,) = problems_of([other, replace(iss[1], object_id=7)], 7)
    assert "3.0 deg from where that of the set of 2021-10-08 has gone" in problem.what
    counted = [replace(iss[0], object_id=7), replace(iss[1], object_id=7, revolution=30729 + 3)]
    (problem,) = problems_of(counted, 7)
    assert "revolution 30732 is 113 after that of the set of 2021-10-08; 108 have gone by" in problem.what
    assert list(problems_of([replace(iss[0], revolution=None), iss[1]], 25544)) == []


def test_the_plane_runs_back_as_the_two_sets_show(iss):
    first, second = iss
    days = (second.epoch_ms - first.epoch_ms) / DAY_MS
    rate = precession(second.mean_motion, second.eccentricity, second.inclination)
    assert math.degrees(rate * days) == pytest.approx(106.8285 - 141.3023, abs=0.2)


@pytest.mark.parametrize(
    ("days", "km"), [(0.0, 1.0), (3.5, 49.0), (7.0, 467.0), (-7.0, 467.0), (10.0, 1503.0), (90.0, 21300.0)]
)
def test_the_expected_error_goes_through_the_measured_points(days, km):
    assert error_km(days) == pytest.approx(km, rel=0.01)
    assert error_s(days) == pytest.approx(km / 7.66, rel=0.01)


def test_ages_in_words(iss):
    days, words = age_words(iss, read_utc("2021-10-25 17:00"))
    assert days == pytest.approx(10.0, abs=0.02)
    assert words.startswith("expected error 1,5")
    assert "moments mean nothing" in age_words(iss, read_utc("2021-12-25"))[1]
    assert age_words((), 0)[0] == math.inf


def test_the_same_set_twice_counts_once_and_all_are_in_order(tmp_path, iss):
    first = (
        "1 25544U 98067A   21281.73004796  .00003128  00000-0  65029-4 0  9990\n"
        "2 25544  51.6444 141.3023 0004210  71.7185  11.5978 15.48952913306193"
    )
    sets = reading(tmp_path, f"{ONE}\n{TWO}\n{first}\n{ONE}\n{TWO}\n")
    assert [one.epoch_ms for one in sets] == pytest.approx([one.epoch_ms for one in iss], abs=0.1)


OMM = {
    "OBJECT_NAME": "ISS", "NORAD_CAT_ID": 25544, "EPOCH": "2021-10-15T16:50:04.958592", "MEAN_MOTION": 15.48692786,
    "ECCENTRICITY": 0.0003768, "INCLINATION": 51.6430, "RA_OF_ASC_NODE": 106.8285, "ARG_OF_PERICENTER": 107.2156,
    "MEAN_ANOMALY": 352.5939, "BSTAR": 0.00012985, "REV_AT_EPOCH": 30727,
}  # fmt: skip


def as_kvn(fields):
    return "CCSDS_OMM_VERS = 2.0\n" + "\n".join(f"{name} = {value} [x]" for name, value in fields.items())


def as_xml(fields):
    leaves = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<?xml version='1.0'?><!-- c --><ndm><omm><body><data>{leaves}</data></body></omm></ndm>"


FORMATS = {
    "kvn": as_kvn,
    "json": lambda fields: json.dumps([fields]),
    "one json": json.dumps,
    "xml": as_xml,
    "plain xml": lambda fields: as_xml(fields).replace("<ndm>", "").replace("</ndm>", ""),
}


@pytest.mark.parametrize("name", FORMATS)
def test_an_omm_says_the_same_as_two_lines(tmp_path, name):
    (one,) = reading(tmp_path, FORMATS[name](OMM))
    (other,) = found(f"ISS\n{ONE}\n{TWO}")[0]
    assert replace(
        one, place=other.place, epoch_ms=0, drag=0, raan=0, inclination=0, perigee=0, anomaly=0
    ) == replace(other, epoch_ms=0, drag=0, raan=0, inclination=0, perigee=0, anomaly=0)
    assert one.epoch_ms == pytest.approx(other.epoch_ms, abs=0.01)
    for field in ("drag", "raan", "inclination", "perigee", "anomaly"):
        assert getattr(one, field) == pytest.approx(getattr(other, field))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no readable OMM"),
        ("[1]", "no readable OMM"),
        ("<omm>", "no readable OMM"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><omm></omm>", "no readable OMM"),
        (json.dumps({k: v for k, v in OMM.items() if k != "EPOCH"}), "has no EPOCH"),
        (json.dumps(OMM | {"MEAN_MOTION": "fast"}), "MEAN_MOTION of this OMM is 'fast'"),
        (json.dumps(OMM | {"MEAN_MOTION": "nan"}), "MEAN_MOTION of this OMM is 'nan'"),
        (json.dumps(OMM | {"EPOCH": "yesterday"}), "'yesterday' is no moment"),
        (json.dumps(OMM | {"EPOCH": "2021-10-15T16:50:04.x"}), "is no moment"),
        (json.dumps(OMM | {"TIME_SYSTEM": "TAI"}), "TIME_SYSTEM of this OMM is TAI, and only UTC"),
        (json.dumps(OMM | {"MEAN_ELEMENT_THEORY": "DSST"}), "of DSST, not of SGP4"),
    ],
)
def test_what_is_no_omm_is_refused(tmp_path, text, words):
    problems = refused(tmp_path, text)
    assert words in str(problems[0])


def test_files_that_are_not_there_or_elsewhere_or_too_long(tmp_path):
    with pytest.raises(FilmError, match=r"no element sets in 'nowhere\.tle'"):
        read_elements(tmp_path, "nowhere.tle", 25544)
    film = tmp_path / "film"
    film.mkdir()
    (tmp_path / "outside.tle").write_text(f"{ONE}\n{TWO}", encoding="utf-8")
    with pytest.raises(FilmError, match="no element sets"):
        read_elements(film, "../outside.tle", 25544)
    (film / "long.tle").write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(FilmError, match="1,000,001 bytes"):
        read_elements(film, "long.tle", 25544)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    problems = []
    assert parse_elements(text, "station.tle", problems) == [] or not problems


@given(st.integers(0, 1), st.integers(2, 67), st.sampled_from("0123456789-+ .eEn_"))
def test_a_changed_column_is_read_or_refused_even_with_a_right_checksum(which, column, letter):
    lines = [ONE, TWO]
    lines[which] = line(lines[which][:column] + letter + lines[which][column + 1 :])
    sets, problems = found("\n".join(lines))
    assert bool(sets) != bool(problems)
    for one in sets:
        # Whatever it says now, what cannot be is found.
        assert isinstance(list(problems_of([one], 25544)), list)


@given(
    st.dictionaries(st.sampled_from([*OMM, "TIME_SYSTEM"]), st.text(max_size=12) | st.floats() | st.none())
)
def test_an_omm_with_anything_in_it_is_read_or_refused(changes):
    problems = []
    sets = parse_elements(json.dumps(OMM | changes), "station.omm", problems)
    assert bool(sets) != bool(problems)
