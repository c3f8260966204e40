"""NoUpBench-1: cameras and lenses found where nothing is up (handbook camera, section 5)."""
