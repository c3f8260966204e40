"""Turning in free flight by limbs alone: what no momentum leaves possible, and how it is done."""
