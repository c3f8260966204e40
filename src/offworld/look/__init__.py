"""How things look: meshes of sets, props and people with their light, for whoever draws them."""
