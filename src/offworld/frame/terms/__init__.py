"""The wishes of a framing, one file each: what they measure, within which bounds they are kept, how fast they fade."""
