"""The days of a film as files: days.yaml, and schedule.yaml, the plan that is in people's hands."""
