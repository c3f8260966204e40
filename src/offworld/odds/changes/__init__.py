"""Small changes that a crew can make to a scene: one file for each kind, each offers some as lines to write."""
