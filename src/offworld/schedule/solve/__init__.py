"""What makes plans: a model of the days for a constraint solver, and what it says of what did not fit."""
