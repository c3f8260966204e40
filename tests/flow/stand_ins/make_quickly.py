"""Makes a stand-in film in a process of its own, which a test may kill."""

import sys
from pathlib import Path

from stand_in_stages import QUICK

from offworld.flow.make import make_film

if __name__ == "__main__":
    make_film(Path(sys.argv[1]), workers=2, stages=QUICK)
