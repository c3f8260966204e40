"""From beats to a take: people moved by their own muscles, real contact, and grips that can fail."""
