import pytest

from offworld.flow.benches import light


@pytest.fixture(scope="module")
def figures():
    return light.measure(2)


def test_figures_are_of_fourteen_windows_and_stand_beside_their_baselines(figures):
    month, day, apart = figures
    assert month.name.startswith("2 days of light, 14 different windows, 1,")
    assert (month.unit, month.bar.limit, month.bar.of) == ("s", 5.0, "value")
    assert (day.unit, day.against, day.bar.limit, day.bar.of) == ("ms", "half the span", 1.25, "ratio")
    assert month.value > 0.0
    assert day.value == pytest.approx(500.0 * month.value)
    assert (apart.baseline, apart.bar.limit) == (4.0, 1.0)


def test_the_second_path_agrees(figures):
    assert figures[2].met
    assert figures[2].value > 0.1


def test_windows_that_are_all_different_share_nothing():
    from offworld.light.day import _different
    from offworld.space import read_set

    zvezda = read_set("zvezda", light.Path("/dev/null"))
    assert len(_different(zvezda)) == 5
    assert len(_different(light._all_different(zvezda))) == 14
