"""The days of a film: what is shot when, by whom and where, and what to do when a day is lost."""
