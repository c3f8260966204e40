"""A scene as its beats have it in mind: everything goes as written, without physics; and where a take parts from it."""

from offworld.imagine.compare import compare as compare
from offworld.imagine.run import imagine as imagine
