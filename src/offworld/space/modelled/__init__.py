"""Sets modelled in another program: from triangles to convex pieces, rails, windows, and what the film sees."""
