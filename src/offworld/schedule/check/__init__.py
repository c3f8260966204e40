"""What judges a plan: it knows the days and the strips, and nothing of how a plan is made."""
