"""The take in three dimensions in a browser: one compact file of assembly and take that a page loads from disk."""

from offworld.viewer.file import viewer_file as viewer_file
