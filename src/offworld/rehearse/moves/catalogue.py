"""Which class does which move."""

from __future__ import annotations

from offworld.film.blocking import Beat, Intent
from offworld.rehearse.actor import Actor
from offworld.rehearse.moves.base import Move
from offworld.rehearse.moves.be_held import BeHeld
from offworld.rehearse.moves.brake import Brake
from offworld.rehearse.moves.camera_turn import CameraTurn
from offworld.rehearse.moves.carry import Carry
from offworld.rehearse.moves.chain import Chain
from offworld.rehearse.moves.convulse import Convulse
from offworld.rehearse.moves.dolly import Dolly
from offworld.rehearse.moves.follow import Follow
from offworld.rehearse.moves.give import Give
from offworld.rehearse.moves.hold import Hold
from offworld.rehearse.moves.look import Look
from offworld.rehearse.moves.pull import Pull
from offworld.rehearse.moves.push import Push
from offworld.rehearse.moves.push_apart import PushApart
from offworld.rehearse.moves.reach import Reach
from offworld.rehearse.moves.simple import Drift, GoLimp, LetGo, Release, Say
from offworld.rehearse.moves.stay import Stay
from offworld.rehearse.moves.take import Take
from offworld.rehearse.moves.tether import ClipTether, UnclipTether
from offworld.rehearse.moves.throw import Throw
from offworld.rehearse.moves.tuck import Open, Tuck
from offworld.rehearse.moves.turn import Turn

CATALOGUE: dict[str, type[Move]] = {
    "push apart": PushApart,
    "brake": Brake,
    "carry": Carry,
    "turn": Turn, "tuck": Tuck, "open": Open,
    "chain": Chain,
    "push off": Push, "pull": Pull, "drift": Drift, "hold": Hold, "catch": Hold, "let go": LetGo,
    "release": Release, "stay": Stay, "reach": Reach, "look": Look, "give": Give, "take": Take, "say": Say,
    "go limp": GoLimp, "convulse": Convulse, "be held": BeHeld,
    "clip tether": ClipTether, "unclip tether": UnclipTether, "throw": Throw,
    "follow": Follow, "pan": CameraTurn, "tilt": CameraTurn, "roll": CameraTurn, "dolly": Dolly,
}  # fmt: skip
"""By the name of the move in blocking."""


def make_move(actor: Actor, intent: Intent, beat: Beat, channels: tuple[str, ...]) -> Move:
    """The move that an intent asks for."""
    return CATALOGUE[intent.move](actor, intent, beat, channels)
