"""Papers of the schedule: stripboard, one-liner, day out of days and call sheets, as pages and PDF, in two tongues."""
