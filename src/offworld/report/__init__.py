"""From records to pages that a person reads: findings in plain words first, then numbers."""
