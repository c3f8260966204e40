import json
import os
import time
from pathlib import Path

from offworld.errors import SimulationError


def make(given, out):
    words = json.loads(given["rehearsal"].read_text())
    if words == "blow up":
        raise SimulationError("the simulation blew up", Path("replay"))
    if words == "die":
        os._exit(9)
    (out / "take").mkdir()
    (out / "restarts").mkdir()
    (out / "restarts" / "0").write_text(words)
    (out / "take" / "threads").write_text(os.environ["OMP_NUM_THREADS"])
    with (out / "take" / "take.json").open("w") as file:
        for number in range(10):
            time.sleep(0.004)
            file.write(f"{number} {words}\n" * 2000)
            file.flush()
