"""Rooms as geometry: rays, clearances and what is near, without a simulator."""

from offworld.film.materials import MATERIALS as MATERIALS
from offworld.film.materials import material as material
from offworld.space.distance import clearance as clearance
from offworld.space.distance import in_free_room as in_free_room
from offworld.space.fittings import Handhold as Handhold
from offworld.space.fittings import fitting as fitting
from offworld.space.fittings import fitting_kinds as fitting_kinds
from offworld.space.fittings import nearest_handhold as nearest_handhold
from offworld.space.fittings import place_of as place_of
from offworld.space.fittings import resolve as resolve
from offworld.space.overlap import penetration as penetration
from offworld.space.rails import OnRail as OnRail
from offworld.space.rails import at_length as at_length
from offworld.space.rails import nearest_on_rail as nearest_on_rail
from offworld.space.rails import rail_closed as rail_closed
from offworld.space.rails import rail_length as rail_length
from offworld.space.rails import two_hands as two_hands
from offworld.space.ray import Hits as Hits
from offworld.space.ray import first_hit as first_hit
from offworld.space.ray import in_sight as in_sight
from offworld.space.read import built_in_sets as built_in_sets
from offworld.space.read import read_set as read_set
from offworld.space.solids import Solids as Solids
