"""Pictures and sound in and out of video files, by PyAV and nothing else."""
