"""Lets ``python -m offworld`` do what the ``offworld`` command does."""

from __future__ import annotations

import sys

from offworld.cli.main import main

sys.exit(main())
