"""The fields of a place: gravity, Coriolis, the aircraft's flight path and the air."""
