"""Light as one sees it: ribbons of days, paths of the Sun, the light of a scene."""
