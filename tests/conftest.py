from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# One thread in each process, before numpy is imported: the numbers must not depend on how many there are.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# The same examples on every run and machine; no deadline, because machines differ in speed.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
