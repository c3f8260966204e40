"""Rotations, poses and interpolation: the mathematics of where things are, with numpy alone."""
