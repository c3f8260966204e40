"""Cameras and lenses: those that come with Offworld, and how film.yaml names them or says its own."""

from offworld.script.kit.catalogue import bodies as bodies
from offworld.script.kit.catalogue import lens_sets as lens_sets
