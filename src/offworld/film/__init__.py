"""The records that stages hand each other. Nothing here computes; nothing here reads a file."""
