"""Files: written whole or not at all, addressed by content, read back with a place for each mistake."""
