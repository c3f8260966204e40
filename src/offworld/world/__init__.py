"""The fields of a place: gravity, Coriolis, the aircraft's flight path and the air."""

from offworld.world.field import Turning as Turning
from offworld.world.field import turn as turn
from offworld.world.field import turning as turning
from offworld.world.field import turning_acceleration as turning_acceleration
from offworld.world.field import turning_wrenches as turning_wrenches
from offworld.world.field import uniform_acceleration as uniform_acceleration
from offworld.world.flight import load_at as load_at
from offworld.world.flight import pitch_at as pitch_at
