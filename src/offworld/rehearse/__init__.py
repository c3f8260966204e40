"""Rehearse: one take of a scene, with honest physics and nothing else that moves a body."""

from offworld.rehearse.restart import Restart as Restart
from offworld.rehearse.run import run as run
