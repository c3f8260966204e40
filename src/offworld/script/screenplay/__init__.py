"""Screenplays: Fountain and Final Draft read into one tree, pages counted, names of parts kept through edits."""
