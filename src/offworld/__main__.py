"""Lets ``python -m offworld`` do what the ``offworld`` command does."""

from __future__ import annotations

import sys

from offworld.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
