"""Light of a moment laid on a picture: the Sun through windows, earthlight, what stands in the panes, one exposure."""
