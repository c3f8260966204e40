"""People, props and sets as bodies: measures, joints, strength, and the simulator's model made of them."""
