"""The order of work: loops across stages, caching, file names and worker processes."""
