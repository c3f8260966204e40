"""The step loop alone, of a frozen model: what a rehearsal is compared with by `offworld bench rehearse`."""

from __future__ import annotations

import time
from pathlib import Path

import mujoco

MODEL = Path(__file__).with_name("bare.xml")
"""Two people and five props among shapes of Zvezda, 123 shapes in all, with MuJoCo's own rules for what may touch."""


class BareLoop:
    """The frozen model, from its start on."""

    def __init__(self, path: Path = MODEL) -> None:
        self.model = mujoco.MjModel.from_xml_path(str(path))
        self.data = mujoco.MjData(self.model)
        mujoco.mj_resetDataKeyframe(self.model, self.data, 0)

    @property
    def step_s(self) -> float:
        """Length of a step, s."""
        return float(self.model.opt.timestep)

    @property
    def shapes(self) -> int:
        """Number of shapes that collide."""
        return int(self.model.ngeom)

    def run(self, steps: int) -> float:
        """Steps in one call, with nothing of ours between them; returns seconds of the processor."""
        begun = time.process_time()
        mujoco.mj_step(self.model, self.data, steps)
        return time.process_time() - begun
