"""Orders of scenes with the fewest paid idle days: an exact search over sets, and a second, independent one."""
