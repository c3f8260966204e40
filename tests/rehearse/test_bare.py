import mujoco
import numpy as np
import pytest

from offworld.flow.benches import rehearse as bench
from offworld.rehearse.bare import BareLoop


@pytest.fixture(scope="module")
def loop():
    return BareLoop()


def test_the_frozen_model_is_the_scene_written_down_plainly(loop):
    model = loop.model
    assert loop.shapes == 123
    assert np.count_nonzero(model.geom_contype) == np.count_nonzero(model.geom_conaffinity) == 123
    assert set(np.asarray(model.geom_contype)) == set(np.asarray(model.geom_conaffinity)) == {1}
    assert model.opt.integrator == mujoco.mjtIntegrator.mjINT_RK4
    assert model.opt.jacobian == mujoco.mjtJacobian.mjJAC_DENSE
    assert loop.step_s == pytest.approx(0.004)
    # Two people of 41 velocities and five props of six.
    assert model.nv == 2 * 41 + 5 * 6
    assert model.opt.disableflags == 0


def test_the_bare_loop_steps_and_is_timed(loop):
    before = loop.data.time
    assert loop.run(5) > 0.0
    assert loop.data.time == pytest.approx(before + 0.02)
    assert np.isfinite(loop.data.qpos).all()


def test_the_bench_gives_figures_with_bars(monkeypatch):
    monkeypatch.setattr(bench, "LENGTH_S", 0.1)
    speed, cost = bench.measure(1)
    assert speed.bar.limit == bench.TIMES_REAL
    assert cost.baseline > 0.0
    assert cost.bar.of == "ratio"
    assert cost.value * speed.value == pytest.approx(1.0)
