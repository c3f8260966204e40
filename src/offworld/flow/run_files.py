"""What lies in the result of a run of takes."""

from __future__ import annotations

from typing import Final

ROWS: Final = "rows.json"
"""Rows of a run's takes."""
STOPPED: Final = "stopped"
"""Folder in a run's result, and in ``out/``, with what is kept of takes that the simulation did not finish."""
