"""The words of a film: the screenplay, the language of beats, and the reading of both into records."""
