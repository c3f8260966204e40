"""Rooms as geometry: rays, clearances and what is near, without a simulator."""

from offworld.film.materials import MATERIALS as MATERIALS
from offworld.film.materials import material as material
from offworld.space.read import built_in_sets as built_in_sets
from offworld.space.read import read_set as read_set
