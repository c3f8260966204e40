"""Scenes for other programs, and what comes home from them. USD lives here and nowhere else."""
