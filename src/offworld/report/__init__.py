"""Pages: what came of a take, to be looked at rather than read. Nothing here draws pictures or judges takes."""

from offworld.report.film_page import SceneEntry as SceneEntry
from offworld.report.film_page import film_page as film_page
from offworld.report.scene_page import Link as Link
from offworld.report.scene_page import scene_page as scene_page
