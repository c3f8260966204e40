"""Key frames: the few pictures of a take that tell what happens in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFrame:
    """One picture of a take."""

    tick: int
    """Moment in the take, ms."""
    camera: str
    """Set-up it is seen through."""
    text: str
    """What happens there, in a few words."""
    picture: bytes
    """JPEG."""
