"""The proof from the file alone that a take was made by honest forces; imports no simulator and no solver."""
