"""The film folder as text: film.yaml, script.fountain and scenes, and the language of beats."""

from offworld.script.complete import complete as complete
from offworld.script.complete import complete_shot as complete_shot
from offworld.script.complete import names_in as names_in
from offworld.script.folder import read_film as read_film
