"""What a director should know of a take, one kind of finding in each module."""
