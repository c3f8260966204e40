"""The film folder as text: film.yaml, script.fountain and scenes, and the language of beats."""

from offworld.script.folder import read_film as read_film
